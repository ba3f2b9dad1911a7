"""What SQL clients changed in the rows, made into corrections, which outlive every ingest.

The rows are put back as the program wrote them, and then corrected: so the machine's value is kept
beside the new one, and ``archive undo`` brings it back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from archive.errors import UsageError
from archive.store.counts import recount
from archive.store.edits import Edit, edits
from archive.store.engine import reader
from archive.store.people.fields import OF_ARTICLE, OF_STATEMENT
from archive.store.people.names import speakers_of_statement
from archive.store.sql import column, json_list
from archive.store.write.corrections import Decision, Made, correct_all

FOLLOWS = {
    "start": "text",
    "end": "text",
    "spans": "text",
    "said_precision": "said_on",
    "said_method": "said_on",
    "speaker_method": "speaker",
    "speaker_confidence": "speaker",
}
"""Columns that follow from another one: they are put back, and set by its correction."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of an edit; ``fault`` says why it could not be made a correction."""

    edit: Edit
    fault: str | None = None


def adopt(connection: Connection, made: Made) -> tuple[int | None, list[Adopted]]:
    """Make corrections of all edits; return their command's number, and what became of each.

    An edit that cannot be one stays as it is, and is found again by the next check. Each keeps the
    time at which it was made. Call it within ``connection.begin()``.
    """
    command: int | None = None
    done: list[Adopted] = []
    found = list(edits(reader(connection)))
    for uid in dict.fromkeys(one.uid for one in found):
        mine = [one for one in found if one.uid == uid]
        command = _adopt_one(connection, uid, mine, made, command, done)
    _recount(connection, found)
    return command, done


def _adopt_one(
    connection: Connection,
    uid: str,
    mine: Sequence[Edit],
    made: Made,
    command: int | None,
    done: list[Adopted],
) -> int | None:
    article = reader(connection).execute(_ARTICLE_OF, (uid, uid)).fetchone()
    fields = OF_STATEMENT if uid.startswith("s:") else OF_ARTICLE
    wanted = [one for one in mine if one.field in fields]
    follow = [one for one in mine if FOLLOWS.get(one.field) in {one.field for one in wanted}]
    for one in mine:
        if one not in wanted and one not in follow:
            done.append(Adopted(one, f"the column {one.field} cannot be corrected"))
    if article is None:
        done += [Adopted(one, f"{uid} is not in the archive any more") for one in wanted]
        return command
    try:
        with connection.begin_nested():
            decided = list(_decisions(connection, article[0], uid, wanted))
            _put_back(connection, uid, [*wanted, *follow])
            own = Made(made.by, made.reason, made.tool, max(one.edited_at for one in mine))
            if decided:
                command = correct_all(connection, decided, own, command)
            _forget(connection, uid, [*wanted, *follow])
    except UsageError as error:
        done += [Adopted(one, error.message) for one in wanted]
    else:
        done += [Adopted(one) for one in wanted]
    return command


def _decisions(
    connection: Connection, article: str, uid: str, wanted: Sequence[Edit]
) -> Iterator[Decision]:
    statement = uid if uid.startswith("s:") else None
    speakers = [one for one in wanted if one.field == "speaker"]
    if speakers:
        held = speakers_of_statement(reader(connection), uid)
        for one in speakers:  # in the rows already, unless the program has written since
            if one.after not in held:
                held = [one.after if who == one.before else who for who in held]
                held = held if one.after in held else [*held, one.after]
        yield Decision(article, "speaker", held, uid)
    for one in wanted:
        if one.field != "speaker":
            yield Decision(article, one.field, one.after, statement)


def _put_back(connection: Connection, uid: str, mine: Sequence[Edit]) -> None:
    """Let the rows say what the program wrote, where they say what was edited."""
    table = "statements" if uid.startswith("s:") else "articles"
    for one in mine:
        if one.field != "speaker":
            connection.exec_driver_sql(
                f'UPDATE {table} SET "{one.field}" = ? WHERE uid = ? AND "{one.field}" IS ?',
                (one.before, uid, one.after),
            )
        elif one.before is None:
            connection.exec_driver_sql(_TAKE_SPEAKER, (uid, one.after))
        else:
            connection.exec_driver_sql(_SET_SPEAKER, (one.before, uid, one.after))


def _recount(connection: Connection, found: Sequence[Edit]) -> None:
    """Count the statements of speakers anew whom a SQL client gave some or took them from."""
    uids = {str(who) for one in found if one.field == "speaker" for who in (one.before, one.after)}
    rows = reader(connection).execute(
        "SELECT id FROM speakers WHERE uid IN (SELECT value FROM json_each(?))", (json_list(uids),)
    )
    recount(connection, list(column(rows)))


def _forget(connection: Connection, uid: str, mine: Sequence[Edit]) -> None:
    for field in {one.field for one in mine}:
        connection.exec_driver_sql("DELETE FROM edits WHERE uid = ? AND field = ?", (uid, field))


_ARTICLE_OF = (
    "SELECT uid FROM articles WHERE uid = ? OR id = (SELECT article_id FROM statements"
    " WHERE uid = ?)"
)
_MINE = (
    "statement_id = (SELECT id FROM statements WHERE uid = ?)"
    " AND speaker_id = (SELECT id FROM speakers WHERE uid = ?)"
)
_TAKE_SPEAKER = f"DELETE FROM statement_speakers WHERE {_MINE}"
_SET_SPEAKER = (
    "UPDATE OR IGNORE statement_speakers SET"
    f" speaker_id = (SELECT id FROM speakers WHERE uid = ?) WHERE {_MINE}"
)
