"""Make the database that is kept of the newest revision: ``python -m tests.upgrades.make``.

It holds a little of everything that people make: texts of several kinds, a copy, a failure, names
and topics of their own, a decision about a speaker, a saved search, two runs.
"""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from archive.store.connect import REVISION
from archive.store.engine import open_for_writing
from archive.store.write.corrections import correct

HERE = Path(__file__).parent
TEXTS = HERE.parent / "golden" / "whitehouse" / "texts"
SEED = HERE.parents[1] / "seed"

FOLDER = Path(tempfile.gettempdir()) / "news"
"""Its path stands in the database, so it is the same whoever makes one."""

CHINESE = "题目：会谈\n\n2022年9月15日\n\n国家主席习近平说：“中白建立全天候全面战略伙伴关系。”"
GIVEN = {
    "title": "Talks in Minsk",
    "body": "Li Qiang spoke in Minsk. “China is ready to build a railway,” he said.",
    "date": "2023-08-01",
    "statements": [
        {"speaker": "Li Qiang", "text": "China is ready to build a railway", "topics": ["rail"]}
    ],
}
SPEAKERS = '[[speaker]]\nname = "Maia Sandu"\naliases = ["President Sandu"]\n'


def make(path: Path) -> None:
    """Make it with the command line, as a user does, and what has no command with the store."""
    FOLDER.mkdir()  # fails where somebody has one
    _write_texts(FOLDER)
    database = FOLDER / "archive.db"
    _archive("ingest", "seed", "whitehouse", "chinese.txt", "reprint.txt")
    _archive("speakers", "import", "speakers.toml")
    _archive("ingest", ".", expected=3)
    _archive("searches", "save", "islands", "taiwan OR hong-kong")
    with open_for_writing(database) as connection, connection.begin():
        said = connection.exec_driver_sql(
            "SELECT uid FROM statements WHERE text LIKE '%Moldova%' ORDER BY id LIMIT 1"
        ).scalar_one()
        correct(connection, said, "speaker", ["maia-sandu"])
    with closing(sqlite3.connect(database, isolation_level=None)) as raw:
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # Without a time in it, the same content gives the same file.
    path.write_bytes(gzip.compress(database.read_bytes(), mtime=0))
    shutil.rmtree(FOLDER)


def _write_texts(folder: Path) -> None:
    shutil.copytree(SEED, folder / "seed")
    (folder / "whitehouse").mkdir()
    for text in TEXTS.glob("202*-readout-of-*moldova.md"):
        shutil.copy(text, folder / "whitehouse")
    (folder / "chinese.txt").write_text(CHINESE, "utf-8")
    _, met, talks = next(SEED.glob("004*")).read_text("utf-8").partition("met with")
    reprint = f"MINSK, Sept. 17, 2022 (BelTA) -- Xi Jinping {met}{talks}"
    (folder / "reprint.txt").write_text(reprint, "utf-8")
    (folder / "given.jsonl").write_text(json.dumps(GIVEN) + "\n", "utf-8")
    (folder / "speakers.toml").write_text(SPEAKERS, "utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


def _archive(*arguments: str, expected: int = 0) -> None:
    environment = {**os.environ, "ARCHIVE_DB": "archive.db"}
    command = [sys.executable, "-m", "archive", *arguments]
    done = subprocess.run(command, cwd=FOLDER, env=environment)
    assert done.returncode == expected, arguments


if __name__ == "__main__":
    make(HERE / f"{REVISION}.db.gz")
