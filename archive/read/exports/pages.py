"""The pages that vendors export, each to the lines that its reader takes."""

from archive.read.exports.html import lines, tree_of
from archive.read.exports.lexisnexis import read_lines
from archive.read.exports.record import Export


def read_lexisnexis_page(data: bytes, charset: str | None) -> Export | None:
    """Return the articles of a page of LexisNexis; its classes differ from file to file."""
    return read_lines(lines(tree_of(data, charset)))
