"""Copies of articles: reprints and shortened versions, listed, and exported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from sqlite3 import Connection

from archive.likeness import same
from archive.store.people.decisions import copy_decisions
from archive.store.reports.show import StoredArticle
from archive.store.rows import article_in
from archive.store.sql import mappings


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


def copies(connection: Connection, article: str | None = None) -> Iterator[Copy]:
    """Yield all copies, those of one article after the other; or those of the article (uid)."""
    rows = connection.execute(
        "SELECT c.id, v.article, v.article_title, c.kind, c.similarity, c.replaced, c.shortened,"
        " c.title, c.publisher, c.published_on, c.words, v.path FROM copies AS c"
        " JOIN v_copies AS v ON v.id = c.id"
        " WHERE :article IS NULL OR v.article = :article ORDER BY c.article_id, c.id",
        {"article": article},
    )
    return (Copy(*row) for row in rows)


def with_versions(
    connection: Connection, articles: Iterable[StoredArticle]
) -> Iterator[StoredArticle]:
    """Yield articles as another archive can take them in: each with its copies after it.

    An article says of which texts a person parted it, a copy of which text it is one; a copy has
    no uid and no statements.
    """
    apart: dict[int, list[int]] = {}
    for pair, is_copy in copy_decisions(connection).items():
        for one in () if is_copy or len(pair) < 2 else pair:
            apart.setdefault(one, []).extend(pair - {one})
    for stored in articles:
        number = same(stored.article.body)
        alone = replace(stored.article, apart=tuple(sorted(apart.get(number, ()))))
        yield replace(stored, article=alone)
        rows = mappings(connection.execute(_VERSIONS, (stored.uid,)))
        for row in rows:
            copy = replace(article_in(row, row["path"] or ""), copy_of=number)
            yield StoredArticle("", copy, (), (), row["analysed_by"])


_VERSIONS = """
SELECT c.*, (SELECT d.path FROM documents AS d WHERE d.copy_id = c.id ORDER BY d.id LIMIT 1) AS path
FROM copies AS c JOIN articles AS a ON a.id = c.article_id WHERE a.uid = ? ORDER BY c.id"""
