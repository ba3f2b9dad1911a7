"""Tasks done by several processes, their results in the order of the tasks.

At most a few tasks are under way at a time, so memory is bounded and the reading waits for the
writing. A process that dies (it was killed, or ran out of memory) costs the one document that it
died of: what was under way is done again, each part alone.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from archive.ingest.tasks import Task
from archive.ingest.work import Analyst, Done, WorkerConfig
from archive.store.failures import Failure

AHEAD = 3
"""Tasks that may be under way or done for each process, whatever their size."""

SMALL_AHEAD, AHEAD_BYTES = 24, 1_000_000
"""As many small ones, up to so many bytes for each process: what it analyses while a batch is
written, so that it does not wait for the writer."""


def done_in_order(
    tasks: Iterable[Task], config: WorkerConfig, jobs: int, stopped: Callable[[], bool]
) -> Generator[Done, None, None]:
    """Do the tasks on ``jobs`` processes, in this one where it is one; end early if ``stopped``."""
    if jobs < 2:
        analyst = Analyst(config)
        for task in tasks:
            yield analyst.do(task)
            if stopped():
                return
        return
    crew = _Crew(config, jobs)
    try:
        yield from _flow(tasks, crew, stopped)
    finally:
        crew.dismiss()


class _Crew:
    """Processes that can be replaced when one of them has died."""

    def __init__(self, config: WorkerConfig, jobs: int) -> None:
        self._config, self._jobs = config, jobs
        self._pool = self._start()

    def has_room(self, tasks: int, size: int) -> bool:
        """Tell whether more may be under way than so many tasks of so many bytes in all."""
        small = size < self._jobs * AHEAD_BYTES
        return tasks < self._jobs * (SMALL_AHEAD if small else AHEAD)

    def begin(self, task: Task) -> "Future[Done]":
        with _without_interrupts():  # it may start processes, which take over what is blocked
            return self._pool.submit(_do, task)

    def done_alone(self, task: Task) -> Done:
        """Do a task with nothing else under way; where it kills its process, part by part."""
        self.replace()
        try:
            return self.begin(task).result()
        except BrokenProcessPool:
            return self._done_in_parts(task)

    def replace(self) -> None:
        self.dismiss()
        self._pool = self._start()

    def dismiss(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        # Not by fork: the progress bar has threads, and a fork takes over the locks they hold.
        pool = ProcessPoolExecutor(self._jobs, get_context("spawn"), _enter, (self._config,))
        # All of them now: the pool starts one whenever a task comes, and where another has just
        # died, it neither ends that new one nor gives it work, but waits for it for ever.
        with _without_interrupts():
            for _ in range(self._jobs):
                pool.submit(_begin)
        return pool

    def _done_in_parts(self, task: Task) -> Done:
        whole = Done(size=task.size)
        self.replace()
        for part in task.parts():
            try:
                done = self.begin(part).result()
            except BrokenProcessPool:
                whole.parts.append(Failure(_name(part), _DIED, "UnreadableError"))
                self.replace()
            else:
                whole.parts += done.parts
                whole.finished += done.finished
        return whole


_DIED = "the process that read or analysed it died: killed, or out of memory"


def _flow(tasks: Iterable[Task], crew: _Crew, stopped: Callable[[], bool]) -> Iterator[Done]:
    under_way: deque[tuple[Task, Future[Done]]] = deque()
    waiting = iter(tasks)
    while not stopped():
        while crew.has_room(len(under_way), sum(one.size for one, _ in under_way)):
            task = next(waiting, None)
            if task is None:
                break
            under_way.append((task, _begun(crew, task)))
        if not under_way:
            return
        task, future = under_way.popleft()
        try:
            done = future.result()
        except BrokenProcessPool:
            done = crew.done_alone(task)
            under_way = deque((later, _begun(crew, later)) for later, _ in under_way)
        yield done


def _begun(crew: _Crew, task: Task) -> "Future[Done]":
    try:
        return crew.begin(task)
    except BrokenProcessPool as error:
        broken: Future[Done] = Future()
        broken.set_exception(error)
        return broken


def _name(part: Task) -> str:
    return part.files[0] if part.files else part.documents[0].path


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait: a process that is only just starting would end with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_analyst: Analyst | None = None


def _enter(config: WorkerConfig) -> None:
    """Begin a process: Ctrl-C is for the one that writes, and without that one there is no work."""
    global _analyst
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _analyst = Analyst(config)


def _leave_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _begin() -> None:
    """Do nothing: the process has begun."""


def _do(task: Task) -> Done:
    assert _analyst is not None
    return _analyst.do(task)
