"""What starting costs: ``python -m tests.benchmarks.starting [--rounds N]``.

Each command runs beside the imports that it cannot do without, in turns, so that a busy machine
slows both. The ratios are of CPU time (user and system, of the whole process), the least of all
rounds and the median. The aims for the least are 1.2 for help and 1.8 for a query.
"""

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
ARCHIVE = (sys.executable, "-m", "archive")


@dataclass(frozen=True, slots=True)
class Pair:
    """A command and what to hold it against."""

    name: str
    command: Sequence[str]
    base_name: str
    base: Sequence[str]


def main() -> None:
    """Print one line a pair."""
    parser = argparse.ArgumentParser(description="The cost of starting, side by side.")
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as folder:
        # Modules are compiled once, as where the program is installed, whatever is set here.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        database = str(Path(folder) / "archive.db")
        _run([*ARCHIVE, "--db", database, "ingest", str(ROOT / "seed")])
        print(f"{'command':34}{'beside':28}{'least':>18}{'median':>20}")
        for pair in pairs(database):
            print(line(pair, rounds))


def pairs(database: str) -> list[Pair]:
    """Return what is measured, on a database that holds the seeds."""
    click = (sys.executable, "-c", "import click")
    both = (sys.executable, "-c", "import click, sqlite3")
    query = (*ARCHIVE, "--db", database, "query")
    return [
        Pair("archive --help", (*ARCHIVE, "--help"), "import click", click),
        Pair("archive --version", (*ARCHIVE, "--version"), "import click", click),
        Pair("archive query trade", (*query, "trade"), "import click, sqlite3", both),
        Pair("archive query --topic taiwan", (*query, "--topic", "taiwan"), "the same", both),
        Pair("archive query --count", (*query, "--count"), "the same", both),
    ]


def line(pair: Pair, rounds: int) -> str:
    """Measure a pair in turns, after a first round that compiles, and return its line."""
    _run(pair.command)
    _run(pair.base)
    times = [(_cpu(pair.command), _cpu(pair.base)) for _ in range(rounds)]
    ours, theirs = zip(*times, strict=True)
    return (
        f"{pair.name:34}{pair.base_name:28}"
        f"{_beside(min(ours), min(theirs)):>18}{_beside(median(ours), median(theirs)):>20}"
    )


def _beside(ours: float, theirs: float) -> str:
    return f"{1000 * ours:.0f}/{1000 * theirs:.0f} ms = {ours / theirs:.2f}"


def _cpu(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)


if __name__ == "__main__":
    main()
