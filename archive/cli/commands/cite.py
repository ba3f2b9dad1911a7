"""`archive cite`."""

import click

from archive.cli.database import database, database_option
from archive.cli.output import Output
from archive.render.citation import Cited, citations, cited_from
from archive.store.connect import open_for_reading
from archive.store.reports.ids import article_of, find
from archive.store.reports.show import StoredArticle, load_article

EXAMPLES = """\b
archive cite s:k3v7
archive cite a:k3v7 --style bibtex >> sources.bib"""


@click.command(name="cite", epilog=EXAMPLES)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--style",
    type=click.Choice(["text", "bibtex", "ris", "csl-json"]),
    default="text",
    help="How to write it.  [default: text]",
)
@database_option
def command(ids: tuple[str, ...], *, style: str) -> None:
    """Print the citation of statements or articles: for a reader, BibTeX, Zotero or CSL."""
    with open_for_reading(database()) as connection:
        cited = []
        for id_ in ids:
            kind, uid = find(connection, id_)
            article = uid if kind == "article" else article_of(connection, uid)
            cited.append(_cited(load_article(connection, article), uid))
    Output("text").write(citations(cited, style))


def _cited(stored: StoredArticle, uid: str) -> Cited:
    known = next((one.statement for one in stored.statements if one.uid == uid), None)
    read_at = stored.documents[0].read_at if stored.documents else None
    return cited_from(uid, stored.article, known, read_at)
