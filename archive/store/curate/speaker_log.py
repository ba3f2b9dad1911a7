"""Decisions on speakers in the log of corrections: what each changed in the rows, and back.

Merging, splitting, renaming, a name, an office and "not the same" are each made by the function
that makes them; the log compares the rows of the speakers concerned before and after, and keeps the
difference. So one undo serves all of them. A statement that somebody corrected since stays so.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from archive.errors import UsageError
from archive.store.clock import now
from archive.store.counts import recount
from archive.store.engine import reader
from archive.store.people.decisions import COLUMNS, Correction, correction_of
from archive.store.sql import column, json_list
from archive.store.write.corrections import Made

PEOPLE_FIELDS = ("merge", "split", "name", "other name", "office", "not the same")
"""What can be decided of a speaker."""

Row = tuple[Any, ...]

PARTS = {
    "speakers": "SELECT uid, name, kind, origin, wikidata FROM speakers WHERE uid IN ({})",
    "names": (
        "SELECT p.uid, n.name, n.from_on, n.until_on, n.origin, n.reason FROM speaker_names AS n"
        " JOIN speakers AS p ON p.id = n.speaker_id WHERE p.uid IN ({})"
    ),
    "roles": (
        "SELECT p.uid, r.title, r.of, r.seen_from, r.seen_until, r.origin FROM roles AS r"
        " JOIN speakers AS p ON p.id = r.speaker_id WHERE p.uid IN ({})"
    ),
    "links": (
        "SELECT p.uid, x.position, r.title, r.of, s.uid FROM speakers AS p"
        " JOIN statement_speakers AS x ON x.speaker_id = p.id"
        " JOIN statements AS s ON s.id = x.statement_id LEFT JOIN roles AS r ON r.id = x.role_id"
        " WHERE p.uid IN ({})"
    ),
    "people": (
        "SELECT p.uid, x.part, a.uid FROM speakers AS p JOIN article_people AS x"
        " ON x.speaker_id = p.id JOIN articles AS a ON a.id = x.article_id WHERE p.uid IN ({})"
    ),
    "mentions": (
        'SELECT p.uid, m.start, m."end", r.title, r.of, s.uid FROM speakers AS p'
        " JOIN statement_mentions AS m ON m.speaker_id = p.id"
        " JOIN statements AS s ON s.id = m.statement_id LEFT JOIN roles AS r ON r.id = m.role_id"
        " WHERE p.uid IN ({})"
    ),
    "exclusions": (
        "SELECT speaker_uid, name, made_at FROM name_exclusions"
        " WHERE undone_at IS NULL AND speaker_uid IN ({})"
    ),
}
"""The rows that say something of speakers, by what they are: first the speaker's uid."""

LONG = ("links", "people", "mentions")
"""Parts of which a merge may change sixty thousand rows."""

REDIRECTED = ("value", "machine_value", "before")
"""Columns of corrections that name speakers."""

State = dict[str, set[Row]]


@dataclass(slots=True)
class Log:
    """What is being decided; who else turns out to be concerned is added to ``uids``."""

    uids: list[str]
    machine_value: Any = None


@contextmanager
def logged(
    connection: Connection,
    field_: str,
    speaker: str,
    value: Any,
    made: Made,
    uids: Sequence[str],
    command: int | None = None,
) -> Iterator[Log]:
    """Log what happens inside as one decision on ``speaker``; ``uids`` are all concerned.

    Call it within ``connection.begin()``. Yields the log; as ``command`` it belongs to that one.
    """
    log = Log([speaker, *uids])
    before = _state(connection, log.uids)
    named = _naming(connection, log.uids)
    yield log
    after = _state(connection, log.uids)
    changes = {
        part: [_grouped(part, one - other) for one, other in ((was, now_), (now_, was))]
        for part, was, now_ in ((part, before[part], after[part]) for part in PARTS)
    }
    kept = {**changes, "redirected": _redirected(connection, named)}
    number = "(SELECT coalesce(max(command), 0) + 1 FROM corrections)"
    connection.exec_driver_sql(
        "INSERT INTO corrections (command, made_at, made_by, reason, tool, speaker_uid, field,"
        f" machine_value, value, before) VALUES (coalesce(?, {number}), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(command, made.at or now(), made.by, made.reason, made.tool, speaker, field_),
            *(json.dumps(one, ensure_ascii=False) for one in (log.machine_value, value, kept)),
        ),
    )


def undo_speakers(connection: Connection, command: int) -> list[Correction]:
    """Take back what a command decided of speakers; return it.

    Raises UsageError where a later decision on the same speakers stands. Call it within
    ``connection.begin()``.
    """
    rows = reader(connection).execute(
        f"SELECT {COLUMNS} FROM corrections WHERE command = ? AND undone_at IS NULL"
        " AND speaker_uid IS NOT NULL ORDER BY id DESC",
        (command,),
    )
    found = [correction_of(row) for row in rows.fetchall()]
    for one in found:
        _must_be_latest(connection, one)
        _restore(connection, one.before or {})
        connection.exec_driver_sql(
            "UPDATE corrections SET undone_at = ? WHERE id = ?", (now(), one.id)
        )
    return found


def read_since(connection: Connection, decisions: Iterable[Correction]) -> list[str]:
    """Return the articles (uids) read after decisions in which the speakers concerned speak."""
    uids: dict[str, None] = {}
    for one in decisions:
        found = reader(connection).execute(
            "SELECT DISTINCT a.uid FROM speakers AS p JOIN statement_speakers AS x"
            " ON x.speaker_id = p.id JOIN statements AS s ON s.id = x.statement_id"
            " JOIN articles AS a ON a.id = s.article_id JOIN documents AS d ON d.article_id = a.id"
            " WHERE p.uid IN (SELECT value FROM json_each(?)) AND d.read_at >= ?",
            (json_list(_concerned(one)), one.made_at),
        )
        uids |= dict.fromkeys(column(found))
    return list(uids)


def _state(connection: Connection, uids: Sequence[str]) -> State:
    wanted = "SELECT value FROM json_each(?)"
    return {
        part: set(reader(connection).execute(query.format(wanted), (json_list(uids),)))
        for part, query in PARTS.items()
    }


def _grouped(part: str, rows: Iterable[Row]) -> list[Any]:
    """Return rows as they are kept: those that differ in their last value alone stand together.

    A merge may move sixty thousand statements, whose rows say the same but for the statement.
    """
    if part not in LONG:
        return sorted(map(list, rows), key=repr)
    groups: dict[Row, list[str]] = {}
    for *same, last in sorted(rows, key=repr):
        groups.setdefault(tuple(same), []).append(last)
    return [[*same, " ".join(listed)] for same, listed in groups.items()]


def _rows(part: str, kept: Iterable[Sequence[Any]]) -> Iterator[Row]:
    for row in kept:
        if part in LONG:
            yield from ((*row[:-1], one) for one in row[-1].split())
        else:
            yield tuple(row)


def _naming(connection: Connection, uids: Sequence[str]) -> dict[int, Row]:
    """Return the corrections of statements that name speakers, with what they say."""
    found: dict[int, Row] = {}
    for uid in uids:
        rows = reader(connection).execute(
            f"SELECT id, {', '.join(REDIRECTED)} FROM corrections WHERE speaker_uid IS NULL AND"
            " instr(coalesce(value, '') || coalesce(machine_value, '') || coalesce(before, ''), ?)",
            (json.dumps(uid),),
        )
        found |= {number: tuple(said) for number, *said in rows}
    return found


def _redirected(connection: Connection, named: dict[int, Row]) -> list[Any]:
    """Return the corrections that say something else now: what they said, and what they say."""
    rows = reader(connection).execute(
        f"SELECT id, {', '.join(REDIRECTED)} FROM corrections"
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json_list(named),),
    )
    return [[n, list(named[n]), said] for n, *said in rows if tuple(said) != named[n]]


def _concerned(one: Correction) -> set[str]:
    kept = one.before or {}
    return {row[0] for part in PARTS for side in kept.get(part, ()) for row in side} | {
        str(one.speaker)
    }


def _must_be_latest(connection: Connection, one: Correction) -> None:
    mine = _concerned(one)
    rows = reader(connection).execute(
        f"SELECT {COLUMNS} FROM corrections WHERE id > ? AND undone_at IS NULL"
        " AND speaker_uid IS NOT NULL ORDER BY id DESC",
        (one.id,),
    )
    for later in map(correction_of, rows.fetchall()):
        if mine & _concerned(later):
            raise UsageError(
                f"correction {later.command} ({later.field} {later.speaker}) was decided on top of"
                f" {one.command}",
                hint=f"archive undo {later.command}",
            )


def _restore(connection: Connection, kept: dict[str, Any]) -> None:
    before = {part: list(_rows(part, kept[part][0])) for part in PARTS}
    after = {part: list(_rows(part, kept[part][1])) for part in PARTS}
    for row in before["speakers"]:
        connection.exec_driver_sql(_SPEAKER, row)
    _replace(connection, after["names"], before["names"], _TAKE_NAME, _NAME)
    for row in after["roles"]:
        if row[:3] not in {other[:3] for other in before["roles"]}:
            connection.exec_driver_sql(_TAKE_ROLE, row[:3])
    for row in before["roles"]:
        if not connection.exec_driver_sql(_SET_ROLE, (*row[3:], *row[:3])).rowcount:
            connection.exec_driver_sql(_ROLE, row)
    _restore_links(connection, before["links"], after["links"])
    _replace(connection, after["people"], before["people"], _TAKE_PART, _PART)
    for uid, start, _, title, of, statement in before["mentions"]:
        connection.exec_driver_sql(_SET_MENTION, (uid, uid, title, of, statement, start))
    gone = [(now(), *row) for row in after["exclusions"]]
    _replace(connection, gone, before["exclusions"], _TAKE_EXCLUSION, _EXCLUSION)
    for number, was, became in kept.get("redirected", ()):
        for column_, old, new in zip(REDIRECTED, was, became, strict=True):
            connection.exec_driver_sql(
                f"UPDATE corrections SET {column_} = ? WHERE id = ? AND {column_} IS ?",
                (old, number, new),
            )
    uids = {row[0] for rows in (*before.values(), *after.values()) for row in rows}
    keys = reader(connection).execute(
        "SELECT id FROM speakers WHERE uid IN (SELECT value FROM json_each(?))", (json_list(uids),)
    )
    recount(connection, list(column(keys)))
    for row in after["speakers"]:
        if row[0] not in {other[0] for other in before["speakers"]}:
            connection.exec_driver_sql(_DROP_UNUSED, (row[0],))


def _replace(
    connection: Connection, gone: Iterable[Row], back: Iterable[Row], take: str, put: str
) -> None:
    for row in gone:
        connection.exec_driver_sql(take, row[:2] if take == _TAKE_NAME else row)
    for row in back:
        connection.exec_driver_sql(put, row)


def _restore_links(connection: Connection, before: list[Row], after: list[Row]) -> None:
    """Give statements back; one whose speaker is another by now was corrected since, and stays."""
    moved: dict[str, list[str]] = {}
    for uid, *_, statement in after:
        moved.setdefault(statement, []).append(uid)
    changed = set[str]()
    for statement, uids in moved.items():
        for uid in uids:
            if not connection.exec_driver_sql(_TAKE_LINK, (statement, uid)).rowcount:
                changed.add(statement)
    for uid, position, title, of, statement in before:
        if statement not in changed:
            connection.exec_driver_sql(_LINK, (position, uid, title, of, statement, uid))


_SPEAKER = (
    "INSERT INTO speakers (uid, name, kind, origin, wikidata) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (uid) DO UPDATE SET name = excluded.name, kind = excluded.kind,"
    " origin = excluded.origin, wikidata = excluded.wikidata"
)
_KEY = "(SELECT id FROM speakers WHERE uid = ?)"
_TAKE_NAME = f"DELETE FROM speaker_names WHERE speaker_id = {_KEY} AND name = ?"
_NAME = (
    "INSERT INTO speaker_names (speaker_id, name, from_on, until_on, origin, reason)"
    f" VALUES ({_KEY}, ?, ?, ?, ?, ?) ON CONFLICT (speaker_id, name) DO UPDATE SET"
    " from_on = excluded.from_on, until_on = excluded.until_on, origin = excluded.origin,"
    " reason = excluded.reason"
)
_TAKE_ROLE = f"DELETE FROM roles WHERE speaker_id = {_KEY} AND title = ? AND of IS ?"
_SET_ROLE = (
    "UPDATE roles SET seen_from = ?, seen_until = ?, origin = ?"
    f" WHERE speaker_id = {_KEY} AND title = ? AND of IS ?"
)
_ROLE = (
    "INSERT INTO roles (speaker_id, title, of, seen_from, seen_until, origin)"
    f" VALUES ({_KEY}, ?, ?, ?, ?, ?)"
)
_TAKE_LINK = (
    "DELETE FROM statement_speakers WHERE statement_id = (SELECT id FROM statements WHERE uid = ?)"
    f" AND speaker_id = {_KEY}"
)
_LINK = (
    "INSERT INTO statement_speakers (statement_id, speaker_id, position, role_id)"
    " SELECT s.id, p.id, ?, (SELECT r.id FROM roles AS r JOIN speakers AS q ON q.id = r.speaker_id"
    " WHERE q.uid = ? AND r.title = ? AND r.of IS ? ORDER BY r.id LIMIT 1)"
    " FROM statements AS s, speakers AS p WHERE s.uid = ? AND p.uid = ? ON CONFLICT DO NOTHING"
)
_TAKE_PART = (
    f"DELETE FROM article_people WHERE speaker_id = {_KEY} AND part = ?"
    " AND article_id = (SELECT id FROM articles WHERE uid = ?)"
)
_PART = (
    "INSERT INTO article_people (speaker_id, part, article_id)"
    f" SELECT {_KEY}, ?, id FROM articles WHERE uid = ? ON CONFLICT DO NOTHING"
)
_SET_MENTION = (
    f"UPDATE statement_mentions SET speaker_id = {_KEY}, role_id = (SELECT r.id FROM roles AS r"
    " JOIN speakers AS q ON q.id = r.speaker_id WHERE q.uid = ? AND r.title = ? AND r.of IS ?"
    " ORDER BY r.id LIMIT 1)"
    " WHERE statement_id = (SELECT id FROM statements WHERE uid = ?) AND start = ?"
)
_TAKE_EXCLUSION = (
    "UPDATE name_exclusions SET undone_at = ? WHERE speaker_uid = ? AND name = ? AND made_at = ?"
)
_EXCLUSION = (
    "INSERT INTO name_exclusions (speaker_uid, name, made_at) VALUES (?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)
_DROP_UNUSED = (
    "DELETE FROM speakers WHERE uid = ? AND origin = 'text'"
    " AND NOT EXISTS (SELECT 1 FROM statement_speakers WHERE speaker_id = speakers.id)"
    " AND NOT EXISTS (SELECT 1 FROM article_people WHERE speaker_id = speakers.id)"
    " AND NOT EXISTS (SELECT 1 FROM statement_mentions WHERE speaker_id = speakers.id)"
)
