"""The record of each run of `archive ingest`."""

from sqlalchemy import Connection

import archive
from archive.store.write import now


def begin_ingest(connection: Connection, command: str) -> int:
    """Note that a run begins, as it was typed, and return its id."""
    with connection.begin():
        number = connection.exec_driver_sql(
            "INSERT INTO ingests (started_at, version, command) VALUES (?, ?, ?) RETURNING id",
            (now(), archive.__version__, command),
        ).scalar_one()
    return int(number)


def end_ingest(connection: Connection, ingest: int) -> None:
    """Note that a run has ended, and let SQLite look again at how the data lie."""
    with connection.begin():
        connection.exec_driver_sql("UPDATE ingests SET ended_at = ? WHERE id = ?", (now(), ingest))
        connection.exec_driver_sql("PRAGMA analysis_limit = 400")
        connection.exec_driver_sql("PRAGMA optimize")
