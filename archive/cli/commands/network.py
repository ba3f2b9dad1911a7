"""`archive network`."""

from datetime import date

import click

from archive.cli.database import database, database_option
from archive.cli.options import FORMATS, colour_option, format_option
from archive.cli.output import Output, note
from archive.cli.progress import waiting
from archive.cli.searching import Words, search_options
from archive.cli.sections import part_option, write_report
from archive.query import Node
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

SHOWN = 20

EXAMPLES = """\b
archive network --speaker sullivan --since 2023      of whom one speaks, year by year
archive network about:putin                          who speaks of one
archive network topic:taiwan -f graphml > taiwan.graphml
archive network -f csv --part years > years.csv

More: archive help comparing"""


@click.command(cls=Words, name="network", epilog=EXAMPLES)
@search_options
@click.option("-n", "--limit", type=click.IntRange(min=0), metavar="N", help="Show N; 0 is all.")
@click.option("--by-year", is_flag=True, help="In GraphML, an edge for each year of a pair.")
@part_option
@format_option(*FORMATS, "graphml")
@colour_option
@database_option
def command(
    *,
    tree: Node,
    limit: int | None,
    by_year: bool,
    part: str | None,
    form: str,
    colour: Choice,
) -> None:
    """Count who speaks of whom, by year, with the statements that shares are shares of.

    Counted are the people, bodies and countries that the statements of the query name. A share is
    that of all statements of the speaker that the query finds; about: limits who is named alone.
    """
    from archive.render.network import graphml, network_parts
    from archive.store.reports.network import read_network
    from archive.store.search.no_hits import not_looked_through

    with waiting("Counting"), open_for_reading(database()) as connection:
        edges = read_network(connection, tree, date.today())
        unread = next(not_looked_through(connection), None)
    if unread:
        note(unread)
    if not edges:
        note("No statement that is found names anybody else.")
    edges = edges[:limit] if limit else edges
    if form == "graphml":
        Output(form, colour).write(graphml(edges, by_year=by_year))
    else:
        most = None if limit is not None else SHOWN
        write_report(network_parts(edges, most), form, colour, main="pairs", part=part)
