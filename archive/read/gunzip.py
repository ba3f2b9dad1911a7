"""Gzip as a stream, member after member: bounded memory, and damage costs one member.

A file of several members, one a record, is how WARC files are compressed; there reading can go on
behind a damaged one. zlib reads the headers, so one with a name of a gigabyte costs no time.
"""

import io
import zlib
from collections.abc import Callable

from archive.errors import UnreadableError
from archive.read.source import Budget

_MAGIC = b"\x1f\x8b\x08"
_GZIP = 31
"""zlib's window bits for 32 KB with gzip's header and trailer around."""

_CHUNK = 1 << 13
"""Small, because zlib copies what is left of a chunk when a member ends in it."""


class Gunzip(io.RawIOBase):
    """The bytes in a gzip stream; raises UnreadableError for what is damaged or cut off.

    With ``by_member`` the end of each member is an end of the stream, and ``advance`` leads to the
    next one, also from amid a damaged one.
    """

    def __init__(
        self, take: Callable[[int], bytes], name: str, budget: Budget, *, by_member: bool = False
    ) -> None:
        """Read compressed bytes by calling ``take(n)``; ``name`` is for messages."""
        super().__init__()
        self._take, self._name, self._budget, self.by_member = take, name, budget, by_member
        self._input = b""
        self._inflate: zlib._Decompress | None = None
        self._fault: UnreadableError | None = None
        self.advance()

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, less at an end alone."""
        if self._fault:
            fault, self._fault = self._fault, None
            raise fault
        filled = 0
        try:
            while filled < len(buffer) and (data := self._some(len(buffer) - filled)):
                buffer[filled : filled + len(data)] = data
                filled += len(data)
        except UnreadableError as fault:
            if not filled:
                raise
            self._fault = fault  # what comes before it is good, and is given first
        return filled

    def advance(self) -> bool:
        """Go to the beginning of the next member, over damage and padding; say if there is one."""
        if self._inflate is not None:  # amid a member: its own first bytes are not meant
            self._inflate, self._input = None, self._input[1:]
        while True:
            place = self._input.find(_MAGIC)
            if place >= 0:
                self._input = self._input[place:]
                self._inflate = zlib.decompressobj(_GZIP)
                return True
            more = self._take(_CHUNK)
            if not more:
                self._input = b""
                return False
            self._input = self._input[-len(_MAGIC) + 1 :] + more

    def _some(self, size: int) -> bytes:
        """Return at least one byte, at most ``size``; none at an end."""
        while self._inflate is not None or (not self.by_member and self.advance()):
            assert self._inflate is not None
            self._input = self._input or self._take(_CHUNK)
            ended = not self._input
            try:
                data = self._inflate.decompress(self._input, size)
            except zlib.error as error:
                raise UnreadableError(f"{self._name} is damaged gzip data: {error}") from error
            self._input = self._inflate.unconsumed_tail
            if self._inflate.eof:
                self._input, self._inflate = self._inflate.unused_data, None
            if data:
                self._budget.spend(len(data), self._name)
                return data
            if ended and self._inflate is not None:
                raise UnreadableError(f"{self._name} is cut off: its compressed data ends early")
        return b""
