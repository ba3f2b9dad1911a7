"""Search: a request becomes one SQL statement, which becomes rows.

The keys of the hits are picked first, in a materialised CTE, and joined to what is shown
afterwards: 38 to 85 times faster than joining first, at 1.2 million statements. Keys sort by
date, so "newest first" and a period are ranges of keys in every index, the word index included.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from sqlite3 import Connection
from typing import Any, Literal, NamedTuple

from archive.query import Everything, Node, conjuncts
from archive.store.search.conditions import Conditions
from archive.store.search.filters import FIRST_KEY, SEQUENCE_BITS, Condition, Unit, Value
from archive.store.search.inflections import inflected
from archive.store.search.key_streams import Leg, Source, begin, begin_ranked
from archive.store.search.lookup import Named
from archive.store.search.saved import expanded
from archive.store.sql import json_list, mappings

Sort = Literal["date", "-date", "rank"]
Row = Mapping[str, Any]

STATEMENT_COLUMNS = (
    *("uid", "said_on", "speaker", "role", "speaker_text", "cue", "cue_lemma", "cue_class"),
    *(
        "quotation",
        "implicit",
        "headline",
        "collective",
        "kind",
        "topics",
        "text",
        "title",
        "genre",
    ),
    *("published_on", "place", "publisher", "url", "path", "article", "position", "start", "end"),
    *(
        "said_precision",
        "said_method",
        "speaker_method",
        "speaker_confidence",
        "rule",
        "confidence",
    ),
)
ARTICLE_COLUMNS = (
    *("uid", "event_on", "published_on", "title", "genre", "place", "publisher", "participants"),
    *("statements", "words", "language", "url", "path"),
)
RANKED = 5_000
"""Ranking takes time for each match, 0.9 s for all of a common word in 1.2 million statements;
among the newest 5,000 it takes 20 ms."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for, in which order, and how many of it; None is all.

    ``skip`` are passed over first. ``ranks`` is among how many of the newest matches the best are
    looked for.
    """

    tree: Node
    unit: Unit = "statements"
    sort: Sort = "-date"
    limit: int | None = None
    today: date = date.min
    ranks: int | None = RANKED
    skip: int = 0


class Keys(NamedTuple):
    """SQL that gives keys, and its parameters; ``merges`` where it joins several lists."""

    sql: str
    parameters: tuple[Value, ...]
    merges: bool = False


class Plan(NamedTuple):
    """SQL that is ready to run: ``keys`` gives all keys of the hits, ``shown`` the rows asked for.

    ``named`` holds, by "speaker:Xi", whom the names meant.
    """

    keys: Keys
    shown: Keys
    named: Mapping[str, Named]

    @property
    def picked(self) -> str:
        """The SQL of ``keys``, for a query around it; its column is ``id``."""
        return self.keys.sql

    @property
    def parameters(self) -> tuple[Value, ...]:
        """What ``picked`` takes."""
        return self.keys.parameters


def plan(connection: Connection, request: Request) -> Plan:
    """Look up the names in a request and write its SQL; raise UsageError for an unknown one."""
    tree = inflected(connection, expanded(connection, request.tree))
    request = replace(request, tree=tree)
    conditions = Conditions(connection, request.unit, request.today)
    keys = picked = _keys(begin(request.unit, request.tree, conditions), conditions, request)
    if request.sort == "rank":
        picked = _keys(begin_ranked(request.unit, request.tree), conditions, request)
        if request.ranks is not None:
            newest = f"SELECT * FROM (\n{picked.sql}\nORDER BY id DESC\nLIMIT {request.ranks}\n)"
            picked = picked._replace(sql=newest)
    limit = -1 if request.limit is None else request.limit
    passed_over = (request.skip,) if request.skip else ()
    shown = Keys(_shown(picked.sql, request), (*picked.parameters, limit, *passed_over))
    return Plan(keys, shown, conditions.named)


def rows(connection: Connection, found: Plan) -> Iterator[Row]:
    """Yield the hits of a plan, one mapping of column to value each."""
    cursor = connection.execute(found.shown.sql, found.shown.parameters)
    yield from mappings(cursor)


def rows_of(connection: Connection, unit: Unit, keys: Sequence[int]) -> list[Row]:
    """Return the rows of keys that are known already, in their order."""
    request = Request(Everything(), unit)
    picked = "SELECT value AS id, key AS score FROM json_each(?)"
    sql = _shown(picked, replace(request, sort="rank"))
    return list(mappings(connection.execute(sql, (json_list(keys), -1))))


def columns_of(unit: Unit, *, context: bool = False, copies: bool = False) -> tuple[str, ...]:
    """Return the names of a row's columns; with those of the sentences around, of the copies."""
    known = STATEMENT_COLUMNS if unit == "statements" else ARTICLE_COLUMNS
    return (*known, *(("before", "after") if context else ()), *(("copy",) if copies else ()))


def count(connection: Connection, found: Plan, most: int | None = None) -> int:
    """Count the hits of a plan, whatever its limit; stop at ``most``."""
    # Given an order, SQLite merges lists; else it would write them out to compare them.
    order = "\nORDER BY id" if found.keys.merges else ""
    limit = "" if most is None and not order else f"\nLIMIT {-1 if most is None else most}"
    sql = f"SELECT count(*) FROM (\n{found.picked}{order}{limit}\n)"
    (number,) = connection.execute(sql, found.parameters).fetchone()
    return int(number)


def span(connection: Connection, found: Plan, unit: Unit) -> tuple[str | None, str | None]:
    """Return the first and the last date of the hits of a plan."""
    day = "said_on" if unit == "statements" else "coalesce(event_on, published_on)"
    sql = f"""\
        WITH picked (id) AS MATERIALIZED ({found.picked})
        SELECT (SELECT {day} FROM {unit} WHERE id = (
                   SELECT min(id) FROM picked WHERE id >= {FIRST_KEY})),
               (SELECT {day} FROM {unit} WHERE id = (SELECT max(id) FROM picked))"""
    first, last = connection.execute(sql, found.parameters).fetchone()
    return first, last


def written(found: Plan) -> str:
    """Return the SQL with its parameters in it, ready for the sqlite3 shell."""
    return written_out(found.shown.sql, found.shown.parameters)


def written_out(sql: str, parameters: Sequence[Value]) -> str:
    """Return SQL with its parameters in the place of its question marks."""
    values = iter(parameters)
    return re.sub(r"\?", lambda _: _literal(next(values)), sql) + ";"


def _keys(source: Source, conditions: Conditions, request: Request) -> Keys:
    """Write the SELECTs that give the keys: what no list answers is asked of the first."""
    rest = [part for part in conjuncts(request.tree) if part not in source.answers]
    found = conditions.all_of(rest)
    selects, parameters = [], list[Value]()
    for leg in source.legs:
        whole = leg.merge in ("", "UNION")
        asked = [*filter(None, [leg.condition]), *(c for c in found if whole or c.bounds)]
        selects.append(_select(leg, asked, request.unit, alone=len(source.legs) == 1))
        parameters += [value for condition in asked for value in condition.parameters]
    return Keys("\n".join(selects), tuple(parameters), len(selects) > 1)


def _select(leg: Leg, asked: list[Condition], unit: Unit, *, alone: bool) -> str:
    score = f", {leg.score} AS score" if leg.score else ""
    distinct = "DISTINCT " if leg.repeats and alone else ""
    lines = [*filter(None, [leg.merge]), f"SELECT {distinct}{leg.key} AS id{score}"]
    lines.append(f"FROM {leg.table}")
    if not leg.has_row and any(condition.reads_row for condition in asked):
        # CROSS JOIN keeps SQLite from turning the order of the two tables around.
        lines.append(f"CROSS JOIN {unit} AS {unit[0]} ON {unit[0]}.id = {leg.key}")
    conditions = [condition.at(leg.key) for condition in asked]
    if conditions:
        lines.append("WHERE " + "\n  AND ".join(conditions))
    return "\n".join(lines)


def _shown(picked: str, request: Request) -> str:
    """Write the statement that picks keys, and shows their rows from the flat view."""
    unit = request.unit
    columns = STATEMENT_COLUMNS if unit == "statements" else ARTICLE_COLUMNS
    listed = ", ".join(f'v."{c}"' if c == "end" else f"v.{c}" for c in ("id", *columns))
    first, then = {
        # Newest day first, but in one day and article as one reads.
        "-date": ("id DESC", f"v.id >> {SEQUENCE_BITS} DESC, v.id"),
        "date": ("id", "v.id"),
        "rank": ("score", "picked.score, v.id"),
    }[request.sort]
    return f"""\
WITH picked AS MATERIALIZED (
{picked}
ORDER BY {first}
LIMIT ?{" OFFSET ?" if request.skip else ""}
)
SELECT {listed}
FROM picked CROSS JOIN v_{unit} AS v ON v.id = picked.id
ORDER BY {then}"""


def _literal(value: Value) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
