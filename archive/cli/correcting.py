"""What the commands about corrections share: who made them, questions, files, telling of them."""

import csv
import getpass
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from archive.cli.output import counted
from archive.errors import UsageError
from archive.render.correction import shown
from archive.render.safe import safe

if TYPE_CHECKING:
    from archive.store.people.decisions import Correction

Command = TypeVar("Command", bound=Callable[..., Any])

AUTHOR = "ARCHIVE_USER"
"""In the environment: who makes corrections, where that is not the login's name."""

SEVERAL = ("speaker", "tag", "untag")
OWN = ("why", "by")
COLUMNS = (
    *("speaker", "text", "said_on", "cue", "quotation", "kind", "drop", "tag", "untag", "add"),
    *("turns", "body_end", "genre", "title", "published_on", "event_on", "place", "publisher"),
)
"""What a line of a file may hold besides ``id``, ``why`` and ``by``."""

ALSO = {"date": "said_on", "published": "published_on", "event": "event_on"}
"""Columns by the names of the options."""


def author_options(command: Command) -> Command:
    """Add ``--why``, ``--by``, ``--yes`` and ``--dry-run``."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing."),
        click.option("--yes", is_flag=True, help="Do not ask."),
    ):
        command = option(command)
    return signed_options(command)


def signed_options(command: Command) -> Command:
    """Add ``--why`` and ``--by``."""
    why = click.option("--why", metavar="TEXT", help="Why, kept with the correction.")
    return why(signed_option(command))


def signed_option(command: Command) -> Command:
    """Add ``--by``."""
    return click.option(
        "--by", metavar="NAME", callback=_author,
        help=f"Who corrects it.  [default: ${AUTHOR}, your login]",
    )(command)  # fmt: skip


def _author(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    return author(value)


def author(value: str | None) -> str | None:
    """Return who makes corrections: as it is said, by the environment, by the login."""
    if value or os.environ.get(AUTHOR):
        return value or os.environ[AUTHOR]
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a process without a name, as in a container
        return None


def ask(question: str, *, yes: bool) -> None:
    """Go on where the user says so; raise where nobody can be asked."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"{question} Nobody is there to ask", hint="say so with --yes")
    click.confirm(question, abort=True, err=True)


def read_wanted(file: Path) -> Iterator[tuple[int, str, dict[str, Any], dict[str, str]]]:
    """Yield of each line its number, its id, what is wanted, and its own ``why`` and ``by``.

    Raises UsageError for a file that is neither CSV nor JSON Lines, and for unknown columns.
    """
    for number, row in _rows(file):
        named = {ALSO.get(str(name), str(name)): value for name, value in row.items()}
        unknown = named.keys() - {"id", *COLUMNS, *OWN}
        if unknown:
            raise UsageError(
                f"{file}, line {number}: there is no column {min(unknown)!r}",
                hint=f"columns are id, {', '.join(COLUMNS)}, why, by",
            )
        given = {name: value for name, value in named.items() if value not in (None, "", [], False)}
        own = {name: str(given.pop(name)) for name in OWN if name in given}
        for name in SEVERAL:
            if isinstance(given.get(name), str):
                given[name] = [one.strip() for one in given[name].split(";") if one.strip()]
        yield number, str(given.pop("id", "")), given, own


def _rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    text = file.read_text("utf-8-sig")
    if text.lstrip().startswith("{"):
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise UsageError(f"{file}, line {number} is not JSON: {error}") from None
                yield number, row
        return
    reader = csv.DictReader(text.splitlines())
    if "id" not in (reader.fieldnames or ()):
        raise UsageError(f"{file} has no column id", hint="its first line names the columns")
    for row in reader:
        yield reader.line_num, row


def lines_of(number: int, done: "Sequence[Correction]") -> Iterator[str]:
    """Say what a command has corrected, field by field, and how it is taken back."""
    kinds = Counter((one.field, shown(one.machine_value), shown(one.value)) for one in done)
    for (field, before, after), times in kinds.most_common(10):
        rows = [one for one in done if one.field == field]
        what = counted(times, "corrections")
        if times == 1:
            only = next(one for one in rows if shown(one.value) == after)
            what = only.statement or only.article
        if field == "turns":
            only = next(one for one in rows if shown(one.value) == after)
            what = f"{only.article}: {counted(len(only.before or {}), 'statements')}"
        yield safe(f"{what}: {field}: {before} → {after}")
    yield f"correction {number}; to take it back: archive undo {number}"
