"""Why a search found nothing: what would have matched, so that nobody faces an empty screen."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from sqlite3 import Connection

from archive.query import Everything, Field, Node, Or, When, both, conjuncts, names_field, terms
from archive.store.search.completions import known_names
from archive.store.search.filters import Unit
from archive.store.search.lookup import alike, find_speakers, near
from archive.store.search.request import Request, count, plan, span

MOST = 10_000
"""Counting stops here: more than that is no help in choosing what to leave out."""
NAMED = ("genre", "publisher", "place", "lang", "role", "country", "cue", "cue-class")
"""Fields whose values are what texts have, where an unknown one is no error."""
SHOWN = 5


def explain_empty(connection: Connection, request: Request) -> list[str]:
    """Return lines that say what would match, the most useful first; [] where nothing helps."""
    request = replace(request, sort="-date", limit=None)
    if not _count(connection, replace(request, tree=Everything())):
        return [f"the archive has no {request.unit} yet: archive ingest FILE_OR_FOLDER"]
    return [
        *(not_looked_through(connection) if names_field(request.tree, "about") else ()),
        *_without_a_part(connection, request),
        *_near_values(connection, request),
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


def not_looked_through(connection: Connection) -> Iterator[str]:
    """Say that who is named was not looked for in articles of an older program."""
    (number,) = connection.execute(
        "SELECT count(*) FROM articles WHERE mentions IS NULL"
    ).fetchone()
    if number:
        noun = "article was" if number == 1 else "articles were"
        yield f"{number:,} {noun} not looked through for names yet: archive db reanalyse"


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


def _near_values(connection: Connection, request: Request) -> Iterator[str]:
    """Name what there is instead of a value that nothing has, and the days that there are."""
    for part in conjuncts(request.tree):
        if isinstance(part, Field) and part.name == "speaker":
            yield from _silent(connection, filter(None, part.values))
        if isinstance(part, Field) and part.name in NAMED:
            for value in filter(None, part.values):
                if not _count(connection, replace(request, tree=Field(part.name, (value,)))):
                    yield _instead(part.name, value, known_names(connection, part.name))
        if isinstance(part, When) and part.name == "said" and any(part.periods):
            yield from _days(connection, replace(request, tree=part))


def _silent(connection: Connection, names: Iterable[str]) -> Iterator[str]:
    """Name who speaks under a spelling that is near, where who was meant says nothing."""
    for name in names:
        if find_speakers(connection, name).statements:
            continue
        spelled = [f"{known} ({number:,})" for known, number in alike(connection, name)]
        instead = f"; spelled alike, with statements: {', '.join(spelled)}" if spelled else ""
        yield f"{name} is named here, but no statement is attributed to that name{instead}"


def _days(connection: Connection, request: Request) -> Iterator[str]:
    if not _count(connection, request):
        everything = plan(connection, replace(request, tree=Everything()))
        first, last = span(connection, everything, request.unit)
        yield f"the {request.unit} here are from {first} to {last}"


def _instead(name: str, value: str, known: list[str]) -> str:
    if not known:
        return f"nothing here has a {name}"
    shown = near(value, known)
    if not shown and len(known) > SHOWN:
        shown = [] if name in ("role", "country") else [*known[:SHOWN], "…"]
    elif not shown:
        shown = known
    if not shown:
        return f"no speaker here has a {name} like {value!r}"
    return f"no {name} is like {value!r}; there are: {'; '.join(shown)}"


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
