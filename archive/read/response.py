"""What a server answered, as a WARC file keeps it: headers, transfer coding, compression.

Runs in the child, because all of it is the server's: a header may be endless, and a page of a few
bytes may expand to gigabytes.
"""

import io
import zlib
from http.client import HTTPException, HTTPMessage, parse_headers
from typing import Any

from archive.errors import UnreadableError
from archive.read.decode import decode_labelled
from archive.read.limits import too_large

_LINE = 1 << 16
_OK = b"200"


def read_response(data: bytes, url: str | None, size: int) -> dict[str, Any] | None:
    """Return text, given facts and encoding of the page or text in an answer.

    None for one that is no success, or neither page nor text. ``size`` bounds what it expands to.
    """
    stream = io.BytesIO(data)
    status = stream.readline(_LINE).split(None, 2)
    if len(status) < 2 or not status[0].startswith(b"HTTP/"):
        raise UnreadableError("contains no HTTP response")
    try:
        headers = parse_headers(stream)
    except HTTPException as error:
        raise UnreadableError(
            f"contains an HTTP response with broken headers: {error!r}"
        ) from error
    kind = headers.get_content_type()
    if status[1] != _OK or kind not in ("text/html", "application/xhtml+xml", "text/plain"):
        return None
    return read_content(_content(stream, headers, size), kind, url, headers.get_content_charset())


def read_content(data: bytes, kind: str, url: str | None, charset: str | None) -> dict[str, Any]:
    """Return text, given facts and encoding of a page or a text."""
    if kind == "text/plain":
        text, encoding, found = decode_labelled(data, "it", charset)
        given = {"url": url} if url else {}
        return {"text": text, "given": given, "encoding": encoding, "encoding_method": found}
    from archive.read.page import read_page

    return read_page(data, url, charset)


def _content(stream: io.BytesIO, headers: HTTPMessage, size: int) -> bytes:
    chunked = "chunked" in (headers.get("Transfer-Encoding") or "").lower()
    data = _joined(stream) if chunked else stream.read()
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in ("", "identity"):
        return data
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableError(f"is compressed with {coding}, which is not supported")
    return _inflated(data, size, coding)


def _joined(stream: io.BytesIO) -> bytes:
    """Undo chunks; some crawlers undo them and leave the header, then it is all as it stands."""
    start, chunks = stream.tell(), []
    while line := stream.readline(_LINE):
        try:
            length = int(line.split(b";", 1)[0], 16)
        except ValueError:
            stream.seek(start)
            return stream.read()
        if length <= 0:
            break
        chunks.append(stream.read(length))
        stream.readline(_LINE)
    return b"".join(chunks)


def _inflated(data: bytes, size: int, coding: str) -> bytes:
    # Servers write "deflate" with zlib's header, as they should, or without.
    bits = (-15 if data[:1] not in (b"\x78", b"\x58") else 15) if coding == "deflate" else 31
    if coding != "deflate" and not data.startswith(b"\x1f\x8b"):
        return data  # undone by the crawler, which left the header
    inflater = zlib.decompressobj(bits)
    try:
        text = inflater.decompress(data, size + 1)
    except zlib.error as error:
        raise UnreadableError(f"is compressed and damaged: {error}") from error
    if len(text) > size:
        raise too_large("it", size)
    return text
