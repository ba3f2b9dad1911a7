"""A stream of bytes with the name of what it is, and what is asked of its reading.

Containers are read as streams, so memory is bounded by the largest record and not by the file.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archive.errors import SourceError, UnreadableError
from archive.read.limits import DEFAULT, MB, Limits, too_large
from archive.records import Document, Note, Unread

Found = Iterator[Document | Unread | Note]
"""What readers yield of a source, in order: its documents, what of it could not be read, and what
is to be said of it."""

if TYPE_CHECKING:
    from archive.dates import Order

    Stream = io.BufferedReader[Any]
else:
    Stream = io.BufferedReader

BUFFER = 1 << 16
"""Bytes that are looked at to tell a source's kind, and read at a time."""

FREE = 16 * MB
"""What any compressed file may grow to, however small it is: see ``Limits.ratio``."""

_SKIPPED = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read.

    ``fields`` maps our names of an article's fields to those in JSON and tables, as ``--map
    title=headline`` does; ``encoding`` overrules what the bytes say, and ``dates`` what the values
    of a column tell of the order of day and month.
    """

    encoding: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = DEFAULT
    dates: "Order | None" = None


class Budget:
    """How many bytes a compressed file may still grow by, all its layers taken together."""

    def __init__(self, size: int, limits: Limits) -> None:
        """Allow ``limits.ratio`` times ``size``; ``grow`` raises the size as more is read."""
        self.left = FREE + size * limits.ratio
        self._ratio = limits.ratio

    def grow(self, size: int) -> None:
        """Allow for ``size`` more bytes read (of standard input the size is not known)."""
        self.left += size * self._ratio

    def spend(self, size: int, name: str) -> None:
        """Take note of ``size`` bytes more; raise UnreadableError where that is too much."""
        self.left -= size
        if self.left < 0:
            raise UnreadableError(
                f"{name} expands to more than {self._ratio} times the size of its file: "
                "it may be a decompression bomb",
                hint="if you trust it, raise the limit: --limit ratio=NUMBER",
            )


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to be read: ``inside`` counts the containers around them.

    ``first`` counts the records that come before these bytes, where they are a piece of a file.
    """

    name: str
    stream: Stream
    budget: Budget
    inside: int = 0
    first: int = 0

    def member(self, name: str, stream: io.RawIOBase) -> "Source":
        """Return the source of something that lies in this one."""
        return Source(name, io.BufferedReader(stream, BUFFER), self.budget, self.inside + 1)


class Pull(io.RawIOBase):
    """A raw stream over a function that returns at most n bytes, and none at the end.

    It asks until the buffer is full, so that a look at the first bytes sees enough of them.
    """

    def __init__(self, take: Callable[[int], bytes]) -> None:
        """Read by calling ``take``."""
        super().__init__()
        self._take = take

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, less at the end alone."""
        filled = 0
        while filled < len(buffer) and (data := self._take(len(buffer) - filled)):
            buffer[filled : filled + len(data)] = data
            filled += len(data)
        return filled


Reader = Callable[[Source, Reading], Found]
"""Reads a source of one kind."""


def whole(source: Source, limit: int) -> bytes:
    """Return all bytes of a source; raise UnreadableError where there are more than ``limit``."""
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(source.name, limit)
    return data


def lines(stream: Stream, limit: int, number: int = 0) -> Iterator[tuple[int, bytes | None]]:
    r"""Yield the lines that ``\n`` ends, with their numbers from 1; None for one over the limit.

    They are numbered on from ``number`` where others came before.

    Bytes are cut, not text: ``str.splitlines`` would break a record at U+2028 in a title.
    """
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            del line
            while (rest := stream.readline(_SKIPPED)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line


def unread(name: str, error: SourceError) -> Unread:
    """Return the record of a refusal."""
    return Unread(name, error.message, type(error).__name__, error.hint)
