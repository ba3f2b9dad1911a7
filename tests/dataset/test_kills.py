"""Whatever process is killed, and when, the dataset ends as one that nobody disturbed.

The normal run kills three times, ``poe survive`` sixty times.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from archive.dataset.make import Options, make
from tests.dataset.conftest import PART_BYTES
from tests.dataset.rows import hashes

SECONDS = 120.0
"""How long a test waits for what must come, on a machine that does ten other things."""


class Making:
    """`archive dataset make` in a process of its own."""

    def __init__(self, texts: Path, out: Path) -> None:
        self.out = out
        command = [sys.executable, "-m", "archive", "dataset", "make", str(texts)]
        command += ["--out", str(out), "--jobs", "2"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def until(self, met: Callable[[], bool]) -> bool:
        """Wait until something is so; False where it ended before."""
        end = time.monotonic() + SECONDS
        while not met():
            assert time.monotonic() < end, "it takes too long"
            if self.process.poll() is not None:
                return False
            time.sleep(0.005)
        return True

    def children(self) -> list[int]:
        """Return the processes that it has started."""
        pid = self.process.pid
        try:
            text = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
            for thread in Path(f"/proc/{pid}/task").iterdir():
                text += " " + (thread / "children").read_text("ascii")
        except OSError:
            return []
        return sorted({int(one) for one in text.split()})

    def begins(self) -> bool:
        """Wait until it has a child; False where it ended before."""
        return self.until(lambda: bool(self.children()))

    def gets_beyond(self, parts: int) -> bool:
        """Wait until more parts are done than so many; False where it ended before."""
        return self.until(lambda: parts_done(self.out) > parts)

    def loses_a_child(self) -> bool:
        """Kill one of its children; False where there is none any more."""
        for pid in self.children()[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                return True
        return False

    def killed(self) -> None:
        self.process.kill()
        self.process.communicate()

    def ended(self) -> int:
        """Wait for its end and return the exit code."""
        self.process.communicate(timeout=SECONDS)
        return self.process.returncode


def parts_done(out: Path) -> int:
    return len(list((out / "parts").glob("*"))) if (out / "parts").is_dir() else 0


@pytest.fixture
def begun(texts: Path, tmp_path: Path) -> Path:
    """A dataset of which the parts are dealt out and none is done."""
    out = tmp_path / "out"
    make([str(texts)], out, Options(part_bytes=PART_BYTES, share=(100, 100)))
    return out


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc")
@pytest.mark.parametrize("kills", [2, pytest.param(30, marks=pytest.mark.survive)])
def test_processes_that_analyse_are_killed(
    kills: int, texts: Path, begun: Path, dataset: Path
) -> None:
    """Whoever waits for one has the part done again, and goes on.

    After two kills amid one part it gives up, and says to give the command again.
    """
    moments, done, code = random.Random(17), 0, 4
    while code == 4:
        making = Making(texts, begun)
        while done < kills and making.begins():
            time.sleep(moments.uniform(0, 1.5))
            done += making.loses_a_child()
        code = making.ended()
        assert code in (3, 4)  # 3: some of the texts cannot be read
    assert hashes(begun) == hashes(dataset)


@pytest.mark.parametrize("kills", [1, pytest.param(30, marks=pytest.mark.survive)])
def test_the_process_that_waits_is_killed(
    kills: int, texts: Path, begun: Path, dataset: Path
) -> None:
    """Its children end with it, and the same command goes on with what is done."""
    moments = random.Random(17)
    for _ in range(kills):
        before = parts_done(begun)
        making = Making(texts, begun)
        if moments.random() < 0.6:
            making.gets_beyond(before)
        elif making.begins():
            time.sleep(moments.uniform(0, 2))
        making.killed()
        assert parts_done(begun) >= before
    assert Making(texts, begun).ended() == 3
    assert hashes(begun) == hashes(dataset)
    assert not (begun / "unfinished").exists()
