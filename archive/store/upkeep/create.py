"""Open an archive for writing, and create it where there is none yet."""

import sqlite3
from contextlib import AbstractContextManager, closing
from pathlib import Path

from sqlalchemy import Connection

from archive.store.connect import open_raw
from archive.store.engine import open_for_writing

SMALL = 1 << 17
"""Bytes that a file without a table has at the most."""


def open_or_create(
    path: Path, *, patience: float | None = None
) -> AbstractContextManager[Connection]:
    """Open an archive as ``open_for_writing`` does; a missing file is created first.

    A new file is readable by its owner alone.
    """
    if _is_unmade(path):
        from archive.store.upkeep.upgrade import upgrade  # Alembic costs more than all the rest

        upgrade(path)
    return open_for_writing(path, patience=patience)


def _is_unmade(path: Path) -> bool:
    """Tell whether a file is missing or has no table yet: its maker was killed before the first."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return True
    if not 0 < size <= SMALL:
        return size == 0
    try:
        with closing(open_raw(path)) as raw:
            return not raw.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        return False  # what is wrong with it is said by who opens it next
