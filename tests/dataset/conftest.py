"""Documents of several kinds, and the datasets that are made of them once for all tests."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.quality import GOLDEN
from tests.readme import ROOT

# A dataset needs the extra `cluster`; without it there is nothing to be tested here.
collect_ignore_glob = [] if find_spec("pyarrow") else ["test_*.py"]

if find_spec("pyarrow"):
    from archive.dataset.load import load
    from archive.dataset.make import Options, make
    from tests.benchmarks.texts import Press

PART_BYTES = 40_000
"""Bytes a part: the texts below are four or five."""

GENERATED = 40


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed, free documents of the golden set, JSON Lines, a reprint, and what fails."""
    folder = tmp_path_factory.mktemp("texts") / "news"
    shutil.copytree(ROOT / "seed", folder / "seed")
    (folder / "house").mkdir()
    for path in sorted((GOLDEN / "whitehouse" / "texts").iterdir())[::4]:
        shutil.copy(path, folder / "house" / path.name)
    press = Press(GENERATED)
    with (folder / "press.jsonl").open("wb") as stream:
        stream.writelines(press.lines(range(GENERATED)))
    seed = min((ROOT / "seed").iterdir())
    body = seed.read_text("utf-8")
    (folder / "zz-reprint.txt").write_text(body.replace("(Xinhua)", "(Wire)"), "utf-8")
    (folder / "zz-same.txt").write_text(body, "utf-8")
    (folder / "empty.txt").touch()
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture(scope="session")
def dataset(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the texts, made by two processes in several parts."""
    folder = tmp_path_factory.mktemp("dataset") / "news.dataset"
    made = make([str(texts)], folder, Options(jobs=2, part_bytes=PART_BYTES))
    assert (made.done, made.missing) == (made.parts, 0)
    assert made.parts > 3
    return folder


@pytest.fixture(scope="session")
def loaded(dataset: Path, empty_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive into which the dataset is loaded."""
    path = tmp_path_factory.mktemp("loaded") / "archive.db"
    shutil.copy(empty_archive, path)
    list(load(dataset, path))
    return path
