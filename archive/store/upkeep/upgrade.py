"""Create a database and bring an old one to this program's revision, by Alembic.

pysqlite's own transactions are off and one BEGIN IMMEDIATE holds everything: a migration that
fails half way leaves nothing behind and can be run again. (With the stock settings a half-failed
one sticks for ever: the column is there, the version is not.)
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

import archive
from archive.errors import NotAnArchiveError, StoreError
from archive.store.connect import explained, may_be_written, open_raw, read_revision
from archive.store.engine import engine_on, reader, unwrapped
from archive.store.published import LEFT_OUT, is_published
from archive.store.upkeep.definitions import Object, complete, objects, renew

PAGE_SIZE = 16384
"""Bytes. Measured: 1.08 times faster and 0.83 of the size against SQLite's 4096."""


def upgrade(path: Path, revision: str = "head") -> None:
    """Create the file, or bring it to ``revision``; where it is there already, do nothing.

    At the head, views, triggers and indexes are those of a new file, whoever made them before, and
    rows from before there were checksums have theirs. Raises NotAnArchiveError for a database that
    is not ours and StoreError where the result would break a foreign key or the search index; the
    file is then as it was.
    """
    with migrating(path) as connection:
        raw = reader(connection)
        before = read_revision(raw)
        was_published = before is not None and is_published(raw)
        if was_published:
            _give_back(raw)
        _migrate(connection, revision)
        if before is None or revision != "head":
            return
        renew(raw, _as_new())
        if was_published or before != read_revision(raw):
            complete(raw)


def _give_back(raw: sqlite3.Connection) -> None:
    """Make the tables that a published copy lacks, empty, so that it can be written again."""
    made = definitions()
    for name in reversed([*LEFT_OUT]):
        raw.execute(made[name])


def _migrate(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@cache
def definitions() -> Mapping[str, str]:
    """Return how a new archive defines all that it has, by name, but for the insides of indexes."""
    with _new() as raw:
        found = raw.execute(
            "SELECT s.name, s.sql FROM sqlite_schema AS s LEFT JOIN pragma_table_list AS t"
            " ON t.schema = 'main' AND t.name = s.name"
            " WHERE s.sql IS NOT NULL AND t.type IS NOT 'shadow' AND s.name <> 'alembic_version'"
        )
        return MappingProxyType(dict(found.fetchall()))


@cache
def _as_new() -> Sequence[Object]:
    """Return the views, triggers and indexes of a new archive."""
    with _new() as raw:
        return objects(raw)


@contextmanager
def _new() -> Iterator[sqlite3.Connection]:
    """Give a new archive, made in memory."""
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as raw,
        engine_on(raw, begin="BEGIN") as connection,
        connection.begin(),
    ):
        _migrate(connection, "head")
        yield raw


def scripts() -> Path:
    """Return the folder of migrations: inside an installed package, beside one in development."""
    package = Path(archive.__file__).parent
    shipped = package / "_migrations"
    return shipped if shipped.is_dir() else package.parent / "migrations"


@contextmanager
def migrating(path: Path, *, check: bool = True) -> Iterator[Connection]:
    """Give a connection inside BEGIN IMMEDIATE, check what was done with it, and commit.

    ``check`` is for all but a way back to nothing, after which there is nothing to look at.
    """
    _create_private(path)
    if not may_be_written(path):
        raise StoreError(f"{path} may not be written", hint="ask who may write to it, or copy it")
    with explained(path), unwrapped(path), closing(open_raw(path)) as raw:
        _must_be_ours(raw, path)
        raw.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # counts for an empty file only
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        # Off, and before BEGIN: a rebuilt table would otherwise take its children's rows with it.
        raw.execute("PRAGMA foreign_keys = OFF")
        with engine_on(raw, begin="BEGIN IMMEDIATE") as connection, connection.begin():
            yield connection
            if check:
                _check(connection, path)


def _create_private(path: Path) -> None:
    """Make an empty file that its owner alone may read; the log files beside it inherit that."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise StoreError(
            f"{path} cannot be created: {error.strerror}", hint="name another file with --db"
        ) from error


def _must_be_ours(raw: sqlite3.Connection, path: Path) -> None:
    empty = raw.execute("SELECT count(*) = 0 FROM sqlite_schema").fetchone()[0]
    if not empty and read_revision(raw) is None:
        raise NotAnArchiveError(
            f"{path} is a SQLite database, but not a statement archive",
            hint="name another file with --db",
        )


def search_tables(connection: Connection) -> Sequence[str]:
    """Return the names of the indexes of words that the file has."""
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5%'"
    )
    return found.scalars().all()


def _check(connection: Connection, path: Path) -> None:
    """Refuse to commit what breaks a foreign key or leaves the search index untrue."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StoreError(f"upgrading {path} would leave a broken reference in {broken[0]}")
    for table in search_tables(connection):
        query = f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"
        try:
            connection.exec_driver_sql(query)
        except DatabaseError as error:
            raise StoreError(
                f"upgrading {path} would leave {table} out of date",
                hint=f"""sqlite3 {path} "INSERT INTO {table} ({table}) VALUES ('rebuild')\"""",
            ) from error
