"""What comes to a real terminal: a pager where one is named, and none in a pipe."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.wording import seed_archive


def on_a_terminal(*arguments: str, **environ: str) -> str:
    """Run a command whose standard output is a terminal, and return what comes there."""
    control, terminal = pty.openpty()
    known = {name: value for name, value in os.environ.items() if "PAGER" not in name}
    with subprocess.Popen(
        [sys.executable, "-m", "archive", *arguments],
        stdout=terminal,
        env={**known, "COLUMNS": "80", **environ},
    ):
        os.close(terminal)
        shown = b""
        while True:
            try:
                piece = os.read(control, 65536)
            except OSError:  # Linux says so where the other end is closed
                piece = b""
            if not piece:
                os.close(control)
                return shown.decode().replace("\r\n", "\n")
            shown += piece


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "taiwan"],
        ["query", "taiwan", "--by", "year"],
        ["kwic", "taiwan"],
        ["phrase", "core interests"],
        ["compare", "002", "004"],
        ["events"],
        ["show", "s:1"],
        ["speakers"],
        ["help", "formats"],
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_what_may_be_long_goes_through_the_pager(arguments: list[str]) -> None:
    database = str(seed_archive())
    shown = on_a_terminal(*arguments, ARCHIVE_DB=database, PAGER="sed s/^/paged:/")
    lines = shown.splitlines()
    assert lines
    assert all(line.startswith("paged:") for line in lines)


def test_no_pager_is_named_and_none_is_used() -> None:
    shown = on_a_terminal("query", "taiwan", ARCHIVE_DB=str(seed_archive()), PAGER="")
    assert "s:xi4twcpzqomh" in shown


def test_a_pager_that_is_not_there_is_no_error() -> None:
    shown = on_a_terminal("query", "taiwan", ARCHIVE_DB=str(seed_archive()), PAGER="no-such-pager")
    assert "s:xi4twcpzqomh" in shown


def test_binary_never_comes_to_a_terminal(tmp_path: Path) -> None:
    shown = on_a_terminal("query", "taiwan", "-f", "parquet", ARCHIVE_DB=str(seed_archive()))
    assert shown == ""
