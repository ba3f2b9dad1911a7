"""`archive ingest`."""

import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from archive.cli.database import database_option, named_database
from archive.cli.failures import NOTHING_FAILED, FailureReport, reason
from archive.cli.input_options import reading_of, reading_options
from archive.cli.options import encoding_option, topics_option, vocabulary_option
from archive.cli.output import counted, note, shown_path
from archive.cli.progress import ingest_bar
from archive.dates import Order
from archive.errors import SourceError
from archive.ingest import Options, Result, Summary, ingest
from archive.pipeline import load_topics
from archive.read import file_of
from archive.read.files import printable
from archive.render.safe import safe
from archive.store.connect import locate_for_ingest, open_for_reading
from archive.store.failures import Failure, open_failures
from archive.store.reports.info import totals
from archive.vocabulary import vocabulary_of

EXAMPLES = """\b
archive ingest seed
archive ingest ~/news crawl.warc.gz --jobs 4 --db news.db
archive ingest articles.jsonl --map title=headline
curl -s https://example.org/a.txt | archive ingest -
archive ingest --failed"""


@click.command(name="ingest", epilog=EXAMPLES)
@click.argument("paths", nargs=-1, metavar="FILE_OR_FOLDER...", type=click.Path())
@click.option("--dry-run", is_flag=True, help="Read and analyse, but write nothing.")
@click.option("--again", is_flag=True, help="Analyse again even what has not changed.")
@click.option(
    "--failed",
    is_flag=True,
    help="List what failed before and try it again; to list only: archive db failures.",
)
@click.option(
    "--skip-unknown",
    is_flag=True,
    help="Skip files of unsupported kinds and only count them; otherwise each is a failure.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    help="Processes that read and analyse.  [default: 1]",
)
@reading_options
@topics_option
@vocabulary_option
@encoding_option
@database_option
def command(
    paths: tuple[str, ...],
    *,
    dry_run: bool,
    again: bool,
    failed: bool,
    skip_unknown: bool,
    jobs: int,
    fields: tuple[str, ...],
    limits: tuple[str, ...],
    dates: Order | None,
    topics: Path | None,
    vocabulary: Path | None,
    encoding: str | None,
) -> int:
    """Take articles in: files, folders with all in them, "-" for standard input.

    Doing it again adds nothing; a changed file updates its article. One bad file does not stop the
    others: it is reported and recorded, and the exit code is 3.
    """
    database = locate_for_ingest(named_database(), os.environ, Path.cwd())
    before = _failed_before(database) if failed else []
    given = [*paths, *_to_try_again(before)]
    if not given:
        if failed:
            note("none of these failures can be tried again" if before else NOTHING_FAILED)
            return SourceError.exit_code if before else 0
        raise click.UsageError("Missing argument 'FILE_OR_FOLDER...'.")
    with ingest_bar() as (tell, say):
        options = Options(
            vocabulary=vocabulary_of(vocabulary),
            topics=load_topics(topics) if topics else None,
            reading=reading_of(encoding, fields, limits, dates),
            again=again,
            jobs=jobs,
            skip_unknown=skip_unknown,
            progress=tell,
        )
        with resume_hint():
            results = ingest(given, database, options, dry_run=dry_run, command=command_line())
            report = FailureReport(say, {*map(reason, before)}, is_recorded=not dry_run)
            summary = count_results(results, report)
    print_summary(summary, database, written=not dry_run)
    return SourceError.exit_code if summary.failed else 0


def _failed_before(database: Path) -> Sequence[Failure]:
    """Say of each open failure why, and return them."""
    with open_for_reading(database) as connection:
        failures = open_failures(connection)
    for one in failures:
        click.echo(reason(one))
    return failures


def _to_try_again(failures: Iterable[Failure]) -> list[str]:
    """Return the files that failed, without standard input and symbolic links."""
    again = dict.fromkeys(file_of(one.path) for one in failures)
    return [
        path
        for path in again
        if path != "-" and not path.startswith("stdin:") and not Path(path).is_symlink()
    ]


@contextmanager
def resume_hint() -> Iterator[None]:
    """Say, where work is interrupted, how to go on with it."""
    try:
        yield
    except KeyboardInterrupt:
        note(f"Interrupted. Everything reported so far is saved. Resume with: {command_line()}")
        raise


def command_line() -> str:
    """Return the command as it was typed."""
    return shlex.join(["archive", *map(printable, sys.argv[1:])])


def count_results(results: Iterable[Result], report: FailureReport) -> Summary:
    """Count the results, and say of failures at once why."""
    summary = Summary()
    for result in results:
        summary.add(result)
        if result.status == "noted":
            report.say(safe(f"{shown_path(result.path)}: {result.reason}"))
        elif result.status == "failed":
            report.add(result)
    report.end()
    return summary


def print_summary(summary: Summary, database: Path, *, written: bool) -> None:
    """Print what became of the documents, and what the archive holds now."""
    names = ("new", "unchanged", "updated", "failed")
    shown = " · ".join(f"{getattr(summary, name):,} {name}" for name in names)
    copies = f" ({counted(summary.copies, 'copies')}: archive copies)" if summary.copies else ""
    skipped = f" · {summary.skipped:,} skipped, of kinds that are not read" * bool(summary.skipped)
    click.echo(shown + copies + skipped)
    if not written:
        click.echo(f"{counted(summary.statements, 'statements')}; nothing was written")
        return
    with open_for_reading(database) as connection:
        held = totals(connection)
    made, by, on = (counted(number, name) for name, number in held._asdict().items())
    click.echo(f"{made} by {by} on {on}")
    note(f"in {shown_path(str(database))}")
