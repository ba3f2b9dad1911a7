"""`archive ingest`, as the command line runs it, but in small batches and telling what is stored.

A program of its own: ``python telling.py ingest FOLDER --db FILE``. A batch of the command is a
thousand documents, and it counts them at the end; to disturb it between batches they must be few,
and to know what it acknowledged each document's path is printed once it is.
"""

import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

from archive.cli import run
from archive.cli.commands import ingest as command
from archive.ingest import Options, Result, ingest

BATCH = 2


def told(*arguments: Any, **options: Any) -> Iterator[Result]:
    """Ingest, and print the path of each document as its result comes."""
    for result in ingest(*arguments, **options):
        print(result.path, flush=True)
        yield result


if __name__ == "__main__":
    vars(command).update(Options=partial(Options, batch=BATCH), ingest=told)
    sys.exit(run(sys.argv[1:]))
