"""Files on disk: which of a folder's are read, and opening one without being trapped by it.

A pipe hangs ``open``, a link to ``/dev/zero`` fills the memory, linked folders loop and a deep tree
ends the recursion of ``os.walk`` without a word. So links in a folder are not followed, the depth
is bounded, and a file is opened without blocking and asked what it is before a byte is read.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.errors import UnreadableError

SUFFIXES = frozenset({"", ".txt", ".text", ".md"})
"""Which files of a folder are read. A file that is named itself is always tried."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may cost: bytes of a document, and how many folders may nest."""

    size: int = 64 << 20
    depth: int = 32


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was met. ``skipped`` says why it is not to be read, None where it is."""

    path: Path
    skipped: str | None = None


def walk(paths: Iterable[Path], *, limits: Limits = DEFAULT) -> Iterator[Entry]:
    """Yield the files of ``paths`` in their order, those of a folder sorted by name, recursively.

    A path that is no folder is yielded whatever it is, also one that doesn't exist: reading it says
    what is wrong. So is a folder that cannot be listed.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, limits.depth)
        else:
            yield Entry(path)


def _folder(folder: Path, depth: int) -> Iterator[Entry]:
    if depth < 0:
        yield Entry(folder, "folders nest too deep")
        return
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        yield Entry(folder)
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            yield Entry(path, "hidden")
        elif entry.is_symlink():
            yield Entry(path, "a link")
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(path, depth - 1)
        else:
            yield Entry(path, _not_read(entry, path))


def _not_read(entry: os.DirEntry[str], path: Path) -> str | None:
    if not entry.is_file(follow_symlinks=False):
        return "no regular file"
    return None if path.suffix.lower() in SUFFIXES else f"{path.suffix} files are not read"


def load(path: Path, limits: Limits = DEFAULT) -> bytes:
    """Return the bytes of a regular file; raise UnreadableError with the reason otherwise."""
    name = printable(path)
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        raise UnreadableError(f"{name} cannot be opened: {error.strerror}") from error
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(f"{name} is {_kind(status.st_mode, path)}, no regular file")
        if status.st_size > limits.size:
            raise too_large(name, limits)
        return _bytes(handle, name, limits)
    except OSError as error:
        raise UnreadableError(f"{name} cannot be read: {error.strerror}") from error
    finally:
        os.close(handle)


def too_large(name: str, limits: Limits) -> UnreadableError:
    """Return the refusal of a document over the limit, wherever it came from."""
    megabytes = limits.size / (1 << 20)
    return UnreadableError(
        f"{name} is larger than the limit of {megabytes:g} MB", hint="split it, or raise the limit"
    )


def printable(path: Path | str) -> str:
    r"""Return a path as text that can be stored; bytes that are no UTF-8 become ``\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _bytes(handle: int, name: str, limits: Limits) -> bytes:
    """Read to the end, also of a file that grows meanwhile or lies about its size (/proc)."""
    chunks, total = [], 0
    while chunk := os.read(handle, _CHUNK):
        total += len(chunk)
        if total > limits.size:
            raise too_large(name, limits)
        chunks.append(chunk)
    return b"".join(chunks)


def _kind(mode: int, path: Path) -> str:
    if stat.S_ISDIR(mode):
        return "a folder" if os.access(path, os.R_OK) else "a folder that may not be listed"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"
