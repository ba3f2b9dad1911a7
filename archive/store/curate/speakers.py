"""Who bears which name, as people decide it: joined or split_names by hand, for good.

A name that was merged by hand has the origin "correction" in ``speaker_names``; one that was split
from a speaker stands in ``name_exclusions`` with that one's uid. Both outlive every ingest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection as Reader

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from archive.errors import UsageError
from archive.records import KnownRole
from archive.store.clock import now
from archive.store.curate.speaker_log import logged
from archive.store.engine import reader
from archive.store.people.candidates import DECIDED, UNDECIDED
from archive.store.people.joins import merge_roles, move_statements, role_key
from archive.store.people.known import free_uid
from archive.store.people.merge import merge
from archive.store.people.names import ResolvedSpeaker, names_of_speaker
from archive.store.schema import ingests, name_exclusions, speaker_names, speakers
from archive.store.sql import column, json_list
from archive.store.uids import slug
from archive.store.write.corrections import UNSIGNED, Made


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


def bearers_of(connection: Reader, name: str) -> list[str]:
    """Return the people (uids) whose own name it is: one of them gets what is split."""
    rows = connection.execute(
        "SELECT uid FROM speakers WHERE name = ? AND kind = 'person' ORDER BY id", (name,)
    )
    return list(column(rows))


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


def merge_by_hand(
    connection: Connection,
    source: int,
    target: int,
    made: Made = UNSIGNED,
    command: int | None = None,
) -> int:
    """Decide that two speakers (keys) are one; return how many statements moved.

    It is logged, as one of ``command`` where that is given, and can be undone. Call it within
    ``connection.begin()``.

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
    with logged(connection, "merge", other_uid, uid, made, [uid], command):
        return _merge(connection, source, target, other_uid)


def _merge(connection: Connection, source: int, target: int, target_uid: str) -> int:
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
            name_exclusions.c.speaker_uid == target_uid,
            name_exclusions.c.name.in_(names),
        )
        .values(undone_at=now())
    )
    _forget_known(connection)
    return merge(connection, source, target)


def rename(connection: Connection, one: ResolvedSpeaker, name: str, made: Made = UNSIGNED) -> None:
    """Decide what a speaker is called; the name of before stays one of the speaker's."""
    with logged(connection, "name", one.uid, name, made, []) as log:
        log.machine_value = one.name
        connection.exec_driver_sql(
            "UPDATE speakers SET name = ?, origin = iif(origin = 'text', ?, origin) WHERE id = ?",
            (name, DECIDED, one.key),
        )
        for other in (one.name, name):
            _give_name(connection, one.key, other)
    _forget_known(connection)


def add_name(
    connection: Connection, one: ResolvedSpeaker, name: str, made: Made = UNSIGNED
) -> None:
    """Decide that a name means a speaker, too; raise UsageError where it is another one's."""
    other = connection.exec_driver_sql(
        "SELECT p.uid FROM speakers AS p JOIN speaker_names AS n ON n.speaker_id = p.id"
        " WHERE n.name = ? AND p.id <> ? AND p.kind = (SELECT kind FROM speakers WHERE id = ?)",
        (name, one.key, one.key),
    ).scalar()
    if other is not None:
        raise UsageError(
            f"{name!r} is a name of {other}", hint=f"archive speakers merge {one.uid} {other}"
        )
    with logged(connection, "other name", one.uid, name, made, []):
        connection.exec_driver_sql(
            "UPDATE speakers SET origin = ? WHERE id = ? AND origin = 'text'", (DECIDED, one.key)
        )
        _give_name(connection, one.key, name)
    _forget_known(connection)


def _give_name(connection: Connection, speaker: int, name: str) -> None:
    decided = {"from_on": None, "until_on": None, "origin": DECIDED, "reason": None}
    connection.execute(
        insert(speaker_names).on_conflict_do_update(
            index_elements=["speaker_id", "name"], set_=decided
        ),
        {"speaker_id": speaker, "name": name, **decided},
    )


def set_office(
    connection: Connection,
    one: ResolvedSpeaker,
    role: KnownRole,
    made: Made = UNSIGNED,
    *,
    remove: bool = False,
) -> None:
    """Decide that a speaker held an office between two days, or take back (``remove``) that.

    Raises UsageError for one to be removed that the speaker does not have, or that texts give:
    those would give it again.
    """
    held = connection.exec_driver_sql(
        "SELECT id FROM roles WHERE speaker_id = ? AND title = ? COLLATE NOCASE AND of IS ?"
        " AND (origin <> 'text' OR NOT ?)",
        (one.key, role.title, role.of, remove),
    ).scalar()
    if remove and held is None:
        raise UsageError(
            f"nobody gave {one.uid} the office {role.title!r} but texts, if anything did",
            hint=f"archive speakers show {one.uid}",
        )
    value = {"title": role.title, "of": role.of, "from": role.since, "until": role.until}
    shown = {**value, "removed": True} if remove else value
    with logged(connection, "office", one.uid, shown, made, []):
        if remove:
            connection.exec_driver_sql("DELETE FROM roles WHERE id = ?", (held,))
            return
        connection.exec_driver_sql(
            "UPDATE speakers SET origin = ? WHERE id = ? AND origin = 'text'", (DECIDED, one.key)
        )
        days = (role.since, role.until, DECIDED)
        if held is None:
            connection.exec_driver_sql(
                "INSERT INTO roles (speaker_id, title, of, seen_from, seen_until, origin)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (one.key, role.title, role.of, *days),
            )
        else:
            connection.exec_driver_sql(
                "UPDATE roles SET seen_from = ?, seen_until = ?, origin = ? WHERE id = ?",
                (*days, held),
            )
    _forget_known(connection)


def keep_apart(
    connection: Connection, one: ResolvedSpeaker, other: ResolvedSpeaker, made: Made = UNSIGNED
) -> None:
    """Decide that two speakers are not the same: nothing merges or suggests them any more.

    Raises UsageError where both are one.
    """
    if one.key == other.key:
        raise UsageError(
            f"both are {one.uid}", hint=f"archive speakers split {one.uid} {other.name!r}"
        )
    with logged(connection, "not the same", one.uid, other.uid, made, [other.uid]):
        rows = [
            {"name": who.name, "speaker_uid": of.uid, "made_at": now()}
            for who, of in ((one, other), (other, one))
        ]
        connection.execute(insert(name_exclusions).on_conflict_do_nothing(), rows)
    _forget_known(connection)


def _forget_known(connection: Connection) -> None:
    """Let runs that were interrupted go on with what is known now."""
    resumed = update(ingests).where(ingests.c.resume_with.is_not(None))
    connection.execute(resumed.values(resume_with=None))
