"""Runs of `archive ingest` that can be disturbed, and what must hold of the archive afterwards."""

import os
import shlex
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen

from click.testing import CliRunner

from archive.cli import cli
from archive.ingest import Options, ingest
from tests.conftest import check_whole
from tests.survive.telling import BATCH

TELLING = Path(__file__).with_name("telling.py")

READ = (
    "SELECT path, sha256, size, article_id, copy_id FROM documents ORDER BY path",
    "SELECT id, uid, title, published_on, place, body, forms, checksum FROM articles ORDER BY id",
    (
        "SELECT id, uid, article_id, text, speaker_text, cue, said_on, forms, checksum,"
        " (SELECT json_group_array(topic_id) FROM statement_topics WHERE statement_id = id)"
        " FROM statements ORDER BY id"
    ),
)
"""What each batch stores for good. Who is one person is told at the end of a run."""

STORED = (
    *READ,
    "SELECT * FROM v_statements ORDER BY id",
    "SELECT uid, name, kind, statements, first_said_on, last_said_on FROM speakers ORDER BY uid",
    "SELECT slug, statements FROM topics ORDER BY slug",
)
"""What an archive holds, but for the times at which it was read."""

SEARCHES = (["president"], ["--speaker", "biden", "health OR energy"], ["--articles", "meeting"])


@dataclass(frozen=True, slots=True)
class Held:
    """What an archive holds, and what searches in it print."""

    rows: list[list[tuple[object, ...]]]
    found: list[str]


class Ingest:
    """An ingest in a process of its own; ``wrapped`` is what that runs under, such as strace."""

    def __init__(self, database: Path, texts: Path, wrapped: Sequence[str] = ()) -> None:
        command = [*wrapped, sys.executable, str(TELLING), *arguments(database, texts)]
        # Without a buffer: what is read ahead would be lost to `communicate`.
        self.process = Popen(command, stdout=PIPE, stderr=PIPE, bufsize=0)
        self.told: list[str] = []
        self.said = ""

    def tells(self, documents: int) -> None:
        """Wait until it told of so many documents, or has ended."""
        assert self.process.stdout is not None
        while len(self.told) < documents and (line := self.process.stdout.readline()):
            self._heard(line)

    def killed_after(self, seconds: float) -> bool:
        """Kill it after some seconds; False where it had ended by itself."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(self.process.pid, signal.SIGKILL)
        return self.ended() == -signal.SIGKILL

    def ended(self) -> int:
        """Wait for its end and return the exit code; ``said`` is what was on standard error."""
        out, said = self.process.communicate()
        self.said = said.decode()
        for line in out.splitlines(keepends=True):
            self._heard(line)
        return self.process.returncode

    def _heard(self, line: bytes) -> None:
        """Keep a path; not the counts at the end, nor a line that a kill cut short."""
        if line.startswith(b"/") and line.endswith(b"\n"):
            self.told.append(line.rstrip(b"\n").decode())


def arguments(database: Path, texts: Path) -> list[str]:
    return ["ingest", str(texts), "--db", str(database)]


def ingest_again(database: Path, texts: Path) -> None:
    """Give the same command once more, in this process, since a new one takes its time to start."""
    command = shlex.join(["archive", *arguments(database, texts)])
    results = list(ingest([str(texts)], database, Options(batch=BATCH), command=command))
    assert {one.status for one in results} <= {"new", "unchanged"}


def held(database: Path) -> Held:
    with closing(sqlite3.connect(database)) as connection:
        rows = [connection.execute(query).fetchall() for query in STORED]
    return Held(rows, [_printed(database, search) for search in SEARCHES])


def _printed(database: Path, search: Sequence[str]) -> str:
    command = ["query", *search, "--format", "jsonl", "--db", str(database)]
    done = CliRunner().invoke(cli, command, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def paths(database: Path) -> list[str]:
    """Return the documents in it, in the order of storing; none where it was not even made."""
    with closing(sqlite3.connect(database)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if "documents" not in tables:
            return []
        return [path for (path,) in connection.execute("SELECT path FROM documents ORDER BY id")]


def check_disturbed(database: Path, told: Sequence[str], undisturbed: Held) -> int:
    """Fail unless all that was told is there, whole, and nothing else; return how many there are.

    What is there beyond that was committed and not told yet: whole, too, and the next in order.
    """
    stored = paths(database)
    lost = {*told} - {*stored}
    assert not lost, "what was acknowledged is gone"
    if not stored:
        return 0
    check_whole(database)
    in_order = sorted(str(path) for path, *_ in undisturbed.rows[0])
    assert stored == in_order[: len(stored)]
    with closing(sqlite3.connect(database)) as connection:
        for query, whole in zip(READ, undisturbed.rows, strict=False):
            rows = connection.execute(query).fetchall()
            assert {*rows} <= {*whole}
    return len(stored)


def check_mended(database: Path, texts: Path, undisturbed: Held) -> None:
    """Fail unless the same command, given again, leads to what an undisturbed run leads to."""
    ingest_again(database, texts)
    check_whole(database)
    assert held(database) == undisturbed
