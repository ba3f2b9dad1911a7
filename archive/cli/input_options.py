"""Options of commands that read articles from files: names of fields, and limits."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from archive.dates import Order
from archive.errors import UsageError
from archive.read import Reading, limits_of

Command = Callable[..., Any]

_MAP = click.option(
    "--map",
    "fields",
    multiple=True,
    metavar="OURS=THEIRS",
    help="How a field is called in your JSON or table: title=headline.",
)
_LIMIT = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    help="Limits of reading: size=64MB, seconds=30; see archive help sources.",
)


_DATES = click.option(
    "--dates",
    type=click.Choice(["day-first", "month-first"]),
    help="How 04/05/2020 is read where no other date of its file tells.",
)


def reading_options(command: Command) -> Command:
    """Add --map, --dates and --limit, which arrive as ``fields``, ``dates`` and ``limits``."""
    return _MAP(_DATES(_LIMIT(command)))


def reading_of(
    encoding: str | None, fields: Iterable[str], limits: Iterable[str], dates: Order | None = None
) -> Reading:
    """Return how to read; raise UsageError for a field or limit that there is not."""
    return Reading(encoding, _mapped(fields), limits_of(limits), dates)


def _mapped(fields: Iterable[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in fields]
    for ours, _, theirs in pairs:
        if not (ours and theirs):
            raise UsageError(
                f"--map {ours}: write OURS=THEIRS", hint="for example --map title=headline"
            )
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
