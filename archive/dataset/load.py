"""Load a dataset into an archive: its rows go the way that those of an ingest go.

What is stored, who is one person and what is a copy is decided by the code of ``archive ingest``,
of the same documents in the same order, so both come to the same archive.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

from archive.dataset.manifest import Manifest, check_part, vocabulary_digest, whole_manifest
from archive.dataset.read import read_part
from archive.dataset.selection import Selection, selection
from archive.errors import UsageError
from archive.ingest import Options, Progress, Result, store
from archive.ingest.work import Done, WorkerConfig
from archive.query import Node
from archive.store.write.prepare import Prepared

Stopped = Callable[[], bool]


def load(
    dataset: Path,
    database: Path,
    options: Options | None = None,
    *,
    where: Node | None = None,
    today: date | None = None,
    command: str = "",
) -> Generator[Result, None, None]:
    """Store the documents of a dataset, and yield what became of each.

    ``where`` stores those alone whose articles a query finds. Doing it again adds nothing. Raises
    StoreError for a dataset that is not whole or is damaged, and UsageError where ``options`` have
    another vocabulary than it was made with.
    """
    options = options or Options()
    manifest = whole_manifest(dataset)
    if vocabulary_digest(options.vocabulary.folder) != manifest.settings["vocabulary"]:
        raise UsageError(
            f"{dataset} was made with another vocabulary",
            hint="give the same one: --vocabulary FOLDER",
        )
    options = replace(options, topics=options.topics or manifest.given_topics())
    chosen = nullcontext() if where is None else selection(where, today or date.today(), options)
    with chosen as wanted:

        def read(config: WorkerConfig, stopped: Stopped) -> Iterator[Done]:
            return _analysed(dataset, manifest, wanted, options, stopped)

        # What was named is the dataset, wherever it lies now.
        sources = [str(dataset.resolve()), *([] if where is None else [repr(where)])]
        yield from store(read, database, options, command=command, sources=sources)


def _analysed(
    dataset: Path,
    manifest: Manifest,
    wanted: Selection | None,
    options: Options,
    stopped: Stopped,
) -> Iterator[Done]:
    """Yield what a dataset holds, a row group at a time, telling how far it is."""
    total, read, documents = sum(part.size for part in manifest.parts), 0, 0
    unknown: list[UsageError] = []
    for part in manifest.parts:
        check_part(dataset, manifest, part)
        paths = None
        if wanted:
            try:
                paths = wanted.paths(dataset, part)
            except UsageError as error:  # a name that other parts may have
                unknown.append(error)
                paths = frozenset()
        for done in read_part(dataset, part):
            if paths is not None:
                done = Done([one for one in done.parts if _path(one) in paths])
            documents += len(done.parts)
            yield done
            if stopped():
                return
        read += part.size
        options.progress(Progress(documents, read, total))
    if unknown and len(unknown) == len(manifest.parts):
        raise unknown[0]


def _path(part: object) -> str | None:
    return part.document.path if isinstance(part, Prepared) else None
