"""What could not be taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be taken in, and why."""

    path: str
    reason: str
    error_class: str


def open_failures(connection: Connection) -> Sequence[Failure]:
    """Return what could not be taken in and still is not, by path."""
    rows = connection.execute(
        "SELECT path, reason, error_class FROM failures WHERE resolved_at IS NULL ORDER BY path"
    )
    return [Failure(*row) for row in rows]
