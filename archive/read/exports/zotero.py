"""A Zotero library: what it says of the article that a file attached to an item holds.

``storage/KEY/a.pdf`` lies beside ``zotero.sqlite``, ``files/12/a.pdf`` beside the RDF that was
exported with it. The database is read without a lock and never written: Zotero may be running.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.errors import SourceError, UnknownKindError
from archive.read.limits import Limits
from archive.read.source import Found, Reading, Source, whole
from archive.read.worker import worker
from archive.records import Document, Note

DATABASE = "zotero.sqlite"
RDF = b"zotero.org/namespaces/export"

Facts = Mapping[str, str]

_FIELDS = {
    "title": "title",
    "date": "published",
    "url": "url",
    "language": "language",
    "publicationTitle": "publisher",
    "websiteTitle": "publisher",
    "blogTitle": "publisher",
    "section": "section",
    "edition": "edition",
    "place": "place",
}
"""Zotero's fields by ours; of several publishers the first that an item has counts."""

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:\s|$)")
_KEY = re.compile(r"[A-Z0-9]{8}")

_ATTACHED = (
    "SELECT file.key, parent.itemID FROM itemAttachments AS a"
    " JOIN items AS file ON file.itemID = a.itemID"
    " JOIN items AS parent ON parent.itemID = a.parentItemID"
)
_VALUES = (
    "SELECT d.itemID, f.fieldName, v.value FROM itemData AS d"
    " JOIN fields AS f ON f.fieldID = d.fieldID JOIN itemDataValues AS v ON v.valueID = d.valueID"
)
_CREATORS = (
    "SELECT i.itemID, c.firstName, c.lastName FROM itemCreators AS i"
    " JOIN creators AS c ON c.creatorID = i.creatorID ORDER BY i.itemID, i.orderIndex"
)


def with_facts(found: Found, path: Path, limits: Limits) -> Found:
    """Yield what was read of a file, with what a Zotero library says of it, where there is one.

    It wins over what the file says of itself: people corrected it. It is part of the checksum, so
    that an item that is corrected later updates its article.
    """
    facts = facts_of(path, limits)
    for one in found:
        if facts and isinstance(one, Document) and one.path.endswith(path.name):
            mixed = sha256(repr((one.sha256, sorted(facts.items()))).encode()).hexdigest()
            one = replace(one, given={**one.given, **facts}, sha256=mixed)
        yield one


def facts_of(path: Path, limits: Limits) -> Facts:
    """Return what a library says of the article in a file; nothing where none knows the file."""
    if len(path.parents) < 3:
        return {}
    folder, library = path.parent, path.parents[2]
    if folder.parent.name == "storage" and _KEY.fullmatch(folder.name):
        return _of_database(library / DATABASE).get(folder.name, {})
    if folder.parent.name == "files" and folder.name.isdigit():
        key = f"files/{folder.name}/{path.name}"
        for rdf in sorted(library.glob("*.rdf")):
            if facts := _of_rdf(rdf, limits).get(key):
                return facts
    return {}


def _of_database(path: Path) -> Mapping[str, Facts]:
    try:
        return _database(path, path.stat().st_mtime_ns)
    except (OSError, sqlite3.Error):
        return {}


@lru_cache(4)
def _database(path: Path, changed: int) -> Mapping[str, Facts]:
    """Return the facts of each attachment's item by the attachment's key."""
    items: dict[int, dict[str, str]] = {}
    authors: dict[int, list[str]] = {}
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        for item, field, value in connection.execute(_VALUES):
            if name := _FIELDS.get(field):
                items.setdefault(item, {}).setdefault(name, _value(name, str(value)))
        for item, first, last in connection.execute(_CREATORS):
            authors.setdefault(item, []).append(f"{first or ''} {last or ''}".strip())
        attached = connection.execute(_ATTACHED).fetchall()
    return {key: _facts(items.get(item, {}), authors.get(item, [])) for key, item in attached}


def _facts(fields: Mapping[str, str], authors: list[str]) -> Facts:
    facts = {name: value for name, value in fields.items() if value}
    if authors:
        facts["author"] = "; ".join(filter(None, authors))
    if "published" in facts:
        facts["published_method"] = "zotero"
    return facts


def _value(name: str, value: str) -> str:
    """Return a value; "2019-03-00 March 2019" is the month 2019-03."""
    match = _DATE.match(value) if name == "published" else None
    if match is None:
        return value.strip()
    return "-".join(part for part in match.groups() if int(part))


def _of_rdf(path: Path, limits: Limits) -> Mapping[str, Facts]:
    try:
        return _rdf(path, path.stat().st_mtime_ns, limits)
    except (OSError, SourceError):
        return {}


@lru_cache(4)
def _rdf(path: Path, changed: int, limits: Limits) -> Mapping[str, Facts]:
    data = path.read_bytes()
    if RDF not in data[:4096] or len(data) > limits.size:
        return {}
    return _asked(path.name, data, limits)


def _asked(name: str, data: bytes, limits: Limits) -> Mapping[str, Facts]:
    answer: Any = worker(limits).do("export", name, data, kind="rdf")
    return {key: _facts(one["facts"], one["authors"]) for key, one in answer["files"].items()}


def read_rdf(source: Source, reading: Reading) -> Found:
    """Say of a library's RDF how many files belong to it; they are read where they lie."""
    data = whole(source, reading.limits.size)
    known = _asked(source.name, data, reading.limits)
    folder = Path(source.name).parent
    missing = sum(not (folder / key).is_file() for key in known)
    yield Note(source.name, _summary(len(known), missing))


def read_database(source: Source, reading: Reading) -> Found:
    """Say of a library's database how many files belong to it; refuse any other database."""
    path = Path(source.name)
    if path.name != DATABASE or not path.is_file():
        raise UnknownKindError(f"{source.name} is an SQLite database, which is not read")
    known = _of_database(path)
    missing = sum(not any((path.parent / "storage" / key).glob("[!.]*")) for key in known)
    yield Note(source.name, _summary(len(known), missing))


def _summary(number: int, missing: int) -> str:
    files = f"{number} file" + "s" * (number != 1)
    text = f"a Zotero library with {files} attached to its items, which are read where they lie"
    return text + f"; {missing} missing" * bool(missing)


def parsed(data: bytes) -> dict[str, Any]:
    """Return the files of an exported RDF with the facts of their items. Runs in the child."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    tree = etree.fromstring(data, parser)
    files: dict[str, Any] = {}
    if tree is None:
        return {"files": files}
    items = {one.get(_ABOUT): one for one in tree if one.get(_ABOUT)}
    for item in tree:
        for link in item.iterchildren(f"{_LINK}link"):
            attachment = items.get(link.get(_RESOURCE))
            for place in attachment if attachment is not None else ():
                if place.tag == f"{_RDF}resource":
                    files[place.get(_RESOURCE, "")] = _item(item)
    return {"files": files}


_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_LINK = "{http://purl.org/rss/1.0/modules/link/}"
_FOAF = "{http://xmlns.com/foaf/0.1/}"
_BIB = "{http://purl.org/net/biblio#}"
_Z = "{http://www.zotero.org/namespaces/export#}"
_ABOUT, _RESOURCE = f"{_RDF}about", f"{_RDF}resource"


def _item(item: Any) -> dict[str, Any]:
    from archive.read.exports.dates import day_of

    def text(path: str) -> str:
        return (item.findtext(path) or "").strip()

    people = item.iterfind(f"{_BIB}authors//{_FOAF}Person")
    names = [" ".join(filter(None, _names(one))) for one in people]
    return {
        "facts": {
            "title": text(f"{_DC}title"),
            "published": day_of(text(f"{_DC}date")) or text(f"{_DC}date")[:4],
            "publisher": text(f"{_TERMS}isPartOf//{_DC}title"),
            "url": text(f"{_DC}identifier/{_TERMS}URI/{_RDF}value"),
            "language": text(f"{_Z}language"),
        },
        "authors": names,
    }


def _names(person: Any) -> Iterator[str | None]:
    yield person.findtext(f"{_FOAF}givenName") or person.findtext(f"{_FOAF}givenname")
    yield person.findtext(f"{_FOAF}surname")
