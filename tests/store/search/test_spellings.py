"""Spellings that find each other, and places of words counted as quanteda counts them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.engine import open_for_writing
from archive.store.search.highlights import marked
from archive.store.search.kwic import apart, places
from archive.store.search.lookup import find_speakers
from archive.store.search.request import Request, plan, rows
from archive.store.upkeep.upgrade import upgrade
from archive.store.write.batch import write_batch
from archive.text import words
from tests.factories import article, document, statement

TEXTS = {
    "stops": ("the U.S. would pay", "Jonas Støre"),
    "capitals": ("the US would not pay us", "Lech Wałęsa"),
    "pronoun": ("it cost us a lot", "İlham Əliyev"),
    "hyphen": ("co-operation on non-proliferation was near", "Nadir Yıldırım"),
    "joined": ("cooperating on nonproliferation", "Đorđe Đurić"),
    "ai": ("the A.I. act", "Þóra Æsadóttir"),
    "AI": ("rules for AI", "Jonas Støre"),
    "three": ("very very very good", "Lech Wałęsa"),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path: Path = tmp_path_factory.mktemp("spellings") / "archive.db"
    upgrade(path)
    said = [statement(text, by, said="2024-01-02") for text, by in TEXTS.values()]
    with open_for_writing(path) as connection:
        write_batch(connection, [(document(), article(*said, event="2024-01-02"))])
    with open_for_reading(path) as connection:
        yield connection


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("US", "stops capitals"),
        ("U.S.", "stops capitals"),
        ("u.s.", "stops capitals"),
        ("us", "capitals pronoun"),
        ("US pay", "stops capitals"),
        ("US OR lot", "stops capitals pronoun"),
        ("pay -US", ""),
        ("AI", "ai AI"),
        ("A.I.", "ai AI"),
        ("ai", "AI"),
        ("cooperation", "hyphen joined"),
        ("co-operation", "hyphen joined"),
        ("nonproliferation", "hyphen joined"),
        ("non-proliferation", "hyphen joined"),
        ('"cooperating"', "joined"),
    ],
)
def test_one_word_in_its_spellings(archive: Connection, query: str, names: str) -> None:
    request = Request(parse(query), today=date(2024, 5, 31))
    known = {text: name for name, (text, _) in TEXTS.items()}
    assert " ".join(known[row["text"]] for row in rows(archive, plan(archive, request))) == names


def test_the_pronoun_is_not_marked_where_the_country_is_meant(archive: Connection) -> None:
    request = Request(parse("US"), today=date(2024, 5, 31))
    ids = [row["id"] for row in rows(archive, plan(archive, request))]
    spans = marked(archive, "statements", request.tree, ids)
    assert [len(spans[id_]) for id_ in ids] == [1, 1]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Store", "Jonas Støre"),
        ("walesa", "Lech Wałęsa"),
        ("Aliyev", "İlham Əliyev"),
        ("Eliyev", "İlham Əliyev"),
        ("Əliyev", "İlham Əliyev"),
        ("Yildirim", "Nadir Yıldırım"),
        ("dorde duric", "Đorđe Đurić"),
        ("Thora Aesadottir", "Þóra Æsadóttir"),
    ],
)
def test_a_name_in_plain_letters(archive: Connection, typed: str, name: str) -> None:
    assert find_speakers(archive, typed).names == (name,)


def test_overlapping_places_are_two_as_in_quanteda(archive: Connection) -> None:
    """Quanteda's kwic() of "very very" in these words gives tokens 1 to 2 and 2 to 3."""
    found = places(archive, parse('"very very"'), "statements", "date", 20, date(2024, 5, 31))
    assert [(one.first, one.last, one.keyword, one.post) for one in found] == [
        (1, 2, "very very", "very good"),
        (2, 3, "very very", "good"),
    ]


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("a b a b a", ["a b a"], ["a b a", "a b a"]),
        ("a b c", ["a b", "b c"], ["a b", "b c"]),
        ("a b", ["a b"], ["a b"]),
        ("modernised", ["modern"], ["modernised"]),
    ],
)
def test_places_run_into_one_are_parted(text: str, phrases: list[str], expected: list[str]) -> None:
    found = apart(text, [(0, len(text))], map(words, phrases))
    assert [text[slice(*span)] for span in found] == expected
