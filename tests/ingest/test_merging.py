"""Two archives into one: as if both had been ingested there, with all that people decided."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.cli import run
from archive.ingest import Options, ingest
from archive.ingest.merging import merge_archive
from tests.conftest import check_whole

MINSK = """\
MINSK, Jan. 5, 2024 (BelTA) -- Chinese Premier Li Qiang said on Friday that trade has grown.
Lukashenko said that the railway would be built soon.
"""
BEIJING = """\
BEIJING, March 1, 2023 (Xinhua) -- Chinese President Xi Jinping said on Wednesday that the two
sides should deepen mutual trust. Belarusian President Alexander Lukashenko said that Belarus
adheres to the one-China principle.
"""
SEOUL = """\
SEOUL, May 9, 2022 (Yonhap) -- President Yoon Suk-yeol said on Monday that peace needs strength.
He said that the door to talks remains open.
"""
WASHINGTON = """\
WASHINGTON, April 2, 2024 -- President Joe Biden said on Tuesday that the alliance is strong.
"""


FOLDERS = {
    "one": {"minsk": MINSK, "beijing": BEIJING},
    "two": {"seoul": SEOUL, "again": BEIJING, "washington": WASHINGTON},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVE_DB", raising=False)
    monkeypatch.setenv("ARCHIVE_USER", "ann")
    for name, texts in FOLDERS.items():
        (tmp_path / name).mkdir()
        for title, text in texts.items():
            (tmp_path / name / f"{title}.txt").write_text(text, "utf-8")
        take(f"{name}.db", name)
    yield tmp_path
    for path in tmp_path.glob("*.db"):
        check_whole(path)


def take(database: str, *folders: str, again: bool = False) -> None:
    list(ingest(folders, Path(database), Options(again=again)))


def rows(database: str, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as raw:
        return sorted(raw.execute(query).fetchall(), key=repr)


def uid(database: str, text: str) -> str:
    [(found,)] = rows(database, f"SELECT uid FROM statements WHERE text LIKE '{text}%'")
    return str(found)


SHOWN = (
    "SELECT uid, article, text, speaker, role, said_on, topics, cue, rule FROM v_statements",
    "SELECT uid, title, published_on, place, publisher, participants FROM v_articles",
    "SELECT uid, name, kind, statements, first_said_on, last_said_on FROM speakers",
    "SELECT slug, statements FROM topics",
    "SELECT path, sha256, copy_id IS NULL FROM documents",
    "SELECT word FROM inflections",
    "SELECT statement, mentioned, mentioned_kind, words FROM v_mentions",
    "SELECT uid, genre, mentions FROM articles",
)


@pytest.mark.parametrize("names", [("one", "two"), ("two", "one")])
def test_it_is_as_if_both_had_been_ingested(names: tuple[str, str]) -> None:
    take("both.db", *names)

    for name in names:
        merge_archive(Path("merged.db"), Path(f"{name}.db"))

    for query in SHOWN:
        assert rows("merged.db", query) == rows("both.db", query), query


def test_again_adds_nothing_and_changes_nothing() -> None:
    merge_archive(Path("one.db"), Path("two.db"))
    before = [rows("one.db", query) for query in SHOWN]

    done = merge_archive(Path("one.db"), Path("two.db"))

    assert (done.new, done.known, done.conflicts) == (0, 3, [])
    assert [rows("one.db", query) for query in SHOWN] == before
    [(runs,)] = rows("one.db", "SELECT count(*) FROM ingests")
    assert runs == 2


def test_the_other_archive_stays_as_it_is() -> None:
    text = uid("two.db", "peace needs")
    assert run(["correct", text, "--speaker", "Joe Biden", "--db", "two.db"]) == 0
    before = [rows("two.db", query) for query in (*SHOWN, "SELECT * FROM corrections")]

    merge_archive(Path("one.db"), Path("two.db"))

    after = [rows("two.db", query) for query in (*SHOWN, "SELECT * FROM corrections")]
    assert after == before


def test_corrections_come_along_and_can_be_undone() -> None:
    text = uid("two.db", "peace needs")
    assert run(["correct", text, "--speaker", "Joe Biden", "--why", "test", "--db", "two.db"]) == 0
    title = ["--title", "Talks", "--db", "two.db"]
    [(article,)] = rows("two.db", f"SELECT article FROM v_statements WHERE uid = '{text}'")
    assert run(["correct", str(article), *title]) == 0

    done = merge_archive(Path("one.db"), Path("two.db"))

    assert [one.state for one in done.corrections] == ["taken", "taken"]
    shown = f"SELECT speaker, title FROM v_statements WHERE uid = '{text}'"
    assert rows("one.db", shown) == [("Joe Biden", "Talks")]
    made = "SELECT field, made_by, reason FROM corrections"
    assert rows("one.db", made) == [("speaker", "ann", "test"), ("title", "ann", None)]
    for _ in range(2):
        assert run(["undo", "--db", "one.db", "--yes"]) == 0
    assert rows("one.db", shown) == [("Yoon Suk-yeol", None)]


def test_two_corrections_that_contradict_are_told_and_ours_stands(
    capfd: pytest.CaptureFixture[str],
) -> None:
    text = uid("one.db", "Belarus")
    for database, who in (("one.db", "Li Qiang"), ("two.db", "Xi Jinping")):
        assert run(["correct", text, "--speaker", who, "--db", database]) == 0
    capfd.readouterr()

    assert run(["db", "merge", "two.db", "--db", "one.db"]) == 3

    told = capfd.readouterr().err
    assert "conflict: speaker: alexander-lukashenko → xi-jinping" in told
    assert "here speaker: alexander-lukashenko → li-qiang" in told
    shown = f"SELECT speaker FROM v_statements WHERE uid = '{text}'"
    assert rows("one.db", shown) == [("Li Qiang",)]
    assert run(["db", "merge", "two.db", "--theirs", "--db", "one.db"]) == 0
    assert rows("one.db", shown) == [("Xi Jinping",)]


def test_decisions_on_names_and_saved_searches_come_along() -> None:
    assert run(["speakers", "merge", "xi-jinping", "joe-biden", "--db", "two.db"]) == 0
    for database, query in (("one.db", "trade"), ("two.db", "peace")):
        assert run(["searches", "save", "mine", query, "--db", database]) == 0

    done = merge_archive(Path("one.db"), Path("two.db"))

    assert rows("one.db", "SELECT 1 FROM speakers WHERE name = 'Joe Biden'") == []
    [(who,)] = rows("one.db", "SELECT speaker FROM v_statements WHERE text LIKE 'the alliance%'")
    assert who == "Xi Jinping"
    searches = rows("one.db", "SELECT name, query FROM searches")
    assert searches == [("mine (two.db)", "peace"), ("mine", "trade")]
    assert [one.what for one in done.conflicts] == ["the saved search 'mine'"]


def test_a_path_that_holds_another_text_keeps_both(folder: Path) -> None:
    (folder / "one" / "minsk.txt").write_text(WASHINGTON, "utf-8")
    take("other.db", "one")

    done = merge_archive(Path("one.db"), Path("other.db"))

    paths = [
        str(path).rpartition("/")[2] for (path,) in rows("one.db", "SELECT path FROM documents")
    ]
    assert sorted(paths) == ["beijing.txt", "minsk.txt", "minsk.txt (other.db)"]
    assert [one.theirs for one in done.conflicts] == [
        f"kept as {folder / 'one' / 'minsk.txt'} (other.db)"
    ]
    assert len(rows("one.db", "SELECT uid FROM articles")) == 3


def test_what_is_no_archive_is_refused(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "notes.sqlite").write_text("notes")

    assert run(["db", "merge", "notes.sqlite", "--db", "one.db"]) == 4

    assert "notes.sqlite is not a SQLite database" in capfd.readouterr().err
    assert not list(folder.glob(".archive-merge-*"))
