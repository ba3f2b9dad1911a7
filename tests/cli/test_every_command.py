"""Whatever a command is run into, it ends with a message and a documented exit code."""

import os
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
