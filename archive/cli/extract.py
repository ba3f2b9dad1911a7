"""`archive extract`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from archive.cli.options import vocabulary_option
from archive.cli.output import Output, note
from archive.errors import ArchiveError, SourceError
from archive.records import Article, Document
from archive.render.extract import extract_json
from archive.render.formats import json_text
from archive.vocabulary import Vocabulary

EXAMPLES = """\b
archive extract seed > seed.jsonl
archive extract report.txt --format json | jq '.[].statements[].text'

The fields: archive help extract"""


@click.command(name="extract", epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["jsonl", "json"]),
    default="jsonl",
    help="One article a line, or one array.  [default: jsonl]",
)
@click.option("--encoding", metavar="NAME", help="Of all files; without it, it is found out.")
@vocabulary_option
def command(
    paths: tuple[str, ...], *, form: str, encoding: str | None, vocabulary: Path | None
) -> int:
    """Print the whole analysis of FILES and folders, without a database.

    "-" is standard input. Exit code 3 where a file could not be read; the others are printed.
    """  # fmt: skip
    failed: list[str] = []
    articles = _articles(_documents(paths, encoding, failed), Vocabulary(vocabulary))
    Output(form).write(_written(articles, form))
    return SourceError.exit_code if failed else 0
