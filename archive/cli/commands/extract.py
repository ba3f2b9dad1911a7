"""`archive extract`."""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from archive.cli.input_options import reading_of, reading_options
from archive.cli.options import colour_option, encoding_option, topics_option, vocabulary_option
from archive.cli.output import Output, note, shown_path
from archive.dates import Order
from archive.errors import SourceError
from archive.pipeline import analyse, doubts, load_topics, unanalysed
from archive.read import Found, Reading, read_all, read_stream, walk
from archive.read.files import refused
from archive.read.timing import time_limit
from archive.records import Article, Document, Note, Unread
from archive.render.colour import Choice
from archive.render.explanation import Explanation
from archive.render.extract import extract_json
from archive.render.formats import json_lines
from archive.render.safe import safe
from archive.vocabulary import Vocabulary, vocabulary_of

EXAMPLES = """\b
archive extract seed > seed.jsonl
archive extract --explain report.txt
archive extract report.txt --format json | jq -r '.[].statements[].text'

The fields: archive help extract"""


MOST_SIGNS = 3
"""What --explain says of a low confidence: the gravest signs."""


@click.command(name="extract", epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option(
    "-f", "--format", "form", type=click.Choice(["jsonl", "json"]), default="jsonl",
    help="One article a line, or all in one array.  [default: jsonl]",
)  # fmt: skip
@click.option(
    "--explain", is_flag=True,
    help="Print the text with statements marked and the reason for each.",
)  # fmt: skip
@colour_option
@click.option(
    "--also-extract", is_flag=True,
    help="In articles that came with statements, look for more.",
)  # fmt: skip
@reading_options
@topics_option
@vocabulary_option
@encoding_option
def command(
    paths: tuple[str, ...],
    *,
    form: str,
    explain: bool,
    colour: Choice,
    also_extract: bool,
    fields: tuple[str, ...],
    limits: tuple[str, ...],
    dates: Order | None,
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
    words, failed = vocabulary_of(vocabulary), list[str]()
    subjects = load_topics(topics) if topics else None
    reading = reading_of(encoding, fields, limits, dates)

    def analysis(document: Document) -> Article:
        with time_limit(reading.limits.seconds, len(document.text)):
            return analyse(document, words, topics=subjects, also_extract=also_extract)

    articles = _articles(paths, reading, analysis, failed)
    if explain:
        output = Output("text", colour)
        output.write_lines(_explained(articles, words, colour=output.colour))
    else:
        Output(form).write(json_lines(map(extract_json, articles), array=form == "json"))
    return SourceError.exit_code if failed else 0


def _explained(articles: Iterable[Article], words: Vocabulary, *, colour: bool) -> Iterator[str]:
    """Yield the lines that explain each article's statements."""
    width = shutil.get_terminal_size((96, 0)).columns
    view = Explanation(width, words.table("rules")["rules"], colour=colour)
    for article in articles:
        shown = extract_json(article)
        for statement, signs in zip(shown["statements"], doubts(article, words), strict=True):
            statement["lowered_by"] = signs[:MOST_SIGNS]
        yield f"# {shown_path(article.path)}"
        yield from view.article(shown)
        yield ""


def _articles(
    paths: Iterable[str],
    reading: Reading,
    analysis: Callable[[Document], Article],
    failed: list[str],
) -> Iterator[Article]:
    """Yield what can be read, analysed; say of the rest why not, and note it in ``failed``."""
    for one in _found(paths, reading):
        if isinstance(one, Note):
            note(safe(f"{shown_path(one.path)}: {one.text}"))
            continue
        if isinstance(one, Unread):
            _tell(one, failed)
            continue
        try:
            article = analysis(one)
        except Exception as error:  # a fault of ours in one must not cost the others
            _tell(unanalysed(one, error), failed)
            continue
        for part in article.unread:
            _tell(part, failed)
        yield article


def _found(paths: Iterable[str], reading: Reading) -> Found:
    for path in paths:
        if path == "-":
            yield from read_stream(sys.stdin.buffer, "-", reading)
            continue
        for entry in walk([Path(path)], limits=reading.limits):
            if not entry.skipped:
                yield from read_all(entry.path, reading)
            elif entry.refused and (one := refused(entry)):
                yield one


def _tell(unread: Unread, failed: list[str]) -> None:
    path = shown_path(unread.path)
    reason = unread.reason.replace(unread.path, path)
    note(safe(f"Error: {reason}" if path in reason else f"Error: {path}: {reason}"))
    failed.append(unread.path)
