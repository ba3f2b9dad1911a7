"""Transcripts of parliaments in the forms of ParlaMint and Parla-CLARIN; all of it is invented."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.ingest import Options, ingest
from archive.read import read_all
from archive.records import Document, Note, Unread

SAMPLES = Path(__file__).parent / "tei_samples"
SITTING = SAMPLES / "ParlaMint-XX_2021-03-04.xml"


def documents(path: Path) -> list[Document]:
    return [one for one in read_all(path) if isinstance(one, Document)]


def test_turns_are_the_text_and_notes_are_not() -> None:
    [one] = documents(SITTING)
    assert one.text.split("\n\n") == [
        "Good morning. The ferry is late again, and nobody told us why.",
        "I ask the Minister to speak.",
        "The ferry will sail on time from April.",
        "We doubt it.",
    ]
    assert one.article is not None
    assert one.article.title == "Parliament of the Isles, sitting 12 [ParlaMint SAMPLE]"
    assert one.article.publisher == "Parliament of the Isles"
    assert one.article.url == "https://parliament.example.org/12"
    assert [statement.stated.text for statement in one.statements] == one.text.split("\n\n")
    assert [statement.stated.continues for statement in one.statements] == [None, 0, None, None]


def test_lists_beside_say_who_speaks_in_which_office_of_the_day() -> None:
    [one] = documents(SITTING)
    said_by = [statement.stated.speakers for statement in one.statements]
    assert [
        (who.name, who.role and who.role.title, who.role and who.role.of)
        for speakers in said_by for who in speakers
    ] == [
        ("Mira O'Dell", "Speaker", "Parliament of the Isles"),
        ("Mira O'Dell", "Speaker", "Parliament of the Isles"),
        ("Colm Farrell", "Minister of Harbours", "Government of the Isles"),
        ("GuestUnknown", None, None),
    ]  # fmt: skip


def test_the_lists_are_looked_for_in_the_folder_above(tmp_path: Path) -> None:
    (tmp_path / "2021").mkdir()
    for file in SAMPLES.glob("ParlaMint-XX-list*.xml"):
        shutil.copy(file, tmp_path)
    [one] = documents(Path(shutil.copy(SITTING, tmp_path / "2021")))
    assert one.statements[0].stated.speakers[0].name == "Mira O'Dell"


def test_people_may_stand_in_the_header_of_the_corpus(tmp_path: Path) -> None:
    people = (SAMPLES / "ParlaMint-XX-listPerson.xml").read_text("utf-8")
    listed = people[people.index("<listPerson") :]
    (tmp_path / "ParlaMint-XX.xml").write_text(
        '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc>'
        f"{listed}</particDesc></profileDesc></teiHeader></teiCorpus>",
        "utf-8",
    )
    [one] = documents(Path(shutil.copy(SITTING, tmp_path)))
    assert one.statements[0].stated.speakers[0].name == "Mira O'Dell"
    [note] = read_all(tmp_path / "ParlaMint-XX.xml")
    assert isinstance(note, Note)


def test_without_lists_a_speaker_is_called_by_the_id(tmp_path: Path) -> None:
    [one] = documents(Path(shutil.copy(SITTING, tmp_path)))
    assert one.statements[0].stated.speakers[0].name == "OdellMira"


def test_tokens_are_joined_as_they_say_and_a_corpus_has_several_texts() -> None:
    one, two = documents(SAMPLES / "annotated.xml")
    assert one.text == "We've Ada “there” now. Good night."
    assert one.statements[0].stated.speakers[0].name == "Ada Bruun"
    assert two.text == "It is late."
    assert two.statements[0].stated.speakers[0].name == "The Clerk"


def test_a_list_alone_is_told_and_is_no_failure() -> None:
    [note] = read_all(SAMPLES / "ParlaMint-XX-listPerson.xml")
    assert isinstance(note, Note)
    assert note.text == "lists 2 people and 0 bodies"


def test_people_get_their_names_and_offices_with_the_days(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "in")
    list(ingest([str(tmp_path / "in")], tmp_path / "a.db", Options()))
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        roles = raw.execute(
            "SELECT p.uid, r.title, r.of, r.seen_from, r.seen_until FROM roles AS r"
            " JOIN speakers AS p ON p.id = r.speaker_id ORDER BY p.uid, r.seen_from"
        ).fetchall()
        names = raw.execute(
            "SELECT n.name, n.until_on, p.wikidata FROM speaker_names AS n"
            " JOIN speakers AS p ON p.id = n.speaker_id WHERE p.uid = 'mira-odell' ORDER BY n.name"
        ).fetchall()
        said = raw.execute("SELECT count(*), sum(implicit) FROM statements").fetchone()
    assert roles == [
        ("colm-farrell", "Minister of Fish", "Government of the Isles", "2015-01-01", "2018-12-31"),
        ("colm-farrell", "Minister of Harbours", "Government of the Isles", "2019-01-01", None),
        ("mira-odell", "member", "Greens", "2016-01-01", None),
        ("mira-odell", "Speaker", "Parliament of the Isles", "2019-10-01", "2023-09-30"),
    ]
    assert names == [("Mira O'Dell", None, "Q4242"), ("Mira Sund", "2015-06-30", "Q4242")]
    assert said == (6, 1)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa">%s]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&l9;</p></body></text></TEI>""" % b"".join(
    b'<!ENTITY l%d "%s">' % (n, (b"&l%d;" % (n - 1) if n else b"&a;") * 30) for n in range(10)
)


@pytest.mark.parametrize(
    "data",
    [
        SITTING.read_bytes()[:-200],
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body/></text></TEI>',
        BOMB,
    ],
    ids=["cut off", "empty", "entities"],
)
def test_what_cannot_be_read_is_one_failure(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(data)
    [found] = read_all(tmp_path / "a.xml")
    assert isinstance(found, Unread)
