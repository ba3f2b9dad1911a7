"""`archive phrase`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from archive.cli.completions import complete_words
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import note
from archive.cli.progress import waiting
from archive.cli.searching import Words, min_confidence_option
from archive.cli.sections import part_option, write_report
from archive.query import parse, terms
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

if TYPE_CHECKING:
    from archive.corpus.phrase import PhraseHistory

EXAMPLES = """\b
archive phrase "all-weather comprehensive strategic partnership"
archive phrase "core interests" speaker:lukashenko
archive phrase "win-win cooperation" --part years --format csv

More: archive help phrases"""


@click.command(cls=Words, name="phrase", epilog=EXAMPLES)
@click.argument("phrase")
@click.argument("query", nargs=-1, shell_complete=complete_words)
@min_confidence_option
@part_option
@format_option()
@colour_option
@database_option
def command(
    phrase: str,
    query: tuple[str, ...],
    *,
    min_confidence: float | None,
    part: str | None,
    form: str,
    colour: Choice,
) -> None:
    """Tell the history of a PHRASE: who says it, since when, in which forms, instead of what.

    QUERY narrows it to some statements: speaker:xi said:2021..2023.
    """
    from archive.render.phrase import history_parts

    within = " ".join(query)
    surely = "" if min_confidence is None else f" confidence:{min_confidence}"
    history = _history(phrase, f"({within}){surely}" if within and surely else within + surely)
    if list(terms(parse(within))):
        note(
            f"This is “{phrase}” in statements that match {within};"
            f' if it is one phrase, quote it: archive phrase "{phrase} {within}"'
        )
    if history is None:
        note(f"No statement contains the phrase “{phrase}”.")
    else:
        write_report(history_parts(history), form, colour, main="speakers", part=part)


def _history(phrase: str, query: str) -> "PhraseHistory | None":
    from archive.store.reports.phrase import read_history

    with waiting("Looking for the phrase"), open_for_reading(database()) as connection:
        return read_history(connection, phrase, query, date.today())
