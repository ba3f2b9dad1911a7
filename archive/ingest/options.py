"""The options of an ingest, and what it reports."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from archive.pipeline import Known, TopicList
from archive.read import Reading
from archive.store.write.ingests import Status
from archive.vocabulary import Vocabulary, default_vocabulary

BATCH = 1000
"""Documents a transaction. Measured: 100 cost 1.6 times as much as 10,000, 1,000 cost 1.1 times."""

BATCH_CHARACTERS = 1_000_000
"""A batch ends here too, so that memory is bounded whatever the documents' size, and nobody who
wants to write waits for long. Measured, of texts dense with statements: 1,000,000 held the lock for
0.4 to 0.9 s of CPU time, 8,000,000 for 5.3 s, and to store them all took as long either way.
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: documents and failures so far, and bytes of how many (None: unknown).

    ``phase`` names what follows reading; it is at ``step`` of ``steps`` (None: unknown).
    """

    documents: int = 0
    bytes: int = 0
    total: int | None = None
    failed: int = 0
    phase: str | None = None
    step: int = 0
    steps: int | None = None


Tell = Callable[[Progress], None]


def _say_nothing(progress: Progress) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read and analysed.

    ``known`` and ``topics`` are those of the archive where they are not given; topics that are
    given become the archive's. ``again`` analyses unchanged documents too. ``jobs`` processes read
    and analyse; what is stored does not depend on how many. ``skip_unknown``: files of kinds that
    are not read are counted and do not fail.
    """

    vocabulary: Vocabulary = field(default_factory=default_vocabulary)
    known: Known | None = None
    topics: TopicList | None = None
    reading: Reading = field(default_factory=Reading)
    again: bool = False
    batch: int = BATCH
    jobs: int = 1
    skip_unknown: bool = False
    stdin: BinaryIO | None = None
    progress: Tell = _say_nothing


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document; ``reason`` says why it failed or was skipped.

    "noted": what is to be said of a file that was read, in ``reason``.

    ``copies`` counts those that it made: it is another version of an article that the archive
    holds, or articles of the archive became copies of it.
    """

    path: str
    status: Status | Literal["skipped", "noted"]
    reason: str | None = None
    uid: str | None = None
    statements: int = 0
    copies: int = 0


@dataclass(slots=True)
class Summary:
    """The results of a run, counted; statements are those of new and updated documents."""

    new: int = 0
    unchanged: int = 0
    updated: int = 0
    failed: int = 0
    skipped: int = 0
    noted: int = 0
    statements: int = 0
    copies: int = 0

    def add(self, result: Result) -> None:
        """Count one more."""
        setattr(self, result.status, getattr(self, result.status) + 1)
        if result.status in ("new", "updated"):
            self.statements += result.statements
            self.copies += result.copies
