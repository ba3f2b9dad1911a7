"""What commands on datasets need beside the program: pyarrow."""

from collections.abc import Iterator
from contextlib import contextmanager

from archive.errors import UsageError


@contextmanager
def needs_arrow() -> Iterator[None]:
    """Say which extra is missing where pyarrow cannot be imported."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise UsageError(
            "a dataset needs the extra cluster (pyarrow)",
            hint='pip install "statement-archive[cluster]"',
        ) from error
