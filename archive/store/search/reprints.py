"""Hits with the copies that carry them: who else printed this, when, under which title.

Statements are stored once, with the fullest version of an article. A shortened copy may have lost
one, so a statement is said to stand in a copy only where its words do, in order; capitals and
punctuation may differ.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from sqlite3 import Connection

from archive.records import GAP
from archive.store.search.filters import Unit
from archive.store.search.request import Row
from archive.store.sql import json_list, mappings
from archive.text import written_words

PAGE = 500
"""Hits whose copies are looked up at once."""

SHARED = ("published_on", "title", "place", "publisher", "url", "path")
"""Columns that a copy has of its own, of statements and of articles."""


def with_copies(connection: Connection, unit: Unit, hits: Iterable[Row]) -> Iterator[Row]:
    """Yield each hit with ``copy`` None, and after it one row for each copy that carries it.

    There ``copy`` is the number that `archive copies` gives it; facts of the publication are the
    copy's, and what is not known of it is None.
    """
    key, waiting = "article" if unit == "statements" else "uid", iter(hits)
    while page := list(islice(waiting, PAGE)):
        copies = _copies(connection, {row[key] for row in page})
        texts = {copy["copy"]: _Texts(copy) for group in copies.values() for copy in group}
        for row in page:
            yield {**row, "copy": None}
            for copy in copies.get(row[key], ()):
                if unit == "articles":
                    yield _article(row, copy)
                elif texts[copy["copy"]].hold(row):
                    yield _statement(row, copy)


def group_copies(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the hits alone, each with its copies as a list ``also``."""
    hit: dict[str, object] | None = None
    also: list[Row] = []
    for row in rows:
        if row["copy"] is not None:
            also.append(row)
            continue
        if hit is not None:
            yield hit
        also = []
        hit = {**row, "also": also}
    if hit is not None:
        yield hit


class _Texts:
    """The words of a copy, cut once however many statements are looked for in it."""

    def __init__(self, copy: Row) -> None:
        self._body, self._title = _words(copy["body"]), _words(copy["title"] or "")

    def hold(self, statement: Row) -> bool:
        """Tell whether a statement stands here: each of its pieces, after the one before."""
        text, at = self._title if statement["headline"] else self._body, 0
        for piece in statement["text"].split(GAP):
            found = text.find(_words(piece), at)
            if found < 0:
                return False
            at = found + 1
        return True


def _words(text: str) -> str:
    return f" {' '.join(written_words(text)).casefold()} "


def _copies(connection: Connection, articles: set[str]) -> dict[str, list[Row]]:
    rows = mappings(connection.execute(_COPIES, (json_list(sorted(articles)),)))
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["article"], []).append(row)
    return found


def _statement(row: Row, copy: Row) -> Row:
    """Return a statement as a copy carries it; its offsets are not looked for there."""
    return {**row, **_taken(copy, SHARED), "start": None, "end": None, "copy": copy["copy"]}


def _article(row: Row, copy: Row) -> Row:
    facts = _taken(copy, (*SHARED, "event_on", "words", "language"))
    return {**row, **facts, "participants": None, "statements": None, "copy": copy["copy"]}


def _taken(copy: Row, names: Sequence[str]) -> Row:
    return {name: copy[name] for name in names}


_COPIES = """
SELECT a.uid AS article, c.id AS copy, c.published_on, c.event_on, c.title, c.place, c.publisher,
    c.url, c.language, c.words, c.body,
    (SELECT d.path FROM documents AS d WHERE d.copy_id = c.id ORDER BY d.id LIMIT 1) AS path
FROM json_each(?) AS j JOIN articles AS a ON a.uid = j.value
JOIN copies AS c ON c.article_id = a.id ORDER BY a.id, c.id"""
