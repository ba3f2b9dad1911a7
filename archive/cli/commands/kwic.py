"""`archive kwic`."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

import click

from archive.cli.database import database, database_option
from archive.cli.options import FORMATS, colour_option, columns_option, format_option, status_option
from archive.cli.output import Output, counted, note
from archive.cli.pager import paged
from archive.cli.searching import Words, place_options
from archive.cli.summary import empty
from archive.query import Node
from archive.render.colour import Choice
from archive.store.connect import open_for_reading
from archive.store.search.kwic import Place, places
from archive.store.search.request import Request

RENAMED = {"first": "from", "last": "to"}
COLUMNS = tuple(RENAMED.get(field.name, field.name) for field in fields(Place))
EXAMPLES = """\b
archive kwic "core interests" --sort 1L               the phrase; two words: kwic core interests
archive kwic taiwan --speaker lukashenko --sort date --width 60
archive kwic partnership --format csv > kwic.csv     columns as quanteda's kwic()"""


@click.command(cls=Words, name="kwic", epilog=EXAMPLES)
@place_options
@click.option(
    "--sort",
    type=click.Choice(["date", "-date", "speaker", "1L", "2L", "3L", "1R", "2R", "3R"]),
    default="date",
    help="By date, speaker, or a word to the left or right.  [default: date]",
)
@click.option(
    "--width", type=click.IntRange(5, 1000), default=40, metavar="N",
    help="Characters to either side.  [default: 40]",
)  # fmt: skip
@click.option("-n", "--limit", type=click.IntRange(min=0), default=0, metavar="N", help="Show N.")
@click.option("--articles", is_flag=True, help="Search the texts of articles.")
@status_option
@format_option(*FORMATS)
@columns_option
@colour_option
@database_option
def command(
    *,
    tree: Node,
    sort: Any,
    width: int,
    limit: int,
    articles: bool,
    strict: bool,
    form: str,
    columns: tuple[str, ...],
    colour: Choice,
) -> int:
    """Show each place where the WORDS stand, one a line, with the text around them.

    They stand within a statement; with --articles in the whole text. CSV has the columns of
    quanteda's kwic() first: docname, from, to, pre, keyword, post, pattern.
    """
    from archive.render.kwic import draw_kwic

    unit: Any = "articles" if articles else "statements"
    with open_for_reading(database()) as connection:
        found = places(connection, tree, unit, sort, width, date.today())
    rows = [_row(asdict(place)) for place in found[: limit or None]]
    output = Output(form, colour, columns)
    if output.draws and not columns:
        with paged() as stream:
            draw_kwic(rows, stream, colour=output.colour)
        if found:
            of = f"{len(rows):,} of " if len(rows) < len(found) else ""
            note(of + counted(len(found), "places"))
    else:
        output.write_hits(rows, COLUMNS, "")
    if not found:
        with open_for_reading(database()) as connection:
            note(empty(connection, Request(tree, unit)))
    return 1 if strict and not found else 0


def _row(place: dict[str, Any]) -> dict[str, Any]:
    """Name the columns as quanteda does; ``from`` is no name in Python."""
    return {RENAMED.get(name, name): value for name, value in place.items()}
