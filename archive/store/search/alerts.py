"""Saved searches, looked at again: what is new since the last time.

What a search found at the last look is kept by uid. So what is new is known exactly, whatever has
happened since: texts taken in twice, changed, tagged with other topics, corrected by hand.
"""

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from archive.query import parse
from archive.store.search.request import Request, Row, plan, rows
from archive.store.search.saved import load
from archive.store.sql import column


@dataclass(frozen=True, slots=True)
class Look:
    """What a search finds: the uids of all, and the rows that it did not find the last time."""

    uids: frozenset[str]
    new: tuple[Row, ...]


def look(connection: Connection, name: str, today: date) -> Look:
    """Search again, and tell what is new from what was seen."""
    search = load(connection, name)
    found = plan(connection, Request(parse(search.query), search.unit, today=today))
    uids = connection.execute(
        f"SELECT t.uid FROM ({found.picked}) AS k JOIN {search.unit} AS t ON t.id = k.id",
        found.parameters,
    )
    here = frozenset(column(uids))
    fresh = here - seen(connection, name)
    new = tuple(row for row in rows(connection, found) if row["uid"] in fresh) if fresh else ()
    return Look(here, new)


def seen(connection: Connection, name: str) -> set[str]:
    """Return what a saved search found at the last look, by uid."""
    return set(column(connection.execute(_SEEN, (name,))))


_SEEN = (
    "SELECT h.uid FROM search_hits AS h JOIN searches AS s ON s.id = h.search_id WHERE s.name = ?"
)
