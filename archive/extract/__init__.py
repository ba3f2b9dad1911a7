"""Article -> statements: sentences, quotations, cues, statements, speakers, topics."""

from archive.extract.statements import find_statements

__all__ = ["find_statements"]
