"""`archive corrections`."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli.correcting import ask, author_options, signed_option
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import Output, counted, note
from archive.errors import SourceError, UsageError
from archive.render.colour import Choice
from archive.render.correction import described
from archive.render.safe import safe
from archive.render.table import Column
from archive.store.connect import open_for_reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from archive.store.people.decisions import Correction

EXAMPLES = """\b
archive corrections log                 what was corrected, latest first
archive corrections log s:k3v7
archive corrections undo 12
archive undo                            take the latest command back

All about it: archive help corrections"""

COLUMNS = (
    Column("N", "command", number=True),
    Column("WHEN", "made_at"),
    Column("BY", "made_by", optional=True),
    Column("WHAT", "what"),
    Column("FIELD", "field"),
    Column("FROM", "machine_value"),
    Column("TO", "value"),
    Column("WHY", "reason", optional=True),
    Column("STATE", "state", optional=True),
)


@click.group(name="corrections", epilog=EXAMPLES)
@database_option
def command() -> None:
    """List corrections, take them back, and exchange them with other archives."""


@command.command("log")
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--all", "all_", is_flag=True, help="Also those that were undone.")
@click.option("--lost", is_flag=True, help="Only those that no longer find their place.")
@format_option()
@colour_option
@database_option
def log(id_: str | None, *, all_: bool, lost: bool, form: str, colour: Choice) -> None:
    """List the corrections, latest first: of all, or of an article, statement or speaker (ID).

    N numbers the command that made them, which is what undo takes.
    """
    from archive.store.people.decisions import corrections

    with open_for_reading(database()) as connection:
        kind, uid = _meant(connection, id_) if id_ else ("", "")
        found = [
            one
            for one in corrections(connection, undone=all_)
            if (not uid or _is_of(one, kind, uid)) and not (lost and one.is_placed)
        ]
    output = Output(form, colour)
    output.write_list(COLUMNS, [_row(one, drawn=output.draws) for one in found])
    if not found:
        note("no corrections")


def _meant(connection: "Connection", text: str) -> tuple[str, str]:
    """Return what kind of thing an id means, and its uid."""
    from archive.store.people.names import resolve_speaker
    from archive.store.reports.ids import find

    if ":" in text:
        return find(connection, text)
    return "speaker", resolve_speaker(connection, text).uid


def _is_of(one: "Correction", kind: str, uid: str) -> bool:
    if kind == "speaker":
        return uid in (one.speaker, one.value) or (one.field == "speaker" and uid in one.value)
    if kind == "article":
        return one.article == uid
    return one.statement == uid or uid in (one.before or {})


def _row(one: "Correction", *, drawn: bool) -> dict[str, Any]:
    row = asdict(one)
    state = "undone" if one.undone_at else "" if one.is_placed else "not in its place"
    row |= {"what": one.about, "state": state or None}
    del row["before"]
    if drawn:
        from archive.render.correction import shown

        row |= {name: shown(row[name]) for name in ("value", "machine_value")}
    return row


@command.command("undo")
@click.argument("number", metavar="[N]", type=int, required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
def undo(number: int | None, *, yes: bool) -> None:
    """Take back what one command corrected: command N, else the latest.

    What stood before stands again, with everything else that was corrected since.
    """
    from archive.ingest.undoing import undo as take_back
    from archive.store.people.decisions import corrections

    with open_for_reading(database()) as connection:
        standing = list(corrections(connection))
    if number is None:
        if not standing:
            raise UsageError("there is nothing to undo", hint="archive corrections log --all")
        number = standing[0].command
    mine = [one for one in standing if one.command == number]
    if len(mine) > 1:
        ask(f"Take back {counted(len(mine), 'corrections')} of command {number}?", yes=yes)
    gone = take_back(database(), number)
    for one in gone[:10]:
        click.echo(f"undone: {one.about}: {described(one)}")
    if len(gone) > 10:
        click.echo(f"undone: {len(gone) - 10:,} more")


@command.command("adopt")
@author_options
@database_option
def adopt(*, why: str | None, by: str | None, yes: bool, dry_run: bool) -> int:
    """Make corrections of what was changed in the tables with another program.

    So it outlives every ingest, and archive undo brings back what stood there. `archive db check`
    lists what it finds. The exit code is 3 where something cannot be corrected.
    """
    from archive.store.curate.adopting import adopt as make
    from archive.store.edits import edits
    from archive.store.engine import open_for_writing
    from archive.store.write.corrections import Made

    with open_for_reading(database()) as connection:
        found = list(edits(connection))
    for one in found:
        click.echo(safe(f"{one.uid}: {one.described}"))
    if not found or dry_run:
        note("nothing was changed (--dry-run)" if found else "nothing was edited")
        return 0
    ask(f"Make corrections of {counted(len(found), 'edits')}?", yes=yes)
    with open_for_writing(database()) as writer, writer.begin():
        number, done = make(writer, Made(by, why, "SQL client"))
    faults = [one for one in done if one.fault]
    for fault in faults:
        click.echo(safe(f"{fault.edit.uid}: {fault.edit.field}: {fault.fault}"), err=True)
    if number is not None:
        click.echo(f"correction {number}; to take it back: archive undo {number}")
    return SourceError.exit_code if faults else 0


@command.command("export")
@database_option
def export() -> None:
    """Print the corrections that stand as JSON Lines, for another archive of the same articles."""
    from archive.render.formats import json_lines
    from archive.store.curate.exchange import listed

    with open_for_reading(database()) as connection:
        Output("jsonl").write(json_lines(listed(connection), array=False))


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--theirs", is_flag=True, help="Where two contradict, take those of FILE.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and take nothing.")
@signed_option
@database_option
def import_(file: Path, *, theirs: bool, dry_run: bool, by: str | None) -> int:
    """Take in corrections of another archive (archive corrections export), or of annotators.

    FILE is what `archive corrections export` printed, or what Label Studio exports as JSON of the
    tasks that `archive review --export label-studio` wrote.

    They belong to articles of the same id, or of the same words. What contradicts a correction of
    this archive is reported and left out.
    """
    from archive.cli.labelling import tell_annotated
    from archive.ingest.annotations import read_tasks, take_annotations
    from archive.store.curate.exchange import take
    from archive.store.engine import open_for_writing

    tasks = read_tasks(file)
    if tasks is not None:
        annotated = take_annotations(database(), tasks, by=by, dry_run=dry_run)
        return tell_annotated(annotated, dry_run=dry_run)
    with open_for_writing(database()) as writer, writer.begin() as transaction:
        done = take(writer, _lines(file), theirs=theirs)
        if dry_run:
            transaction.rollback()
    for one in done:
        if one.state not in ("taken", "known"):
            ours = f"; here {described(one.other)}" if one.other else ""
            what = described(one.correction) if one.correction else "cannot be taken"
            click.echo(f"line {one.line}: {one.state}: {what}{ours}", err=True)
    states = Counter(one.state for one in done)
    click.echo(
        f"{states.pop('taken', 0):,} taken · {states.pop('known', 0):,} known · "
        f"{states.pop('conflict', 0):,} conflicts · {states.pop('no place', 0):,} without a place"
        f" · {sum(states.values()):,} refused"
    )
    if dry_run:
        note("nothing was changed (--dry-run)")
    return 3 if any(one.state not in ("taken", "known") for one in done) else 0


def _lines(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                one = json.loads(line)
            except ValueError as error:
                raise UsageError(f"{file}, line {number} is not JSON: {error}") from None
            yield number, one if isinstance(one, dict) else {}
