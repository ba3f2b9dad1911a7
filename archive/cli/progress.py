"""A progress bar on standard error, where that is a terminal; silence elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from archive.cli.output import note

Step = Callable[[int, int], None]
Say = Callable[[str], None]


@contextmanager
def progress_bar(what: str) -> Iterator[tuple[Step, Say]]:
    """Give a function to tell (done, of how many), and one to say a line above the bar."""
    if not sys.stderr.isatty():
        yield lambda done, total: None, note
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total), console.print
