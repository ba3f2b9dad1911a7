"""Progress on standard error: a bar on a terminal, elsewhere one line per minute."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archive.cli.meter import Meter
from archive.cli.output import note

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import ProgressColumn

    from archive.ingest import Progress

Step = Callable[[int, int], None]
Say = Callable[[str], None]
Tell = Callable[["Progress"], None]

WAIT_SECONDS = 1.0
"""What takes longer than this says so: one looks up from the screen then (Nielsen 1993)."""

LINE_SECONDS = 60.0
"""After so long a line is said where there is no terminal: in a log a day of it is 1,440 lines."""


@contextmanager
def progress_bar(what: str) -> Iterator[tuple[Step, Say]]:
    """Give a function to tell (done, of how many), and one to say a line above the bar."""
    if not sys.stderr.isatty():
        lines = _Lines()
        yield lambda done, total: lines.say(f"{what}: {done:,} of {total:,}"), note
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = _console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total), console.print


@contextmanager
def waiting(what: str, after: float = WAIT_SECONDS) -> Iterator[None]:
    """Say on a terminal what takes so long, with the seconds, and take it away at the end.

    Where what a terminal shows is recorded, ``ARCHIVE_PROGRESS=never`` keeps it clean.
    """
    if not sys.stderr.isatty() or os.environ.get("ARCHIVE_PROGRESS") == "never":
        yield
        return
    from threading import Event, Thread

    ended = Event()

    def show() -> None:
        if ended.wait(after):
            return
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=_console(), transient=True) as bar:
            bar.add_task(what, total=None)
            ended.wait()

    shown = Thread(target=show, daemon=True)
    shown.start()
    try:
        yield
    finally:
        ended.set()
        shown.join()


@contextmanager
def ingest_bar() -> Iterator[tuple[Tell, Say]]:
    """Give the same for an ingest: what share of the bytes, how many documents, the time left.

    What follows the reading has a bar of its own.
    """
    meter = Meter(time.monotonic())
    if not sys.stderr.isatty():
        lines = _Lines()

        def line(progress: "Progress") -> None:
            meter.take(progress, time.monotonic())
            lines.say(str(meter))

        yield line, note
        return
    from rich.progress import Progress as Bar

    console = _console()
    with Bar(*_columns(), console=console, transient=True) as bar:
        task = bar.add_task("Ingesting", total=None, state="")

        def tell(progress: "Progress") -> None:
            meter.take(progress, time.monotonic())
            bar.update(
                task,
                description="Ingesting" if progress.phase is None else progress.phase.capitalize(),
                total=meter.total,
                completed=meter.done,
                state=meter.state,
            )

        yield tell, console.print


def _columns() -> "tuple[ProgressColumn, ...]":
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn

    return (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[state]}"),
        TimeElapsedColumn(),
    )


class _Lines:
    """Says a line where a minute has passed since the last one."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def say(self, text: str) -> None:
        now = time.monotonic()
        if now - self._said >= LINE_SECONDS:
            self._said = now
            note(text)


def _console() -> "Console":
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)
