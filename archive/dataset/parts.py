"""What a dataset is made of: the input, dealt out in parts that do not depend on who does them.

A part is a list of small files, one large file, or a piece of a large one. Everything that a part
needs to be done stands in it, so any process on any machine that sees the files can do it.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.errors import UsageError
from archive.ingest.packages import folders_of
from archive.ingest.tasks import STDIN, File, files
from archive.read import Reading
from archive.read.limits import MB
from archive.read.pieces import Piece, cut
from archive.read.remote import is_remote, listed
from archive.records import Unread

PART_BYTES = 8 * MB
"""Bytes of input a part unless another number is asked for, ten seconds of analysis or more: what a
killed worker loses, and beside which the half second that its process starts in is little."""

MOST_PART_BYTES = 64 * MB
"""The most that may be asked for."""

MOST_FILES = 5_000
"""Files a part, however small they are."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the input, by its place in the order of reading."""

    number: int
    files: tuple[File, ...]

    @property
    def name(self) -> str:
        """Return the name of its folder, sorted as the parts are."""
        return f"{self.number:06}"

    @property
    def size(self) -> int:
        """Return its bytes of input."""
        return sum(file.piece.size if file.piece else file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Input:
    """Files to be read, and ``stamp``: what changes when one of them changes."""

    files: tuple[File, ...]
    stamp: str


def find_input(paths: Sequence[str], reading: Reading) -> Input:
    """Return what is to be read, in order; raise UsageError for standard input and packages.

    A path with "://" is an address for fsspec.
    """
    if STDIN in paths:
        raise UsageError(
            "a dataset cannot be made of standard input: its parts are read by several processes",
            hint="write it to a file first",
        )
    found: list[File] = []
    stamp = sha256()
    for path in paths:
        if is_remote(path):
            for one in listed(path):
                found.append(File(one.path, one.size, is_stream=True))
                stamp.update(f"{one.path}\n{one.size}\n{one.stamp}\n".encode())
            continue
        for file in files([path], reading):
            assert file.path is not None
            found.append(file)
            stamp.update(f"{file.path}\n{_stamp(file.path)}\n".encode("utf-8", "backslashreplace"))
    if packages := folders_of(found):
        raise UsageError(
            f"{packages[0]} is a package of another archive, which was analysed there",
            hint=f"archive ingest {packages[0]}",
        )
    return Input(tuple({str(file.path): file for file in found}.values()), stamp.hexdigest())


def _stamp(path: str) -> str:
    try:
        status = Path(path).stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def deal(given: Iterable[File], reading: Reading, most: int = PART_BYTES) -> list[Part]:
    """Return the parts, each of at most so many bytes of input, or one file that cannot be cut."""
    parts: list[Part] = []
    held: list[File] = []
    size = 0
    for file in _cut(given, reading, most):
        mine = file.piece.size if file.piece else file.size
        if held and (size + mine > most or len(held) >= MOST_FILES):
            parts.append(Part(len(parts), tuple(held)))
            held, size = [], 0
        held.append(file)
        size += mine
    if held:
        parts.append(Part(len(parts), tuple(held)))
    return parts


def _cut(given: Iterable[File], reading: Reading, most: int) -> Iterator[File]:
    for file in given:
        pieces: Sequence[Piece] = ()
        if file.size > most and file.path is not None and not file.refused:
            pieces = cut(file.path, most, reading)
        if len(pieces) < 2:
            yield file
        for piece in pieces if len(pieces) > 1 else ():
            yield File(file.path, piece.size, is_stream=True, piece=piece)


def as_json(part: Part) -> list[Any]:
    """Return a part as a manifest has it; ``part_of_json`` reads it back."""
    return [
        [
            os.fsencode(str(file.path)).decode("utf-8", "surrogateescape"),
            file.size,
            file.is_stream,
            asdict(file.refused) if file.refused else None,
            asdict(file.piece) if file.piece else None,
        ]
        for file in part.files
    ]


def part_of_json(number: int, stored: Sequence[Sequence[Any]]) -> Part:
    """Return the part that ``as_json`` wrote."""
    return Part(
        number,
        tuple(
            File(
                path,
                size,
                is_stream,
                Unread(**refused) if refused else None,
                Piece(**piece) if piece else None,
            )
            for path, size, is_stream, refused, piece in stored
        ),
    )
