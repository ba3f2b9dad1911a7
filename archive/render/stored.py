"""An article as it is stored, as the public JSON of `archive show`: with ids and corrections."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Protocol

from archive.records import Article
from archive.render.correction import Correction, described_json
from archive.render.extract import extract_json


class StoredStatement(Protocol):
    """What is added to a statement: its uid, its speakers', and what people decided of it."""

    @property
    def uid(self) -> str: ...
    @property
    def speakers(self) -> Sequence[str]: ...
    @property
    def corrections(self) -> Sequence[Correction]: ...


class StoredArticle(Protocol):
    """An article with its documents, and its statements beside those of ``article``."""

    @property
    def uid(self) -> str: ...
    @property
    def article(self) -> Article: ...
    @property
    def documents(self) -> Sequence[Any]: ...
    @property
    def statements(self) -> Sequence[StoredStatement]: ...


def stored_json(stored: StoredArticle, position: int | None = None) -> dict[str, Any]:
    """Return an article; with the position of a statement that one, with the article inside it."""
    article = extract_json(stored.article)
    article = {"uid": stored.uid, **article, "documents": [asdict(d) for d in stored.documents]}
    for statement, known in zip(article["statements"], stored.statements, strict=True):
        statement["uid"] = known.uid
        statement["speaker_uids"] = list(known.speakers)
        statement["corrections"] = [described_json(one) for one in known.corrections]
    if position is None:
        return article
    statement = article["statements"][position]
    return {**statement, "article": {k: v for k, v in article.items() if k != "statements"}}
