"""Writing answers of several parts, and the option that picks one."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from archive.cli.output import Output
from archive.cli.pager import paged
from archive.render.colour import Choice
from archive.render.report import Part, chosen, draw, report

Command = TypeVar("Command", bound=Callable[..., Any])


def part_option(command: Command) -> Command:
    """Add ``--part``."""
    return click.option(
        "--part", metavar="NAME", help="Only one part of the answer, by its name in JSON."
    )(command)


def write_report(
    parts: Sequence[Part], form: str, colour: Choice, *, main: str, part: str | None = None
) -> None:
    """Draw parts on a terminal, or write them in the format that was asked for."""
    output = Output(form, colour)
    wanted = chosen(parts, part)
    if output.draws:
        with paged() as stream:
            draw(wanted, stream, colour=output.colour)
    else:
        output.write(report(wanted, form, main))
