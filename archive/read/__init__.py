"""Bytes to documents: where from, what kind of content, which encoding.

A document's kind is told from its bytes in one place (``sniff``); each kind has one reader in
``_READERS``, and a kind without a reader is refused by name. Readers yield documents because a
container holds many.
"""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from archive.errors import UndecodableError, UnreadableError
from archive.read.decode import decode
from archive.read.files import DEFAULT, Entry, Limits, load, printable, too_large, walk
from archive.read.sniff import PLAIN, describe, sniff
from archive.records import Document

__all__ = ["DEFAULT", "Entry", "Limits", "read", "read_bytes", "walk"]

Reader = Callable[[bytes, str, str | None], Iterator[Document]]


def read(
    path: Path, *, encoding: str | None = None, limits: Limits = DEFAULT
) -> Iterator[Document]:
    """Yield the documents of a file.

    A link that is named itself is followed: what it leads to must be a regular file all the same.
    Raises UnreadableError (no such file, a pipe, over the limit, empty), UndecodableError (bytes
    that are no text, content without a reader) and UsageError (an unknown encoding).
    """
    return read_bytes(load(path, limits), printable(path), encoding=encoding, limits=limits)


def read_bytes(
    data: bytes, name: str, *, encoding: str | None = None, limits: Limits = DEFAULT
) -> Iterator[Document]:
    """Yield the documents in ``data``, which came from ``name`` (``-`` for standard input).

    Raises the same as ``read``, at the call.
    """
    if len(data) > limits.size:
        raise too_large(name, limits)
    media_type = sniff(data)
    reader = _READERS.get(media_type)
    if reader is None:
        error = UndecodableError if media_type.startswith(("image", "audio")) else UnreadableError
        raise error(f"{name} is {describe(media_type)}, which is not read: only text is")
    return reader(data, name, encoding)


def _text(data: bytes, name: str, encoding: str | None) -> Iterator[Document]:
    text, used, found = decode(data, name, encoding)
    markdown = name.lower().endswith((".md", ".markdown"))
    document = Document(
        path=name,
        text=text,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        media_type="text/markdown" if markdown else PLAIN,
        encoding=used,
        encoding_found=found,
    )
    return iter((document,))


_READERS: Mapping[str, Reader] = {PLAIN: _text}
