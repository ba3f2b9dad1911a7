"""`archive db`."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from archive.cli.database import database, database_option
from archive.cli.failures import NOTHING_FAILED
from archive.cli.options import format_option
from archive.cli.output import Output, counted, note, shown_path
from archive.errors import SourceError, StoreError
from archive.render.safe import safe
from archive.render.table import Column
from archive.store.connect import open_for_reading

RATES = (
    Column("BY", "group"),
    Column("VALUE", "value"),
    Column("REVIEWED", "reviewed", number=True),
    Column("RIGHT", "right", number=True),
    Column("SHARE", "share", number=True),
    Column("FROM", "low", number=True),
    Column("TO", "high", number=True),
    Column("MORE", "more", number=True),
)


@click.group(name="db")
@database_option
def command() -> None:
    """Show where the database is, what is in it and what failed; check, copy, upgrade it."""


@command.command("path")
@database_option
def path() -> None:
    """Print the path of the database that is used."""
    click.echo(str(database()))


@command.command("info")
@database_option
def info() -> None:
    """Print counts, dates, revision and size."""
    from archive.store.reports.info import info as read_info

    with open_for_reading(database()) as connection:
        found = read_info(connection, database())
    facts = {
        "file": shown_path(str(found.path)),
        "revision": found.revision,
        **{name: f"{number:,}" for name, number in found.counts.items()},
        "open failures": f"{found.open_failures:,}",
        "lines left out": _left_out(found.removed),
        "said": f"{found.first_said_on or '?'} to {found.last_said_on or '?'}",
        "last ingest": found.last_ingest or "never",
        **{name: f"{size:,} bytes" for name, size in found.sizes.items()},
    }
    for name, value in facts.items():
        click.echo(f"{name:<14} {value}")


def _left_out(removed: dict[str, int]) -> str:
    """Return how many lines were left out of articles' texts, and why: archive show --removed."""
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in removed.items())
    return f"{sum(removed.values()):,}" + (f" ({reasons})" if reasons else "")


@command.command("failures")
@click.option("--forget-gone", is_flag=True, help="Forget failures whose files are gone.")
@format_option()
@database_option
def failures(*, forget_gone: bool, form: str) -> None:
    """List what could not be taken in, and why; archive ingest --failed tries it again."""
    from archive.store.failures import open_failures

    if forget_gone:
        _forget_gone()
    with open_for_reading(database()) as connection:
        found = [asdict(one) for one in open_failures(connection)]
    Output(form).write_list([Column("PATH", "path"), Column("REASON", "reason")], found)
    if not found:
        note(NOTHING_FAILED)


def _forget_gone() -> None:
    from archive.read import file_of
    from archive.store.engine import open_for_writing, reader
    from archive.store.failures import open_failures
    from archive.store.write.ingests import resolve_failures

    with open_for_writing(database()) as connection, connection.begin():
        paths = [one.path for one in open_failures(reader(connection))]
        gone = [path for path in paths if not os.path.lexists(file_of(path))]
        resolve_failures(connection, gone)
    note(f"{counted(len(gone), 'failures')} forgotten")


@command.command("upgrade")
@database_option
def upgrade() -> None:
    """Bring the database to the revision of this program, or create it."""
    from archive.store.upkeep.upgrade import upgrade as run_upgrade

    run_upgrade(database())
    click.echo(f"{shown_path(str(database()))} has revision {_revision()}")


@command.command("check")
@click.option("--repair", "repairs", is_flag=True, help="Rebuild what can be rebuilt.")
@database_option
def check(*, repairs: bool) -> int:
    """Find damage and edits: pages, indexes, keys, rows, spans, counts.

    The exit code is 4 if something is wrong and was not repaired.
    """
    from archive.store.upkeep.check import EDITED, repair
    from archive.store.upkeep.check import check as look

    with open_for_reading(database()):
        pass  # refuse what is no archive
    findings = list(look(database()))
    if repairs and findings:
        findings = list(repair(database(), findings))
    for one in findings:
        state = {None: "", True: " (repaired)", False: " (cannot be repaired)"}[one.mended]
        click.echo(safe(f"{one.where}: {one.what}{state}"))
    left = [one for one in findings if not one.mended]
    if any(one.remedy == EDITED for one in left):
        note("to keep what was edited by hand: archive corrections adopt")
    if not findings:
        click.echo(f"{shown_path(str(database()))} is intact")
    elif left and not repairs and any(one.remedy not in (None, EDITED) for one in left):
        note("to repair what can be repaired: archive db check --repair")
    elif any(one.remedy != EDITED for one in left):
        note("read the files of these articles again (archive ingest --again), or restore a backup")
    return StoreError.exit_code if left else 0


@command.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace a file of that name.")
@database_option
def backup(file: Path, *, replace: bool) -> None:
    """Write a copy of the database as it is now; an ingest may go on meanwhile."""
    from archive.store.upkeep.backup import backup as copy

    copy(database(), file, replace=replace)
    _tell(file)


@command.command("publish")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace a file of that name.")
@database_option
def publish(file: Path, *, replace: bool) -> None:
    """Write a compact read-only copy to give to others.

    It is without failures, saved searches and the paths of this machine. A file NAME-metadata.json
    beside it tells Datasette what is in it: datasette NAME.db -m NAME-metadata.json
    """
    from archive.store.upkeep.backup import publish as copy

    beside = copy(database(), file, replace=replace)
    _tell(file)
    _tell(beside)


@command.command("merge")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)  # fmt: skip
@click.option("--theirs", is_flag=True, help="Where two corrections contradict, take FILE's.")
@database_option
def merge(files: tuple[Path, ...], *, theirs: bool) -> int:
    """Take other archives, with their corrections, into this one: archive db merge A.db B.db.

    It is then as if all their documents had been ingested here; --db names another or a new
    archive. FILE stays as it is. What contradicts something here is told and kept as it is here,
    and the exit code is 3.
    """
    from archive.cli.merging import run, target

    into = target()
    left = [run(into, file, theirs=theirs) for file in files if file.resolve() != into.resolve()]
    return SourceError.exit_code if any(left) else 0


@command.command("reanalyse")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--query", metavar="QUERY", help="Only articles that a query finds.")
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@database_option
def reanalyse(ids: tuple[str, ...], *, query: str | None, dry_run: bool) -> None:
    """Analyse the stored texts again: all, those of the IDs, or of a query. No file is read.

    Statements whose words stay keep their ids, and corrections are applied again. Titles, dates and
    bodies stay as they are: those are read again by archive ingest --again.
    """
    from archive.cli.reanalysing import chosen, run, tell

    done = run(database(), chosen(database(), ids, query), dry_run=dry_run)
    tell(database(), done, dry_run=dry_run)


@command.command("evaluate")
@format_option()
@database_option
def evaluate(*, form: str) -> None:
    """Print how right the machine is on this collection, told from what people reviewed.

    By kind of document, publisher and year, with 95 % intervals, and how many more statements to
    review for ±3 points: archive review --sample N.
    """
    from archive.corpus.accuracy import rates
    from archive.store.reports.evaluation import GROUPS, judged

    with open_for_reading(database()) as connection:
        reviewed = list(judged(connection))
    drawn = [one for one in reviewed if one.drawn]
    rows = [asdict(one) for one in rates(drawn, GROUPS)]
    output = Output(form)
    if output.draws:
        rows = [{**row, **_percent(row)} for row in rows]
    output.write_list(RATES, rows)
    picked = [one for one in reviewed if not one.drawn]
    if picked:
        right = sum(one.right for one in picked)
        note(
            f"{counted(len(picked), 'statements')} were reviewed that somebody picked, {right:,} of"
            " them right: they say nothing of the others"
        )
    if not drawn:
        note("nothing was reviewed at random yet: archive review --sample 100")


def _percent(row: dict[str, Any]) -> dict[str, str]:
    return {name: f"{row[name]:.1%}" for name in ("share", "low", "high")}


def _tell(file: Path) -> None:
    click.echo(f"{shown_path(str(file.absolute()))}: {counted(file.stat().st_size, 'bytes')}")


def _revision() -> str:
    from archive.store.connect import REVISION

    return REVISION
