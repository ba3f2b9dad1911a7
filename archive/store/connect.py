"""Where the database is and how it is opened for reading, by the standard library's sqlite3.

A file is asked for its revision before anything else happens, so a foreign file is never changed.
Nothing here imports SQLAlchemy, which takes longer than a search: ``archive.store.engine`` opens an
archive for writing, with it.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from archive.errors import LockedError, NotAnArchiveError, RevisionError, StoreError, UsageError
from archive.store.published import stand_in

REVISION = "0017"
"""The newest revision in ``migrations/``, which this program reads and writes."""

FILE = "archive.db"
VARIABLE = "ARCHIVE_DB"
BUSY_SECONDS = 5.0
"""How long one process waits for another's batch, and a person for both of them."""

_READING = (
    "PRAGMA query_only = ON",
    # A view or trigger of a foreign file must not call what it likes. A writer can't have this:
    # SQLite 3.40 then refuses the triggers of our own search index.
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
)


def locate(option: str | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Say which database is meant; it need not exist.

    ``--db`` beats the variable ARCHIVE_DB beats ./archive.db where that exists beats the file in
    the user's data folder.
    """
    named = option or environ.get(VARIABLE)
    if named:
        try:
            return cwd / Path(named).expanduser()
        except RuntimeError as error:  # nobody has the name of "~name/"
            raise UsageError(f"{named}: {error}", hint="name the folder in full") from error
    here = cwd / FILE
    return here if here.exists() else _in_user_data()


def locate_for_ingest(option: str | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Say which database is meant, as ``locate``, but begin ./archive.db where there is none yet.

    Nobody looks for a first database in a hidden folder; one that is there already is used.
    """
    found = locate(option, environ, cwd)
    if option or environ.get(VARIABLE) or found.exists():
        return found
    return cwd / FILE


@contextmanager
def open_for_reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an archive that cannot be changed through this connection, in one read transaction.

    Keep it short: a long one lets the write-ahead log grow. Raises StoreError where there is no
    file, NotAnArchiveError, RevisionError, LockedError.
    """
    must_exist(path)
    with explained(path), closing(connect_to_read(path)) as connection:
        check_revision(connection, path)
        stand_in(connection)
        for pragma in _READING:
            connection.execute(pragma)
        connection.execute("BEGIN")
        yield connection


def read_revision(raw: sqlite3.Connection) -> str | None:
    """Return the revision that the file says it has; None where it is no archive at all."""
    tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema")}
    if not {"alembic_version", "articles", "statements"} <= tables:
        return None
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def check_revision(raw: sqlite3.Connection, path: Path) -> None:
    """Raise NotAnArchiveError or RevisionError unless the file has our revision."""
    revision = read_revision(raw)
    if revision is None and not raw.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise NotAnArchiveError(
            f"{path} is a database without a table: perhaps an ingest is just making it",
            hint="try again in a second; else take articles in: archive ingest FILE_OR_FOLDER",
        )
    if revision is None or not revision.isdecimal():
        raise NotAnArchiveError(
            f"{path} is a SQLite database, but not a statement archive",
            hint="name another file with --db",
        )
    if revision < REVISION:
        raise RevisionError(
            f"{path} has schema revision {revision}; this program needs {REVISION}",
            hint="archive db upgrade",
        )
    if revision > REVISION:
        raise RevisionError(
            f"{path} has revision {revision}, newer than the {REVISION} that this program knows",
            hint="install a newer version: pip install --upgrade statement-archive",
        )


@contextmanager
def explained(path: Path, patience: float | None = None) -> Iterator[None]:
    """Turn what SQLite says of a locked, full, broken or foreign file into our errors.

    ``patience`` is for how many seconds a lock was waited for, BUSY_SECONDS where it is None.
    """
    seconds = BUSY_SECONDS if patience is None else patience
    try:
        yield
    except MemoryError as error:  # SQLite's, too: Python's module says it so
        raise StoreError(
            f"out of memory while working on {path}; everything reported so far is saved",
            hint="close other programs and run the same command again",
        ) from error
    except UnicodeDecodeError as error:  # of what SQLite says of a schema that is no text any more
        raise StoreError(f"{path} is damaged: {error}", hint=_RESTORE) from error
    except sqlite3.Error as error:
        raise_from(error, path, seconds)
        raise


_RESTORE = "restore a backup, or save what can be read: sqlite3 FILE .recover"

_MESSAGES: tuple[tuple[frozenset[int], type[StoreError], str, str | None], ...] = (
    (
        frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}),
        LockedError,
        "{path} is locked: another process has been writing to it for over {seconds:.0f} seconds",
        "wait for the other process to end, then try again",
    ),
    (
        # What SQLite says where a lock fails again and again for no lock of another's.
        frozenset({sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS}),
        LockedError,
        "{path} cannot be locked: {error}",
        "move the file to a local disk: many network drives do not support locks",
    ),
    (
        frozenset({sqlite3.SQLITE_NOTADB}),
        NotAnArchiveError,
        "{path} is not a SQLite database",
        "name another file with --db",
    ),
    (
        frozenset({sqlite3.SQLITE_CORRUPT}),
        StoreError,
        "{path} is damaged: {error}",
        _RESTORE,
    ),
    (
        frozenset({sqlite3.SQLITE_FULL}),
        StoreError,
        "the disk is full: cannot write to {path}; everything reported so far is saved",
        "free some space and run the same command again",
    ),
    (
        frozenset({sqlite3.SQLITE_IOERR}),
        StoreError,
        "reading or writing {path} failed: {error}",
        "check the disk, then run the same command again",
    ),
    (
        frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}),
        StoreError,
        "{path} cannot be opened: {error}",
        "check the permissions of the file and its folder",
    ),
)


_CHANGED = {
    "unsafe use of": "its schema contains code that is not safe to run: ask whoever sent the file",
    "no such ": "archive db upgrade rebuilds views and triggers; or restore a backup",
}
"""How SQLite's complaint begins where a file was changed since we made it, and what to do."""


def raise_from(error: sqlite3.Error, path: Path, seconds: float) -> None:
    """Raise our error for one of SQLite's; return where it is none of those that users meet."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    for beginning, advice in _CHANGED.items() if code == sqlite3.SQLITE_ERROR else ():
        if str(error).startswith(beginning):
            raise StoreError(
                f"{path} was changed by another program: {error}", hint=advice
            ) from error
    for codes, kind, message, hint in _MESSAGES:
        if code in codes:
            shown = message.format(path=path, error=error, seconds=seconds)
            raise kind(shown, hint=hint) from error


_BEGIN = "archive ingest FILE_OR_FOLDER creates one; --db or ARCHIVE_DB names another file"


def must_exist(path: Path) -> None:
    """Raise StoreError or NotAnArchiveError unless there is a file that can be an archive."""
    if not path.exists():
        raise StoreError(f"there is no archive at {path}", hint=_BEGIN)
    if not path.is_file():
        raise NotAnArchiveError(f"{path} is not a file", hint="name another file with --db")
    if path.stat().st_size == 0:
        raise NotAnArchiveError(f"{path} is empty", hint="archive ingest FILE_OR_FOLDER")


def open_raw(path: Path, uri_options: str = "mode=rw") -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{uri_options}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def may_be_written(path: Path) -> bool:
    """Tell whether an archive may be changed; its log lies beside it, so its folder counts too."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect to an archive that may lie where nobody can write, such as on a read-only disk."""
    raw = open_raw(path, "mode=ro")
    try:
        raw.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        raw.close()
        # A WAL file in a folder that may not be written needs `immutable`, which is right only
        # where no log is left: it would be ignored in silence.
        log = path.with_name(path.name + "-wal")
        if os.access(path.parent, os.W_OK) or log.exists():
            raise
        raw = open_raw(path, "immutable=1")
    except sqlite3.Error:
        raw.close()
        raise
    return raw


def _in_user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("statement-archive", appauthor=False) / FILE
