"""Whom a user means, and which names somebody has."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from archive.errors import UsageError
from archive.store.search.lookup import find_speakers
from archive.store.sql import column, json_list


@dataclass(frozen=True, slots=True)
class ResolvedSpeaker:
    """A speaker whom a user means."""

    key: int
    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of a speaker, from when to when it is, and how that was found."""

    known_as: str
    from_on: str | None
    until_on: str | None
    origin: str
    reason: str | None


def resolve_speaker(connection: Connection, text: str) -> ResolvedSpeaker:
    """Return the one speaker whom a user means by uid, name or part of a name.

    Raises UsageError where nobody is meant, or several are.
    """
    keys = list(column(connection.execute("SELECT id FROM speakers WHERE uid = ?", (text,))))
    if not keys:
        keys += column(connection.execute("SELECT id FROM speakers WHERE name = ?", (text,)))
    keys = keys or list(find_speakers(connection, text).ids)
    rows = connection.execute(
        "SELECT id, uid, name FROM speakers WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY statements DESC, uid LIMIT 6",
        (json_list(keys),),
    )
    found = [ResolvedSpeaker(*row) for row in rows]
    if len(found) > 1:
        several = ", ".join(one.uid for one in found)
        raise UsageError(f"{text!r} matches several speakers", hint=f"use an id: {several}")
    return found[0]


def key_of(connection: Connection, uid: str) -> int | None:
    """Return the key of the speaker of that uid, None where there is none."""
    row = connection.execute("SELECT id FROM speakers WHERE uid = ?", (uid,)).fetchone()
    return int(row[0]) if row else None


def names_of_speaker(connection: Connection, speaker: int) -> list[NameRow]:
    """Return the names of a speaker (key), the canonical one first."""
    rows = connection.execute(
        "SELECT n.name, n.from_on, n.until_on, n.origin, n.reason FROM speaker_names AS n"
        " JOIN speakers AS p ON p.id = n.speaker_id WHERE p.id = ?"
        " ORDER BY n.name <> p.name, n.name",
        (speaker,),
    )
    return [NameRow(*row) for row in rows]


def speakers_of_statement(connection: Connection, statement: str) -> list[str]:
    """Return the uids of who makes a statement (uid), in their order."""
    rows = connection.execute(
        "SELECT p.uid FROM statements AS s JOIN statement_speakers AS x ON x.statement_id = s.id"
        " JOIN speakers AS p ON p.id = x.speaker_id WHERE s.uid = ? ORDER BY x.position",
        (statement,),
    )
    return list(column(rows))


def articles_of(connection: Connection, speaker: int) -> list[str]:
    """Return the uids of the articles in which a speaker (key) says something."""
    rows = connection.execute(
        "SELECT uid FROM articles WHERE id IN (SELECT s.article_id FROM statement_speakers AS x"
        " JOIN statements AS s ON s.id = x.statement_id WHERE x.speaker_id = ?) ORDER BY id",
        (speaker,),
    )
    return list(column(rows))


def speakers_of(
    connection: Connection, statements: Sequence[int]
) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return uid and name of the speakers of statements (keys), by the statements' keys."""
    rows = connection.execute(
        "SELECT x.statement_id, p.uid, p.name FROM json_each(?) AS j"
        " JOIN statement_speakers AS x ON x.statement_id = j.value"
        " JOIN speakers AS p ON p.id = x.speaker_id ORDER BY x.statement_id, x.position",
        (json_list(statements),),
    )
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for key, uid, name in rows:
        found[key] = (*found.get(key, ()), (uid, name))
    return found
