"""Two ingests of the same files at the same time, with a reader and a third who writes.

They begin with the making of the file. Nothing is stored twice, nobody is told that the database
is locked, and nobody waits long: a writer under 5 s, which is when it would be told so, a reader
under 0.5 s. What is measured is the time asleep: not that in which a busy machine did other work.
The normal run tries it once, ``poe survive`` twenty times.
"""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from archive.store.connect import open_for_reading
from archive.store.engine import open_for_writing
from tests.survive.conftest import Tell
from tests.survive.runs import Held, Ingest, check_mended, held, paths

WRITER_WAITS, READER_WAITS = 5.0, 0.5
"""Seconds, promised."""


class Waits:
    """Somebody who does the same thing over and over, and the longest wait in it."""

    def __init__(self, database: Path, action: Callable[[Path], float]) -> None:
        self._database, self._action = database, action
        self._done = False
        self.count, self.longest = 0, 0.0
        self.fault: BaseException | None = None
        self._thread = Thread(target=self._run)
        self._thread.start()

    def end(self) -> None:
        self._done = True
        self._thread.join()
        if self.fault is not None:
            raise self.fault

    def _run(self) -> None:
        try:
            while not self._done:
                self.longest = max(self.longest, self._action(self._database))
                self.count += 1
                time.sleep(0.01)
        except BaseException as fault:
            self.fault = fault


def awake() -> float:
    """Return the seconds for which this thread ran, or would have on a free processor."""
    try:
        ran, queued, _ = Path("/proc/thread-self/schedstat").read_text().split()
    except OSError:
        return 0.0  # no Linux: then all of the time counts
    return (int(ran) + int(queued)) / 1e9


def asleep() -> float:
    """Return seconds of which differences tell how long this thread waited for something."""
    return time.monotonic() - awake()


def reading(database: Path) -> float:
    """Open the archive, read in it, and return for how long that waited."""
    started = asleep()
    with open_for_reading(database) as connection:
        connection.execute("SELECT count(*) FROM v_statements WHERE text > ''").fetchone()
    return asleep() - started


def writing(database: Path) -> float:
    """Ask for the right to write, and return for how long that waited."""
    with open_for_writing(database) as connection:
        started = asleep()
        with connection.begin():
            waited = asleep() - started
            connection.exec_driver_sql("UPDATE topics SET statements = statements")
    return waited


@pytest.mark.parametrize(
    "trials", [1, pytest.param(20, marks=pytest.mark.survive)], ids=["one", "all"]
)
def test_two_ingests_at_once_double_nothing_and_nobody_waits_long(
    tmp_path: Path, texts: Path, undisturbed: Held, trials: int, tell: Tell
) -> None:
    reads = writes = 0
    reader_waited = writer_waited = 0.0
    for trial in range(trials):
        database = tmp_path / f"{trial}.db"
        ingests = [Ingest(database, texts), Ingest(database, texts)]
        ingests[0].tells(1)  # there is something to read now
        reader, writer = Waits(database, reading), Waits(database, writing)
        codes = [ingest.ended() for ingest in ingests]
        reader.end()
        writer.end()

        assert codes == [0, 0], [ingest.said for ingest in ingests]
        assert sorted(paths(database)) == sorted(ingests[0].told) == sorted(ingests[1].told)
        assert held(database) == undisturbed
        check_mended(database, texts, undisturbed)
        reads, writes = reads + reader.count, writes + writer.count
        reader_waited = max(reader_waited, reader.longest)
        writer_waited = max(writer_waited, writer.longest)

    assert reads > trials
    assert writes > trials
    assert reader_waited < READER_WAITS
    assert writer_waited < WRITER_WAITS
    tell(
        f"two ingests of the same files at once, {trials} times: nothing doubled; the longest wait"
        f" of {reads} readings {reader_waited:.2f} s, of {writes} other writers"
        f" {writer_waited:.2f} s"
    )
