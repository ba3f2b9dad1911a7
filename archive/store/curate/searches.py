"""Searches that people keep: saved under a name, looked at, deleted."""

from datetime import date

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from archive.errors import UsageError
from archive.query import Node
from archive.store.clock import now
from archive.store.engine import reader
from archive.store.schema import search_hits, searches
from archive.store.search.alerts import look, seen
from archive.store.search.filters import Unit
from archive.store.search.saved import load


def save(connection: Connection, name: str, tree: Node, unit: Unit, today: date) -> int:
    """Keep a search under a name, in place of one that had it; return how many it finds now.

    Those count as seen. Raises UsageError for a name that no query could hold, and where the
    search would refer to itself. Call it within ``connection.begin()``.
    """
    if not _is_name(name):
        raise UsageError(f"{name!r} cannot be a name", hint="use letters, digits, - and _")
    row = {"query": str(tree), "unit": unit, "saved_at": now()}
    connection.execute(
        insert(searches)
        .values(name=name, looked_at=row["saved_at"], **row)
        .on_conflict_do_update(index_elements=["name"], set_=row)
    )
    uids = look(reader(connection), name, today).uids
    remember(connection, name, uids)
    return len(uids)


def remember(connection: Connection, name: str, uids: frozenset[str]) -> None:
    """Take what was found as seen. Call it within ``connection.begin()``."""
    before = seen(reader(connection), name)
    search = connection.execute(select(searches.c.id).where(searches.c.name == name)).scalar_one()
    connection.execute(update(searches).where(searches.c.id == search).values(looked_at=now()))
    hits = [{"search_id": search, "uid": uid} for uid in sorted(uids - before)]
    if hits:
        connection.execute(insert(search_hits), hits)
    gone = [{"gone": uid} for uid in before - uids]
    if gone:
        mine = search_hits.c.search_id == search
        connection.execute(
            delete(search_hits).where(mine, search_hits.c.uid == bindparam("gone")), gone
        )


def forget(connection: Connection, name: str) -> None:
    """Delete a saved search; raise UsageError where there is none."""
    load(reader(connection), name)
    connection.execute(delete(searches).where(searches.c.name == name))


def _is_name(text: str) -> bool:
    return bool(text) and text.replace("-", "").replace("_", "").isalnum() and text != "none"
