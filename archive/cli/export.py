"""`archive export`."""

from collections.abc import Iterator
from typing import Any

import click
from sqlalchemy import Connection

from archive.cli.options import database, database_option
from archive.cli.output import Output
from archive.render.extract import extract_json
from archive.render.formats import json_lines
from archive.store.connect import open_for_reading
from archive.store.show import article_of, article_uids, find, load_article

EXAMPLES = """\b
archive export > archive.jsonl
archive export a:k3v7 | jq '.statements[].text'
archive export | archive ingest - --db other.db

The fields: archive help extract"""


@click.command(name="export", epilog=EXAMPLES)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "-f", "--format", "form", type=click.Choice(["jsonl", "json"]), default="jsonl",
    help="One article a line, or all in one array.  [default: jsonl]",
)  # fmt: skip
@database_option
def command(ids: tuple[str, ...], *, form: str) -> None:
    """Print articles with all their statements as JSON: the whole archive, or those of the IDs.

    It is the form of `archive extract` with the ids beside, and what `archive ingest` takes: there
    the statements come in as they stand, and the machine does not look for others.
    """
    with open_for_reading(database()) as connection:
        Output(form).write(json_lines(_articles(connection, ids), array=form == "json"))


def _articles(connection: Connection, ids: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for uid in _named(connection, ids) if ids else article_uids(connection):
        stored = load_article(connection, uid)
        article = extract_json(stored.article)
        for statement, known in zip(article["statements"], stored.statements, strict=True):
            statement["uid"] = known.uid
        yield {"uid": uid, **article}


def _named(connection: Connection, ids: tuple[str, ...]) -> Iterator[str]:
    for one in ids:
        kind, uid = find(connection, one)
        yield uid if kind == "article" else article_of(connection, uid)
