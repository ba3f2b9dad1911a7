"""Who speaks in an archive, as a list and one by one, with what is known of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from archive.store.people.names import NameRow, names_of_speaker
from archive.store.search.lookup import find_speakers
from archive.store.sql import json_list


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker with counts; ``office`` is the one of most articles, ``roles`` are all."""

    uid: str
    name: str
    kind: str
    statements: int
    first_said_on: str | None
    last_said_on: str | None
    office: str | None
    roles: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office with the days between which it was seen, and the articles that speak in it."""

    title: str
    of: str | None
    seen_from: str | None
    seen_until: str | None
    origin: str
    articles: int


@dataclass(frozen=True, slots=True)
class Profile:
    """All that an archive knows of a speaker."""

    speaker: SpeakerRow
    offices: tuple[OfficeRow, ...]
    names: tuple[NameRow, ...]


def speakers(
    connection: Connection, *, word: str | None = None, everybody: bool = False, limit: int = 0
) -> Iterator[SpeakerRow]:
    """Yield who speaks, those with most statements first.

    ``word`` is a part of the name, as in a query's ``speaker:``; raises UsageError where nobody is
    meant. ``everybody`` are those, too, who are known but say nothing; ``limit`` 0 is no limit.
    """
    asked = None if word is None else json_list(find_speakers(connection, word).ids)
    wanted = {"asked": asked, "everybody": everybody, "limit": limit or -1}
    for row in connection.execute(_SPEAKERS, wanted).fetchall():
        yield _row(connection, *row)


def _row(
    connection: Connection, key: int, uid: str, name: str, kind: str, count: int,
    first: str | None, last: str | None, names: str | None, wikidata: str | None,
) -> SpeakerRow:  # fmt: skip
    held = _offices(connection, key)
    shown = tuple({office.casefold(): office for office in map(_shown, reversed(held))}.values())[
        ::-1
    ]
    others = tuple(names.split("\n")) if names else ()
    return SpeakerRow(
        uid, name, kind, count, first, last, shown[0] if shown else None, shown, others, wikidata
    )


def count_speakers(
    connection: Connection, *, word: str | None = None, everybody: bool = False
) -> int:
    """Return how many ``speakers`` yields without a limit."""
    asked = None if word is None else json_list(find_speakers(connection, word).ids)
    (found,) = connection.execute(
        "SELECT count(*) FROM speakers WHERE (statements > 0 OR :everybody)"
        " AND (:asked IS NULL OR id IN (SELECT value FROM json_each(:asked)))",
        {"asked": asked, "everybody": everybody},
    ).fetchone()
    return int(found)


def profile(connection: Connection, key: int) -> Profile:
    """Return all that is known of a speaker (key)."""
    row = connection.execute(_ONE, (key,)).fetchone()
    speaker = _row(connection, *row)
    return Profile(
        speaker, tuple(_offices(connection, key)), tuple(names_of_speaker(connection, key))
    )


def _offices(connection: Connection, key: int) -> list[OfficeRow]:
    """Return the offices of a speaker: of lists first, then those of most articles."""
    rows = connection.execute(_OFFICES, (key,))
    return [OfficeRow(*row) for row in rows]


def _shown(office: OfficeRow) -> str:
    return f"{office.title} of {office.of}" if office.of else office.title


_COLUMNS = """\
p.id, p.uid, p.name, p.kind, p.statements, p.first_said_on, p.last_said_on,
    (SELECT group_concat(n.name, char(10)) FROM speaker_names AS n
     WHERE n.speaker_id = p.id AND n.name <> p.name),
    p.wikidata"""

_SPEAKERS = f"""
SELECT {_COLUMNS}
FROM speakers AS p WHERE (p.statements > 0 OR :everybody)
AND (:asked IS NULL OR p.id IN (SELECT value FROM json_each(:asked)))
ORDER BY p.statements DESC, p.name, p.id LIMIT :limit"""

_ONE = f"SELECT {_COLUMNS} FROM speakers AS p WHERE p.id = ?"

# SQLite uses the index of roles, which holds those that are set, only where it is told that one is:
# 0.1 s instead of 4 for a press secretary at 212,000 statements.
_OFFICES = """
SELECT r.title, r.of, r.seen_from, r.seen_until, r.origin,
    (SELECT count(DISTINCT s.article_id) FROM statement_speakers AS x
     JOIN statements AS s ON s.id = x.statement_id
     WHERE x.role_id = r.id AND x.role_id > 0) AS articles
FROM roles AS r WHERE r.speaker_id = ?
ORDER BY r.origin = 'text', articles DESC, r.of IS NULL, r.seen_until DESC, r.id"""
