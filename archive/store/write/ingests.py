"""The record of each run of `archive ingest`: how far it came, and what could not be taken in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from sqlalchemy import Connection

import archive
from archive.records import KnownPerson
from archive.store.clock import now
from archive.store.engine import reader
from archive.store.failures import Failure
from archive.store.people.known import known_people, people_as_json, people_of_json
from archive.store.sql import json_list
from archive.store.stage import many

Status = Literal["new", "unchanged", "updated", "failed"]


def begin_ingest(
    connection: Connection, command: str, sources: Sequence[str]
) -> tuple[int, tuple[KnownPerson, ...]]:
    """Note that a run begins, as it was typed, and return its id and who is known to it.

    A run that goes on with an interrupted one, being of the same ``sources``, knows whom that one
    knew: so both together come to what one undisturbed run would have come to.
    """
    named = json_list(sources)
    with connection.begin():
        known = connection.exec_driver_sql(
            "SELECT json_extract(resume_with, '$.people') FROM ingests"
            " WHERE resume_with IS NOT NULL AND json_extract(resume_with, '$.sources') = ?"
            " ORDER BY id LIMIT 1",
            (named,),
        ).scalar()
        people = people_of_json(known) if known else known_people(reader(connection))
        number = connection.exec_driver_sql(
            "INSERT INTO ingests (started_at, version, command, resume_with)"
            " VALUES (?, ?, ?, json_object('sources', ?, 'people', ?)) RETURNING id",
            (now(), archive.__version__, command, named, known or people_as_json(people)),
        ).scalar_one()
    return int(number), people


def has_interrupted(connection: Connection, ingest: int) -> bool:
    """Tell whether there is another run that did not come to its end."""
    with connection.begin():
        found = connection.exec_driver_sql(
            "SELECT EXISTS (SELECT 1 FROM ingests WHERE resume_with IS NOT NULL AND id <> ?)",
            (ingest,),
        ).scalar_one()
    return bool(found)


def end_ingest(connection: Connection, ingest: int, *, whole: bool) -> None:
    """Note that a run has ended, and let SQLite look again at how the data lie.

    ``whole``: it came to its end and was not interrupted.
    """
    with connection.begin():
        connection.exec_driver_sql("UPDATE ingests SET ended_at = ? WHERE id = ?", (now(), ingest))
        if whole:
            connection.exec_driver_sql(
                "UPDATE ingests SET resume_with = NULL WHERE resume_with IS NOT NULL"
                " AND json_extract(resume_with, '$.sources') ="
                " (SELECT json_extract(resume_with, '$.sources') FROM ingests WHERE id = ?)",
                (ingest,),
            )
        connection.exec_driver_sql("PRAGMA analysis_limit = 400")
        connection.exec_driver_sql("PRAGMA optimize")


def count_progress(connection: Connection, ingest: int, statuses: Mapping[Status, int]) -> None:
    """Add a batch's documents to a run, in the batch's transaction."""
    connection.exec_driver_sql(
        'UPDATE ingests SET "new" = "new" + ?, unchanged = unchanged + ?, updated = updated + ?,'
        " failed = failed + ? WHERE id = ?",
        (
            statuses.get("new", 0),
            statuses.get("unchanged", 0),
            statuses.get("updated", 0),
            statuses.get("failed", 0),
            ingest,
        ),
    )


def record_failures(
    connection: Connection, failures: Iterable[Failure], ingest: int | None
) -> None:
    """Keep one open row for each path that failed, with its latest reason."""
    rows = [(ingest, one.path, one.reason, one.error_class, now()) for one in failures]
    many(connection, _RECORD_FAILURE, rows)


def resolve_failures(connection: Connection, paths: Sequence[str]) -> None:
    """Close the open failures of paths that were taken in after all."""
    connection.exec_driver_sql(
        "UPDATE failures SET resolved_at = ?"
        " WHERE resolved_at IS NULL AND path IN (SELECT value FROM json_each(?))",
        (now(), json_list(paths)),
    )


def resolve_finished(connection: Connection, files: Sequence[str], ingest: int | None) -> None:
    """Close the failures of files, and of what lies in them, that this run did not meet again."""
    rows = [(now(), ingest, name, f"{name}#", f"{name}$", f"{name}!", f'{name}"') for name in files]
    many(connection, _RESOLVE_FINISHED, rows)


# "#" and "!" part a file from the number or name of what lies in it; "$" and the quotation mark
# are the characters that come after them.
_RESOLVE_FINISHED = (
    "UPDATE failures SET resolved_at = ? WHERE resolved_at IS NULL AND ingest_id IS NOT ?"
    " AND (path = ? OR path >= ? AND path < ? OR path >= ? AND path < ?)"
)

_RECORD_FAILURE = (
    "INSERT INTO failures (ingest_id, path, reason, error_class, failed_at) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (path) WHERE resolved_at IS NULL DO UPDATE SET ingest_id = excluded.ingest_id,"
    " reason = excluded.reason, error_class = excluded.error_class, failed_at = excluded.failed_at"
)
