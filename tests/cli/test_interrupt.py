"""Ctrl-C ends an ingest after what was read is stored, and says what to type to go on."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.conftest import check_whole
from tests.read.samples import WORDS

TEXTS = 500


def test_an_interrupted_ingest_says_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(TEXTS):
        (tmp_path / "news" / f"{number:04}.txt").write_text(f"{WORDS} It was day {number}. {WORDS}")
    archive = [sys.executable, "-m", "archive"]
    command = [*archive, "ingest", "news", "--jobs", "2", "--db", "archive.db"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}

    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        while process.poll() is None and not _has_begun(tmp_path / "archive.db"):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)

    assert process.returncode == 130
    go_on = "Resume with: archive ingest news --jobs 2 --db archive.db"
    assert said.decode().strip() == f"Interrupted. Everything reported so far is saved. {go_on}"
    check_whole(tmp_path / "archive.db")
    kept = _count(tmp_path / "archive.db", "documents")
    assert kept < TEXTS

    again = subprocess.run(
        [*command, "--limit", "size=1MB"], cwd=tmp_path, capture_output=True, check=True
    )
    new = f"{TEXTS - kept:,} new · {kept:,} unchanged · 0 updated · 0 failed"
    assert again.stdout.decode().splitlines()[0].startswith(new)
    check_whole(tmp_path / "archive.db")


def _has_begun(path: Path) -> bool:
    return path.exists() and _count(path, "ingests") > 0


def _count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        try:
            return int(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
