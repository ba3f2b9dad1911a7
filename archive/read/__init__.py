"""Bytes to documents: where from, what kind of content, which encoding.

A source's kind is recognised by its bytes in one place (``sniff``), and each kind has one reader in
``_READERS``; a kind without a reader is refused by name. What lies in a container goes the same
way. ``read_all`` takes what can be read and says of the rest why not; ``read`` is for one document.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from archive import errors
from archive.errors import SourceError, UnknownKindError, UnreadableError
from archive.read.files import Entry, changed, is_fresh, is_package, opened, printable, walk
from archive.read.limits import DEFAULT, Limits, limits_of, too_large
from archive.read.sniff import PLAIN, advice, describe, sniff
from archive.read.source import (
    BUFFER,
    Budget,
    Found,
    Pull,
    Reader,
    Reading,
    Source,
    unread,
)
from archive.records import Document, Unread

if TYPE_CHECKING:
    from archive.read.pieces import Piece

__all__ = [
    "DEFAULT",
    "Entry",
    "Found",
    "Limits",
    "Reading",
    "file_of",
    "limits_of",
    "read",
    "read_all",
    "read_bytes",
    "read_piece",
    "read_remote",
    "read_stream",
    "walk",
]

FACTIVA_XML = b"<accessionNo>"
"""What the first article of Factiva's XML begins with."""

_CSL = (b'"issued"', b'"container-title"', b'"article-')
"""What a list of references in CSL JSON has, one of these."""

_ZOTERO = b"zotero.org/namespaces/export"
"""What the RDF of a Zotero library names."""

_PART = re.compile(r"#\d{1,18}(?:\.\d{1,18})?(?:\.statements\[\d{1,18}\])?$")


def read_all(path: Path, reading: Reading | None = None) -> Found:
    """Yield the documents in a file, and for each part that cannot be read an ``Unread``.

    In a container a part is ``pack.zip!/a.txt``, ``news.jsonl#12`` (the line) or ``crawl.warc#12``
    (the record); elsewhere it is the file. A link that is named itself is followed: what it leads
    to must be a regular file all the same. Raises UsageError for an unknown encoding or field.
    """
    reading = _checked(reading)
    name = printable(path)
    if is_package(path):
        from archive.read.package import read_package

        yield from _within(read_package(path, reading), reading.limits)
        return
    try:
        with opened(path) as (stream, size):
            source = Source(name, stream, Budget(size, reading.limits))
            found = _steady(source, reading) if is_fresh(stream) else _open(source, reading)
            if path.parts[-3:-2] in (("storage",), ("files",)):
                found = _of_library(found, path, reading.limits)
            yield from _ordered(_within(found, reading.limits), reading)
    except SourceError as error:
        yield unread(name, error)


def read_stream(stream: BinaryIO, name: str, reading: Reading | None = None) -> Found:
    """Yield the same of a stream that cannot seek, ``-`` for standard input."""
    reading = _checked(reading)
    budget = Budget(0, reading.limits)

    def take(size: int) -> bytes:
        data = stream.read(size)
        budget.grow(len(data))
        return data

    source = Source(name, io.BufferedReader(Pull(take), BUFFER), budget)
    yield from _ordered(_within(_open(source, reading), reading.limits), reading)


def read_remote(address: str, reading: Reading | None = None) -> Found:
    """Yield the same of a file that fsspec opens."""
    from archive.read.remote import opened as opened_remote

    try:
        with opened_remote(address) as stream:
            yield from read_stream(stream, address, reading)
    except SourceError as error:
        yield unread(address, error)


def read_piece(path: str, piece: "Piece", reading: Reading | None = None) -> Found:
    """Yield what ``read_all`` yields of the records in a piece of a file."""
    from archive.read.pieces import read_records

    reading = _checked(reading)
    if piece.dates is not None:
        reading = replace(reading, dates=piece.dates)
    try:
        found = read_records(path, piece, reading)
        yield from _ordered(_within(found, reading.limits), reading)
    except SourceError as error:
        yield unread(path, error)


def read(
    path: Path, *, encoding: str | None = None, limits: Limits = DEFAULT
) -> Iterator[Document]:
    """Yield the documents of a file, up to what cannot be read.

    Raises UnreadableError (no such file, a pipe, over the limit, empty, no reader for it),
    UndecodableError (bytes that are no text) and UsageError (an unknown encoding).
    """
    return _strictly(read_all(path, Reading(encoding=encoding, limits=limits)))


def read_bytes(
    data: bytes, name: str, *, encoding: str | None = None, limits: Limits = DEFAULT
) -> Iterator[Document]:
    """Yield the documents in ``data``, which came from ``name``; raises the same as ``read``."""
    stream = io.BytesIO(data)
    return _strictly(read_stream(stream, name, Reading(encoding=encoding, limits=limits)))


def file_of(path: str) -> str:
    """Return the file that a document's path lies in: ``pack.zip`` of ``pack.zip!/a.jsonl#3``."""
    outer, inside, _ = path.partition("!/")
    return outer if inside else _PART.sub("", path)


def _strictly(found: Found) -> Iterator[Document]:
    for one in found:
        if isinstance(one, Unread):
            error: type[SourceError] = getattr(errors, one.error_class)
            raise error(one.reason, hint=one.hint)
        if isinstance(one, Document):
            yield one


def _checked(reading: Reading | None) -> Reading:
    if reading is None or not reading.fields:
        return reading or Reading()
    from archive.read.fields import checked_fields

    checked_fields(reading.fields)
    return reading


def _ordered(found: Found, reading: Reading) -> Found:
    """Read the dates of a file in one order; imported here, for it needs the words of dates."""
    from archive.read.date_order import with_date_order

    return with_date_order(found, reading)


def _within(found: Found, limits: Limits) -> Found:
    """Refuse documents whose text is longer than what the analysis can take."""
    for one in found:
        if isinstance(one, Document) and len(one.text) > limits.text:
            yield unread(one.path, too_large(f"{one.path}'s text", limits.text, "text"))
        else:
            yield one


def _of_library(found: Found, path: Path, limits: Limits) -> Found:
    """Add what a reference manager says of an attached file."""
    from archive.read.exports.zotero import with_facts

    return with_facts(found, path, limits)


def _open(source: Source, reading: Reading) -> Found:
    """Read a source by its kind; what is wrong with it is a record, not the end of all reading."""
    try:
        if source.inside > reading.limits.nesting:
            raise UnreadableError(
                f"{source.name} is nested in more than {reading.limits.nesting} archives",
                hint="unpack it, or raise the limit: --limit nesting=NUMBER",
            )
        yield from _reader(source, reading)(source, reading)
    except SourceError as error:
        yield unread(source.name, error)


def _steady(source: Source, reading: Reading) -> Found:
    """Read a file that was changed just now twice, and refuse it where the two differ."""
    first = _digest(source)
    source.stream.seek(0)
    yield from _open(source, reading)
    source.stream.seek(0)
    if _digest(source) != first:
        raise changed(source.name)


def _digest(source: Source) -> bytes:
    from hashlib import file_digest

    return file_digest(source.stream, "sha256").digest()


def _reader(source: Source, reading: Reading) -> Reader:
    """Return the reader of a source's kind; it is imported here, so that starting stays fast."""
    head = source.stream.peek(BUFFER)
    media_type = sniff(head)
    if media_type == "application/json" and any(mark in head for mark in _CSL):
        return _references(head) or _json()
    if media_type == "application/feed+xml" and _ZOTERO in head[:4096]:
        from archive.read.exports.zotero import read_rdf

        return read_rdf
    if media_type in _READERS:
        return _READERS[media_type]()
    if media_type == PLAIN:
        from archive.read.exports.marks import export_of
        from archive.read.exports.reader import read_text_export
        from archive.read.exports.references import form_of, read_references
        from archive.read.tables import is_table, read_table
        from archive.read.text import read_text

        if marks := export_of(head, is_page=False):
            return partial(read_text_export, marks=marks)
        if form := form_of(head):
            return partial(read_references, form=form)
        return read_table if is_table(head, source.name, reading.fields) else read_text
    if media_type == "application/xml" and FACTIVA_XML in head:
        return _office("xml")
    raise UnknownKindError(
        f"{source.name} is {describe(media_type)}, which is not read", hint=advice(media_type)
    )


def _gzip() -> Reader:
    from archive.read.archives import read_gzip

    return partial(read_gzip, open_=_open)


def _zip() -> Reader:
    from archive.read.archives import read_zip

    return partial(read_zip, open_=_open)


def _tar() -> Reader:
    from archive.read.archives import read_tar

    return partial(read_tar, open_=_open)


def _warc() -> Reader:
    from archive.read.warc import read_warc

    return read_warc


def _json() -> Reader:
    from archive.read.jsonlines import read_json

    return read_json


def _page() -> Reader:
    from archive.read.pages import read_page

    return read_page


def _feed() -> Reader:
    from archive.read.pages import read_feed

    return read_feed


def _references(head: bytes) -> Reader | None:
    from archive.read.exports.references import form_of, read_references

    form = form_of(head)
    return partial(read_references, form=form) if form else None


def _tei() -> Reader:
    from archive.read.tei import read_tei

    return read_tei


def _database() -> Reader:
    from archive.read.exports.zotero import read_database

    return read_database


def _office(kind: str) -> Reader:
    from archive.read.exports.reader import read_office

    return partial(read_office, kind=kind)


_READERS: Mapping[str, Callable[[], Reader]] = {
    "application/gzip": _gzip,
    "application/zip": _zip,
    "application/x-tar": _tar,
    "application/warc": _warc,
    "application/json": _json,
    "application/feed+xml": _feed,
    "application/tei+xml": _tei,
    "text/html": _page,
    "application/rtf": partial(_office, "rtf"),
    "application/pdf": partial(_office, "pdf"),
    "application/vnd.sqlite3": _database,
    "message/rfc822": partial(_office, "mail"),
}
