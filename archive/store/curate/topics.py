"""The archive's vocabulary of topics, and tagging its statements again without the documents."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sqlalchemy import (
    BindParameter,
    Connection,
    ScalarSelect,
    bindparam,
    delete,
    exists,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from archive.store.columns import listed
from archive.store.compiled import Compiled
from archive.store.counts import recount_all
from archive.store.engine import reader
from archive.store.schema import statement_topics, statements, topic_terms
from archive.store.schema import topics as stored
from archive.store.sql import scalar

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
    connection.execute(delete(topic_terms))
    _leave_out(connection, [one.slug for one in wanted])
    _IMPORT.run_all(connection, [_topic_row(one, origin) for one in wanted])
    parents = [{"child": one.slug, "above": one.parent} for one in wanted]
    _SET_PARENT.run_all(connection, parents)
    _ADD_TERM.run_all(connection, [row for one in wanted for row in _term_rows(one)])
    recount_all(connection)
    return True


def _record(topic: TopicLike) -> StoredTopic:
    lists: dict[str, Any] = {name: tuple(dict.fromkeys(getattr(topic, name))) for name in _KINDS}
    texts: dict[str, Any] = {name: getattr(topic, name) for name in _TEXTS}
    return StoredTopic(slug=topic.slug, parent=topic.parent, **texts, **lists)


def _topic_row(topic: TopicLike, origin: Origin) -> dict[str, str | None]:
    texts = {name: getattr(topic, name) or None for name in _TEXTS}
    return {"slug": topic.slug, "origin": origin, **texts}


def _term_rows(topic: TopicLike) -> list[dict[str, str]]:
    record = _record(topic)
    return [
        {"term": term, "kind": kind, "topic": topic.slug}
        for name, kind in _KINDS.items()
        for term in getattr(record, name)
    ]


def _leave_out(connection: Connection, kept: Sequence[str]) -> None:
    """Delete all topics but those kept (slugs), or let them be in no vocabulary.

    What people tagged keeps its topic.
    """
    others = stored.c.slug.not_in(listed(kept))
    tag = statement_topics.c
    gone = select(stored.c.id).where(stored.c.origin != "given", others)
    origin = select(statements.c.origin).where(statements.c.id == tag.statement_id)
    came_with = origin.correlate(statement_topics).scalar_subquery() == "given"
    connection.execute(delete(statement_topics).where(tag.topic_id.in_(gone), ~came_with))
    is_tagged = exists().where(tag.topic_id == stored.c.id).correlate(stored)
    connection.execute(delete(stored).where(~is_tagged, others))
    connection.execute(update(stored).where(others).values(origin="given", parent_id=None))


def _key_of(slug: BindParameter[str]) -> ScalarSelect[int]:
    topic = stored.alias()
    return select(topic.c.id).where(topic.c.slug == slug).scalar_subquery()


_NEW = insert(stored)
_IMPORT = Compiled(
    _NEW.on_conflict_do_update(
        index_elements=["slug"],
        set_={name: _NEW.excluded[name] for name in ("origin", *_TEXTS)},
    ),
    ("slug", "origin", *_TEXTS),
)
_SET_PARENT = Compiled(
    update(stored)
    .where(stored.c.slug == bindparam("child"))
    .values(parent_id=_key_of(bindparam("above")))
)
_ADD_TERM = Compiled(
    insert(topic_terms).values(topic_id=_key_of(bindparam("topic"))), ("term", "kind")
)
