"""Statements -> statements with topics."""
