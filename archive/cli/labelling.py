"""Tasks for teams that annotate with Label Studio, written and taken in."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.output import counted, note
from archive.errors import OutputError, SourceError
from archive.render.safe import safe
from archive.store.connect import open_for_reading

if TYPE_CHECKING:
    from archive.ingest.annotations import Annotated
    from archive.store.reports.queue import Item


def write_tasks(
    database: Path, file: Path, articles: Sequence[str], sample: "Sequence[Item]"
) -> Path:
    """Write the articles (uids) as tasks, and the labelling configuration beside; return that.

    Statements of a ``sample`` are named in the tasks: what comes back of them was drawn at random.
    """
    from archive.ingest.annotations import tasks_of
    from archive.render.label_studio import CONFIGURATION

    drawn = [item.statement for item in sample]
    with open_for_reading(database) as connection:
        found = list(tasks_of(connection, articles, drawn))
    beside = file.with_suffix(".xml")
    try:
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
        beside.write_text(CONFIGURATION, "utf-8")
    except OSError as error:
        raise OutputError(f"{file} cannot be written: {error.strerror}") from error
    return beside


def tell_annotated(done: "Annotated", *, dry_run: bool) -> int:
    """Say what came of annotated tasks; return the exit code."""
    for fault in done.faults:
        click.echo(safe(fault), err=True)
    corrections = counted(done.corrections, "corrections")
    click.echo(f"{counted(done.tasks, 'tasks')}: {corrections}, {done.confirmed:,} confirmed")
    if done.command is not None and not dry_run:
        click.echo(f"correction {done.command}; to take it back: archive undo {done.command}")
    if done.annotators > 1:
        alpha = "not defined: all say the same" if done.alpha is None else f"{done.alpha:.2f}"
        note(f"agreement of {done.annotators} annotators, Krippendorff's alpha: {alpha}")
    if dry_run:
        note("nothing was changed (--dry-run)")
    return SourceError.exit_code if done.faults else 0
