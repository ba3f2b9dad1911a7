"""Tables: comma, semicolon, tab or bar between fields, names of the fields above the rows.

Read a row at a time. Quoting is checked strictly: one open quotation mark would otherwise make a
single field of all rows behind it, without a word.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence

from archive.errors import SourceError, UnreadableError
from archive.read.decode import decode
from archive.read.recorded import documents_of
from archive.read.source import BUFFER, Found, Reading, Source, Stream, lines, unread
from archive.read.table_header import Header, find_header, fitted
from archive.read.transcoded import in_utf8

MEDIA_TYPE = "text/csv"
SUFFIXES = (".csv", ".tsv", ".tab")

_LONGEST_HEADER = 1 << 14
_DAMAGE = "\ufffd"


def is_table(head: bytes, name: str, fields: Mapping[str, str]) -> bool:
    """Say whether a text is a table of articles: it is called one, or its first lines are."""
    if name.lower().endswith(SUFFIXES):
        return True
    try:
        text = decode(head[: len(head) // 2 * 2], name)[0]
    except SourceError:
        return False
    return find_header(_first_lines(text), fields, is_called_table=False) is not None


def read_table(source: Source, reading: Reading) -> Found:
    """Yield the articles of a table's rows; ``#12`` is the row that begins in line 12.

    Raises UnreadableError where its first lines name no columns, or none that holds a text.
    """
    stream = in_utf8(source, reading)
    header = _header(stream.peek(BUFFER), source.name, reading)
    numbered = _Lines(stream, reading.limits.record, source.name)
    for _ in range(header.lines):
        next(numbered)
    rows = csv.reader(numbered, delimiter=header.separator, strict=True)
    count = 0
    while True:
        place = numbered.number + 1
        name = f"{source.name}#{place}"
        try:
            row = _next(rows, reading.limits.record)
            if row is None:
                break
            count += 1
            header = fitted(header, row) if count == 1 else header
            if any(field.strip() for field in row):
                yield from _record(row, header.names, name, reading)
        except csv.Error as error:
            yield unread(
                name, UnreadableError(f"{name} cannot be read as a row of the table: {error}")
            )
        except SourceError as error:
            yield unread(name, error)
    if not count:
        raise UnreadableError(f"{source.name} is a table with no rows")


def _header(head: bytes, name: str, reading: Reading) -> Header:
    if not head.strip():
        raise UnreadableError(f"{name} is empty", hint="nothing to read: remove or refill the file")
    lines = _first_lines(head.decode("utf-8", "replace"))
    header = find_header(lines, reading.fields, is_called_table=True)
    if header is None:
        raise UnreadableError(
            f"{name} is called a table, but its first lines do not name its columns",
            hint="put names such as title, date and text into its first line; "
            "if it is one text, rename it to .txt",
        )
    if header.lacks(reading.fields):
        columns = ", ".join(name[:40] for name in header.names[:12] if name)
        raise UnreadableError(
            f"{name} is a table without a column for an article's text, only {columns}",
            hint="name it with --map body=COLUMN",
        )
    return header


def _first_lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff")[:_LONGEST_HEADER].split("\n")


def _next(rows: Iterator[list[str]], limit: int) -> list[str] | None:
    """Return the next row; the limit of a field is process-wide, so it is restored."""
    before = csv.field_size_limit(limit)
    try:
        return next(rows, None)
    finally:
        csv.field_size_limit(before)


def _record(row: list[str], names: Sequence[str], name: str, reading: Reading) -> Found:
    if len(row) != len(names):
        raise UnreadableError(f"{name} has {len(row)} fields, but the header has {len(names)}")
    if any(_DAMAGE in field for field in row):
        raise UnreadableError(
            f"{name} contains bytes that are not valid in the table's encoding",
            hint="give the encoding with --encoding",
        )
    record: dict[str, str] = {}
    for column, field in zip(names, row, strict=True):
        record[column] = record.get(column) or field  # of two columns of one name, what is there
    record.pop("", None)
    yield from documents_of(record, name, "\x1f".join(row).encode(), MEDIA_TYPE, reading)


class _Lines:
    """Lines as text for ``csv``, with the number of the last one; one too long is an error."""

    def __init__(self, stream: Stream, limit: int, name: str) -> None:
        self._lines = lines(stream, limit)
        self._name = name
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        if line is None:
            raise UnreadableError(
                f"{self._name}#{self.number} is longer than the limit of a record"
            )
        return line.decode("utf-8", "replace")
