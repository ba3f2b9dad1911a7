"""`archive speakers`."""

from dataclasses import asdict
from pathlib import Path

import click

from archive.cli.options import colour_option, database, database_option, format_option
from archive.cli.output import Output, counted
from archive.render.colour import Choice
from archive.render.table import Column
from archive.store import info
from archive.store.connect import open_for_reading

COLUMNS = (
    Column("NAME", "name"),
    Column("KIND", "kind", optional=True),
    Column("STATEMENTS", "statements", number=True),
    Column("FIRST", "first_said_on"),
    Column("LAST", "last_said_on"),
    Column("OFFICES", "roles", optional=True),
    Column("ID", "uid"),
)


@click.group(name="speakers", invoke_without_command=True)
@click.option("--silent", is_flag=True, help="Also those who are known but made no statement.")
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
    from archive.store.connect import open_for_writing
    from archive.store.people import import_speakers, read_speakers

    entries = read_speakers(file)
    with open_for_writing(database()) as connection, connection.begin():
        done = import_speakers(connection, entries)
    moved = counted(done.moved, "statements")
    click.echo(f"{done.added:,} added · {done.known:,} known · {moved} moved")
