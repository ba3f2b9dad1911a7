"""The shapes of rows, and rows read back as records."""

import json
from collections.abc import Mapping
from typing import Any

from archive.records import Article, Date, Span, Tag

Row = tuple[str | int | float | None, ...]

Link = tuple[int, int, int, int | None]
"""A row of statement_speakers: statement, speaker, position, role."""

Mentioning = tuple[int, int, int, int, int | None]
"""A row of statement_mentions: statement, start, end, speaker, role."""

Tagging = tuple[int, int, str, int, int, str, float]
"""A row of statement_topics: statement, topic, term, start, end, place, score."""

Tagged = tuple[str, str, int, int, str, float]
"""A topic's slug, a term that gave it, from where to where it stands, in what, and the score."""


def tagged(tag: Tag) -> Tagged:
    """Return what is stored of a tag; four digits of its score are more than is known."""
    return (tag.topic, tag.term, *tag.span, tag.place, round(tag.score, 4))


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
