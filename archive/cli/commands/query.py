"""`archive query`."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from sqlite3 import Connection
from typing import TYPE_CHECKING

import click

from archive.cli.database import database, database_option
from archive.cli.options import (
    HIT_FORMATS,
    colour_option,
    columns_option,
    format_option,
    status_option,
)
from archive.cli.output import Output, note
from archive.cli.searching import Words, search_options
from archive.cli.summary import counts_summary, empty, summary
from archive.errors import UsageError
from archive.query import Node
from archive.render.colour import Choice
from archive.store.connect import open_for_reading
from archive.store.search.filters import Unit
from archive.store.search.request import (
    RANKED,
    Request,
    Row,
    Sort,
    columns_of,
    count,
    plan,
    rows,
    written,
    written_out,
)

if TYPE_CHECKING:
    from archive.store.search.groups import By

SCREENFUL = 20
NO_COPIES = ("ids", "atom")
"""Formats in which an id may stand but once."""
EXAMPLES = """\b
archive query --speaker Lukashenko --topic core-interests --since 2021
archive query '"industrial park" -visit' --sort rank
archive query 'taiwan OR xinjiang' --by speaker
archive query '"one-China principle"' --copies -c publisher,published_on,title
archive query 'all-weather said:2021..2023' --format csv > hits.csv

More: archive help queries"""


@click.command(cls=Words, name="query", epilog=EXAMPLES)
@search_options
@click.option("--articles", is_flag=True, help="Search whole articles.")
@click.option(
    "--sort",
    type=click.Choice(["date", "-date", "rank"]),
    default="-date",
    help="Oldest, newest or best first.  [default: -date]",
)
@click.option("--rank-all", is_flag=True, help="Rank all matches, not the newest 5,000.")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Show N; 0 is all.  [default: 20 on a terminal, all in a pipe]",
)
@click.option(
    "--context", type=click.IntRange(0, 20), default=0, metavar="N",
    help="Show N sentences of text before and after.",
)  # fmt: skip
@click.option("--copies", is_flag=True, help="List the reprints of each hit too.")
@click.option(
    "--by",
    type=click.Choice("speaker about role topic year month genre place publisher cue".split()),
    help="Count hits by this, with shares and dates.",
)
@click.option("--count", "counted", is_flag=True, help="Print the number of hits.")
@status_option
@click.option("--sql", is_flag=True, help="Print the SQL, ready for a SQLite client.")
@click.option("--explain", is_flag=True, help="Print how the query was read.")
@format_option(*HIT_FORMATS)
@columns_option
@colour_option
@database_option
def command(
    *,
    tree: Node,
    articles: bool,
    sort: Sort,
    rank_all: bool,
    limit: int | None,
    context: int,
    copies: bool,
    by: "By | None",
    counted: bool,
    strict: bool,
    sql: bool,
    explain: bool,
    form: str,
    columns: tuple[str, ...],
    colour: Choice,
) -> int:
    """Search statements, or whole articles.

    All WORDS must stand in it, in any inflection; "quoted ones" together and as written. NOT word
    leaves out, OR gives a choice, word* is a beginning. Options are fields that can stand among the
    words as well: speaker:xi topic:taiwan said:2021..2023. An option given twice means either.
    """
    if explain:
        click.echo(str(tree))
        return 0
    if copies and (by or counted or sql or form in NO_COPIES):
        raise UsageError(
            "--copies cannot be used with --by, --count, --sql, -f ids or -f atom",
            hint="archive query WORDS --copies -f csv -c publisher",
        )
    output = Output(form, colour, columns)
    unit: Unit = "articles" if articles else "statements"
    if limit is None:
        limit = SCREENFUL if output.draws and not by else 0
    ranks = None if rank_all else RANKED
    request = Request(tree, unit, sort, limit or None, date.today(), ranks)
    with open_for_reading(database()) as connection:
        if sql:
            click.echo(_sql(connection, request, by))
            return 0
        if counted:
            number = count(connection, plan(connection, request))
            click.echo(number)
        elif by:
            number = _print_groups(connection, request, by, output)
        else:
            number = _print_hits(connection, request, output, context, copies=copies)
        if not number:
            note(empty(connection, request))
    return 1 if strict and not number else 0


def _sql(connection: Connection, request: Request, by: "By | None") -> str:
    found = plan(connection, request)
    if not by:
        return written(found)
    from archive.store.search.groups import grouped

    return written_out(*grouped(found, request.unit, by, request.limit))


def _print_hits(
    connection: Connection, request: Request, output: Output, context: int, *, copies: bool
) -> int:
    """Write the hits, and return 0 where there are none."""
    found = plan(connection, request)
    hits = _in_context(connection, request.unit, rows(connection, found), context)
    if copies:
        hits = _with_copies(connection, request.unit, hits, output)
    first = next(hits, None)
    known = columns_of(request.unit, context=bool(context), copies=copies)
    if not output.draws:
        output.write_hits(chain(filter(None, [first]), hits), known, str(request.tree))
    elif first is not None:
        _draw_hits(connection, request, [first, *hits], output)
        note(summary(connection, request, found))
    return 0 if first is None else 1


def _with_copies(
    connection: Connection, unit: Unit, hits: Iterator[Row], output: Output
) -> Iterator[Row]:
    """Put the copies beside their hits: in rows of their own, but in a line of a drawn hit."""
    from archive.store.search.reprints import group_copies, with_copies

    found = with_copies(connection, unit, hits)
    return group_copies(found) if output.draws and not output.columns else found


def _in_context(
    connection: Connection, unit: Unit, hits: Iterator[Row], sentences: int
) -> Iterator[Row]:
    if not sentences:
        return hits
    if unit == "articles":
        raise UsageError(
            "--context shows sentences around a statement", hint="leave out --articles"
        )
    from archive.store.search.context import with_context

    return with_context(connection, hits, sentences)


def _draw_hits(
    connection: Connection, request: Request, hits: Sequence[Row], output: Output
) -> None:
    """Draw statements with their marks, articles with the place in the body that matches."""
    from archive.store.search.highlights import marked, snippets

    ids = [row["id"] for row in hits]
    column = "text" if request.unit == "statements" else "title"
    marks = marked(connection, request.unit, request.tree, ids, column)
    below = snippets(connection, request.tree, ids) if request.unit == "articles" else {}
    output.draw_hits(hits, marks, below)


def _print_groups(connection: Connection, request: Request, by: "By", output: Output) -> int:
    """Write how many of the hits there are of each kind, and return how many kinds."""
    from archive.store.search.groups import groups

    found = plan(connection, request)
    unit = request.unit
    kinds = [*groups(connection, found, unit, by, None if output.draws else request.limit)]
    named = [
        {"value": one.value, unit: one.number, "share": one.share,
         "first_on": one.first_on, "last_on": one.last_on}
        for one in kinds[: request.limit]
    ]  # fmt: skip
    if not output.draws:
        output.write_counts(named, ("value", unit, "share", "first_on", "last_on"))
    elif named:
        output.draw_counts(named, by, unit)
        note(counts_summary(connection, request, found, by, kinds))
    return len(named)
