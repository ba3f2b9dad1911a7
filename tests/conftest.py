"""What the tests share: a new archive as the program makes one, checked after each test."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Connection

from archive.store.counts import recount_all
from archive.store.engine import open_for_writing
from archive.store.upkeep.upgrade import upgrade

SURVIVED = "survived"
"""What a test says in its report of what it counted."""

# How long an example takes says how busy the machine is; all else stays as it is, in CI too.
settings.register_profile("archive", settings.default, deadline=None)
settings.load_profile("archive")


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the newest revision without a document, made once by Alembic."""
    path = tmp_path_factory.mktemp("empty") / "archive.db"
    upgrade(path)
    return path


@pytest.fixture(scope="session", autouse=True)
def _new_archives_are_copies(empty_archive: Path) -> Iterator[None]:
    """Where a command creates an archive, copy the one that Alembic made: half a second less.

    Other processes create theirs by all migrations, as users do.
    """

    def create(path: Path, revision: str = "head") -> None:
        if revision != "head" or path.exists() or not os.access(path.parent, os.W_OK):
            upgrade(path, revision)
        else:
            shutil.copy(empty_archive, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archive.store.upkeep.upgrade.upgrade", create)
        yield


@pytest.fixture
def database(empty_archive: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the empty archive for one test; it is whole again at the end, whatever it did."""
    path = tmp_path / "archive.db"
    shutil.copy(empty_archive, path)
    yield path
    check_whole(path)


@pytest.fixture
def connection(database: Path) -> Iterator[Connection]:
    """A connection that writes to ``database``."""
    with open_for_writing(database) as connection:
        yield connection


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the proofs of survival counted, since a promise is worth its numbers.

    Of a parallel run, the process that prints has the reports alone, and reads no other conftest.
    """
    lines = [
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == SURVIVED
    ]
    if lines:
        terminalreporter.section("what was survived")
        for line in lines:
            terminalreporter.line(line)


def check_whole(path: Path) -> None:
    """Fail unless pages, keys, search index and counts of an archive are right."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        for (table,) in raw.execute(INDEXES).fetchall():
            # Without rank 1 an index that no longer fits its table passes.
            raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        raw.rollback()
        before = _counts(raw)
    with open_for_writing(path) as connection, connection.begin() as transaction:
        recount_all(connection)
        after = [tuple(row) for row in connection.exec_driver_sql(COUNTS)]
        transaction.rollback()
    assert before == after


INDEXES = "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5%'"

COUNTS = """
SELECT 'speaker', uid, statements, first_said_on, last_said_on FROM speakers
UNION ALL SELECT 'topic', slug, statements, NULL, NULL FROM topics ORDER BY 1, 2"""


def _counts(raw: sqlite3.Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in raw.execute(COUNTS)]
