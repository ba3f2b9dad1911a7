"""Records to rows: the tuples that the bulk statements take, column by column.

These run once a statement, so they cost no more than they must: no dictionaries, no Core.
"""

import json
from collections.abc import Iterable

from archive.records import Document, Span
from archive.store.seal import sealed

Row = tuple[str | int | float | None, ...]

Link = tuple[int, int, int, int | None]
"""A row of statement_speakers: statement, speaker, position, role."""

Tagging = tuple[int, int, str, int, int]
"""A row of statement_topics: statement, topic, term, start, end."""


DOCUMENT_FACTS = (
    *("path", "url", "sha256", "media_type", "encoding", "encoding_found", "size", "read_at"),
    "ingest_id",
)
"""The columns of a document but for its keys."""


def document_facts(document: Document, read_at: str, ingest: int | None) -> Row:
    """Return the row of a document in the order of DOCUMENT_FACTS, and its seal."""
    return sealed(
        document.path,
        document.given.get("url") or None,
        document.sha256,
        document.media_type,
        document.encoding,
        document.encoding_found,
        document.size,
        read_at,
        ingest,
    )


def spans_of(spans: str | None, start: int, end: int) -> tuple[Span, ...]:
    """Return the pieces of a stored statement."""
    if spans is None:
        return ((start, end),)
    return tuple((first, last) for first, last in json.loads(spans))


def names_of(stored: str | None) -> tuple[str, ...]:
    """Return a stored JSON array of texts."""
    return tuple(json.loads(stored)) if stored else ()


def json_list(values: Iterable[str | int]) -> str:
    """Return what ``json_each(?)`` takes: a list as one parameter, however long."""
    return json.dumps(list(values), ensure_ascii=False)
