"""`archive help`."""

import click

from archive.cli.completions import complete_guide
from archive.cli.manual import guides, text_of, title
from archive.cli.pager import paged
from archive.errors import UsageError


@click.command(name="help")
@click.argument("name", required=False, shell_complete=complete_guide)
@click.pass_context
def command(context: click.Context, name: str | None) -> None:
    """Show the guide NAME, or the help of the command NAME; without a NAME, list the guides."""
    known = guides()
    if name is None:
        for guide, path in known.items():
            click.echo(f"{guide:12} {title(path)}")
    elif name in known:
        with paged() as stream:
            stream.write(text_of(known[name]))
    else:
        click.echo(_help_of(context, name, [*known]))


def _help_of(context: click.Context, name: str, known: list[str]) -> str:
    """Return the help of a command, which is asked for here as well; raise UsageError."""
    root = context.find_root()
    group = root.command
    assert isinstance(group, click.Group)
    command = group.get_command(root, name)
    if command is None:
        from difflib import get_close_matches

        near = get_close_matches(name, [*known, *group.list_commands(root)], n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise UsageError(
            f"there is no guide and no command {name!r}",
            hint=f"{guess}The guides are {', '.join(known)}.",
        )
    with command.make_context(name, [], parent=root, resilient_parsing=True) as asked:
        return command.get_help(asked)
