"""The memory of a command and of all the processes that it starts, at its peak; Linux alone tells.

Pages that several processes share are counted once for each in ``resident``, once for all in
``proportional``.
"""

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

EVERY_SECONDS = 0.5
PROC = Path("/proc")


class Memory(NamedTuple):
    """Millions of bytes, summed over processes."""

    resident: float = 0.0
    proportional: float = 0.0


def peak(command: Sequence[str]) -> Memory:
    """Run a command to its end, and return the most memory that its processes had together."""
    most = Memory()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            held = [memory(pid) for pid in _family(process.pid)]
            most = Memory(
                max(most.resident, sum(one.resident for one in held)),
                max(most.proportional, sum(one.proportional for one in held)),
            )
            try:
                process.wait(EVERY_SECONDS)
            except subprocess.TimeoutExpired:
                continue
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return most


def largest(command: Sequence[str]) -> float:
    """Run a command to its end, and return the most memory that one of its processes had."""
    most = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, *(memory(pid).resident for pid in _family(process.pid)))
            try:
                process.wait(EVERY_SECONDS)
            except subprocess.TimeoutExpired:
                continue
    return most


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that it and its own have started."""
    yield pid
    for thread in PROC.glob(f"{pid}/task/*/children"):
        for child in _text(thread).split():
            yield from _family(int(child))


def memory(pid: int | str) -> Memory:
    """Return what one process holds, also this one ("self"); nothing where it has just ended."""
    lines = _text(PROC / str(pid) / "smaps_rollup").splitlines()[1:]
    kilobytes = {name: int(size.split()[0]) for name, size in (line.split(":") for line in lines)}
    return Memory(*(kilobytes.get(name, 0) * 1024 / 1e6 for name in ("Rss", "Pss")))


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:
        return ""
