"""Why a search found nothing: what would have matched, so that nobody faces an empty screen."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from archive.query import Everything, Field, Node, Or, both, conjuncts, terms
from archive.store.filters import Unit
from archive.store.lookup import near
from archive.store.search import Request, count, plan, span

MOST = 10_000
"""Counting stops here: more than that is no help in choosing what to leave out."""


def explain_empty(connection: Connection, request: Request) -> list[str]:
    """Return lines that say what would match, the most useful first; [] where nothing helps."""
    request = replace(request, sort="-date", limit=None)
    if not _count(connection, replace(request, tree=Everything())):
        return [f"the archive holds no {request.unit} yet: archive ingest FILE_OR_FOLDER"]
    return [
        *_without_a_part(connection, request),
        *_near_values(connection, request.tree),
        *_elsewhere(connection, request),
    ]


def _without_a_part(connection: Connection, request: Request) -> Iterator[str]:
    """Leave out each part of a conjunction in turn; where none helps, take each alone."""
    parts = conjuncts(request.tree)
    if len(parts) < 2:
        return
    lines = [
        line
        for left_out in parts
        if (line := _described(connection, replace(request, tree=_but(parts, left_out))))
    ]
    if lines:
        yield from lines
        return
    for part in parts:
        line = _described(connection, replace(request, tree=part))
        yield line or f"{_shown(part)}: nothing"


def _but(parts: tuple[Node, ...], left_out: Node) -> Node:
    return both(*(part for part in parts if part is not left_out))


def _described(connection: Connection, request: Request) -> str | None:
    found = plan(connection, request)
    number = count(connection, found, MOST + 1)
    if not number:
        return None
    first, last = span(connection, found, request.unit)
    dates = f", {first} to {last}" if first != last else f", {first}" if first else ""
    shown = f"more than {MOST:,}" if number > MOST else f"{number:,}"
    return f"{_shown(request.tree)}: {_counted(shown, number, request.unit)}{dates}"


def _shown(tree: Node) -> str:
    return f"({tree})" if isinstance(tree, Or) else str(tree)


def _near_values(connection: Connection, tree: Node) -> Iterator[str]:
    """Name the publishers and places that are like one that no article has."""
    for part in conjuncts(tree):
        if isinstance(part, Field) and part.name in ("publisher", "place"):
            sql = f"SELECT DISTINCT {part.name} FROM articles WHERE {part.name} IS NOT NULL"
            known = connection.exec_driver_sql(sql).scalars().all()
            for value in filter(None, part.values):
                found = near(value, known)
                if found and not any(value.lower() in name.lower() for name in known):
                    yield f"no {part.name} is like {value!r}; there is {', '.join(found)}"


def _elsewhere(connection: Connection, request: Request) -> Iterator[str]:
    """Look for the words in whole articles, where they were looked for in statements."""
    if request.unit == "articles" or not list(terms(request.tree)):
        return
    number = _count(connection, replace(request, unit="articles"))
    if number:
        yield f"with --articles: {_counted(f'{number:,}', number, 'articles')}"


def _count(connection: Connection, request: Request) -> int:
    return count(connection, plan(connection, request), MOST + 1)


def _counted(shown: str, number: int, unit: Unit) -> str:
    return f"{shown} {unit if number != 1 else unit[:-1]}"
