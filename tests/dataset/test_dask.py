"""On a Dask cluster, whose workers and scheduler may die, the dataset is the same."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.dataset.make import Options, make
from archive.errors import StoreError, UsageError
from tests.dataset.conftest import PART_BYTES
from tests.dataset.rows import hashes

distributed = pytest.importorskip("distributed")

# Dask and what it stands on warn of each other and of their own streams.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        yield cluster


def test_a_worker_is_killed(cluster: Any, dataset: Path, texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    pid = next(iter(cluster.workers.values())).pid

    def kill() -> None:
        while not list(out.glob("parts/*")):
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    options = Options(part_bytes=PART_BYTES, engine="dask", scheduler=cluster.scheduler_address)
    made = make([str(texts)], out, options)
    killer.join()

    assert made.missing == 0
    assert hashes(out) == hashes(dataset)


def test_no_scheduler_answers(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.dataset.engines.LOST_SECONDS", "1s")
    options = Options(engine="dask", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        make([str(texts)], tmp_path / "out", options)


@pytest.mark.survive
def test_the_scheduler_is_killed(dataset: Path, texts: Path, tmp_path: Path) -> None:
    """What is done stays, and any other engine does the rest."""
    file, out = tmp_path / "scheduler.json", tmp_path / "out"
    address = ["--scheduler-file", str(file)]
    python = [sys.executable, "-m", "distributed.cli"]
    scheduler = subprocess.Popen([*python[:2], "distributed.cli.dask_scheduler", "--port", "0",
                                  "--no-dashboard", *address])  # fmt: skip
    worker = subprocess.Popen([*python[:2], "distributed.cli.dask_worker", "--nworkers", "2",
                               "--nthreads", "1", "--death-timeout", "60", *address])  # fmt: skip
    try:
        while not file.exists():
            time.sleep(0.05)
        import json

        where = json.loads(file.read_text("utf-8"))["address"]

        def kill() -> None:
            while not list(out.glob("parts/*")):
                time.sleep(0.01)
            scheduler.kill()

        killer = threading.Thread(target=kill)
        killer.start()
        options = Options(part_bytes=PART_BYTES, engine="dask", scheduler=where)
        with pytest.raises(StoreError, match="the cluster could not go on"):
            make([str(texts)], out, options)
        killer.join()
    finally:
        for process in (scheduler, worker):
            process.kill()
            process.wait()
    assert make([str(texts)], out, Options(jobs=2)).missing == 0
    assert hashes(out) == hashes(dataset)
