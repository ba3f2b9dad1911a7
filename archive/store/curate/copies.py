"""The copies of articles: listed with the reason, and parted or joined by a person for good.

A decision is about two texts, known by their words, so it holds whatever the files are called and
however often they are read again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from archive.errors import UsageError
from archive.likeness import fingerprints, likeness, same
from archive.records import Article, Document
from archive.store import counts
from archive.store.reports.show import StoredArticle
from archive.store.rows import article_in
from archive.store.tags import TopicKeys
from archive.store.write.documents import version_to_copy
from archive.store.write.versions import Match, decide, decisions, write_fingerprints


@dataclass(frozen=True, slots=True)
class Copy:
    """A version of the article ``article``, and how alike the two were: see ``Likeness``."""

    id: int
    article: str
    article_title: str | None
    kind: str
    similarity: float
    replaced: float
    shortened: float
    title: str | None
    publisher: str | None
    published_on: str | None
    words: int
    path: str | None

    @property
    def reason(self) -> str:
        """Say why it is taken for a copy."""
        if self.kind == "exact":
            return "the very same words"
        shared = f"{self.similarity:.0%} of the shorter text stands in the other"
        if self.kind == "merged":
            return f"merged by hand; {shared}"
        return f"{shared}, {self.replaced:.0%} of its names and numbers are others"


@dataclass(frozen=True, slots=True)
class Parted:
    """A copy that is to be an article of its own: its text, and the documents that hold it."""

    article: Article
    documents: tuple[Document, ...]


def copies(connection: Connection, article: str | None = None) -> Iterator[Copy]:
    """Yield all copies, those of one article after the other; or those of the article (uid)."""
    rows = connection.exec_driver_sql(
        "SELECT c.id, v.article, v.article_title, c.kind, c.similarity, c.replaced, c.shortened,"
        " c.title, c.publisher, c.published_on, c.words, v.path FROM copies AS c"
        " JOIN v_copies AS v ON v.id = c.id"
        " WHERE :article IS NULL OR v.article = :article ORDER BY c.article_id, c.id",
        {"article": article},
    )
    return (Copy(*row) for row in rows)


def part(connection: Connection, copy: int) -> Parted:
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
        " encoding, encoding_method, size",
        (copy,),
    ).all()
    connection.exec_driver_sql("DELETE FROM copies WHERE id = ?", (copy,))
    return Parted(
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
                {"url": one.url} if one.url else {},
            )
            for one in documents
        ),
    )


def with_versions(
    connection: Connection, articles: Iterable[StoredArticle]
) -> Iterator[StoredArticle]:
    """Yield articles as another archive can take them in: each with its copies after it.

    An article says of which texts a person parted it, a copy of which text it is one; a copy has
    no uid and no statements.
    """
    apart: dict[int, list[int]] = {}
    for pair, is_copy in decisions(connection).items():
        for one in () if is_copy or len(pair) < 2 else pair:
            apart.setdefault(one, []).extend(pair - {one})
    for stored in articles:
        number = same(stored.article.body)
        alone = replace(stored.article, apart=tuple(sorted(apart.get(number, ()))))
        yield replace(stored, article=alone)
        rows = connection.exec_driver_sql(_VERSIONS, (stored.uid,)).mappings()
        for row in rows:
            copy = replace(article_in(row, row["path"] or ""), copy_of=number)
            yield StoredArticle("", copy, (), (), row["analysed_by"])


_VERSIONS = """
SELECT c.*, (SELECT d.path FROM documents AS d WHERE d.copy_id = c.id ORDER BY d.id LIMIT 1) AS path
FROM copies AS c JOIN articles AS a ON a.id = c.article_id WHERE a.uid = ? ORDER BY c.id"""


def merge(connection: Connection, target: str, source: str) -> int:
    """Decide that the article ``source`` is a copy of ``target`` (uids), and return the copy's id.

    The target's text and statements stand for both. Raises UsageError for an article that does not
    exist, or that holds statements that came with it: those are nobody's copies.
    """
    if target == source:
        raise UsageError(f"{target} is one article already")
    mine, theirs = _body(connection, target), _body(connection, source)
    if theirs[1] == "given":
        raise UsageError(
            f"the statements of {source} came with it; they would be lost",
            hint=f"archive copies merge {source} {target}",
        )
    decide(connection, target, (same(theirs[0]), same(mine[0])), is_copy=True)
    copy = version_to_copy(
        connection, source, Match("merged", likeness(theirs[0], mine[0])), target
    )
    keys = "(SELECT id FROM articles WHERE uid = ?), (SELECT id FROM articles WHERE uid = ?)"
    for table in ("copies", "documents"):
        connection.exec_driver_sql(
            f"WITH k (target, source) AS (SELECT {keys}) UPDATE {table} SET article_id ="
            " (SELECT target FROM k) WHERE article_id = (SELECT source FROM k)",
            (target, source),
        )
    _delete(connection, source, fingerprints(theirs[0]))
    return copy


def _delete(connection: Connection, article: str, held: Sequence[int]) -> None:
    topics = TopicKeys(connection, set())
    before = counts.tally(connection, [article], topics)
    connection.exec_driver_sql("DELETE FROM articles WHERE uid = ?", (article,))
    write_fingerprints(connection, [(article, held, ())])
    counts.change(connection, before, counts.Tally())


def _body(connection: Connection, article: str) -> tuple[str, str]:
    row = connection.exec_driver_sql(
        "SELECT body, origin FROM articles WHERE uid = ?", (article,)
    ).first()
    if row is None:
        raise UsageError(f"there is no article {article}", hint="archive query --articles")
    return row.body, row.origin
