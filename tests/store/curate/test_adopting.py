"""What a SQL client changed is noticed, and becomes corrections that outlive every ingest."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.cli import run
from archive.store.engine import open_for_writing
from archive.store.write.batch import write_batch
from tests.factories import article, document, speaker, statement

XI = speaker("Xi Jinping", title="President", of="China")
HEARD = article(
    statement("We trade more", XI, said="2022-09-15"),
    statement("Rain fell", "A farmer", said="2022-09-15"),
    statement("Nobody knows", said="2022-09-15"),
    event="2022-09-15",
    place="Samarkand",
)


@pytest.fixture(autouse=True)
def folder(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_DB", str(database))
    monkeypatch.setenv("ARCHIVE_USER", "ann")
    read_again(database)


def read_again(database: Path) -> None:
    with open_for_writing(database) as connection:
        write_batch(connection, [(document(), HEARD)], again=True)


def change(database: Path, *queries: str) -> None:
    with closing(sqlite3.connect(database)) as raw:
        for query in queries:
            raw.execute(query)
        raw.commit()


def ask(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(query).fetchall()


MOVED = """
UPDATE statement_speakers SET speaker_id = (SELECT id FROM speakers WHERE name = 'A farmer')
WHERE statement_id = (SELECT id FROM statements WHERE text = 'We trade more')"""
GIVEN = """
INSERT INTO statement_speakers (statement_id, speaker_id, position)
SELECT s.id, p.id, 0 FROM statements AS s, speakers AS p
WHERE s.text = 'Nobody knows' AND p.name = 'A farmer'"""
COUNTED = """
UPDATE speakers SET statements = (
    SELECT count(*) FROM statement_speakers WHERE speaker_id = speakers.id)"""


@pytest.mark.parametrize(
    ("query", "shown", "told", "now"),
    [
        (
            "UPDATE statements SET said_on = '2022-09-16' WHERE text = 'Rain fell'",
            "SELECT said_on FROM statements WHERE text = 'Rain fell'",
            "edited by hand: said_on: 2022-09-15 → 2022-09-16",
            "2022-09-16",
        ),
        (
            "UPDATE statements SET quotation = 'direct' WHERE text = 'Rain fell'",
            "SELECT quotation FROM statements WHERE text = 'Rain fell'",
            "edited by hand: quotation: indirect → direct",
            "direct",
        ),
        (
            "UPDATE articles SET place = 'Minsk'",
            "SELECT place FROM articles",
            "edited by hand: place: Samarkand → Minsk",
            "Minsk",
        ),
        (
            MOVED,
            "SELECT speaker FROM v_statements WHERE text = 'We trade more'",
            "edited by hand: speaker: xi-jinping → a-farmer",
            "A farmer",
        ),
        (
            GIVEN,
            "SELECT speaker FROM v_statements WHERE text = 'Nobody knows'",
            "edited by hand: speaker: nothing → a-farmer",
            "A farmer",
        ),
    ],
    ids=["date", "quotation", "place", "another speaker", "a speaker"],
)
@pytest.mark.parametrize("is_read_first", [False, True], ids=["adopted", "read again first"])
def test_an_edit_is_noticed_and_becomes_a_correction(
    database: Path,
    query: str,
    shown: str,
    told: str,
    now: str,
    is_read_first: bool,
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = ask(database, shown)
    change(database, query)
    assert run(["db", "check"]) == 4
    printed = capfd.readouterr()
    assert told in printed.out
    assert "archive corrections adopt" in printed.err
    if is_read_first:
        read_again(database)
        assert ask(database, shown) == before

    assert run(["corrections", "adopt", "--why", "by SQL", "--yes"]) == 0

    assert ask(database, shown) == [(now,)]
    made = "SELECT made_by, reason, tool, undone_at FROM corrections"
    assert ask(database, made) == [("ann", "by SQL", "SQL client", None)]
    assert run(["db", "check"]) == 0
    read_again(database)
    assert ask(database, shown) == [(now,)]
    assert run(["undo"]) == 0
    assert ask(database, shown) == before
    assert run(["db", "check"]) == 0


def test_what_cannot_be_corrected_is_told_and_left(
    database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    change(
        database,
        "UPDATE statements SET text = 'It snowed' WHERE text = 'Rain fell'",
        "UPDATE articles SET place = 'Minsk'",
    )

    assert run(["corrections", "adopt", "--yes"]) == 3

    assert "does not hold these words: 'It snowed'" in capfd.readouterr().err
    assert ask(database, "SELECT field FROM corrections") == [("place",)]
    assert ask(database, "SELECT field FROM edits") == [("text",)]
    assert run(["db", "check"]) == 4
    assert "edited by hand: text: Rain fell → It snowed" in capfd.readouterr().out


def test_an_edit_that_is_put_back_is_none(database: Path) -> None:
    change(
        database,
        "UPDATE articles SET place = 'Minsk'",
        "UPDATE articles SET place = 'Samarkand'",
    )

    assert run(["db", "check"]) == 0


def test_a_dry_run_lists_and_changes_nothing(
    database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    change(database, "UPDATE articles SET place = 'Minsk'", "UPDATE articles SET place = 'Brest'")

    assert run(["corrections", "adopt", "--dry-run"]) == 0

    assert "place: Samarkand → Brest" in capfd.readouterr().out
    assert ask(database, "SELECT count(*) FROM corrections") == [(0,)]
    assert run(["corrections", "adopt", "--yes"]) == 0


def test_what_the_program_changes_is_no_edit(database: Path) -> None:
    [(uid,)] = ask(database, "SELECT uid FROM statements WHERE text = 'Rain fell'")
    for arguments in (
        ["correct", str(uid), "--speaker", "Xi Jinping", "--date", "2021"],
        ["undo", "--yes"],
        ["speakers", "merge", "xi-jinping", "a-farmer"],
        ["db", "reanalyse"],
        ["db", "check"],
    ):
        assert run(arguments) == 0

    assert ask(database, "SELECT * FROM edits") == []
