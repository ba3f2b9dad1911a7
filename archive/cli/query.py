"""`archive query`."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeVar

import click

from archive.cli.options import colour_option, database, database_option, format_option
from archive.cli.output import Output, counted, note
from archive.query import Node, both, field, parse, period
from archive.render.colour import Choice
from archive.store.connect import Connection, open_for_reading
from archive.store.filters import Unit
from archive.store.marks import marked
from archive.store.misses import MOST, explain_empty
from archive.store.search import Plan, Request, Row, Sort, count, plan, rows, written

Command = TypeVar("Command", bound=Callable[..., Any])

SCREENFUL = 20
NAMED = 4
EXAMPLES = """\b
archive query --speaker Lukashenko --topic core-interests --since 2021
archive query '"industrial park" -visit' --sort rank
archive query 'all-weather said:2021..2023' --format csv > hits.csv

More: archive help queries"""
FIELDS = {
    "--speaker": ("NAME", "Who made it: name, part of a name, other name or id."),
    "--topic": ("TOPIC", "Subject; one with others below it includes them."),
    "--date": ("PERIOD", "When it was said: 2021, 2021-03, 2021..2023, -6m.."),
    "--role": ("TITLE", "Office of the speaker then, as written: president."),
    "--country": ("NAME", "Country or body of that office, or the speaker itself."),
    "--place": ("NAME", "Where the article was written."),
    "--publisher": ("NAME", "Who published the article."),
    "--published": ("PERIOD", "When the article was published."),
    "--lang": ("CODE", "Language of the article."),
    "--quotation": ("KIND", "direct, indirect or mixed."),
    "--cue": ("WORDS", "Reporting expression, as written or its lemma: say."),
    "--cue-class": ("CLASS", "Kind of expression: say, urge, pledge, deny …"),
    "--added": ("PERIOD", "When a document of the article was read."),
}


class Words(click.Command):
    """A command whose words may begin with "-", if only one says so."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = [*args]
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            typed = next((word for word in given if word.startswith(error.option_name)), "-word")
            advice = f"To leave a word out write NOT {typed.lstrip('-')}, or -- before the words."
            raise click.UsageError(f"{error.format_message()} {advice}", ctx) from error


def field_options(command: Command) -> Command:
    for name, (kind, text) in reversed(FIELDS.items()):
        command = click.option(name, multiple=True, metavar=kind, help=text)(command)
    return command


@click.command(cls=Words, name="query", epilog=EXAMPLES)
@click.argument("words", nargs=-1)
@field_options
@click.option("--since", metavar="DATE", help="Said in or after: 2021, 2021-03, 2021-03-15.")
@click.option("--until", metavar="DATE", help="Said in or before; both ends count.")
@click.option("--explicit", is_flag=True, help="With a cue of its own, not carried on.")
@click.option("--articles", is_flag=True, help="Search whole articles.")
@click.option(
    "--sort",
    type=click.Choice(["date", "-date", "rank"]),
    default="-date",
    help="Oldest, newest or best first.  [default: -date]",
)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Show N; 0 is all.  [default: 20 on a terminal, all in a pipe]",
)
@click.option("--count", "counted", is_flag=True, help="Print how many there are.")
@click.option("--sql", is_flag=True, help="Print the SQL, ready for a SQLite client.")
@click.option("--explain", is_flag=True, help="Print how the query was read.")
@format_option()
@colour_option
@database_option
def command(
    words: tuple[str, ...],
    *,
    since: str | None,
    until: str | None,
    explicit: bool,
    articles: bool,
    sort: Sort,
    limit: int | None,
    counted: bool,
    sql: bool,
    explain: bool,
    form: str,
    colour: Choice,
    **fields: tuple[str, ...],
) -> None:
    """Search statements, or whole articles.

    All WORDS must stand in it; "quoted ones" together. NOT word leaves out, OR gives a choice,
    word* is a beginning. Options are fields that can stand among the words as well:
    speaker:xi topic:taiwan said:2021..2023. An option given twice means either.
    """  # fmt: skip
    tree = _tree(words, fields, since, until, explicit=explicit)
    output = Output(form, colour)
    if limit is None:
        limit = SCREENFUL if output.draws else 0
    unit: Unit = "articles" if articles else "statements"
    request = Request(tree, unit, sort, limit or None, date.today())
    if explain:
        click.echo(str(tree))
    elif sql:
        _print_sql(request)
    elif counted:
        _print_count(request)
    else:
        _print_hits(request, output)


def _tree(
    words: Sequence[str],
    fields: dict[str, tuple[str, ...]],
    since: str | None,
    until: str | None,
    *,
    explicit: bool,
) -> Node:
    """Join the words and options into one tree; an option is the field of its name."""
    given = [field(name.replace("_", "-"), *texts) for name, texts in fields.items() if texts]
    flags = [field("is", "explicit")] if explicit else []
    return both(parse(" ".join(words)), *given, period("said", since, until), *flags)


def _print_sql(request: Request) -> None:
    with open_for_reading(database()) as connection:
        click.echo(written(plan(connection, request)))


def _print_count(request: Request) -> None:
    with open_for_reading(database()) as connection:
        number = count(connection, plan(connection, request))
        click.echo(number)
        if not number:
            _explain_empty(connection, request)


def _print_hits(request: Request, output: Output) -> None:
    with open_for_reading(database()) as connection:
        found = plan(connection, request)
        hits = rows(connection, found)
        first = next(hits, None)
        if first is None:
            output.write_rows([])
            _explain_empty(connection, request)
        elif output.draws:
            _draw_hits(connection, request, [first, *hits], output)
            note(_summary(connection, request, found))
        else:
            output.write_rows(chain([first], hits))


def _draw_hits(connection: Connection, request: Request, hits: list[Row], output: Output) -> None:
    column = "text" if request.unit == "statements" else "title"
    ids = [row["id"] for row in hits]
    marks = marked(connection, request.unit, request.tree, ids, column)
    output.draw_hits(hits, marks)


def _summary(connection: Connection, request: Request, found: Plan) -> str:
    """Say how many there are, and what a name meant that several have."""
    number = count(connection, found, MOST + 1)
    total = counted(number, request.unit, most=MOST)
    several = [
        f"{name} means {_listed(named.names)}"
        for name, named in found.named.items()
        if name.startswith("speaker:") and len(named.names) > 1
    ]
    if request.limit is not None and number > request.limit:
        return "; ".join([f"{request.limit} of {total}, all with -n 0", *several])
    return "; ".join([total, *several])


def _listed(names: Sequence[str]) -> str:
    """Name the first few, who have most statements."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _explain_empty(connection: Connection, request: Request) -> None:
    lines = explain_empty(connection, request)
    head = f"No {request.unit[:-1]} matches {request.tree}" + (". But:" if lines else ".")
    note("\n  ".join([head, *lines]))
