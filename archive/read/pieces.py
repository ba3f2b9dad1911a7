"""Large files cut between their records, so that several processes read one of them.

JSON Lines are cut at ends of lines, WARC files between records, compressed ones between members.
What a record is called does not depend on where a file was cut: each piece knows how many come
before it. A file is cut only where that is sure; a damaged one, one in an encoding that has to be
guessed and one that is compressed as a whole are not cut.
"""

import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from archive.dates import Order, order_of
from archive.errors import SourceError
from archive.read import files, remote
from archive.read.archives import read_gzip
from archive.read.exports.references import form_of
from archive.read.fields import given, table
from archive.read.jsonlines import is_by_line, read_lines
from archive.read.sniff import sniff
from archive.read.source import BUFFER, Budget, Found, Pull, Reader, Reading, Source, Stream
from archive.read.transcoded import is_utf8
from archive.read.warc import WARC, read_warc

Kind = Literal["lines", "warc", "warc.gz"]

_BLOCK = 1 << 20
_MEMBERS = 1 << 16
"""Bytes of a compressed file at a time: zlib copies what follows a member whenever one ends."""

_LONGEST_HEAD = 1 << 14
"""Bytes that the headers of a WARC record may have, here; longer ones are left to the reader."""

_LENGTH = re.compile(rb"\ncontent-length:[ \t]{0,9}(\d{1,18})[ \t]{0,9}\r\n", re.IGNORECASE)
_END = b"\r\n\r\n"

_MAYBE_DATE = re.compile(rb'"\s{0,9}\d{1,2}(?:-|\\?/)\d{1,2}(?:-|\\?/)\d{2}')
"""What a date of digits whose order is in question looks like as a value of JSON."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a file that begin and end between records, of which ``first`` come before.

    ``dates`` is the order of day and month that the dates of the whole file tell.
    """

    kind: Kind
    start: int
    size: int
    first: int
    dates: Order | None = None


class _UnsureError(Exception):
    """Where the file's records begin cannot be told without reading it as a whole."""


def cut(path: str, most: int, reading: Reading) -> list[Piece]:
    """Return the pieces of a file, of ``most`` bytes or one record; none where it is not cut.

    Raises UnreadableError where the file cannot be read.
    """
    with _opened(path) as stream:
        try:
            kind = _kind(stream.peek(BUFFER), reading)
            if kind == "lines":
                return _lines(stream, most, reading)
            if kind:
                ends = _plain_records(stream) if kind == "warc" else _members(stream)
                return list(_grouped(kind, ends, most))
        except _UnsureError:
            pass
    return []


def read_records(path: str, piece: Piece, reading: Reading) -> Found:
    """Yield what is in a piece of a file; raise SourceError where it cannot be read."""
    with _opened(path) as stream:
        stream.seek(piece.start)
        left = piece.size

        def take(size: int) -> bytes:
            nonlocal left
            data = stream.read(min(size, left))
            left -= len(data)
            return data

        inner = io.BufferedReader(Pull(take), BUFFER)
        budget = Budget(piece.size, reading.limits)
        name = path if remote.is_remote(path) else files.printable(path)
        yield from _READERS[piece.kind](Source(name, inner, budget, first=piece.first), reading)


def _opened(path: str) -> AbstractContextManager[Stream]:
    return remote.opened(path) if remote.is_remote(path) else _local(path)


@contextmanager
def _local(path: str) -> Iterator[Stream]:
    with files.opened(Path(path)) as (stream, _):
        yield stream


def _never(source: Source, reading: Reading) -> Found:
    raise SourceError(f"{source.name} is a WARC file no more")


_READERS: Mapping[Kind, Reader] = {
    "lines": read_lines,
    "warc": read_warc,
    "warc.gz": partial(read_gzip, open_=_never),
}


def _kind(head: bytes, reading: Reading) -> Kind | None:
    if head.startswith(WARC):
        return "warc"
    if head.startswith(b"\x1f\x8b"):
        try:
            begin = zlib.decompressobj(31).decompress(head, len(WARC))
        except zlib.error:
            return None
        return "warc.gz" if begin == WARC else None
    if sniff(head) != "application/json" or not is_utf8(head) or form_of(head):
        return None
    return "lines" if reading.encoding is None and is_by_line(head.lstrip()) else None


def _lines(stream: Stream, most: int, reading: Reading) -> list[Piece]:
    """Cut JSON Lines, and find the order of day and month in the dates of all of them."""
    pieces: list[Piece] = []
    orders: set[Order] = set()
    start = first = 0
    for block in _whole_lines(stream, most):
        orders |= _orders(block, reading)
        pieces.append(Piece("lines", start, len(block), first))
        start += len(block)
        first += block.count(b"\n")
    told = orders - {"unknown"}
    if reading.dates is None and (len(told) > 1 or (orders and not told)):
        raise _UnsureError  # each piece would find an order of its own
    return [replace(one, dates=next(iter(told), None)) for one in pieces]


def _whole_lines(stream: Stream, most: int) -> Iterator[bytes]:
    """Yield blocks of whole lines; one is longer than ``most`` where a line is."""
    left = b""
    while data := stream.read(max(most - len(left), BUFFER)):
        left += data
        while len(left) > most and (end := left.rfind(b"\n", 0, most) + 1 or left.find(b"\n") + 1):
            yield left[:end]
            left = left[end:]
    if left:
        yield left


def _orders(block: bytes, reading: Reading) -> set[Order]:
    """Return what the dates in some lines tell of the order of day and month."""
    found: set[Order] = set()
    end = 0
    for match in _MAYBE_DATE.finditer(block):
        if match.start() < end:
            continue  # another one in the same line
        start = block.rfind(b"\n", 0, match.start()) + 1
        end = block.find(b"\n", match.start()) + 1 or len(block)
        try:
            record = json.loads(block[start:end])
        except (ValueError, RecursionError):
            continue  # it is refused when it is read
        if not isinstance(record, dict):
            continue
        if any(isinstance(record.get(name), list) for name in table("lists")["names"]):
            raise _UnsureError  # a list of articles in one line
        told = order_of(given(record, reading.fields).get("published", ""))
        found |= {told} if told else set()
    return found


def _grouped(kind: Kind, ends: Iterator[int], most: int) -> Iterator[Piece]:
    """Put records together, of which the ends are given, as long as they have room."""
    start = first = last = count = 0
    for end in ends:
        if last > start and end - start > most:
            yield Piece(kind, start, last - start, first)
            start, first = last, count
        last, count = end, count + 1
    if last > start:
        yield Piece(kind, start, last - start, first)


def _plain_records(stream: Stream) -> Iterator[int]:
    """Yield where each record of a WARC file ends."""
    at = 0
    while True:
        stream.seek(at)
        head = stream.read(_LONGEST_HEAD)
        if not head:
            return
        at += _length(head)
        stream.seek(at - len(_END))
        if stream.read(len(_END)) != _END:
            raise _UnsureError
        yield at


def _length(head: bytes) -> int:
    """Return how long a WARC record is, with the blank lines that end it."""
    end = head.find(_END)
    stated = _LENGTH.search(head, 0, end + 2) if end >= 0 else None
    if stated is None or not head.startswith(WARC):
        raise _UnsureError
    return end + len(_END) + int(stated[1]) + len(_END)


def _members(stream: Stream) -> Iterator[int]:
    """Yield where each member of a compressed WARC file ends; each must hold one record."""
    at, data = 0, stream.read(_MEMBERS)
    while data:
        inflate, head, size, is_over = zlib.decompressobj(31), b"", 0, False
        while not is_over:
            try:
                plain = inflate.decompress(data, _BLOCK)
            except zlib.error:
                raise _UnsureError from None
            is_over = inflate.eof
            size += len(plain)
            head += plain[: _LONGEST_HEAD - len(head)]
            left = inflate.unused_data if is_over else inflate.unconsumed_tail
            at += len(data) - len(left)
            data = left or stream.read(_MEMBERS)
            if not (data or plain or is_over):
                raise _UnsureError  # cut off
        if size != _length(head):
            raise _UnsureError
        yield at
