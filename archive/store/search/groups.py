"""What a search finds, counted by speaker, who is named, topic, time, place, publisher or cue."""

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Literal, get_args

from archive.store.search.filters import FIRST_KEY, Unit
from archive.store.search.request import Plan, count

By = Literal[
    "speaker", "about", "role", "topic", "year", "month", "genre", "place", "publisher", "cue"
]
BY: tuple[By, ...] = get_args(By)


@dataclass(frozen=True, slots=True)
class Group:
    """How many of the hits have a value, None for those without any, and when.

    ``share`` is that of all hits, to four digits. A hit with several speakers or topics counts for
    each of them, so shares may come to more than 1.
    """

    value: str | None
    number: int
    share: float
    first_on: str | None
    last_on: str | None


def groups(
    connection: Connection, found: Plan, unit: Unit, by: By, most: int | None = None
) -> Iterator[Group]:
    """Yield the groups of the hits, the largest first; years and months in the order of time."""
    total = count(connection, found)
    for value, number, first, last in connection.execute(*grouped(found, unit, by, most)):
        yield Group(
            None if value is None else str(value), number, round(number / total, 4), first, last
        )


def grouped(
    found: Plan, unit: Unit, by: By, most: int | None = None
) -> tuple[str, tuple[str | int, ...]]:
    """Return the SQL that counts the hits by value, and its parameters."""
    day = "said_on" if unit == "statements" else "coalesce(event_on, published_on)"
    order = "value" if by in ("year", "month") else "number DESC, value IS NULL, value"
    sql = f"""\
WITH picked (id) AS MATERIALIZED (
{found.picked}
),
valued (id, value) AS (
    SELECT DISTINCT picked.id, {_value(unit, by)} FROM picked {_joins(unit, by)}
),
counted AS (
    SELECT value, count(*) AS number, max(id) AS last,
        min(id) FILTER (WHERE id >= {FIRST_KEY}) AS first
    FROM valued GROUP BY value ORDER BY {order} LIMIT ?
)
SELECT value, number, (SELECT {day} FROM {unit} WHERE id = first) AS first_on,
    (SELECT {day} FROM {unit} WHERE id = last) AS last_on
FROM counted ORDER BY {order}"""
    return sql, (*found.parameters, -1 if most is None else most)


def _value(unit: Unit, by: By) -> str:
    return f"{unit[0]}.{by}" if by in ("year", "month") else _VALUES[by]


def _joins(unit: Unit, by: By) -> str:
    """Join what holds the value: the row itself, its article or statements, what links to them."""
    joins = [f"CROSS JOIN {unit} AS {unit[0]} ON {unit[0]}.id = picked.id"]
    if unit == "statements" and by in ("genre", "place", "publisher"):
        joins.append("JOIN articles AS a ON a.id = s.article_id")
    if unit == "articles" and by in ("speaker", "about", "role", "topic", "cue"):
        joins.append("LEFT JOIN statements AS s ON s.article_id = a.id")
    return " ".join([*joins, _LINKS.get(by, "")])


_VALUES: dict[By, str] = {
    "speaker": "p.name",
    "about": "p.name",
    "role": "r.title || coalesce(' of ' || r.of, '')",
    "topic": "t.slug",
    "genre": "a.genre",
    "place": "a.place",
    "publisher": "a.publisher",
    "cue": "s.cue_lemma",
}
_LINKS: dict[By, str] = {
    "about": "LEFT JOIN statement_mentions AS x ON x.statement_id = s.id"
    " LEFT JOIN speakers AS p ON p.id = x.speaker_id",
    "speaker": "LEFT JOIN statement_speakers AS x ON x.statement_id = s.id"
    " LEFT JOIN speakers AS p ON p.id = x.speaker_id",
    "role": "LEFT JOIN statement_speakers AS x ON x.statement_id = s.id"
    " LEFT JOIN roles AS r ON r.id = x.role_id",
    "topic": "LEFT JOIN statement_topics AS x ON x.statement_id = s.id"
    " LEFT JOIN topics AS t ON t.id = x.topic_id",
}
