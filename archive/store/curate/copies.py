"""The copies of articles: listed with the reason, and split or merged by a person for good.

A decision is about two texts, known by their words, so it holds whatever the files are called and
however often they are read again.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from archive.errors import UsageError
from archive.likeness import likeness, same
from archive.records import Article, Document
from archive.store.columns import STATED
from archive.store.rows import article_in
from archive.store.write.documents import decide, into_copy
from archive.store.write.versions import Match


@dataclass(frozen=True, slots=True)
class SplitCopy:
    """A copy that is to be an article of its own: its text, and the documents that hold it."""

    article: Article
    documents: tuple[Document, ...]


def split(connection: Connection, copy: int) -> SplitCopy:
    """Decide that a copy is none, take it out, and return it; raise UsageError for no such one.

    What is returned is to be analysed and written within the same transaction.
    """
    row = connection.exec_driver_sql("SELECT * FROM copies WHERE id = ?", (copy,)).mappings()
    found = row.first()
    if found is None:
        raise UsageError(f"there is no copy {copy}", hint="archive copies")
    article, body = connection.exec_driver_sql(
        "SELECT uid, body FROM articles WHERE id = ?", (found["article_id"],)
    ).one()
    decide(connection, article, (same(found["body"]), same(body)), is_copy=False)
    documents = connection.exec_driver_sql(
        "DELETE FROM documents WHERE copy_id = ? RETURNING path, url, sha256, media_type,"
        " encoding, encoding_method, size, number, edition, section, stated_words",
        (copy,),
    ).all()
    connection.exec_driver_sql("DELETE FROM copies WHERE id = ?", (copy,))
    return SplitCopy(
        article_in(found, documents[0].path if documents else ""),
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
            for one in documents
        ),
    )


def _given(row: Row[Any]) -> dict[str, str]:
    """Return what is known of a document as its reader gave it."""
    names = {"url": "url", "number": "id"} | {name: name for name in STATED[1:]}
    return {given: str(value) for name, given in names.items() if (value := getattr(row, name))}


def merge(connection: Connection, target: str, source: str) -> int:
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
    decide(connection, target, (same(theirs[0]), same(mine[0])), is_copy=True)
    return into_copy(connection, source, Match("merged", likeness(theirs[0], mine[0])), target)


def _body(connection: Connection, article: str) -> tuple[str, str]:
    row = connection.exec_driver_sql(
        "SELECT body, origin FROM articles WHERE uid = ?", (article,)
    ).first()
    if row is None:
        raise UsageError(f"there is no article {article}", hint="archive query --articles")
    return row.body, row.origin
