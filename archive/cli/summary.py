"""What is said under the hits of a search: how many, when, of whom, on what, or why none."""

from collections.abc import Iterator, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING

from archive.cli.output import counted
from archive.store.search.request import Plan, Request, count, span

if TYPE_CHECKING:
    from archive.store.search.groups import Group

MOST = 10_000
"""Counted up to here on a screen, in 3 ms; all of a common word take as long as the search."""
FEW = 5
"""So many hits are seen at a glance; above it their speakers and topics are counted."""
NAMED = 4
FACETS = 3


def summary(connection: Connection, request: Request, found: Plan) -> str:
    """Say how many there are and when, who says most and on what, and whom a name meant."""
    number = count(connection, found, MOST + 1)
    return "\n".join(
        [
            "; ".join([*_head(connection, request, found, number), *_several(found)]),
            *_left_out(connection, found),
            *(_facets(connection, request, found) if FEW < number <= MOST else ()),
        ]
    )


def counts_summary(
    connection: Connection, request: Request, found: Plan, by: str, kinds: "Sequence[Group]"
) -> str:
    """Say what the counts are shares of, and how many kinds are not shown."""
    number = count(connection, found)
    valued = sum(kind.value is not None for kind in kinds)
    line = f"{counted(number, request.unit)}{_dates(*span(connection, found, request.unit))}"
    hidden = len(kinds) - len(kinds[: request.limit])
    more = f", {request.limit} shown, all with -n 0" if hidden else ""
    several = sum(kind.number for kind in kinds) > number
    joint = f"\n  one of several {by}s counts for each of them" if several else ""
    return f"{line}: {counted(valued, f'{by}s')}{more}{joint}"


def empty(connection: Connection, request: Request) -> str:
    """Say that nothing was found, and what would be."""
    from archive.store.search.no_hits import explain_empty

    lines = explain_empty(connection, request)
    head = f"No {request.unit[:-1]} matches {request.tree}"
    head += ("" if head.endswith(".") else ".") + (" But:" if lines else "")
    return "\n  ".join([head, *lines])


def _head(connection: Connection, request: Request, found: Plan, number: int) -> Iterator[str]:
    total = counted(number, request.unit, most=MOST)
    dates = _dates(*span(connection, found, request.unit)) if 1 < number <= MOST else ""
    if request.limit is not None and number > request.limit:
        yield f"{request.limit} of {total}{dates}, all with -n 0"
    else:
        yield total + dates
    if request.sort == "rank" and request.ranks is not None and number > request.ranks:
        yield f"the best of the newest {request.ranks:,}, of all with --rank-all"


def _dates(first: str | None, last: str | None) -> str:
    if first is None:
        return ""
    return f", {first} to {last}" if first != last else f", {first}"


def _several(found: Plan) -> Iterator[str]:
    for name, named in found.named.items():
        if name.startswith(("speaker:", "about:")) and len(named.names) > 1:
            yield f"{name} means {_listed(named.names)}"


def _left_out(connection: Connection, found: Plan) -> Iterator[str]:
    """Say whom a name leaves out who has more statements, and how to include them."""
    from archive.store.search.lookup import namesakes

    for name, named in found.named.items():
        kind, _, text = name.partition(":")
        for one in namesakes(connection, text, named)[:1] if kind == "speaker" else ():
            yield (
                f"  {name} leaves out {one.name} ({counted(one.statements, 'statements')}):"
                f" include with --speaker {one.uid}"
            )


def _listed(names: Sequence[str]) -> str:
    """Name the first few, who have most statements."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _facets(connection: Connection, request: Request, found: Plan) -> Iterator[str]:
    """Count the hits by speaker and by topic, a line each; --by shows all of them."""
    from archive.store.search.groups import By, groups

    kinds: tuple[By, ...] = ("speaker", "topic")
    for by in kinds:
        largest = [
            f"{group.value} {group.number:,}"
            for group in groups(connection, found, request.unit, by, FACETS + 1)
            if group.value is not None
        ]
        if largest:
            more = f", … (--by {by})" if len(largest) > FACETS else ""
            yield f"  {by}: {', '.join(largest[:FACETS])}{more}"
