"""`archive verify`."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from archive.cli.completions import complete_field
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import Output, counted, note
from archive.corpus.verdict import Claim, Verdict, Verified
from archive.errors import SourceError, UsageError
from archive.render.colour import Choice
from archive.store.connect import open_for_reading

EXAMPLES = """\b
archive verify "Belarus firmly stands with China" --speaker Lukashenko
archive verify report.md
archive verify - < answer.txt
archive verify report.md -f jsonl | jq -r 'select(.verdict == "altered")'

The verdicts and how they are found: archive help verify"""


@click.command(name="verify", epilog=EXAMPLES)
@click.argument("text", metavar="TEXT|FILE")
@click.option(
    "--speaker",
    metavar="NAME",
    shell_complete=complete_field,
    help="Who is said to have said it; in a report, everything.",
)
@click.option(
    "--min-words",
    "shortest",
    type=click.IntRange(min=1),
    default=4,
    metavar="N",
    help="In a report, check quotations of so many words and more.  [default: 4]",
)
@format_option()
@colour_option
@database_option
def command(text: str, *, speaker: str | None, shortest: int, form: str, colour: Choice) -> int:
    """Did somebody say this? Check a quotation, or every quotation of a report.

    TEXT is the quotation, without quotation marks of its own. A FILE (text, Markdown, HTML; "-" is
    standard input) is read as a report: each quotation in it is checked, and by whom the report
    says it is.

    The exit code is 0 where all are verbatim or differ in typography alone, 1 where any is not.
    """
    from archive.render.verification import COLUMNS, verified_lines, verified_row
    from archive.store.reports.verification import verify

    claims = [Claim(text, speaker)] if _is_quotation(text) else _claims(text, speaker, shortest)
    with open_for_reading(database()) as connection:
        found = [verify(connection, claim) for claim in claims]
    output = Output(form, colour)
    if output.draws:
        width = shutil.get_terminal_size((96, 0)).columns
        output.write_lines(verified_lines(found, width))
    else:
        output.write_rows(map(verified_row, found), COLUMNS)
    if not _is_quotation(text):
        note(_summary(found))
    return 0 if all(one.judgement.verdict.holds for one in found) else 1


def _is_quotation(text: str) -> bool:
    """Tell a quotation from the name of a file; raise UsageError for a file that is not there."""
    if text == "-" or Path(text).is_file():
        return False
    if " " not in text and Path(text).suffix in (".md", ".txt", ".html", ".htm"):
        raise UsageError(f"there is no file {text}", hint="to check a quotation, give its words")
    return True


def _claims(name: str, speaker: str | None, shortest: int) -> list[Claim]:
    """Return what a report quotes; raise SourceError where it cannot be read."""
    from archive.pipeline import analyse, quotations
    from archive.read import read_all, read_stream
    from archive.records import Note, Unread

    found, short = list[Claim](), 0
    documents = read_stream(sys.stdin.buffer, "-") if name == "-" else read_all(Path(name))
    for document in documents:
        if isinstance(document, Note):
            continue
        if isinstance(document, Unread):
            raise SourceError(f"{document.path}: {document.reason}", hint=document.hint)
        for one in quotations(analyse(document)):
            if one.words < shortest:
                short += 1
                continue
            named = speaker or "; ".join(one.speakers) or None
            found.append(Claim(one.text, named, one.span))
    if short:
        were = "was" if short == 1 else "were"
        note(f"{counted(short, 'quotations')} of fewer than {shortest} words {were} not checked")
    return found


def _summary(found: Sequence[Verified]) -> str:
    return (
        f"{counted(len(found), 'quotations')}: {', '.join(_counts(found))}"
        if found
        else ("There is no quotation to check in this report.")
    )


def _counts(found: Sequence[Verified]) -> Iterator[str]:
    for verdict in Verdict:
        number = sum(one.judgement.verdict is verdict for one in found)
        if number:
            yield f"{number} {verdict}"
