"""Tagging the archive's statements again from the stored texts, without the documents."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete

from archive.records import Span, Tag
from archive.store.columns import insert_text, listed
from archive.store.counts import recount_all
from archive.store.engine import reader
from archive.store.rows import Tagging, spans_of, tagged
from archive.store.schema import statement_topics
from archive.store.sql import json_list, scalar
from archive.store.stage import many
from archive.store.tags import TopicKeys
from archive.store.write.corrections import apply_topics

Tagger = Callable[[str, Sequence[Sequence[Span]], str], Sequence[Sequence[Tag]]]
"""A text, the spans of each of its statements, the title above it -> the tags of each."""

ARTICLES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Differences:
    """What tagging again changes: statements, and of each topic those that get and lose it."""

    statements: int = 0
    added: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)


def retag(
    connection: Connection,
    tagger: Tagger,
    progress: Callable[[int], None] = lambda articles: None,
) -> int:
    """Tag the statements again from the stored texts; return how many tags there are now.

    What came with its document with topics of its own keeps them: people chose those; and what
    people corrected is put over the new tags. One transaction a few hundred articles, so that
    others can write in between and an interruption leaves whole articles; ``progress`` gets
    the number of articles of each.
    """
    last = -1
    while True:
        with connection.begin():
            articles = _articles(reader(connection), last)
            if not articles:
                recount_all(connection)
                rows = reader(connection).execute("SELECT count(*) FROM statement_topics")
                return int(scalar(rows))
            last = articles[-1][0]
            _store(connection, dict(_found(reader(connection), articles, tagger)))
            apply_topics(connection, [key for key, _, _ in articles])
        progress(len(articles))


def compare(
    connection: sqlite3.Connection,
    tagger: Tagger,
    progress: Callable[[int], None] = lambda articles: None,
) -> Differences:
    """Return how the statements' topics would change, and change nothing."""
    statements, last = 0, -1
    added: Counter[str] = Counter()
    removed: Counter[str] = Counter()
    while articles := _articles(connection, last):
        last = articles[-1][0]
        found = dict(_found(connection, articles, tagger))
        held = _held(connection, list(found))
        for statement, tags in found.items():
            now, before = {tag.topic for tag in tags}, held.get(statement, set())
            statements += now != before
            added.update(now - before)
            removed.update(before - now)
        progress(len(articles))
    return Differences(statements, added, removed)


def _articles(connection: sqlite3.Connection, last: int) -> Sequence[tuple[int, str, str]]:
    return connection.execute(
        "SELECT id, body, coalesce(title, '') FROM articles WHERE id > ? ORDER BY id LIMIT ?",
        (last, ARTICLES_AT_ONCE),
    ).fetchall()


def _found(
    connection: sqlite3.Connection, articles: Sequence[tuple[int, str, str]], tagger: Tagger
) -> Iterator[tuple[int, Sequence[Tag]]]:
    """Yield the tags of each statement of the articles that people have not tagged."""
    keys = json_list(key for key, _, _ in articles)
    held: dict[tuple[int, int], list[tuple[int, tuple[Span, ...]]]] = {}
    for article, statement, headline, spans, start, end in connection.execute(
        'SELECT article_id, id, headline, spans, start, "end" FROM statements'
        " WHERE article_id IN (SELECT value FROM json_each(?)) AND NOT (origin = 'given' AND EXISTS"
        " (SELECT 1 FROM statement_topics t WHERE t.statement_id = statements.id))"
        " ORDER BY article_id, position",
        (keys,),
    ):
        held.setdefault((article, headline), []).append((statement, spans_of(spans, start, end)))
    for article, body, title in articles:
        for headline, text, above in ((0, body, title), (1, title, "")):
            statements = held.get((article, headline), [])
            if statements:
                tags = tagger(text, [spans for _, spans in statements], above)
                for (key, _), own in zip(statements, tags, strict=True):
                    yield key, own


def _held(connection: sqlite3.Connection, statements: Sequence[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = {}
    for statement, slug in connection.execute(
        "SELECT x.statement_id, t.slug FROM statement_topics AS x"
        " JOIN topics AS t ON t.id = x.topic_id"
        " WHERE x.statement_id IN (SELECT value FROM json_each(?))",
        (json.dumps(statements),),
    ):
        found.setdefault(statement, set()).add(slug)
    return found


def _store(connection: Connection, found: Mapping[int, Sequence[Tag]]) -> None:
    topics = TopicKeys(connection, {tag.topic for tags in found.values() for tag in tags})
    rows: list[Tagging] = [
        row for key, tags in found.items() for row in topics.rows(key, list(map(tagged, tags)))
    ]
    tagged_here = statement_topics.c.statement_id.in_(listed(found))
    connection.execute(delete(statement_topics).where(tagged_here))
    many(connection, insert_text(statement_topics), sorted(rows))
