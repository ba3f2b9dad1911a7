"""`archive collocates`."""

from datetime import date

import click

from archive.cli.completions import complete_words
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import counted, note
from archive.cli.progress import waiting
from archive.cli.searching import Words
from archive.cli.sections import write_report
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

EXAMPLES = """\b
archive collocates cooperation
archive collocates "core interests" speaker:xi --window 3

More: archive help phrases"""


@click.command(cls=Words, name="collocates", epilog=EXAMPLES)
@click.argument("word")
@click.argument("query", nargs=-1, shell_complete=complete_words)
@click.option(
    "--window",
    type=click.IntRange(min=1, max=50),
    default=5,
    metavar="N",
    help="Words on either side.  [default: 5]",
)
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=3,
    metavar="N",
    help="Near it at least N times.  [default: 3]",
)
@click.option(
    "--sort",
    type=click.Choice(["ll", "logdice"]),
    default="ll",
    help="By log-likelihood or by logDice.  [default: ll]",
)
@format_option()
@colour_option
@database_option
def command(
    word: str,
    query: tuple[str, ...],
    *,
    window: int,
    least: int,
    sort: str,
    form: str,
    colour: Choice,
) -> None:
    """List the words that stand near a WORD or phrase more often than by chance.

    Windows end where the sentence ends; words such as "the" and "of" are left out. QUERY says in
    which statements.
    """
    from archive.render.collocation import collocates_parts
    from archive.store.reports.denominators import read_collocates

    with waiting("Counting"), open_for_reading(database()) as connection:
        around, found = read_collocates(
            connection, word, " ".join(query), window, least, date.today()
        )
    if not found:
        note(_nothing(word, around.uses, least))
        return
    if sort == "logdice":
        found.sort(key=lambda one: (-one.log_dice, one.word))
    occurs = f"“{word}”, which occurs {counted(around.uses, 'times')}"
    title = f"Within {counted(window, 'words')} of {occurs}"
    write_report(collocates_parts(title, found), form, colour, main="collocates")


def _nothing(word: str, uses: int, least: int) -> str:
    if not uses:
        return f"No statement holds “{word}”."
    return (
        f"“{word}” occurs {counted(uses, 'times')}:"
        f" no word is near it {counted(least, 'times')} and more often than by chance."
    )
