"""On a full disk an ingest says so and what to do; what it stored can be read, and it goes on.

The disk is a tmpfs of 6 MB in a mount namespace of its own, which needs root or a user namespace;
``poe survive`` has disks of other sizes, too, so that it is full at other moments.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen

import pytest

from tests.conftest import check_whole
from tests.survive.conftest import GOLDEN, Tell
from tests.survive.runs import TELLING, Ingest, arguments, check_disturbed, held
from tests.survive.tools import lacking

ROOM, MORE_ROOM = 6, 64
"""MB of the disk."""

HOLDER = """
mount -t tmpfs -o "size=$2m" tmpfs "$1" && echo ready
while read -r size; do mount -t tmpfs -o "remount,size=${size}m" tmpfs "$1" && echo ready; done
"""


class SmallDisk:
    """A disk of some size, which only those programs see that are run on it."""

    def __init__(self, folder: Path, size: int) -> None:
        own = ["--mount"] if os.geteuid() == 0 else ["--mount", "--user", "--map-root-user"]
        holder = ["unshare", *own, "sh", "-c", HOLDER, "sh", str(folder), str(size)]
        self._holder = Popen(holder, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True)
        self._enter = ["nsenter", f"--target={self._holder.pid}", "--mount"]
        if os.geteuid() != 0:
            self._enter += ["--user", "--preserve-credentials"]
        self._must_be_ready()

    def has(self, size: int) -> None:
        """Give it another size."""
        assert self._holder.stdin is not None
        print(size, file=self._holder.stdin, flush=True)
        self._must_be_ready()

    def run(self, *command: str | Path) -> CompletedProcess[str]:
        whole = [*self._enter, *map(str, command)]
        return subprocess.run(whole, capture_output=True, text=True)

    def end(self) -> None:
        self._holder.communicate()

    def _must_be_ready(self) -> None:
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != "ready\n":
            lacking("tmpfs", f"no disk can be mounted: {self._holder.communicate()[1].strip()}")


@pytest.fixture
def disk(tmp_path: Path, size: int) -> Iterator[SmallDisk]:
    for tool in ("unshare", "nsenter", "mount"):
        if shutil.which(tool) is None:
            lacking("tmpfs", f"{tool} is not installed")
    (tmp_path / "disk").mkdir()
    disk = SmallDisk(tmp_path / "disk", size)
    yield disk
    disk.end()


def archive(*arguments: str | Path) -> Sequence[str | Path]:
    return (sys.executable, "-m", "archive", *arguments)


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(ROOM, id="6 MB"),
        *(
            pytest.param(size, id=f"all, {size} MB", marks=pytest.mark.survive)
            for size in (5, ROOM, 7, 8)
        ),
    ],
)
def test_a_full_disk_is_told_and_the_same_command_goes_on_when_there_is_room(
    disk: SmallDisk, size: int, tmp_path: Path, tell: Tell
) -> None:
    whole = Ingest(tmp_path / "undisturbed.db", GOLDEN)
    assert whole.ended() in (0, 3)  # one of the texts has no body
    undisturbed = held(tmp_path / "undisturbed.db")
    database = tmp_path / "disk" / "archive.db"
    ingest = (sys.executable, str(TELLING), *arguments(database, GOLDEN))

    stopped = disk.run(*ingest)

    assert stopped.returncode == 4
    assert stopped.stderr == (
        f"Error: the disk is full: cannot write to {database};"
        " everything reported so far is saved\n"
        "Hint: free some space and run the same command again\n"
    )
    told = stopped.stdout.splitlines()
    assert 0 < len(told) < len(whole.told)
    assert_readable(disk, database)
    copy = copied(disk, database, tmp_path / "stopped")
    stored = check_disturbed(copy, told, undisturbed)

    disk.has(MORE_ROOM)
    again = disk.run(*ingest)

    assert again.returncode in (0, 3), again.stderr
    copy = copied(disk, database, tmp_path / "again")
    check_whole(copy)
    assert held(copy) == undisturbed
    tell(
        f"a disk of {size} MB was full after {stored} of {len(whole.told)} documents: the"
        f" {len(told)} that were told can be read; with more room the same command took in the rest"
    )


def assert_readable(disk: SmallDisk, database: Path) -> None:
    """Fail unless it can be checked and searched, also when not a byte is left on the disk."""
    for _ in range(2):
        checked = disk.run(*archive("db", "check", "--db", database))
        assert (checked.returncode, checked.stderr) == (0, "")
        found = disk.run(*archive("query", "president", "--count", "--db", database))
        assert int(found.stdout) > 0
        disk.run("dd", "if=/dev/zero", f"of={database.parent / 'other'}", "bs=1024")


def copied(disk: SmallDisk, database: Path, folder: Path) -> Path:
    """Copy the files of a database to where this process sees them."""
    folder.mkdir()
    done = disk.run("sh", "-c", 'cp "$1"* "$2"', "sh", database, folder)
    assert done.returncode == 0, done.stderr
    return folder / database.name
