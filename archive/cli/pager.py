"""A pager between the program and the reader, where both ask for it."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO


def pager_command(environ: Mapping[str, str], *, terminal: bool) -> list[str]:
    """Return the command of the pager: ARCHIVE_PAGER, else PAGER; none off a terminal or empty."""
    if not terminal:
        return []
    import shlex

    return shlex.split(environ.get("ARCHIVE_PAGER", environ.get("PAGER", "")))


@contextmanager
def paged() -> Iterator[IO[str]]:
    """Give the stream for what is drawn: the pager's, or standard output."""
    command = pager_command(os.environ, terminal=sys.stdout.isatty())
    if not command:
        yield sys.stdout
        return
    import subprocess

    # As git does: colours pass, a short text stays on the screen.
    environ = {"LESS": "FRX", **os.environ}
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environ, encoding="utf-8")
    except OSError:
        yield sys.stdout
        return
    assert process.stdin
    try:
        yield process.stdin
    except BrokenPipeError:
        pass  # the reader has seen enough
    finally:
        _close(process.stdin)
        process.wait()


def _close(stream: IO[str]) -> None:
    with suppress(BrokenPipeError):
        stream.close()
