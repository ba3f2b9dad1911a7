"""The words of the trade, loaded from ``archive/data/*.toml`` and from a user's own folder.

A table is one TOML file, known by its name: ``cues``, ``offices``, ``countries``, ``topics``,
``boilerplate`` … A file of the same name in the user's folder is laid over ours: its tables are
merged key by key, its lists are appended. So a publisher's shape, a cue or a topic is added without
touching code. Each step compiles what it needs from a table once and keeps it (``functools.cache``
on the vocabulary, which is why a vocabulary is compared by identity).
"""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from archive.errors import VocabularyError

Table = Mapping[str, Any]


class Vocabulary:
    """Named tables of words, each read when first asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read from the package, and over it from ``folder`` where one is given."""
        self.folder = folder
        self._tables: dict[str, Table] = {}

    def table(self, name: str) -> Table:
        """Return the table ``name``; raise VocabularyError where a file is no TOML."""
        if name not in self._tables:
            table = _parse(
                files("archive").joinpath("data", f"{name}.toml").read_text("utf-8"), name
            )
            own = self.folder / f"{name}.toml" if self.folder else None
            if own and own.is_file():
                table = _merged(table, read_toml(own))
            self._tables[name] = table
        return self._tables[name]

    def __reduce__(self) -> tuple[object, ...]:
        """Let a process that is sent this take the one that it has already.

        What the steps compile is kept by the instance: with a new one a document took 60 ms
        instead of 4, and 5.6 MB that were never given back.
        """
        return vocabulary_of, (self.folder,)


@cache
def default_vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with the package."""
    return Vocabulary()


def vocabulary_of(folder: Path | None) -> Vocabulary:
    """Return the vocabulary with that folder over ours; read again only when a file has changed.

    To read and compile the tables takes 0.3 s, and the default ones are needed in any case.
    """
    return default_vocabulary() if folder is None else _stamped(folder, _stamp(folder))


@lru_cache(maxsize=4)
def _stamped(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Vocabulary:
    return Vocabulary(folder)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a file of the folder does."""
    found = ((path, path.stat()) for path in sorted(folder.glob("*.toml")))
    return tuple((path.name, status.st_size, status.st_mtime_ns) for path, status in found)


def read_toml(path: Path) -> Table:
    """Read a user's TOML file; raise VocabularyError with the file and line of the fault."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path} cannot be read: {error}") from error
    return _parse(text, str(path))


def _parse(text: str, name: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{name} is not valid TOML: {error}") from error


def _merged(ours: Table, theirs: Table) -> Table:
    merged = dict(ours)
    for key, value in theirs.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merged(merged[key], value)
        elif isinstance(value, list) and isinstance(merged.get(key), list):
            merged[key] = [*merged[key], *value]
        else:
            merged[key] = value
    return merged
