"""Files -> documents -> articles -> the archive, a batch at a time; one result a document.

A document that cannot be read, analysed or stored is a result with a reason, recorded in failures;
the others go on. A result is given only after its batch is committed: what was told is safe.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from archive.errors import SourceError
from archive.extract.speakers import Known
from archive.extract.topics import Topic, TopicList, checked, tags, topics_of
from archive.pipeline import analyse
from archive.read import read, read_bytes, walk
from archive.records import Article, Document
from archive.store.connect import Connection, open_for_reading, open_for_writing
from archive.store.ingests import Failure, Status, begin_ingest, end_ingest
from archive.store.people import known_people
from archive.store.plan import known_unchanged, plan
from archive.store.topics import Origin, import_topics, load_topics, retag, topics_origin
from archive.store.write import Outcome, write_or_refuse
from archive.vocabulary import Vocabulary, default_vocabulary

STDIN = "-"

BATCH = 500
"""Documents a transaction. Measured: 100 cost 1.6 times as much as 10,000, 1,000 cost 1.1 times."""

BATCH_CHARACTERS = 8_000_000
"""A batch ends here too, so that memory is bounded whatever the documents' size."""

Progress = Callable[[int, int], None]
"""Told after each document how many are done, and of how many as far as is known."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document; ``reason`` says why it failed."""

    path: str
    status: Status
    reason: str | None = None
    uid: str | None = None
    statements: int = 0


@dataclass(slots=True)
class Summary:
    """The results of a run, counted; speakers and topics are those of new and updated ones."""

    new: int = 0
    unchanged: int = 0
    updated: int = 0
    failed: int = 0
    statements: int = 0

    def add(self, result: Result) -> None:
        """Count one more."""
        setattr(self, result.status, getattr(self, result.status) + 1)
        if result.status in ("new", "updated"):
            self.statements += result.statements


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read and analysed.

    ``known`` and ``topics`` are those of the archive where they are not given; topics that are
    given become the archive's. ``again`` analyses unchanged documents too.
    """

    vocabulary: Vocabulary = field(default_factory=default_vocabulary)
    known: Known | None = None
    topics: TopicList | None = None
    encoding: str | None = None
    again: bool = False
    batch: int = BATCH
    stdin: BinaryIO | None = None


@dataclass(slots=True)
class _Batch:
    """Documents that were read, and those that could not be."""

    documents: list[Document] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    characters: int = 0

    def add(self, one: Document | Failure) -> None:
        if isinstance(one, Document):
            self.documents.append(one)
            self.characters += len(one.text)
        else:
            self.failures.append(one)

    def is_full(self, documents: int) -> bool:
        count = len(self.documents) + len(self.failures)
        return count >= documents or self.characters >= BATCH_CHARACTERS


@dataclass(slots=True)
class _Pace:
    """How far a run is, whom to tell, and whether it is to end after this batch."""

    total: int
    tell: Progress
    interrupted: Callable[[], bool] = lambda: False
    done: int = 0

    def step(self, documents: int = 1) -> None:
        if documents:
            self.done += documents
            self.tell(self.done, max(self.total, self.done))


def ingest(
    paths: Sequence[str],
    database: Path,
    options: Options | None = None,
    *,
    dry_run: bool = False,
    command: str = "",
    progress: Progress = lambda done, total: None,
) -> Iterator[Result]:
    """Take in files, folders (sorted, recursively) and "-", and yield what became of each document.

    Running it again adds nothing. With ``dry_run`` nothing is written. ``command`` is kept with
    the run. An interrupt (Ctrl-C) stores what was read so far and then raises KeyboardInterrupt; a
    second one raises at once, and the batch is not stored. Raises StoreError where the database
    cannot be used.
    """
    options = options or Options()
    files = _files(paths)
    if dry_run:
        yield from _without_writing(files, database, options, _Pace(len(files), progress))
        return
    with open_for_writing(database) as connection, _deferred_interrupt() as interrupted:
        pace = _Pace(len(files), progress, interrupted)
        options = _prepared(connection, options)
        run = begin_ingest(connection, command)
        try:
            for batch in _batches(files, options):
                yield from _store(connection, batch, run, options, pace)
                if interrupted():
                    raise KeyboardInterrupt
        finally:
            end_ingest(connection, run)


def retag_all(
    database: Path,
    topics: TopicList | None = None,
    progress: Callable[[int], None] = lambda articles: None,
) -> int:
    """Tag all statements anew, with other topics where they are given; return how many tags.

    ``progress`` is told how many articles each step took in.
    """
    with open_for_writing(database, create=False) as connection:
        with connection.begin():
            if topics:
                import_topics(connection, topics.topics)
            topics = stored_topics(connection)
        return retag(connection, partial(tags, topics=topics), progress)


def stored_topics(connection: Connection) -> TopicList:
    """Return the archive's own vocabulary of topics, ready for tagging."""
    rows = load_topics(connection)
    return checked(
        (
            Topic(
                slug=row.slug,
                label=row.label,
                parent=row.parent,
                definition=row.definition,
                terms=row.terms,
                exclusions=row.exclusions,
                iptc=row.iptc,
                eurovoc=row.eurovoc,
            )
            for row in rows
        ),
        "the archive's topics",
    )


def _prepared(connection: Connection, options: Options) -> Options:
    """Fill in who is known and which topics there are; put new topics to use everywhere."""
    known = options.known
    with connection.begin():
        if known is None:
            known = Known(known_people(connection))
        if options.topics is None and topics_origin(connection) == "import":
            return replace(options, known=known, topics=stored_topics(connection))
        topics = options.topics or topics_of(options.vocabulary)
        origin: Origin = "import" if options.topics else "shipped"
        changed = import_topics(connection, topics.topics, origin)
    if changed:
        retag(connection, partial(tags, topics=topics))
    return replace(options, known=known, topics=topics)


def _files(paths: Sequence[str]) -> list[Path | None]:
    """Return what is to be read, each file once, by absolute path; None is standard input."""
    found: dict[Path | None, None] = {}
    for path in paths:
        if path == STDIN:
            found[None] = None
        else:
            # Not `resolve`: a link keeps its own name.
            absolute = Path(os.path.abspath(path))  # noqa: PTH100
            found |= {entry.path: None for entry in walk([absolute]) if entry.skipped is None}
    return list(found)


def _batches(files: Sequence[Path | None], options: Options) -> Iterator[_Batch]:
    batch = _Batch()
    for file in files:
        for one in _read(file, options):
            batch.add(one)
            if batch.is_full(options.batch):
                yield batch
                batch = _Batch()
    if batch.documents or batch.failures:
        yield batch


def _read(file: Path | None, options: Options) -> Iterator[Document | Failure]:
    """Yield a file's documents, known by absolute path, and the fault that ended the reading."""
    name = STDIN if file is None else str(file)
    try:
        if file is not None:
            yield from read(file, encoding=options.encoding)
            return
        source = options.stdin or sys.stdin.buffer
        for document in read_bytes(source.read(), STDIN, encoding=options.encoding):
            yield replace(document, path=f"stdin:{document.sha256}")
    except SourceError as error:
        yield Failure(_printable(name), error.message, type(error).__name__)


def _store(
    connection: Connection, batch: _Batch, run: int, options: Options, pace: _Pace
) -> Iterator[Result]:
    unchanged = set[str]()
    if not options.again:
        with connection.begin():
            unchanged = known_unchanged(connection, batch.documents)
    pace.step(len(unchanged) + len(batch.failures))
    wanted = _each_path_once(one for one in batch.documents if one.path not in unchanged)
    analysed, failures = _analysed(wanted, options, pace)
    outcomes, refused = write_or_refuse(
        connection,
        analysed,
        ingest=run,
        unchanged=sorted(unchanged),
        failures=[*batch.failures, *failures],
        again=options.again,
    )
    results = [Result(path, "unchanged") for path in unchanged]
    results += _results(outcomes, [*batch.failures, *failures, *refused])
    yield from _as_read(batch, results)


def _analysed(
    documents: Iterable[Document], options: Options, pace: _Pace
) -> tuple[list[tuple[Document, Article]], list[Failure]]:
    """Analyse each until interrupted; a fault of ours in one must not cost the others."""
    analysed, failures = [], []
    known = options.known or Known()
    for document in documents:
        if pace.interrupted():
            break
        try:
            article = analyse(document, options.vocabulary, known, options.topics)
        except Exception as error:
            reason = f"the analysis failed: {type(error).__name__}: {error}"
            failures.append(Failure(document.path, reason, type(error).__name__))
        else:
            analysed.append((document, article))
        pace.step()
    return analysed, failures


def _each_path_once(documents: Iterable[Document]) -> Iterable[Document]:
    """Keep the last of several documents of one path."""
    return {one.path: one for one in documents}.values()


def _results(outcomes: Iterable[Outcome], failures: Iterable[Failure]) -> list[Result]:
    return [
        *(Result(one.path, one.status, None, one.uid, one.statements) for one in outcomes),
        *(Result(one.path, "failed", one.reason) for one in failures),
    ]


def _as_read(batch: _Batch, results: Iterable[Result]) -> Iterator[Result]:
    """Yield results in the order in which the documents were read, those not readable last."""
    by_path = {one.path: one for one in results}
    order = [*(one.path for one in batch.documents), *(one.path for one in batch.failures)]
    return (by_path[path] for path in dict.fromkeys(order) if path in by_path)


def _without_writing(
    files: Sequence[Path | None], database: Path, options: Options, pace: _Pace
) -> Iterator[Result]:
    """Say what would become of each document; compare with the archive where there is one."""
    if not database.exists():
        for batch in _batches(files, options):
            yield from _foreseen(None, batch, options, pace)
        return
    with open_for_reading(database) as connection:
        known = options.known or Known(known_people(connection))
        options = replace(options, known=known)
        for batch in _batches(files, options):
            yield from _foreseen(connection, batch, options, pace)


def _foreseen(
    connection: Connection | None, batch: _Batch, options: Options, pace: _Pace
) -> Iterator[Result]:
    analysed, failures = _analysed(_each_path_once(batch.documents), options, pace)
    if connection is None:
        outcomes = [
            Outcome(document.path, "new", "", len(article.statements))
            for document, article in analysed
        ]
    else:
        outcomes = [
            Outcome(one.document.path, one.status, one.uid, len(one.article.statements))
            for one in plan(connection, analysed, again=options.again)
        ]
    yield from _as_read(batch, _results(outcomes, [*batch.failures, *failures]))


@contextmanager
def _deferred_interrupt() -> Iterator[Callable[[], bool]]:
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


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
