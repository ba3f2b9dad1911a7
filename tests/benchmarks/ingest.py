"""What storing costs: ``python -m tests.benchmarks.ingest [--articles N] [--memory]``.

Texts are generated (``texts``), read and analysed as an ingest does, and everything is measured in
one run, so that only ratios need to be believed:

- the bulk writer beside the bare ``sqlite3`` module, which fills the same tables, indexes and
  search indexes with the very same rows by ``executemany``, in as many transactions, without
  triggers, checks or look-ups; and sqlite-utils, where it is installed, which makes plain tables
  of the articles and the statements with one search index each (aim: 0.8 of the bare rate);
- the size of the file beside the text in it, titles, bodies and statements in UTF-8, here and for
  a folder of real texts, where one is given (aim: 2.4 bytes a byte);
- the whole ingest with one process and with two (aim: 1.6 times as fast), and with two beside the
  analysis alone on two (aim: 1.2 times as long);
- with ``--million N``, or a file made before, ten thousand newest articles appended to N others,
  beside the same ten thousand into an empty file (aim: 1.8 times);
- with ``--memory``, and nothing else then, the most memory that ``archive ingest --jobs 2`` has in
  all its processes together, of articles with ever new names and words (aim: 500 MB, however many).

What runs in one process is told in CPU seconds; several, in seconds on the clock, so let nothing
else run then.
"""

import argparse
import gc
import importlib.util
import io
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from archive.ingest import Options, ingest
from archive.ingest.options import BATCH
from archive.ingest.processes import done_in_order
from archive.ingest.tasks import files, tasks
from archive.ingest.work import Done, WorkerConfig
from archive.read import Reading
from archive.store.engine import open_for_writing
from archive.store.upkeep.backup import backup
from archive.store.upkeep.upgrade import upgrade
from archive.store.write.batch import write_batch
from archive.store.write.ingests import begin_ingest
from archive.store.write.prepare import Prepared
from tests.benchmarks.generated import DAYS, make
from tests.benchmarks.resident import peak
from tests.benchmarks.texts import Press

ROUNDS = 3
APPENDED = 10_000

Batches = Sequence[Sequence[Prepared]]
Table = tuple[Sequence[str], Sequence[tuple[object, ...]]]
"""Columns and rows."""


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description="Storing, beside what bare SQLite needs.")
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--million", type=int, default=0, metavar="N", help="append to N articles")
    parser.add_argument("--large", type=Path, metavar="FILE", help="append to a copy of this one")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="real texts, for the size")
    parser.add_argument("--memory", action="store_true", help="the peak of memory, nothing else")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        press = Press(options.articles, strange=options.memory)
        texts = folder / "articles.jsonl"
        with texts.open("wb") as stream:
            stream.writelines(press.lines(range(options.articles)))
        print(f"{options.articles:,} articles, {texts.stat().st_size / 1e6:.1f} MB of JSON Lines")
        if options.memory:
            report_memory(folder, texts)
            return
        compare_writers(folder, batches(texts))
        report_sizes(folder, options.texts)
        compare_jobs(folder, texts)
        large = options.large
        if options.million:
            large = make(folder / "large.db", options.million)
        if large:
            compare_appending(folder, large)


def batches(texts: Path) -> Batches:
    """Read and analyse, and return what an ingest hands to the writer."""
    parts = [part for done in _analysed(texts, jobs=1) for part in done.parts]
    ready = [part for part in parts if isinstance(part, Prepared)]
    assert len(ready) == len(parts)
    return [ready[first : first + BATCH] for first in range(0, len(ready), BATCH)]


def compare_writers(folder: Path, ready: Batches) -> None:
    """Print the CPU seconds of our writer and of others, in turns, and how the rates compare."""
    gc.collect()
    gc.freeze()  # what a benchmark holds ready, no ingest has to look through
    ours, bare, utils = list[float](), list[float](), list[float]()
    others = importlib.util.find_spec("sqlite_utils") is not None
    for number in range(ROUNDS):
        written = folder / f"ours-{number}.db"
        upgrade(written)
        ours.append(_cpu(partial(write, written, ready)))
        rows = Rows(written, len(ready))
        plain = folder / f"bare-{number}.db"
        upgrade(plain)
        bare.append(_cpu(partial(rows.fill, plain)))
        if others:
            utils.append(_cpu(partial(rows.hand, folder / f"utils-{number}.db")))
    statements = len(rows.tables["statements"][1])
    print(f"bulk writer, {statements:,} statements: {min(ours):.2f} s of CPU;", end=" ")
    print(f"bare sqlite3 {min(bare):.2f} s; {min(bare) / min(ours):.2f} of its rate")
    if others:
        print(f"  sqlite-utils {min(utils):.2f} s; {min(utils) / min(ours):.2f} of its rate")


def write(path: Path, ready: Batches) -> None:
    """Store batches as an ingest does."""
    with open_for_writing(path) as connection:
        run, _ = begin_ingest(connection, "benchmark", [])
        for batch in ready:
            write_batch(connection, batch, ingest=run)


class Rows:
    """All rows of a finished archive, to be put into another file without us."""

    def __init__(self, path: Path, batches: int) -> None:
        """Read them, table by table."""
        self._batches = batches
        with closing(sqlite3.connect(path)) as connection:
            self.tables = {name: _rows(connection, name) for name in _tables(connection)}
            self._searched = {
                name: _rows(
                    connection, name.removesuffix("_fts"), name if name.endswith("_fts") else None
                )
                for name in _indexes(connection)
            }

    def fill(self, path: Path) -> None:
        """Insert them by executemany, in as many transactions as an ingest has batches."""
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in ("synchronous = FULL", "temp_store = MEMORY", "cache_size = -65536"):
                connection.execute(f"PRAGMA {pragma}")
            for (trigger,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {trigger}")
            for number in range(self._batches):
                connection.execute("BEGIN IMMEDIATE")
                for name, (columns, rows) in {**self.tables, **self._searched}.items():
                    chosen = rows[self._edge(rows, number) : self._edge(rows, number + 1)]
                    marks = ", ".join("?" * len(columns))
                    connection.executemany(
                        f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", chosen
                    )
                connection.execute("COMMIT")

    def hand(self, path: Path) -> None:
        """Let sqlite-utils make tables of the articles and statements, each with a search index."""
        database = importlib.import_module("sqlite_utils").Database(path)
        for name, texts in (("articles", ("title", "body")), ("statements", ("text",))):
            columns, rows = self.tables[name]
            plain = [column.strip('"') for column in columns]
            database[name].insert_all((dict(zip(plain, row, strict=True)) for row in rows), pk="id")
            database[name].enable_fts(texts)

    def _edge(self, rows: Sequence[object], number: int) -> int:
        return len(rows) * number // self._batches


def report_sizes(folder: Path, real: Path | None) -> None:
    """Print bytes of the file a byte of text, of generated and of real texts."""
    files = {"generated": folder / "ours-0.db"}
    if real is not None:
        files[str(real)] = folder / "real.db"
        deque(ingest([str(real)], folder / "real.db"), maxlen=0)
    for name, path in files.items():
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (text,) = connection.execute(_TEXT).fetchone()
        size = path.stat().st_size
        print(f"size, {name}: {size / 1e6:.1f} MB, {size / text:.2f} bytes a byte of text")


def compare_jobs(folder: Path, texts: Path) -> None:
    """Print the seconds of whole ingests, and of the analysis alone."""

    def whole(jobs: int) -> float:
        path = folder / f"jobs-{jobs}.db"
        path.unlink(missing_ok=True)
        upgrade(path)
        return _clock(lambda: deque(ingest([str(texts)], path, Options(jobs=jobs)), maxlen=0))

    one, two, alone = list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        one.append(whole(1))
        two.append(whole(2))
        alone.append(_clock(lambda: deque(_analysed(texts, jobs=2), maxlen=0)))
    print(f"ingest: one process {min(one):.1f} s, two {min(two):.1f} s;", end=" ")
    print(f"{min(one) / min(two):.2f} times as fast with two")
    print(f"  analysis alone on two {min(alone):.1f} s; ", end="")
    print(f"the whole takes {min(two) / min(alone):.2f} times that")


def compare_appending(folder: Path, large: Path) -> None:
    """Print what ten thousand newest articles cost at the end of a large file and in an empty one.

    They are read and analysed before, so that only the writing counts.
    """
    newest = folder / "newest.jsonl"
    with newest.open("wb") as stream:
        stream.writelines(Press(APPENDED, after=DAYS).lines(range(APPENDED)))
    ready = batches(newest)
    target, empty = folder / "appended.db", folder / "empty.db"
    backup(large, target)
    upgrade(empty)
    with closing(sqlite3.connect(large)) as connection:
        (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    gc.collect()
    gc.freeze()
    into_large, into_empty = (_cpu(partial(write, path, ready)) for path in (target, empty))
    print(f"{APPENDED:,} articles appended to {articles:,}: {into_large:.1f} s of CPU;", end=" ")
    print(f"into an empty file {into_empty:.1f} s; {into_large / into_empty:.2f} times")


def report_memory(folder: Path, texts: Path) -> None:
    """Print the most memory that a whole ingest with two processes has, and how fast it is."""
    command = [sys.executable, "-m", "archive", "ingest", str(texts), "--jobs", "2", "--db"]
    started = perf_counter()
    most = peak([*command, str(folder / "memory.db")])
    rate = texts.stat().st_size / 1e6 / (perf_counter() - started)
    print(f"ingest with two: {most.resident:.0f} MB resident in all processes,", end=" ")
    print(f"{most.proportional:.0f} MB with what they share counted once; {rate:.2f} MB a second")


_TEXT = """
SELECT (SELECT sum(length(CAST(coalesce(title, '') || body AS BLOB))) FROM articles)
     + (SELECT sum(length(CAST(text AS BLOB))) FROM statements)"""


def _analysed(texts: Path, jobs: int) -> Iterator[Done]:
    reading = Reading()
    given = files([str(texts)], reading)
    brief = WorkerConfig(database=None, vocabulary=None, people=(), topics=None, reading=reading)
    yield from done_in_order(tasks(given, reading, io.BytesIO()), brief, jobs, lambda: False)


def _tables(connection: sqlite3.Connection) -> Sequence[str]:
    found = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    )
    return [name for (name,) in found]


def _indexes(connection: sqlite3.Connection) -> Sequence[str]:
    found = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual'"
    )
    return [name for (name,) in found]


def _rows(connection: sqlite3.Connection, table: str, index: str | None = None) -> Table:
    """Return columns and rows; those of a search index are what it takes from its table."""
    listed = connection.execute(
        "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (index or table,)
    ).fetchall()
    columns = [f'"{name}"' for (name,) in listed]
    read = ["id", *columns] if index else columns
    rows = connection.execute(f"SELECT {', '.join(read)} FROM {table} ORDER BY 1").fetchall()
    return (["rowid", *columns] if index else columns, rows)


def _cpu(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started


def _clock(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


if __name__ == "__main__":
    main()
