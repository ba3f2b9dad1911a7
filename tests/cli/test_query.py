"""`archive query` on the small archive: exit code and whole output."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archive import __version__
from archive.cli import run
from tests.store import small_archive


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_archive.make(tmp_path_factory.mktemp("cli") / "archive.db")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch, database: Path) -> None:
    for name in ("NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ARCHIVE_DB", str(database))
    monkeypatch.setenv("COLUMNS", "80")


LINES = (
    "2023-12-04\tXi Jinping\ttrade and investment in Belarus's industrial parks\tPeople's Daily"
    "\ts:trade231\n"
    "2022-09-15\tAlexander Lukashenko\ttrade between the two countries has grown\tXinhua"
    "\ts:carried1\n"
)


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [
        (["--version"], 0, f"{__version__}\n", ""),
        (["query", "trade", "--topic", "trade-and-investment"], 0, LINES, ""),
        (["query", "trade topic:trade-and-investment"], 0, LINES, ""),
        (["query", "trade", "-topic:none", "--count"], 2, "", None),
        (["query", "--count", "--", "trade", "-topic:none"], 0, "2\n", ""),
        (["query", "trade", "--since", "2023", "--until", "2023-12", "--count"], 0, "1\n", ""),
        (["query", "--explicit", "--speaker", "lukashenko", "--count"], 0, "2\n", ""),
        (["query", "--articles", "--publisher", "xinhua", "-n", "1"], 0,
         "2022-09-15\tPresidents meet\tXinhua\tSamarkand\t\t3\ta:samarkand\n", ""),
        (["query", "trade OR core", "--speaker", "Xi Jinping", "--explain"], 0,
         '(trade OR core) speaker:"Xi Jinping"\n', ""),
        (["query", "nonsense"], 0, "", "No statement matches nonsense.\n"),
        (["query", "--speaker", "lukashenko", "--date", "2023"], 0, "",
         ("No statement matches speaker:lukashenko said:2023. But:\n"
         "  said:2023: 2 statements, 2023-12-04\n"
         "  speaker:lukashenko: 3 statements, 2022-09-15\n")),
        (["query", "nonsense", "--format", "json"], 0, "[]\n", None),
        (["query", "--speaker", "lukashenka"], 2, "",
         ("Error: there is no speaker 'lukashenka' in the archive\n"
         "Hint: did you mean Alexander Lukashenko? All are listed by: archive speakers\n")),
        (["query", "speaker:li-hui"], 0, "",
         ("No statement matches speaker:li-hui. But:\n"
          "  li-hui is named here, but no statement is attributed to that name\n")),
        (["query", "trade", "OR"], 2, "",
         ("Error: OR needs something after it\n  trade OR\n        ^\n"
         'Hint: to search for the word itself write "OR"\n')),
        (["query", "--since", "2021-99"], 2, "", None),
        (["query", "trade", "--db", "/nowhere/archive.db"], 4, "",
         ("Error: there is no archive at /nowhere/archive.db\nHint: archive ingest FILE_OR_FOLDER"
          " creates one; --db or ARCHIVE_DB names another file\n")),
        (["--db", "/nowhere/archive.db", "query", "trade"], 4, "", None),
        (["nonsense"], 2, "",
         ("Error: there is no command 'nonsense'\n"
         "Hint: to search for it: archive query nonsense\n")),
    ],
)  # fmt: skip
def test_answers(
    capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, out: str, err: str | None
) -> None:
    assert run(arguments) == code
    captured = capfd.readouterr()
    assert captured.out == out
    assert err is None or captured.err == err


def test_a_word_with_a_minus_that_click_takes_for_an_option_is_explained(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run(["query", "trade", "-taiwan"]) == 2
    assert "To leave a word out write NOT taiwan" in capfd.readouterr().err


def test_colour_draws_the_table_in_a_pipe_too(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "deeper", "--color", "always"]) == 0
    captured = capfd.readouterr()
    assert "\x1b[1;33mdeeper\x1b[0m cooperation" in captured.out
    assert captured.err == "1 statement\n"


def test_the_number_shown_and_found_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--speaker", "li,xi", "--color", "always", "-n", "1"]) == 0
    assert capfd.readouterr().err == (
        "1 of 3 statements, 2022-09-15 to 2023-12-04, all with -n 0;"
        " speaker:li means Li Qiang, Li, Li Hui\n"
    )


def test_json_is_utf_8_whatever_the_locale(database: Path) -> None:
    done = archive("query", "cafe", "--format", "json", PYTHONIOENCODING="latin-1")
    assert json.loads(done.stdout.decode("utf-8"))[0]["text"].startswith("a café")


def test_a_reader_that_goes_away_ends_it_quietly(database: Path) -> None:
    for arguments in (["query", "", "--format", "jsonl"], ["--help"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "archive", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 0


def test_the_sql_runs_in_any_client(database: Path) -> None:
    sql = archive("query", "trade speaker:xi", "--sql").stdout.decode()
    with closing(sqlite3.connect(database)) as client:
        assert [row[1] for row in client.execute(sql)] == ["s:trade231"]


def archive(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "archive", *arguments],
        capture_output=True,
        check=True,
        env={**os.environ, **environ},
    )


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_excel_knows_utf_8_by_its_mark(
    capfdbinary: pytest.CaptureFixture[bytes], form: str
) -> None:
    assert run(["query", "reunification", "-f", form, "--bom", "-c", "uid"]) == 0
    assert capfdbinary.readouterr().out == b"\xef\xbb\xbfuid\ns:nation22\n"


def test_only_tables_for_excel_begin_with_a_mark(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "reunification", "-f", "ids", "--bom"]) == 0
    assert capfd.readouterr().out == "s:nation22\n"
