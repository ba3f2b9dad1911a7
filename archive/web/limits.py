"""How long a question may take: a page that asks too much is refused, and others go on."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import StoreError
from archive.store.connect import open_for_reading

SECONDS = 10.0
"""Processor time of one question. The dearest pages of 212,000 statements take 3 s
(``tests.benchmarks.web``)."""
STEPS = 100_000
"""Instructions of SQLite's machine between two looks at the clock: some 1 ms."""


class TooLongError(StoreError):
    """A question takes longer than it may."""


@contextmanager
def reading(path: Path, seconds: float = SECONDS) -> Iterator[sqlite3.Connection]:
    """Open an archive for one page; raise TooLongError where its questions take longer.

    Processor time is counted, not that of the clock: on a busy machine all answers come late, but
    they come.
    """
    until = time.thread_time() + seconds
    try:
        with open_for_reading(path) as connection:
            connection.set_progress_handler(lambda: time.thread_time() > until, STEPS)
            yield connection
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_INTERRUPT:
            raise
        raise TooLongError(
            f"this takes longer than the {seconds:.0f} seconds that a page may",
            hint="narrow it to a speaker, a topic or a year; the command line has no such limit",
        ) from None
