"""The people of an archive with all that is known of their names, for telling who is who."""

from collections.abc import Collection, Iterable
from sqlite3 import Connection

from archive.records import Bearer, KnownName, KnownRole
from archive.store.counts import DATED
from archive.store.sql import json_list
from archive.store.uids import DAY_BITS
from archive.text import name_words

MERGED, WITH_OFFICE, DECIDED = "merged", "office", "correction"
"""Origins of names: found by the program, always or with an office alone; decided by people."""

UNDECIDED = (
    "NOT EXISTS (SELECT 1 FROM corrections AS c WHERE c.statement_uid = s.uid"
    " AND c.field = 'speaker' AND c.undone_at IS NULL)"
)
"""Condition on a statement ``s`` whose speaker no person decided."""


def read_bearers(
    connection: Connection, *, words: Collection[str] | None = None, provable: bool = True
) -> list[Bearer]:
    """Return people with the names and dated offices that prove who they are.

    ``words`` (``name_words`` names) are the people to look at: who has one of them in a name. With
    ``provable`` those alone of whom there is any proof: who has an office, and whose name is known
    as somebody's.
    """
    asked = {"asked": None if words is None else json_list(_with_words(connection, words))}
    names: dict[int, list[str]] = {}
    joined: dict[int, list[KnownName]] = {}
    rows = connection.execute(_OTHER_NAMES, asked).fetchall()
    for key, name, since, until, is_joined in rows:
        names.setdefault(key, []).append(name)
        if is_joined:
            joined.setdefault(key, []).append(KnownName(name, since, until))
    roles: dict[int, list[tuple[int, KnownRole]]] = {}
    for key, speaker, *role in connection.execute(_DATED_ROLES, asked).fetchall():
        roles.setdefault(speaker, []).append((key, KnownRole(*role)))
    known = {name.name for several in joined.values() for name in several}
    people = connection.execute(_PEOPLE, asked).fetchall()
    return [
        Bearer(
            key,
            uid,
            name,
            statements,
            bool(fixed),
            tuple(names.get(key, ())),
            tuple(role for _, role in roles.get(key, ())),
            tuple(number for number, _ in roles.get(key, ())),
            tuple(joined.get(key, ())),
            since,
            until,
        )
        for key, uid, name, statements, fixed, since, until in people
        if not provable or key in roles or key in joined or name in known
    ]


def _with_words(connection: Connection, words: Collection[str]) -> list[int]:
    """Return the people (keys) who have one of the words in a name that counts everywhere."""
    rows = connection.execute(
        "SELECT n.speaker_id, n.name FROM speaker_names AS n JOIN speakers AS p"
        " ON p.id = n.speaker_id WHERE p.kind = 'person'"
    ).fetchall()
    wanted = frozenset(words)
    return list(dict.fromkeys(key for key, name in rows if not wanted.isdisjoint(name_words(name))))


def role_days(connection: Connection, people: Iterable[Bearer]) -> dict[int, list[int]]:
    """Return the days of the articles in which people spoke in each of their offices, by its key.

    What a person decided to be theirs is left out.
    """
    days: dict[int, list[int]] = {}
    rows = connection.execute(
        f"SELECT DISTINCT x.role_id, s.article_id >> {DAY_BITS} FROM json_each(?) AS j"
        " CROSS JOIN statement_speakers AS x ON x.role_id = j.value AND x.role_id > 0"
        f" JOIN statements AS s ON s.id = x.statement_id WHERE s.article_id >= {DATED}"
        f" AND {UNDECIDED} ORDER BY 1, 2",
        (json_list(key for one in people for key in one.role_keys),),
    )
    for role, day in rows:
        days.setdefault(role, []).append(day)
    return days


def parted(connection: Connection) -> set[tuple[str, str]]:
    """Return the names that people split from somebody, with that one's uid."""
    rows = connection.execute(
        "SELECT name, speaker_uid FROM name_exclusions WHERE undone_at IS NULL"
    )
    return {(name, uid) for name, uid in rows}


_OTHER_NAMES = f"""
SELECT n.speaker_id, n.name, n.from_on, n.until_on, n.origin = '{MERGED}'
FROM speaker_names AS n JOIN speakers AS p ON p.id = n.speaker_id
WHERE n.name <> p.name AND p.kind = 'person' AND n.origin <> '{WITH_OFFICE}'
AND (:asked IS NULL OR n.speaker_id IN (SELECT value FROM json_each(:asked))) ORDER BY n.name"""

_DATED_ROLES = """
SELECT id, speaker_id, title, of, seen_from, seen_until FROM roles
WHERE coalesce(seen_from, seen_until) IS NOT NULL
AND (:asked IS NULL OR speaker_id IN (SELECT value FROM json_each(:asked))) ORDER BY id"""

_PEOPLE = """
SELECT id, uid, name, statements, origin <> 'text', first_said_on, last_said_on
FROM speakers WHERE kind = 'person'
AND (:asked IS NULL OR id IN (SELECT value FROM json_each(:asked))) ORDER BY id"""
