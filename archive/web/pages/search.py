"""What a query finds, with its properties counted beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from sqlite3 import Connection
from typing import Any

from archive.errors import UsageError
from archive.query import Everything, Node, both, field, parse, terms
from archive.render.formats import as_object, json_text, written
from archive.store.reports.coverage import last_change
from archive.store.search.facets import MOST, Facet, facets, first_and_last, newest_keys
from archive.store.search.filters import Unit
from archive.store.search.lookup import namesakes
from archive.store.search.no_hits import explain_empty
from archive.store.search.request import (
    RANKED,
    Plan,
    Request,
    Row,
    Sort,
    columns_of,
    count,
    plan,
    rows,
)
from archive.store.search.request import written as sql_of
from archive.web.asked import Asked, Page
from archive.web.pages.hits import Hit, hits, without_folders

SCREENFUL = 20
PAGES = 500
"""Pages of hits that can be turned: as many as hits are counted."""
FILED = 5_000
"""Hits in one JSON or CSV file: 4 MB; the next file is the next page of so many."""
NARROWED = {"speaker": "speaker", "topic": "topic", "publisher": "publisher", "kind": "kind",
            "year": "said"}  # fmt: skip
"""Parameters that narrow a search, and the fields of the query language that they are."""
SORTS = ("-date", "date", "rank")
UNITS = ("statements", "articles")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A property that the search was narrowed to."""

    name: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Search:
    """A search: as it was asked and read, what it found, and what would have been found.

    ``total`` counts all hits; ``counted`` of them, the newest, are in the facets. ``notes`` say
    whom a name means. ``empty`` are lines that say what would match, where nothing does.
    """

    q: str
    unit: Unit
    sort: Sort
    tree: Node
    narrowed: tuple[Narrowed, ...]
    hits: tuple[Hit, ...]
    total: int
    counted: int
    first_on: str | None
    last_on: str | None
    facets: tuple[Facet, ...]
    page: int
    pages: int
    sql: str
    notes: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def may_be_phrase(self) -> bool:
        """Are several bare words asked for, which may be meant as a phrase?"""
        return len([*terms(self.tree)]) > 1 and '"' not in self.q and ":" not in self.q

    @property
    def is_everything(self) -> bool:
        return isinstance(self.tree, Everything)


def search(connection: Connection, asked: Asked) -> Page:
    """Return the page of a search; raise UsageError for a query that cannot be read."""
    request, tree = requested(asked)
    number = asked.number("page", PAGES)
    found = plan(connection, request)
    keys = newest_keys(connection, found, MOST + 1, oldest=request.sort == "date")
    total = len(keys) if len(keys) <= MOST else count(connection, found)
    page = _page_of_keys(connection, request, keys, number)
    shown = Search(
        q=asked.one("q"),
        unit=request.unit,
        sort=request.sort,
        tree=tree,
        narrowed=tuple(_narrowed(asked, counted := facets(connection, request.unit, keys[:MOST]))),
        hits=tuple(hits(connection, request.unit, request.tree, page)),
        total=total,
        counted=min(total, MOST),
        **_days(connection, request.unit, keys, total),
        facets=counted,
        page=number,
        pages=min(PAGES, -(-min(total, MOST) // SCREENFUL)),
        sql=sql_of(found),
        notes=tuple(_notes(connection, found)),
        empty=() if total else tuple(explain_empty(connection, request)),
    )
    name = f"“{shown.q}”" if shown.q else "All " + request.unit
    return Page(
        f"{name}: {total:,} {request.unit if total != 1 else request.unit[:-1]}",
        "search.html",
        shown,
        partial(_written, connection, asked, request, total),
    )


def requested(asked: Asked) -> tuple[Request, Node]:
    """Return the request that parameters mean, and the query as it was read, without the rest."""
    unit: Any = asked.choice("unit", UNITS)
    sort: Any = asked.choice("sort", SORTS)
    typed = parse(asked.one("q"))
    chosen = [
        field(known, *asked.parameters[name])
        for name, known in NARROWED.items()
        if any(value.strip() for value in asked.parameters.get(name, ()))
    ]
    tree = both(typed, *chosen)
    return Request(tree, unit, sort, SCREENFUL, asked.today, RANKED), tree


def newest(connection: Connection, asked: Asked, most: int = 50) -> tuple[list[Row], str, str]:
    """Return the newest hits of a search, its query, and when articles were last taken in: a feed.

    What is not said again is the time of the request, so the same hits give the same feed.
    """
    request, tree = requested(asked)
    found = plan(connection, replace(request, sort="-date", limit=most))
    changed = last_change(connection) or "1970-01-01T00:00:00Z"
    return [*without_folders([*rows(connection, found)])], str(tree), changed


def _page_of_keys(
    connection: Connection, request: Request, keys: Sequence[int], number: int
) -> list[int]:
    """Return the keys of one page of hits."""
    skip = (number - 1) * SCREENFUL
    if request.sort != "rank":
        return list(keys[skip : skip + SCREENFUL])
    ranked = plan(connection, replace(request, skip=skip))
    return [row["id"] for row in rows(connection, ranked)]


def _days(
    connection: Connection, unit: Unit, keys: Sequence[int], total: int
) -> dict[str, str | None]:
    """Return the first and the last day; of so many hits that not all keys are read, none."""
    first, last = first_and_last(connection, unit, keys) if total <= MOST else (None, None)
    return {"first_on": first, "last_on": last}


def _narrowed(asked: Asked, counted: Sequence[Facet]) -> Iterator[Narrowed]:
    """Say by what the search was narrowed, in the words of the facets."""
    labels = {(one.name, value.name): value.label for one in counted for value in one.values}
    for name in NARROWED:
        for value in filter(None, map(str.strip, asked.parameters.get(name, ()))):
            key: Any = (name, value)
            yield Narrowed(name, value, labels.get(key, value))


def _notes(connection: Connection, found: Plan) -> Iterator[str]:
    """Say whom a name means, and whom it leaves out who has more statements."""
    for name, named in found.named.items():
        kind, _, text = name.partition(":")
        if kind != "speaker":
            continue
        if len(named.names) > 1:
            more = f" and {len(named.names) - 4:,} more" if len(named.names) > 4 else ""
            yield f"{name} means {', '.join(named.names[:4])}{more}."
        for one in namesakes(connection, text, named)[:1]:
            yield (
                f"{name} leaves out {one.name} ({one.statements:,} statements);"
                f" to include: speaker:{text},{one.uid}"
            )


def _written(
    connection: Connection, asked: Asked, request: Request, total: int, form: str
) -> Iterator[str]:
    """Write a file of hits; where there are more, JSON says the number of the next page."""
    number = asked.number("page", PAGES)
    skip = (number - 1) * FILED
    found = plan(connection, replace(request, limit=FILED, skip=skip))
    shown = [*without_folders([*rows(connection, found)])]
    if form == "json":
        more = number + 1 if skip + len(shown) < total and shown else None
        head = {"query": str(request.tree), "total": total, "page": number, "next_page": more}
        value = {**head, request.unit: [as_object(row) for row in shown]}
        return iter([json_text(value, indent=2) + "\n"])
    if request.unit == "articles" or shown or number == 1:
        return chain(written(shown, form, columns_of(request.unit)))
    raise UsageError(f"there is no page {number}: {total:,} hits")
