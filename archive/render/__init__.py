"""Rows and records -> text: tables for people, JSON Lines, JSON, CSV and Markdown for programs.

What is stored came from anywhere, so nothing of it reaches a terminal before ``safe`` has seen it.
"""
