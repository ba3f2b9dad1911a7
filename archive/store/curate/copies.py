"""The copies of articles: listed with the reason, and split or merged by a person for good.

A decision is about two texts, known by their words, so it holds whatever the files are called and
however often they are read again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection as Reader
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, or_, select, update

from archive.errors import UsageError
from archive.likeness import likeness, same
from archive.records import Article, Document
from archive.store.clock import now
from archive.store.columns import STATED
from archive.store.rows import article_in
from archive.store.schema import articles, copies, corrections, documents
from archive.store.sql import json_list
from archive.store.uids import uid_of_number
from archive.store.write.corrections import UNSIGNED, Made
from archive.store.write.documents import decide, into_copy
from archive.store.write.versions import Match


@dataclass(frozen=True, slots=True)
class SplitCopy:
    """A copy that is to be an article of its own: its text, and the documents that hold it."""

    article: Article
    documents: tuple[Document, ...]


def split(connection: Connection, copy: int, made: Made = UNSIGNED) -> SplitCopy:
    """Decide that a copy is none, take it out, and return it; raise UsageError for no such one.

    What is returned is to be analysed and written within the same transaction.
    """
    found = connection.execute(select(copies).where(copies.c.id == copy)).mappings().first()
    if found is None:
        raise UsageError(f"there is no copy {copy}", hint="archive copies")
    whose = select(articles.c.uid, articles.c.body).where(articles.c.id == found["article_id"])
    article, body = connection.execute(whose).one()
    decide(connection, article, (same(found["body"]), same(body)), is_copy=False, made=made)
    held = delete(documents).where(documents.c.copy_id == copy)
    gone = connection.execute(held.returning(*documents.c)).all()
    connection.execute(delete(copies).where(copies.c.id == copy))
    return SplitCopy(
        article_in(found, gone[0].path if gone else ""),
        tuple(
            Document(
                one.path,
                "",
                one.sha256,
                one.size,
                one.media_type,
                one.encoding,
                one.encoding_method,
                _given(one),
            )
            for one in gone
        ),
    )


def _given(row: Row[Any]) -> dict[str, str]:
    """Return what is known of a document as its reader gave it."""
    names = {"url": "url", "number": "id"} | {name: name for name in STATED[1:]}
    return {given: str(value) for name, given in names.items() if (value := getattr(row, name))}


def merge(connection: Connection, target: str, source: str, made: Made = UNSIGNED) -> int:
    """Decide that the article ``source`` is a copy of ``target`` (uids), and return the copy's id.

    The target's text and statements stand for both. Raises UsageError for an article that does not
    exist, or that holds statements that came with it: those are nobody's copies.
    """
    if target == source:
        raise UsageError(f"both are the article {target} already")
    mine, theirs = _body(connection, target), _body(connection, source)
    if theirs[1] == "given":
        raise UsageError(
            f"{source} came with statements of its own, which would be lost",
            hint=f"archive copies merge {source} {target}",
        )
    decide(connection, target, (same(theirs[0]), same(mine[0])), is_copy=True, made=made)
    return into_copy(connection, source, Match("merged", likeness(theirs[0], mine[0])), target)


@dataclass(frozen=True, slots=True)
class Places:
    """Where two texts are now: as articles (uids), or one of them as a copy (number)."""

    articles: tuple[str, ...]
    copy: int | None


def places_of(connection: Reader, texts: Sequence[str]) -> Places:
    """Return where the texts of a decision are, known by ``same``."""
    wanted = [int(one) for one in texts]
    rows = connection.execute(
        "SELECT DISTINCT article FROM fingerprints WHERE fingerprint IN"
        " (SELECT value FROM json_each(?)) ORDER BY article",
        (json_list(wanted),),
    )
    uids = [uid_of_number(number) for (number,) in rows.fetchall()]
    bodies = [(uid, _same_body(connection, uid)) for uid in uids]
    articles = tuple(uid for uid, number in bodies if number in wanted)
    listed = connection.execute(
        "SELECT c.id, c.body FROM copies AS c JOIN articles AS a ON a.id = c.article_id"
        " WHERE a.uid IN (SELECT value FROM json_each(?)) ORDER BY c.id",
        (json_list(articles),),
    )
    copy = next((key for key, body in listed if same(body) in wanted), None)
    return Places(articles, copy)


def forget(connection: Connection, decision: int, *, after: int) -> None:
    """Mark a decision (id) as undone, and those that undoing it made: all behind ``after``."""
    later = and_(corrections.c.id > after, corrections.c.field.in_(("copy", "no copy")))
    undone = update(corrections).where(or_(corrections.c.id == decision, later))
    connection.execute(undone.values(undone_at=now()))


def _same_body(connection: Reader, uid: str) -> int | None:
    row = connection.execute("SELECT body FROM articles WHERE uid = ?", (uid,)).fetchone()
    return same(row[0]) if row else None


def _body(connection: Connection, article: str) -> tuple[str, str]:
    text = select(articles.c.body, articles.c.origin).where(articles.c.uid == article)
    row = connection.execute(text).first()
    if row is None:
        raise UsageError(f"there is no article {article}", hint="archive query --articles")
    return row.body, row.origin
