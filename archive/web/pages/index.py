"""The first page of a static site: its articles, speakers and topics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from sqlite3 import Connection

from archive.query import Everything
from archive.render.formats import as_object, json_text, written
from archive.store.search.facets import Facet, facets
from archive.store.search.request import Row, columns_of, rows_of
from archive.web.asked import Asked, Page
from archive.web.charts import Bar, Chart, chart
from archive.web.pages.hits import without_folders

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Index:
    """A selection: the articles, the newest first, and who says how much on what in them."""

    query: str
    articles: tuple[Row, ...]
    statements: int
    chart: Chart
    speakers: Facet
    topics: Facet

    @property
    def is_everything(self) -> bool:
        return self.query == str(Everything())


def index(connection: Connection, asked: Asked, query: str) -> Page:
    """Return the first page of a selection."""
    assert asked.selected is not None
    keys = sorted(asked.selected.statements, reverse=True)
    counted = {one.name: one for one in facets(connection, "statements", keys, SHOWN)}
    listed = tuple(rows_of(connection, "articles", asked.selected.article_keys))
    years = [Bar(one.name, one.number) for one in counted["year"].values]
    shown = Index(
        query,
        listed,
        len(keys),
        chart("Statements by year", years),
        counted["speaker"],
        counted["topic"],
    )
    return Page(
        "Statement archive", "index.html", shown, partial(_written, connection, keys, listed)
    )


def _written(
    connection: Connection, keys: Sequence[int], listed: Sequence[Row], form: str
) -> Iterator[str]:
    """Write all statements as CSV, or all articles as JSON."""
    if form == "json":
        value = {"articles": [as_object(row) for row in without_folders(listed)]}
        return iter([json_text(value, indent=2) + "\n"])
    rows = rows_of(connection, "statements", keys)
    return written(without_folders(rows), form, columns_of("statements"))
