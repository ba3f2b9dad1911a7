"""Tables: comma, semicolon, tab or bar between fields, names of the fields in the first line.

Read a row at a time. Quoting is checked strictly: one open quotation mark would otherwise make a
single field of all rows behind it, without a word.
"""

import codecs
import csv
from collections.abc import Iterator, Mapping

from archive.errors import SourceError, UnreadableError
from archive.read.decode import decode
from archive.read.fields import first, known_fields, plain_name
from archive.read.recorded import documents_of
from archive.read.source import Found, Reading, Source, Stream, lines, unread
from archive.read.transcoded import in_utf8

MEDIA_TYPE = "text/csv"
SUFFIXES = (".csv", ".tsv", ".tab")

_SIGNS = ",;\t|"
_LONGEST_NAME = 60
_LONGEST_HEADER = 1 << 13
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DAMAGE = "\ufffd"


def is_table(head: bytes, name: str, fields: Mapping[str, str]) -> bool:
    """Say whether a text is a table of articles.

    Its first line must be names; one called as a table needs two of them. Any other needs one that
    we know for the text and one for another field, because a sentence may have commas too.
    """
    try:
        line = decode(_first_line(head), name)[0].strip()
    except SourceError:
        return False
    names = _names(line, _separator(line))
    if len(names) < 2 or any(not one or len(one) > _LONGEST_NAME for one in names):
        return False
    if name.lower().endswith(SUFFIXES):
        return True
    known = [
        ours
        for ours, theirs in known_fields().items()
        if first(dict.fromkeys(names, 1), (fields[ours],) if ours in fields else theirs)
    ]
    return "body" in known and len(known) > 1


def read_table(source: Source, reading: Reading) -> Found:
    """Yield the articles of a table's rows; ``#12`` is the row that begins in line 12."""
    stream = in_utf8(source, reading)
    numbered = _Lines(stream, reading.limits.record, source.name)
    header = next(numbered, "").removeprefix("\ufeff")
    separator = _separator(header)
    names = [name.strip() for name in next(csv.reader([header], delimiter=separator), [])]
    rows = csv.reader(numbered, delimiter=separator, strict=True)
    count = 0
    while True:
        place = numbered.number + 1
        name = f"{source.name}#{place}"
        try:
            row = _next(rows, reading.limits.record)
            if row is None:
                break
            count += 1
            if any(row):
                yield from _record(row, names, name, reading)
        except csv.Error as error:
            yield unread(
                name, UnreadableError(f"{name} cannot be read as a row of the table: {error}")
            )
        except SourceError as error:
            yield unread(name, error)
    if not count:
        raise UnreadableError(f"{source.name} is a table with no rows")


def _next(rows: Iterator[list[str]], limit: int) -> list[str] | None:
    """Return the next row; the limit of a field is of the whole process, so it is given back."""
    before = csv.field_size_limit(limit)
    try:
        return next(rows, None)
    finally:
        csv.field_size_limit(before)


def _record(row: list[str], names: list[str], name: str, reading: Reading) -> Found:
    if len(row) != len(names):
        raise UnreadableError(f"{name} has {len(row)} fields, but the header has {len(names)}")
    if any(_DAMAGE in field for field in row):
        raise UnreadableError(
            f"{name} contains bytes that are not valid in the table's encoding",
            hint="give the encoding with --encoding",
        )
    record = dict(zip(names, row, strict=True))
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


def _first_line(head: bytes) -> bytes:
    if head.startswith(_MARKS):
        return head[: len(head) // 2 * 2]
    return head.split(b"\n", 1)[0][:_LONGEST_HEADER]


def _names(line: str, separator: str) -> list[str]:
    row = next(csv.reader([line.splitlines()[0] if line else ""], delimiter=separator), [])
    return [plain_name(name) for name in row]


def _separator(line: str) -> str:
    return max(_SIGNS, key=line.count)
