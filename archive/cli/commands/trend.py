"""`archive trend`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.completions import complete_words
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import note
from archive.cli.progress import waiting
from archive.cli.searching import Words
from archive.cli.sections import part_option, write_report
from archive.errors import UsageError
from archive.query import parse
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

if TYPE_CHECKING:
    from archive.corpus.trend import By, Per, Point
    from archive.render.chart import Chart

EXAMPLES = """\b
archive trend "core interests" "win-win" --by year
archive trend "topic:taiwan speaker:lukashenko" --of speaker:lukashenko
archive trend multilateralism --by month --chart multilateralism.svg

More: archive help phrases"""


@click.command(cls=Words, name="trend", epilog=EXAMPLES)
@click.argument("queries", nargs=-1, required=True, shell_complete=complete_words)
@click.option("--by", type=click.Choice(["month", "year"]), default="year", help="[default: year]")
@click.option(
    "--per",
    type=click.Choice(["statement", "million-words"]),
    default="statement",
    help="Unit of the share.  [default: statement]",
)
@click.option("--of", "whole", metavar="QUERY", help="Statements that shares are shares of.")
@click.option(
    "--chart",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Draw a chart; FILE ends in .svg, .html or .png.",
)
@part_option
@format_option()
@colour_option
@database_option
def command(
    queries: tuple[str, ...],
    *,
    by: "By",
    per: "Per",
    whole: str | None,
    file: Path | None,
    part: str | None,
    form: str,
    colour: Choice,
) -> None:
    """Count QUERIES by month or year, as a share of what was said then.

    Each is a share of the statements that its fields of who, where and when leave: those of
    speaker:xi for "taiwan speaker:xi". The denominator is always shown.
    """
    from archive.render.trend import chart, trend_parts

    series, wholes = _read(queries, by, per, whole)
    if not any(series):
        note("There are no statements in this part of the archive.")
        return
    for query, one in zip(queries, series, strict=True):
        if not any(point.amount.hits for point in one):
            note(f"No statement matches {query}.")
    if file:
        _draw(chart(series, per, by), file)
        note(f"The chart is in {file}.")
    write_report(trend_parts(series, per, wholes), form, colour, main="points", part=part)


def _read(
    queries: tuple[str, ...], by: "By", per: "Per", whole: str | None
) -> "tuple[list[list[Point]], list[str]]":
    from archive.corpus.trend import points
    from archive.store.reports.denominators import amounts, background, totals_of

    series, wholes = [], []
    totals: dict[str, dict[str, tuple[int, int]]] = {}
    with waiting("Counting"), open_for_reading(database()) as connection:
        for query in queries:
            tree = parse(query)
            of = parse(whole) if whole else background(tree)
            if str(of) not in totals:
                totals[str(of)] = totals_of(connection, of, by, date.today())
            counted = amounts(
                connection,
                tree,
                totals[str(of)],
                by,
                date.today(),
                occurrences=per == "million-words",
            )
            series.append(points(query, counted, per))
            wholes.append("all" if str(of) == "*" else str(of))
    return series, wholes


def _draw(drawn: "Chart", file: Path) -> None:
    from archive.render.chart import page, svg

    kind = file.suffix.lower()
    if kind == ".svg":
        file.write_text(svg(drawn), "utf-8")
    elif kind in (".html", ".htm"):
        file.write_text(page(drawn), "utf-8")
    elif kind == ".png":
        file.write_bytes(_png(svg(drawn)))
    else:
        raise UsageError(
            f"cannot tell the kind of chart from the name {file}",
            hint="use a name that ends in .svg, .html or .png",
        )


def _png(text: str) -> bytes:
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError as error:
        raise UsageError(
            "drawing PNG needs the extra plot (resvg)",
            hint='pip install "statement-archive[plot]", or draw .svg',
        ) from error
    return bytes(svg_to_bytes(svg_string=text, zoom=2))
