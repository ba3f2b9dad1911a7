"""`archive compare`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from archive.cli.completions import complete_words
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import counted, note
from archive.cli.progress import waiting
from archive.cli.sections import part_option, write_report
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

if TYPE_CHECKING:
    from archive.render.comparison import Label
    from archive.store.reports.sides import Side

EXAMPLES = """\b
archive compare a:bqb a:df3            two articles, or e:… two meetings
archive compare 002 004                the same by the beginnings of their files' names
archive compare "Xi Jinping" Lukashenko two speakers; what names them: '"Xi Jinping"'
archive compare "speaker:xi said:2021" "speaker:xi said:2023" --part phrases_b

More: archive help comparing"""


@click.command(name="compare", epilog=EXAMPLES)
@click.argument("a", shell_complete=complete_words)
@click.argument("b", shell_complete=complete_words)
@part_option
@format_option()
@colour_option
@database_option
def command(a: str, b: str, *, part: str | None, form: str, colour: Choice) -> None:
    """Compare A and B: articles, meetings, speakers, or queries such as two years.

    Shows topics, phrases that took another form, statements side by side with the words that
    changed, and what only one side says.
    """
    from archive.corpus.comparison import compare
    from archive.render.comparison import comparison_parts
    from archive.store.reports.sides import read_side

    with waiting("Comparing"), open_for_reading(database()) as connection:
        sides = [read_side(connection, text, date.today()) for text in (a, b)]
    for side in sides:
        if side.whose:
            note(_understood(side))
    said = (sides[0].statements, sides[1].statements)
    with waiting("Comparing"):
        parts = comparison_parts(_label(sides[0]), _label(sides[1]), said, compare(*said))
    write_report(parts, form, colour, main="pairs", part=part)


def _understood(side: "Side") -> str:
    """Say whose statements a name was taken for; the report itself shows every other meaning."""
    size = counted(len(side.statements), "statements")
    also = f" and {len(side.whose) - 1} more" if len(side.whose) > 1 else ""
    words = f"""for statements with the words: '"{side.asked}"'"""
    return f"{side.asked} means what {side.whose[0]}{also} said: {size}; {words}"


def _label(side: "Side") -> "Label":
    from archive.render.comparison import Label

    return Label(side.asked, side.meaning, *side.dates)
