"""`archive extract`."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from archive.cli.options import colour_option, encoding_option, topics_option, vocabulary_option
from archive.cli.output import Output, note, shown_path
from archive.errors import SourceError
from archive.extract.topics import load_topics
from archive.pipeline import analyse
from archive.read import read, read_bytes, walk
from archive.records import Document
from archive.render.colour import Choice
from archive.render.explanation import Explanation
from archive.render.extract import extract_json
from archive.render.formats import json_lines
from archive.vocabulary import Vocabulary

EXAMPLES = """\b
archive extract seed > seed.jsonl
archive extract --explain report.txt
archive extract report.txt --format json | jq -r '.[].statements[].text'

The fields: archive help extract"""


@click.command(name="extract", epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-f", "--format", "form", type=click.Choice(["jsonl", "json"]), default="jsonl",
    help="One article a line, or all in one array.  [default: jsonl]",
)  # fmt: skip
@click.option(
    "--explain", is_flag=True,
    help="Print the text with its statements marked, and the reason for each.",
)  # fmt: skip
@colour_option
@topics_option
@vocabulary_option
@encoding_option
def command(
    paths: tuple[str, ...],
    *,
    form: str,
    explain: bool,
    colour: Choice,
    topics: Path | None,
    vocabulary: Path | None,
    encoding: str | None,
) -> int:
    """Print the analysis of files and folders as JSON, without a database.

    With --explain it is a text for people: under each paragraph who says what in it, by which rule
    it was found and how often that rule is right, how the speaker was found, and what gave the
    date and the topics.

    FILE may be "-" for standard input. The exit code is 3 where a file could not be read; the
    others are printed all the same.
    """
    words, failed = Vocabulary(vocabulary), list[SourceError]()
    subjects = load_topics(topics) if topics else None
    documents = _documents(paths, encoding, failed)
    analysed = (extract_json(analyse(one, words, topics=subjects)) for one in documents)
    if explain:
        output = Output("text", colour)
        output.write_lines(_explained(analysed, words, colour=output.colour))
    else:
        Output(form).write(json_lines(analysed, array=form == "json"))
    return SourceError.exit_code if failed else 0


def _explained(
    articles: Iterable[Mapping[str, Any]], words: Vocabulary, *, colour: bool
) -> Iterator[str]:
    """Yield the lines that explain each article's statements."""
    width = shutil.get_terminal_size((96, 0)).columns
    view = Explanation(width, words.table("rules")["rules"], colour=colour)
    for article in articles:
        yield f"# {shown_path(article['path'])}"
        yield from view.article(article)
        yield ""


def _documents(
    paths: Iterable[str], encoding: str | None, failed: list[SourceError]
) -> Iterator[Document]:
    """Yield what can be read; say of the rest why not, and keep it in ``failed``."""
    for path in paths:
        names = (
            [Path(path)] if path == "-" else [e.path for e in walk([Path(path)]) if not e.skipped]
        )
        for name in names:
            try:
                if path == "-":
                    yield from read_bytes(sys.stdin.buffer.read(), "-", encoding=encoding)
                else:
                    yield from read(name, encoding=encoding)
            except SourceError as error:
                failed.append(error)
                note(f"Error: {error.message}")
