"""The archive's vocabulary of topics, and tagging its statements again without the documents."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sqlalchemy import Connection

from archive.store.counts import recount_all
from archive.store.engine import reader
from archive.store.sql import json_list, scalar
from archive.store.stage import many

Origin = Literal["shipped", "import"]


class TopicLike(Protocol):
    """What a topic of a vocabulary tells: ``extract.topics.subjects.Topic`` says what each is."""

    @property
    def slug(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def definition(self) -> str: ...
    @property
    def terms(self) -> tuple[str, ...]: ...
    @property
    def weak(self) -> tuple[str, ...]: ...
    @property
    def hints(self) -> tuple[str, ...]: ...
    @property
    def exclusions(self) -> tuple[str, ...]: ...
    @property
    def belongs(self) -> str: ...
    @property
    def excluded(self) -> str: ...
    @property
    def example(self) -> str: ...
    @property
    def cap(self) -> str | None: ...
    @property
    def iptc(self) -> str | None: ...
    @property
    def eurovoc(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class StoredTopic:
    """A topic as the archive holds it."""

    slug: str
    label: str
    parent: str | None = None
    definition: str = ""
    belongs: str = ""
    excluded: str = ""
    example: str = ""
    cap: str | None = None
    iptc: str | None = None
    eurovoc: str | None = None
    terms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()


_TEXTS = ("label", "definition", "belongs", "excluded", "example", "cap", "iptc", "eurovoc")
_KINDS = {"terms": "phrase", "weak": "weak", "hints": "hint", "exclusions": "exclusion"}
"""What a list of terms is called in ``topic_terms``."""


def load_topics(connection: sqlite3.Connection) -> tuple[StoredTopic, ...]:
    """Return the archive's vocabulary in the order in which it was imported.

    Topics that came with a text and are in no vocabulary (origin "given") are not among them.
    """
    terms: dict[int, dict[str, list[str]]] = {}
    for topic, term, kind in connection.execute(
        "SELECT topic_id, term, kind FROM topic_terms ORDER BY id"
    ):
        terms.setdefault(topic, {}).setdefault(kind, []).append(term)
    columns = ", ".join(f"t.{name}" for name in _TEXTS)
    rows = connection.execute(
        f"SELECT t.id, t.slug, u.slug, {columns} FROM topics AS t"
        " LEFT JOIN topics AS u ON u.id = t.parent_id WHERE t.origin <> 'given' ORDER BY t.id"
    )
    return tuple(
        StoredTopic(
            slug=slug,
            parent=parent,
            **_texts(texts),
            **_lists(terms.get(key, {})),
        )
        for key, slug, parent, *texts in rows
    )


def _texts(stored: Sequence[str | None]) -> dict[str, Any]:
    """Return the texts of a topic by name; codes alone may be missing."""
    named = zip(_TEXTS, stored, strict=True)
    return {name: text if name in _CODES else text or "" for name, text in named}


def _lists(stored: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {name: tuple(stored.get(kind, ())) for name, kind in _KINDS.items()}


_CODES = ("cap", "iptc", "eurovoc")


def topics_origin(connection: sqlite3.Connection) -> Origin | None:
    """Say whose vocabulary the archive uses: the program's, the user's; None before the first."""
    found = scalar(connection.execute("SELECT origin FROM topics WHERE origin <> 'given' LIMIT 1"))
    return None if found is None else "import" if found == "import" else "shipped"


def import_topics(
    connection: Connection, topics: Iterable[TopicLike], origin: Origin = "import"
) -> bool:
    """Make ``topics`` the archive's vocabulary; return whether anything changed.

    Topics are known by slug. One that is no longer in the vocabulary goes, with its tags, unless
    statements came with it: those keep it. The tags of the others stay as they are until ``retag``.
    Call it within ``connection.begin()``.
    """
    wanted = tuple(topics)
    held = {one.slug: one for one in load_topics(reader(connection))}
    same = {one.slug: _record(one) for one in wanted} == held
    if same and topics_origin(reader(connection)) == origin:
        return False
    slugs = json_list(one.slug for one in wanted)
    connection.exec_driver_sql("DELETE FROM topic_terms")
    for query in _LEAVE:
        connection.exec_driver_sql(query, (slugs,))
    many(connection, _IMPORT, [_topic_row(one, origin) for one in wanted])
    many(connection, _SET_PARENT, [(one.parent, one.slug) for one in wanted])
    many(connection, _ADD_TERM, [row for one in wanted for row in _term_rows(one)])
    recount_all(connection)
    return True


def _record(topic: TopicLike) -> StoredTopic:
    lists: dict[str, Any] = {name: tuple(dict.fromkeys(getattr(topic, name))) for name in _KINDS}
    texts: dict[str, Any] = {name: getattr(topic, name) for name in _TEXTS}
    return StoredTopic(slug=topic.slug, parent=topic.parent, **texts, **lists)


def _topic_row(topic: TopicLike, origin: Origin) -> tuple[str | None, ...]:
    return (topic.slug, origin, *(getattr(topic, name) or None for name in _TEXTS))


def _term_rows(topic: TopicLike) -> list[tuple[str, str, str]]:
    record = _record(topic)
    return [
        (term, kind, topic.slug) for name, kind in _KINDS.items() for term in getattr(record, name)
    ]


_OTHERS = "slug NOT IN (SELECT value FROM json_each(?))"

# What people tagged keeps its topic, which is in no vocabulary then.
_LEAVE = (
    (
        "DELETE FROM statement_topics WHERE topic_id IN"
        f" (SELECT id FROM topics WHERE origin <> 'given' AND {_OTHERS})"
        " AND (SELECT s.origin FROM statements AS s WHERE s.id = statement_id) <> 'given'"
    ),
    (
        "DELETE FROM topics WHERE NOT EXISTS"
        f" (SELECT 1 FROM statement_topics AS x WHERE x.topic_id = topics.id) AND {_OTHERS}"
    ),
    f"UPDATE topics SET origin = 'given', parent_id = NULL WHERE {_OTHERS}",
)

_IMPORT = (
    f"INSERT INTO topics (slug, origin, {', '.join(_TEXTS)})"
    f" VALUES (?, ?, {', '.join('?' for _ in _TEXTS)}) ON CONFLICT (slug) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in ("origin", *_TEXTS))
)
_SET_PARENT = (
    "UPDATE topics SET parent_id = (SELECT id FROM topics AS t WHERE t.slug = ?) WHERE slug = ?"
)
_ADD_TERM = (
    "INSERT INTO topic_terms (topic_id, term, kind) SELECT id, ?, ? FROM topics WHERE slug = ?"
)
