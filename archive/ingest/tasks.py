"""What is to be read, dealt out in tasks small enough that no process holds much of it.

Small files are named, and the process that gets the task reads them. A large file, one that may
unfold into much, and standard input are read here as a stream, and their documents are dealt out:
so the records of one file are analysed by all processes, and memory doesn't depend on its size.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from archive.read import (
    Found,
    Reading,
    read_all,
    read_piece,
    read_remote,
    read_stream,
    walk,
)
from archive.read.files import is_package, printable, refused
from archive.read.remote import is_remote
from archive.records import Document, Note, Unread

if TYPE_CHECKING:
    from archive.read.pieces import Piece

STDIN = "-"

TASK_DOCUMENTS = 16
TASK_CHARACTERS = 500_000
"""A task ends where it reaches either: a quarter of a second of analysis, as a rule."""

LARGE = 1 << 20
"""Bytes from which a file is read as a stream."""

_PACKED = (b"PK", b"\x1f\x8b")
"""How zip and gzip files begin."""

_TABLES = (".csv", ".parquet")


@dataclass(slots=True)
class Task:
    """Files to be read, or what was read of a large one; ``finished`` names files read to the end.

    ``size`` counts the bytes on disk that it stands for.
    """

    files: list[str] = field(default_factory=list)
    documents: list[Document | Unread | Note] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not (self.files or self.documents or self.finished)

    def is_full(self, characters: int) -> bool:
        """Tell whether it is time for another task."""
        count = len(self.files) + len(self.documents)
        return count >= TASK_DOCUMENTS or characters >= TASK_CHARACTERS

    def parts(self) -> "list[Task]":
        """Return one task for each file or document, to find out which of them kills a process."""
        parts = [Task(files=[file]) for file in self.files]
        parts += [Task(documents=[one]) for one in self.documents]
        return [*parts, Task(finished=self.finished)]


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read; ``path`` is None for standard input. ``refused`` says why it is not.

    Where there is a ``piece``, no more of the file is meant.
    """

    path: str | None
    size: int = 0
    is_stream: bool = False
    refused: Unread | None = None
    piece: "Piece | None" = None


def files(paths: Sequence[str], reading: Reading) -> list[File]:
    """Return what is to be read, each file once, by absolute path, those of a folder sorted."""
    found: dict[str | None, Unread | None] = {}
    for path in paths:
        if path == STDIN:
            found[None] = None
        else:
            # Not `resolve`: a link keeps its own name.
            absolute = Path(os.path.abspath(path))  # noqa: PTH100
            entries = walk([absolute], limits=reading.limits)
            for entry in entries:
                if entry.skipped is None or entry.refused:
                    found.setdefault(str(entry.path), refused(entry))
    return [
        File(path, refused=refused) if refused else _file(path) for path, refused in found.items()
    ]


def sources(paths: Iterable[str]) -> list[str]:
    """Return what was named to be read, the same however it was typed."""
    # Not `resolve`: as in `files`.
    return sorted({path if path == STDIN else printable(os.path.abspath(path)) for path in paths})  # noqa: PTH100


def tasks(given: Iterable[File], reading: Reading, stdin: BinaryIO) -> Iterator[Task]:
    """Yield the tasks in which the files are read, in order."""
    task = Task()
    for file in given:
        if file.refused:
            task.documents.append(file.refused)
            continue
        if not file.is_stream:
            assert file.path is not None
            task.files.append(file.path)
            task.size += file.size
            if task.is_full(task.size):
                yield task
                task = Task()
            continue
        if not task.is_empty:
            yield task
        yield from _streamed(file, reading, stdin)
        task = Task()
    if not task.is_empty:
        yield task


def _streamed(file: File, reading: Reading, stdin: BinaryIO) -> Iterator[Task]:
    task, characters, left = Task(), 0, file.size
    name, is_whole = printable(file.path or STDIN), file.piece is None
    for one in _found(file, reading, stdin):
        task.documents.append(one)
        if isinstance(one, Document):
            characters += len(one.text)
            # A packed file's documents are larger than the file: it is done when it is read.
            step = min(left, one.size)
            task.size, left = task.size + step, left - step
        elif one.path == name:
            is_whole = False
        if task.is_full(characters):
            yield task
            task, characters = Task(), 0
    task.size += left
    task.finished += [name] * is_whole
    yield task


def _found(file: File, reading: Reading, stdin: BinaryIO) -> Found:
    if file.path is not None:
        if file.piece is not None:
            yield from read_piece(file.path, file.piece, reading)
        elif is_remote(file.path):
            yield from read_remote(file.path, reading)
        else:
            yield from read_all(Path(file.path), reading)
        return
    for one in read_stream(stdin, STDIN, reading):
        # What comes in by the same door tomorrow is something else.
        yield replace(one, path=f"stdin:{one.sha256}") if isinstance(one, Document) else one


def _file(path: str | None) -> File:
    if path is None:
        return File(None, is_stream=True)
    if is_package(Path(path)):
        tables = (child for child in Path(path).parent.iterdir() if child.suffix in _TABLES)
        return File(path, sum(_size(str(table)) for table in tables), is_stream=True)
    size = _size(path)
    return File(path, size, size >= LARGE or (size > 0 and _is_packed(path)))


def _size(path: str) -> int:
    """Return the size of a regular file, 0 for anything else: reading it will say what it is."""
    try:
        status = Path(path).stat()
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _is_packed(path: str) -> bool:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(2) in _PACKED
    except OSError:
        return False
