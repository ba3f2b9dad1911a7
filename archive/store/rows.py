"""Records to rows, column by column as the bulk statements take them, and rows to records.

What makes rows runs once a statement, so it costs no more than it must: no dictionaries, no Core.
"""

import json
from collections.abc import Mapping
from typing import Any

from archive.records import Article, Date, Document, Span
from archive.store.checksum import with_checksum

Row = tuple[str | int | float | None, ...]

Link = tuple[int, int, int, int | None]
"""A row of statement_speakers: statement, speaker, position, role."""

Tagging = tuple[int, int, str, int, int]
"""A row of statement_topics: statement, topic, term, start, end."""

Tagged = tuple[str, str, int, int]
"""A topic's slug, the term that gave it, and where that stands."""


ARTICLE_FACTS = (
    *("title", "published_on", "published_precision", "published_method", "published_time"),
    *("event_on", "event_precision", "event_method", "place", "publisher", "editors", "authors"),
    *("captions", "url", "language", "body", "paragraphs", "words", "analysed_by", "origin"),
)
"""The columns of an article but for its id and uid."""

STATEMENT_FACTS = (
    *("text", "start", "end", "spans", "speaker_text", "speaker_start", "speaker_end", "cue"),
    *("cue_start", "cue_end", "cue_lemma", "cue_class", "quotation", "implicit", "headline"),
    *("collective", "rule", "confidence", "speaker_method", "speaker_confidence", "said_on"),
    *("said_precision", "said_method", "paragraph", "continues", "answers", "origin"),
)
"""The columns of a statement but for its id, uid, article_id and position."""

DOCUMENT_FACTS = (
    *("path", "url", "sha256", "media_type", "encoding", "encoding_method", "size", "read_at"),
    "ingest_id",
)
"""The columns of a document but for its keys."""


def document_facts(document: Document, read_at: str, ingest: int | None) -> Row:
    """Return the row of a document in the order of DOCUMENT_FACTS, and its checksum."""
    return with_checksum(
        document.path,
        document.given.get("url") or None,
        document.sha256,
        document.media_type,
        document.encoding,
        document.encoding_method,
        document.size,
        read_at,
        ingest,
    )


def article_in(row: Mapping[Any, Any], path: str) -> Article:
    """Return the text in a row of articles or of copies, which have these columns alike."""
    return Article(
        path=path,
        body=row["body"],
        paragraphs=tuple((start, end) for start, end in json.loads(row["paragraphs"])),
        title=row["title"],
        published=date_in(row, "published"),
        published_time=row["published_time"],
        event=date_in(row, "event"),
        place=row["place"],
        publisher=row["publisher"],
        editors=names_of(row["editors"]),
        authors=names_of(row["authors"]),
        captions=names_of(row["captions"]),
        url=row["url"],
        language=row["language"],
    )


def date_in(row: Mapping[Any, Any], name: str) -> Date | None:
    """Return one of the dates in a row: "published", "event" or "said"."""
    iso = row[f"{name}_on"]
    return Date(iso, row[f"{name}_precision"], row[f"{name}_method"] or "") if iso else None


def spans_of(spans: str | None, start: int, end: int) -> tuple[Span, ...]:
    """Return the pieces of a stored statement."""
    if spans is None:
        return ((start, end),)
    return tuple((first, last) for first, last in json.loads(spans))


def names_of(stored: str | None) -> tuple[str, ...]:
    """Return a stored JSON array of texts."""
    return tuple(json.loads(stored)) if stored else ()
