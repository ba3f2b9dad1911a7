"""`archive timeline`."""

from datetime import date

import click

from archive.cli.completions import complete_field, complete_words
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import note
from archive.cli.progress import waiting
from archive.cli.searching import Words
from archive.cli.sections import write_report
from archive.query import both, field, parse, period
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

EXAMPLES = """\b
archive timeline --speaker Lukashenko --topic taiwan
archive timeline --speaker Xi "development path"

More: archive help comparing"""


@click.command(cls=Words, name="timeline", epilog=EXAMPLES)
@click.argument("query", nargs=-1, shell_complete=complete_words)
@click.option(
    "--speaker",
    required=True,
    metavar="NAME",
    help="Whose statements.",
    shell_complete=complete_field,
)
@click.option(
    "--topic",
    metavar="TOPIC",
    help="On which topic, those below it included.",
    shell_complete=complete_field,
)
@click.option("--since", metavar="DATE", help="Said in or after.")
@click.option("--until", metavar="DATE", help="Said in or before.")
@format_option()
@colour_option
@database_option
def command(
    query: tuple[str, ...],
    *,
    speaker: str,
    topic: str | None,
    since: str | None,
    until: str | None,
    form: str,
    colour: Choice,
) -> None:
    """Follow what a speaker says on a topic, a line a meeting.

    The wording is marked: new, partly or repeated where an earlier statement of the same speaker
    has it; dropped where the topic did not come up, though somebody was present to whom it had been
    spoken of. QUERY narrows the statements further.
    """
    from archive.render.timeline import timeline_parts
    from archive.store.reports.events import read_timeline

    who = both(field("speaker", speaker), period("said", since, until))
    subject = [parse(" ".join(query)), *([field("topic", topic)] if topic else [])]
    with waiting("Reading"), open_for_reading(database()) as connection:
        moments = read_timeline(connection, who, subject, date.today())
    if not moments:
        note(f"{speaker} says nothing on {both(*subject)}.")
        return
    spoke = sum(bool(moment.wordings) for moment in moments)
    title = f"{speaker} on {both(*subject)}: {spoke} of {len(moments)} events since the first"
    parts = timeline_parts(title, moments)
    write_report(parts, form, colour, main="timeline")
