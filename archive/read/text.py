"""Plain text and Markdown: one document, decoded by the ladder of ``decode``."""

from hashlib import sha256

from archive.read.decode import decode
from archive.read.sniff import PLAIN
from archive.read.source import Found, Reading, Source, whole
from archive.records import Document


def read_text(source: Source, reading: Reading) -> Found:
    """Yield the document that a text is."""
    data = whole(source, reading.limits.size)
    text, encoding, found = decode(data, source.name, reading.encoding)
    markdown = source.name.lower().endswith((".md", ".markdown"))
    yield Document(
        path=source.name,
        text=text,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        media_type="text/markdown" if markdown else PLAIN,
        encoding=encoding,
        encoding_method=found,
    )
