"""Load a dataset into an archive: its rows go the way that those of an ingest go.

What is stored, who is one person and what is a copy is decided by the code of ``archive ingest``,
of the same documents in the same order, so both come to the same archive.
"""

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.dataset.manifest import Manifest, check_part, vocabulary_digest, whole_manifest
from archive.dataset.read import read_part
from archive.errors import UsageError
from archive.ingest import Options, Progress, Result, store
from archive.ingest.work import Done, WorkerConfig


def load(
    dataset: Path, database: Path, options: Options | None = None, *, command: str = ""
) -> Generator[Result, None, None]:
    """Store the documents of a dataset, and yield what became of each.

    Doing it again adds nothing. Raises StoreError for a dataset that is not whole or is damaged,
    and UsageError where ``options`` have another vocabulary than it was made with.
    """
    options = options or Options()
    manifest = whole_manifest(dataset)
    if vocabulary_digest(options.vocabulary.folder) != manifest.settings["vocabulary"]:
        raise UsageError(
            f"{dataset} was made with another vocabulary",
            hint="give the same one: --vocabulary FOLDER",
        )
    options = replace(options, topics=options.topics or manifest.given_topics())

    def read(config: WorkerConfig, stopped: object) -> Iterator[Done]:
        return analysed(dataset, manifest, options, stopped)

    # What was named is the dataset, wherever it lies now.
    yield from store(read, database, options, command=command, sources=[str(dataset.resolve())])


def analysed(
    dataset: Path, manifest: Manifest, options: Options, stopped: Any = lambda: False
) -> Iterator[Done]:
    """Yield what a dataset holds, a row group at a time, telling how far it is."""
    total, read, documents = sum(part.size for part in manifest.parts), 0, 0
    for part in manifest.parts:
        check_part(dataset, manifest, part)
        for done in read_part(dataset, part):
            documents += len(done.parts)
            yield done
            if stopped():
                return
        read += part.size
        options.progress(Progress(documents, read, total))
