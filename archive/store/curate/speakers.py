"""Who bears which name, as people decide it: joined or split_names by hand, for good.

A name that was merged by hand has the origin "correction" in ``speaker_names``; one that was split
from a speaker stands in ``name_exclusions`` with that one's uid. Both outlive every ingest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from archive.errors import UsageError
from archive.records import KnownRole
from archive.store.clock import now
from archive.store.engine import reader
from archive.store.people.candidates import DECIDED, UNDECIDED
from archive.store.people.joins import merge_roles, move_statements, role_key
from archive.store.people.known import free_uid
from archive.store.people.merge import merge
from archive.store.people.names import ResolvedSpeaker, names_of_speaker
from archive.store.schema import ingests, name_exclusions, speaker_names, speakers
from archive.store.sql import json_list
from archive.store.uids import slug


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by uid with the office of its speaker and the article's day."""

    uid: str
    office: tuple[str, str | None] | None
    day: str | None


def split(connection: Connection, one: ResolvedSpeaker, name: str) -> tuple[str, ...]:
    """Decide that a name does not mean a speaker, now and after every ingest.

    Returns the name with the other spellings that go with it. What was said under them is still
    the speaker's. Raises UsageError for a name that the speaker does not have besides the own one.
    """
    mine = [row.known_as for row in names_of_speaker(reader(connection), one.key)]
    split_names = tuple(other for other in mine if slug(other) == slug(name))
    if not split_names or slug(name) == slug(one.name):
        raise UsageError(
            f"{one.uid} has no other name {name!r}", hint=f"archive speakers names {one.uid}"
        )
    rows = [{"name": other, "speaker_uid": one.uid, "made_at": now()} for other in split_names]
    connection.execute(insert(name_exclusions).on_conflict_do_nothing(), rows)
    connection.execute(
        delete(speaker_names).where(
            speaker_names.c.speaker_id == one.key, speaker_names.c.name.in_(split_names)
        )
    )
    _forget_known(connection)
    return split_names


def reassign_split(
    connection: Connection,
    one: ResolvedSpeaker,
    name: str,
    said: Sequence[Said],
    own: Sequence[KnownRole],
) -> str:
    """Give what was said under a split_names name to a speaker of that name; return the uid.

    ``own`` are the offices in which the other names of the one speaker were seen, of one day each:
    an office that only the split_names name had goes with it.
    """
    target = connection.exec_driver_sql(
        "SELECT id FROM speakers WHERE name = ? AND kind = 'person' AND id <> ?", (name, one.key)
    ).scalar()
    if target is None:
        target = connection.exec_driver_sql(
            "INSERT INTO speakers (uid, name, kind) VALUES (?, ?, 'person') RETURNING id",
            (free_uid(connection, name), name),
        ).scalar_one()
    connection.execute(
        insert(speaker_names).values(speaker_id=target, name=name).on_conflict_do_nothing()
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
    columns = (speakers.c.id, speakers.c.uid, speakers.c.kind, speakers.c.origin)
    rows = connection.execute(select(*columns).where(speakers.c.id.in_((source, target))))
    found = {key: (uid, kind, origin) for key, uid, kind, origin in rows}
    (uid, kind, origin), (other_uid, other, _) = found[source], found[target]
    if kind != other:
        raise UsageError(f"{uid} is a {kind}, not a {other}", hint="archive speakers import")
    if origin == "import":
        raise UsageError(
            f"{uid} comes from an imported list", hint="add it as an alias in that list"
        )
    # Names that were joined to the source stay bound to their days or offices.
    names = connection.scalars(
        select(speaker_names.c.name).where(
            speaker_names.c.speaker_id == source, speaker_names.c.origin.in_(("text", DECIDED))
        )
    ).all()
    merge_roles(connection, source, target)
    decided = {"from_on": None, "until_on": None, "origin": DECIDED, "reason": None}
    connection.execute(
        insert(speaker_names).on_conflict_do_update(
            index_elements=["speaker_id", "name"], set_=decided
        ),
        [{"speaker_id": target, "name": name, **decided} for name in names],
    )
    mine = update(speakers).where(speakers.c.id == target, speakers.c.origin == "text")
    connection.execute(mine.values(origin=DECIDED))
    connection.execute(update(speakers).where(speakers.c.id == source).values(origin="text"))
    connection.execute(
        update(name_exclusions)
        .where(
            name_exclusions.c.undone_at.is_(None),
            name_exclusions.c.speaker_uid == other_uid,
            name_exclusions.c.name.in_(names),
        )
        .values(undone_at=now())
    )
    _forget_known(connection)
    return merge(connection, source, target)


def _forget_known(connection: Connection) -> None:
    """Let runs that were interrupted go on with what is known now."""
    resumed = update(ingests).where(ingests.c.resume_with.is_not(None))
    connection.execute(resumed.values(resume_with=None))
