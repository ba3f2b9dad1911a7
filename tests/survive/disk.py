"""What a disk may hold after the power failed: replayed from the system calls of a real program.

What was synced is there. Of what was written and not synced, each sector is there or not, at
random; so is each change of a file's length, and each name that was added to the folder or taken
from it and whose folder was not synced. What no disk can help is left out: one that says it has
written and has not, and one that spoils a sector that nobody wrote to.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

SECTOR = 512
"""Bytes that a disk writes whole or not at all: the smallest in use."""

TRACED = "openat,?open,write,pwrite64,?pwritev,fdatasync,fsync,ftruncate,fallocate,?unlink,unlinkat"
TRACED += ",?rename,renameat,renameat2,sync_file_range,copy_file_range,sendfile"
"""Calls by which a program changes files; one of them that ``calls`` cannot read is an error."""


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes came into a file."""

    name: str
    start: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file got another length."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """A name came into the folder."""

    name: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A name went out of the folder."""

    name: str


@dataclass(frozen=True, slots=True)
class Synced:
    """A file's content is on the disk; the names in the folder are, where ``name`` is empty."""

    name: str


@dataclass(frozen=True, slots=True)
class Told:
    """The program said something on standard output."""

    text: str


Call = Written | Cut | Made | Removed | Synced | Told

_LINE = re.compile(r"\d+ +(?P<call>\w+)\((?P<given>.*)\) += (?P<result>-?\d+)")
_STRING = r'"((?:\\x[0-9a-f]{2})*)"'
_HANDLE = r"\d+<((?:\\x[0-9a-f]{2})*)>(?:\(deleted\))?"
_FORMS = {
    "write": re.compile(rf"{_HANDLE}, {_STRING}, \d+"),
    "pwrite64": re.compile(rf"{_HANDLE}, {_STRING}, \d+, (\d+)"),
    "ftruncate": re.compile(rf"{_HANDLE}, (\d+)"),
    "fdatasync": re.compile(_HANDLE),
    "fsync": re.compile(_HANDLE),
    "openat": re.compile(rf"AT_FDCWD(?:<[^>]*>)?, {_STRING}, (\S+?)(?:, \d+)?"),
    "unlink": re.compile(_STRING),
}


def calls(log: Iterable[str], folder: Path, output: Path) -> Iterator[Call]:
    """Yield what happened to the files in a folder and what was said, by ``strace -xx`` and paths.

    ``output`` is the file that standard output goes to. Raises ValueError for a call that is none
    of those that SQLite makes on a disk.
    """
    there = set[str]()
    for call, path, rest in _succeeded(log):
        name = "" if path == folder else path.name
        if path == output:
            if call == "write":
                yield Told(_bytes(rest[0]).decode())
        elif call in ("fdatasync", "fsync"):
            yield Synced(name)
        elif call == "openat":
            if "O_CREAT" in rest[0] and name not in there:
                there.add(name)
                yield Made(name)
        elif call == "unlink":
            there.remove(name)
            yield Removed(name)
        elif call == "ftruncate":
            yield Cut(name, int(rest[0]))
        else:
            yield Written(name, int(rest[1]), _bytes(rest[0]))


def _succeeded(log: Iterable[str]) -> Iterator[tuple[str, Path, Sequence[str]]]:
    """Yield each call that did something, the file it did it to, and what else it was given."""
    for line in log:
        if "+++ exited" in line:
            continue
        found = _LINE.match(line)
        if found is None:
            raise ValueError(f"cannot be read: {line[:200]}")
        if int(found["result"]) < 0:
            continue
        form = _FORMS[found["call"]].fullmatch(found["given"]) if found["call"] in _FORMS else None
        if form is None:
            raise ValueError(f"another call: {line[:200]}")
        path, *rest = form.groups()
        yield found["call"], Path(_bytes(path).decode()), rest


def _bytes(shown: str) -> bytes:
    return bytes.fromhex(shown.replace("\\x", ""))


Change = Written | Cut | Made | Removed


class Disk:
    """The files of one folder: what is on the disk, and what was done since and may be or not."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._contents: dict[int, bytearray] = {}
        self._live: dict[str, int] = {}
        self._unsynced: list[tuple[Change, int]] = []

    def does(self, call: Call) -> None:
        """Do what a program called for."""
        if isinstance(call, Synced):
            self._sync(call.name)
        elif isinstance(call, Made):
            self._live[call.name] = number = len(self._contents)
            self._contents[number] = bytearray()
            self._unsynced.append((call, number))
        elif isinstance(call, Removed):
            self._unsynced.append((call, self._live.pop(call.name)))
        elif isinstance(call, Written | Cut):
            self._unsynced.append((call, self._live[call.name]))

    def after_power_cut(self, chance: Random, kept: float) -> dict[str, bytes]:
        """Return the files that are found when the power is back.

        ``kept`` is the share of what was not synced that is on the disk nevertheless.
        """
        names = dict(self._names)
        contents = {number: bytearray(data) for number, data in self._contents.items()}
        for change, number in self._unsynced:
            if isinstance(change, Written):
                for piece in _sectors(change):
                    if chance.random() < kept:
                        _apply(piece, number, names, contents)
            elif chance.random() < kept:
                _apply(change, number, names, contents)
        return {name: bytes(contents[number]) for name, number in names.items()}

    def _sync(self, name: str) -> None:
        kinds = (Written, Cut) if name else (Made, Removed)
        synced = self._live.get(name)
        left = []
        for change, number in self._unsynced:
            if isinstance(change, kinds) and (not name or number == synced):
                _apply(change, number, self._names, self._contents)
            else:
                left.append((change, number))
        self._unsynced = left


def _sectors(written: Written) -> Iterator[Written]:
    start, end = written.start, written.start + len(written.data)
    while start < end:
        size = min(SECTOR - start % SECTOR, end - start)
        offset = start - written.start
        yield Written(written.name, start, written.data[offset : offset + size])
        start += size


def _apply(
    change: Change, number: int, names: dict[str, int], contents: dict[int, bytearray]
) -> None:
    content = contents[number]
    if isinstance(change, Made):
        names[change.name] = number
    elif isinstance(change, Removed):
        names.pop(change.name, None)
    elif isinstance(change, Cut):
        _resize(content, change.size)
    else:
        _resize(content, max(len(content), change.start + len(change.data)))
        content[change.start : change.start + len(change.data)] = change.data


def _resize(content: bytearray, size: int) -> None:
    del content[size:]
    content.extend(bytes(size - len(content)))
