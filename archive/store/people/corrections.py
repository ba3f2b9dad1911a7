"""What people decided against the machine, kept apart from it and stronger than it.

A decision names an article and a statement by uid and quotes the statement's words. Its value is
applied to the rows, so that every search, count and view shows it; what the machine had said is
kept for ``undo``. Each batch applies the decisions on its articles again, so they outlive every
re-ingest: also where the analysis draws the statement's edges anew and the uid is another, because
then the quoted words find it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from archive.errors import UsageError
from archive.store import counts
from archive.store.clock import now
from archive.store.people.decisions import Value
from archive.store.sql import json_list

PREFIX = 32
"""How many characters before the quoted words are kept, to tell repeated words apart."""


@dataclass(frozen=True, slots=True)
class _Field:
    """How a field of a statement (by key) is read, and written with a value that was checked."""

    read: Callable[[Connection, int], Value]
    write: Callable[[Connection, int, Value], None]


def correct(connection: Connection, statement: str, field: str, value: Value) -> int:
    """Record a decision on a statement (full uid), apply it, and return its id.

    For the field ``speaker`` the value is a list of speakers' uids; an empty one says that nobody
    known said it. A later decision on the same field replaces an earlier one, which is undone.
    Call it within ``connection.begin()``. Raises UsageError for what doesn't exist.
    """
    how = _field(field)
    found = connection.exec_driver_sql(_STATEMENT, (statement,)).first()
    if found is None:
        raise UsageError(f"there is no statement {statement}")
    key, article, text, around, start = found
    _undo_standing(connection, statement, field)
    machine = how.read(connection, key)
    how.write(connection, key, value)
    number = connection.exec_driver_sql(
        "INSERT INTO corrections (made_at, article_uid, statement_uid, field, machine_value, value,"
        " quote, prefix) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            now(),
            article,
            statement,
            field,
            json.dumps(machine, ensure_ascii=False),
            json.dumps(value, ensure_ascii=False),
            text,
            _before(around, start),
        ),
    ).scalar_one()
    return int(number)


def undo(connection: Connection, number: int) -> None:
    """Take a decision back: the machine's value stands again. Raises UsageError for no such one."""
    found = connection.exec_driver_sql(
        "SELECT statement_uid, field, machine_value FROM corrections"
        " WHERE id = ? AND undone_at IS NULL",
        (number,),
    ).first()
    if found is None:
        raise UsageError(f"there is no correction {number}, or it was undone already")
    statement, field, machine = found
    key = connection.exec_driver_sql(
        "SELECT id FROM statements WHERE uid = ?", (statement,)
    ).scalar()
    if key is not None:
        _field(field).write(connection, key, json.loads(machine))
    connection.exec_driver_sql("UPDATE corrections SET undone_at = ? WHERE id = ?", (now(), number))


def apply_corrections(connection: Connection, articles: Sequence[str]) -> None:
    """Put the decisions on articles (uids) over what the machine has just written.

    What the machine says now becomes the value that ``undo`` restores. A decision whose statement
    or speaker is not there stays, and waits for it to come back.
    """
    standing = connection.exec_driver_sql(
        "SELECT id, article_uid, statement_uid, field, value, quote, prefix FROM corrections"
        " WHERE undone_at IS NULL AND article_uid IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json_list(articles),),
    ).all()
    for number, article, statement, field, value, quote, prefix in standing:
        key, uid = _find(connection, article, statement, quote, prefix)
        if key is None:
            continue
        how = _field(field)
        machine = how.read(connection, key)
        try:
            how.write(connection, key, json.loads(value))
        except UsageError:
            continue
        connection.exec_driver_sql(
            "UPDATE corrections SET statement_uid = ?, machine_value = ? WHERE id = ?",
            (uid, json.dumps(machine, ensure_ascii=False), number),
        )


def _find(
    connection: Connection, article: str, statement: str, quote: str | None, prefix: str | None
) -> tuple[int | None, str]:
    """Find a statement by its uid, else by its words: one that holds them or lies within them.

    Where several do, the words before decide; where they don't, none is taken.
    """
    rows = connection.exec_driver_sql(
        f"SELECT s.id, s.uid, s.text, {_AROUND}, s.start"
        " FROM articles AS a JOIN statements AS s ON s.article_id = a.id WHERE a.uid = ?",
        (article,),
    ).all()
    same = [row for row in rows if row[1] == statement]
    alike = same or [row for row in rows if quote and (quote in row[2] or row[2] in quote)]
    if len(alike) > 1:
        alike = [row for row in alike if _before(row[3], row[4]) == prefix]
    return (alike[0][0], alike[0][1]) if len(alike) == 1 else (None, statement)


def _undo_standing(connection: Connection, statement: str, field: str) -> None:
    standing = connection.exec_driver_sql(
        "SELECT id FROM corrections WHERE statement_uid = ? AND field = ? AND undone_at IS NULL",
        (statement, field),
    ).scalar()
    if standing is not None:
        undo(connection, standing)


def _field(name: str) -> _Field:
    if name not in _FIELDS:
        raise UsageError(f"{name} cannot be corrected; what can be: {', '.join(_FIELDS)}")
    return _FIELDS[name]


def _read_speakers(connection: Connection, statement: int) -> list[str]:
    rows = connection.exec_driver_sql(
        "SELECT p.uid FROM statement_speakers AS x JOIN speakers AS p ON p.id = x.speaker_id"
        " WHERE x.statement_id = ? ORDER BY x.position",
        (statement,),
    )
    return list(rows.scalars())


def _write_speakers(connection: Connection, statement: int, value: Value) -> None:
    uids = value if isinstance(value, list) else []
    keys = _speakers(connection, uids)
    before = connection.exec_driver_sql(
        "DELETE FROM statement_speakers WHERE statement_id = ? RETURNING speaker_id", (statement,)
    ).scalars()
    touched = {*before, *keys.values()}
    for position, uid in enumerate(uids):
        connection.exec_driver_sql(
            "INSERT INTO statement_speakers (statement_id, speaker_id, position, role_id)"
            f" VALUES (:statement, :speaker, :position, {_ROLE})",
            {"statement": statement, "speaker": keys[uid], "position": position},
        )
    counts.recount(connection, touched)


def _speakers(connection: Connection, uids: Sequence[str]) -> dict[str, int]:
    rows = connection.exec_driver_sql(
        "SELECT uid, id FROM speakers WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(uids),),
    )
    keys = {str(uid): int(key) for uid, key in rows}
    for uid in uids:
        if uid not in keys:
            raise UsageError(f"there is no speaker {uid}", hint="archive speakers")
    return keys


def _before(text: str, start: int) -> str | None:
    return text[max(0, start - PREFIX) : start] or None


# The text that a statement's offsets point into.
_AROUND = "CASE WHEN s.headline THEN coalesce(a.title, '') ELSE a.body END"

_STATEMENT = f"""
SELECT s.id, a.uid, s.text, {_AROUND}, s.start
FROM statements AS s JOIN articles AS a ON a.id = s.article_id WHERE s.uid = ?"""

# The office of a speaker in a statement: as this article gives it elsewhere, else one
# that was held that day.
_ROLE = """coalesce(
    (SELECT x.role_id FROM statements AS this JOIN statements AS s USING (article_id)
     JOIN statement_speakers AS x ON x.statement_id = s.id
     WHERE this.id = :statement AND x.speaker_id = :speaker AND x.role_id > 0 LIMIT 1),
    (SELECT r.id FROM statements AS this JOIN roles AS r ON r.speaker_id = :speaker
     WHERE this.id = :statement AND this.said_on BETWEEN r.seen_from AND r.seen_until LIMIT 1))"""

_FIELDS: Mapping[str, _Field] = {"speaker": _Field(_read_speakers, _write_speakers)}
