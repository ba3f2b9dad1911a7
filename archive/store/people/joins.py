"""One person under several names: rows are joined as the machine found it.

A name that was merged into somebody stands in ``speaker_names`` with its origin: "merged" where it
means this person from the first to the last day on which it was seen, "office" where it does so
together with an office alone ("Biden", as President), each with the evidence as ``reason``, and
"correction" where a person decided it (``archive.store.curate.speakers``).
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from archive.records import Merge, Reassignment
from archive.store.counts import recount
from archive.store.people.candidates import DECIDED, MERGED, UNDECIDED, WITH_OFFICE
from archive.store.people.merge import merge
from archive.store.sql import json_list
from archive.store.uids import DAY_BITS


def merge_names(connection: Connection, one: Merge) -> None:
    """Make two names one person's; call it within ``connection.begin()``."""
    source, target = one.source.key, one.target.key
    merge_roles(connection, source, target)
    days = [day for role in one.source.roles for day in (role.since, role.until) if day]
    first, last = connection.exec_driver_sql(
        "SELECT first_said_on, last_said_on FROM speakers WHERE id = ?", (source,)
    ).one()
    days += [day for day in (first, last) if day]
    since, until = (min(days), max(days)) if days else (None, None)
    connection.exec_driver_sql(
        f"{INSERT_NAME} SELECT ?, name, ?, ?, '{MERGED}', ? FROM speaker_names"
        f" WHERE speaker_id = ?"
        f" AND origin NOT IN ('import', '{DECIDED}') {_WIDEN}",
        (target, since, until, str(one.why), source),
    )
    merge(connection, source, target)


def reassign(connection: Connection, one: Reassignment) -> None:
    """Give somebody what a short name said on some days; call it within ``connection.begin()``."""
    source, target = one.source.key, one.target.key
    wanted = {
        "source": source,
        "role": one.role,
        "labelled": one.labelled,
        "days": json_list(one.days),
    }
    moving = list(connection.exec_driver_sql(_OF_DAYS, wanted).scalars())
    move_statements(connection, source, target, moving, give_short_name(connection, one))


def give_short_name(connection: Connection, one: Reassignment) -> int | None:
    """Let a short name mean somebody on some days, and return the key of the office held then."""
    target = one.target.key
    since, until = (date.fromordinal(day).isoformat() for day in (one.days[0], one.days[-1]))
    role = None
    if one.role is not None:
        title, of = connection.exec_driver_sql(
            "SELECT title, of FROM roles WHERE id = ?", (one.role,)
        ).one()
        role = role_key(connection, target, title, of, since, until)
    connection.exec_driver_sql(
        f"{INSERT_NAME} VALUES (?, ?, ?, ?, '{WITH_OFFICE}', ?) {_WIDEN}",
        (target, one.source.name, since, until, str(one.why)),
    )
    return role


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
        " SELECT statement_id, ?, position, ? FROM statement_speakers WHERE speaker_id = ?"
        " AND statement_id IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING",
        (target, role, source, keys),
    )
    connection.exec_driver_sql(
        "DELETE FROM statement_speakers WHERE speaker_id = ?"
        " AND statement_id IN (SELECT value FROM json_each(?))",
        (source, keys),
    )
    for query in _MOVE_MEETINGS:
        connection.exec_driver_sql(query, {"source": source, "target": target, "statements": keys})
    recount(connection, [source, target])
    delete_unused(connection, source)


def delete_unused(connection: Connection, speaker: int) -> None:
    """Delete a speaker whom texts alone knew, and of whom nothing is left."""
    connection.exec_driver_sql(_DELETE_UNUSED, {"source": speaker})


def merge_roles(connection: Connection, source: int, target: int) -> None:
    """Let the target have been seen in the source's offices, too."""
    for title, of, since, until in connection.exec_driver_sql(
        "SELECT title, of, seen_from, seen_until FROM roles WHERE speaker_id = ? ORDER BY id",
        (source,),
    ).all():
        role_key(connection, target, title, of, since, until)


def role_key(
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
        " seen_from = iif(origin = 'text', min(coalesce(seen_from, :since), :since), seen_from),"
        " seen_until = iif(origin = 'text', max(coalesce(seen_until, :until), :until), seen_until)"
        " WHERE id = (SELECT id FROM roles WHERE speaker_id = :speaker AND title = :title"
        " AND of IS :of ORDER BY id LIMIT 1) RETURNING id",
        {"since": since, "until": until, "speaker": speaker, "title": title, "of": of},
    ).scalar()
    if found is None:
        found = connection.exec_driver_sql(
            "INSERT INTO roles (speaker_id, title, of, seen_from, seen_until)"
            " VALUES (?, ?, ?, ?, ?) RETURNING id",
            (speaker, title, of, since, until),
        ).scalar_one()
    return int(found)


INSERT_NAME = "INSERT INTO speaker_names (speaker_id, name, from_on, until_on, origin, reason)"

# A name that is always this person's stays so; a joined one is so for longer.
_WIDEN = (
    " ON CONFLICT (speaker_id, name) DO UPDATE SET from_on = min(from_on, excluded.from_on),"
    " until_on = max(until_on, excluded.until_on),"
    f" origin = iif(origin = '{WITH_OFFICE}', excluded.origin, origin),"
    f" reason = iif(origin = '{WITH_OFFICE}', excluded.reason, reason)"
)

_OF_DAYS = f"""
SELECT s.id FROM statement_speakers AS x JOIN statements AS s ON s.id = x.statement_id
WHERE x.speaker_id = :source AND x.role_id IS :role
AND (s.speaker_method = 'turn') = :labelled
AND s.article_id >> {DAY_BITS} IN (SELECT value FROM json_each(:days)) AND {UNDECIDED}"""

_LEFT = """article_id IN (
    SELECT s.article_id FROM statements AS s
    WHERE s.id IN (SELECT value FROM json_each(:statements)))
AND NOT EXISTS (
    SELECT 1 FROM statements AS s JOIN statement_speakers AS x ON x.statement_id = s.id
    WHERE s.article_id = article_people.article_id AND x.speaker_id = :source)"""

_MOVE_MEETINGS = (
    f"""
INSERT INTO article_people (article_id, speaker_id, part) SELECT article_id, :target, part
FROM article_people WHERE speaker_id = :source AND {_LEFT} ON CONFLICT DO NOTHING""",
    f"DELETE FROM article_people WHERE speaker_id = :source AND {_LEFT}",
)

_DELETE_UNUSED = """
DELETE FROM speakers WHERE id = :source AND origin = 'text'
AND NOT EXISTS (SELECT 1 FROM statement_speakers WHERE speaker_id = :source)
AND NOT EXISTS (SELECT 1 FROM statement_mentions WHERE speaker_id = :source)
AND NOT EXISTS (SELECT 1 FROM article_people WHERE speaker_id = :source)"""
