"""Parts are done in processes of their own, which may die without harm to who waits for them.

So a document that kills its process costs that document alone, and a limit of time holds wherever
the part is done: it needs the main thread, which an engine's worker does not give. A process does
one part after another, since its start takes a second, and ends when it has nothing to do.
"""

import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from archive import errors
from archive.dataset.parts import Part
from archive.errors import ArchiveError, StoreError
from archive.ingest.work import WorkerConfig

IDLE_SECONDS = 20.0
"""How long a process waits for another part: on a cluster nobody tells it that there are none."""

_LENGTH = 8

_Answer = dict[str, Any]


def run_part(dataset: Path, part: Part, config: WorkerConfig, jobs: int = 2) -> int:
    """Have a part done, unless it is, and return its number.

    What kills the process is found out on ``jobs`` others. Raises what the part's work raises.
    """
    answer = _asked(dataset, part, config, 0)
    if answer is None:
        answer = _asked(dataset, part, config, jobs)
    if answer is None:
        raise StoreError(
            f"part {part.name} of {dataset} was not done: its process was killed twice",
            hint="give the same command again: what is done stays",
        )
    if "error" in answer:
        kind: type[ArchiveError] = getattr(errors, answer["error"], StoreError)
        raise kind(answer["message"], hint=answer["hint"])
    return part.number


def dismiss() -> None:
    """End the processes that wait for another part."""
    while _idle:
        _idle.pop().end()


class _Child:
    """A process that does parts, one after another."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "archive.dataset.child"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, job: bytes) -> _Answer | None:
        """Have a part done and return the answer; None where the process dies."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(len(job).to_bytes(_LENGTH, "big") + job)
            self._process.stdin.flush()
        except BrokenPipeError:
            return None
        said = self._process.stdout.readline()
        return json.loads(said) if said.endswith(b"\n") else None

    def end(self) -> None:
        """End it, whatever it does."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.kill()
        self._process.wait()
        with suppress(BrokenPipeError):  # a part that it did not live to read
            self._process.stdin.close()
        self._process.stdout.close()


_idle: list[_Child] = []
"""Those that wait for another part: of all threads, taken and put back in one step each."""


def _asked(dataset: Path, part: Part, config: WorkerConfig, careful: int) -> _Answer | None:
    job = pickle.dumps((dataset, part, config, careful))
    try:
        child = _idle.pop()
    except IndexError:
        child = _Child()
    try:
        answer = child.ask(job)
    except BaseException:
        child.end()
        raise
    if answer is None:
        child.end()
    else:
        _idle.append(child)
    return answer


def main() -> None:
    """Do the parts that standard input describes, and answer each in one line."""
    from archive.dataset.work import do_part

    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    while True:
        try:
            dataset, part, config, careful = pickle.loads(jobs.get(timeout=IDLE_SECONDS))
        except queue.Empty:
            return
        try:
            do_part(dataset, part, config, careful)
        except ArchiveError as error:
            answer = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
        else:
            answer = {"done": part.name}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _listen(jobs: "queue.SimpleQueue[bytes]") -> None:
    """Take in jobs; end with the process that waits, whose end of the pipe is closed then.

    Not through a buffer, which this thread would hold while the process ends.
    """
    while length := _read(_LENGTH):
        jobs.put(_read(int.from_bytes(length, "big")))
    os._exit(1)


def _read(size: int) -> bytes:
    """Return so many bytes of standard input, none where it ends before."""
    data = b""
    while len(data) < size:
        some = os.read(sys.stdin.fileno(), size - len(data))
        if not some:
            return b""
        data += some
    return data


if __name__ == "__main__":
    main()
