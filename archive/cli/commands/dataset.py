"""`archive dataset`."""

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from archive.cli.arrow import needs_arrow
from archive.cli.database import database_option, named_database
from archive.cli.failures import FailureReport
from archive.cli.input_options import reading_of, reading_options
from archive.cli.options import encoding_option, topics_option, vocabulary_option
from archive.cli.output import counted, note, shown_path
from archive.cli.progress import ingest_bar
from archive.dates import Order
from archive.errors import SourceError, UsageError
from archive.store.connect import locate_for_ingest
from archive.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from archive.dataset.make import Made

MAKING = """\b
archive dataset make ~/news --out news.dataset --jobs 8
archive dataset make crawl.warc.gz --out crawl.dataset --engine dask
archive dataset make /shared/news --out /shared/news.dataset --part 3/100

More: archive help beyond"""

LOADING = """\b
archive dataset load news.dataset --db news.db
archive dataset load news.dataset --where 'taiwan since:2022' --db taiwan.db"""


@click.group(name="dataset")
def command() -> None:
    """Analyse more than one machine can into Parquet files, and load them into an archive."""


@command.command("make", epilog=MAKING)
@click.argument("paths", nargs=-1, required=True, metavar="INPUT...", type=click.Path())
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="FOLDER",
    help="The dataset: a new folder, or one to go on with.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="Who analyses: processes of this machine, or Dask.  [default: local]",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask cluster: tcp://HOST:8786.  [default: a new one]"
)
@click.option(
    "--part", "share", metavar="K/N", help="Do each N-th part, from the K-th: for N jobs at once."
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 1024),
    help="Processes of this machine.  [default: its processors]",
)
@click.option(
    "--part-size",
    type=click.IntRange(1, 64),
    metavar="MB",
    help="Input a part, 1 to 64 MB, when a dataset is begun.  [default: 8]",
)
@click.option(
    "--skip-unknown",
    is_flag=True,
    help="Count files of kinds that are not read; else each is a failure.",
)
@reading_options
@topics_option
@vocabulary_option
@encoding_option
def make(
    paths: tuple[str, ...],
    *,
    out: Path,
    engine: Literal["local", "dask"],
    scheduler: str | None,
    share: str | None,
    jobs: int | None,
    part_size: int | None,
    skip_unknown: bool,
    fields: tuple[str, ...],
    limits: tuple[str, ...],
    dates: Order | None,
    topics: Path | None,
    vocabulary: Path | None,
    encoding: str | None,
) -> int:
    """Analyse files, folders and addresses of object stores into a folder of Parquet files.

    Given again, the same command does what is missing: nothing is lost or doubled, whoever was
    killed.
    """
    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler needs --engine dask.")
    with needs_arrow():
        from archive.dataset.engines import processors
        from archive.dataset.make import Options, failures
        from archive.dataset.make import make as run
        from archive.dataset.parts import PART_BYTES
    from archive.pipeline import load_topics
    from archive.read.limits import MB

    reading = reading_of(encoding, fields, limits, dates)
    with ingest_bar() as (tell, say):
        options = Options(
            vocabulary=vocabulary,
            topics=load_topics(topics) if topics else None,
            reading=reading,
            skip_unknown=skip_unknown,
            engine=engine,
            scheduler=scheduler,
            jobs=jobs or processors(),
            share=_share(share),
            part_bytes=part_size * MB if part_size else PART_BYTES,
            progress=tell,
        )
        made = run(paths, out, options)
        report, failed = FailureReport(say, is_recorded=False), 0
        if not made.missing:
            for one in failures(out):
                report.add(one)
                failed += 1
        report.end()
    _tell(made, out)
    return SourceError.exit_code if failed else 0


@command.command("load", epilog=LOADING)
@click.argument("folder", metavar="DATASET", type=click.Path(path_type=Path))
@click.option("--where", metavar="QUERY", help="Only articles that a query finds.")
@vocabulary_option
@database_option
def load(folder: Path, *, where: str | None, vocabulary: Path | None) -> int:
    """Load a dataset into an archive, as if its files were ingested; again adds nothing."""
    with needs_arrow():
        from archive.dataset.load import load as run
    from archive.cli.commands.ingest import command_line, count_results, print_summary, resume_hint
    from archive.ingest import Options
    from archive.query import parse

    query = None if where is None else parse(where)
    database = locate_for_ingest(named_database(), os.environ, Path.cwd())
    with ingest_bar() as (tell, say), resume_hint():
        options = Options(vocabulary=vocabulary_of(vocabulary), progress=tell)
        results = run(folder, database, options, where=query, command=command_line())
        summary = count_results(results, FailureReport(say))
    print_summary(summary, database, written=True)
    return SourceError.exit_code if summary.failed else 0


@command.command("export")
@click.argument("folder", metavar="DATASET", type=click.Path(path_type=Path))
@click.option(
    "--form",
    type=click.Choice(["opensearch", "quickwit"]),
    required=True,
    help="Lines for OpenSearch's bulk interface, or documents for Quickwit.",
)
@click.option(
    "--index", metavar="NAME", default="statements", help="Of OpenSearch.  [default: statements]"
)
def export(folder: Path, *, form: Literal["opensearch", "quickwit"], index: str) -> None:
    """Print the statements of a dataset for an engine that searches over all of them."""
    with needs_arrow():
        from archive.dataset.export import lines
    for line in lines(folder, form, index):
        sys.stdout.write(line)


def _share(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip())
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(
            f"--part {text}: write K/N, with K from 1 to N", hint="the third of ten: --part 3/10"
        )
    return int(found[1]), int(found[2])


def _tell(made: "Made", folder: Path) -> None:
    held = [counted(made.counts.get(name, 0), name) for name in ("articles", "statements")]
    click.echo(f"{made.done:,} of {counted(made.parts, 'parts')} done now; {' and '.join(held)}")
    if made.missing:
        note(f"{counted(made.missing, 'parts')} of {shown_path(str(folder))} still to be done")
    else:
        note(f"{shown_path(str(folder))} is whole; to load it: archive dataset load {folder}")
