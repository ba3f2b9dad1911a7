"""`archive db merge`: into which archive, and what is said of the result."""

import os
from pathlib import Path

import click

from archive.cli.database import named_database
from archive.cli.output import counted, note, shown_path
from archive.cli.progress import progress_bar
from archive.render.correction import described
from archive.render.safe import one_line, safe
from archive.store.connect import locate_for_ingest

SHOWN = 20
"""Conflicts that are told one by one for each archive; the rest are counted."""


def target() -> Path:
    """Return the archive that takes the others in; it need not exist."""
    return locate_for_ingest(named_database(), os.environ, Path.cwd())


def run(into: Path, file: Path, *, theirs: bool) -> bool:
    """Take one archive in and tell what came of it; return whether something contradicts."""
    from archive.ingest.merging import merge_archive

    with progress_bar("Merging") as (step, _):
        merged = merge_archive(into, file, theirs=theirs, progress=step)
    taken = sum(one.state == "taken" for one in merged.corrections)
    click.echo(
        f"{shown_path(str(file))}: {counted(merged.new, 'documents')} new,"
        f" {merged.known:,} known, {counted(taken, 'corrections')} taken"
    )
    told_of = [
        f"conflict: {one.what}: here {one.ours}; there {one.theirs}" for one in merged.conflicts
    ]
    for one in merged.corrections:
        if one.state in ("taken", "known"):
            continue
        ours = f"; here {described(one.other)}" if one.other else ""
        what = (
            described(one.correction) if one.correction else f"correction {one.line} of {file.name}"
        )
        told_of.append(f"{one.state}: {what}{ours}")
    for line in told_of[:SHOWN]:
        click.echo(safe(one_line(line)), err=True)
    if len(told_of) > SHOWN:
        note(f"and {len(told_of) - SHOWN:,} more")
    return bool(told_of)
