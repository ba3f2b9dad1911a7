"""Whatever a command is run into, it ends with a message and a documented exit code."""

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.cli import run as run_here
from tests.cli.every_command import (
    SEED,
    close,
    commands,
    fill,
    lock_files,
    ordinary,
    run,
)
from tests.conftest import check_whole

COMMANDS = commands()
GROUP = pytest.mark.xdist_group("every command")  # one archive for all

pytestmark = [
    GROUP,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def archive() -> Iterator[Path]:
    """An archive of the seeds, where other users may read it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        assert run_here(["ingest", str(SEED), "--db", str(path)]) == 0
        yield path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_a_closed_output_and_closed_messages(name: str, archive: Path) -> None:
    arguments = ordinary(name, COMMANDS[name])
    usual = run(arguments, archive)
    full, closed = run(arguments, archive, fill(1)), run(arguments, archive, close(1))
    silent, unheard = run(arguments, archive, close(2)), run(arguments, archive, fill(2))

    for one in (usual, full, closed):
        assert one.is_well_ended, one
    expected = 5 if usual.out else usual.code
    assert (full.code, closed.code) == (expected, expected), (full, closed)
    assert (silent.code, silent.out) == (unheard.code, unheard.out)
    assert silent.code == usual.code
    if expected == 5:
        assert "standard output cannot be written" in full.err
        assert "it is closed" in closed.err


@pytest.mark.parametrize("name", COMMANDS)
def test_an_archive_that_may_only_be_read(name: str, archive: Path) -> None:
    found = run(ordinary(name, COMMANDS[name]), archive, lock_files)

    assert found.is_well_ended, found


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (["db", "check"], "archive.db is intact"),
        (["query", "taiwan", "--count"], "2"),
        (["db", "info"], "revision"),
    ],
    ids=" ".join,
)
def test_an_archive_that_may_only_be_read_is_read(
    words: list[str], out: str, archive: Path
) -> None:
    found = run(words, archive, lock_files)

    assert (found.code, out in found.out.decode()) == (0, True), found


def test_an_archive_that_may_only_be_read_is_backed_up_elsewhere(
    archive: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"

    assert run(["db", "backup", str(copy)], archive, lock_files).code == 0
    check_whole(copy)


@pytest.mark.parametrize(
    "words", [["db", "check", "--repair"], ["db", "upgrade"], ["topics", "retag"]]
)
def test_an_archive_that_may_only_be_read_is_no_damaged_one(
    words: list[str], archive: Path
) -> None:
    found = run(words, archive, lock_files)

    assert "damaged" not in found.err + found.out.decode()
    assert "cannot be made good" not in found.err


def test_a_file_whose_name_is_no_text_is_taken_in_with_the_others(archive: Path) -> None:
    def named() -> None:
        shutil.copy("more.txt", "caf\udce9.txt")

    found = run(["ingest", "caf\udce9.txt", "more.txt"], archive, named)

    assert (found.code, found.out.decode().splitlines()[0]) == (
        0,
        "1 new · 1 unchanged · 0 updated · 0 failed",
    ), found


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["query", "NOT " * 100 + "taiwan"], "NOT stands before NOT more than 20 times"),
        (["query", "taiwan", "-n", "9" * 20], "a number is too large"),
        (["show", "\udce9"], "is not UTF-8"),
        (["db", "path", "--db", "~nosuchuser/x"], "~nosuchuser/x: "),
    ],
    ids=["NOT", "number", "bytes", "home"],
)
def test_what_is_wrong_with_an_argument_is_said(
    words: list[str], message: str, archive: Path
) -> None:
    found = run(words, archive)

    assert (found.code, message in found.err) == (2, True), found


def test_a_folder_is_not_replaced_by_a_backup(archive: Path) -> None:
    found = run(["db", "backup", ".", "--replace"], archive)

    assert (found.code, found.err.splitlines()[0][-11:]) == (4, "is a folder"), found


def test_too_few_open_files_are_said(archive: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))

    found = run(["ingest", "more.txt"], archive, limit)

    assert found.code in (3, 4), found
    assert found.is_well_ended, found


@pytest.mark.parametrize("name", COMMANDS)
def test_bad_arguments(name: str, archive: Path) -> None:
    """Each argument and option with what is no text, no number, no name and no file."""
    command = COMMANDS[name]
    takes = [
        one.opts[-1]
        for one in command.params
        if one.param_type_name == "option" and not getattr(one, "is_flag", False)
    ]
    tried = [[*name.split(), bad] for bad in (*BAD, "", "-", "x" * 300, "\x1b[31m", '"')]
    tried += [[*ordinary(name, command), option, bad] for option in takes for bad in BAD]
    for words in tried:
        found = run(words, archive)
        assert found.is_well_ended, found
        assert "\x1b" not in found.err


BAD = ("\udcff", "9" * 25, "~nosuchuser/x")
