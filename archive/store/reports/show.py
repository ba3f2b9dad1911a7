"""One article with its statements, read back as the records that it was written from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from sqlite3 import Connection
from typing import Any

from archive.errors import UsageError
from archive.records import (
    Article,
    Attendance,
    Mention,
    Removed,
    Role,
    Span,
    Speaker,
    Statement,
    Tag,
)
from archive.store.people.decisions import Correction, corrections
from archive.store.reports.ids import article_of, find
from archive.store.rows import article_in, date_in, spans_of
from archive.store.sql import json_list, mappings

PAGE = 1000
"""Articles whose uids are read at once, so that an archive of any size is gone through."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of an article: where it lay, its bytes' hash, and how it was decoded.

    A news database states its number in it, edition, section and how many words it has.
    """

    path: str
    url: str | None
    sha256: str
    media_type: str
    encoding: str
    encoding_method: str
    size: int
    read_at: str
    number: str | None = None
    edition: str | None = None
    section: str | None = None
    stated_words: int | None = None


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with its uid, its speakers' uids, and what people decided of it, latest first."""

    uid: str
    statement: Statement
    speakers: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it is stored. ``article.statements`` and ``statements`` go together.

    ``corrections`` are those that people made of it, the earliest first, and ``corrected`` the
    names and kinds of the speakers in them, by uid.
    """

    uid: str
    article: Article
    documents: tuple[StoredDocument, ...]
    statements: tuple[StoredStatement, ...]
    analysed_by: str
    corrections: tuple[Correction, ...] = ()
    corrected: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def stored_articles(connection: Connection, ids: Sequence[str] = ()) -> Iterator[StoredArticle]:
    """Yield all articles, the oldest first, or those that the ids of a user mean."""
    for uid in map(partial(_article_meant, connection), ids) if ids else _uids(connection):
        yield load_article(connection, uid)


def _article_meant(connection: Connection, text: str) -> str:
    kind, uid = find(connection, text)
    return uid if kind == "article" else article_of(connection, uid)


def _uids(connection: Connection) -> Iterator[str]:
    last = -1
    while page := connection.execute(
        "SELECT id, uid FROM articles WHERE id > ? ORDER BY id LIMIT ?", (last, PAGE)
    ).fetchall():
        yield from (uid for _, uid in page)
        last = page[-1][0]


def load_article(connection: Connection, uid: str) -> StoredArticle:
    """Return an article with all that belongs to it; raise UsageError where there is none."""
    rows = mappings(connection.execute("SELECT * FROM articles WHERE uid = ?", (uid,)))
    row = next(rows, None)
    if row is None:
        raise UsageError(f"there is no article {uid}")
    documents = tuple(_documents(connection, row["id"]))
    decided = tuple(corrections(connection, article=uid))[::-1]
    statements = tuple(_statements(connection, row["id"], uid, decided))
    article = replace(
        article_in(row, documents[0].path if documents else ""),
        people=tuple(_people(connection, row["id"])),
        removed=tuple(_removed(connection, row["id"])),
        roles=tuple(_roles(connection, row["id"], statements)),
        statements=tuple(one.statement for one in statements),
    )
    people = _corrected(connection, decided)
    return StoredArticle(uid, article, documents, statements, row["analysed_by"], decided, people)


def _corrected(connection: Connection, decided: Sequence[Correction]) -> dict[str, tuple[str, str]]:
    """Return the speakers in corrections: those decided, and those replaced."""
    uids: set[str] = set()
    for one in decided:
        value = one.value.get("speakers", ()) if isinstance(one.value, dict) else one.value
        uids.update(value if one.field in ("speaker", "turns", "add") else ())
        for facts in (one.before or {}).values():
            uids.update(link[0] for link in (facts or {}).get("speakers", ()))
    if not uids:
        return {}
    rows = connection.execute(
        "SELECT uid, name, kind FROM speakers WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(sorted(uids)),),
    )
    return {uid: (name, kind) for uid, name, kind in rows}


def _removed(connection: Connection, article: int) -> Iterator[Removed]:
    rows = connection.execute(
        "SELECT text, reason FROM removed_lines WHERE article_id = ? ORDER BY position", (article,)
    )
    return (Removed(*row) for row in rows)


def _documents(connection: Connection, article: int) -> Iterator[StoredDocument]:
    rows = connection.execute(
        "SELECT path, url, sha256, media_type, encoding, encoding_method, size, read_at,"
        " number, edition, section, stated_words FROM documents WHERE article_id = ? ORDER BY id",
        (article,),
    )
    return (StoredDocument(*row) for row in rows)


def _statements(
    connection: Connection, article: int, uid: str, made: Sequence[Correction]
) -> Iterator[StoredStatement]:
    query = "SELECT * FROM statements WHERE article_id = ? ORDER BY position"
    rows = mappings(connection.execute(query, (article,)))
    speakers = _speakers(connection, article)
    topics = _topics(connection, article)
    decided: dict[str, list[Correction]] = {}
    for one in reversed(made):
        for statement in {one.statement, *(one.before or {})} - {None, uid}:
            decided.setdefault(str(statement), []).append(one)
    for row in rows:
        said_by = speakers.get(row["id"], [])
        yield StoredStatement(
            row["uid"],
            _statement(row, [who for _, who in said_by], topics.get(row["id"], [])),
            tuple(one for one, _ in said_by),
            tuple(decided.get(row["uid"], ())),
        )


def _statement(row: Any, speakers: Sequence[Speaker], topics: Sequence[Tag]) -> Statement:
    return Statement(
        spans=spans_of(row["spans"], row["start"], row["end"]),
        text=row["text"],
        mention=Mention(row["speaker_text"], _span(row, "speaker")),
        cue=row["cue"],
        cue_span=_span(row, "cue"),
        quotation=row["quotation"],
        implicit=bool(row["implicit"]),
        headline=bool(row["headline"]),
        cue_lemma=row["cue_lemma"],
        cue_class=row["cue_class"],
        rule=row["rule"] or "",
        confidence=row["confidence"],
        paragraph=row["paragraph"],
        speakers=tuple(speakers),
        collective=bool(row["collective"]),
        speaker_method=row["speaker_method"],
        speaker_confidence=row["speaker_confidence"],
        said=date_in(row, "said"),
        topics=tuple(topics),
        continues=row["continues"],
        answers=row["answers"],
        origin=row["origin"],
        kind=row["kind"],
    )


def _speakers(connection: Connection, article: int) -> dict[int, list[tuple[str, Speaker]]]:
    rows = connection.execute(
        "SELECT s.id, p.uid, p.name, p.kind, r.title, r.of FROM statements AS s"
        " JOIN statement_speakers AS x ON x.statement_id = s.id"
        " JOIN speakers AS p ON p.id = x.speaker_id LEFT JOIN roles AS r ON r.id = x.role_id"
        " WHERE s.article_id = ? ORDER BY s.id, x.position",
        (article,),
    )
    found: dict[int, list[tuple[str, Speaker]]] = {}
    for statement, uid, name, kind, title, of in rows:
        role = Role(name, title, of) if title is not None else None
        found.setdefault(statement, []).append((uid, Speaker(name, kind, role)))
    return found


def _topics(connection: Connection, article: int) -> dict[int, list[Tag]]:
    rows = connection.execute(
        'SELECT s.id, t.slug, x.term, x.start, x."end", x.place, x.score FROM statements AS s'
        " JOIN statement_topics AS x ON x.statement_id = s.id JOIN topics AS t ON t.id = x.topic_id"
        " WHERE s.article_id = ? ORDER BY s.id, x.start, t.slug",
        (article,),
    )
    found: dict[int, list[Tag]] = {}
    for statement, slug, term, start, end, *how in rows:
        found.setdefault(statement, []).append(Tag(slug, term, (start, end), *how))
    return found


def _people(connection: Connection, article: int) -> Iterator[Attendance]:
    rows = connection.execute(
        "SELECT p.name, x.part FROM article_people AS x JOIN speakers AS p ON p.id = x.speaker_id"
        " WHERE x.article_id = ? ORDER BY x.part DESC, p.name",
        (article,),
    )
    return (Attendance(name, part) for name, part in rows)


def _roles(
    connection: Connection, article: int, statements: Sequence[StoredStatement]
) -> list[Role]:
    """Return the offices in which somebody speaks in the article, or takes part on its day."""
    roles = [who.role for one in statements for who in one.statement.speakers if who.role]
    held = connection.execute(
        "SELECT p.name, r.title, r.of FROM articles AS a"
        " JOIN article_people AS x ON x.article_id = a.id JOIN speakers AS p ON p.id = x.speaker_id"
        " JOIN roles AS r ON r.speaker_id = x.speaker_id AND r.origin = 'text'"
        " AND coalesce(a.event_on, a.published_on) BETWEEN r.seen_from AND r.seen_until"
        " WHERE a.id = ? ORDER BY p.name, r.id",
        (article,),
    )
    return list(dict.fromkeys([*roles, *(Role(*row) for row in held)]))


def _span(row: Any, name: str) -> Span | None:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if start is None else (start, end)
