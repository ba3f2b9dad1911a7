"""What a dataset costs: ``python -m tests.benchmarks.cluster [--articles N] [--part-mb MB]``.

Texts are generated (``texts``), and everything is measured in one run, on an idle machine of two
processors or more, so that only ratios need to be believed:

- processor time a document, documents a second by one process, by two, and by two workers of Dask
  beside these (aim: 0.9 of what two processes do);
- what the engine itself takes, client, scheduler and workers, of all processor time (aim: 5 %);
- the most memory that one process has (aim: 250 MB, however much input there is);
- bytes of Parquet a byte of text;
- what the second stage takes, which looks at all parts together, in one process;
- the processor time of ``archive dataset load`` beside that of the same rows stored from memory,
  names joined at the end as by each ingest (aim: 0.7 of its rate), and beside the bulk writer
  alone.
"""

import argparse
import gc
import shutil
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from archive.dataset.folder import WHOLE
from archive.dataset.load import load
from archive.dataset.make import Options, make
from archive.dataset.manifest import read_manifest
from archive.dataset.whole import look_at_all
from archive.ingest import Options as Ingest
from archive.ingest import store
from archive.ingest.work import Done
from archive.read.limits import MB
from archive.store.upkeep.upgrade import upgrade
from archive.vocabulary import default_vocabulary
from tests.benchmarks.ingest import Batches, batches, write
from tests.benchmarks.resident import largest
from tests.benchmarks.texts import Press


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description="Datasets: engines, memory, size and loading.")
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--part-mb", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "articles.jsonl"
        with texts.open("wb") as stream:
            stream.writelines(Press(options.articles).lines(range(options.articles)))
        part = options.part_mb * MB
        print(f"{options.articles:,} articles, {texts.stat().st_size / 1e6:.1f} MB of JSON Lines")
        compare_engines(folder, texts, options.articles, part)
        report_sizes(folder / "two")
        report_second_stage(folder / "two")
        compare_loading(folder, texts)
        report_memory(folder, texts, part)


def compare_engines(folder: Path, texts: Path, articles: int, part: int) -> None:
    """Print documents a second by engine, and the share of the processor that Dask takes."""

    def run(name: str, **settings: Any) -> float:
        options = Options(part_bytes=part, **settings)
        return _clock(partial(make, [str(texts)], folder / name, options))

    started = _of_children()
    one, two = run("one", jobs=1), run("two", jobs=2)
    cpu = (_of_children() - started) / 2 / articles
    print(f"analysis: {cpu * 1000:.1f} ms of processor time a document")
    print(f"one process {articles / one:.0f} documents a second, two {articles / two:.0f};", end="")
    print(f" {one / two:.2f} times as fast with two")
    import distributed

    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        before, started = sum(client.run(process_time).values()), process_time()
        seconds = run("dask", engine="dask", scheduler=cluster.scheduler_address)
        after, ended = sum(client.run(process_time).values()), process_time()
    engine = (after - before) + (ended - started) - _second_stage(folder / "dask")
    print(f"two workers of Dask {articles / seconds:.0f}; {two / seconds:.2f} of two processes")
    share = engine / (engine + cpu * articles)
    print(f"  the engine takes {engine:.1f} s, {share:.1%} of the processor time")


def report_sizes(dataset: Path) -> None:
    """Print bytes of Parquet a byte of text."""
    size = sum(path.stat().st_size for path in dataset.rglob("*.parquet"))
    text = _text(dataset)
    print(f"size: {size / 1e6:.1f} MB, {size / text:.2f} bytes a byte of text")


def report_second_stage(dataset: Path) -> None:
    """Print how fast all parts are looked at together."""
    seconds = _second_stage(dataset)
    rows = sum(1 for _ in _articles(dataset))
    print(f"second stage: {seconds:.1f} s of CPU, {rows / seconds:.0f} documents a second")


def compare_loading(folder: Path, texts: Path) -> None:
    """Print the CPU seconds of loading and of the bulk writer, in turns, and how they compare."""
    ready = batches(texts)
    gc.collect()
    gc.freeze()
    loading, storing, writing = list[float](), list[float](), list[float]()
    for number in range(2):
        loaded, stored, written = (
            folder / f"{name}-{number}.db" for name in ("loaded", "stored", "written")
        )
        for path in (loaded, stored, written):
            upgrade(path)
        storing.append(_cpu(partial(_store, stored, ready)))
        writing.append(_cpu(partial(write, written, ready)))
        loading.append(_cpu(lambda path=loaded: deque(load(folder / "two", path), maxlen=0)))  # type: ignore[misc]
    print(f"load: {min(loading):.2f} s of CPU, the same from memory {min(storing):.2f};", end=" ")
    print(f"{min(storing) / min(loading):.2f} of its rate")
    print(f"  bulk writer alone {min(writing):.2f}; {min(writing) / min(loading):.2f} of its rate")


def report_memory(folder: Path, texts: Path, part: int) -> None:
    """Print the most memory of one process, with as much input and with four times as much."""
    twofold = folder / "more.jsonl"
    with twofold.open("wb") as out:
        for _ in range(4):
            with texts.open("rb") as stream:
                shutil.copyfileobj(stream, out)
    for path in (texts, twofold):
        command = [sys.executable, "-m", "archive", "dataset", "make", str(path), "--jobs", "1"]
        command += ["--part-size", str(max(1, part // MB)), "--out", str(folder / path.stem)]
        print(f"memory: {largest(command):.0f} MB in the largest process, of", end=" ")
        print(f"{path.stat().st_size / 1e6:.1f} MB of input")


def _store(path: Path, ready: Batches) -> None:
    done = [Done(list(batch)) for batch in ready]
    deque(store(lambda *_: iter(done), path, Ingest(), command="", sources=[]), maxlen=0)


def _of_children() -> float:
    """Return the processor seconds of all processes that were started and have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _second_stage(dataset: Path) -> float:
    manifest = read_manifest(dataset)
    shutil.rmtree(dataset / WHOLE)
    return _cpu(lambda: look_at_all(dataset, manifest, default_vocabulary()))


def _articles(dataset: Path) -> Any:
    import pyarrow.parquet as pq

    for path in dataset.glob("parts/*/articles.parquet"):
        yield from pq.read_table(path, columns=["uid"]).column("uid")


def _text(dataset: Path) -> int:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    total = 0
    for table, columns in (("articles", ["title", "body"]), ("statements", ["text"])):
        for path in dataset.glob(f"parts/*/{table}.parquet"):
            for column in pq.read_table(path, columns=columns).columns:
                total += pc.sum(pc.binary_length(column)).as_py() or 0
    return total


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
