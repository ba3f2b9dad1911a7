"""Whole copies of an archive: a backup while others write, and one to hand to others."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.errors import RevisionError, StoreError
from archive.store.checksum import checksum
from archive.store.columns import DOCUMENT_FACTS
from archive.store.connect import (
    REVISION,
    check_revision,
    connect_to_read,
    explained,
    may_be_written,
    must_exist,
    open_raw,
    read_revision,
)
from archive.store.published import leave_out
from archive.store.sql import names
from archive.store.upkeep.metadata import metadata
from archive.store.upkeep.repairs import search_tables


def backup(source: Path, target: Path, *, replace: bool = False) -> None:
    """Write a copy of an archive as it is at one moment; others may write meanwhile.

    It is there whole or not at all, and its owner alone may read it. Raises StoreError where
    ``target`` exists and is not to be replaced, or cannot be written.
    """
    with _placed(target, replace) as made:
        _copy(source, made)


def publish(source: Path, target: Path, *, replace: bool = False) -> Path:
    """Write a compact copy to hand to others: anybody may read it and nobody write it.

    It is without failures, commands, saved searches and the folders of this machine, without the
    tables, triggers and indexes that only programs need which write, and needs no file beside it.
    The one whose path is returned tells Datasette what is in it. Raises StoreError as ``backup``
    does.
    """
    if target.is_dir():
        raise StoreError(f"{target} is a folder", hint=f"name a file: {target / 'news.db'}")
    beside = target.with_name(f"{target.stem}-metadata.json")
    if beside.exists() and not replace:
        raise StoreError(f"{beside} exists already", hint="name another file, or use --replace")
    with _placed(target, replace) as made:
        _copy(source, made)
        with explained(made), closing(open_raw(made)) as raw:
            for query in _PRIVATE:
                raw.execute(query)
            leave_out(raw)
            _shorten_paths(raw)
            for table in search_tables(raw):
                raw.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            raw.execute("ANALYZE")
            # What was deleted stands in the file's free pages until they are gone.
            raw.execute("VACUUM")
            described = metadata(raw, target)
        made.chmod(0o444)
    with _placed(beside, replace) as made:
        made.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", "utf-8")
        made.chmod(0o644)
    return beside


_PRIVATE = (
    "PRAGMA foreign_keys = ON",
    "UPDATE ingests SET command = '', resume_with = NULL",
)


def _copy(source: Path, target: Path) -> None:
    writable = may_be_written(source)
    with explained(source), closing((open_raw if writable else connect_to_read)(source)) as raw:
        check_revision(raw, source)
        with _room_for(target):
            if writable and _is_text(str(target)):
                # One read transaction: each such copy was whole while an ingest ran; the backup
                # API in small steps began again for ever, and copying the files lost one in four.
                raw.execute("VACUUM INTO ?", (str(target),))
            else:
                copy_pages(raw, target)
    with explained(target), closing(open_raw(target)) as raw:
        faults = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if faults != "ok":
            raise StoreError(
                f"{source} is damaged, so its copy is too: {faults}", hint="archive db check"
            )


def copy_archive(source: Path, target: Path) -> None:
    """Copy an archive of any revision as it is at one moment; ``target`` is a new file.

    Raises StoreError where ``source`` is no archive or of a newer revision than this program's.
    """
    must_exist(source)
    with explained(source), closing(connect_to_read(source)) as raw:
        try:
            check_revision(raw, source)
        except RevisionError as error:
            if (read_revision(raw) or "") > REVISION:
                raise error from None
        with _room_for(target):
            copy_pages(raw, target)


def copy_pages(raw: sqlite3.Connection, target: Path) -> None:
    """Copy an archive page by page, all in one step; its own connection may be read-only.

    SQLite 3.40 cannot VACUUM a table with computed columns from such a one.
    """
    with closing(open_raw(target, "mode=rwc")) as copy:
        raw.backup(copy, pages=-1)


@contextmanager
def _room_for(target: Path) -> Iterator[None]:
    """Say of a full disk that it is the one of the copy."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise StoreError(
                f"no room to write {target}", hint="make room there, or name a file elsewhere"
            ) from error
        raise


def _is_text(text: str) -> bool:
    """Tell whether a name is text that SQLite takes; bytes that are none lie beyond Unicode."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


@contextmanager
def _placed(target: Path, replace: bool) -> Iterator[Path]:
    """Give a private file beside ``target`` that takes its place when all went well."""
    if target.is_dir():
        raise StoreError(f"{target} is a folder", hint=f"name a file: {target / 'backup.db'}")
    if target.exists() and not replace:
        raise StoreError(f"{target} exists already", hint="name another file, or use --replace")
    made = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(
            f"{target} cannot be written: {error.strerror}", hint="name another file"
        ) from error
    try:
        yield made
        _sync(made)
        made.replace(target)
        _sync(target.parent)
    finally:
        for beside in ("", "-journal", "-wal", "-shm"):
            made.with_name(made.name + beside).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have a file or folder on the disk before anything else is said of it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _shorten_paths(raw: sqlite3.Connection) -> None:
    """Keep of each path the file's name, behind the uid of its article; such paths are unique."""
    rows = raw.execute(
        "SELECT id, (SELECT a.uid FROM articles AS a WHERE a.id = article_id),"
        f" {names(DOCUMENT_FACTS)} FROM documents ORDER BY id"
    ).fetchall()
    changes, taken = [], set[str]()
    for key, uid, path, url, *facts in rows:
        short = _short(uid, path, taken)
        url = None if url and url.startswith("file:") else url
        changes.append((short, url, checksum((short, url, *facts)), key))
    raw.execute("BEGIN")
    # In two steps, since a new path may be another's old one.
    raw.execute("UPDATE documents SET path = 'document ' || id")
    raw.executemany("UPDATE documents SET path = ?, url = ?, checksum = ? WHERE id = ?", changes)
    raw.execute("COMMIT")


def _short(uid: str, path: str, taken: set[str]) -> str:
    outer, inside, member = path.partition("!/")
    name = outer if path.startswith("stdin:") else outer.replace("\\", "/").rpartition("/")[2]
    first = short = f"{uid}/{name}{inside}{member}"
    number = 1
    while short in taken:
        number += 1
        short = f"{first} ({number})"
    taken.add(short)
    return short
