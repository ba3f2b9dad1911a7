"""`archive speakers`."""

from dataclasses import asdict
from pathlib import Path

import click

from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import Output, counted, note
from archive.render.colour import Choice
from archive.render.table import Column
from archive.store.connect import open_for_reading
from archive.store.reports import info

COLUMNS = (
    Column("NAME", "name"),
    Column("KIND", "kind", optional=True),
    Column("STATEMENTS", "statements", number=True),
    Column("FIRST", "first_said_on"),
    Column("LAST", "last_said_on"),
    Column("OFFICES", "roles", optional=True),
    Column("ALSO", "other_names", optional=True),
    Column("ID", "uid"),
)
NAMES = (
    Column("NAME", "known_as"),
    Column("FROM", "from_on"),
    Column("UNTIL", "until_on"),
    Column("ORIGIN", "origin"),
    Column("REASON", "reason", optional=True),
)
SUGGESTIONS = (
    Column("SPEAKER", "speaker"),
    Column("STATEMENTS", "statements", number=True),
    Column("COULD BE", "other"),
    Column("OFFICES", "offices", optional=True),
)
EXAMPLES = """\b
archive speakers
archive speakers names "Joe Biden"        which names are one person's, and how that was found
archive speakers suggest                  names that may be one person's, without proof
archive speakers merge tony-fauci fauci   decide that they are one person
archive speakers split joe-biden Biden    decide that they are not

All about it: archive help speakers"""


@click.group(name="speakers", invoke_without_command=True, epilog=EXAMPLES)
@click.option("--silent", is_flag=True, help="Also list speakers without statements.")
@format_option()
@colour_option
@database_option
@click.pass_context
def command(context: click.Context, *, silent: bool, form: str, colour: Choice) -> None:
    """List who makes statements, with the number, the first and the last date."""
    if context.invoked_subcommand is None:
        with open_for_reading(database()) as connection:
            rows = [asdict(row) for row in info.speakers(connection, silent=silent)]
        Output(form, colour).write_list(COLUMNS, rows)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@database_option
def import_(file: Path) -> None:
    """Add names and offices from a TOML FILE: archive help vocabulary."""
    from archive.store.people.known import import_speakers, read_speakers
    from archive.store.upkeep.create import open_or_create

    entries = read_speakers(file)
    with open_or_create(database()) as connection, connection.begin():
        done = import_speakers(connection, entries)
    moved = counted(done.moved, "statements")
    click.echo(f"{done.added:,} added · {done.known:,} known · {moved} moved")


@command.command("names")
@click.argument("speaker")
@format_option()
@colour_option
@database_option
def names(speaker: str, *, form: str, colour: Choice) -> None:
    """List the names of a SPEAKER, and how each was found to be this one's."""
    from archive.store.people.names import names_of_speaker, resolve_speaker

    with open_for_reading(database()) as connection:
        rows = names_of_speaker(connection, resolve_speaker(connection, speaker).key)
    Output(form, colour).write_list(NAMES, [asdict(row) for row in rows])


@command.command("merge")
@click.argument("speaker")
@click.argument("others", nargs=-1, required=True)
@database_option
def merge(speaker: str, others: tuple[str, ...]) -> None:
    """Merge OTHERS into SPEAKER, permanently; the name of SPEAKER is kept."""
    from archive.store.curate.speakers import merge_by_hand
    from archive.store.engine import open_for_writing, reader
    from archive.store.people.names import resolve_speaker

    with open_for_writing(database()) as connection, connection.begin():
        target, *sources = (
            resolve_speaker(reader(connection), text) for text in (speaker, *others)
        )
        for one in sources:
            moved = merge_by_hand(connection, one.key, target.key)
            click.echo(f"{one.name} is now {target.uid}: {counted(moved, 'statements')} moved")


@command.command("split")
@click.argument("speaker")
@click.argument("name")
@database_option
def split(speaker: str, name: str) -> None:
    """Split a NAME from a SPEAKER, permanently, with what was said under it."""
    from archive.ingest.joining import split as part

    uid, moved = part(database(), speaker, name)
    click.echo(f"{name} is now {uid}: {counted(moved, 'statements')} moved")


@command.command("suggest")
@format_option()
@colour_option
@database_option
def suggest(*, form: str, colour: Choice) -> None:
    """List names that may be one person's, where no office proves it."""
    from archive.ingest.joining import suggestions

    with open_for_reading(database()) as connection:
        found = suggestions(connection)
    rows = [
        {
            "speaker": one.source.uid,
            "statements": one.source.statements,
            "other": one.target.uid,
            "offices": str(one.why),
        }
        for one in found
    ]
    Output(form, colour).write_list(SUGGESTIONS, rows)
    note("to merge two: archive speakers merge COULD-BE SPEAKER" if rows else "no suggestions")


@command.command("resolve")
@database_option
def resolve() -> None:
    """Merge the names of one person in the whole archive, as each ingest does at its end."""
    from archive.ingest.joining import join_again

    done = join_again(database())
    for join in done.merges:
        click.echo(f"{join.source.name} is {join.target.name}: {join.why}")
    for share in done.reassignments:
        click.echo(f"{share.source.name} is {share.target.name}: {share.why}")
    note(f"{counted(len(done.merges) + len(done.reassignments), 'names')} merged")
