"""What a selection of articles holds, so that pages can be made of it alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from archive.query import Node
from archive.store.search.request import Request, plan, rows
from archive.store.sql import column, json_list


@dataclass(frozen=True, slots=True)
class Selection:
    """The keys of articles, the newest first, their uids, and the keys of their statements."""

    article_keys: tuple[int, ...]
    articles: frozenset[str]
    statements: frozenset[int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection with uids, the newest article first; ``labels`` are those of all topics."""

    articles: tuple[str, ...]
    selection: Selection
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    labels: Mapping[str, str]


def chosen(connection: Connection, tree: Node, today: date, most: int) -> Chosen:
    """Return the articles that a query finds, ``most`` at the most, with all that is in them."""
    found = plan(connection, Request(tree, "articles", limit=most, today=today))
    listed = [(row["id"], row["uid"]) for row in rows(connection, found)]
    keys = json_list(key for key, _ in listed)
    picked = "(SELECT value FROM json_each(?))"
    statements = frozenset(
        column(
            connection.execute(f"SELECT id FROM statements WHERE article_id IN {picked}", (keys,))
        )
    )
    said = json_list(statements)
    speakers = connection.execute(
        "SELECT uid FROM speakers WHERE id IN (SELECT speaker_id FROM statement_speakers"
        f" WHERE statement_id IN {picked}) ORDER BY uid",
        (said,),
    )
    topics = connection.execute(
        "SELECT slug FROM topics WHERE id IN (SELECT topic_id FROM statement_topics"
        f" WHERE statement_id IN {picked}) ORDER BY slug",
        (said,),
    )
    return Chosen(
        tuple(uid for _, uid in listed),
        Selection(tuple(key for key, _ in listed), frozenset(uid for _, uid in listed), statements),
        tuple(column(speakers)),
        tuple(column(topics)),
        topic_labels(connection),
    )


def topic_labels(connection: Connection) -> dict[str, str]:
    """Return the labels of all topics, by slug."""
    return dict(connection.execute("SELECT slug, label FROM topics").fetchall())
