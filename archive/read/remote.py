"""Files in object stores and on other machines, by fsspec (extra ``cluster``): ``s3://bucket/…``."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from archive.errors import UnreadableError, UsageError
from archive.read.source import BUFFER, Stream

MARK = "://"


def is_remote(path: str) -> bool:
    """Tell whether a path is an address that fsspec opens."""
    return MARK in path


@dataclass(frozen=True, slots=True)
class Listed:
    """A remote file: its address, its size, and what changes when it changes."""

    path: str
    size: int
    stamp: str


def listed(address: str) -> list[Listed]:
    """Return the file at an address, or those below it, sorted by name; hidden ones are left out.

    Raises UsageError where fsspec, or what it needs for this kind of address, is missing, and
    UnreadableError where nothing is there.
    """
    system, root = _system(address)
    try:
        found = sorted(system.find(root))
    except OSError as error:
        raise UnreadableError(f"{address} cannot be listed: {error}") from error
    if not found:
        raise UnreadableError(f"{address} cannot be opened: there is no such file or folder")
    return [
        Listed(system.unstrip_protocol(one), int(system.size(one) or 0), str(system.ukey(one)))
        for one in found
        if not any(part.startswith(".") for part in one.removeprefix(root).split("/"))
    ]


@contextmanager
def opened(address: str) -> Iterator[Stream]:
    """Open a remote file; raise UnreadableError where it cannot be read."""
    system, path = _system(address)
    try:
        with io.BufferedReader(system.open(path, "rb"), BUFFER) as stream:
            yield stream
    except OSError as error:
        raise UnreadableError(f"{address} cannot be read: {error}") from error


def _system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError:
        raise UsageError(
            f"{address} needs the extra cluster (fsspec)",
            hint='pip install "statement-archive[cluster]"',
        ) from None
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{address} cannot be opened: {error}") from error
    return system, path
