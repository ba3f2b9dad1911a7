"""`archive topics`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import Output, counted
from archive.render.colour import Choice
from archive.render.table import Column
from archive.store.connect import open_for_reading
from archive.store.reports import info

if TYPE_CHECKING:
    from archive.pipeline import TopicList

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
    """List the topics, indented below their parents; numbers include the topics below."""
    if context.invoked_subcommand is None:
        with open_for_reading(database()) as connection:
            rows = [asdict(row) for row in info.topics(connection)]
        output = Output(form, colour)
        if output.draws:
            rows = [{**row, "topic": "  " * row["depth"] + row["slug"]} for row in rows]
        output.write_list(COLUMNS, rows)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@database_option
def import_(file: Path) -> None:
    """Use the topics in a TOML FILE and tag all statements again: archive help vocabulary."""
    from archive.pipeline import load_topics

    topics = load_topics(file)
    click.echo(counted(len(topics.topics), "topics"))
    _retag(topics)


@command.command("retag")
@database_option
def retag() -> None:
    """Tag all statements again with the topics in the database; no file is read."""
    _retag(None)


def _retag(topics: "TopicList | None") -> None:
    from archive.cli.progress import progress_bar
    from archive.ingest import retag_all

    with open_for_reading(database()) as connection:
        total = info.info(connection, database()).counts["articles"]
    done: list[int] = []
    with progress_bar("Tagging") as (step, _):

        def advance(articles: int) -> None:
            done.append(articles)
            step(sum(done), total)

        number = retag_all(database(), topics, advance)
    click.echo(counted(number, "tags"))
