"""Where the words of a query stand in the texts that it found."""

import re
from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from archive.query import Near, Node, Term, cased, terms
from archive.records import Span
from archive.store.search.filters import Unit
from archive.store.search.forms import UNSPACED, plain, plain_places
from archive.store.search.inflections import inflected
from archive.store.search.match import quoted
from archive.store.search.saved import expanded
from archive.store.sql import scalar

_MARKS = ("\ufdd0", "\ufdd1")
"""Put around a match by FTS5; code points that no text holds, since they are no characters."""
_PLACES = {"text": 0, "title": 0, "body": 1}
"""The searched columns of each index, in order."""


def marked(
    connection: Connection, unit: Unit, tree: Node, ids: Iterable[int], column: str = "text"
) -> dict[int, list[Span]]:
    """Return where the words of the query stand in a text column of the rows ``ids``."""
    meant = inflected(connection, expanded(connection, tree))
    wanted, capitals = list(terms(meant)), cased(meant)
    if not wanted:
        return {}
    asked = " OR ".join(map(quoted, wanted))
    found = {}
    for id_ in ids:
        spans = _highlighted(connection, f"{unit}_fts", asked, id_, column)
        spans = _merged([*spans, *_in_forms(connection, unit, wanted, id_, column)])
        found[id_] = _in_capitals(connection, unit, capitals, id_, column, spans)
    return found


def snippets(
    connection: Connection, tree: Node, ids: Sequence[int]
) -> dict[int, tuple[str, list[Span]]]:
    """Return the bodies of articles in which words of the query stand, with their places.

    An article without a title comes too: its first words stand for it.
    """
    places = marked(connection, "articles", tree, ids, "body")
    found = {}
    for id_ in ids:
        title, body = connection.execute(
            "SELECT title, body FROM articles WHERE id = ?", (id_,)
        ).fetchone()
        if title is None or places.get(id_):
            found[id_] = (body, places.get(id_, []))
    return found


def _highlighted(
    connection: Connection, table: str, asked: str, id_: int, column: str
) -> list[Span]:
    sql = (
        f"SELECT highlight({table}, {_PLACES[column]}, ?, ?) FROM {table}"
        f" WHERE {table} MATCH ? AND rowid = ?"
    )
    text = scalar(connection.execute(sql, (*_MARKS, asked, id_)))
    return _spans(text) if text else []


def _spans(text: str) -> list[Span]:
    """Return the places between marks, counted without the marks."""
    spans, at = [], 0
    before, *pieces = text.split(_MARKS[0])
    at = len(before)
    for piece in pieces:
        match, _, after = piece.partition(_MARKS[1])
        spans.append((at, at + len(match)))
        at += len(match) + len(after)
    return spans


def _in_forms(
    connection: Connection, unit: Unit, wanted: Sequence[Term], id_: int, column: str
) -> list[Span]:
    """Look for words in a text that may have been found by its forms, as they were typed."""
    sql = f"SELECT {column} FROM {unit} WHERE id = ? AND forms IS NOT NULL"
    text = scalar(connection.execute(sql, (id_,)))
    if not text:
        return []
    shown, places = plain_places(text)
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in shown)
    return [
        (places[match.start()], places[match.end() - 1] + 1)
        for match in re.finditer(_pattern(wanted) or "(?!)", lowered)
    ]


def _pattern(wanted: Iterable[Term]) -> str:
    """Return a pattern of all words; one in letters begins where no other goes on."""
    texts = [
        text for term in wanted for text in (term.words if isinstance(term, Near) else (term.text,))
    ]
    words = [word for text in texts if (word := plain(text).lower())]
    return "|".join(
        re.escape(word) if re.match(UNSPACED, word) else rf"(?<!\w){re.escape(word)}"
        for word in words
    )


def _in_capitals(
    connection: Connection,
    unit: Unit,
    capitals: frozenset[str],
    id_: int,
    column: str,
    spans: list[Span],
) -> list[Span]:
    """Leave out "us" where US is meant."""
    if not capitals:
        return spans
    text = str(scalar(connection.execute(f"SELECT {column} FROM {unit} WHERE id = ?", (id_,))))
    found = ((span, text[slice(*span)]) for span in spans)
    return [span for span, word in found if word.upper() not in capitals or word in capitals]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
