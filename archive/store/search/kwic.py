"""Concordance: each place where words of a query stand, with the text to its left and right."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Any, Literal

from archive.errors import UsageError
from archive.query import Node, Phrase, terms
from archive.records import Span
from archive.store.search.filters import Unit
from archive.store.search.highlights import marked
from archive.store.search.inflections import inflected
from archive.store.search.request import Request, Row, plan, rows
from archive.store.search.saved import expanded
from archive.store.sql import scalar
from archive.text import INDEX_WORD, fold_as_index, words

Order = Literal["date", "-date", "speaker", "1L", "2L", "3L", "1R", "2R", "3R"]
ORDERS: tuple[Order, ...] = ("date", "-date", "speaker", "1L", "2L", "3L", "1R", "2R", "3R")

TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")
"""A token as quanteda counts them: a word with its hyphens, or a single mark."""
WORD = re.compile(INDEX_WORD)


@dataclass(frozen=True, slots=True)
class Place:
    """One place: where it stands, what stands around it, and whose words they are.

    The first seven fields are the columns of quanteda's kwic(): ``docname`` is the uid of the
    statement or article, ``first`` and ``last`` count its tokens from 1.
    """

    docname: str
    first: int
    last: int
    pre: str
    keyword: str
    post: str
    pattern: str
    date: str | None
    speaker: str | None
    title: str | None
    publisher: str | None


def places(
    connection: Connection, tree: Node, unit: Unit, order: Order, width: int, today: date
) -> list[Place]:
    """Return all places in the statements, or in the bodies of articles, that the query finds.

    ``width`` is the number of characters to either side; they end between words. Raises UsageError
    where the query has no words to look for.
    """
    pattern = " ".join(map(str, terms(expanded(connection, tree))))
    if not pattern:
        raise UsageError("there are no words to look for", hint='archive kwic "core interests"')
    hits = rows(connection, plan(connection, Request(tree, unit, "date", today=today)))
    meant = inflected(connection, expanded(connection, tree))
    phrases = [words(term.text) for term in terms(meant) if isinstance(term, Phrase)]
    found: list[Place] = []
    for row in hits:
        text, spans = _text(connection, unit, tree, row)
        found += _in_row(row, text, [*apart(text, spans, phrases)], width, pattern)
    return sorted(found, key=_KEYS[order], reverse=order == "-date")


def _text(connection: Connection, unit: Unit, tree: Node, row: Row) -> tuple[str, list[Span]]:
    """Return the text to look into, and where the words stand in it."""
    column = "text" if unit == "statements" else "body"
    spans = marked(connection, unit, tree, [row["id"]], column)[row["id"]]
    if unit == "statements":
        return row["text"], spans
    body = connection.execute("SELECT body FROM articles WHERE id = ?", (row["id"],))
    return str(scalar(body)), spans


def apart(text: str, spans: Sequence[Span], phrases: Iterable[Sequence[str]]) -> Iterator[Span]:
    """Yield places that the index ran into one as those they are: "very very very" is two.

    Each phrase is a list of words, folded. A place that is none of them stays whole: a beginning of
    a word, or words that were found by another form.
    """
    wanted = [tuple(phrase) for phrase in phrases if phrase]
    for start, end in spans:
        held = [
            (start + word.start(), start + word.end(), fold_as_index(word[0]))
            for word in WORD.finditer(text[start:end])
        ]
        windows = {
            (held[at][0], held[at + len(phrase) - 1][1])
            for phrase in wanted
            if len(phrase) > 1
            for at in range(len(held) - len(phrase) + 1)
            if tuple(word for _, _, word in held[at : at + len(phrase)]) == phrase
        }
        yield from sorted(windows) or [(start, end)]


def _in_row(row: Row, text: str, spans: list[Span], width: int, pattern: str) -> Iterator[Place]:
    tokens = [token.span() for token in TOKEN.finditer(text)]
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    for start, end in spans:
        yield Place(
            row["uid"],
            bisect_right(ends, start) + 1,
            bisect_left(starts, end),
            _last_words(text[:start], width),
            " ".join(text[start:end].split()),
            _first_words(text[end:], width),
            pattern,
            row.get("said_on") or row.get("event_on") or row["published_on"],
            row.get("speaker"),
            row["title"],
            row["publisher"],
        )


def _last_words(text: str, width: int) -> str:
    line = " ".join(text[-4 * width :].split())
    return line if len(line) <= width else line[-width:].partition(" ")[2]


def _first_words(text: str, width: int) -> str:
    line = " ".join(text[: 4 * width].split())
    return line if len(line) <= width else line[:width].rpartition(" ")[0]


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"\w+", text)]


def _left(number: int) -> Callable[[Place], Any]:
    """Sort by the word so many to the left, then by those on to its left."""
    return lambda place: _words(place.pre)[::-1][number - 1 :]


def _right(number: int) -> Callable[[Place], Any]:
    return lambda place: _words(place.post)[number - 1 :]


_KEYS: dict[Order, Callable[[Place], Any]] = {
    "date": lambda place: place.date or "",
    "-date": lambda place: place.date or "",
    "speaker": lambda place: (place.speaker is None, place.speaker or "", place.date or ""),
    "1L": _left(1),
    "2L": _left(2),
    "3L": _left(3),
    "1R": _right(1),
    "2R": _right(2),
    "3R": _right(3),
}
