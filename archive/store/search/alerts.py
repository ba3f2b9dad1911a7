"""Saved searches, looked at again: what is new since the last time.

What a search found at the last look is kept by uid. So what is new is told exactly, whatever has
happened since: texts taken in twice, changed, tagged with other topics, corrected by hand.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from archive.errors import UsageError
from archive.query import Node, parse
from archive.store.clock import now
from archive.store.rows import json_list
from archive.store.search.filters import Unit
from archive.store.search.request import Request, Row, plan, rows
from archive.store.search.saved import load


def save(connection: Connection, name: str, tree: Node, unit: Unit, today: date) -> int:
    """Keep a search under a name, in place of one that had it; return how many it finds now.

    Those count as seen. Raises UsageError for a name that no query could hold, and where the
    search would stand for itself. Call it within ``connection.begin()``.
    """
    if not _is_name(name):
        raise UsageError(f"{name!r} is no name", hint="use letters, digits, - and _")
    connection.exec_driver_sql(
        _SAVE, {"name": name, "query": str(tree), "unit": unit, "now": now()}
    )
    uids = look(connection, name, today).uids
    remember(connection, name, uids)
    return len(uids)


@dataclass(frozen=True, slots=True)
class Look:
    """What a search finds: the uids of all, and the rows that it did not find the last time."""

    uids: frozenset[str]
    new: tuple[Row, ...]


def look(connection: Connection, name: str, today: date) -> Look:
    """Search again, and tell what is new from what was seen."""
    search = load(connection, name)
    found = plan(connection, Request(parse(search.query), search.unit, today=today))
    uids = connection.exec_driver_sql(
        f"SELECT t.uid FROM ({found.picked}) AS k JOIN {search.unit} AS t ON t.id = k.id",
        found.parameters,
    )
    here = frozenset(uids.scalars())
    fresh = here - _seen(connection, name)
    new = tuple(row for row in rows(connection, found) if row["uid"] in fresh) if fresh else ()
    return Look(here, new)


def remember(connection: Connection, name: str, uids: frozenset[str]) -> None:
    """Take what was found as seen. Call it within ``connection.begin()``."""
    seen = _seen(connection, name)
    connection.exec_driver_sql("UPDATE searches SET looked_at = ? WHERE name = ?", (now(), name))
    for query, changed in ((_ADD_HITS, uids - seen), (_DROP_HITS, seen - uids)):
        if changed:
            connection.exec_driver_sql(query, {"name": name, "uids": json_list(changed)})


def _seen(connection: Connection, name: str) -> set[str]:
    return set(connection.exec_driver_sql(_SEEN, (name,)).scalars())


def _is_name(text: str) -> bool:
    return bool(text) and text.replace("-", "").replace("_", "").isalnum() and text != "none"


_SAVE = (
    "INSERT INTO searches (name, query, unit, saved_at, looked_at)"
    " VALUES (:name, :query, :unit, :now, :now)"
    " ON CONFLICT (name) DO UPDATE SET query = excluded.query, unit = excluded.unit,"
    " saved_at = excluded.saved_at"
)
_SEEN = (
    "SELECT h.uid FROM search_hits AS h JOIN searches AS s ON s.id = h.search_id WHERE s.name = ?"
)
_ADD_HITS = (
    "INSERT INTO search_hits (search_id, uid)"
    " SELECT s.id, j.value FROM searches AS s, json_each(:uids) AS j WHERE s.name = :name"
)
_DROP_HITS = (
    "DELETE FROM search_hits WHERE search_id = (SELECT id FROM searches WHERE name = :name)"
    " AND uid IN (SELECT value FROM json_each(:uids))"
)
