"""Files on disk: which of a folder's are read, and opening one without being trapped by it.

A pipe hangs ``open``, a link to ``/dev/zero`` fills the memory, linked folders loop and a deep tree
ends the recursion of ``os.walk`` without a word. So links in a folder are not followed, the depth
is bounded, and a file is opened without blocking and asked what it is before a byte is read.
"""

import io
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.errors import UnknownKindError, UnreadableError
from archive.read.limits import DEFAULT, Limits
from archive.read.sniff import PLAIN, READ, advice, describe, sniff
from archive.read.source import BUFFER, Stream
from archive.records import Unread

SUFFIXES = frozenset(
    {"", ".txt", ".text", ".md", ".htm", ".html", ".xhtml", ".json", ".jsonl", ".ndjson", ".csv",
     ".tsv", ".warc", ".zip", ".tar", ".gz", ".tgz", ".rss", ".atom", ".xml"}
)  # fmt: skip
"""Which files of a folder may be plain text or another kind that shows no sign of what it is. A
file with another suffix is read if its first bytes name a kind that is; else a program's source or
a style sheet would be taken for an article. A file that is named itself is always tried."""

FRESH = 2.0
"""Seconds since a file's last change within which it may change again under the same time stamp:
such a file is read twice and compared."""

DESCRIPTOR = "datapackage.json"
"""The name that a package's description has by Frictionless's specification."""

_DESCRIPTOR_BYTES = 1 << 20
"""Of a package's descriptor, at the most: ours has 30,000."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was met. ``skipped`` says why it is not to be read, None where it is.

    ``refused``: people would think that it was read, so they must be reported. ``unknown``: because
    it is of a kind that is not read.
    """

    path: Path
    skipped: str | None = None
    refused: bool = False
    unknown: bool = False


def refused(entry: Entry) -> Unread | None:
    """Return what is said of an entry that is not to be read; None where it is."""
    if entry.skipped is None:
        return None
    name = printable(entry.path)
    kind = UnknownKindError if entry.unknown else UnreadableError
    return Unread(name, f"{name} is not read: {entry.skipped}", kind.__name__)


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
        yield Entry(folder, "folders nest too deep", refused=True)
        return
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        yield Entry(folder)
        return
    if any(entry.name == DESCRIPTOR for entry in entries) and is_package(folder / DESCRIPTOR):
        yield Entry(folder / DESCRIPTOR)
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            yield Entry(path, "hidden")
        elif entry.is_symlink():
            yield Entry(path, "a link", refused=True)
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(path, depth - 1)
        else:
            yield _file(entry, path)


def _file(entry: os.DirEntry[str], path: Path) -> Entry:
    if not entry.is_file(follow_symlinks=False):
        return Entry(path, "not a regular file", refused=True)
    reason = None if path.suffix.lower() in SUFFIXES else _unknown(path)
    return Entry(path, reason, refused=reason is not None, unknown=reason is not None)


def _unknown(path: Path) -> str | None:
    """Say why a file with a suffix of no text is not read; None where its bytes name a kind."""
    try:
        with opened(path) as (stream, _):
            head = stream.peek(BUFFER)
            media_type = sniff(head)
    except UnreadableError:
        return None  # reading it says what is wrong
    if media_type == PLAIN:
        from archive.read.exports.marks import export_of
        from archive.read.exports.references import form_of

        if export_of(head, is_page=False) or form_of(head):
            return None
        return f"{path.suffix} files are taken for text only where they are named themselves"
    return None if media_type in READ else f"it is {describe(media_type)}; {advice(media_type)}"


def is_package(path: Path) -> bool:
    """Tell whether a file describes a data package of ours."""
    if path.name != DESCRIPTOR:
        return False
    import json

    from archive.package import MARK  # with its tables, which other files don't need

    try:
        with opened(path) as (stream, _):
            found = json.loads(stream.read(_DESCRIPTOR_BYTES))
    except (UnreadableError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and MARK in found


@contextmanager
def opened(path: Path) -> Iterator[tuple[Stream, int]]:
    """Open a regular file, and yield its stream and size.

    Raises UnreadableError where it is none, cannot be read, or changes while it is read.
    """
    name = printable(path)
    try:
        handle = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableError(f"{name} cannot be opened: {reason}") from error
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode):
        os.close(handle)
        raise UnreadableError(f"{name} is {_kind(before.st_mode, path)}, not a regular file")
    with io.BufferedReader(io.FileIO(handle), BUFFER) as stream:
        try:
            yield stream, before.st_size
        except OSError as error:
            raise UnreadableError(f"{name} cannot be read: {error.strerror}") from error
        if _stamp(before) != _stamp(os.fstat(handle)):
            raise changed(name)


def changed(name: str) -> UnreadableError:
    """Return the refusal of a file that is written while it is read."""
    return UnreadableError(
        f"{name} changed while it was being read",
        hint="ingest it again when nothing writes to it any more",
    )


def is_fresh(stream: Stream) -> bool:
    """Say whether a file was changed so lately that its time stamp would not show another change.

    Clocks of file systems tick every few milliseconds, some every two seconds.
    """
    return time.time() - os.fstat(stream.fileno()).st_mtime < FRESH


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def printable(path: Path | str) -> str:
    r"""Return a path as text that can be stored; bytes that are no UTF-8 become ``\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _kind(mode: int, path: Path) -> str:
    if stat.S_ISDIR(mode):
        return "a folder" if os.access(path, os.R_OK) else "a folder that may not be listed"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"
