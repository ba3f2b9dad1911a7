"""Which file is opened, and which is refused before anything in it changes."""

import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import LockedError, NotAnArchiveError, RevisionError, StoreError
from archive.store import connect
from archive.store.connect import explained, locate, locate_for_ingest, open_for_reading
from archive.store.engine import open_for_writing
from archive.store.sql import scalar
from archive.store.upkeep.create import open_or_create
from archive.store.write.batch import write_batch
from tests.factories import article, document, statement

OPENERS = pytest.mark.parametrize("opener", [open_for_reading, open_for_writing])


def set_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        raw.commit()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in the user's data folder, which doesn't exist yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("sys.platform", "linux")
    return locate(None, {}, tmp_path)


@pytest.mark.parametrize(
    ("option", "environ", "here", "expected"),
    [
        ("a.db", {"ARCHIVE_DB": "b.db"}, True, "a.db"),
        (None, {"ARCHIVE_DB": "b.db"}, True, "b.db"),
        (None, {}, True, "archive.db"),
    ],
    ids=["the option", "the variable", "the folder"],
)
def test_which_database_is_meant(
    tmp_path: Path, option: str | None, environ: dict[str, str], here: bool, expected: str
) -> None:
    if here:
        (tmp_path / "archive.db").touch()

    assert locate(option, environ, tmp_path) == tmp_path / expected
    assert locate_for_ingest(option, environ, tmp_path) == tmp_path / expected


def test_without_any_of_them_it_is_the_users_own(tmp_path: Path, home: Path) -> None:
    assert home.name == "archive.db"
    assert home.parent != tmp_path
    assert locate(None, {}, tmp_path) == home


def test_the_first_ingest_begins_a_database_here(tmp_path: Path, home: Path) -> None:
    assert locate_for_ingest(None, {}, tmp_path) == tmp_path / "archive.db"

    home.parent.mkdir(parents=True)
    home.touch()
    assert locate_for_ingest(None, {}, tmp_path) == home


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "archive.db"
    before = os.umask(0)
    try:
        with open_or_create(path) as connection:
            write_batch(connection, [(document(), article(statement("a")))])
            modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)

    assert modes == {0o600}


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("page_size", 16384)],
)
def test_a_writer_is_set_to_lose_nothing(database: Path, pragma: str, value: object) -> None:
    with open_for_writing(database) as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_reader_cannot_write_and_trusts_no_schema(database: Path) -> None:
    with open_for_reading(database) as connection:
        assert scalar(connection.execute("PRAGMA query_only")) == 1
        assert scalar(connection.execute("PRAGMA trusted_schema")) == 0
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM documents")


def test_a_reader_sees_one_state_while_others_write(database: Path) -> None:
    count = "SELECT count(*) FROM articles"
    with open_for_reading(database) as reader, open_for_writing(database) as writer:
        before = scalar(reader.execute(count))
        write_batch(writer, [(document(), article(statement("a")))])

        assert scalar(reader.execute(count)) == before == 0


HARMS = {
    "a view that runs what it likes": (
        "CREATE VIEW v_articles AS SELECT load_extension('evil') AS uid, id FROM articles",
        "unsafe use of load_extension",
    ),
    "a view that is gone": ("SELECT 1", "no such table: v_articles"),
}


@pytest.mark.parametrize(("harm", "reason"), HARMS.values(), ids=HARMS)
def test_a_view_of_another_s_making_is_not_run(database: Path, harm: str, reason: str) -> None:
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("DROP VIEW v_articles")
        raw.execute(harm)

    with (
        pytest.raises(StoreError, match=f"was changed by another program: {reason}"),
        open_for_reading(database) as connection,
    ):
        connection.execute("SELECT uid FROM v_articles")


def test_a_trigger_of_another_s_making_is_not_run(database: Path) -> None:
    with closing(sqlite3.connect(database)) as raw:
        raw.execute(
            "CREATE TRIGGER evil AFTER INSERT ON articles BEGIN SELECT load_extension('evil'); END"
        )

    with (
        pytest.raises(StoreError, match="unsafe use of load_extension"),
        open_for_writing(database) as connection,
    ):
        write_batch(connection, [(document(), article(statement("a")))])


def test_a_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match="no archive at") as raised,
        open_for_reading(tmp_path / "none.db"),
    ):
        pass

    assert (
        raised.value.hint
        == "archive ingest FILE_OR_FOLDER creates one; --db or ARCHIVE_DB names another file"
    )
    assert list(tmp_path.iterdir()) == []


@OPENERS
def test_an_older_revision_is_refused_with_the_command(database: Path, opener: object) -> None:
    set_revision(database, "0000")
    try:
        with pytest.raises(RevisionError, match="0000") as raised, opener(database):  # type: ignore[operator]
            pass
        assert raised.value.hint == "archive db upgrade"
    finally:
        set_revision(database, connect.REVISION)


@OPENERS
def test_a_newer_revision_is_refused(database: Path, opener: object) -> None:
    set_revision(database, "9999")
    try:
        with pytest.raises(RevisionError, match="newer"), opener(database):  # type: ignore[operator]
            pass
    finally:
        set_revision(database, connect.REVISION)


@OPENERS
@pytest.mark.parametrize("kind", ["text", "foreign", "of another Alembic", "folder"])
def test_what_is_no_archive_is_refused_and_left_alone(
    tmp_path: Path, opener: object, kind: str
) -> None:
    path = tmp_path / "some.db"
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("not a database, but long enough to look like one" * 100)
    else:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("CREATE TABLE notes (id INTEGER)")
            if kind == "of another Alembic":
                raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
                raw.execute("INSERT INTO alembic_version VALUES ('0001')")
            raw.commit()
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(NotAnArchiveError), opener(path):  # type: ignore[operator]
        pass

    assert before is None or path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["some.db"]


def test_a_locked_file_is_an_error_that_says_so(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedError, match="locked"), open_for_writing(database) as connection:
            write_batch(connection, [(document(), article(statement("a")))])
        other.execute("ROLLBACK")


def test_an_archive_in_a_folder_that_may_not_be_written_can_be_read(database: Path) -> None:
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for left in database.parent.glob("archive.db-*"):
        left.unlink()
    database.parent.chmod(0o500)
    try:
        with open_for_reading(database) as connection:
            assert scalar(connection.execute("SELECT count(*) FROM v_statements")) == 0
    finally:
        database.parent.chmod(0o700)


def test_two_writers_at_once_wait_for_each_other(database: Path) -> None:
    """Each of two threads writes its own batches and the same ones; nothing fails or doubles."""
    faults: list[BaseException] = []

    def work(name: str) -> None:
        try:
            with open_for_writing(database) as connection:
                for number in range(15):
                    mine, shared = f"{name}{number}", f"shared{number}"
                    items = [
                        (document(f"/{one}", one), article(statement(one, "Xi Jinping")))
                        for one in (mine, shared)
                    ]
                    write_batch(connection, items)
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    with open_for_reading(database) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM speakers),"
            " (SELECT statements FROM speakers)"
        ).fetchone()
    assert tuple(counts) == (45, 1, 45)


def test_a_want_of_memory_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="out of memory"), explained(tmp_path / "a.db"):
        bytearray(2**62)
