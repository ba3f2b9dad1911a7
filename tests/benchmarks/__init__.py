"""Measurements side by side. They print ratios and assert nothing: machines differ, ratios less."""
