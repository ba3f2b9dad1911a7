"""`archive topics`."""

from dataclasses import asdict

import click

from archive.cli.options import colour_option, database, database_option, format_option
from archive.cli.output import Output
from archive.render.colour import Choice
from archive.render.table import Column
from archive.store import info
from archive.store.connect import open_for_reading

COLUMNS = (
    Column("TOPIC", "topic"),
    Column("LABEL", "label", optional=True),
    Column("STATEMENTS", "statements", number=True),
    Column("FIRST", "first_said_on"),
    Column("LAST", "last_said_on"),
)


@click.group(name="topics", invoke_without_command=True)
@format_option()
@colour_option
@database_option
@click.pass_context
def command(context: click.Context, *, form: str, colour: Choice) -> None:
    """List the topics, those below others indented; the numbers take these in."""
    if context.invoked_subcommand is None:
        with open_for_reading(database()) as connection:
            rows = [asdict(row) for row in info.topics(connection)]
        output = Output(form, colour)
        if output.draws:
            rows = [{**row, "topic": "  " * row["depth"] + row["slug"]} for row in rows]
        output.write_list(COLUMNS, rows)
