"""Which database a command works on; nothing is imported that `archive --help` does not need."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

Command = TypeVar("Command", bound=Callable[..., Any])


def database_option(command: Command) -> Command:
    """Add ``--db``, which may stand before or after the command's name."""
    return click.option(
        "--db",
        metavar="FILE",
        type=click.Path(),
        expose_value=False,
        callback=_remember,
        help="The database.  [default: $ARCHIVE_DB, ./archive.db, the user's data folder]",
    )(command)


def database() -> "Path":
    """Return the database that is meant."""
    import os
    from pathlib import Path

    from archive.store.connect import locate

    return locate(named_database(), os.environ, Path.cwd())


def named_database() -> str | None:
    """Return what ``--db`` said, if anything."""
    name = click.get_current_context().find_root().obj
    return name if isinstance(name, str) else None


def _remember(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.find_root().obj = value
