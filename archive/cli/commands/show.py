"""`archive show`."""

import shutil
from collections.abc import Iterator

import click

from archive.cli.database import database, database_option
from archive.cli.options import colour_option
from archive.cli.output import Output, shown_path
from archive.errors import UsageError
from archive.render.article import View
from archive.render.colour import Choice
from archive.render.formats import json_text
from archive.render.stored import stored_json
from archive.store.connect import open_for_reading
from archive.store.reports.ids import article_of, find
from archive.store.reports.show import StoredArticle, load_article

EXAMPLES = """\b
archive show s:12        the twelfth statement of the archive, in the order of time
archive show s:k3v7      by the beginning of its id
archive show 002         the article whose file's name begins so
archive show a:k3v7 --removed
archive show e:k3v7      the meeting that the article a:k3v7 reports, over all its reports
archive show a:k3v7 --format json"""
FORMATS = ("text", "json", "jsonl", "csv", "tsv", "markdown")


@click.command(name="show", epilog=EXAMPLES)
@click.argument("id_", metavar="ID")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="CSV, TSV and Markdown only for events.  [default: text]",
)
@click.option(
    "--removed", is_flag=True, help="The lines that were left out of an article's text, and why."
)
@colour_option
@database_option
def command(id_: str, *, form: str, removed: bool, colour: Choice) -> None:
    """Show an article with its statements marked in it and who makes them.

    A statement's ID shows that statement in its context, and how everything about it was found:
    cue, speaker, date, topics, document and offsets. A meeting's ID (archive events) shows what
    both sides said there, and what a publisher left out.
    """
    if id_.lower().startswith("e:"):
        if removed:
            raise UsageError("--removed is of an article", hint="archive show a:ID --removed")
        from archive.cli.commands.events import show_event

        show_event(id_, "table" if form == "text" else form, colour)
        return
    with open_for_reading(database()) as connection:
        kind, uid = find(connection, id_)
        stored = load_article(connection, uid if kind == "article" else article_of(connection, uid))
    if form not in ("text", "json", "jsonl"):
        option = "--articles " if kind == "article" else ""
        raise UsageError(
            f"--format {form} is only for events",
            hint=f"archive query {option}id:{uid} --format {form}",
        )
    position = [one.uid for one in stored.statements].index(uid) if kind == "statement" else None
    output = Output(form, colour)
    if form in ("json", "jsonl"):
        indent = 2 if form == "json" else None
        output.write([json_text(stored_json(stored, position), indent=indent) + "\n"])
    else:
        view = View(shutil.get_terminal_size((96, 0)).columns, colour=output.colour)
        lines = view.removed(stored_json(stored)) if removed else _lines(view, stored, position)
        output.write_lines(lines)


def _lines(view: View, stored: StoredArticle, position: int | None) -> Iterator[str]:
    article = stored_json(stored)
    for document in article["documents"]:
        document["path"] = shown_path(document["path"])
    return view.article(article) if position is None else view.statement(article, position)
