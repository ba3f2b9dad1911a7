"""Copies of articles: reprints and shortened versions, listed, and exported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from sqlite3 import Connection

from archive.likeness import DAYS, Cut, likeness, same
from archive.store.people.decisions import copy_decisions
from archive.store.reports.show import StoredArticle
from archive.store.rows import article_in
from archive.store.sql import mappings
from archive.store.uids import number_of_uid, uid_of_number


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
    edition: str | None = None

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
class Similar:
    """Another article on the same template: how much they share, and what makes them two."""

    article: str
    title: str | None
    published_on: str | None
    shared: float
    differs: str

    @property
    def reason(self) -> str:
        """Say what makes it another article."""
        return (
            f"{self.shared:.0%} of the shorter text stands in the other; {_DIFFERS[self.differs]}"
        )


_DIFFERS = {
    "day": f"published more than {DAYS} days apart",
    "place": "from another place",
    "title": "the title is about something else",
    "facts": "other names or numbers stand in the same places",
    "words": "much of it is worded otherwise",
}


def copies(connection: Connection, article: str | None = None) -> Iterator[Copy]:
    """Yield all copies, those of one article after the other; or those of the article (uid)."""
    rows = connection.execute(
        "SELECT c.id, v.article, v.article_title, c.kind, c.similarity, c.replaced, c.shortened,"
        " c.title, c.publisher, c.published_on, c.words, v.path, v.edition FROM copies AS c"
        " JOIN v_copies AS v ON v.id = c.id"
        " WHERE :article IS NULL OR v.article = :article ORDER BY c.article_id, c.id",
        {"article": article},
    )
    return (Copy(*row) for row in rows)


def similar(connection: Connection, article: str) -> list[Similar]:
    """Return the articles that are like one (uid) and no copies of it, the most like first.

    They are looked for when asked: by what copies are found by, in the 200 nearest.
    """
    mine = _cut(connection, article)
    rows = connection.execute(
        "SELECT article FROM fingerprints WHERE article <> :article AND fingerprint IN"
        " (SELECT fingerprint FROM fingerprints WHERE article = :article)"
        " GROUP BY article ORDER BY count(*) DESC, article LIMIT :nearest",
        {"article": number_of_uid(article), "nearest": NEAREST},
    )
    found = []
    for (number,) in rows:
        uid = uid_of_number(number)
        other = _cut(connection, uid)
        alike = likeness(mine, other)
        if alike.is_similar and alike.differs:
            found.append(Similar(uid, other.title, other.day, alike.shared, alike.differs))
    return sorted(found, key=lambda one: (-one.shared, one.article))


NEAREST = 200
"""Articles that one is compared with when those like it are asked for: half a second."""


def _cut(connection: Connection, article: str) -> Cut:
    row = connection.execute(
        "SELECT body, title, coalesce(published_on, event_on), place FROM articles WHERE uid = ?",
        (article,),
    ).fetchone()
    return Cut(*row)


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
