"""Backups are whole, whoever writes meanwhile; what is handed to others says nothing of here."""

import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import StoreError
from archive.ingest import ingest
from archive.store.connect import open_for_reading
from archive.store.engine import open_for_writing
from archive.store.failures import Failure
from archive.store.sql import scalar
from archive.store.upkeep.backup import backup, publish
from archive.store.upkeep.check import check
from archive.store.write.batch import write_batch
from tests.factories import article, document, statement

TEXT = "MINSK, Dec. 4, 2022 (BelTA) -- Lukashenko said that Belarus will trade {} times more.\n"


def ask(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(query).fetchall()


def test_backups_made_while_an_ingest_runs_are_whole(database: Path, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for number in range(200):
        (news / f"{number:03}.txt").write_text(TEXT.format(number), "utf-8")
    run = threading.Thread(target=lambda: list(ingest([str(news)], database)))
    run.start()

    copies = [tmp_path / f"{number}.db" for number in range(10)]
    for copy in copies:
        backup(database, copy)
    run.join()

    assert [list(check(copy)) for copy in copies] == [[]] * 10
    assert stat.S_IMODE(copies[0].stat().st_mode) == 0o600


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(
    database: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("mine")

    with pytest.raises(StoreError, match="exists already"):
        backup(database, copy)

    assert copy.read_text() == "mine"
    backup(database, copy, replace=True)
    assert list(check(copy)) == []
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith(".")) == []


def test_what_is_published_says_nothing_of_this_machine(database: Path, tmp_path: Path) -> None:
    first = document("/home/somebody/news/a.txt", "a")
    second = document("/home/somebody/old/a.txt", "a")
    third = document("/home/somebody/pack.zip!/b/a.txt", "b")
    with open_for_writing(database) as connection:
        items = [(one, article(statement(one.text))) for one in (first, second, third)]
        write_batch(connection, items, failures=[Failure("/home/somebody/c", "no text", "X")])
        with connection.begin():
            connection.exec_driver_sql(
                "INSERT INTO ingests (started_at, version, command) VALUES ('', '1', '/home/x')"
            )
            connection.exec_driver_sql(
                "INSERT INTO searches (name, query, unit, saved_at, looked_at)"
                " VALUES ('mine', '/home/x', 'articles', '', '')"
            )
    published = tmp_path / "published.db"

    publish(database, published)

    assert b"/home" not in published.read_bytes()
    assert b"somebody" not in published.read_bytes()
    names = [
        str(path).partition("/")[2] for (path,) in ask(published, "SELECT path FROM documents")
    ]
    assert names == ["a.txt", "a.txt (2)", "pack.zip!/b/a.txt"]
    assert ask(published, "PRAGMA journal_mode") == [("delete",)]
    assert stat.S_IMODE(published.stat().st_mode) == 0o444
    assert list(check(published)) == []
    with open_for_reading(published) as connection:
        assert scalar(connection.execute("SELECT count(*) FROM statements")) == 2
