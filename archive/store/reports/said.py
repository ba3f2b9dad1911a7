"""Statements read as the statistics of wording want them."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from sqlite3 import Connection

from archive.corpus.said import Said, Who
from archive.query import Node, names_field
from archive.store.search.request import Request, plan
from archive.store.sql import json_list

COUNTED = "s.headline = 0"
"""Which statements statistics count, each once. A headline is the editor's wording of what the text
says again. A copy of an article has none: the article holds the statements of the fullest one."""
SAID = f"{COUNTED} AND s.kind NOT IN ('question', 'courtesy')"
"""Which of them say something. In the transcripts of the White House every sixth statement is a
reporter's question and every eleventh no longer than "Go ahead", and both would thin out every
share."""

_FIELD, _ROW = "\x1f", "\x1e"

# The parts of each list are joined by characters that no stored text holds.
_COLUMNS = """\
s.uid, s.text, s.said_on, a.uid, a.publisher, a.place, a.title, s.position,
(SELECT group_concat(item, char(30)) FROM (
    SELECT p.uid || char(31) || p.name AS item
    FROM statement_speakers AS x JOIN speakers AS p ON p.id = x.speaker_id
    WHERE x.statement_id = s.id ORDER BY x.position)),
(SELECT group_concat(item, char(30)) FROM (
    SELECT DISTINCT t.slug AS item
    FROM statement_topics AS x JOIN topics AS t ON t.id = x.topic_id
    WHERE x.statement_id = s.id ORDER BY x.start, t.slug)),
(SELECT group_concat(item, char(30)) FROM (
    SELECT coalesce(r.of, CASE p.kind WHEN 'country' THEN p.name END) AS item
    FROM statement_speakers AS x JOIN speakers AS p ON p.id = x.speaker_id
    LEFT JOIN roles AS r ON r.id = x.role_id WHERE x.statement_id = s.id))"""


def counted(tree: Node) -> str:
    """Return the condition on what is counted of a query: what says something, or as it asks."""
    return COUNTED if names_field(tree, "kind") else SAID


def read_said(connection: Connection, tree: Node, today: date) -> Iterator[Said]:
    """Yield the counted statements that a query finds, in the order of time."""
    found = plan(connection, Request(tree, today=today))
    rows = connection.execute(
        f"WITH picked (id) AS MATERIALIZED (\n{found.picked}\n)\n"
        f"SELECT {_COLUMNS}\nFROM picked JOIN statements AS s ON s.id = picked.id"
        f" JOIN articles AS a ON a.id = s.article_id WHERE {counted(tree)} ORDER BY s.id",
        found.parameters,
    )
    return (_said(*row) for row in rows)


def said_in(
    connection: Connection, articles: tuple[str, ...], counted: str = COUNTED
) -> list[Said]:
    """Return ``counted`` statements of articles, by the articles' uids and as one reads."""
    marks = ", ".join("?" * len(articles))
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM statements AS s JOIN articles AS a ON a.id = s.article_id"
        f" WHERE a.uid IN ({marks}) AND {counted} ORDER BY a.id, s.position",
        articles,
    )
    return [_said(*row) for row in rows]


def said_by_key(connection: sqlite3.Connection, keys: Sequence[int]) -> list[Said]:
    """Return statements by their keys, counted or not, in the order of time."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM statements AS s JOIN articles AS a ON a.id = s.article_id"
        " WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY s.id",
        (json_list(keys),),
    )
    return [_said(*row) for row in rows]


def copies_of(connection: Connection, articles: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return who published the copies of articles, by the articles' uids."""
    found: dict[str, tuple[str, ...]] = {}
    rows = connection.execute(
        "SELECT a.uid, coalesce(c.publisher, '') FROM json_each(?) AS j"
        " JOIN articles AS a ON a.uid = j.value JOIN copies AS c ON c.article_id = a.id"
        " ORDER BY c.id",
        (json_list(sorted(set(articles))),),
    )
    for uid, publisher in rows:
        found[uid] = (*found.get(uid, ()), publisher)
    return found


def _said(
    uid: str,
    text: str,
    said_on: str | None,
    article: str,
    publisher: str | None,
    place: str | None,
    title: str | None,
    position: int,
    speakers: str | None,
    topics: str | None,
    countries: str | None,
) -> Said:
    return Said(
        uid=uid,
        text=text,
        said_on=said_on,
        article=article,
        speakers=tuple(Who(*item.split(_FIELD)) for item in _items(speakers)),
        publisher=publisher,
        place=place,
        title=title,
        topics=tuple(_items(topics)),
        countries=tuple(dict.fromkeys(_items(countries))),
        position=position,
    )


def _items(joined: str | None) -> list[str]:
    return joined.split(_ROW) if joined else []
