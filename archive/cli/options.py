"""Options that several commands share, and what they mean."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "markdown")
BOM = "archive.bom"
"""Where the context of a command keeps that a byte order mark is wanted."""
HIT_FORMATS = (*FORMATS, "ids", "atom", "parquet")


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Add ``--format`` with a table as the default, ``--format-version`` and ``--bom``."""

    def add(command: Command) -> Command:
        command = click.option(
            "--format-version",
            type=int,
            expose_value=False,
            callback=_check_version,
            metavar="N",
            help="Fail unless the fields are those of version N (now 1).",
        )(command)
        command = click.option(
            "--bom",
            is_flag=True,
            expose_value=False,
            callback=_mark_order,
            help="Begin CSV and TSV with a byte order mark, for Excel.",
        )(command)
        return click.option(
            "-f",
            "--format",
            "form",
            type=click.Choice(formats or FORMATS),
            default="table",
            help="Output format.  [default: table; in a pipe, tab-separated lines]",
        )(command)

    return add


def columns_option(command: Command) -> Command:
    """Add ``--column``."""
    return click.option(
        "-c",
        "--column",
        "columns",
        multiple=True,
        metavar="NAME",
        callback=lambda _context, _parameter, names: _parted(names),
        help="Columns to write, in this order: said_on,text.",
    )(command)


def status_option(command: Command) -> Command:
    """Add ``--exit-status``."""
    return click.option(
        "-e", "--exit-status", "strict", is_flag=True, help="Exit with code 1 if nothing is found."
    )(command)


def _parted(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for text in names for name in text.split(",") if name.strip())


def _mark_order(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Keep the wish where the output looks for it; no command has to hand it on."""
    context.meta[BOM] = wanted


def _check_version(_: click.Context, __: click.Parameter, wanted: int | None) -> None:
    from archive.render.formats import VERSION

    if wanted not in (None, VERSION):
        raise click.BadParameter(f"this program writes version {VERSION} of its formats")


def colour_option(command: Command) -> Command:
    """Add ``--color``."""
    return click.option(
        "--color",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour; auto heeds the terminal, NO_COLOR and CLICOLOR_FORCE.",
    )(command)


def vocabulary_option(command: Command) -> Command:
    """Add ``--vocabulary``."""
    return click.option(
        "--vocabulary",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="FOLDER",
        help="Your own TOML files, added to ours: archive help vocabulary.",
    )(command)


def topics_option(command: Command) -> Command:
    """Add ``--topics``."""
    return click.option(
        "--topics",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Use the topics in this TOML file; an archive that has others keeps those.",
    )(command)


def encoding_option(command: Command) -> Command:
    """Add ``--encoding``."""
    return click.option(
        "--encoding", metavar="NAME", help="Encoding of all files; detected where not given."
    )(command)
