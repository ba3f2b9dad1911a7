"""Who bears which name, as people decide it: joined or parted by hand, for good.

A name that was joined by hand has the origin "correction" in ``speaker_names``; one that was parted
from a speaker is kept in ``corrections``, field "no name", with the name and the uid. Both outlive
every ingest.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from archive.errors import UsageError
from archive.records import KnownRole
from archive.store.clock import now
from archive.store.engine import reader
from archive.store.people.candidates import DECIDED, UNDECIDED
from archive.store.people.joins import INSERT_NAME, move_statements, role_key, unite_roles
from archive.store.people.known import free_uid
from archive.store.people.merge import merge
from archive.store.people.names import ResolvedSpeaker, names_of_speaker
from archive.store.sql import json_list
from archive.store.uids import slug


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by uid with the office of its speaker and the article's day."""

    uid: str
    office: tuple[str, str | None] | None
    day: str | None


def part(connection: Connection, one: ResolvedSpeaker, name: str) -> tuple[str, ...]:
    """Decide that a name does not mean a speaker, now and after every ingest.

    Returns the name with the other spellings that go with it. What was said under them is still
    the speaker's. Raises UsageError for a name that the speaker does not have besides the own one.
    """
    mine = [row.known_as for row in names_of_speaker(reader(connection), one.key)]
    parted = tuple(other for other in mine if slug(other) == slug(name))
    if not parted or slug(name) == slug(one.name):
        raise UsageError(
            f"{name!r} is no other name of {one.uid}", hint=f"archive speakers names {one.uid}"
        )
    for other in parted:
        connection.exec_driver_sql(
            "INSERT INTO corrections (made_at, article_uid, field, machine_value, value)"
            " VALUES (?, '', 'no name', 'null', ?)",
            (now(), json.dumps([other, one.uid], ensure_ascii=False)),
        )
        connection.exec_driver_sql(
            "DELETE FROM speaker_names WHERE name = ? AND speaker_id = ?", (other, one.key)
        )
    _forget_known(connection)
    return parted


def give_back(
    connection: Connection,
    one: ResolvedSpeaker,
    name: str,
    said: Sequence[Said],
    own: Sequence[KnownRole],
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
        f"{INSERT_NAME} VALUES (?, ?, NULL, NULL, 'text') ON CONFLICT DO NOTHING", (target, name)
    )
    by_role: dict[tuple[str, str | None] | None, list[Said]] = {}
    for statement in said:
        by_role.setdefault(statement.office, []).append(statement)
    for office, group in by_role.items():
        days = [statement.day for statement in group if statement.day]
        role = None
        if office:
            since, until = (min(days), max(days)) if days else (None, None)
            role = role_key(connection, target, *office, since, until)
        keys = connection.exec_driver_sql(
            "SELECT id FROM statements AS s WHERE uid IN (SELECT value FROM json_each(?))"
            f" AND {UNDECIDED}",
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
    unite_roles(connection, source, target)
    connection.exec_driver_sql(
        f"{INSERT_NAME} SELECT ?, value, NULL, NULL, '{DECIDED}' FROM json_each(?)"
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
        "UPDATE corrections SET undone_at = ? WHERE field = 'no name' AND undone_at IS NULL AND"
        " json_extract(value, '$[1]') = (SELECT uid FROM speakers WHERE id = ?)"
        " AND json_extract(value, '$[0]') IN (SELECT value FROM json_each(?))",
        (now(), target, json_list(names)),
    )
    _forget_known(connection)
    return merge(connection, source, target)


def _forget_known(connection: Connection) -> None:
    """Let runs that were interrupted go on with what is known now."""
    connection.exec_driver_sql(
        "UPDATE ingests SET resume_with = NULL WHERE resume_with IS NOT NULL"
    )
