"""Every command of the command line, run in a child process whose streams and files are hostile.

One process imports all commands and forks for each run, so that three hundred runs take seconds.
"""

import ctypes
import os
import shutil
import struct
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from archive.cli import cli, main

SEED = Path(__file__).parents[2] / "seed"
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "ingest": ("more.txt",),
    "query": ("taiwan",),
    "kwic": ("taiwan",),
    "show": ("a:1",),
    "cite": ("a:1",),
    "searches save": ("kept", "taiwan"),
    "searches new": ("none",),
    "speakers import": ("people.toml",),
    "speakers merge": ("xi-jinping", "alexander-lukashenko"),
    "speakers names": ("xi-jinping",),
    "speakers split": ("xi-jinping", "Xi"),
    "topics import": ("topics.toml",),
    "phrase": ("strategic partnership",),
    "trend": ("taiwan",),
    "collocates": ("china",),
    "compare": ("2022", "2023"),
    "copies merge": ("a:1", "a:2"),
    "copies similar": ("a:1",),
    "copies split": ("1",),
    "extract": ("more.txt",),
    "export": (),
    "dataset make": ("more.txt", "--out", "made", "--part", "2/2"),
    "dataset load": ("made",),
    "dataset export": ("made", "--form", "quickwit"),
    "db backup": ("backup.db",),
    "db publish": ("published.db",),
    "completion": ("bash",),
    "serve": ("--port", "no number"),
    "site": ("pages",),
}
"""What a command is given for an ordinary run; others get "x" for each argument that they need."""

TEXT = """Ministers meet

GENEVA, May 3, 2022 (Wire) -- Minister Ana Roth said that the port would open again in June.
"""
TOPICS = """[ports]
label = "Ports"
terms = ["port"]
"""
PEOPLE = """[[person]]
name = "Ana Roth"
"""


class Run(NamedTuple):
    """What one run came to."""

    command: str
    code: int
    out: bytes
    err: str

    @property
    def is_well_ended(self) -> bool:
        """Is it a documented exit code, with a message where something went wrong?"""
        told = bool(self.err.strip()) or self.code in (0, 1)
        return self.code in DOCUMENTED and told and "Traceback" not in self.err


DOCUMENTED = (0, 1, 2, 3, 4, 5, 130)


def commands() -> dict[str, click.Command]:
    """Return all commands by their names, those of groups too: "db check"."""
    context = click.Context(cli)

    def walk(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield " ".join([*path, name]), command
            if isinstance(command, click.Group):
                yield from walk(command, (*path, name))

    return dict(walk(cli, ()))


def ordinary(name: str, command: click.Command) -> list[str]:
    """Return the words of an ordinary run."""
    needed = [one for one in command.params if isinstance(one, click.Argument) and one.required]
    return [*name.split(), *ARGUMENTS.get(name, ("x",) * len(needed))]


Change = Callable[[], None]


def run(arguments: Sequence[str], archive: Path, change: Change = lambda: None) -> Run:
    """Run a command in a folder with a copy of an archive, after ``change`` of the process."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as told:
        folder, heard = Path(name), Path(told)
        shutil.copy(archive, folder / "archive.db")
        for file, text in (("more.txt", TEXT), ("topics.toml", TOPICS), ("people.toml", PEOPLE)):
            (folder / file).write_text(text, "utf-8")
        child = os.fork()
        if child == 0:
            _become(arguments, folder, heard, change)
        _, status = os.waitpid(child, 0)
        folder.chmod(0o755)
        code = os.waitstatus_to_exitcode(status)
        err = (heard / "err").read_text("utf-8", "replace")
        out = (heard / "out").read_bytes().replace(name.encode(), b"FOLDER")
        return Run(" ".join(arguments), code, out, err)


def _become(arguments: Sequence[str], folder: Path, heard: Path, change: Change) -> None:
    """Be the command, and end with it."""
    code = 99
    try:
        os.chdir(folder)
        for number, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(heard / name, os.O_CREAT | os.O_WRONLY, 0o666), number)
        os.environ.update(HOME=str(folder), XDG_STATE_HOME=str(folder), ARCHIVE_DB="archive.db")
        sys.argv = ["archive", *arguments]
        change()
        main(arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 98
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:  # as at the end of any Python program, where it is code 120
                code = 120
    except BaseException:
        (heard / "err").write_text(traceback.format_exc())
    finally:
        os._exit(code)


def close(number: int) -> Change:
    """Close a standard stream, as ``>&-`` does."""

    def closed() -> None:
        os.close(number)
        if number == 1:
            sys.stdout = None
        if number == 2:
            sys.stderr = None

    return closed


def fill(number: int) -> Change:
    """Let a standard stream end on a full disk."""

    def filled() -> None:
        os.dup2(os.open("/dev/full", os.O_WRONLY), number)

    return filled


def lock_files() -> None:
    """Let nobody change the files here, not even the administrator."""
    for path in Path.cwd().iterdir():
        path.chmod(0o444)
    Path.cwd().chmod(0o555)
    _drop_privileges()


def _drop_privileges() -> None:
    """Give up what lets an administrator pass over the permissions of files; see capset(2)."""
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    if ctypes.CDLL(None).capset(header, bytes(24)) != 0:
        raise OSError("capset")


_CAPABILITY_VERSION_3 = 0x20080522
