"""A dataset's folder: what lies where, and that it comes there whole or not at all.

::

    DATASET/
      manifest.json             what it is made of and how; at the end, the hash of every file
      parts/000000/             one part: documents.parquet, articles.parquet, statements.parquet,
                                speakers.parquet, tags.parquet, failures.parquet, part.json
      whole/                    what only all parts together tell: who is who, copies, events
      unfinished/               what is being written; anything there may be deleted

A folder is written under ``unfinished`` and then renamed, which is one step for the file system. So
a part is there or it is not, whoever was killed, and doing it twice changes nothing.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from typing import Any
from uuid import uuid4

from archive.errors import StoreError

MANIFEST = "manifest.json"
PARTS, WHOLE, UNFINISHED = "parts", "whole", "unfinished"
FACTS = "part.json"
"""The file of a part that says how many rows it has, and the hashes of its other files."""


def part_folder(dataset: Path, name: str) -> Path:
    """Return where a part lies when it is done."""
    return dataset / PARTS / name


@contextmanager
def written_whole(dataset: Path, target: Path) -> Iterator[Path]:
    """Give a folder to write in, which becomes ``target`` at the end, unless that is there then.

    Raises StoreError where the disk is full or may not be written.
    """
    folder = dataset / UNFINISHED / f"{target.name}-{uuid4().hex}"
    try:
        folder.mkdir(parents=True)
        target.parent.mkdir(exist_ok=True)
        yield folder
        for file in folder.iterdir():
            _settle(file)
        with suppress(FileExistsError):
            _move(folder, target)
    except OSError as error:
        raise StoreError(f"{dataset} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _move(folder: Path, target: Path) -> None:
    try:
        folder.rename(target)
    except OSError:  # not FileExistsError on all systems
        if not target.is_dir():
            raise


def _settle(file: Path) -> None:
    """Have a file on the disk, not only in memory, before its folder is renamed."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(dataset: Path, path: Path, value: Any, *, replace: bool = True) -> bool:
    """Write a file in one step; without ``replace`` leave one that is there, and return False."""
    held = dataset / UNFINISHED / f"{path.name}-{uuid4().hex}"
    try:
        held.parent.mkdir(parents=True, exist_ok=True)
        held.write_text(json.dumps(value, ensure_ascii=True, indent=1) + "\n", "ascii")
        _settle(held)
        if replace:
            held.replace(path)
            return True
        try:
            os.link(held, path)
        except FileExistsError:
            return False
        return True
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        held.unlink(missing_ok=True)


def read_json(path: Path) -> Any:
    """Return what a file of a dataset says; raise StoreError where it cannot be read."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read: {error}") from error


def hashes_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each Parquet file in a folder, by name."""
    found = {}
    for path in sorted(folder.glob("*.parquet")):
        with path.open("rb") as stream:
            found[path.name] = file_digest(stream, "sha256").hexdigest()
    return found


def check_hashes(folder: Path, expected: Mapping[str, str]) -> None:
    """Raise StoreError where a file is missing or is another than the manifest says."""
    held = hashes_of(folder)
    for name, digest in expected.items():
        if held.get(name) != digest:
            state = "is damaged" if name in held else "is missing"
            raise StoreError(
                f"{folder / name} {state}: its contents are not those that the dataset was made "
                "with",
                hint=f"delete {folder} and make the dataset again: only that is done anew",
            )


def sweep(dataset: Path) -> None:
    """Delete what killed processes left half-written, once nobody writes any more."""
    shutil.rmtree(dataset / UNFINISHED, ignore_errors=True)


Tell = Callable[[str, int, int], None]
"""Told a phase, how many of its steps are done, and of how many."""
