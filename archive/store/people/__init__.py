"""The people of an archive: who is known, which rows are one person."""
