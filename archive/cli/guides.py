"""`archive help`."""

from importlib.resources import files

import click

from archive.errors import UsageError


@click.command(name="help")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """Show the guide NAME, or which guides there are."""
    guides = {
        path.name.removesuffix(".md"): path
        for path in sorted(files("archive").joinpath("help").iterdir(), key=lambda p: p.name)
    }
    if name is None:
        for known, path in guides.items():
            click.echo(f"{known:12} {path.read_text('utf-8').splitlines()[0].lstrip('# ')}")
    elif name in guides:
        click.echo(guides[name].read_text("utf-8"), nl=False)
    else:
        raise UsageError(
            f"there is no guide {name!r}",
            hint=f"guides: {', '.join(guides)}; for a command: archive COMMAND --help",
        )
