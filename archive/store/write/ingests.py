"""The record of each run of `archive ingest`: how far it came, and what could not be taken in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from sqlalchemy import Connection, Function, and_, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

import archive
from archive.records import KnownPerson
from archive.store.clock import now
from archive.store.columns import listed
from archive.store.engine import reader
from archive.store.failures import Failure
from archive.store.people.known import known_people, people_as_json, people_of_json
from archive.store.schema import failures, ingests
from archive.store.sql import json_list

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
        known = connection.scalar(
            select(_resume("people")).where(_resume("sources") == named).order_by(ingests.c.id)
        )
        people = people_of_json(known) if known else known_people(reader(connection))
        resume_with = func.json_object(
            *("sources", named, "people", known or people_as_json(people))
        )
        number = connection.execute(
            insert(ingests)
            .values(
                started_at=now(),
                version=archive.__version__,
                command=command,
                resume_with=resume_with,
            )
            .returning(ingests.c.id)
        ).scalar_one()
    return int(number), people


def has_interrupted(connection: Connection, ingest: int) -> bool:
    """Tell whether there is another run that did not come to its end."""
    others = select(ingests.c.id).where(ingests.c.resume_with.is_not(None), ingests.c.id != ingest)
    with connection.begin():
        return connection.execute(others).first() is not None


def end_ingest(connection: Connection, ingest: int, *, whole: bool) -> None:
    """Note that a run has ended, and let SQLite look again at how the data lie.

    ``whole``: it came to its end and was not interrupted.
    """
    with connection.begin():
        connection.execute(update(ingests).where(ingests.c.id == ingest).values(ended_at=now()))
        if whole:
            mine = connection.scalar(select(_resume("sources")).where(ingests.c.id == ingest))
            connection.execute(
                update(ingests).where(_resume("sources") == mine).values(resume_with=None)
            )
        # Core has no PRAGMA.
        connection.exec_driver_sql("PRAGMA analysis_limit = 400")
        connection.exec_driver_sql("PRAGMA optimize")


def _resume(part: str) -> Function[str]:
    """Return SQL for what an interrupted run is to be gone on with: "sources" or "people"."""
    return func.json_extract(ingests.c.resume_with, f"$.{part}")


def count_progress(connection: Connection, ingest: int, statuses: Mapping[Status, int]) -> None:
    """Add a batch's documents to a run, in the batch's transaction."""
    added = {name: ingests.c[name] + number for name, number in statuses.items()}
    connection.execute(update(ingests).where(ingests.c.id == ingest).values(added))


def record_failures(connection: Connection, failed: Iterable[Failure], ingest: int | None) -> None:
    """Keep one open row for each path that failed, with its latest reason."""
    rows = [
        {
            "path": one.path,
            "ingest_id": ingest,
            "reason": one.reason,
            "error_class": one.error_class,
            "failed_at": now(),
        }
        for one in failed
    ]
    if rows:
        new = insert(failures)
        latest = {name: new.excluded[name] for name in rows[0] if name != "path"}
        again = new.on_conflict_do_update(
            index_elements=["path"], index_where=failures.c.resolved_at.is_(None), set_=latest
        )
        connection.execute(again, rows)


def resolve_failures(connection: Connection, paths: Sequence[str]) -> None:
    """Close the open failures of paths that were taken in after all."""
    connection.execute(
        update(failures)
        .where(failures.c.resolved_at.is_(None), failures.c.path.in_(listed(paths)))
        .values(resolved_at=now())
    )


def resolve_finished(connection: Connection, files: Sequence[str], ingest: int | None) -> None:
    """Close the failures of files, and of what lies in them, that this run did not meet again."""
    path = failures.c.path
    for name in files:
        # "#" and "!" part a file from the number or name of what lies in it; "$" and the quotation
        # mark are the characters that come after them.
        inside = [
            and_(path >= f"{name}{mark}", path < f"{name}{after}")
            for mark, after in (("#", "$"), ("!", '"'))
        ]
        connection.execute(
            update(failures)
            .where(
                failures.c.resolved_at.is_(None),
                failures.c.ingest_id.is_distinct_from(ingest),
                or_(path == name, *inside),
            )
            .values(resolved_at=now())
        )
