"""The work on one task: read, leave out what is known, analyse, lay out as rows.

It needs nothing but the task and what it was begun with, so any process can do it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import UnknownKindError
from archive.ingest.tasks import Task
from archive.pipeline import Known, TopicList, analyse, unanalysed
from archive.read import Reading, read_all
from archive.read.files import printable
from archive.read.timing import time_limit
from archive.records import Document, KnownPerson, Note, Unread
from archive.store.connect import open_for_reading
from archive.store.failures import Failure
from archive.store.write.plan import known_unchanged
from archive.store.write.prepare import Prepared, prepare
from archive.vocabulary import vocabulary_of


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A document that the archive holds already, byte by byte."""

    path: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a kind that is not read, where the user wants none of them to fail."""

    path: str
    reason: str


Part = Prepared | Unchanged | Failure | Skipped | Note


@dataclass(slots=True)
class Done:
    """What a task came to, in the order of reading, and the files that were read to their end."""

    parts: list[Part] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    size: int = 0


@dataclass(frozen=True, slots=True)
class WorkerConfig:
    """All that a process has to know to do tasks; ``database`` is None where nothing is known.

    ``vocabulary`` is the user's folder.
    """

    database: Path | None
    vocabulary: Path | None
    people: tuple[KnownPerson, ...]
    topics: TopicList | None
    reading: Reading
    skip_unknown: bool = False


class Analyst:
    """Does tasks, one after another."""

    def __init__(self, config: WorkerConfig) -> None:
        """Make the index of who is known, once."""
        self._config = config
        self._vocabulary = vocabulary_of(config.vocabulary)
        self._known = Known(config.people)

    def do(self, task: Task) -> Done:
        """Do all of a task; what cannot be done is a failure among the parts."""
        read, finished = [*task.documents], [*task.finished]
        for file in task.files:
            found = list(read_all(Path(file), self._config.reading))
            read += found
            name = printable(file)
            if not any(isinstance(one, Unread) and one.path == name for one in found):
                finished.append(name)
        documents = [one for one in read if isinstance(one, Document)]
        unchanged = self._unchanged(documents)
        done = Done(finished=finished, size=task.size)
        for one in read:
            if isinstance(one, Note):
                done.parts.append(one)
            elif isinstance(one, Unread):
                part = self._unread(one)
                done.parts.append(part)
                done.finished += [part.path] * isinstance(part, Skipped)
            elif one.path in unchanged:
                done.parts.append(Unchanged(one.path))
            else:
                done.parts += self._analysed(one)
        return done

    def _unread(self, one: Unread) -> Failure | Skipped:
        if self._config.skip_unknown and one.error_class == UnknownKindError.__name__:
            return Skipped(one.path, one.reason)
        return Failure(one.path, one.reason, one.error_class)

    def _unchanged(self, documents: Sequence[Document]) -> set[str]:
        if self._config.database is None or not documents:
            return set()
        with open_for_reading(self._config.database) as connection:
            return known_unchanged(connection, documents)

    def _analysed(self, document: Document) -> Iterator[Part]:
        """Analyse a document; a fault of ours in one must not cost the others."""
        try:
            with time_limit(self._config.reading.limits.seconds, len(document.text)):
                article = analyse(document, self._vocabulary, self._known, self._config.topics)
                ready = prepare(document, article)
        except Exception as error:
            unread: Sequence[Unread] = [unanalysed(document, error)]
        else:
            unread = article.unread
            yield ready
        for one in unread:
            yield Failure(one.path, one.reason, one.error_class)
