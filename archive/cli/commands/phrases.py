"""`archive phrases`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.arrow import needs_arrow
from archive.cli.completions import complete_field, complete_words
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import Output, counted, note
from archive.cli.progress import waiting
from archive.cli.searching import Words
from archive.cli.sections import write_report
from archive.errors import UsageError
from archive.query import parse
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

if TYPE_CHECKING:
    from archive.corpus.phrase import SetPhrase
    from archive.store.reports.set_phrases import Asked

SCREENFUL = 20
EXAMPLES = """\b
archive phrases --articles 2
archive phrases country:China --new 2022
archive phrases --speaker Xi --against Lukashenko --format csv

More: archive help phrases"""


@click.command(cls=Words, name="phrases", epilog=EXAMPLES)
@click.argument("query", nargs=-1, shell_complete=complete_words)
@click.option(
    "--articles",
    "least",
    type=click.IntRange(min=2),
    default=3,
    metavar="N",
    help="In at least N articles.  [default: 3]",
)
@click.option("--new", metavar="SINCE", help="First used then or later.")
@click.option("--gone", metavar="SINCE", help="Used before, and not since then.")
@click.option(
    "--speaker",
    metavar="A",
    help="What A says more often than others.",
    shell_complete=complete_field,
)
@click.option(
    "--against", metavar="B", help="With --speaker: more than B.", shell_complete=complete_field
)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Show N; 0 is all.  [default: 20 on a terminal]",
)
@click.option(
    "--dataset",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="In all of a dataset (archive help beyond), not in an archive.",
)
@format_option()
@colour_option
@database_option
def command(
    query: tuple[str, ...],
    *,
    least: int,
    new: str | None,
    gone: str | None,
    speaker: str | None,
    against: str | None,
    limit: int | None,
    folder: Path | None,
    form: str,
    colour: Choice,
) -> None:
    """Find set phrases: word sequences that recur and are fixed, without naming them.

    QUERY says in which statements. --new and --gone leave out what the archive is too thin to
    tell: use must have been expected where there was none.
    """
    if sum(option is not None for option in (new, gone, speaker)) > 1:
        raise click.UsageError("--new, --gone and --speaker cannot be combined: use one of them.")
    if against and not speaker:
        raise click.UsageError("--against needs --speaker.")
    if folder and (query or speaker):
        raise click.UsageError("QUERY and --speaker need an archive: archive dataset load.")
    from archive.render.set_phrases import set_phrases_parts

    asked = _asked(" ".join(query), least, new, gone, speaker, against)
    if limit is None and Output(form, colour).draws:
        limit = SCREENFUL
    found, number = _read(asked, limit or None, folder)
    if not found:
        note(f"No phrase is in {least} articles or more; lower the number with --articles.")
        return
    shown = f"{len(found)} of " if len(found) < number else ""
    title = f"{shown}{counted(number, 'phrases')} in {least} articles or more"
    sides = (speaker or "A", against or "everybody else")
    write_report(set_phrases_parts(found, title, sides), form, colour, main="phrases")


def _asked(
    query: str,
    least: int,
    new: str | None,
    gone: str | None,
    speaker: str | None,
    against: str | None,
) -> "Asked":
    try:
        from archive.store.reports.set_phrases import Asked
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        raise UsageError(
            "finding phrases needs the extra corpus (numpy)",
            hint='pip install "statement-archive[corpus]"',
        ) from error
    return Asked(parse(query), least, new, gone, speaker, against)


def _read(asked: "Asked", limit: int | None, folder: Path | None) -> "tuple[list[SetPhrase], int]":
    if folder is not None:
        with needs_arrow():
            from archive.dataset.phrases import read_set_phrases as read
        return read(folder, asked, date.today(), limit)
    from archive.store.reports.set_phrases import read_set_phrases

    with waiting("Counting"), open_for_reading(database()) as connection:
        return read_set_phrases(connection, asked, date.today(), database(), limit)
