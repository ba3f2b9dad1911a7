"""The command line. Each command is a file here: it parses options, calls one function, renders.

Exit codes: 0 done (also: nothing found), 1 nothing found where that was asked (-e, new), 2 wrong
usage, query or name, 3 some documents failed, 4 the database cannot be used, 5 the output cannot be
written, 70 a fault of this program, 130 interrupted.
"""

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from archive import __version__
from archive.cli.database import database_option
from archive.cli.listing import COMMANDS, listing, moved, spelled_out
from archive.cli.net import caught
from archive.cli.streams import drop_output
from archive.errors import UsageError

COMPLETE = "_ARCHIVE_COMPLETE"
"""In the environment where a shell asks how a line may go on."""


class Commands(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"archive.cli.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, by its old name too; name the nearest where there is none."""
        if now := moved(args):
            place = " ".join(now[:2])
            click.echo(
                f"Note: archive {args[0]} has moved to archive {place};"
                " the old name will go with the next version.",
                err=True,
            )
            args = now
        args = spelled_out(args)
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, n=1)
        raise UsageError(
            f"there is no command {name!r}",
            hint=f"did you mean {near[0]}?" if near else f"to search for it: archive query {name}",
        )

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> "list[click.shell_completion.CompletionItem]":
        """Offer the commands without importing them all."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        found = [
            (name, text) for name, (_, text) in COMMANDS.items() if name.startswith(incomplete)
        ]
        return [CompletionItem(name, help=text) for name, text in found]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write all commands with one line each, on one screen of 80 by 40."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        formatter.write("\n".join(listing()) + "\n")
        # Not `format_options` of a group, which would list the commands again.
        click.Command.format_options(self, ctx, formatter)
        formatter.write("  Start with: archive ingest FILE_OR_FOLDER    Guides: archive help\n")


WIDEST = 96
"""Columns of help at the most: longer lines are hard to read."""

START = """\
A searchable archive of news articles and of the statements in them: who said what, when.

First take articles in, files or folders:
  archive ingest FILE_OR_FOLDER

Then ask:
  archive query taiwan --speaker xi        statements with a word, of a speaker
  archive query '"core interests"' --by year
  archive show s:1                         a statement in its context
  archive speakers                         who speaks, how often, first and last

All commands: archive --help     Guides: archive help
"""


def width() -> int:
    """Return the width of help, as click would find it out by ``shutil``, whose import takes 2 ms.

    See ``click.formatting.HelpFormatter``: two columns less than the screen, at least 50.
    """
    try:
        columns = int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (ValueError, OSError):  # no number, and no terminal to ask
        columns = 80
    return max(min(columns, WIDEST) - 2, 50)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "terminal_width": width()},
)
@database_option
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """A searchable archive of news articles and of the statements in them."""
    if context.invoked_subcommand is None:
        click.echo(START, nl=False)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    from archive.cli.streams import prepare_streams

    prepare_streams()
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; what goes wrong is explained."""
    output = sys.stdout
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return caught(lambda: _run(given), given)
    except SystemExit:
        # click replaces the stream and exits with 1 when a reader such as `head` went away.
        if sys.stdout is output:
            raise
        drop_output()
        return 0


def _run(arguments: Sequence[str]) -> int:
    if COMPLETE in os.environ:
        from archive.cli.shells import register

        register()
    code: object = 0
    try:
        code = cli.main(list(arguments), prog_name="archive", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
    sys.stdout.flush()
    return code if isinstance(code, int) else 0
