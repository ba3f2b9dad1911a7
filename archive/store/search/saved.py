"""Searches with a name, and what ``query:NAME`` stands for."""

from collections.abc import Iterator
from sqlite3 import Connection
from typing import NamedTuple

from archive.errors import QueryError, UsageError
from archive.query import Field, Node, either, parse, rewritten
from archive.store.search.filters import Unit
from archive.store.search.lookup import near


class Search(NamedTuple):
    """A saved search: its query as text, what it looks for, and when it was last looked at."""

    name: str
    query: str
    unit: Unit
    saved_at: str
    looked_at: str


def load(connection: Connection, name: str) -> Search:
    """Return a saved search; raise UsageError with what is near where there is none."""
    row = connection.execute(f"{_SEARCHES} WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return Search(*row)
    names = [search.name for search in saved(connection)]
    guess = f"did you mean {' or '.join(found)}? " if (found := near(name, names)) else ""
    raise UsageError(
        f"there is no saved search {name!r}", hint=f"{guess}List all: archive searches"
    )


def saved(connection: Connection) -> Iterator[Search]:
    """Yield all saved searches by name."""
    found = connection.execute(f"{_SEARCHES} ORDER BY name")
    return (Search(*row) for row in found)


def expanded(connection: Connection, tree: Node, inside: tuple[str, ...] = ()) -> Node:
    """Put saved searches in the place of their names; raise UsageError for an unknown one.

    ``inside`` names the searches that are being put in, so that none stands for itself.
    """

    def put_in(leaf: Node) -> Node:
        if isinstance(leaf, Field) and leaf.name == "query":
            return either(*(_named(connection, value or "none", inside) for value in leaf.values))
        return leaf

    return rewritten(tree, put_in)


def _named(connection: Connection, name: str, inside: tuple[str, ...]) -> Node:
    if name in inside:
        raise QueryError(f"the saved search {name} refers to itself: {' in '.join(inside)}")
    return expanded(connection, parse(load(connection, name).query), (name, *inside))


_SEARCHES = "SELECT name, query, unit, saved_at, looked_at FROM searches"
