"""`archive events`, and what `archive show` prints of one."""

from datetime import date

import click

from archive.cli.completions import complete_field, complete_words
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import note
from archive.cli.searching import Words
from archive.cli.sections import write_report
from archive.query import both, field, parse
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

EXAMPLES = """\b
archive events --speaker Lukashenko    at which he is quoted
archive events --with "Xi Jinping" --with Lukashenko      at which both took part
archive events --several               those that several articles report
archive show e:bqb                     one of them, both sides, all sources"""


@click.command(cls=Words, name="events", epilog=EXAMPLES)
@click.argument("query", nargs=-1, shell_complete=complete_words)
@click.option(
    "--speaker",
    metavar="NAME",
    help="Events at which this person spoke.",
    shell_complete=complete_field,
)
@click.option(
    "--with",
    "present",
    multiple=True,
    metavar="NAME",
    help="Events in which NAME took part, quoted or not.",
    shell_complete=complete_field,
)
@click.option("--several", is_flag=True, help="Events that several articles report.")
@format_option()
@colour_option
@database_option
def command(
    query: tuple[str, ...],
    *,
    speaker: str | None,
    present: tuple[str, ...],
    several: bool,
    form: str,
    colour: Choice,
) -> None:
    """List events: articles about the same people on the same day are one event.

    QUERY picks events with a matching statement.
    """
    from archive.render.events import events_parts
    from archive.store.reports.events import names_of_people, read_events

    tree = both(parse(" ".join(query)), *([field("speaker", speaker)] if speaker else []))
    with open_for_reading(database()) as connection:
        found = read_events(
            connection, tree, date.today(), least=2 if several else 1, present=present
        )
        names = names_of_people(connection, found)
    if not found:
        note("No event matches.")
    else:
        write_report(events_parts(found, names), form, colour, main="events")


def show_event(text: str, form: str, colour: Choice) -> None:
    """Write one meeting, as a table or in a format for programs."""
    from archive.corpus.events import merged
    from archive.render.events import event_parts
    from archive.store.reports.events import find_event, names_of_people
    from archive.store.reports.said import copies_of, said_in

    with open_for_reading(database()) as connection:
        event = find_event(connection, text)
        statements = said_in(connection, event.articles)
        names = names_of_people(connection, [event])
        copies = copies_of(connection, event.articles)
    parts = event_parts(event, merged(statements), names, copies)
    write_report(parts, form, colour, main="statements")
