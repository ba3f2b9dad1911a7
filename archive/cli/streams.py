"""Standard streams that a program can rely on, whatever it was started with.

A closed one is opened again, so that no file of ours takes its number. Output in UTF-8 whatever the
locale says, but for a terminal, which knows its own encoding; what it cannot show is escaped. What
cannot be written to standard output is an OutputError; what cannot be written to standard error is
left out: there is nobody to tell, and the work goes on.
"""

import io
import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from archive.errors import OutputError

STDIN, STDOUT, STDERR = range(3)


def prepare_streams() -> None:
    """Put streams of ours in the place of the three that Python made at the start."""
    _reopen_closed()
    if sys.stdin is None:
        sys.stdin = os.fdopen(STDIN, encoding="utf-8", closefd=False)
    sys.stdout = _text(_Output(STDOUT, "wb", closefd=False), sys.stdout)
    sys.stderr = _text(_Messages(STDERR, "wb", closefd=False), sys.stderr)


def drop_output() -> None:
    """Point standard output at nothing, so that Python's own flush at the end stays silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)


class _Output(io.FileIO):
    """Standard output."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            raise  # a reader such as `head` has seen enough: no error
        except OSError as error:
            reason = "it is closed" if error.errno == CLOSED else error.strerror
            raise OutputError(
                f"standard output cannot be written: {reason}",
                hint="give it a file on a disk with room, a pipe or a terminal",
            ) from error


class _Messages(io.FileIO):
    """Standard error."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except OSError:
            return len(data)


CLOSED = 9
"""EBADF: a number that stands for no open file, or for one that is open for reading alone."""


def _reopen_closed() -> None:
    """Open what is closed, the wrong way round: using it is an error, as it was."""
    for number, mode in ((STDIN, os.O_WRONLY), (STDOUT, os.O_RDONLY), (STDERR, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, mode)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)


def _text(raw: io.FileIO, before: TextIO | None) -> io.TextIOWrapper:
    is_terminal = raw.isatty()
    encoding = (before.encoding if is_terminal and before else None) or "utf-8"
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=encoding,
        errors="backslashreplace",
        newline=None if is_terminal else "\n",
        line_buffering=is_terminal or raw.fileno() == STDERR,
    )


def undecodable(arguments: Sequence[str]) -> str | None:
    """Return the first argument whose bytes are no text; None where all are."""
    return next((one for one in arguments if not one.isascii() and _is_broken(one)), None)


def _is_broken(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
