"""The process in which pages, feeds and what crawlers fetched are parsed, under limits.

Every HTML parser hangs on some input, or takes all memory. So the bytes go to a child, which is
started once and answers one job after another; one that takes too long is killed, one that dies is
replaced, and only the document that did it is lost.
"""

import atexit
import json
import os
import select
import subprocess
import sys
import time
from typing import Any

from archive.errors import SourceError, UndecodableError, UnreadableError
from archive.read.limits import MB, Limits

STARTING = 20.0
"""Seconds that a child may take to start and to import its libraries, on a busy machine."""

_CHUNK = 1 << 16
_LENGTH = 8
_ERRORS = {error.__name__: error for error in (UnreadableError, UndecodableError)}


class Worker:
    """A child process that does the jobs of ``archive.read.child``."""

    def __init__(self, limits: Limits) -> None:
        """Start nothing yet."""
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def do(self, job: str, name: str, data: bytes, **options: str | None) -> Any:
        """Have ``data`` parsed, and return what the job returns; ``name`` is for messages.

        Raises UnreadableError where it takes too long, too much memory, kills the child or lacks
        a library, and what the job itself raises.
        """
        process = self._process or self._start(name)
        head = json.dumps({"job": job, "seconds": self._limits.seconds, **options}).encode()
        try:
            answer = self._ask(process, head, data)
        except TimeoutError:
            self.stop()
            raise UnreadableError(
                f"{name} takes longer to parse than the limit of {self._limits.seconds:g} s",
                hint="raise the limit: --limit seconds=NUMBER",
            ) from None
        except (EOFError, OSError):
            self.stop()
            raise self._memory(name) from None
        if "memory" in answer:
            self.stop()  # what is left of a process that ran out of memory is not to be trusted
            raise self._memory(name)
        if "error" in answer:
            kind = _ERRORS.get(answer["class"], UnreadableError)
            raise kind(f"{name} {answer['error']}", hint=answer["hint"])
        return answer["done"]

    def stop(self) -> None:
        """End the child, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()

    def _memory(self, name: str) -> UnreadableError:
        return UnreadableError(
            f"{name} takes more memory to parse than the limit of {self._limits.memory / MB:g} MB, "
            "or crashes the parser",
            hint="raise the limit: --limit memory=NUMBERMB",
        )

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        self._process = process = subprocess.Popen(
            [sys.executable, "-P", "-m", "archive.read.child", str(self._limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            process_group=0,  # Ctrl-C is for us: what was read so far is stored then
        )
        try:
            answer = self._ask(process, json.dumps({"job": "start"}).encode(), b"", STARTING)
        except (TimeoutError, EOFError, OSError) as error:
            self.stop()
            raise UnreadableError(
                f"{name} cannot be parsed: the process that parses pages does not start",
                hint="raise the limit: --limit memory=NUMBERMB",
            ) from error
        if "done" not in answer:
            self.stop()
            raise SourceError(f"{name} cannot be parsed: {answer}")
        return process

    def _ask(
        self,
        process: subprocess.Popen[bytes],
        head: bytes,
        data: bytes,
        seconds: float | None = None,
    ) -> dict[str, Any]:
        deadline = time.monotonic() + (seconds or self._limits.seconds)
        assert process.stdin is not None
        assert process.stdout is not None
        lengths = len(head).to_bytes(_LENGTH, "big") + len(data).to_bytes(_LENGTH, "big")
        for part in (lengths + head, data):
            _send(process.stdin.fileno(), part, deadline)
        length = int.from_bytes(_receive(process.stdout.fileno(), _LENGTH, deadline), "big")
        if length > self._limits.size * 8:
            raise EOFError
        answer = json.loads(_receive(process.stdout.fileno(), length, deadline))
        return answer if isinstance(answer, dict) else {}


def _send(pipe: int, data: bytes, deadline: float) -> None:
    view = memoryview(data)
    while view:
        _, ready, _ = select.select([], [pipe], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        view = view[os.write(pipe, view[: select.PIPE_BUF]) :]


def _receive(pipe: int, size: int, deadline: float) -> bytes:
    parts, left = [], size
    while left:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(pipe, min(left, _CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


_workers: dict[tuple[int, Limits], Worker] = {}


def worker(limits: Limits) -> Worker:
    """Return this process's worker with these limits; it is started when first used."""
    key = (os.getpid(), limits)  # a fork has its parent's pipes, but must not use them
    if key not in _workers:
        _workers[key] = Worker(limits)
    return _workers[key]


@atexit.register
def _stop_all() -> None:
    for (process, _), one in _workers.items():
        if process == os.getpid():
            one.stop()
