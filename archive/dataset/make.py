"""Make a dataset: deal the input out, have the parts done, and look at all of them together.

There is no state but the folder itself. Whoever is killed, whatever runs twice or at the same time
as another, the same command ends with the same dataset as one undisturbed run.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from archive.dataset import engines
from archive.dataset.folder import MANIFEST, part_folder, sweep
from archive.dataset.manifest import (
    Manifest,
    begun,
    counts_of,
    end,
    missing_parts,
    read_manifest,
    settings_of,
    whole_manifest,
)
from archive.dataset.parts import PART_BYTES, deal, find_input
from archive.dataset.whole import look_at_all
from archive.errors import UsageError
from archive.ingest.options import Progress
from archive.ingest.work import WorkerConfig
from archive.pipeline import TopicList
from archive.read import Reading
from archive.store.failures import Failure
from archive.vocabulary import vocabulary_of


def _say_nothing(progress: Progress) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Options:
    """How a dataset is made; nothing but the first four changes what is in it.

    ``share`` (K, N) does only each N-th part, the K-th first: what the K-th of N processes that
    start together takes on. ``scheduler`` is the address of a Dask cluster.
    """

    vocabulary: Path | None = None
    topics: TopicList | None = None
    reading: Reading = field(default_factory=Reading)
    skip_unknown: bool = False
    engine: engines.Name = "local"
    scheduler: str | None = None
    jobs: int = 1
    share: tuple[int, int] | None = None
    part_bytes: int = PART_BYTES
    progress: Callable[[Progress], None] = _say_nothing


@dataclass(frozen=True, slots=True)
class Made:
    """What a run came to: parts done by it, those still missing, and rows of all by table."""

    done: int
    missing: int
    parts: int
    counts: dict[str, int]


def make(paths: Sequence[str], dataset: Path, options: Options) -> Made:
    """Make a dataset, or what is missing of it, and return what it holds then.

    Raises UsageError for input and settings other than those that it was begun with, and
    StoreError where it cannot be written or a cluster is lost: then the same call goes on.
    """
    manifest = _begun(paths, dataset, options)
    left = missing_parts(dataset, manifest.parts)
    mine = left
    if options.share is not None:
        first, step = options.share
        mine = [part for part in left if part.number % step == first - 1]
    config = WorkerConfig(
        database=None,
        vocabulary=options.vocabulary,
        people=(),
        topics=options.topics,
        reading=options.reading,
        skip_unknown=options.skip_unknown,
    )
    size = {part.number: part.size for part in manifest.parts}
    total, done = sum(size[part.number] for part in mine), 0
    if mine:
        with closing(_engine(dataset, config, options)(mine)) as numbers:
            for number in numbers:
                done += size[number]
                options.progress(Progress(bytes=done, total=total))
    left = missing_parts(dataset, manifest.parts)
    if not left and not manifest.is_whole:
        options.progress(Progress(phase="comparing names and texts"))
        look_at_all(dataset, manifest, vocabulary_of(options.vocabulary))
        end(dataset, manifest)
        sweep(dataset)
    return Made(len(mine), len(left), len(manifest.parts), counts_of(dataset, manifest.parts))


def failures(dataset: Path) -> Iterator[Failure]:
    """Yield what of a whole dataset's input could not be taken in."""
    for part in whole_manifest(dataset).parts:
        path = part_folder(dataset, part.name) / "failures.parquet"
        for row in pq.read_table(path).to_pylist():
            if row["status"] == "failed":
                yield Failure(row["path"], row["reason"], row["error_class"])


def _begun(paths: Sequence[str], dataset: Path, options: Options) -> Manifest:
    settings = settings_of(
        options.reading, options.vocabulary, options.topics, skip_unknown=options.skip_unknown
    )
    given = find_input(paths, options.reading)
    if (dataset / MANIFEST).exists():
        parts = read_manifest(dataset).parts
    else:
        parts = tuple(deal(given.files, options.reading, options.part_bytes))
    topics = tuple(map(asdict, options.topics.topics)) if options.topics else None
    manifest = begun(dataset, Manifest(given.stamp, settings, parts, topics))
    if manifest.input != given.stamp:
        raise UsageError(
            f"{dataset} was begun with other input, or its files have changed since",
            hint="name a new folder: to add articles, load both datasets into one archive",
        )
    return manifest


def _engine(dataset: Path, config: WorkerConfig, options: Options) -> engines.Run:
    if options.engine == "dask":
        return engines.dask(dataset, config, options.jobs, options.scheduler)
    return engines.local(dataset, config, options.jobs)
