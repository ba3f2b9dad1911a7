"""Which texts words find: inflections, exact phrases, both together, and scripts of all kinds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.engine import open_for_writing
from archive.store.search.forms import forms_of
from archive.store.search.highlights import marked
from archive.store.search.request import Request, Sort, plan, rows
from archive.store.upkeep.upgrade import upgrade
from archive.store.write.batch import write_batch
from tests.factories import article, document, statement

TEXTS = {
    "partner": "a partner who trades in steel",
    "partners": "partners traded core interests",
    "interest": "partnership is the core interest of the organisation",
    "organic": "organic modernisation of trade",
    "zh": "中方 said 双方应尊重彼此核心利益，推动全天候战略合作伙伴关系",
    "zh-wide": "ＣＯＲＥ利益与 G20",
    "soft": "co\u00adoperation with na\u00efve part\u200bners",
    "ru": "\u0412\u0441\u0451 о национальных интересах",
    "de": "die Stra\u00dfe",
    "ja": "核となる利益について",
    "ko": "핵심이익을 존중",
    "th": "ผลประโยชน์หลักของประเทศไทย",
    "ligature": "the ﬁnancial oﬃce",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path = tmp_path_factory.mktemp("words") / "archive.db"
    upgrade(path)
    write(path)
    with open_for_reading(path) as connection:
        yield connection


def write(path: Path) -> None:
    """One statement a text, all of one day, in this order."""
    said = [statement(text, said="2024-01-02") for text in TEXTS.values()]
    with open_for_writing(path) as connection:
        write_batch(connection, [(document(), article(*said, event="2024-01-02"))])


def found(archive: Connection, query: str, sort: Sort = "-date") -> str:
    request = Request(parse(query), sort=sort, today=date(2024, 5, 31))
    names = {text: name for name, text in TEXTS.items()}
    return " ".join(names[row["text"]] for row in rows(archive, plan(archive, request)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("partner", "partner partners soft"),
        ("PARTNERS", "partner partners soft"),
        ("trading", "partner partners organic"),
        ("interests", "partners interest"),
        ("core-interesting", "partners interest"),
        ("core-trading", ""),
        ('"interests"', "partners"),
        ('"core interests"', "partners"),
        ("“core interests”", "partners"),
        ("core interests", "partners interest"),
        ("partner*", "partner partners interest soft"),
        ("organi*", "interest organic"),
        ("organ", "organic"),
        ('"organ"', ""),
        ('partner "core interests"', "partners"),
        ('trade -"core interests"', "partner organic"),
        ("trade organi*", "organic"),
        ("trade -organi*", "partner partners"),
        ('trade OR "core interest"', "partner partners interest organic"),
        ('(trade OR "core interest") partner*', "partner partners interest"),
        ('-(trade OR "core interest") co*', "zh-wide soft"),
        ('"trades steel"~2', "partner"),
        ('"trade steel"~2', ""),
    ],
)
def test_words_match_inflections_and_what_is_quoted_does_not(
    archive: Connection, query: str, names: str
) -> None:
    assert found(archive, query) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("战略", "zh"),
        ("核心利益", "zh"),
        ("心利", "zh"),
        ("利心", ""),
        ("核", "zh ja"),
        ("利益", "zh zh-wide ja"),
        ("系", "zh"),
        ('"核心利益，推动"', "zh"),
        ("核心 said", "zh"),
        ('"said 双方"', "zh"),
        ('"双方 said"', ""),
        ("核心利益 -said", ""),
        ("core 利益", "zh-wide"),
        ('"core利益"', "zh-wide"),
        ("ｃｏｒｅ　利益", "zh-wide"),
        ("cooperation", "soft"),
        ("co\u00adoperation", "soft"),
        ("naive", "soft"),
        ("все", "ru"),
        ("Всё", "ru"),
        ("интересах", "ru"),
        ("интерес*", "ru"),
        ("strasse", "de"),
        ("stra\u00dfe", "de"),
        ("利益に", "ja"),
        ("핵심", "ko"),
        ("존중", "ko"),
        ("ประเทศ", "th"),
        ("ประโยชน์", "th"),
        ("financial", "ligature"),
        ("office", "ligature"),
        ("oﬃce", "ligature"),
    ],
)
def test_text_in_any_script_is_found(archive: Connection, query: str, names: str) -> None:
    assert found(archive, query) == names


@pytest.mark.parametrize("query", ["partner", '"core interests" partner', "organi*", "核心"])
def test_the_best_match_is_among_the_same(archive: Connection, query: str) -> None:
    by_rank, by_date = found(archive, query, "rank"), found(archive, query)
    assert sorted(by_rank.split()) == sorted(by_date.split())


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("trading", ["trades"]),
        ('trade "core interests"', ["traded", "core interests"]),
        ("partners -trade", ["part\u200bners"]),
        ("战略", ["战略"]),
        ("core G20", ["ＣＯＲＥ", "G20"]),
        ("oﬃce", ["oﬃce"]),
    ],
)
def test_the_match_is_marked_in_the_text_as_it_stands(
    archive: Connection, query: str, words: list[str]
) -> None:
    tree = parse(query)
    row = next(rows(archive, plan(archive, Request(tree))))
    spans = marked(archive, "statements", tree, [row["id"]])[row["id"]]
    assert [row["text"][start:end] for start, end in spans] == words


_characters = st.one_of(
    st.sampled_from(
        "a é\u00ad\u200dßЁﬃ０Ｚａ核心，ไトㄱ가\U00020000 .🚢\ufe0f\u20e3\u2066₿\ue000👍🏽"
    ),
    st.characters(exclude_characters="\x00", exclude_categories=["Cs"]),
)


@given(st.text(_characters, max_size=30))
@example("\u00ad")
def test_triggers_and_bulk_ingest_read_characters_alike(
    client: sqlite3.Connection, text: str
) -> None:
    client.execute("UPDATE statements SET text = ? WHERE position = 0", (text,))
    (stored,) = client.execute("SELECT forms FROM statements WHERE position = 0").fetchone()
    assert stored == forms_of(text)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A client within one transaction that is never committed."""
    path = tmp_path_factory.mktemp("client") / "archive.db"
    upgrade(path)
    write(path)
    with closing(sqlite3.connect(path)) as raw:
        yield raw
