"""Correcting from the command line: it stays, is seen everywhere, and can be taken back."""

import json
import sqlite3
from pathlib import Path

import pytest

from archive.cli import run
from archive.cli.commands import correct
from tests.conftest import check_whole

GAGGLE = """\
---
title: Press Gaggle by President Trump
date: 2025-02-19
---

Aboard Air Force One

THE PRESIDENT: We had a great day. It went well.

Q Will you call President Xi Jinping?

THE PRESIDENT: I will call him soon. We get along well.

Q Thank you.

THE PRESIDENT: Thank you very much.
"""
TALKS = """\
MINSK, Jan. 5, 2024 (BelTA) -- Chinese Premier Li Qiang said on Friday that trade has grown.
Lukashenko said that the railway would be built soon.
"""


@pytest.fixture(autouse=True)
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("ARCHIVE_DB", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ARCHIVE_USER", "ann")
    monkeypatch.setenv("COLUMNS", "96")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "gaggle.md").write_text(GAGGLE, "utf-8")
    (tmp_path / "news" / "talks.txt").write_text(TALKS, "utf-8")
    assert run(["ingest", "news", "--db", "archive.db"]) == 0
    capfd.readouterr()
    return tmp_path


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(arguments) == code
    return capfd.readouterr().out


def said(who: str) -> list[str]:
    raw = sqlite3.connect("archive.db")
    rows = raw.execute("SELECT text FROM v_statements WHERE speaker = ? ORDER BY id", (who,))
    found = [text for (text,) in rows]
    raw.close()
    return found


def uid(text: str) -> str:
    raw = sqlite3.connect("archive.db")
    [(found,)] = raw.execute("SELECT uid FROM statements WHERE text LIKE ?", (f"{text}%",))
    raw.close()
    return str(found)


def test_the_case_of_the_scholar(capfd: pytest.CaptureFixture[str]) -> None:
    """What was given to the wrong president goes to the right one, and stays his."""
    turns = said("Trump")
    assert len(turns) > 2
    wrong = ["--speaker", "Xi Jinping", "--new", "person", "--yes"]
    printed(capfd, "correct", "--query", "speaker:trump", *wrong)
    assert said("Xi Jinping") == turns

    shown = printed(
        capfd, "correct", "--query", "speaker:xi", "--speaker", "trump", "--yes", "--why", "title"
    )
    assert shown.splitlines() == [
        f"{len(turns)} corrections: speaker: xi-jinping → trump",
        "correction 2; to take it back: archive undo 2",
    ]
    assert said("Trump") == turns
    printed(capfd, "ingest", "news", "--again")
    assert said("Trump") == turns
    assert run(["query", "speaker:xi", "--count"]) == 0
    assert capfd.readouterr().out == "0\n"
    rows = [json.loads(line) for line in printed(capfd, "log", "-f", "jsonl").splitlines()]
    assert {(one["made_by"], one["reason"]) for one in rows if one["command"] == 2} == {
        ("ann", "title")
    }
    printed(capfd, "undo", "--yes")
    assert said("Xi Jinping") == turns
    printed(capfd, "undo", "1", "--yes")
    assert said("Trump") == turns
    assert printed(capfd, "log") == ""
    check_whole(Path("archive.db"))


def test_88_statements_of_the_wrong_president(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    """They go to the right one with one command, and stay his here and elsewhere."""
    points = [f"Point {number} is settled, and settled well" for number in range(88)]
    given = {
        "title": "Press Gaggle Aboard Air Force One",
        "date": "2025-02-19",
        "body": "\n\n".join(f"THE PRESIDENT: {point}." for point in points),
        "statements": [{"speaker": "Xi Jinping", "text": point} for point in points],
    }
    (folder / "gaggle.jsonl").write_text(json.dumps(given), "utf-8")
    printed(capfd, "ingest", "gaggle.jsonl")
    assert len(said("Xi Jinping")) == 88

    wanted = ["--speaker", "Donald Trump", "--new", "person", "--why", "he is aboard", "--yes"]
    told = printed(capfd, "correct", "--query", "speaker:xi", *wanted)

    number = told.rsplit(" ", 1)[1].strip()
    assert "88 corrections: speaker: xi-jinping → donald-trump" in told
    assert said("Donald Trump") == points
    printed(capfd, "ingest", "gaggle.jsonl", "--again")
    assert said("Donald Trump") == points
    (folder / "all.jsonl").write_text(printed(capfd, "export"), "utf-8")
    printed(capfd, "ingest", "all.jsonl", "--db", "other.db")
    for database in ("archive.db", "other.db"):
        db = ["--db", database]
        asked = printed(capfd, "query", "point speaker:trump", "--count", *db)
        assert asked == "88\n"
        log = [json.loads(line) for line in printed(capfd, "log", "-f", "jsonl", *db).splitlines()]
        assert {(one["made_by"], one["reason"], one["field"]) for one in log} == {
            ("ann", "he is aboard", "speaker")
        }
        assert len(log) == 88
        command = number if database == "archive.db" else str(log[0]["command"])
        printed(capfd, "undo", command, "--yes", *db)
        assert printed(capfd, "query", "point speaker:xi", "--count", *db) == "88\n"
        check_whole(Path(database))


def test_a_label_goes_to_somebody_also_when_it_is_read_again(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    turns = said("Trump")
    article = printed(capfd, "query", "--articles", "great", "-f", "ids").strip()
    shown = printed(capfd, "correct", article, "--turns", "THE PRESIDENT", "--speaker", "li-qiang")
    assert shown.splitlines()[0] == (
        f"{article}: {len(turns)} statements: turns: trump → “THE PRESIDENT”: li-qiang"
    )
    longer = GAGGLE + "\nQ Where to?\n\nTHE PRESIDENT: To Washington, I think.\n"
    (folder / "news" / "gaggle.md").write_text(longer, "utf-8")
    printed(capfd, "ingest", "news")
    assert "To Washington, I think" in said("Li Qiang")
    assert said("Trump") == []


def test_each_thing_of_a_statement(capfd: pytest.CaptureFixture[str]) -> None:
    one = uid("trade has grown")
    for option, value in [
        ("--text", "trade has"),
        ("--date", "2024-01-04"),
        ("--cue", "said on Friday"),
        ("--quotation", "mixed"),
        ("--tag", "taiwan"),
    ]:
        printed(capfd, "correct", one, option, value)
    [row] = json.loads(printed(capfd, "query", f"id:{one}", "-f", "json"))
    assert (row["text"], row["said_on"], row["cue"], row["quotation"]) == (
        *("trade has", "2024-01-04", "said on Friday", "mixed"),
    )
    assert "taiwan" in row["topics"]
    assert printed(capfd, "query", "grown", "--count") == "0\n"
    printed(capfd, "ingest", "news", "--again")
    assert json.loads(printed(capfd, "query", f"id:{one}", "-f", "json")) == [row]
    printed(capfd, "topics", "retag")
    assert json.loads(printed(capfd, "query", f"id:{one}", "-f", "json")) == [row]
    printed(capfd, "db", "reanalyse")
    assert json.loads(printed(capfd, "query", f"id:{one}", "-f", "json")) == [row]
    for number in (3, 1, 5, 4, 2):
        printed(capfd, "undo", str(number))
    assert said("Li Qiang") == ["trade has grown"]
    assert printed(capfd, "db", "check") == "archive.db is intact\n"


def test_a_statement_that_is_none_and_one_that_was_missed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    one = uid("trade has grown")
    printed(capfd, "correct", one, "--drop", "--why", "a heading")
    assert said("Li Qiang") == []
    article = printed(capfd, "query", "--articles", "railway", "-f", "ids").strip()
    printed(capfd, "correct", article, "--add", "built soon", "--speaker", "li-qiang")
    printed(capfd, "ingest", "news", "--again")
    assert said("Li Qiang") == ["built soon"]
    printed(capfd, "undo")
    printed(capfd, "undo")
    assert said("Li Qiang") == ["trade has grown"]


def test_the_date_of_an_article_moves_it_and_what_was_said_then(
    capfd: pytest.CaptureFixture[str],
) -> None:
    article = printed(capfd, "query", "--articles", "railway", "-f", "ids").strip()
    printed(capfd, "correct", article, "--event", "2023-12-31", "--place", "Brest")
    rows = json.loads(printed(capfd, "query", "place:brest", "-f", "json"))
    assert {one["said_on"] for one in rows} == {"2023-12-31"}
    assert printed(capfd, "query", "said:2024", "place:brest", "--count") == "0\n"
    printed(capfd, "ingest", "news", "--again")
    assert printed(capfd, "query", "said:2023", "--count") == "2\n"
    printed(capfd, "undo", "--yes")
    assert printed(capfd, "query", "said:2024", "place:minsk", "--count") == "2\n"


@pytest.mark.parametrize(
    "text",
    [
        "id,speaker,drop,why\n{0},Lukashenko,,he said it\n{1},,true,\n",
        '{{"id": "{0}", "speaker": ["Lukashenko"]}}\n{{"id": "{1}", "drop": true}}\n',
    ],
    ids=["csv", "jsonl"],
)
def test_a_file_of_corrections(text: str, capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    one, other = uid("trade has grown"), uid("the railway would")
    (folder / "mine").write_text(text.format(one, other), "utf-8")
    printed(capfd, "correct", "--from", "mine")
    assert (said("Li Qiang"), said("Lukashenko")) == ([], ["trade has grown"])
    printed(capfd, "undo", "--yes")
    assert said("Lukashenko") == ["the railway would be built soon"]


def test_a_faulty_line_is_told_and_nothing_is_taken(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    lines = f"id,speaker\n{uid('trade')},Lukashenko\n{uid('the rail')},Lukashenkaa\ns:none,Li\n"
    (folder / "mine.csv").write_text(lines, "utf-8")
    assert run(["correct", "--from", "mine.csv"]) == 2
    told = capfd.readouterr().err.splitlines()
    assert told[0].startswith("line 3: there is no speaker 'Lukashenkaa'")
    assert told[1].startswith("line 4: nothing has the id s:none")
    assert told[2] == "Error: 2 lines of 3 cannot be taken; nothing was corrected"
    assert said("Li Qiang") == ["trade has grown"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["s:1"], "what is to be corrected?"),
        (["--speaker", "Li"], "correct what?"),
        (["s:1", "--speaker", "Lukashenkaa"], "or make one: --new person"),
        (["s:1", "--place", "Minsk"], "is a statement; place belongs to an article"),
        (["a:1", "--drop"], "is an article; drop belongs to a statement"),
        (["a:1", "--speaker", "Li"], "--turns"),
        (["a:1", "--turns", "THE PRESIDENT"], "who said it?"),
        (["s:1", "--tag", "taiwann"], "there is no topic 'taiwann'"),
        (["s:1", "--date", "Friday"], "'Friday' is not a date"),
        (["s:1", "--text", "never said"], "does not hold these words"),
        (["s:1", "s:2", "--drop"], "say so with --yes"),
        (["s:9999", "--drop"], "there is no statement number 9999"),
    ],
)
def test_what_cannot_be_says_what_to_do(
    arguments: list[str], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["correct", *arguments]) == 2
    assert told in capfd.readouterr().err


def test_who_corrects_what_changed_meanwhile_is_told(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one person thinks about the question, another one corrects the same statement."""
    one = uid("We had a great day")

    def think(question: str, *, yes: bool) -> None:
        monkeypatch.setattr(correct, "ask", lambda question, *, yes: None)
        monkeypatch.setenv("ARCHIVE_USER", "bob")
        assert run(["correct", one, "--speaker", "Lukashenko"]) == 0

    monkeypatch.setattr(correct, "ask", think)
    arguments = ["--query", "speaker:trump", "--speaker", "li-qiang"]
    printed(capfd, "correct", *arguments, code=2)
    assert said("Li Qiang") == ["trade has grown"]
    printed(capfd, "correct", *arguments)
    assert said("Trump") == []
    assert run(["correct", one, "--speaker", "trump"]) == 0
    told = capfd.readouterr().err
    assert "was corrected before: speaker: trump → " in told
    assert "by bob" in told


def test_nothing_to_undo(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["undo"]) == 2
    assert "there is nothing to undo" in capfd.readouterr().err
    assert run(["undo", "7"]) == 2
    assert "there is no correction 7" in capfd.readouterr().err


def test_a_dry_run_changes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    printed(capfd, "correct", "--query", "speaker:trump", "--speaker", "li-qiang", "--dry-run")
    assert said("Trump")
    assert printed(capfd, "log") == ""


def elsewhere(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    """Take what the archive exports into another one, which is looked at from now on."""
    exported = printed(capfd, "export")
    (folder / "export.jsonl").write_text(exported, "utf-8")
    (folder / "archive.db").rename(folder / "first.db")
    printed(capfd, "ingest", "export.jsonl", "--db", "archive.db")


def test_elsewhere_corrections_stand_say_who_made_them_and_can_be_undone(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    turns = said("Trump")
    wrong = ["--speaker", "Xi Jinping", "--new", "person", "--yes", "--why", "a test"]
    printed(capfd, "correct", "--query", "speaker:trump", *wrong)
    printed(capfd, "correct", uid("trade has grown"), "--drop")
    printed(capfd, "correct", uid("the railway"), "--date", "2024-01-02")
    article = printed(capfd, "query", "--articles", "railway", "-f", "ids").strip()
    printed(capfd, "correct", article, "--add", "built soon", "--speaker", "li-qiang")
    printed(capfd, "correct", article, "--event", "2024-01-03")

    elsewhere(capfd, folder)

    assert said("Xi Jinping") == turns
    assert said("Li Qiang") == ["built soon"]
    logged = [json.loads(line) for line in printed(capfd, "log", "-f", "jsonl").splitlines()]
    assert {one["made_by"] for one in logged} == {"ann"}
    [first] = {one["command"] for one in logged if one["reason"] == "a test"}
    assert len({one["command"] for one in logged}) == 5
    assert all(one["state"] is None for one in logged)
    printed(capfd, "ingest", "export.jsonl", "--again")
    assert said("Xi Jinping") == turns
    printed(capfd, "undo", str(first), "--yes")
    assert said("Trump") == turns
    printed(capfd, "ingest", "export.jsonl", "--again")
    assert said("Trump") == turns
    for number in {one["command"] for one in logged} - {first}:
        printed(capfd, "undo", str(number), "--yes")
    assert said("Li Qiang") == ["trade has grown"]
    [row] = json.loads(printed(capfd, "query", "railway", "-f", "json"))
    assert row["said_on"] == "2024-01-05"
    assert printed(capfd, "db", "check") == "archive.db is intact\n"


def test_what_an_export_says_was_replaced_is_not_believed_where_it_cannot_be(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    printed(capfd, "correct", uid("trade has grown"), "--speaker", "Lukashenko")
    lines = printed(capfd, "export").splitlines()
    [line] = [json.loads(one) for one in lines if "railway" in one]
    [one] = line["corrections"]
    [uid_] = one["before"]
    for wrong in (
        7,
        {uid_: 7},
        {uid_: {"start": "x"}},
        {uid_: {"nothing": 1}},
        {"s:x": {"after": 1}},
    ):
        one["before"] = wrong
        (folder / "export.jsonl").write_text(json.dumps(line), "utf-8")
        (folder / "archive.db").unlink()
        printed(capfd, "ingest", "export.jsonl", "--db", "archive.db")
        assert "trade has grown" in said("Lukashenko")
        assert printed(capfd, "db", "check") == "archive.db is intact\n"


def test_corrections_of_another_archive_of_the_same_articles(
    capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    printed(capfd, "correct", uid("trade has grown"), "--speaker", "Lukashenko", "--why", "so")
    printed(capfd, "correct", uid("the railway"), "--date", "2024-01-02")
    (folder / "theirs.jsonl").write_text(printed(capfd, "corrections", "export"), "utf-8")
    (folder / "archive.db").unlink()
    printed(capfd, "ingest", "news", "--db", "archive.db")
    printed(capfd, "correct", uid("the railway"), "--date", "2024-01-03")

    told = printed(capfd, "corrections", "import", "theirs.jsonl", code=3)
    assert told == "1 taken · 0 known · 1 conflicts · 0 without a place · 0 refused\n"
    assert "trade has grown" in said("Lukashenko")
    told = printed(capfd, "corrections", "import", "theirs.jsonl", "--theirs")
    assert told == "1 taken · 1 known · 0 conflicts · 0 without a place · 0 refused\n"
    assert printed(capfd, "query", "said:2024-01-02", "--count") == "1\n"
    check_whole(folder / "archive.db")


def test_a_new_analysis_of_what_is_stored(capfd: pytest.CaptureFixture[str]) -> None:
    """A statement that the machine finds anew comes back; what people decided stays."""
    raw = sqlite3.connect("archive.db")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("DELETE FROM statements WHERE text LIKE 'the railway%'")
    raw.commit()
    raw.close()
    printed(capfd, "correct", uid("trade has grown"), "--speaker", "Trump")
    printed(capfd, "db", "check", "--repair", code=0)

    shown = printed(capfd, "db", "reanalyse", "--dry-run")
    assert "  + Alexander Lukashenko: the railway would be built soon" in shown.replace(
        "+ Lukashenko", "+ Alexander Lukashenko"
    )
    assert said("Lukashenko") == []
    assert "1 difference in 1 of them" in printed(capfd, "db", "reanalyse")
    assert said("Lukashenko") == ["the railway would be built soon"]
    assert "trade has grown" in said("Trump")
    printed(capfd, "undo")
    assert said("Li Qiang") == ["trade has grown"]
