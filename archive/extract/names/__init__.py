"""Names, titles and offices as they are written, read without knowing anybody."""
