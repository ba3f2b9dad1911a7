"""The other commands, on one short article: exit code and whole output."""

import json
from pathlib import Path
from typing import Any

import pytest

from archive import pipeline
from archive.cli import run
from archive.records import Article, Document
from archive.store.connect import REVISION

SEED = Path(__file__).parents[2] / "seed"
ARTICLE = """\
Trade figures for 2023

MINSK, Jan. 5, 2024 (BelTA) -- Chinese Premier Li Qiang said on Friday that trade has grown.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("ARCHIVE_DB", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "96")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


@pytest.fixture
def ingested(folder: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    assert run(["ingest", "news"]) == 0
    capfd.readouterr()
    return folder


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(arguments) == code
    return capfd.readouterr().out


def test_ingest_counts_and_does_nothing_twice(capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(capfd, "ingest", "news").splitlines()[0] == (
        "1 new · 0 unchanged · 0 updated · 0 failed"
    )
    assert printed(capfd, "ingest", "news").splitlines()[0] == (
        "0 new · 1 unchanged · 0 updated · 0 failed"
    )


def test_a_dry_run_writes_nothing(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first, second = printed(capfd, "ingest", "news", "--dry-run").splitlines()
    assert first == "1 new · 0 unchanged · 0 updated · 0 failed"
    assert second.endswith("; nothing was written")
    assert not (folder / "archive.db").exists()


def test_a_bad_file_is_told_and_the_others_go_on(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "news" / "b.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    assert run(["ingest", "news", "nowhere.txt"]) == 3
    captured = capfd.readouterr()
    assert captured.out.splitlines()[0] == "1 new · 0 unchanged · 0 updated · 2 failed"
    told = captured.err.splitlines()
    assert [line.split()[0] for line in told] == ["news/b.txt", "nowhere.txt", "in"]


def test_the_database_option_stands_anywhere(folder: Path) -> None:
    assert run(["ingest", "news", "--db", "one.db"]) == 0
    assert run(["--db", "two.db", "ingest", "news"]) == 0
    assert (folder / "one.db").exists()
    assert (folder / "two.db").exists()
    assert not (folder / "archive.db").exists()


def test_show_draws_an_article_and_a_statement(
    ingested: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "Li Qiang said on Friday that ⟦1 trade has grown⟧." in printed(capfd, "show", "a:1")
    shown = printed(capfd, "show", "s:1")
    assert shown.splitlines()[0].startswith("Li Qiang")
    assert "document     news/a.txt: " in shown


def test_show_json_is_the_public_json_with_ids(
    ingested: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    article = json.loads(printed(capfd, "show", "a:1", "--format", "json"))
    statement = json.loads(printed(capfd, "show", "s:1", "--format", "json"))
    (line,) = printed(capfd, "show", "s:1", "--format", "jsonl").splitlines()
    assert json.loads(line) == statement
    assert article["uid"].startswith("a:")
    assert article["documents"][0]["path"] == str(ingested / "news" / "a.txt")
    assert statement in [{**one, "article": statement["article"]} for one in article["statements"]]
    start, end = statement["spans"][0]
    text = statement["article"]["title" if statement["headline"] else "body"]
    assert text[start:end] == statement["text"]


def test_names_are_joined_and_parted_by_hand(
    ingested: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = ARTICLE.replace("Premier Li Qiang", "President Xi Jinping")
    (ingested / "news" / "b.txt").write_text(text, "utf-8")
    printed(capfd, "ingest", "news")

    assert printed(capfd, "speakers", "merge", "xi-jinping", "Li Qiang") == (
        "Li Qiang is now xi-jinping: 1 statement moved\n"
    )
    assert printed(capfd, "speakers", "names", "xi-jinping") == (
        "Xi Jinping\t\t\ttext\t\nLi Qiang\t\t\tcorrection\t\n"
    )
    assert printed(capfd, "speakers", "split", "xi-jinping", "Li Qiang") == (
        "Li Qiang is now li-qiang: 1 statement moved\n"
    )
    assert printed(capfd, "speakers", "resolve") == ""
    assert "Li Qiang\tperson\t1\t" in printed(capfd, "speakers")
    assert printed(capfd, "speakers", "suggest") == ""


HOLDERS = """name,alias,title,of,start,end,wikidata
Li Qiang,Premier Li,Premier,China,2023-03-11,,Q10876160
Li Keqiang,,Premier,China,2013-03-15,2023-03-11,http://www.wikidata.org/entity/Q58103
Li Keqiang,,Vice Premier,China,2008-03-17T00:00:00Z,2013-03-15,Q58103
"""
EXPORTED = """name,alias,title,of,start,end,wikidata
Li Keqiang,,Vice Premier,China,2008-03-17,2013-03-15,Q58103
Li Keqiang,,Premier,China,2013-03-15,2023-03-11,Q58103
Li Qiang,Premier Li,Premier,China,2023-03-11,,Q10876160
"""


def test_office_holders_are_imported_and_exported(
    ingested: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (ingested / "holders.csv").write_text(HOLDERS, "utf-8")

    assert printed(capfd, "speakers", "import", "holders.csv") == (
        "1 added · 1 known · 0 statements moved\n"
    )
    assert printed(capfd, "speakers", "export") == EXPORTED
    (ingested / "again.csv").write_text(EXPORTED, "utf-8")
    assert printed(capfd, "speakers", "import", "again.csv") == (
        "0 added · 2 known · 0 statements moved\n"
    )
    assert printed(capfd, "speakers", "export") == EXPORTED


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title,of\nPremier,China\n", "line 1 must name columns, among them name"),
        ("name,title\n,Premier\n", "line 2 has no name"),
        ("name,start\nLi,1\n", "line 2: '1' is not a day"),
        ("name,start\nLi,2023-01-01\n", "line 2 has no title, but a country, a body or days"),
        ("name,wikidata\nLi,10876160\n", "line 2: '10876160' is not a Wikidata id"),
        ("name\nLi,Qiang\n", "line 2 has more fields than line 1 has columns"),
    ],
)
def test_a_list_of_office_holders_that_cannot_be_read(
    ingested: Path, capfd: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    (ingested / "holders.csv").write_text(text, "utf-8")

    assert run(["speakers", "import", "holders.csv"]) == 2
    assert message in capfd.readouterr().err


LEGISLATORS = """- id: {bioguide: R000001, wikidata: Q111}
  name: {first: Robert, nickname: Bob, last: Roe, official_full: Robert M. Roe}
  terms:
  - {type: rep, start: '2015-01-06', end: '2017-01-03', state: OH, party: Democrat}
  - {type: sen, start: '2017-01-03', end: '2023-01-03', state: OH, party: Democrat}
"""


def test_legislators_are_imported(ingested: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("yaml", reason="a list in YAML needs PyYAML")
    (ingested / "legislators-current.yaml").write_text(LEGISLATORS, "utf-8")

    assert printed(capfd, "speakers", "import", "legislators-current.yaml") == (
        "1 added · 0 known · 0 statements moved\n"
    )
    assert printed(capfd, "speakers", "export").splitlines()[1:] == [
        "Robert M. Roe,Bob Roe;Robert Roe,Representative,United States,2015-01-06,2017-01-03,Q111",
        "Robert M. Roe,Bob Roe;Robert Roe,Senator,United States,2017-01-03,2023-01-03,Q111",
    ]


def test_a_speaker_is_shown_with_names_and_offices(
    ingested: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shown = printed(capfd, "speakers", "show", "Li Qiang")

    assert shown.startswith("Li Qiang (person), li-qiang\n")
    assert "Premier\tChina\t" in shown


def test_speakers_are_listed_by_a_word(ingested: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(capfd, "speakers", "qiang").startswith("Li Qiang\tperson\t")
    assert len(printed(capfd, "speakers", "-n", "1").splitlines()) == 1


def test_speakers_are_listed_and_imported(
    ingested: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "Li Qiang\tperson\t" in printed(capfd, "speakers")
    (ingested / "speakers.toml").write_text(
        '[[speaker]]\nname = "Li Qiang"\naliases = ["Premier Li"]\n', "utf-8"
    )
    assert printed(capfd, "speakers", "import", "speakers.toml") == (
        "0 added · 1 known · 0 statements moved\n"
    )
    assert printed(capfd, "query", "--speaker", "Premier Li", "--count", "trade grown") != "0\n"


def test_topics_are_listed_imported_and_used_to_tag_anew(
    ingested: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "trade-and-investment\tTrade and investment\t" in printed(capfd, "topics")
    (ingested / "own.toml").write_text('[growing]\nlabel = "Growing"\nterms = ["grow*"]\n', "utf-8")
    told = printed(capfd, "topics", "import", "own.toml").splitlines()
    assert told[0] == "1 topic added: growing"
    assert printed(capfd, "topics", "retag").splitlines() == told[1:]
    assert printed(capfd, "query", "topic:growing", "--count") != "0\n"
    assert "growing\tGrowing\t" in printed(capfd, "topics")


def test_extract_needs_no_database(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (record,) = map(json.loads, printed(capfd, "extract", "news").splitlines())
    assert record["path"] == "news/a.txt"
    assert record["title"] == "Trade figures for 2023"
    assert record["event_on"] == "2024-01-05"
    assert not (folder / "archive.db").exists()


def test_extract_goes_on_after_a_bad_file(capfd: pytest.CaptureFixture[str]) -> None:
    assert len(json.loads(printed(capfd, "extract", "-f", "json", "no", "news", code=3))) == 1


def test_db_tells_where_and_what(ingested: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(capfd, "db", "path") == f"{ingested / 'archive.db'}\n"
    assert "\narticles       1\n" in printed(capfd, "db", "info")
    assert printed(capfd, "db", "upgrade") == f"archive.db has revision {REVISION}\n"


def test_help_lists_the_guides(capfd: pytest.CaptureFixture[str]) -> None:
    assert "queries      Queries: words, fields, dates\n" in printed(capfd, "help")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["help", "nonsense"], 2, "Error: there is no guide and no command 'nonsense'"),
        (
            ["help", "qurey"],
            2,
            "Error: there is no guide and no command 'qurey'\nHint: did you mean query?",
        ),
        (["qurey", "taiwan"], 2, "Error: there is no command 'qurey'\nHint: did you mean query?"),
        (
            ["taiwan"],
            2,
            "Error: there is no command 'taiwan'\nHint: to search for it: archive query",
        ),
        (
            ["show", "s:1", "-f", "csv"],
            2,
            "Error: --format csv is only for events\nHint: archive query id:s:",
        ),
        (["show", "s:zzzz"], 2, "Error: nothing has the id s:zzzz"),
        (["topics", "import", "no.toml"], 2, "Error: no.toml cannot be read: "),
        (["speakers", "--db", "no.db"], 4, "Error: there is no archive at "),
        (["speakers", "--db", "news/a.txt"], 4, "Error: "),
    ],
)
def test_a_mistake_is_one_line_and_an_exit_code(
    ingested: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    assert run(arguments) == code
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(message)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["query", "-taiwan"], "No such option '-t'. To leave a word out write NOT taiwan, or -- "),
        (["query", "--spekaer", "xi"], "No such option '--spekaer'. (Did you mean one of: "),
    ],
)
def test_a_word_to_leave_out_is_told_from_an_option(
    capfd: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert run(arguments) == 2
    assert told in capfd.readouterr().err


def test_explain_gives_the_reason_for_each_statement(capfd: pytest.CaptureFixture[str]) -> None:
    shown = printed(capfd, "extract", "--explain", "news/a.txt")
    assert "Li Qiang said on Friday that ⟦1 trade has grown⟧." in shown
    assert "rule         cue, that (the cue, then “that”), confidence 0." in shown
    assert "cue          “said” (say, say) at " in shown
    assert "named “Chinese Premier Li Qiang” at " in shown


def test_a_question_and_its_answer_are_shown_together(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "Press Conference on March 3, 2023\n\nReuters: Will trade grow?\n\nMao Ning: It will.\n"
    (folder / "press.txt").write_text(
        text + "\nAFP: Has a date been set?\n\nMao Ning: I have nothing to share.\n", "utf-8"
    )
    printed(capfd, "ingest", "press.txt")
    asked, answered = printed(capfd, "show", "s:1"), printed(capfd, "show", "s:2")
    assert "· Mao Ning · It will" in next(s for s in asked.splitlines() if s.startswith("answer "))
    assert "· Reuters · Will trade grow?" in next(
        s for s in answered.splitlines() if s.startswith("question ")
    )


def test_extract_goes_on_after_a_fault_of_ours(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def analyse(document: Document, *rest: object, **options: object) -> Article:
        if document.path.endswith("a.txt"):
            raise IndexError("list index out of range")
        return pipeline.analyse(document)

    monkeypatch.setattr("archive.cli.commands.extract.analyse", analyse)
    (folder / "news" / "b.txt").write_text("Minsk: Li Wei said that trade grows.")

    assert run(["extract", "news"]) == 3
    out, err = capfd.readouterr()
    assert [json.loads(line)["path"] for line in out.splitlines()] == ["news/b.txt"]
    assert err == "Error: news/a.txt: the analysis failed: IndexError: list index out of range\n"


def test_extract_goes_on_past_a_bad_record_and_maps_fields(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = ['{"headline": "One", "text": "Li Qiang said trade grew."}', "{", '{"text": "Two."}']
    (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
    assert run(["extract", "news.jsonl", "--map", "title=headline"]) == 3
    captured = capfd.readouterr()
    articles = [json.loads(line) for line in captured.out.splitlines()]
    assert [article["title"] for article in articles] == ["One", None]
    assert articles[0]["statements"][0]["origin"] == "machine"
    assert captured.err.startswith("Error: news.jsonl#2")


def test_statements_that_came_with_an_article_come_back(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = {"text": "trade grew", "speakers": ["Li Qiang"]}
    body = "Li Qiang said trade grew. He added that tourism grew."
    (folder / "given.json").write_text(json.dumps({"text": body, "statements": [said]}), "utf-8")

    def texts(*options: str) -> list[tuple[str, str]]:
        article = json.loads(printed(capfd, "extract", "given.json", *options))
        return [(one["text"], one["origin"]) for one in article["statements"]]

    assert texts() == [("trade grew", "given")]
    assert texts("--also-extract") == [("trade grew", "given"), ("tourism grew", "machine")]


def test_topics_that_came_with_a_statement_outlive_retagging(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = {"text": "trade grew", "speakers": ["Li Qiang"], "topics": ["my-topic"]}
    article = {"text": "Li Qiang said trade grew.", "statements": [said]}
    (folder / "given.json").write_text(json.dumps(article), "utf-8")
    printed(capfd, "ingest", "given.json", "news")
    printed(capfd, "topics", "retag")
    own = json.loads(printed(capfd, "query", "topic:my-topic", "--format", "json"))
    assert [one["text"] for one in own] == ["trade grew"]


def test_an_export_taken_in_elsewhere_loses_nothing(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def exported(database: str) -> list[dict[str, Any]]:
        articles = map(json.loads, printed(capfd, "export", "--db", database).splitlines())
        return [_without_names(article) for article in articles]

    printed(capfd, "ingest", str(SEED), "--db", "one.db")
    (folder / "all.jsonl").write_text(printed(capfd, "export", "--db", "one.db"), "utf-8")
    printed(capfd, "ingest", "all.jsonl", "--db", "two.db")
    assert exported("two.db") == exported("one.db")
    assert sum(len(article["statements"]) for article in exported("two.db")) > 50


def _without_names(article: dict[str, Any]) -> dict[str, Any]:
    """Leave out what another database calls by another name: ids, and where it was read."""
    statements = [{**one, "uid": None} for one in article["statements"]]
    return {**article, "uid": None, "path": None, "statements": statements}
