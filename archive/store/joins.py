"""One person under several names: what the archive knows of its people, and how names are joined.

A name that was joined to somebody stands in ``speaker_names`` with how that was found as its
origin: "joined: …" for a name that means this person from the first to the last day on which it was
seen, "office: …" for one that does so together with an office alone ("Biden", as President), and
"correction" where a person decided it. What a person parted is kept in ``corrections``, field "no
name", with the name and the uid; it outlives every ingest.
"""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from archive.errors import UsageError
from archive.records import Bearer, Join, KnownName, KnownRole, Share
from archive.store.counts import DATED, recount
from archive.store.identity import DAY_BITS, slug
from archive.store.lookup import find_speakers, plain
from archive.store.merge import merge
from archive.store.people import free_uid
from archive.store.rows import json_list

JOINED, WITH_OFFICE, DECIDED = "joined: ", "office: ", "correction"
"""How the origins of names begin that were joined by the machine, and the one of people's joins."""


@dataclass(frozen=True, slots=True)
class Meant:
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
    found: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by uid with the office of its speaker and the article's day."""

    uid: str
    office: tuple[str, str | None] | None
    day: str | None


def read_bearers(
    connection: Connection, *, words: Collection[str] | None = None, provable: bool = True
) -> list[Bearer]:
    """Return people with the names and dated offices that prove who they are.

    ``words`` (``words_of`` names) are the people to look at: who has one of them in a name. With
    ``provable`` those alone of whom there is any proof: who has an office, and whose name is known
    as somebody's.
    """
    asked = None if words is None else json_list(_with_words(connection, words))
    names: dict[int, list[str]] = {}
    joined: dict[int, list[KnownName]] = {}
    rows = connection.exec_driver_sql(_OTHER_NAMES, (asked,)).all()
    for key, name, since, until, is_joined in rows:
        names.setdefault(key, []).append(name)
        if is_joined:
            joined.setdefault(key, []).append(KnownName(name, since, until))
    roles: dict[int, list[tuple[int, KnownRole]]] = {}
    for key, speaker, *role in connection.exec_driver_sql(_DATED_ROLES, (asked,)).all():
        roles.setdefault(speaker, []).append((key, KnownRole(*role)))
    known = {name.name for several in joined.values() for name in several}
    people = connection.exec_driver_sql(_PEOPLE, (asked,)).all()
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


def words_of(name: str) -> list[str]:
    """Return the words of a name by which people are found who could be the same."""
    return re.findall(r"[^\W\d_]{2,}", name.casefold() if name.isascii() else plain(name))


def _with_words(connection: Connection, words: Collection[str]) -> list[int]:
    """Return the people (keys) who have one of the words in a name that counts everywhere."""
    rows = connection.exec_driver_sql(
        "SELECT n.speaker_id, n.name FROM speaker_names AS n JOIN speakers AS p"
        " ON p.id = n.speaker_id WHERE p.kind = 'person'"
    ).all()
    wanted = frozenset(words)
    return list(dict.fromkeys(key for key, name in rows if not wanted.isdisjoint(words_of(name))))


def role_days(connection: Connection, people: Iterable[Bearer]) -> dict[int, list[int]]:
    """Return the days of the articles in which people spoke in each of their offices, by its key.

    What a person decided to be theirs is left out.
    """
    days: dict[int, list[int]] = {}
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT x.role_id, s.article_id >> {DAY_BITS} FROM json_each(?) AS j"
        " CROSS JOIN statement_speakers AS x ON x.role_id = j.value AND x.role_id > 0"
        f" JOIN statements AS s ON s.id = x.statement_id WHERE s.article_id >= {DATED}"
        f" AND {_UNDECIDED} ORDER BY 1, 2",
        (json_list(key for one in people for key in one.role_keys),),
    )
    for role, day in rows:
        days.setdefault(role, []).append(day)
    return days


def parted(connection: Connection) -> set[tuple[str, str]]:
    """Return the names that people parted from somebody, with that one's uid."""
    rows = connection.exec_driver_sql(
        "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM corrections"
        " WHERE field = 'no name' AND undone_at IS NULL"
    )
    return {(name, uid) for name, uid in rows}


def join(connection: Connection, one: Join) -> None:
    """Make two names one person's; call it within ``connection.begin()``."""
    source, target = one.source.key, one.target.key
    _unite_roles(connection, source, target)
    origin = JOINED + one.why
    days = [day for role in one.source.roles for day in (role.since, role.until) if day]
    first, last = connection.exec_driver_sql(
        "SELECT first_said_on, last_said_on FROM speakers WHERE id = ?", (source,)
    ).one()
    days += [day for day in (first, last) if day]
    since, until = (min(days), max(days)) if days else (None, None)
    connection.exec_driver_sql(
        f"{_NAME} SELECT ?1, name, ?2, ?3, ?4 FROM speaker_names WHERE speaker_id = ?5"
        f" AND origin NOT IN ('import', '{DECIDED}') {_WIDEN}",
        (target, since, until, origin, source),
    )
    merge(connection, source, target)


def share(connection: Connection, one: Share) -> None:
    """Give somebody what a vague name said in an office; call it within ``connection.begin()``."""
    source, target = one.source.key, one.target.key
    title, of = connection.exec_driver_sql(
        "SELECT title, of FROM roles WHERE id = ?", (one.role,)
    ).one()
    moving = list(
        connection.exec_driver_sql(
            "SELECT s.id FROM statement_speakers AS x JOIN statements AS s ON s.id = x.statement_id"
            f" WHERE x.role_id = ? AND x.speaker_id = ? AND s.article_id >> {DAY_BITS} IN"
            f" (SELECT value FROM json_each(?)) AND {_UNDECIDED}",
            (one.role, source, json_list(one.days)),
        ).scalars()
    )
    since, until = (date.fromordinal(day).isoformat() for day in (one.days[0], one.days[-1]))
    role = _role(connection, target, title, of, since, until)
    move_statements(connection, source, target, moving, role)
    connection.exec_driver_sql(
        f"{_NAME} VALUES (?, ?, ?, ?, ?) {_WIDEN}",
        (target, one.source.name, since, until, WITH_OFFICE + one.why),
    )


def move_statements(
    connection: Connection, source: int, target: int, statements: Sequence[int], role: int | None
) -> None:
    """Give statements (keys) of one speaker to another, who made them in an office (key).

    Of a meeting, too, where the first said nothing else in its article. Who is left without
    anything, and whom texts alone knew, is deleted.
    """
    keys = json_list(statements)
    connection.exec_driver_sql(
        "INSERT INTO statement_speakers (statement_id, speaker_id, position, role_id)"
        " SELECT statement_id, ?1, position, ?2 FROM statement_speakers WHERE speaker_id = ?3"
        " AND statement_id IN (SELECT value FROM json_each(?4)) ON CONFLICT DO NOTHING",
        (target, role, source, keys),
    )
    connection.exec_driver_sql(
        "DELETE FROM statement_speakers WHERE speaker_id = ?"
        " AND statement_id IN (SELECT value FROM json_each(?))",
        (source, keys),
    )
    for query in _MOVE_MEETINGS:
        connection.exec_driver_sql(query, (source, target, keys))
    recount(connection, [source, target])
    connection.exec_driver_sql(_DELETE_UNUSED, (source,))


def meant(connection: Connection, text: str) -> Meant:
    """Return the one speaker whom a user means by uid, name or part of a name.

    Raises UsageError where nobody is meant, or several are.
    """
    keys = list(
        connection.exec_driver_sql("SELECT id FROM speakers WHERE uid = ?", (text,)).scalars()
    )
    if not keys:
        keys = list(
            connection.exec_driver_sql("SELECT id FROM speakers WHERE name = ?", (text,)).scalars()
        )
    keys = keys or list(find_speakers(connection, text).ids)
    rows = connection.exec_driver_sql(
        "SELECT id, uid, name FROM speakers WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY statements DESC, uid LIMIT 6",
        (json_list(keys),),
    )
    found = [Meant(*row) for row in rows]
    if len(found) > 1:
        several = ", ".join(one.uid for one in found)
        raise UsageError(f"{text!r} can be several speakers", hint=f"give an id: {several}")
    return found[0]


def names(connection: Connection, speaker: int) -> list[NameRow]:
    """Return the names of a speaker (key), the canonical one first."""
    rows = connection.exec_driver_sql(
        "SELECT n.name, n.from_on, n.until_on, n.origin FROM speaker_names AS n"
        " JOIN speakers AS p ON p.id = n.speaker_id WHERE p.id = ?"
        " ORDER BY n.name <> p.name, n.name",
        (speaker,),
    )
    return [NameRow(*row) for row in rows]


def part(connection: Connection, one: Meant, name: str) -> tuple[str, ...]:
    """Decide that a name does not mean a speaker, now and after every ingest.

    Returns the name with the other spellings that go with it. What was said under them is still
    the speaker's. Raises UsageError for a name that the speaker does not have besides the own one.
    """
    mine = [row.known_as for row in names(connection, one.key)]
    parted = tuple(other for other in mine if slug(other) == slug(name))
    if not parted or slug(name) == slug(one.name):
        raise UsageError(
            f"{name!r} is no other name of {one.uid}", hint=f"archive speakers names {one.uid}"
        )
    for other in parted:
        connection.exec_driver_sql(
            "INSERT INTO corrections (made_at, article_uid, field, machine_value, value)"
            " VALUES (?, '', 'no name', 'null', ?)",
            (_now(), json.dumps([other, one.uid], ensure_ascii=False)),
        )
        connection.exec_driver_sql(
            "DELETE FROM speaker_names WHERE name = ? AND speaker_id = ?", (other, one.key)
        )
    _forget_known(connection)
    return parted


def articles_of(connection: Connection, speaker: int) -> list[str]:
    """Return the uids of the articles in which a speaker (key) says something."""
    rows = connection.exec_driver_sql(
        "SELECT uid FROM articles WHERE id IN (SELECT s.article_id FROM statement_speakers AS x"
        " JOIN statements AS s ON s.id = x.statement_id WHERE x.speaker_id = ?) ORDER BY id",
        (speaker,),
    )
    return list(rows.scalars())


def give_back(
    connection: Connection, one: Meant, name: str, said: Sequence[Said], own: Sequence[KnownRole]
) -> str:
    """Give what was said under a parted name to a speaker of that name; return the uid.

    ``own`` are the offices in which the other names of the one speaker were seen, of one day each:
    an office that only the parted name had goes with it.
    """
    target = connection.exec_driver_sql(
        "SELECT id FROM speakers WHERE name = ? AND kind = 'person' AND id <> ?", (name, one.key)
    ).scalar()
    if target is None:
        target = connection.exec_driver_sql(
            "INSERT INTO speakers (uid, name, kind) VALUES (?, ?, 'person') RETURNING id",
            (free_uid(connection, name), name),
        ).scalar_one()
    connection.exec_driver_sql(
        f"{_NAME} VALUES (?, ?, NULL, NULL, 'text') ON CONFLICT DO NOTHING", (target, name)
    )
    by_role: dict[tuple[str, str | None] | None, list[Said]] = {}
    for statement in said:
        by_role.setdefault(statement.office, []).append(statement)
    for office, group in by_role.items():
        days = [statement.day for statement in group if statement.day]
        role = None
        if office:
            since, until = (min(days), max(days)) if days else (None, None)
            role = _role(connection, target, *office, since, until)
        keys = connection.exec_driver_sql(
            "SELECT id FROM statements AS s WHERE uid IN (SELECT value FROM json_each(?))"
            f" AND {_UNDECIDED}",
            (json_list(statement.uid for statement in group),),
        )
        move_statements(connection, one.key, target, list(keys.scalars()), role)
        if office:
            _narrow_role(connection, one.key, office, own)
    uid = connection.exec_driver_sql("SELECT uid FROM speakers WHERE id = ?", (target,)).scalar()
    return str(uid)


def _narrow_role(
    connection: Connection, speaker: int, office: tuple[str, str | None], own: Sequence[KnownRole]
) -> None:
    days = [role.since for role in own if (role.title, role.of) == office and role.since]
    where = "WHERE speaker_id = ? AND title = ? AND of IS ? AND origin = 'text'"
    if days:
        connection.exec_driver_sql(
            f"UPDATE roles SET seen_from = ?, seen_until = ? {where}",
            (min(days), max(days), speaker, *office),
        )
    else:
        connection.exec_driver_sql(f"DELETE FROM roles {where}", (speaker, *office))


def merge_by_hand(connection: Connection, source: int, target: int) -> int:
    """Decide that two speakers (keys) are one; return how many statements moved.

    Raises UsageError for two of different kinds, and for one that a user's list names.
    """
    rows = connection.exec_driver_sql(
        "SELECT id, uid, kind, origin FROM speakers WHERE id IN (?, ?)", (source, target)
    )
    found = {key: (uid, kind, origin) for key, uid, kind, origin in rows}
    (uid, kind, origin), (_, other, _) = found[source], found[target]
    if kind != other:
        raise UsageError(f"{uid} is a {kind}, not a {other}", hint="archive speakers import")
    if origin == "import":
        raise UsageError(f"{uid} is of an imported list", hint="make it an alias there")
    # Names that were joined to the source stay bound to their days or offices.
    names = list(
        connection.exec_driver_sql(
            "SELECT name FROM speaker_names WHERE speaker_id = ?"
            f" AND origin IN ('text', '{DECIDED}')",
            (source,),
        ).scalars()
    )
    _unite_roles(connection, source, target)
    connection.exec_driver_sql(
        f"{_NAME} SELECT ?1, value, NULL, NULL, '{DECIDED}' FROM json_each(?2)"
        " WHERE 1 ON CONFLICT (speaker_id, name) DO UPDATE SET from_on = NULL, until_on = NULL,"
        " origin = excluded.origin",
        (target, json_list(names)),
    )
    connection.exec_driver_sql(
        f"UPDATE speakers SET origin = CASE origin WHEN 'text' THEN '{DECIDED}' ELSE origin END"
        " WHERE id = ?",
        (target,),
    )
    connection.exec_driver_sql("UPDATE speakers SET origin = 'text' WHERE id = ?", (source,))
    connection.exec_driver_sql(
        "UPDATE corrections SET undone_at = ?1 WHERE field = 'no name' AND undone_at IS NULL AND"
        " json_extract(value, '$[1]') = (SELECT uid FROM speakers WHERE id = ?2)"
        " AND json_extract(value, '$[0]') IN (SELECT value FROM json_each(?3))",
        (_now(), target, json_list(names)),
    )
    _forget_known(connection)
    return merge(connection, source, target)


def _forget_known(connection: Connection) -> None:
    """Let runs that were interrupted go on with what is known now."""
    connection.exec_driver_sql("UPDATE ingests SET known = NULL WHERE known IS NOT NULL")


def _unite_roles(connection: Connection, source: int, target: int) -> None:
    """Let the target have been seen in the source's offices, too."""
    for title, of, since, until in connection.exec_driver_sql(
        "SELECT title, of, seen_from, seen_until FROM roles WHERE speaker_id = ? ORDER BY id",
        (source,),
    ).all():
        _role(connection, target, title, of, since, until)


def _role(
    connection: Connection,
    speaker: int,
    title: str,
    of: str | None,
    since: str | None,
    until: str | None,
) -> int:
    """Return the key of a speaker's office, which was seen on these days."""
    found = connection.exec_driver_sql(
        "UPDATE roles SET"
        " seen_from = iif(origin = 'text', min(coalesce(seen_from, ?1), ?1), seen_from),"
        " seen_until = iif(origin = 'text', max(coalesce(seen_until, ?2), ?2), seen_until)"
        " WHERE id = (SELECT id FROM roles WHERE speaker_id = ?3 AND title = ?4 AND of IS ?5"
        " ORDER BY id LIMIT 1) RETURNING id",
        (since, until, speaker, title, of),
    ).scalar()
    if found is None:
        found = connection.exec_driver_sql(
            "INSERT INTO roles (speaker_id, title, of, seen_from, seen_until)"
            " VALUES (?, ?, ?, ?, ?) RETURNING id",
            (speaker, title, of, since, until),
        ).scalar_one()
    return int(found)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_OTHER_NAMES = f"""
SELECT n.speaker_id, n.name, n.from_on, n.until_on, n.origin LIKE '{JOINED}%'
FROM speaker_names AS n JOIN speakers AS p ON p.id = n.speaker_id
WHERE n.name <> p.name AND p.kind = 'person' AND n.origin NOT LIKE '{WITH_OFFICE}%'
AND (?1 IS NULL OR n.speaker_id IN (SELECT value FROM json_each(?1))) ORDER BY n.name"""

_DATED_ROLES = """
SELECT id, speaker_id, title, of, seen_from, seen_until FROM roles
WHERE coalesce(seen_from, seen_until) IS NOT NULL
AND (?1 IS NULL OR speaker_id IN (SELECT value FROM json_each(?1))) ORDER BY id"""

_PEOPLE = """
SELECT id, uid, name, statements, origin <> 'text', first_said_on, last_said_on
FROM speakers WHERE kind = 'person'
AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1))) ORDER BY id"""

_NAME = "INSERT INTO speaker_names (speaker_id, name, from_on, until_on, origin)"

# A name that is always this person's stays so; a joined one is so for longer.
_WIDEN = (
    " ON CONFLICT (speaker_id, name) DO UPDATE SET from_on = min(from_on, excluded.from_on),"
    " until_on = max(until_on, excluded.until_on),"
    f" origin = iif(origin LIKE '{WITH_OFFICE}%', excluded.origin, origin)"
)

_UNDECIDED = (
    "NOT EXISTS (SELECT 1 FROM corrections AS c WHERE c.statement_uid = s.uid"
    " AND c.field = 'speaker' AND c.undone_at IS NULL)"
)

_LEFT = """article_id IN (
    SELECT s.article_id FROM statements AS s WHERE s.id IN (SELECT value FROM json_each(?3)))
AND NOT EXISTS (
    SELECT 1 FROM statements AS s JOIN statement_speakers AS x ON x.statement_id = s.id
    WHERE s.article_id = article_people.article_id AND x.speaker_id = ?1)"""

_MOVE_MEETINGS = (
    f"""
INSERT INTO article_people (article_id, speaker_id, part) SELECT article_id, ?2, part
FROM article_people WHERE speaker_id = ?1 AND {_LEFT} ON CONFLICT DO NOTHING""",
    f"DELETE FROM article_people WHERE speaker_id = ?1 AND ?2 AND {_LEFT}",
)

_DELETE_UNUSED = """
DELETE FROM speakers WHERE id = ?1 AND origin = 'text'
AND NOT EXISTS (SELECT 1 FROM statement_speakers WHERE speaker_id = ?1)
AND NOT EXISTS (SELECT 1 FROM article_people WHERE speaker_id = ?1)"""
