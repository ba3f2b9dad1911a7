"""A dataset is the same whoever makes it, in however many parts, and is never half there."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest

from archive.dataset.folder import part_folder, written_whole
from archive.dataset.make import Options, failures, make
from archive.errors import StoreError, UsageError
from archive.package import DESCRIPTOR, MARK
from archive.read import Reading
from tests.dataset.conftest import PART_BYTES
from tests.dataset.rows import hashes, rows


def test_one_serial_run_gives_the_same_rows(dataset: Path, texts: Path, tmp_path: Path) -> None:
    made = make([str(texts)], tmp_path / "one", Options())
    assert made.parts == 1
    assert rows(tmp_path / "one") == rows(dataset)


def test_jobs_that_know_nothing_of_each_other_make_it_together(
    dataset: Path, texts: Path, tmp_path: Path
) -> None:
    """As in an array of SLURM: each does its share, and the last one ends it."""
    out = tmp_path / "shared"
    first = make([str(texts)], out, Options(part_bytes=PART_BYTES, share=(2, 2)))
    assert 0 < first.missing < first.parts
    # Later ones need not know how it was dealt out.
    second = make([str(texts)], out, Options(share=(1, 2)))
    assert (second.done, second.missing) == (first.missing, 0)
    assert hashes(out) == hashes(dataset)


def test_what_is_done_is_not_done_again(dataset: Path, texts: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in dataset.rglob("*.parquet")}
    assert make([str(texts)], dataset, Options()).done == 0
    assert {path: path.stat().st_mtime_ns for path in dataset.rglob("*.parquet")} == before


def test_failures_are_kept(dataset: Path, texts: Path) -> None:
    found = [(Path(one.path).name, one.error_class) for one in failures(dataset)]
    assert ("empty.txt", "UnreadableError") in found
    assert ("picture.txt", "UnknownKindError") in found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (Options(reading=Reading(dates="day-first")), "other settings: dates"),
        (Options(skip_unknown=True), "other settings: skip_unknown"),
    ],
    ids=["dates", "skip"],
)
def test_other_settings_are_refused(
    dataset: Path, texts: Path, options: Options, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        make([str(texts)], dataset, options)


def test_other_input_is_refused(dataset: Path, texts: Path) -> None:
    with pytest.raises(UsageError, match="begun with other input"):
        make([str(texts / "seed")], dataset, Options())


def test_a_folder_with_something_else_is_left_alone(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear", "utf-8")
    with pytest.raises(UsageError, match="is not empty, and no dataset"):
        make([str(texts)], tmp_path, Options())
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_standard_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="standard input"):
        make(["-"], tmp_path / "out", Options())


def test_a_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / DESCRIPTOR).write_text(json.dumps({MARK: "1"}), "utf-8")
    with pytest.raises(UsageError, match="news is a package of another archive"):
        make([str(tmp_path / "news")], tmp_path / "out", Options())


def test_what_holds_no_statement_makes_a_dataset(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A market was held on the square in May.", "utf-8")
    made = make([str(tmp_path / "note.txt")], tmp_path / "out", Options())
    assert (made.counts["articles"], made.counts["statements"]) == (1, 0)


def test_a_full_disk_leaves_no_half_part(tmp_path: Path) -> None:
    target = part_folder(tmp_path, "000000")

    def fill() -> None:
        with written_whole(tmp_path, target) as folder:
            (folder / "articles.parquet").write_bytes(b"PAR1")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(StoreError, match="No space left on device"):
        fill()
    assert not target.exists()
    assert list((tmp_path / "unfinished").iterdir()) == []


def test_of_two_who_do_one_part_the_first_counts(tmp_path: Path) -> None:
    target = part_folder(tmp_path, "000000")
    with written_whole(tmp_path, target) as slow:
        (slow / "a").write_text("slow", "ascii")
        with written_whole(tmp_path, target) as fast:
            (fast / "a").write_text("fast", "ascii")
    assert (target / "a").read_text("ascii") == "fast"
    assert list((tmp_path / "unfinished").iterdir()) == []


def test_a_document_that_kills_its_process_costs_no_other(
    texts: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(DEADLY, "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), *sys.path]))
    seeds = sorted(path.name for path in (texts / "seed").iterdir())

    make([str(texts / "seed")], tmp_path / "out", Options())

    found = rows(tmp_path / "out")
    assert [Path(row["path"]).name for row in found["documents"]] == [seeds[0], *seeds[2:]]
    assert [(Path(row["path"]).name, row["reason"]) for row in found["failures"]] == [
        (seeds[1], "the process that read or analysed it died: killed, or out of memory")
    ]
    whole = rows(dataset)["statements"]
    assert [row for row in found["statements"] if row not in whole] == []


# Python runs this before anything else in the processes that analyse.
DEADLY = """
import os, sys
def fall(event, arguments):
    if event == "open" and "001_" in str(arguments[0]).rpartition("/")[2]:
        os._exit(9)
sys.addaudithook(fall)
"""


def test_input_comes_from_object_stores(texts: Path, dataset: Path, tmp_path: Path) -> None:
    """By fsspec; its own file system stands for s3:// and the like."""
    pytest.importorskip("fsspec")
    out = tmp_path / "out"
    source = f"file://{texts / 'press.jsonl'}"

    made = make([source], out, Options(part_bytes=20_000, jobs=2))

    assert made.parts > 1
    wanted = [row for row in rows(dataset)["statements"] if "press.jsonl" in row["path"]]
    found = rows(out)["statements"]
    assert [row["path"] for row in found[:1]] == [f"file://{texts / 'press.jsonl'}#1"]
    here = {"path": None}
    assert [row | here for row in found] == [row | here for row in wanted]
