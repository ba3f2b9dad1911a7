"""`archive events`, and what `archive show` prints of one."""

from datetime import date

import click

from archive.cli.completions import complete_field, complete_words
from archive.cli.correcting import signed_options
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import counted, note
from archive.cli.progress import waiting
from archive.cli.searching import Words
from archive.cli.sections import write_report
from archive.query import both, field, parse
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

EXAMPLES = """\b
archive events --speaker Lukashenko    at which he is quoted
archive events --with "Xi Jinping" --with Lukashenko      at which both took part
archive events --several               those that several articles report
archive events split a:k3v7            it is about something else
archive show e:bqb                     one of them, both sides, all sources"""


class _Events(click.Group):
    """A group that lists events where no verb is named: ``archive events taiwan``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--help" not in args and not any(arg in self.commands for arg in args[:1]):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(name="events", cls=_Events, epilog=EXAMPLES)
@database_option
def command() -> None:
    """List events; say which articles are about one, and which are not."""


@command.command(cls=Words, name="list")
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
def list_(
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
    with waiting("Reading"), open_for_reading(database()) as connection:
        found = read_events(
            connection, tree, date.today(), least=2 if several else 1, present=present
        )
        names = names_of_people(connection, found)
    if not found:
        note("No event matches.")
    else:
        write_report(events_parts(found, names), form, colour, main="events")


@command.command("merge")
@click.argument("article")
@click.argument("others", nargs=-1, required=True)
@signed_options
@database_option
def merge(article: str, others: tuple[str, ...], *, why: str | None, by: str | None) -> None:
    """Say that articles are about one event (ids of articles or events), permanently."""
    _decide((article, *others), by, why, "archive events merge", same=True)


@command.command("split")
@click.argument("articles", nargs=-1, required=True)
@signed_options
@database_option
def split(articles: tuple[str, ...], *, why: str | None, by: str | None) -> None:
    """Say that articles are not about the event that they were filed under, permanently."""
    _decide(articles, by, why, "archive events split", same=False)


def _decide(
    ids: tuple[str, ...], by: str | None, why: str | None, tool: str, *, same: bool
) -> None:
    from archive.store.curate.events import merge_events, split_events
    from archive.store.engine import open_for_writing
    from archive.store.reports.events import find_event
    from archive.store.write.corrections import Made

    with open_for_writing(database()) as writer, writer.begin():
        number = (merge_events if same else split_events)(writer, ids, Made(by, why, tool))
    with waiting("Reading"), open_for_reading(database()) as connection:
        for text in ids if not same else ids[:1]:
            event = find_event(connection, f"e:{text.partition(':')[2]}")
            articles = counted(len(event.articles), "articles")
            click.echo(f"{event.uid}: {articles}; to take it back: archive undo {number}")


def show_event(text: str, form: str, colour: Choice) -> None:
    """Write one meeting, as a table or in a format for programs."""
    from archive.corpus.events import merged
    from archive.render.events import event_parts
    from archive.store.reports.events import find_event, names_of_people
    from archive.store.reports.said import copies_of, said_in

    with waiting("Reading"), open_for_reading(database()) as connection:
        event = find_event(connection, text)
        statements = said_in(connection, event.articles)
        names = names_of_people(connection, [event])
        copies = copies_of(connection, event.articles)
    parts = event_parts(event, merged(statements), names, copies)
    write_report(parts, form, colour, main="statements")
