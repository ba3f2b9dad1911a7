"""What a dataset holds and what an archive holds, so that two of them can be compared."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from archive.dataset.columns import TABLES

RUN = {"read_at", "started_at", "ended_at", "command", "resume_with", "failed_at"}
"""Columns that tell of a run: when it was, and what was typed."""


def hashes(dataset: Path) -> dict[str, bytes]:
    """Return the files of a dataset, by name: they are the same byte for byte, or not equal."""
    return {
        str(path.relative_to(dataset)): path.read_bytes()
        for path in sorted(dataset.rglob("*.parquet"))
    }


def rows(dataset: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each table in the order of reading, wherever the parts were cut."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name in TABLES:
        tables = [pq.read_table(path) for path in sorted(dataset.glob(f"parts/*/{name}.parquet"))]
        found[name] = [
            {key: value for key, value in row.items() if key != "number"}
            for table in tables
            for row in table.to_pylist()
        ]
    return found


def archive_rows(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all tables and views of an archive, but for the times and words of its runs."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            name: sorted(_table(connection, name), key=repr)
            for (name,) in connection.execute(_NAMES).fetchall()
        }


def _table(connection: sqlite3.Connection, name: str) -> list[tuple[Any, ...]]:
    # A document's checksum is that of its time, too.
    left_out = RUN | ({"checksum"} if name == "documents" else set())
    columns = [
        f'"{column}"'
        for _, column, *_ in connection.execute(f'PRAGMA table_xinfo("{name}")')
        if column not in left_out
    ]
    return connection.execute(f'SELECT {", ".join(columns)} FROM "{name}"').fetchall()


_NAMES = (
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view')"
    " AND name NOT LIKE 'sqlite_%'"
)
