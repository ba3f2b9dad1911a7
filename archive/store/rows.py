"""Records to rows: the tuples that the bulk statements take, column by column.

These run once a statement, so they cost no more than they must: no dictionaries, no Core.
"""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Table

import archive
from archive.records import Article, Document, Span, Statement
from archive.store.schema import articles, statements

Row = tuple[str | int | float | None, ...]

Link = tuple[int, int, int, int | None]
"""A row of statement_speakers: statement, speaker, position, role."""

Tagging = tuple[int, int, str, int, int]
"""A row of statement_topics: statement, topic, term, start, end."""

_COMPUTED = ("forms",)
"""Written by triggers; what SQLite computes as a column's definition says is known without us."""


def _written(table: Table) -> tuple[str, ...]:
    return tuple(c.name for c in table.columns if c.computed is None and c.name not in _COMPUTED)


ARTICLE_COLUMNS = _written(articles)
STATEMENT_COLUMNS = _written(statements)

_MACHINE = "machine"


def article_row(key: int, uid: str, article: Article) -> Row:
    """Return the row of an article in the order of ARTICLE_COLUMNS."""
    published, event = article.published, article.event
    return (
        key,
        uid,
        article.title or None,
        published.iso if published else None,
        published.precision if published else None,
        published.found if published else None,
        article.published_time or None,
        event.iso if event else None,
        event.precision if event else None,
        event.found if event else None,
        article.place or None,
        article.publisher or None,
        _json(article.editors),
        _json(article.authors),
        _json(article.captions),
        article.url or None,
        article.language or None,
        article.body,
        json.dumps(article.paragraphs, separators=(",", ":")),
        len(article.body.split()),
        archive.__version__,
        _MACHINE,
    )


def statement_row(key: int, uid: str, article: int, position: int, statement: Statement) -> Row:
    """Return the row of a statement in the order of STATEMENT_COLUMNS."""
    spans = statement.spans
    mention = statement.mention.span or _NOWHERE
    cue = statement.cue_span or _NOWHERE
    said = statement.said
    return (
        key,
        uid,
        article,
        position,
        statement.text,
        spans[0][0],
        spans[-1][1],
        json.dumps(spans, separators=(",", ":")) if len(spans) > 1 else None,
        statement.mention.text or None,
        mention[0],
        mention[1],
        statement.cue or None,
        cue[0],
        cue[1],
        statement.cue_lemma or None,
        statement.cue_class or None,
        statement.quotation,
        1 if statement.implicit else 0,
        1 if statement.headline else 0,
        1 if statement.collective else 0,
        statement.rule or None,
        statement.confidence,
        statement.found,
        statement.speaker_confidence,
        said.iso if said else None,
        said.precision if said else None,
        said.found if said else None,
        statement.paragraph,
        statement.continues,
        statement.answers,
        _MACHINE,
    )


_NOWHERE: tuple[None, None] = (None, None)


def document_row(document: Document, article: str, read_at: str, ingest: int | None) -> Row:
    """Return the article's uid, path, url, sha256, media_type … ingest_id."""
    return (
        article,
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


def _json(texts: Sequence[str]) -> str | None:
    return json.dumps(texts, ensure_ascii=False) if texts else None
