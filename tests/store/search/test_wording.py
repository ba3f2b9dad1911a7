"""What is read for statistics of wording, from the small archive and a second report in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import numpy as np
import pytest

from archive.corpus.said import Who
from archive.corpus.trend import Amount
from archive.errors import UsageError
from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.reports.corpora import read_corpus
from archive.store.reports.denominators import (
    amounts,
    background,
    begins_on,
    statements_by_year,
    totals_of,
    word_counts,
)
from archive.store.reports.events import all_events, find_event, read_events
from archive.store.reports.phrase import read_history
from archive.store.reports.said import read_said, said_in
from archive.store.reports.set_phrases import Asked, read_set_phrases
from archive.store.reports.sides import read_side
from archive.store.reports.wordcache import WordCache
from tests.store import small_archive

TODAY = date(2024, 5, 31)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = small_archive.make(tmp_path_factory.mktemp("wording") / "archive.db")
    with closing(sqlite3.connect(path)) as raw, raw:
        samarkand = small_archive.key("2022-09-15", 0)
        again = small_archive.key("2022-09-15", 1)
        raw.execute(
            "INSERT INTO articles (id, uid, event_on, event_precision, title, publisher, body,"
            " paragraphs, words, analysed_by) VALUES (?, 'a:belta222', '2022-09-15', 'day',"
            " 'Presidents met', 'BelTA', 'They met.', '[]', 2, '0')",
            (again,),
        )
        for article in (samarkand, again):
            raw.executemany(
                "INSERT INTO article_people VALUES (?, ?, 'participant')",
                [(article, 1), (article, 2)],
            )
    return path


@pytest.fixture(scope="module")
def archive(path: Path) -> Iterator[Connection]:
    with open_for_reading(path) as connection:
        yield connection


def test_headlines_are_not_counted(archive: Connection) -> None:
    assert [said.uid[2:] for said in read_said(archive, parse("core interests"), TODAY)] == [
        "undated1",
        "nation22",
    ]


def test_a_statement_is_read_with_all_that_statistics_ask(archive: Connection) -> None:
    (said,) = read_said(archive, parse("upgrade"), TODAY)
    assert said.speakers == (
        Who("xi-jinping", "Xi Jinping"),
        Who("alexander-lukashenko", "Alexander Lukashenko"),
    )
    assert set(said.countries) == {"China", "Belarus"}
    assert (said.said_on, said.publisher, said.place) == ("2022-09-15", "Xinhua", "Samarkand")
    assert (said.article, said.year) == ("a:samarkand", 2022)


def test_statements_of_an_article_as_one_reads(archive: Connection) -> None:
    assert [said.uid for said in said_in(archive, ("a:samarkand",))] == [
        "s:upgrade1",
        "s:nation22",
        "s:carried1",
    ]


@pytest.mark.parametrize(
    ("query", "whole"),
    [
        ("taiwan", "*"),
        ("taiwan speaker:xi", "speaker:xi"),
        ("topic:taiwan publisher:xinhua said:2021", "publisher:xinhua said:2021"),
        ("(taiwan OR trade) place:minsk", "place:minsk"),
        ("-taiwan speaker:xi", "speaker:xi"),
        ("cue:said", "*"),
    ],
)
def test_a_share_is_of_what_the_fields_of_who_where_and_when_leave(query: str, whole: str) -> None:
    assert str(background(parse(query))) == whole


def test_totals_by_year_of_all_and_of_a_speaker(archive: Connection) -> None:
    who = [Who("xi-jinping", "Xi Jinping")]
    assert statements_by_year(archive, parse("*"), who, TODAY) == {
        (None, 2022): 4,
        (None, 2023): 1,
        ("xi-jinping", 2022): 1,
        ("xi-jinping", 2023): 1,
    }


def test_amounts_by_month_without_gaps(archive: Connection) -> None:
    found = amounts(
        archive,
        parse("trade"),
        totals_of(archive, parse("*"), "month", TODAY),
        "month",
        TODAY,
        occurrences=True,
    )
    assert list(found) == ["2022-09", "2022-10", "2022-11", "2022-12", "2023-01", "2023-02",
                           "2023-03", "2023-04", "2023-05", "2023-06", "2023-07", "2023-08",
                           "2023-09", "2023-10", "2023-11", "2023-12"]  # fmt: skip
    assert found["2022-09"] == Amount(1, 1, 4, 34, articles=1, most=1)
    assert found["2023-01"] == Amount(0, 0, 0, 0)
    assert found["2023-12"] == Amount(1, 1, 1, 7, articles=1, most=1)


def test_words_are_counted_over_the_whole(archive: Connection) -> None:
    counts = word_counts(archive, parse("speaker:xi"), TODAY)
    assert (counts["trade"], counts["the"], "" in counts) == (1, 1, False)


def test_the_archive_begins_with_its_first_statement(archive: Connection) -> None:
    assert begins_on(archive) == "2022-09"


def test_the_life_of_a_phrase_within_a_query(archive: Connection) -> None:
    life = read_history(archive, "core interests", "speaker:lukashenko", TODAY)
    assert life is not None
    assert [use.said.uid for use in life.uses] == ["s:nation22"]
    assert [(one.who.name, one.uses, one.statements) for one in life.speakers] == [
        ("Alexander Lukashenko", 1, 3)
    ]
    assert read_history(archive, "core interests", "speaker:xi", TODAY) is None


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        ("a:samarkand", ["s:upgrade1", "s:nation22", "s:carried1"]),
        ("a:sam", ["s:upgrade1", "s:nation22", "s:carried1"]),
        ("samark…", ["s:upgrade1", "s:nation22", "s:carried1"]),
        ("e:sam", ["s:upgrade1", "s:nation22", "s:carried1"]),
        ("speaker:xi said:2023", ["s:trade231"]),
        ("reunification", ["s:nation22"]),
    ],
)
def test_what_a_side_of_a_comparison_means(archive: Connection, text: str, uids: list[str]) -> None:
    assert [said.uid for said in read_side(archive, text, TODAY).statements] == uids


def test_a_side_without_statements_is_a_mistake(archive: Connection) -> None:
    with pytest.raises(UsageError, match="and no statement matches it"):
        read_side(archive, "nowhere", TODAY)


def test_two_reports_of_one_meeting_are_one_event(archive: Connection) -> None:
    (event,) = read_events(archive, parse("*"), TODAY)
    assert event.articles == ("a:belta222", "a:samarkand")
    assert event.people == {"xi-jinping", "alexander-lukashenko"}
    assert read_events(archive, parse("reunification"), TODAY) == [event]
    assert read_events(archive, parse("café"), TODAY) == []


def test_questions_and_courtesies_count_only_where_asked_for(tmp_path: Path) -> None:
    path = small_archive.make(tmp_path / "kinds.db")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE statements SET kind = 'question' WHERE uid = 's:trade231'")
        raw.execute("UPDATE statements SET kind = 'courtesy' WHERE uid = 's:carried1'")
    with open_for_reading(path) as connection:
        said = [[one.uid for one in read_said(connection, parse(query), TODAY)]
                for query in ("trade", "trade kind:question", "trade -kind:question")]  # fmt: skip
        totals = totals_of(connection, parse("*"), "year", TODAY)
        questions = totals_of(connection, parse("kind:question"), "year", TODAY)
    assert said == [["s:undated1"], ["s:trade231"], ["s:undated1", "s:carried1"]]
    assert {year: count for year, (count, _) in totals.items()} == {"2022": 3}
    assert {year: count for year, (count, _) in questions.items()} == {"2023": 1}


def test_who_took_part_need_not_be_quoted(archive: Connection) -> None:
    """Li Qiang is known, but was at no meeting; Xi was, with Lukashenko."""
    (event,) = read_events(archive, parse("*"), TODAY, present=["Xi", "Lukashenko"])
    assert event.day == "2022-09-15"
    assert read_events(archive, parse("*"), TODAY, present=["Xi", "Li Qiang"]) == []
    with pytest.raises(UsageError, match="there is no speaker 'Putin'"):
        read_events(archive, parse("*"), TODAY, present=["Putin"])


@pytest.mark.parametrize("text", ["e:belta222", "e:samarkand", "e:sam", "E:BEL"])
def test_any_of_its_reports_names_an_event(archive: Connection, text: str) -> None:
    assert find_event(archive, text).uid == "e:belta222"


def test_sql_pairs_the_same_articles(archive: Connection) -> None:
    row = archive.execute("SELECT day, a, b, people_in_both FROM v_same_event").fetchone()
    assert row == ("2022-09-15", "a:samarkand", "a:belta222", 2)
    joined = [event for event in all_events(archive) if len(event.reports) > 1]
    assert {*row[1:3]} == set(joined[0].articles)


def test_sql_has_the_denominators(archive: Connection) -> None:
    rows = archive.execute(
        "SELECT speaker, year, statements, articles, words FROM v_speaker_years"
        " WHERE speaker_uid = 'alexander-lukashenko'"
    ).fetchall()
    assert rows == [("Alexander Lukashenko", 2022, 3, 1, 24)]


def test_sql_has_the_topics_of_a_speaker(archive: Connection) -> None:
    rows = archive.execute(
        "SELECT topic, year, statements, first_said_on FROM v_speaker_topics"
        " WHERE speaker_uid = 'alexander-lukashenko' ORDER BY topic"
    ).fetchall()
    assert rows == [
        ("taiwan", 2022, 1, "2022-09-15"),
        ("trade-and-investment", 2022, 1, "2022-09-15"),
    ]


def test_a_corpus_is_in_the_order_of_time_the_undated_last(archive: Connection) -> None:
    stored = read_corpus(archive, None, parse("*"), TODAY)
    assert stored.corpus.size == 6
    assert stored.corpus.days[-1] == 0
    assert sorted(stored.corpus.days[:-1]) == list(stored.corpus.days[:-1])
    assert np.count_nonzero(stored.of((1,))) == 2


def test_few_statements_hold_no_phrase(archive: Connection) -> None:
    assert read_set_phrases(archive, Asked(parse("*"), least=2), TODAY) == ([], 0)


def test_words_are_kept_and_a_day_adds_only_its_own(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "words.npz"
    first = WordCache(file)
    ids, starts = first.encode(["we trade", "", "we talk. We trade"])
    words = [first.lexicon.words[number] for number in ids]
    assert words == ["we", "trade", "", "", "we", "talk", "", "we", "trade", ""]
    assert starts.tolist() == [0, 3, 4]
    first.write()

    second = WordCache(file)
    again, _ = second.encode(["we talk. We trade", "we trade"])
    assert [second.lexicon.words[n] for n in again] == [*words[4:], *words[:3]]
    assert not second.changed
    more, _ = second.encode(["peace", "we trade"])
    assert [second.lexicon.words[n] for n in more] == ["peace", "", *words[:3]]
    assert second.changed


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_a_broken_file_of_words_is_made_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "words.npz"
    file.write_bytes(content)
    cache = WordCache(file)
    assert cache.encode(["we"])[0].tolist() == [1, 0]
    cache.write()
    assert len(WordCache(file).keys) == 1
