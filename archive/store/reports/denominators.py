"""How much is said at all: what every share is a share of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from sqlite3 import Connection

from archive.corpus.collocation import Collocate, Neighbours, collocates, neighbours
from archive.corpus.said import Who
from archive.corpus.trend import Amount, By
from archive.corpus.trend import periods as all_periods
from archive.corpus.words import BREAK, words_and_breaks
from archive.errors import UsageError
from archive.query import And, Everything, Field, Near, Node, Not, Or, Phrase, Word, both, parse
from archive.store.reports.said import SAID, counted, read_said
from archive.store.search.highlights import marked
from archive.store.search.request import Plan, Request, plan
from archive.store.sql import column, scalar
from archive.text import words

SUBJECTS = ("about", "topic", "cue", "cue-class", "quotation", "id")
"""Fields about what is said and how. The others say who, where and when: their statements are the
whole of which the matching ones are a part."""

_WORDS = "length(trim(s.text)) - length(replace(trim(s.text), ' ', '')) + 1"


def background(tree: Node) -> Node:
    """Return the query without words and subjects: ``taiwan speaker:xi`` -> ``speaker:xi``."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return both(*(part for part in parts if not _is_subject(part)))


def begins_on(connection: Connection) -> str | None:
    """Return the first date on which something in the archive was said."""
    query = f"SELECT min(s.said_on) FROM statements AS s WHERE {SAID}"
    found = scalar(connection.execute(query))
    return None if found is None else str(found)


def statements_by_year(
    connection: Connection, tree: Node, speakers: Iterable[Who], today: date
) -> dict[tuple[str | None, int], int]:
    """Count the statements that a query finds by year, of all (None) and of each speaker."""
    picked, parameters = _whole(connection, tree, today)
    rows = connection.execute(
        f"{picked} SELECT s.year, count(*) FROM {_rows(picked)}"
        f" WHERE {counted(tree)} AND s.year IS NOT NULL GROUP BY 1",
        parameters,
    )
    totals: dict[tuple[str | None, int], int] = {(None, year): count for year, count in rows}
    uids = [who.uid for who in speakers if who.uid]
    among = " JOIN picked ON picked.id = s.id" if picked else ""
    marks = ", ".join("?" * len(uids))
    rows = connection.execute(
        f"{picked} SELECT p.uid, s.year, count(*) FROM speakers AS p"
        " JOIN statement_speakers AS x ON x.speaker_id = p.id"
        f" JOIN statements AS s ON s.id = x.statement_id{among}"
        f" WHERE p.uid IN ({marks}) AND {counted(tree)} AND s.year IS NOT NULL GROUP BY 1, 2",
        (*parameters, *uids),
    )
    return totals | {(uid, year): count for uid, year, count in rows}


def totals_of(
    connection: Connection, whole: Node, by: By, today: date
) -> dict[str, tuple[int, int]]:
    """Return the statements and words of each period of a whole: several queries share one."""
    column = _column(by)
    picked, parameters = _whole(connection, whole, today)
    rows = connection.execute(
        f"{picked} SELECT {column}, count(*), sum({_WORDS}) FROM {_rows(picked)}"
        f" WHERE {counted(whole)} AND {column} IS NOT NULL GROUP BY 1",
        parameters,
    )
    return {period: (count, number) for period, count, number in rows}


def amounts(
    connection: Connection,
    tree: Node,
    totals: Mapping[str, tuple[int, int]],
    by: By,
    today: date,
    *,
    occurrences: bool,
) -> dict[str, Amount]:
    """Count by period what a query finds, beside the ``totals`` of the whole that it is a part of.

    Occurrences are those of the query's words and phrases; a statement that matches without any
    counts one. They cost a reading of the texts, so they are counted where they are asked for.
    """
    hits = _hits(connection, tree, _column(by), today, occurrences=occurrences)
    found = {}
    for period in all_periods([*totals], by):
        in_articles, number = hits.get(period, (Counter(), 0))
        found[period] = Amount(
            in_articles.total(),
            number,
            *totals.get(period, (0, 0)),
            len(in_articles),
            max(in_articles.values(), default=0),
        )
    return found


def word_counts(connection: Connection, tree: Node, today: date) -> dict[str, int]:
    """Count every word of the statements that a query finds."""
    picked, parameters = _picked(plan(connection, Request(tree, today=today)))
    counts: dict[str, int] = {}
    texts = connection.execute(
        f"{picked} SELECT s.text FROM picked JOIN statements AS s ON s.id = picked.id"
        f" WHERE {counted(tree)}",
        parameters,
    )
    for text in column(texts):
        for word in words_and_breaks(text):
            counts[word] = counts.get(word, 0) + 1
    counts.pop(BREAK, None)
    return counts


def read_collocates(
    connection: Connection, phrase: str, query: str, window: int, least: int, today: date
) -> tuple[Neighbours, list[Collocate]]:
    """Return the neighbours of a word or phrase in the statements of a query, scored.

    Frequencies are those of the statements that the query's fields of who, where and when leave.
    """
    wanted = words(phrase)
    if not wanted:
        raise UsageError(f"{phrase!r} contains no word")
    within = parse(query)
    said = read_said(connection, both(Phrase(" ".join(wanted)), within), today)
    found = neighbours(phrase, said, window)
    counts = word_counts(connection, background(within), today)
    return found, collocates(found, counts, sum(counts.values()), least)


def _hits(
    connection: Connection, tree: Node, column: str, today: date, *, occurrences: bool
) -> "dict[str, tuple[Counter[int], int]]":
    """Count the hits of each period by article, and what occurs in them."""
    picked, parameters = _picked(plan(connection, Request(tree, today=today)))
    hits = connection.execute(
        f"{picked} SELECT {column}, s.id, s.article_id FROM picked"
        f" JOIN statements AS s ON s.id = picked.id WHERE {counted(tree)} AND {column} IS NOT NULL",
        parameters,
    ).fetchall()
    keys = [key for _, key, _ in hits] if occurrences else []
    spans = marked(connection, "statements", tree, keys)
    found: dict[str, tuple[Counter[int], int]] = {}
    for period, key, article in hits:
        in_articles, number = found.get(period, (Counter(), 0))
        in_articles[article] += 1
        found[period] = (in_articles, number + max(1, len(spans.get(key, ()))))
    return found


def _picked(found: Plan) -> tuple[str, tuple[str | int, ...]]:
    return f"WITH picked (id) AS MATERIALIZED (\n{found.picked}\n)\n", found.parameters


def _whole(connection: Connection, tree: Node, today: date) -> tuple[str, tuple[str | int, ...]]:
    """Return the keys that a query finds; nothing for all, which are read as they lie."""
    if isinstance(tree, Everything):
        return "", ()
    return _picked(plan(connection, Request(tree, today=today)))


def _rows(picked: str) -> str:
    """Return the statements of those keys: without any, 212,000 are read in half the time."""
    return "picked JOIN statements AS s ON s.id = picked.id" if picked else "statements AS s"


def _column(by: By) -> str:
    return "CAST(s.year AS TEXT)" if by == "year" else "s.month"


def _is_subject(node: Node) -> bool:
    match node:
        case Word() | Phrase() | Near():
            return True
        case Field(name=name):
            return name in SUBJECTS
        case Not(part=part):
            return _is_subject(part)
        case And(parts=parts) | Or(parts=parts):
            return any(map(_is_subject, parts))
        case _:
            return False
