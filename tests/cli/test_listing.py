"""`archive --help` fits a screen, and old names of commands still work."""

from pathlib import Path

import pytest

from archive.cli import run
from archive.cli.listing import COMMANDS, MOVED, SHORT, listing, moved, spelled_out

FOLDER = Path(__file__).parents[2] / "archive" / "cli" / "commands"


def test_every_command_has_a_file_and_every_file_a_line() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert {*COMMANDS} == files


def test_help_fits_a_screen_of_80_by_40(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["--help"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) <= 39  # one is left for the prompt
    assert max(map(len, lines)) <= 79


def test_a_group_is_named_on_its_first_line() -> None:
    lines = listing()
    assert lines[0].split() == ["Take", "in", "ingest", *COMMANDS["ingest"].text.split()]
    assert lines[1].startswith("          extract     Analyse files")


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        (["save"], ["searches"]),
        (["save", "-f", "json"], ["searches", "-f", "json"]),
        (["save", "a", "trade"], ["searches", "save", "a", "trade"]),
        (["save", "a", "--delete"], ["searches", "delete", "a"]),
        (["new", "a", "--keep"], ["searches", "new", "a", "--keep"]),
        (["query", "save"], None),
    ],
)
def test_what_an_old_name_stands_for(typed: list[str], now: list[str] | None) -> None:
    assert moved(typed) == now


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        (["undo"], ["corrections", "undo"]),
        (["log", "s:k3v7", "--all"], ["corrections", "log", "s:k3v7", "--all"]),
        (
            ["tag", "s:k3v7", "taiwan", "trade", "--why", "so"],
            ["correct", "s:k3v7", "--tag", "taiwan", "--tag", "trade", "--why", "so"],
        ),
        (["untag", "s:k3v7", "taiwan"], ["correct", "s:k3v7", "--untag", "taiwan"]),
        (["query", "undo"], ["query", "undo"]),
    ],
)
def test_what_a_short_name_stands_for(typed: list[str], now: list[str]) -> None:
    assert spelled_out(typed) == now


def test_no_new_command_takes_an_old_name() -> None:
    assert not {*MOVED, *SHORT} & {*COMMANDS}


def test_an_old_name_works_and_says_the_new_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "archive.db")
    assert run(["db", "upgrade", "--db", database]) == 0
    capfd.readouterr()
    assert run(["save", "a", "trade", "--db", database]) == 0
    out, err = capfd.readouterr()
    assert out == "0 statements now; for later ones: archive searches new a\n"
    assert err == (
        "Note: archive save has moved to archive searches save;"
        " the old name will go with the next version.\n"
    )
    assert run(["save", "--db", database]) == 0
