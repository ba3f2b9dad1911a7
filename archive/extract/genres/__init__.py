"""Texts of a special form: readouts, transcripts, headlines, issued documents."""
