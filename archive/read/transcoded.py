"""A stream in any encoding as UTF-8, for the readers that take lines or records off it."""

import codecs
import io

from archive.read.decode import decode
from archive.read.source import BUFFER, Reading, Source, Stream

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def in_utf8(source: Source, reading: Reading) -> Stream:
    """Return the stream as UTF-8, its encoding recognised by its beginning as that of a text is.

    What is damaged further on becomes U+FFFD, or stays as it is in a stream that is UTF-8.
    """
    head = source.stream.peek(BUFFER)
    if reading.encoding is None and is_utf8(head):
        return source.stream
    sample = head if b"\0" in head else head[: head.rfind(b"\n") + 1] or head
    _, encoding, _ = decode(sample[: len(sample) // 2 * 2] or sample, source.name, reading.encoding)
    if encoding == "utf-8":
        return source.stream
    if head.startswith(_MARKS):
        encoding = "utf-16"  # the one that takes the mark away
    return io.BufferedReader(_Transcoded(source.stream, encoding), BUFFER)


def is_utf8(head: bytes) -> bool:
    """Say whether bytes are UTF-8, which may end amid a character."""
    if b"\0" in head:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # may end amid a character
    except UnicodeDecodeError:
        return False
    return True


class _Transcoded(io.RawIOBase):
    def __init__(self, stream: Stream, encoding: str) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            data = self._stream.read(len(buffer))
            self._left = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        part, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)
