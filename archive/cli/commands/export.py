"""`archive export`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli.database import database, database_option
from archive.cli.output import Output
from archive.cli.searching import min_confidence_option
from archive.errors import UsageError
from archive.package import chosen
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
archive export --package taiwan topic:taiwan
archive ingest taiwan --db other.db
archive export -f tei > archive.xml

The fields: archive help extract"""


@click.command(name="export", epilog=EXAMPLES)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--package", type=click.Path(path_type=Path), metavar="DIR",
    help="Write a data package: flat tables. Instead of IDs a query may follow.",
)  # fmt: skip
@click.option(
    "-f", "--format", "form", type=click.Choice(["jsonl", "json", "tei", "csv", "parquet"]),
    help="Articles by line, in one array, as TEI; a package's tables.  [default: jsonl; csv]",
)  # fmt: skip
@min_confidence_option
@database_option
def command(
    ids: tuple[str, ...], *, package: Path | None, form: str | None, min_confidence: float | None
) -> None:
    """Print articles with all their statements as JSON: the whole archive, or those of the IDs.

    It is the form of `archive extract` with the ids beside, and what `archive ingest` takes: there
    the statements come in as they stand, and the machine does not look for others. Copies stand
    after their article, with `copy_of`. Corrections come along and can be undone there. What is
    left behind: `archive help extract`.

    A package is a folder of tables that spreadsheets, R and pandas open, described by
    datapackage.json and croissant.json; `archive ingest DIR` takes it in whole: `archive help
    packages`.
    """
    form = _form(form, package)
    with open_for_reading(database()) as connection:
        if package is not None:
            from archive.cli.packaging import write

            write(
                connection,
                package,
                " ".join(ids),
                form="parquet" if form == "parquet" else "csv",
                least=min_confidence or 0,
                as_json=article_json,
            )
            return
        if form == "tei":
            from archive.cli.packaging import tei

            Output(form).write(tei(connection, ids, article_json))
            return
        stored = with_versions(connection, stored_articles(connection, ids))
        articles = (_sure(article_json(one), min_confidence or 0) for one in stored)
        Output(form).write(json_lines(articles, array=form == "json"))


def _form(form: str | None, package: Path | None) -> str:
    """Return the format; raise UsageError for one of the other kind of export."""
    if package is None and form in ("csv", "parquet"):
        raise UsageError(
            f"-f {form} is for packages",
            hint=f"archive export --package DIR -f {form}, or archive query -f {form}",
        )
    if package is not None and form in ("json", "jsonl", "tei"):
        raise UsageError(f"a package is no {form}", hint="use -f csv or -f parquet")
    return form or ("jsonl" if package is None else "csv")


def _sure(article: dict[str, Any], least: float) -> dict[str, Any]:
    """Leave out statements that are less sure; the others keep what they continue and answer."""
    if not least:
        return article
    said = article["statements"]
    return chosen(article, [at for at, one in enumerate(said) if one["confidence"] >= least])


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
