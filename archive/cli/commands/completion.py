"""`archive completion`."""

import click

EXAMPLES = """\b
eval "$(archive completion bash)"                           in ~/.bashrc
eval "$(archive completion zsh)"                            in ~/.zshrc
archive completion fish > ~/.config/fish/completions/archive.fish"""


@click.command(name="completion", epilog=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print what makes the SHELL complete commands, options, and names from the database."""
    from click.shell_completion import get_completion_class

    from archive.cli import COMPLETE
    from archive.cli.shells import register

    register()
    found = get_completion_class(shell)
    assert found, "click knows these shells"
    root = context.find_root().command
    script = found(root, {}, "archive", COMPLETE)
    # source() asks the installed bash for its version; the script itself needs none.
    click.echo(script.source_template % script.source_vars())
