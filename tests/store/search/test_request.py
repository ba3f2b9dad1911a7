"""What a query finds in the small archive of ``small_archive.py``, by the ends of the ids."""

import json
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import QueryError, UsageError
from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.search.highlights import marked
from archive.store.search.lookup import find_speakers
from archive.store.search.no_hits import explain_empty
from archive.store.search.request import Request, Sort, count, plan, rows, written
from tests.store import small_archive

TODAY = date(2024, 5, 31)
ALL = "trade231 headlin1 upgrade1 nation22 carried1 monthly1 undated1"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_archive.make(tmp_path_factory.mktemp("search") / "archive.db")


@pytest.fixture(scope="module")
def archive(path: Path) -> Iterator[Connection]:
    with open_for_reading(path) as connection:
        yield connection


def found(archive: Connection, request: Request) -> str:
    return " ".join(row["uid"][2:] for row in rows(archive, plan(archive, request)))


def ask(query: str, *, articles: bool = False, sort: Sort = "-date") -> Request:
    unit = "articles" if articles else "statements"
    return Request(parse(query), unit, sort, today=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "uids"),
    [
        ("", ALL),
        ("*", ALL),
        ("trade", "trade231 carried1 undated1"),
        ("TRADE", "trade231 carried1 undated1"),
        ("core interests", "headlin1 nation22 undated1"),
        ('"core interests"', "headlin1 nation22"),
        ("“core interests”", "headlin1 nation22"),
        ('"core interest*"', "headlin1 nation22"),
        ("industrial", "trade231"),
        ("invest*", "trade231"),
        ("all-weather", "upgrade1"),
        ("all–weather", "upgrade1"),
        ("weather-all", ""),
        ("cafe", "undated1"),
        ("café", "undated1"),
        ("O'Neill", "monthly1"),
        ("O’Neill", "monthly1"),
        ("U.S.", "monthly1"),
        ("covid-19", "monthly1"),
        ('"trade industrial"~5', "trade231"),
        ('"trade industrial"~4', ""),
        ("grown OR industrial", "trade231 carried1"),
        ("trade -industrial", "carried1 undated1"),
        ("trade NOT industrial NOT grown", "undated1"),
        ("-trade", "headlin1 upgrade1 nation22 monthly1"),
        ("-trade -core", "upgrade1 monthly1"),
        ("trade (grown OR industrial)", "trade231 carried1"),
        ("(trade grown) OR (core deeper)", "headlin1 carried1"),
        ("-(trade OR core)", "upgrade1 monthly1"),
        ("grown OR -trade", "headlin1 upgrade1 nation22 carried1 monthly1"),
        ("speaker:xi", "trade231 upgrade1"),
        ("speaker:xi-jinping", "trade231 upgrade1"),
        ('speaker:"Xi Jinping"', "trade231 upgrade1"),
        ('speaker:"jinping XI"', "trade231 upgrade1"),
        ("speaker:lukash", "upgrade1 nation22 carried1"),
        ("speaker:erdogan", "monthly1"),
        ("speaker:ERDOĞAN", "monthly1"),
        ("speaker:li", "headlin1"),
        ("speaker:li-hui", ""),
        ("speaker:china", "monthly1"),
        ("speaker:xi,lukashenko", "trade231 upgrade1 nation22 carried1"),
        ("speaker:xi speaker:lukashenko", "upgrade1"),
        ("speaker:lukashenko -speaker:xi", "nation22 carried1"),
        ("speaker:none", "undated1"),
        ("speaker:none,erdogan", "monthly1 undated1"),
        ("trade speaker:xi", "trade231"),
        ("trade OR speaker:xi", "trade231 upgrade1 carried1 undated1"),
        ("topic:taiwan", "nation22 monthly1"),
        ("topic:core-interests", "headlin1 nation22 monthly1"),
        ('topic:"Core interests"', "headlin1 nation22 monthly1"),
        ("topic:taiwan,trade-and-investment", "trade231 nation22 carried1 monthly1"),
        ("topic:none", "upgrade1 undated1"),
        ("speaker:lukashenko topic:core-interests", "nation22"),
        ("said:2022", "upgrade1 nation22 carried1 monthly1"),
        ("said:2022-09", "upgrade1 nation22 carried1 monthly1"),
        ("said:2022-09-15", "upgrade1 nation22 carried1"),
        ("said:2022-08..2022-09-14", ""),
        ("said:2023..", "trade231 headlin1"),
        ("said:..2022", "upgrade1 nation22 carried1 monthly1"),
        ("said:-6m..", "trade231 headlin1"),
        ("said:2022,2023", "trade231 headlin1 upgrade1 nation22 carried1 monthly1"),
        ("said:none", "undated1"),
        ("-said:2022", "trade231 headlin1 undated1"),
        ("trade said:2022", "carried1"),
        ("speaker:xi said:2022", "upgrade1"),
        ("published:2022-09-16", "upgrade1 nation22 carried1"),
        ("published:2022-09", "upgrade1 nation22 carried1 monthly1"),
        ("published:none", "trade231 headlin1 undated1"),
        ("added:2024-05-02", "monthly1"),
        ("added:..2023", ""),
        ("place:beijing", "trade231 headlin1"),
        ("place:none", "undated1"),
        ("place:samar,minsk", "upgrade1 nation22 carried1 monthly1"),
        ("publisher:xinhua", "upgrade1 nation22 carried1"),
        ('publisher:"people\'s"', "trade231 headlin1"),
        ("publisher:x_nhua", ""),
        ("lang:BE", "monthly1"),
        ("quotation:direct", "nation22"),
        ("quotation:direct,mixed", "trade231 nation22"),
        ("is:implicit", "carried1"),
        ("speaker:lukashenko is:explicit", "upgrade1 nation22"),
        ("is:headline,joint", "headlin1 upgrade1"),
        ("kind:answer", "upgrade1"),
        ("speaker:lukashenko -kind:answer", "nation22 carried1"),
        ("speaker:lukashenko confidence:0.8", "upgrade1 nation22"),
        ("speaker:lukashenko confidence:0.95", ""),
        ("cue:say", "nation22 undated1"),
        ('cue:"pointed out"', "trade231"),
        ("cue:none", "carried1"),
        ("cue-class:demand", "monthly1"),
        ("role:premier", "headlin1"),
        ("role:president", "trade231 upgrade1 nation22 carried1"),
        ("role:none", "monthly1 undated1"),
        ("country:china", "trade231 headlin1 upgrade1 monthly1"),
        ("country:belarus -country:china", "nation22 carried1"),
        ("id:nation", "nation22"),
        ("id:a\U0010ffff", ""),
        ("id:s:nation22", "nation22"),
        ("id:a:beijing1", "trade231 headlin1"),
        ("id:a:beijing1,nation22", "trade231 headlin1 nation22"),
    ],
)  # fmt: skip
def test_finds_statements_newest_day_first(archive: Connection, query: str, uids: str) -> None:
    assert found(archive, ask(query)) == uids


@pytest.mark.parametrize(
    ("zone", "uids"),
    [
        ("UTC0", "monthly1"),
        ("KIRITIMATI-14", "trade231 headlin1 upgrade1 nation22 carried1 undated1"),
        ("HONOLULU10", "monthly1"),
    ],
    ids=["UTC", "a day ahead", "ten hours behind"],
)
def test_added_counts_the_days_of_this_machine(
    archive: Connection, monkeypatch: pytest.MonkeyPatch, zone: str, uids: str
) -> None:
    """One was read on 2 May 2024 at 10:00 by UTC, which is the 3rd fourteen hours east; the rest a
    day before.
    """
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert found(archive, ask("added:2024-05-02")) == uids
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("query", "uids"),
    [
        ("", "beijing1 samarkand monthly1 undated1"),
        ("industrial park", "samarkand"),
        ("cafe", "undated1"),
        ("-talks", "samarkand monthly1"),
        ("talks", "beijing1 undated1"),
        ('"talks"', "beijing1"),
        ("speaker:xi", "beijing1 samarkand"),
        ("speaker:xi topic:trade-and-investment", "beijing1"),
        ("speaker:lukashenko topic:taiwan", "samarkand"),
        ("speaker:xi topic:taiwan", ""),
        ("-speaker:xi", "monthly1 undated1"),
        ("speaker:xi OR place:minsk", "beijing1 samarkand monthly1"),
        ("quotation:direct", "samarkand"),
        ("said:2022", "samarkand monthly1"),
        ("said:2022-09-01..2022-09-20", "samarkand"),
        ("said:none", "undated1"),
        ("published:2022-09-16", "samarkand"),
        ("publisher:belta", "monthly1"),
        ("id:nation22,a:beij", "beijing1 samarkand"),
    ],
)
def test_finds_articles(archive: Connection, query: str, uids: str) -> None:
    assert found(archive, ask(query, articles=True)) == uids


@pytest.mark.parametrize(
    ("query", "sort", "uids"),
    [
        ("trade", "-date", "trade231 carried1 undated1"),
        ("trade", "date", "undated1 carried1 trade231"),
        ("trade interests core", "rank", "undated1"),
        ("interests", "rank", "headlin1 nation22 undated1"),
        ("topic:core-interests", "date", "monthly1 nation22 headlin1"),
    ],
)
def test_sorts(archive: Connection, query: str, sort: Sort, uids: str) -> None:
    assert found(archive, ask(query, sort=sort)) == uids


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Xi", ("Xi Jinping",)),
        ("li", ("Li Qiang", "Li", "Li Hui")),
        ("Li Hui", ("Li Hui",)),
        ("china", ("China",)),
        ("daily", ("China Daily",)),
    ],
)
def test_a_name_means_all_who_may_bear_it(
    archive: Connection, text: str, names: tuple[str, ...]
) -> None:
    """Nobody is left out silently because somebody is known by that surname alone."""
    assert find_speakers(archive, text).names == names


def test_rank_needs_words(archive: Connection) -> None:
    with pytest.raises(UsageError, match="needs words"):
        plan(archive, ask("speaker:xi", sort="rank"))


def test_a_limit_gives_the_newest_and_the_count_ignores_it(archive: Connection) -> None:
    limited = plan(archive, Request(parse("trade"), limit=1, today=TODAY))
    assert [row["uid"] for row in rows(archive, limited)] == ["s:trade231"]
    assert count(archive, limited) == 3
    assert count(archive, limited, most=2) == 2


def test_a_row_is_flat_and_names_all_speakers(archive: Connection) -> None:
    (row,) = rows(archive, plan(archive, ask("all-weather")))
    assert row["speaker"] == "Xi Jinping; Alexander Lukashenko"
    assert row["role"] == "President of China; President of Belarus"
    assert (row["title"], row["place"], row["article"]) == (
        "Presidents meet",
        "Samarkand",
        "a:samarkand",
    )


@pytest.mark.parametrize(
    ("query", "articles", "message", "hint"),
    [
        ("speaker:lukashenka", False, "there is no speaker 'lukashenka' in the archive",
         "did you mean Alexander Lukashenko? All are listed by: archive speakers"),
        ("speaker:zzz", True, "there is no speaker 'zzz' in the archive",
         "All are listed by: archive speakers"),
        ("-topic:tawain", False, "there is no topic 'tawain' in the archive",
         "did you mean taiwan? All are listed by: archive topics"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_an_error_with_what_is_near(
    archive: Connection, query: str, articles: bool, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        plan(archive, ask(query, articles=articles))
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("query", "column", "words"),
    [
        ("industrial OR invest*", "text", ["investment", "industrial"]),
        ('"core interests" speaker:li', "text", ["core interests"]),
        ("trade -grown said:none", "text", ["trade"]),
    ],
)
def test_marks_the_words(archive: Connection, query: str, column: str, words: list[str]) -> None:
    request = ask(query)
    (row,) = rows(archive, plan(archive, request))
    spans = marked(archive, request.unit, request.tree, [row["id"]])[row["id"]]
    assert [row[column][start:end] for start, end in spans] == words


@pytest.mark.parametrize(
    "query",
    [
        "O'Neill",
        'trade "core interests" OR grown said:2022..2023',
        "speaker:xi topic:trade-and-investment said:2021..",
        'publisher:"people\'s" -is:implicit',
        "-(trade OR place:minsk)",
    ],
)
@pytest.mark.parametrize("articles", [False, True], ids=["statements", "articles"])
def test_the_written_sql_finds_the_same(
    archive: Connection, path: Path, query: str, articles: bool
) -> None:
    request = ask(query, articles=articles)
    with closing(sqlite3.connect(path)) as client:
        client.row_factory = sqlite3.Row
        hits = client.execute(written(plan(archive, request))).fetchall()
    assert " ".join(row["uid"][2:] for row in hits) == found(archive, request)


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="needs the sqlite3 shell")
def test_the_written_sql_runs_in_the_sqlite3_shell(archive: Connection, path: Path) -> None:
    sql = written(plan(archive, ask("O'Neill -is:implicit")))
    shell = subprocess.run(
        ["sqlite3", "-json", path, sql], capture_output=True, text=True, check=True
    )
    assert [row["uid"] for row in json.loads(shell.stdout)] == ["s:monthly1"]


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("speaker:lukashenko said:2023",
         ["said:2023: 2 statements, 2023-12-04",
          "speaker:lukashenko: 3 statements, 2022-09-15"]),
        ("weather topic:taiwan",
         ["topic:taiwan: 2 statements, 2022-09 to 2022-09-15", "weather: 1 statement, 2022-09-15"]),
        ("gigantic", ["with --articles: 1 article"]),
        ("nonsense", []),
        ("speaker:xi cue:none said:2019",
         ["speaker:xi: 2 statements, 2022-09-15 to 2023-12-04",
          "cue:none: 1 statement, 2022-09-15", "said:2019: nothing",
          "the statements here are from 2022-09 to 2023-12-04"]),
        ("publisher:xinhau", ["no publisher is like 'xinhau'; there are: Xinhua"]),
        ("place:nowhere", ["no place is like 'nowhere'; there are: BEIJING; Minsk; Samarkand"]),
        ("cue:sayz", ["no cue is like 'sayz'; there are: say"]),
        ("cue-class:x", ["no cue-class is like 'x'; there are: say; decision; demand; pledge"]),
        ("role:presidnt", ["no role is like 'presidnt'; there are: President"]),
        ("country:belaruss", ["no country is like 'belaruss'; there are: Belarus"]),
        ("lang:xx", ["no lang is like 'xx'; there are: en; be"]),
        ("said:2030..", ["the statements here are from 2022-09 to 2023-12-04"]),
    ],
)  # fmt: skip
def test_a_search_without_hits_says_what_would_match(
    archive: Connection, query: str, lines: list[str]
) -> None:
    assert explain_empty(archive, ask(query)) == lines


def test_an_archive_without_statements_says_so(tmp_path: Path) -> None:
    from archive.store.upkeep.upgrade import upgrade

    upgrade(tmp_path / "empty.db")
    with open_for_reading(tmp_path / "empty.db") as archive:
        assert explain_empty(archive, ask("trade")) == [
            "the archive has no statements yet: archive ingest FILE_OR_FOLDER"
        ]


_fragments = st.lists(
    st.one_of(
        st.sampled_from(["trade ", " ", '"', "(", ")", "*", "-", "~5", " OR ", " NOT ", ":", ","]),
        st.sampled_from(
            ["speaker:xi ", "said:2022 ", "said:-6m.. ", "is:explicit ", "topic:none "]
        ),
        st.sampled_from(
            ["place:", "id:", "none", "cue:", "query:", "added:", "%", "{key}", "?", "\\"]
        ),
        st.sampled_from(
            ["‘", "’", "\x00", "\ud800", "\U0010ffff", "NEAR(", "核心", "\u00ad", "ｃ"]
        ),
        st.text(max_size=3),
    ),
    max_size=10,
).map("".join)


_strings = st.one_of(_fragments, st.text(max_size=30))


def runs_or_is_refused(archive: Connection, text: str, *, articles: bool, sort: Sort) -> None:
    with suppress(UsageError, QueryError):
        list(rows(archive, plan(archive, ask(text, articles=articles, sort=sort))))


@settings(max_examples=500, deadline=None)
@given(_strings, st.booleans(), st.sampled_from(["-date", "rank"]))
def test_no_string_is_an_sql_error(
    archive: Connection, text: str, articles: bool, sort: Sort
) -> None:
    runs_or_is_refused(archive, text, articles=articles, sort=sort)


@pytest.mark.survive
@settings(max_examples=20_000, deadline=None)
@given(_strings, st.booleans(), st.sampled_from(["-date", "rank"]))
def test_20_000_strings_are_no_sql_error(
    archive: Connection, text: str, articles: bool, sort: Sort
) -> None:
    runs_or_is_refused(archive, text, articles=articles, sort=sort)


def test_the_newest_hits_of_a_word_need_no_sort(path: Path, archive: Connection) -> None:
    """Keys come from the word index in order; a sort would read every match first."""
    sql = plan(archive, Request(parse("trade speaker:xi"), limit=20, today=TODAY))
    with sqlite3.connect(path) as connection:
        steps = connection.execute("EXPLAIN QUERY PLAN " + written(sql)).fetchall()
    picking = [
        text
        for _, _, _, text in steps[: next(i for i, s in enumerate(steps) if "SCAN picked" in s[3])]
    ]
    assert not any("TEMP B-TREE" in text for text in picking)
