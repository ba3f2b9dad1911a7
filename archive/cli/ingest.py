"""`archive ingest`."""

import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from archive.cli.options import (
    database_option,
    encoding_option,
    named_database,
    topics_option,
    vocabulary_option,
)
from archive.cli.output import counted, note, shown_path
from archive.cli.progress import Say, progress_bar
from archive.errors import SourceError
from archive.extract.topics import load_topics
from archive.ingest import Options, Result, Summary, ingest
from archive.render.safe import safe
from archive.store.connect import locate_for_ingest, open_for_reading
from archive.store.totals import totals
from archive.vocabulary import Vocabulary

EXAMPLES = """\b
archive ingest seed
archive ingest ~/news report.txt --db news.db
curl -s https://example.org/a.txt | archive ingest -"""


@click.command(name="ingest", epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="FILE_OR_FOLDER...")
@click.option("--dry-run", is_flag=True, help="Read and analyse, but write nothing.")
@click.option("--again", is_flag=True, help="Analyse anew what has not changed, too.")
@topics_option
@vocabulary_option
@encoding_option
@database_option
def command(
    paths: tuple[str, ...],
    *,
    dry_run: bool,
    again: bool,
    topics: Path | None,
    vocabulary: Path | None,
    encoding: str | None,
) -> int:
    """Take articles in: files, folders with all in them, "-" for standard input.

    Doing it again adds nothing; a changed file updates its article. One bad file does not stop the
    others: it is reported and recorded, and the exit code is 3.
    """
    database = locate_for_ingest(named_database(), os.environ, Path.cwd())
    options = Options(
        vocabulary=Vocabulary(vocabulary),
        topics=load_topics(topics) if topics else None,
        encoding=encoding,
        again=again,
    )
    with progress_bar("Ingesting") as (step, say):
        results = ingest(paths, database, options, dry_run=dry_run, command=_typed(), progress=step)
        summary = _summed(results, say)
    _tell(summary, database, written=not dry_run)
    return SourceError.exit_code if summary.failed else 0


@contextmanager
def _told_of_interruption() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        note("Interrupted; what was read is stored, and the same command goes on from there.")
        raise


def _typed() -> str:
    return shlex.join(["archive", *sys.argv[1:]])


def _summed(results: Iterable[Result], say: Say) -> Summary:
    """Count the results, and say of each failure at once why."""
    summary = Summary()
    for result in results:
        summary.add(result)
        if result.reason:
            path = shown_path(result.path)
            known = result.reason.replace(result.path, path)
            say(safe(known if path in known else f"{path}: {known}"))
    return summary


def _tell(summary: Summary, database: Path, *, written: bool) -> None:
    names = ("new", "unchanged", "updated", "failed")
    click.echo(" · ".join(f"{getattr(summary, name):,} {name}" for name in names))
    if not written:
        click.echo(f"{counted(summary.statements, 'statements')}; nothing was written")
        return
    with open_for_reading(database) as connection:
        held = totals(connection)
    made, by, on = (counted(number, name) for name, number in held._asdict().items())
    click.echo(f"{made} by {by} on {on}")
    note(f"in {shown_path(str(database))}")
