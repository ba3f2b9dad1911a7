"""A statement or an article in a list, as every page with a list shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from sqlite3 import Connection
from typing import Any

from archive.query import Node
from archive.records import Span
from archive.store.people.names import speakers_of
from archive.store.reports.coverage import statements_of_years
from archive.store.search.facets import years_of_keys
from archive.store.search.filters import Unit
from archive.store.search.highlights import marked, snippets
from archive.store.search.request import Row, rows_of
from archive.web.asked import Asked
from archive.web.marks import Piece, excerpt

BOOK = 40_000
"""Words of an article that is searched for the place to show: a speech of five hours."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the view, its text in pieces, and the uids of its speakers beside their names."""

    row: Row
    text: tuple[Piece, ...]
    speakers: tuple[tuple[str, str], ...] = ()


def hits(connection: Connection, unit: Unit, tree: Node, keys: Sequence[int]) -> list[Hit]:
    """Return what is shown of the hits of a query, by their keys, in their order."""
    rows = rows_of(connection, unit, keys)
    texts = (_statement_texts if unit == "statements" else _article_texts)(connection, tree, rows)
    speakers = speakers_of(connection, keys) if unit == "statements" else {}
    return [
        Hit(row, tuple(excerpt(*texts[row["id"]])), speakers.get(row["id"], ())) for row in rows
    ]


def _statement_texts(
    connection: Connection, tree: Node, rows: Sequence[Row]
) -> dict[int, tuple[str, Sequence[Span]]]:
    marks = marked(connection, "statements", tree, [row["id"] for row in rows])
    return {row["id"]: (row["text"], marks.get(row["id"], ())) for row in rows}


def _article_texts(
    connection: Connection, tree: Node, rows: Sequence[Row]
) -> dict[int, tuple[str, Sequence[Span]]]:
    """Return of each article the body around the words that match; nothing where none does.

    Of a book, nothing either: FTS5 takes a minute to mark 400,000 matches in one text.
    """
    marked_in = [row["id"] for row in rows if (row["words"] or 0) <= BOOK]
    found: Mapping[int, Any] = snippets(connection, tree, marked_in)
    return {row["id"]: found.get(row["id"], ("", ())) for row in rows}


def years_of_selection(connection: Connection, asked: Asked) -> dict[int, int]:
    """Return how many statements there are of each year: what shares are shares of."""
    if asked.selected is not None:
        return years_of_keys(asked.selected.statements)
    return statements_of_years(connection)


def without_folders(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows in which of a document's path the file's name alone is left."""
    for row in rows:
        yield {**row, "path": PurePath(row["path"]).name} if row.get("path") else row
