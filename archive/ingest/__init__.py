"""Files -> documents -> articles -> the archive, a batch at a time; one result a document.

Reading and analysis happen in as many processes as are asked for, writing in one. A document that
cannot be read, analysed or stored is a result with a reason, recorded in failures; the others go
on. A result is given only after its batch is committed: what was reported is safe.
"""

import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

from archive.ingest.batches import Batch, batches
from archive.ingest.joining import AffectedNames, join_all
from archive.ingest.options import Options, Progress, Result, Summary
from archive.ingest.packages import folders_of, restore, restore_listed
from archive.ingest.processes import done_in_order
from archive.ingest.tasks import File, files, sources, tasks
from archive.ingest.topics import retag_all, stored_topics, topics_in_use
from archive.ingest.work import Done, Part, WorkerConfig
from archive.pipeline import TopicList
from archive.records import KnownPerson
from archive.store.connect import open_for_reading
from archive.store.engine import Connection
from archive.store.failures import Failure
from archive.store.people.known import known_people
from archive.store.upkeep.create import open_or_create
from archive.store.write.batch import Outcome, outcome, write_or_refuse
from archive.store.write.ingests import begin_ingest, end_ingest, has_interrupted
from archive.store.write.plan import plan
from archive.store.write.prepare import Prepared

__all__ = [
    "Analysed",
    "Options",
    "Progress",
    "Result",
    "Summary",
    "ingest",
    "retag_all",
    "store",
    "stored_topics",
]

Stopped = Callable[[], bool]

Analysed = Callable[[WorkerConfig, Stopped], Iterator[Done]]
"""Gives what is to be stored, told what the archive knows and whether an interrupt came."""

PATIENCE_SECONDS = 60.0
"""How long an ingest waits for another's batches before it gives up: nobody sits before it."""

PAUSE_SECONDS = 0.12
"""For how long others can write between two batches, at the most. While it waits, SQLite looks for
the lock ten times a second: without a pause one ingest on many processes kept it to its end.
"""


def ingest(
    paths: Sequence[str],
    database: Path,
    options: Options | None = None,
    *,
    dry_run: bool = False,
    command: str = "",
) -> Generator[Result, None, None]:
    """Take in files, folders (sorted, recursively) and "-", and yield what became of each document.

    Running it again adds nothing. With ``dry_run`` nothing is written. ``command`` is kept with
    the run. An interrupt (Ctrl-C) stores what was read so far and then raises KeyboardInterrupt; a
    second one raises at once, and the batch is not stored. Raises StoreError where the database
    cannot be used.
    """
    options = options or Options()
    given = files(paths, options.reading)

    def analysed(config: WorkerConfig, stopped: Stopped) -> Iterator[Done]:
        return _reported(_done(given, config, options, stopped), given, options)

    def restored(connection: Connection) -> None:
        restore(connection, folders_of(given), options.reading)
        restore_listed(connection, given, options.reading)

    if dry_run:
        yield from _without_writing(analysed, database, options)
    else:
        yield from store(
            analysed,
            database,
            options,
            command=command,
            sources=sources(paths),
            before=restored,
        )


def store(
    analysed: Analysed,
    database: Path,
    options: Options,
    *,
    command: str,
    sources: Sequence[str],
    before: Callable[[Connection], None] = lambda connection: None,
) -> Generator[Result, None, None]:
    """Store what is analysed, batch by batch, and say at the end who is one person.

    ``sources`` name what it comes from: a run that was interrupted goes on where they are the same.
    ``before`` is called once topics are there and before anything is analysed.
    """
    opened = open_or_create(database, patience=PATIENCE_SECONDS)
    with opened as connection, _deferred_interrupt() as stopped:
        topics = topics_in_use(connection, options.topics, options.vocabulary)
        before(connection)
        run, known = begin_ingest(connection, command, sources)
        people = options.known.people if options.known is not None else known
        # What an interrupted run has met is not known any more.
        affected = AffectedNames(everybody=has_interrupted(connection, run))
        whole = False
        try:
            config = _config(database, options, people, topics)
            pauses = _WritePauses()
            for batch in batches(analysed(config, stopped), options):
                with pauses.next():
                    results = _store(connection, batch, run, options)
                affected.add(batch.prepared())
                yield from results
            if stopped():
                raise KeyboardInterrupt

            def tell(phase: str, step: int, steps: int | None) -> None:
                options.progress(Progress(phase=phase, step=step, steps=steps))

            join_all(connection, options.vocabulary, affected.words, tell)
            whole = True
        finally:
            end_ingest(connection, run, whole=whole)


def _config(
    database: Path | None,
    options: Options,
    people: tuple[KnownPerson, ...],
    topics: TopicList | None,
) -> WorkerConfig:
    return WorkerConfig(
        database=None if options.again else database,
        vocabulary=options.vocabulary.folder,
        people=people,
        topics=topics,
        reading=options.reading,
        skip_unknown=options.skip_unknown,
    )


def _done(
    given: Sequence[File], config: WorkerConfig, options: Options, stopped: Stopped
) -> Iterator[Done]:
    stdin = options.stdin or sys.stdin.buffer
    dealt = tasks(given, options.reading, stdin)
    with closing(done_in_order(dealt, config, options.jobs, stopped)) as results:
        yield from results


def _reported(results: Iterable[Done], given: Sequence[File], options: Options) -> Iterator[Done]:
    """Pass results on, telling how far they go."""
    unknown = any(file.path is None for file in given)
    total = None if unknown else sum(file.size for file in given)
    documents = read = failed = 0
    for done in results:
        documents += len(done.parts)
        failed += sum(isinstance(part, Failure) for part in done.parts)
        read += done.size
        options.progress(Progress(documents, read, total, failed))
        yield done


class _WritePauses:
    """Leaves a pause after each batch, as long as it took or a little longer than others sleep."""

    def __init__(self) -> None:
        self._over = 0.0

    @contextmanager
    def next(self) -> Iterator[None]:
        started = max(time.monotonic(), self._over)
        time.sleep(max(0.0, self._over - time.monotonic()))
        yield
        ended = time.monotonic()
        self._over = ended + min(PAUSE_SECONDS, ended - started)


def _store(connection: Connection, batch: Batch, run: int, options: Options) -> Iterator[Result]:
    failures = batch.failures()
    outcomes, refused = write_or_refuse(
        connection,
        batch.prepared(),
        ingest=run,
        unchanged=batch.unchanged(),
        failures=failures,
        finished=batch.finished,
        again=options.again,
    )
    return _results(batch, outcomes, refused)


def _results(
    batch: Batch, outcomes: Iterable[Outcome], refused: Iterable[Failure] = ()
) -> Iterator[Result]:
    """Yield results in the order of reading, each path once."""
    by_path = {one.path: Result(one.path, "failed", one.reason) for one in batch.failures()}
    by_path |= {one.path: Result(one.path, "skipped", one.reason) for one in batch.skipped()}
    by_path |= {path: Result(path, "unchanged") for path in batch.unchanged()}
    by_path |= {
        one.path: Result(one.path, one.status, None, one.uid, one.statements, one.copies)
        for one in outcomes
    }
    by_path |= {one.path: Result(one.path, "failed", one.reason) for one in refused}
    for path in dict.fromkeys(map(_path, batch.parts)):
        yield from (Result(path, "noted", text) for text in batch.notes(path))
        if path in by_path:
            yield by_path[path]


def _path(part: Part) -> str:
    return part.document.path if isinstance(part, Prepared) else part.path


def _without_writing(analysed: Analysed, database: Path, options: Options) -> Iterator[Result]:
    """Say what would become of each document; compare with the archive where there is one."""
    if not database.exists():
        people = options.known.people if options.known else ()
        config = _config(None, options, people, options.topics)
        for batch in batches(analysed(config, lambda: False), options):
            yield from _results(batch, [_as_new(one) for one in batch.prepared()])
        return
    with open_for_reading(database) as connection:
        people = options.known.people if options.known else known_people(connection)
        topics = options.topics or stored_topics(connection)
        config = _config(database, options, people, topics if topics.topics else None)
        for batch in batches(analysed(config, lambda: False), options):
            planned = plan(connection, batch.prepared(), again=options.again)
            yield from _results(batch, [outcome(one) for one in planned])


def _as_new(one: Prepared) -> Outcome:
    return Outcome(one.document.path, "new", "", len(one.statements))


@contextmanager
def _deferred_interrupt() -> Iterator[Stopped]:
    """Let the first Ctrl-C wait until the batch is stored; the second one doesn't wait."""
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return
    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
