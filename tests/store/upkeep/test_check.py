"""Whatever is not as it was written is found, and what the rest tells is made anew."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.store.engine import open_for_writing
from archive.store.upkeep.check import EDITED, Finding, check, repair
from archive.store.write.batch import write_batch
from tests.factories import article, document, speaker, statement

XI = speaker("Xi Jinping", title="President", of="China")


@pytest.fixture
def path(empty_archive: Path, tmp_path: Path) -> Path:
    """An archive with two articles, not checked at the end: the tests break it."""
    path = tmp_path / "archive.db"
    path.write_bytes(empty_archive.read_bytes())
    first = article(
        statement("We trade more", XI, said="2022-09-15"),
        statement("We agree", XI),
        event="2022-09-15",
    )
    second = article(statement("Rain fell", "A farmer", said="2023-01-01"), published="2023-01-01")
    with open_for_writing(path) as connection:
        write_batch(connection, [(document(), first), (document("/b", "b"), second)])
    return path


def harm(path: Path, *queries: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        for query in queries:
            raw.execute(query)
        raw.commit()


def told(findings: list[Finding]) -> list[str]:
    return [one.what for one in findings]


def test_a_whole_archive_has_no_findings(path: Path) -> None:
    assert list(check(path)) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE statements SET confidence = 0.25", "edited by hand: confidence: 1.0 → 0.25"),
        ("UPDATE statements SET said_on = '2022-09-16'", "edited by hand: said_on"),
        ("UPDATE articles SET title = 'Another title'", "edited by hand: title: A title"),
        ("UPDATE documents SET size = 7", "checksum mismatch"),
        ("UPDATE statements SET cue_class = 'say'", "checksum mismatch"),
        ("UPDATE statements SET start = start + 1", "is not at its stated"),
        ("UPDATE articles SET paragraphs = '[[0,999]]'", "paragraphs do not match"),
        ("UPDATE articles SET paragraphs = '[[0,9'", "contains values that cannot be read"),
        ("UPDATE statements SET spans = '[[\"0\",9]]'", "contains values that cannot be read"),
        ("UPDATE articles SET uid = 'a:!' || id", "contains values that cannot be read"),
        ("UPDATE speakers SET statements = 9", "its count or dates"),
        ("DELETE FROM speakers WHERE name = 'Xi Jinping'", "refers to a row of speakers"),
        ("DELETE FROM articles_fts_docsize", "does not match its texts"),
        (
            "INSERT INTO statements_fts (rowid, text) VALUES (9, 'nowhere')",
            "does not match its texts",
        ),
        ("DELETE FROM inflections", "other forms of "),
        ("DROP TRIGGER statements_search_update", "is not there: archive db upgrade"),
        ("ALTER TABLE searches RENAME COLUMN looked_at TO l_oked_at", "is defined differently"),
        ("UPDATE inflections_content SET c0 = 'tradd' WHERE c0 = 'trade'", "other forms of trade"),
    ],
)
def test_a_change_is_found(path: Path, change: str, reason: str) -> None:
    harm(path, change)

    findings = list(check(path))

    assert any(reason in one for one in told(findings)), findings


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE speakers SET statements = 9, first_said_on = NULL",
        "UPDATE topics SET statements = 9",
        "DELETE FROM speakers WHERE name = 'Xi Jinping'",
        "INSERT INTO statements_fts (rowid, text) VALUES (9, 'nowhere')",
        "DELETE FROM statements_fts_data",
        "DELETE FROM fingerprints",
        "DELETE FROM inflections",
        "DELETE FROM inflections_data",
        "UPDATE inflections_content SET c0 = 'tradd' WHERE c0 = 'trade'",
        "UPDATE statements SET checksum = NULL",
    ],
)
def test_what_the_rest_tells_is_made_anew(path: Path, change: str) -> None:
    harm(path, change)

    mended = list(repair(path, list(check(path))))

    assert mended == [] or all(one.mended for one in mended)
    assert list(check(path)) == []


def test_an_edited_row_is_left_to_people(path: Path) -> None:
    harm(path, "UPDATE statements SET cue = 'said' WHERE text = 'We trade more'")

    [found] = repair(path, list(check(path)))

    assert found.where.startswith("s:")
    assert found.mended is None
    assert found.remedy == EDITED  # a person is to say whether it is a correction


def alter(path: Path, old: bytes, new: bytes, place: int) -> None:
    """Change bytes of the file behind SQLite's back, where they stand for the nth time."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pieces = path.read_bytes().split(old)
    assert len(pieces) > place + 1
    path.write_bytes(old.join(pieces[: place + 1]) + new + old.join(pieces[place + 1 :]))


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    ("row", "index"),
    [
        ("speakers (uid, name, kind) VALUES ('p:x', 'Abcdefgh', 'person')", "speakers_name"),
        ("speaker_names (speaker_id, name) VALUES (1, 'Abcdefgh')", "speaker_names_name"),
    ],
    ids=["speakers", "names"],
)
def test_where_a_row_and_its_index_differ_neither_is_taken_for_true(
    path: Path, row: str, index: str, place: int
) -> None:
    """A name stands once in the table and once in an index of it."""
    harm(path, f"INSERT INTO {row}")
    alter(path, b"Abcdefgh", b"Abcdxfgh", place)
    before = path.read_bytes()

    found = list(repair(path, list(check(path))))

    assert f" missing from index {index}" in found[0].what
    assert not any(one.mended for one in found)
    assert path.read_bytes() == before


def test_an_index_is_made_anew_where_its_row_has_the_right_checksum(path: Path) -> None:
    """The publisher of an article stands in its row, which has a checksum, and in an index."""
    harm(path, "UPDATE articles SET publisher = 'Abcdefgh', checksum = NULL WHERE event_on IS NULL")
    list(repair(path, list(check(path))))
    mended = []
    for place in (0, 1):
        copy = path.with_name(f"{place}.db")
        copy.write_bytes(path.read_bytes())
        alter(copy, b"Abcdefgh", b"Abcdxfgh", place)
        mended.append({one.mended for one in repair(copy, list(check(copy)))})

    assert {True} in mended, "the index was altered"
    assert {False} in mended, "the row was altered"


def test_many_findings_are_counted(path: Path) -> None:
    texts = [statement(f"We trade {number}", XI) for number in range(150)]
    with open_for_writing(path) as connection:
        write_batch(connection, [(document("/c", "c"), article(*texts))])
    harm(path, "UPDATE statements SET rule = 'changed'")

    findings = list(check(path))

    assert len(findings) == 101
    assert findings[-1].what == "and 53 more"
