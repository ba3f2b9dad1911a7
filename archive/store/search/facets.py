"""The hits of one search counted by several properties at once, from one list of keys.

Each property that asked the search anew took as long as the search itself, 224 to 450 ms at 415,000
statements; from the keys that were read once all of them take a few milliseconds.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Literal

from archive.store.search.filters import FIRST_KEY, SEQUENCE_BITS, Unit
from archive.store.search.request import Plan
from archive.store.sql import column, json_list

Name = Literal["speaker", "topic", "publisher", "kind", "year"]

MOST = 10_000
"""Hits that are counted, the newest: 25 ms for so many of a file that is in memory
(``tests.benchmarks.web``)."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the hits that have it; ``name`` is what a query calls it, ``label`` a reader."""

    name: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A property with its most frequent values; years are in the order of time.

    ``more`` are further values that are not listed.
    """

    name: Name
    values: tuple[Value, ...]
    more: int = 0


def newest_keys(
    connection: Connection, found: Plan, most: int = MOST, *, oldest: bool = False
) -> list[int]:
    """Return the keys of the hits, the newest first (or the oldest), so many at the most."""
    order = "id" if oldest else "id DESC"
    sql = f"SELECT id FROM (\n{found.picked}\n) ORDER BY {order} LIMIT ?"
    return list(column(connection.execute(sql, (*found.parameters, most))))


def first_and_last(
    connection: Connection, unit: Unit, keys: Sequence[int]
) -> tuple[str | None, str | None]:
    """Return the first and the last date of rows, which their keys are sorted by."""
    dated = [key for key in keys if key >= FIRST_KEY]
    if not dated:
        return None, None
    day = "said_on" if unit == "statements" else "coalesce(event_on, published_on)"
    sql = f"SELECT {day} FROM {unit} WHERE id = ?"
    first, last = (
        connection.execute(sql, (key,)).fetchone()[0] for key in (min(dated), max(dated))
    )
    return first, last


def facets(
    connection: Connection, unit: Unit, keys: Sequence[int], most: int = 8
) -> tuple[Facet, ...]:
    """Count hits by speaker, topic, publisher, kind and year; of articles by publisher and year."""
    picked = json_list(keys)
    found = [_years(keys)]
    if unit == "articles":
        found.append(_publishers(connection, picked, "SELECT value, 1 FROM json_each(?)", most))
        return tuple(found)
    names: tuple[Name, ...] = ("speaker", "topic")
    linked = [_linked(connection, name, picked, most) for name in names]
    rows = connection.execute(_ROWS, (picked,)).fetchall()
    kinds = Counter[str]()
    articles = Counter[int]()
    for kind, article, number in rows:
        kinds[kind] += number
        articles[article] += number
    by_article = _json_pairs(articles.items())
    published = _publishers(connection, by_article, _PAIRS, most)
    kind = Facet("kind", tuple(Value(name, name, number) for name, number in kinds.most_common()))
    return (*linked, published, kind, *found)


def _json_pairs(pairs: Iterable[tuple[int, int]]) -> str:
    return "[" + ",".join(f"[{one},{number}]" for one, number in pairs) + "]"


_ROWS = """\
SELECT s.kind, s.article_id, count(*) FROM json_each(?) AS j
CROSS JOIN statements AS s ON s.id = j.value GROUP BY s.kind, s.article_id"""
_PAIRS = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
_LINKED: dict[Name, str] = {
    "speaker": """\
WITH counted (id, number) AS (
    SELECT x.speaker_id, count(*) FROM json_each(?) AS j
    CROSS JOIN statement_speakers AS x ON x.statement_id = j.value GROUP BY 1
)
SELECT p.uid, p.name, c.number, count(*) OVER ()
FROM counted AS c JOIN speakers AS p ON p.id = c.id ORDER BY c.number DESC, p.name LIMIT ?""",
    # A statement has a topic once for each of its terms.
    "topic": """\
WITH counted (id, number) AS (
    SELECT topic_id, count(*) FROM (
        SELECT DISTINCT x.statement_id, x.topic_id FROM json_each(?) AS j
        CROSS JOIN statement_topics AS x ON x.statement_id = j.value
    ) GROUP BY 1
)
SELECT t.slug, t.label, c.number, count(*) OVER ()
FROM counted AS c JOIN topics AS t ON t.id = c.id ORDER BY c.number DESC, t.slug LIMIT ?""",
}


def _linked(connection: Connection, name: Name, picked: str, most: int) -> Facet:
    rows = connection.execute(_LINKED[name], (picked, most)).fetchall()
    return _facet(name, rows)


def _publishers(connection: Connection, picked: str, pairs: str, most: int) -> Facet:
    rows = connection.execute(
        f"WITH picked (id, number) AS ({pairs})"
        " SELECT a.publisher, a.publisher, sum(p.number), count(*) OVER ()"
        " FROM picked AS p JOIN articles AS a ON a.id = p.id WHERE a.publisher IS NOT NULL"
        " GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ?",
        (picked, most),
    ).fetchall()
    return _facet("publisher", rows)


def _facet(name: Name, rows: Sequence[tuple[str, str, int, int]]) -> Facet:
    total = rows[0][3] if rows else 0
    values = tuple(Value(value, label, number) for value, label, number, _ in rows)
    return Facet(name, values, total - len(values))


def years_of_keys(keys: Iterable[int]) -> dict[int, int]:
    """Count rows by year, which their keys begin with: none is read."""
    days = Counter(key >> SEQUENCE_BITS for key in keys if key >= FIRST_KEY)
    years = Counter[int]()
    for day, number in days.items():
        years[date.fromordinal(day).year] += number
    return dict(years)


def _years(keys: Iterable[int]) -> Facet:
    years = years_of_keys(keys)
    return Facet("year", tuple(Value(f"{y:04}", f"{y}", n) for y, n in sorted(years.items())))
