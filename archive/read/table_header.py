"""Where a table's header stands and what its columns are called.

Above it may stand a line that names the separator (Excel's ``sep=;``), captions and blank lines.
A column may have no name: pandas and R write row numbers so, and a comma at each row's end makes
one more.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.read.fields import first, known_fields, plain_name

SIGNS = ",;\t|"
LONGEST_NAME = 60

ABOVE = 10
"""Lines that may stand above a header; exports were seen with up to four (a title, a filter, the
day, a blank line)."""

ROWS_ALIKE = 3
"""Lines of as many fields that make a table of a text whose columns are unknown, where they are cut
by a sign that prose has none of. With commas it takes one more, and one more column."""

_NAMED_SIGN = re.compile(r"\"?sep=(.)\"?[\s,;]{0,9}$", re.IGNORECASE)
_NO_NAME = re.compile(r"\d|[.!?:]\s|[.!?]$")


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, '' for none, what separates them, and the lines up to the rows."""

    names: tuple[str, ...]
    separator: str
    lines: int

    def lacks(self, fields: Mapping[str, str]) -> bool:
        """Say whether no column holds the text of an article."""
        return "body" not in known_columns(self.names, fields)


def find_header(
    lines: Sequence[str], fields: Mapping[str, str], *, is_called_table: bool
) -> Header | None:
    """Return the header of the table that a text's first lines open; None where they open none.

    A text that is called a table needs two names; any other needs a column that is known for the
    text and one for another field, because a sentence may have commas too, or rows all alike.
    """
    named = _NAMED_SIGN.match(lines[0]) if lines else None
    signs = named[1] if named else SIGNS
    start = 1 if named else 0
    headers = [
        header
        for at in range(start, min(len(lines), start + ABOVE))
        if (header := _header(lines, at, signs))
    ]
    for header in headers:
        known = known_columns(header.names, fields)
        if "body" in known and len(known) > 1:
            return header
    if is_called_table or named:
        for header in headers:
            if "body" in known_columns(header.names, fields) or _are_alike(lines, header, 1):
                return header
        return headers[0] if headers else None
    alike = (header for header in headers[:1] if header.lines == 1 and _is_strict(lines, header))
    return next(alike, None)


def known_columns(names: Sequence[str], fields: Mapping[str, str]) -> list[str]:
    """Return which of our fields the columns have."""
    columns = dict.fromkeys(filter(None, names), 1)
    return [
        ours
        for ours, theirs in known_fields().items()
        if first(columns, (fields[ours],) if ours in fields else theirs)
    ]


def _header(lines: Sequence[str], at: int, signs: str) -> Header | None:
    line = lines[at].rstrip("\r\n")
    separator = max(signs, key=line.count)
    names = tuple(name.strip() for name in _cut(line, separator))
    named = [name for name in names if plain_name(name)]
    if len(named) < 2 or any(len(name) > LONGEST_NAME for name in named):
        return None
    return Header(names, separator, at + 1)


def _is_strict(lines: Sequence[str], header: Header) -> bool:
    """Say whether a text that nothing calls a table can be nothing else."""
    commas = header.separator == ","
    named = not any(not name or _NO_NAME.search(name) for name in header.names)
    enough = len(header.names) >= 3 + commas
    return named and enough and _are_alike(lines, header, ROWS_ALIKE - 1 + commas)


def _are_alike(lines: Sequence[str], header: Header, rows: int) -> bool:
    """Say whether the next rows have as many fields as the header, or one for the row's name."""
    following = lines[header.lines : header.lines + rows]
    counts = [len(_cut(line.rstrip("\r\n"), header.separator)) for line in following]
    size = len(header.names)
    return len(following) == rows and all(count in (size, size + 1) for count in counts)


def _cut(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def fitted(header: Header, row: Sequence[str]) -> Header:
    """Return the header with a nameless column where the first row has one field more.

    R leaves the name of its row names out; where the row's last field is empty, each row ends in a
    separator.
    """
    if len(row) != len(header.names) + 1:
        return header
    trailing = not row[-1].strip()
    names = (*header.names, "") if trailing else ("", *header.names)
    return Header(names, header.separator, header.lines)
