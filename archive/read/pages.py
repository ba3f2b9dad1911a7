"""The readers of pages and feeds: the bytes go to the child, its answers become documents."""

import json
from hashlib import sha256
from typing import Any

from archive.errors import UnreadableError
from archive.read.exports.marks import export_of
from archive.read.exports.reader import read_export
from archive.read.source import Found, Reading, Source, whole
from archive.read.worker import worker
from archive.records import Document, Unread


def read_page(source: Source, reading: Reading) -> Found:
    """Yield the article of an HTML page, or those of a news database's export."""
    data = whole(source, reading.limits.size)
    if marks := export_of(data, is_page=True):
        yield from read_export(source, reading, data, marks)
        return
    answer = worker(reading.limits).do("page", source.name, data, charset=reading.encoding)
    yield document_of(answer, source.name, data, "text/html")


def read_feed(source: Source, reading: Reading) -> Found:
    """Yield the entries of an RSS or Atom feed, each under its number from 1."""
    data = whole(source, reading.limits.size)
    answer = worker(reading.limits).do("feed", source.name, data)
    for number, entry in enumerate(answer["entries"], 1):
        name = f"{source.name}#{number}"
        if not entry["text"].strip():
            yield Unread(name, f"{name} has no words but its title")
            continue
        # The entry alone, so that it is the same one in tomorrow's feed.
        data = json.dumps(entry, sort_keys=True).encode()
        yield document_of(entry, name, data, "application/feed+xml")
    if answer["fault"]:
        raise UnreadableError(f"{source.name} {answer['fault']}")
    if not answer["entries"]:
        raise UnreadableError(f"{source.name} is a feed with no entries")


def document_of(answer: Any, name: str, data: bytes, media_type: str) -> Document:
    """Make a document of what the child returned."""
    return Document(
        path=name,
        text=answer["text"],
        sha256=sha256(data).hexdigest(),
        size=len(data),
        media_type=media_type,
        encoding=answer.get("encoding", "utf-8"),
        encoding_method=answer.get("encoding_method", "utf-8"),
        given=answer["given"],
    )
