"""A system call that fails, any of them, costs a clear message and nothing that was stored.

strace makes the N-th call on the files of the database fail, of an ingest of real files by the real
command: that one alone, as a disk that hesitates, or that one and all after it, as a full one. The
normal run has twelve such faults, ``poe survive`` two hundred.
"""

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from tests.survive.conftest import Tell
from tests.survive.runs import Held, Ingest, check_disturbed, check_mended, held
from tests.survive.tools import strace

FAULTS = (
    ("pwrite64", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("fdatasync", "EIO"),
    ("fdatasync", "ENOSPC"),
    ("ftruncate", "EIO"),
    ("ftruncate", "ENOSPC"),
    ("fcntl", "ENOLCK"),
    ("mmap", "ENOMEM"),
    ("pread64", "EIO"),
    ("openat", "EMFILE"),
)
"""A call, and how it fails: disk full, an error of the disk, no locks, no memory, no more files."""

STORE_FAILED = 4
"""The exit code of a command that could not use the database."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The N-th of a call fails, or that one and every one after it, while a new or a made archive
    is written.
    """

    call: str
    error: str
    number: int
    is_lasting: bool
    is_new: bool

    @property
    def injected(self) -> str:
        when = f"{self.number}{'+' * self.is_lasting}"
        return f"inject={self.call}:error={self.error}:when={when}"


def calls(log: Path) -> Counter[str]:
    """Count the calls that strace saw."""
    return Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE))


def under(log: Path, database: Path, *options: str) -> list[str]:
    """Return what makes a command run under strace, which looks at the database's files alone."""
    files = [f"{database}{end}" for end in ("", "-wal", "-shm", "-journal")]
    traced = "trace=" + ",".join(sorted({call for call, _ in FAULTS}))
    return strace(log, "-e", traced, *(part for file in files for part in ("-P", file)), *options)


def made(empty: Path, database: Path, *, is_new: bool) -> Path:
    """Return a database that is not there yet, or one that is made and empty."""
    if not is_new:
        shutil.copy(empty, database)
    return database


def faults(counted: dict[bool, Counter[str]]) -> Iterator[Fault]:
    """Yield faults of all kinds in turn, each at a random one of the calls that a run makes."""
    choice = random.Random(20_260_102)
    for turn, (call, error) in enumerate(cycle(FAULTS)):
        is_new = turn % 3 == 0
        number = choice.randint(1, counted[is_new][call])
        yield Fault(call, error, number, is_lasting=choice.random() < 0.5, is_new=is_new)


@pytest.mark.parametrize(
    "wanted", [12, pytest.param(200, marks=pytest.mark.survive)], ids=["twelve", "all"]
)
def test_after_a_fault_it_ends_as_if_undisturbed(
    tmp_path: Path, empty_archive: Path, texts: Path, undisturbed: Held, wanted: int, tell: Tell
) -> None:
    log = tmp_path / "calls"
    counted = {}
    for is_new in (True, False):
        database = made(empty_archive, tmp_path / f"counted-{is_new}.db", is_new=is_new)
        assert Ingest(database, texts, under(log, database)).ended() == 0
        counted[is_new] = calls(log)

    happened, failed = Counter[str](), 0
    for fault in faults(counted):
        if happened.total() == wanted:
            break
        database = made(empty_archive, tmp_path / f"{fault.call}.db", is_new=fault.is_new)
        run = Ingest(database, texts, under(log, database, "-e", fault.injected))
        code = run.ended()
        if "(INJECTED)" not in log.read_text():
            continue
        happened[f"{fault.call} {fault.error}"] += 1
        assert code in (0, STORE_FAILED), (fault, run.said)
        if code:
            failed += 1
            assert run.said.startswith("Error: "), (fault, run.said)
            assert "\nHint: " in run.said, (fault, run.said)
            check_disturbed(database, run.told, undisturbed)
        else:
            assert held(database) == undisturbed, fault
        check_mended(database, texts, undisturbed)
        for file in tmp_path.glob(f"{database.name}*"):
            file.unlink()

    assert {*happened} == {f"{call} {error}" for call, error in FAULTS}
    assert failed > wanted / 4
    kinds = ", ".join(f"{number} {kind}" for kind, number in happened.items())
    tell(
        f"{wanted} system calls failed ({kinds}), {failed} runs ended by it with a message:"
        " nothing lost, doubled or half-stored"
    )
