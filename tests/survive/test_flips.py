"""A bit that turns over in the file: what it changed of a stored row is found, and nothing crashes.

What can be made anew is, and where `archive db check --repair` says that all was repaired, all is.
The normal run flips eight bits, one at a time, ``poe survive`` a hundred and fifty.
"""

import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from tests.survive.conftest import Tell
from tests.survive.runs import ingest_again

CHECKING = """
import sys
from archive.cli import run
for database in sys.argv[1:]:
    codes = [run(["db", "check", *option, "--db", database]) for option in ([], ["--repair"], [])]
    print("=", *codes, flush=True)
"""
"""Checks, repairs and checks each of several files, in one process, since each takes its time."""

SECONDS = 60
"""What one file may take; a second is usual."""

Rows = dict[str, list[tuple[object, ...]]]


def queries(database: Path) -> dict[str, str]:
    """Return what reads each of our tables: the table itself and not an index of it."""
    with closing(sqlite3.connect(database)) as connection:
        found = dict(connection.execute(TABLES).fetchall())
    ways = ("NOT INDEXED", "INDEXED BY sqlite_autoindex_{}_1")  # a table that is its own index
    return {
        name: f"SELECT * FROM {name} {ways[is_index].format(name)}"
        for name, is_index in found.items()
    }


TABLES = """
SELECT name, wr FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"""


def stored(database: Path, queries: dict[str, str]) -> Rows | None:
    """Return all rows of all tables as they are on the disk; None where they cannot be read."""
    with closing(sqlite3.connect(database)) as connection:
        connection.text_factory = bytes
        try:
            return {name: connection.execute(query).fetchall() for name, query in queries.items()}
        except (sqlite3.Error, UnicodeDecodeError):
            return None


def turned(content: bytes, chance: random.Random) -> bytes:
    """Turn one bit, of a byte in use: most of a small file is room, all zeros."""
    places = [place for place, byte in enumerate(content) if byte]
    altered = bytearray(content)
    altered[chance.choice(places)] ^= 1 << chance.randrange(8)
    return bytes(altered)


@dataclass(frozen=True, slots=True)
class Checked:
    """The exit codes of a check, of a repair and of another check, and what they said."""

    found: int
    repaired: int
    left: int
    said: str


def checked(copies: Sequence[Path]) -> list[Checked]:
    """Check and repair each file with the command; fail where it crashes, hangs or says nothing."""
    command = [sys.executable, "-c", CHECKING, *map(str, copies)]
    done = subprocess.run(
        command, stdout=PIPE, stderr=STDOUT, text=True, timeout=SECONDS * len(copies)
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Traceback" not in done.stdout, done.stdout
    *parts, rest = re.split(r"^= (\d) (\d) (\d)\n", done.stdout, flags=re.MULTILINE)
    assert rest == ""
    given = zip(parts[0::4], parts[1::4], parts[2::4], parts[3::4], strict=True)
    return [Checked(int(found), int(mended), int(left), s) for s, found, mended, left in given]


@pytest.mark.parametrize(
    "flips", [8, pytest.param(150, marks=pytest.mark.survive)], ids=["eight", "all"]
)
def test_every_changed_row_is_found(tmp_path: Path, texts: Path, flips: int, tell: Tell) -> None:
    database = tmp_path / "archive.db"
    ingest_again(database, texts)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    asked = queries(database)
    original = stored(database, asked)
    assert original is not None

    chance = random.Random(20_260_104)
    content = database.read_bytes()
    copies = [tmp_path / f"{number}.db" for number in range(flips)]
    changed = []
    for copy in copies:
        copy.write_bytes(turned(content, chance))
        changed.append(stored(copy, asked) != original)
    results = checked(copies)

    seen = repaired = 0
    for copy, is_changed, result in zip(copies, changed, results, strict=True):
        assert {result.found, result.repaired, result.left} <= {0, 4}
        if is_changed:
            assert result.found, f"{copy}: a changed row was not found"
        seen += result.found != 0
        if result.repaired == 0:  # it says that all was repaired, or that nothing was wrong
            repaired += result.found != 0
            assert result.left == 0
            assert stored(copy, asked) == original
        else:
            assert "cannot be repaired" in result.said or "Error: " in result.said
    assert any(changed)
    tell(
        f"{flips} bits turned over: all {sum(changed)} that changed a stored row were found, and"
        f" {seen - sum(changed)} others; {repaired} of them were repaired, the rest was said to"
        " be beyond repair; no crash"
    )
