"""`archive export`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from archive.cli.database import database, database_option
from archive.cli.output import Output
from archive.cli.searching import min_confidence_option
from archive.render.extract import extract_json
from archive.render.formats import json_lines
from archive.store.connect import open_for_reading
from archive.store.reports.copies import with_versions
from archive.store.reports.show import StoredArticle, stored_articles

if TYPE_CHECKING:
    from archive.store.people.decisions import Correction

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
@min_confidence_option
@database_option
def command(ids: tuple[str, ...], *, form: str, min_confidence: float | None) -> None:
    """Print articles with all their statements as JSON: the whole archive, or those of the IDs.

    It is the form of `archive extract` with the ids beside, and what `archive ingest` takes: there
    the statements come in as they stand, and the machine does not look for others. Copies stand
    after their article, with `copy_of`. Corrections come along and can be undone there. What is
    left behind: `archive help extract`.
    """
    with open_for_reading(database()) as connection:
        stored = with_versions(connection, stored_articles(connection, ids))
        articles = (_sure(article_json(one), min_confidence or 0) for one in stored)
        Output(form).write(json_lines(articles, array=form == "json"))


def _sure(article: dict[str, Any], least: float) -> dict[str, Any]:
    """Leave out statements that are less sure; the others keep what they continue and answer."""
    kept = [at for at, one in enumerate(article["statements"]) if one["confidence"] >= least]
    place = {before: now for now, before in enumerate(kept)}
    statements = [article["statements"][at] for at in kept]
    for one in statements:
        for link in ("continues", "answers"):
            one[link] = place.get(one[link])
    return {**article, "statements": statements}


def article_json(stored: StoredArticle) -> dict[str, Any]:
    """Return an article as it is exported."""
    article = extract_json(stored.article)
    for statement, known in zip(article["statements"], stored.statements, strict=True):
        statement["uid"] = known.uid
    made = [_correction(one) for one in stored.corrections if one.field not in ("copy", "no copy")]
    people = {uid: {"name": name, "kind": kind} for uid, (name, kind) in stored.corrected.items()}
    facts = {
        "uid": stored.uid,
        "copy_of": stored.article.copy_of,
        "apart": stored.article.apart,
        "corrections": made,
        "corrected": people,
    }
    return {**{name: value for name, value in facts.items() if value}, **article}


def _correction(one: "Correction") -> dict[str, Any]:
    """Return a correction without what another archive knows better: its numbers and article."""
    facts = asdict(one)
    return {name: facts[name] for name in facts if name not in ("id", "article", "undone_at")}
