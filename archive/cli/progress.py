"""Progress on standard error, where that is a terminal; silence elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archive.cli.output import note

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import ProgressColumn

    from archive.ingest import Progress

Step = Callable[[int, int], None]
Say = Callable[[str], None]
Tell = Callable[["Progress"], None]


@contextmanager
def progress_bar(what: str) -> Iterator[tuple[Step, Say]]:
    """Give a function to tell (done, of how many), and one to say a line above the bar."""
    if not sys.stderr.isatty():
        yield lambda done, total: None, note
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = _console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total), console.print


@contextmanager
def rate_bar(what: str) -> Iterator[tuple[Tell, Say]]:
    """Give the same for an ingest: how many documents, how many a second, the time left."""
    if not sys.stderr.isatty():
        yield lambda progress: None, note
        return
    from rich.progress import Progress as Bar

    console = _console()
    with Bar(*_rate_columns(), console=console, transient=True) as bar:
        task = bar.add_task(what, total=None, documents=0, rate=0.0)

        def tell(progress: "Progress") -> None:
            seconds = bar.tasks[0].elapsed or 0.0
            bar.update(
                task,
                # Files may grow while they are read.
                total=progress.total and max(progress.total, progress.bytes, 1),
                completed=progress.bytes,
                documents=progress.documents,
                rate=progress.documents / max(seconds, 0.1),
            )

        yield tell, console.print


def _rate_columns() -> "tuple[ProgressColumn, ...]":
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    return (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[documents]:,} documents, {task.fields[rate]:,.0f}/s"),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=False),
    )


def _console() -> "Console":
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)
