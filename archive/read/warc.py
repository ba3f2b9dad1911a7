"""WARC files, what crawlers write: the pages in them, each under the number of its record.

Records are framed here, with every length bounded, and what a server sent is parsed in the child.
Where a record is broken (its stated length is wrong, a header is endless, garbage lies between),
reading goes on at the next line that begins one; libraries lose the rest of the file there, or
take the broken record for a short one. Checked against the WARC 1.1 specification, section 4.
"""

import io
import re
from collections.abc import Callable, Mapping
from contextlib import suppress

from archive.errors import SourceError, UnreadableError
from archive.read.limits import too_large
from archive.read.pages import document_of
from archive.read.source import Found, Reading, Source, Stream, unread
from archive.read.worker import worker
from archive.records import Unread

WARC = b"WARC/"

_BEGIN = re.compile(rb"(?:\A|\n)(?=WARC/[01]\.\d{1,2}\r?\n)")
_LONGEST_LINE = 1 << 14
_MOST_LINES = 200
_CHUNK = 1 << 16
_MOST_FAULTS = 1000
"""Broken records after which a file is given up: each may cost reading a document's size again."""

_KINDS = ("text/html", "application/xhtml+xml", "text/plain")
_LENGTH = re.compile(r"\d{1,18}")
_PARAMETER = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([\w:.-]{2,40})", re.IGNORECASE)

Headers = Mapping[str, str]


class Tape:
    """Bytes that are read in order, and can be pushed back."""

    def __init__(self, stream: Stream) -> None:
        """Read from ``stream`` alone from now on."""
        self._stream = stream
        self._data = b""
        self._place = 0

    def read(self, size: int) -> bytes:
        """Return ``size`` bytes, fewer at the end alone."""
        self._fill(size)
        data = self._data[self._place : self._place + size]
        self._place += len(data)
        return data

    def readline(self) -> bytes:
        """Return the next line, or as much of it as a line may have."""
        end = self._data.find(b"\n", self._place) + 1
        if not end and len(self._data) - self._place < _LONGEST_LINE:
            self._fill(_LONGEST_LINE)
            end = self._data.find(b"\n", self._place) + 1
        return self.read(min((end or len(self._data)) - self._place, _LONGEST_LINE))

    def back(self, data: bytes, start: int = 0) -> None:
        """Let what was just read be read again, from ``start`` on."""
        size = len(data) - start
        if size <= self._place:
            self._place -= size
        else:
            self._data, self._place = data[start:] + self._data[self._place :], 0

    def at_end(self) -> bool:
        """Say whether nothing is left."""
        self._fill(1)
        return self._place == len(self._data)

    def _fill(self, size: int) -> None:
        """Hold ``size`` bytes, fewer at the end alone, and what was read just before them."""
        left = size - (len(self._data) - self._place)
        if left <= 0:
            return
        parts = [self._data[max(0, self._place - _LONGEST_LINE) :]]
        self._place = min(self._place, _LONGEST_LINE)
        try:
            while left > 0 and (data := self._stream.read1(max(left, _CHUNK))):
                parts.append(data)
                left -= len(data)
        finally:
            self._data = b"".join(parts)

    def left(self) -> int | None:
        """Return how many bytes there are still; None where that can't be known."""
        if not self._stream.seekable():
            return None
        here = self._stream.tell()
        end = self._stream.seek(0, io.SEEK_END)
        self._stream.seek(here)
        return end - here + len(self._data) - self._place


class BrokenError(UnreadableError):
    """A record whose frame is wrong: where the next one begins must be looked for."""


def read_warc(
    source: Source,
    reading: Reading,
    following: Callable[[], io.BufferedReader | None] = lambda: None,
) -> Found:
    """Yield the articles of the pages and texts in a WARC file.

    ``following`` returns the next member of a compressed one, None where there is none.
    """
    number, faults = source.first, 0
    stream: Stream | None = source.stream
    while stream:
        tape = Tape(stream)
        while True:
            try:
                if _is_over(tape):
                    break
                yield from _record(tape, f"{source.name}#{number + 1}", reading)
            except BrokenError as error:
                name = f"{source.name}#{number + 1}"
                yield Unread(name, f"{name} {error.message}")
                faults += 1
                _seek_next(tape)
            except SourceError as error:  # damaged compression: the next member may be whole
                yield unread(f"{source.name}#{number + 1}", error)
                faults += 1
                number += 1
                break
            number += 1
            if faults > _MOST_FAULTS:
                raise UnreadableError(
                    f"{source.name} has more than {_MOST_FAULTS} broken records: reading stopped"
                )
        stream = following()
    if number == source.first:
        raise UnreadableError(f"{source.name} is a WARC file with no records")


def _is_over(tape: Tape) -> bool:
    """Skip the blank lines between records; say whether there are no more records."""
    while not tape.at_end():
        line = tape.readline()
        if line.strip():
            tape.back(line)
            return False
    return True


def _seek_next(tape: Tape) -> None:
    """Go to the next line that begins a record, or to the end, or to damage."""
    with suppress(SourceError):  # the next look at the tape meets it again, or the next member
        while not tape.at_end():
            line = tape.readline()
            if _BEGIN.match(line):
                tape.back(line)
                return


def _record(tape: Tape, name: str, reading: Reading) -> Found:
    headers = _headers(tape)
    length = _LENGTH.fullmatch(headers.get("content-length", ""))
    if length is None:
        raise BrokenError("is a record without a length")
    if int(length[0]) > reading.limits.size:
        _skip(tape, int(length[0]))
        if _may_be_read(headers):
            yield unread(name, too_large(name, reading.limits.size))
        return
    block = _block(tape, int(length[0]))
    try:
        yield from _article(headers, block, name, reading)
    except SourceError as error:
        yield unread(name, error)


def _headers(tape: Tape) -> dict[str, str]:
    if not _BEGIN.match(tape.readline()):
        raise BrokenError("is not a record but stray bytes between records")
    headers: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = tape.readline()
        if not line.endswith(b"\n"):
            raise BrokenError("has a header that is too long or cut off")
        if not line.strip():
            return headers
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    raise BrokenError(f"has more than {_MOST_LINES} lines of headers")


def _block(tape: Tape, length: int) -> bytes:
    """Return a record's bytes; raise BrokenError where they are fewer, or hold the next record."""
    block = tape.read(length)
    if len(block) == length and (tape.at_end() or _ends_here(tape)):
        return block
    if begin := _BEGIN.search(block, 1):
        tape.back(block, begin.end())
    missing = length - len(block)
    raise BrokenError(
        f"is cut off: {missing} bytes are missing" if missing else "states a wrong length"
    )


def _ends_here(tape: Tape) -> bool:
    """Say whether the blank lines that end a record come next; they are left where they are."""
    line = tape.readline()
    tape.back(line)
    return not line.strip()


def _skip(tape: Tape, length: int) -> None:
    """Pass over a record that is too large; raise BrokenError where it is not there."""
    there = tape.left()
    if there is not None and there < length:
        raise BrokenError(f"is cut off: {length - there} bytes are missing")
    left = length
    while left:
        data = tape.read(min(left, 1 << 20))
        if not data:
            raise BrokenError(f"is cut off: {left} bytes are missing")
        left -= len(data)


def _may_be_read(headers: Headers) -> bool:
    kind = headers.get("warc-type", "").lower()
    return kind == "response" or (kind in ("resource", "conversion") and _kind(headers) in _KINDS)


def _kind(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _article(headers: Headers, block: bytes, name: str, reading: Reading) -> Found:
    """Yield the article of a record: what a server answered, or a page or text kept as such."""
    if not _may_be_read(headers):
        return
    url = headers.get("warc-target-uri", "").strip("<> ") or None
    child = worker(reading.limits)
    if headers["warc-type"].lower() != "response":
        charset = _PARAMETER.search(headers.get("content-type", ""))
        answer = child.do(
            "content", name, block, kind=_kind(headers), url=url, charset=charset and charset[1]
        )
    elif url is None or url.startswith("http"):
        answer = child.do("response", name, block, url=url, size=str(reading.limits.size))
    else:
        return  # dns: and other answers that are no pages
    if answer is not None:
        yield document_of(answer, name, block, "application/warc")
