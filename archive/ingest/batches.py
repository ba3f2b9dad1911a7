"""What becomes one transaction, cut in the same places whoever read and analysed it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archive.ingest.options import BATCH_CHARACTERS, Options
from archive.ingest.work import Done, Part, Skipped, Unchanged
from archive.records import Note
from archive.store.failures import Failure
from archive.store.write.prepare import Prepared


@dataclass(slots=True)
class Batch:
    """What becomes one transaction, in the order of reading."""

    parts: list[Part] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    characters: int = 0

    def add(self, part: Part) -> None:
        """Add what became of the next document."""
        self.parts.append(part)
        if isinstance(part, Prepared):
            self.characters += len(part.body)

    def is_full(self, documents: int) -> bool:
        """Tell whether it is time for another one."""
        return len(self.parts) >= documents or self.characters >= BATCH_CHARACTERS

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not (self.parts or self.finished)

    def prepared(self) -> list[Prepared]:
        """Return what is to be written: of several documents of one path the last."""
        return list({p.document.path: p for p in self.parts if isinstance(p, Prepared)}.values())

    def failures(self) -> list[Failure]:
        return [part for part in self.parts if isinstance(part, Failure)]

    def skipped(self) -> list[Skipped]:
        return [part for part in self.parts if isinstance(part, Skipped)]

    def notes(self, path: str) -> list[str]:
        return [part.text for part in self.parts if isinstance(part, Note) and part.path == path]

    def unchanged(self) -> list[str]:
        return [part.path for part in self.parts if isinstance(part, Unchanged)]


def batches(analysed: Iterable[Done], options: Options) -> Iterator[Batch]:
    """Yield what is to be written, cut in the same places whatever the number of processes."""
    batch = Batch()
    for done in analysed:
        for part in done.parts:
            batch.add(part)
            if batch.is_full(options.batch):
                yield batch
                batch = Batch()
        batch.finished += done.finished
    if not batch.is_empty:
        yield batch
