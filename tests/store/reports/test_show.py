"""An article comes back from the archive as the record that went in."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from archive.errors import UsageError
from archive.records import Mention, Role
from archive.store.connect import REVISION
from archive.store.engine import reader
from archive.store.people.listing import speakers
from archive.store.reports.ids import article_of, find
from archive.store.reports.info import info, topics
from archive.store.reports.show import load_article
from archive.store.sql import column, scalar
from archive.store.write.batch import write_batch
from tests.factories import article, document, speaker, statement

XI = speaker("Xi Jinping", title="President", of="China")
WHOLE = replace(
    article(
        statement("We stand with China, … always", XI, said="2021-01-26", topics=["taiwan"]),
        statement("They agree", [XI, speaker("Alexander Lukashenko")], said="2021-01")._replace(
            cue="agreed",
            cue_span=(40, 46),
            cue_lemma="agree",
            cue_class="say",
            mention=Mention("the two leaders", (50, 65)),
            collective=True,
            rule="cue after",
            confidence=0.9,
            speaker_confidence=0.85,
            paragraph=1,
            continues=0,
            answers=0,
        ),
        title="Talks",
        event="2021-01-26",
        published="2021-01-27",
        place="Minsk",
        publisher="Xinhua",
        people=[("Xi Jinping", "participant"), ("Wang Yi", "attendee")],
        roles=[Role("Xi Jinping", "President", "China")],
    ),
    published_time="16:49",
    editors=("Huaxia",),
    authors=("A. Writer", "B. Writer"),
    captions=("A picture.",),
    url="https://example.org/talks",
    language="en",
)
PIECES = replace(
    WHOLE, statements=(WHOLE.statements[0]._replace(spans=((0, 19), (23, 29))), WHOLE.statements[1])
)


@pytest.mark.parametrize("record", [WHOLE, PIECES], ids=["whole", "in pieces"])
def test_a_record_comes_back_as_it_went_in(connection: Connection, record: object) -> None:
    [outcome] = write_batch(connection, [(document(), record)])  # type: ignore[list-item]

    with connection.begin():
        stored = load_article(reader(connection), outcome.uid)

    assert stored.article == record
    assert [one.speakers for one in stored.statements] == [
        ("xi-jinping",),
        ("xi-jinping", "alexander-lukashenko"),
    ]
    assert [one.path for one in stored.documents] == ["/news/a.txt"]


@pytest.fixture
def filled(connection: Connection) -> sqlite3.Connection:
    """Two articles; the later one is stored first."""
    for number, text in ((2, "second"), (1, "first")):
        one = article(statement(text, XI, said=f"202{number}-01-01"), event=f"202{number}-01-01")
        write_batch(connection, [(document(f"/{text}", text), one)])
    connection.begin()
    return reader(connection)


def text_of(connection: sqlite3.Connection, uid: str) -> str:
    query = "SELECT text FROM statements WHERE uid = ?"
    return str(scalar(connection.execute(query, (uid,))))


@pytest.mark.parametrize("typed", ["s:1", "1", " S:1 "])
def test_digits_count_statements_in_reading_order(filled: sqlite3.Connection, typed: str) -> None:
    assert text_of(filled, find(filled, typed).uid) == "first"


def test_a_beginning_of_a_uid_is_enough(filled: sqlite3.Connection) -> None:
    for kind, table in (("statement", "statements"), ("article", "articles")):
        [uid, _] = column(filled.execute(f"SELECT uid FROM {table}"))
        for typed in (uid, uid[2:], uid[:9], uid[2:9]):
            assert find(filled, typed) == (kind, uid)


@pytest.mark.parametrize("typed", ["002", "002…", "2021-02-11", "2021-02-11-a.txt"])
def test_a_beginning_of_a_files_name_means_its_article(connection: Connection, typed: str) -> None:
    """A number with a zero in front is no number of a statement."""
    for path in ("/news/002_b.txt", "/news/2021-02-11-a.txt", "/2021-02-11/c.txt", "/news/003.txt"):
        write_batch(connection, [(document(path, path), article(statement(path)))])
    connection.begin()
    article_of_it = find(reader(connection), typed).uid
    stored = load_article(reader(connection), article_of_it)
    assert stored.documents[0].path.startswith(f"/news/{typed[:3]}")


def test_the_article_of_a_statement(filled: sqlite3.Connection) -> None:
    found = find(filled, "s:2")

    stored = load_article(filled, article_of(filled, found.uid))
    assert stored.article.body == "second"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("s:3", "holds 2"),
        ("0", "no statement number 0"),
        ("a:3", "no article number 3"),
        ("s:zzzzzzzz", "nothing has the id"),
        ("x:abc", "is not an id"),
        ("s:", "is not an id"),
        ("", "is not an id"),
        ("99999999999999999999999", "no statement number"),
    ],
)
def test_what_is_not_there_is_told(filled: sqlite3.Connection, typed: str, fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        find(filled, typed)


def test_a_beginning_that_fits_several_names_them(connection: Connection) -> None:
    many = [statement(f"number {n}") for n in range(60)]
    write_batch(connection, [(document(), article(*many))])

    with pytest.raises(UsageError, match="several ids begin with s:"), connection.begin():
        [find(reader(connection), f"s:{letter}") for letter in "abcdefghijklmnopqrstuvwxyz"]


def test_what_an_archive_holds_in_figures(connection: Connection, database: Path) -> None:
    write_batch(connection, [(document(), WHOLE)])
    with connection.begin():
        told = info(reader(connection), database)

    assert told.revision == REVISION
    assert told.counts["statements"] == 2
    assert (told.first_said_on, told.last_said_on) == ("2021-01", "2021-01-26")
    assert told.sizes["archive.db"] > 0


def test_who_speaks_is_listed_by_how_much(connection: Connection) -> None:
    write_batch(connection, [(document(), WHOLE)])
    with connection.begin():
        spoke = list(speakers(reader(connection)))
        everybody = list(speakers(reader(connection), everybody=True))

    assert [(one.name, one.statements, one.roles) for one in spoke] == [
        ("Xi Jinping", 2, ("President of China",)),
        ("Alexander Lukashenko", 1, ()),
    ]
    assert [one.name for one in everybody] == ["Xi Jinping", "Alexander Lukashenko", "Wang Yi"]


def test_topics_are_listed_as_a_tree(connection: Connection) -> None:
    with connection.begin():
        connection.exec_driver_sql(
            "INSERT INTO topics (id, slug, label, parent_id) VALUES (1, 'core', 'Core', NULL),"
            " (2, 'taiwan', 'Taiwan', 1), (3, 'art', 'Art', NULL)"
        )
    write_batch(connection, [(document(), WHOLE)])
    with connection.begin():
        rows = list(topics(reader(connection)))

    assert [(one.slug, one.depth, one.statements, one.first_said_on) for one in rows] == [
        ("art", 0, 0, None),
        ("core", 0, 1, "2021-01-26"),
        ("taiwan", 1, 1, "2021-01-26"),
    ]
