"""An ingest killed at any moment and run again ends as one that nobody disturbed.

The normal run kills twenty times, ``poe survive`` two hundred times.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import check_whole

TEXTS = Path(__file__).parents[1] / "golden" / "whitehouse" / "texts"

PROGRAM = """
import sys
from pathlib import Path
from archive.ingest import Options, ingest
database, texts = map(Path, sys.argv[1:])
for result in ingest([str(texts)], database, Options(batch=3), command="archive ingest"):
    print(result.status, flush=True)
"""

STORED = (
    "SELECT id, uid, title, body FROM articles ORDER BY id",
    "SELECT id, uid, text, speaker, topics FROM v_statements ORDER BY id",
    "SELECT path, sha256, article_id FROM documents ORDER BY path",
    "SELECT uid, name, statements FROM speakers ORDER BY uid",
    "SELECT slug, statements FROM topics ORDER BY slug",
    "SELECT rowid FROM statements_fts WHERE statements_fts MATCH 'health' ORDER BY rowid",
)


class Ingest:
    """An ingest in a process of its own."""

    def __init__(self, database: Path) -> None:
        command = [sys.executable, "-c", PROGRAM, str(database), str(TEXTS)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE)

    def killed_after(self, seconds: float) -> bool:
        """Kill it after some seconds; False where it had ended by itself."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.communicate()
        return self.process.returncode == -signal.SIGKILL

    def killed_at(self, documents: int, seconds: float) -> bool:
        """Kill it some seconds after it told of so many documents; False where it had ended."""
        assert self.process.stdout is not None
        for _ in range(documents):
            if not self.process.stdout.readline():
                break
        return self.killed_after(seconds)

    def ended(self) -> list[bytes]:
        """Wait for its end and return what it said of each document."""
        said, _ = self.process.communicate()
        assert self.process.returncode == 0
        return said.split()


def stored(database: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(database)) as connection:
        return [connection.execute(query).fetchall() for query in STORED]


def documents(database: Path) -> int:
    """How many documents are stored: 0 where the archive was not even made."""
    with closing(sqlite3.connect(database)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if "documents" not in tables:
            return 0
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])


@pytest.mark.parametrize(
    "kills", [20, pytest.param(200, marks=pytest.mark.survive)], ids=["twenty", "all"]
)
def test_killed_and_run_again_it_ends_as_if_undisturbed(tmp_path: Path, kills: int) -> None:
    started = time.monotonic()
    new = Ingest(tmp_path / "undisturbed.db").ended()
    took = time.monotonic() - started
    undisturbed = stored(tmp_path / "undisturbed.db")
    assert {*new} == {b"new"}

    moments = random.Random(20_260_101)
    done, halfway, trial = 0, 0, 0
    while done < kills:
        trial += 1
        database = tmp_path / f"{trial}.db"
        kept = 0
        while done < kills:
            run = Ingest(database)
            if done % 2:  # from the making of the file on
                killed = run.killed_after(moments.uniform(0.1, took))
            else:  # while documents are being stored
                killed = run.killed_at(moments.randint(1, 40), moments.uniform(0, 0.05))
            if not killed:
                break
            done += 1
            now = documents(database)
            assert now >= kept, "what was stored is gone"
            halfway += kept < now < len(new)
            kept = now
            if now:
                check_whole(database)
        Ingest(database).ended()
        check_whole(database)
        assert stored(database) == undisturbed
    assert halfway, "no kill came while documents were being stored"
