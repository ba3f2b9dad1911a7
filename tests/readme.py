"""Real output for README and the guides, by cog; `poe docs` fails where it went stale.

Everything is the same on every machine: a fresh archive of the seed, a terminal of fixed width
without colours, paths relative to the project's root.
"""

import os
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from itertools import takewhile
from pathlib import Path
from tempfile import mkdtemp

KINDS = {
    "readouts": "readouts of meetings (5, in `seed/`)",
    "whitehouse": "White House documents",
}
"""How the sets of annotated texts are named for people."""

ACCURACY = ("kind of document", "statements", "found", "exact words",
            "found, with the right speaker", "another's name")  # fmt: skip

ROOT = Path(__file__).parent.parent
WIDTH = 96


def shell(command: str, lines: int | None = None) -> str:
    """Return a code block with a command and what it prints in a pipe."""
    done = subprocess.run(
        _arguments(command), cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, check=True
    )
    return _block(command, done.stdout.decode(), lines)


def terminal(command: str, lines: int | None = None) -> str:
    """Return a code block with a command and what a terminal shows, the notes included."""
    import pty  # not on Windows, where nobody runs cog

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        _arguments(command), cwd=ROOT, env=_environment(), stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
    assert process.returncode == 0, shown.decode()
    os.close(ours)
    return _block(command, shown.decode().replace("\r\n", "\n"), lines)


def sql(query: str) -> str:
    """Return a code block with a query for the sqlite3 shell and its rows."""
    with closing(sqlite3.connect(database())) as connection:
        rows = ["|".join(map(str, row)) for row in connection.execute(query)]
    return _block(f'sqlite3 archive.db "{query}"', "\n".join(rows), None)


def all_help() -> str:
    """Return the help of all commands, and of the commands below those that are groups."""
    shown = []
    for name, command in _commands():
        text = shell(f"archive {name} --help").split("\n", 2)[2]
        shown.append(f"{'###' if command else '##'} archive {name}\n\n```\n{text}\n")
    return "\n".join(shown)


def _commands() -> Iterator[tuple[str, bool]]:
    """Yield the names of all commands, and whether each stands below a group."""
    import click

    from archive.cli import cli

    with click.Context(cli) as context:
        for name in cli.list_commands(context):
            yield name, False
            command = cli.get_command(context, name)
            if isinstance(command, click.Group):
                yield from ((f"{name} {below}", True) for below in command.list_commands(context))


def accuracy() -> str:
    """Return how often the analysis is right, by kind of document, as a table."""
    from tests.quality import SETS, scored

    lines = [
        f"| {' | '.join(ACCURACY)} |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for gold_set in SETS:
        result = scored(gold_set)
        measures = result.measures()
        figures = [f"{measures[name]:.1f}" for name in ("found", "exact", "full")]
        wrong = f"{100 - measures[_NO_OTHER]:.1f} %"
        counts = f"{result.counts['gold']:,}"
        lines.append(f"| {' | '.join((KINDS[gold_set.name], counts, *figures, wrong))} |")
    return "\n".join(lines)


def schema() -> str:
    """Return the tables and views of a fresh database with what they are for, in a table."""
    lines = ["| table or view | what it holds | columns |", "| --- | --- | --- |"]
    with closing(sqlite3.connect(database())) as connection:
        for name, ddl in connection.execute(_SCHEMA).fetchall():
            columns = [row[1] for row in connection.execute(f'PRAGMA table_xinfo("{name}")')]
            shown = [f"`{column}`" for column in columns if column not in (name, "rank")]
            lines.append(f"| `{name}` | {_purpose(ddl)} | {' '.join(shown)} |")
    return "\n".join(lines)


@cache
def database() -> Path:
    """Make an archive of the seed, once."""
    path = Path(mkdtemp()) / "archive.db"
    subprocess.run(
        _program(["ingest", "seed", "--db", str(path)]), cwd=ROOT, check=True, capture_output=True
    )
    return path


_NO_OTHER = "no other's name"
_SCHEMA = """
SELECT name, sql FROM sqlite_schema
WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'
    AND name NOT LIKE '%_fts_%' AND name NOT LIKE 'inflections_%'
ORDER BY type DESC, rowid"""


def _purpose(ddl: str) -> str:
    """Return the first sentence of the comment that opens a table's or view's definition."""
    comments = [line.strip() for line in ddl.splitlines()[1:]]
    opening = takewhile(lambda line: line.startswith("--"), comments)
    text = " ".join(line.removeprefix("--").strip() for line in opening)
    return text.split(". ")[0].rstrip(".") or "Full-text index."


def _arguments(command: str) -> list[str]:
    program, *arguments = shlex.split(command)
    assert program == "archive", command
    return _program(arguments)


def _program(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "archive", *arguments]


def _environment() -> dict[str, str]:
    fixed = {"COLUMNS": str(WIDTH), "LINES": "50", "NO_COLOR": "1", "TERM": "xterm"}
    fixed["ARCHIVE_PROGRESS"] = "never"  # what takes longer than a second on a busy machine
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "SYSTEMROOT") if key in os.environ}
    return {**kept, **fixed, "ARCHIVE_DB": str(database()), "LC_ALL": "C.UTF-8"}


def _block(command: str, text: str, lines: int | None) -> str:
    shown = [line.rstrip() for line in text.rstrip().splitlines()]
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], "…"]
    return "\n".join(["```", f"$ {command}", *shown, "```"])


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # how Linux says that the other end of a terminal was closed
        return b""
