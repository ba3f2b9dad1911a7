"""Who does the parts: threads that wait for processes on this machine, or a Dask cluster.

An engine gets parts and yields the number of each that is done. It holds nothing that would be lost
with it: a part is done when its folder is there, so whatever is killed, the same command goes on.
"""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Literal

from archive.dataset.child import dismiss, run_part
from archive.dataset.parts import Part
from archive.errors import StoreError, UsageError
from archive.ingest.work import WorkerConfig

Name = Literal["local", "dask"]

Work = Callable[[Part], int]
Run = Callable[[Sequence[Part]], Generator[int, None, None]]

AHEAD = 2
"""Parts that a worker of a cluster has waiting beside the one that it does."""

LOST_SECONDS = "30s"
"""How long a scheduler is waited for before it counts as gone."""


def local(dataset: Path, config: WorkerConfig, jobs: int) -> Run:
    """Return what does parts on ``jobs`` processes of this machine."""

    def run(parts: Sequence[Part]) -> Generator[int, None, None]:
        waiting = iter(parts)
        with ThreadPoolExecutor(jobs) as threads:
            under_way: set[Future[int]] = set()
            try:
                while True:
                    for part in _some(waiting, jobs - len(under_way)):
                        under_way.add(threads.submit(run_part, dataset, part, config, jobs))
                    if not under_way:
                        return
                    done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    yield from (one.result() for one in done)
            finally:
                dismiss()

    return run


def _some(waiting: Iterator[Part], number: int) -> Iterator[Part]:
    for _ in range(number):
        part = next(waiting, None)
        if part is None:
            return
        yield part


def dask(dataset: Path, config: WorkerConfig, jobs: int, scheduler: str | None) -> Run:
    """Return what does parts on a Dask cluster: that of a scheduler, or one of this machine.

    Raises UsageError where Dask is not installed.
    """
    try:
        import distributed
    except ModuleNotFoundError:
        raise UsageError(
            "the engine dask needs the extra cluster (dask.distributed)",
            hint='pip install "statement-archive[cluster]"',
        ) from None

    def run(parts: Sequence[Part]) -> Generator[int, None, None]:
        with _client(distributed, jobs, scheduler) as client:
            workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            waiting = iter(parts)
            submit = partial(client.submit, run_part, dataset, config=config, pure=False)
            first = [submit(part) for part in _some(waiting, workers * (1 + AHEAD))]
            done = distributed.as_completed(first)
            try:
                for future in done:
                    yield future.result()
                    for part in _some(waiting, 1):
                        done.add(submit(part))
            except (distributed.KilledWorker, OSError, TimeoutError) as error:
                raise _lost(str(error)) from error
            except distributed.CancelledError as error:
                raise _lost("its scheduler is gone") from error

    return run


def _lost(reason: str) -> StoreError:
    return StoreError(
        f"the cluster could not go on: {reason}",
        hint="give the same command again: what is done stays",
    )


@contextmanager
def _client(distributed: Any, jobs: int, scheduler: str | None) -> Iterator[Any]:
    if scheduler is None:
        with (
            distributed.LocalCluster(
                n_workers=jobs, threads_per_worker=1, dashboard_address=None
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout=LOST_SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"no Dask scheduler answers at {scheduler}: {error}") from error
    with client:
        yield client


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1
