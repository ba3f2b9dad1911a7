"""Who speaks of whom: counts of statements by speaker and by whom they name, year by year."""

from collections.abc import Sequence
from datetime import date
from sqlite3 import Connection

from archive.corpus.network import Actor, Edge, edges
from archive.query import Field, Node, both, conjuncts
from archive.store.reports.said import counted
from archive.store.search.conditions import Conditions
from archive.store.search.request import Request, plan
from archive.store.sql import json_list


def read_network(connection: Connection, tree: Node, today: date) -> list[Edge]:
    """Return who speaks of whom in the statements of a query, the most statements first.

    ``about:`` in the query limits who is named, and no denominator: shares are those of all other
    statements that it finds. A joint statement counts for each of its speakers, one that names
    somebody twice once; who names himself is left out.
    """
    parts = conjuncts(tree)
    about = [part for part in parts if isinstance(part, Field) and part.name == "about"]
    whole = both(*(part for part in parts if part not in about)) if about else tree
    found = plan(connection, Request(whole, today=today))
    picked = f"WITH picked (id) AS MATERIALIZED (\n{found.picked}\n)"
    said = counted(whole)
    among = _meant(connection, about, today)
    totals: dict[tuple[int, int | None], int] = {}
    for speaker, year, number in connection.execute(
        f"{picked}{_TOTALS.format(said=said)}", found.parameters
    ):
        totals[speaker, year] = number
    named: dict[tuple[int, int, int | None], int] = {}
    for speaker, mentioned, year, number in connection.execute(
        f"{picked}{_EDGES.format(said=said)}", (*found.parameters, among, among)
    ):
        named[speaker, mentioned, year] = number
    keys = {key for speaker, mentioned, _ in named for key in (speaker, mentioned)}
    return edges(named, totals, _actors(connection, keys))


def _meant(connection: Connection, about: Sequence[Field], today: date) -> str | None:
    """Return the keys of those whom the query asks for, as JSON; None for everybody."""
    if not about:
        return None
    conditions = Conditions(connection, "statements", today)
    keys = [
        key
        for part in about
        for key in conditions.meaning("about", [value for value in part.values if value]).ids
    ]
    return json_list(keys)


def _actors(connection: Connection, keys: set[int]) -> dict[int, Actor]:
    rows = connection.execute(
        "SELECT id, uid, name, kind FROM speakers WHERE id IN (SELECT value FROM json_each(?))",
        (json_list(sorted(keys)),),
    )
    return {key: Actor(uid, name, kind) for key, uid, name, kind in rows}


_TOTALS = """
SELECT x.speaker_id, s.year, count(*)
FROM picked CROSS JOIN statements AS s ON s.id = picked.id
JOIN statement_speakers AS x ON x.statement_id = s.id
WHERE {said} GROUP BY 1, 2"""

_EDGES = """
SELECT x.speaker_id, m.speaker_id, s.year, count(DISTINCT s.id)
FROM picked CROSS JOIN statements AS s ON s.id = picked.id
JOIN statement_mentions AS m ON m.statement_id = s.id
JOIN statement_speakers AS x ON x.statement_id = s.id
WHERE {said} AND x.speaker_id <> m.speaker_id
AND (? IS NULL OR m.speaker_id IN (SELECT value FROM json_each(?)))
GROUP BY 1, 2, 3"""
