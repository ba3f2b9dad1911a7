"""`archive serve`."""

from importlib.util import find_spec

import click

from archive.cli.correcting import author
from archive.cli.database import database, database_option
from archive.cli.output import note
from archive.errors import UsageError

EXAMPLES = """\b
archive serve                    the pages on this machine, until Ctrl-C
archive serve --edit             also correct statements in the browser
archive --db published.db serve --host 0.0.0.0      for others, from a published copy

More: archive help web"""
NEEDED = ("starlette", "uvicorn", "jinja2")


@click.command(name="serve", epilog=EXAMPLES)
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="[default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8321, metavar="N",
    help="0 takes any that is free.  [default: 8321]",
)  # fmt: skip
@click.option(
    "--name", "names", multiple=True, metavar="HOST",
    help="A further name by which browsers reach this machine.",
)  # fmt: skip
@click.option("--edit", is_flag=True, help="Allow corrections; on this machine alone.")
@database_option
def command(*, host: str, port: int, names: tuple[str, ...], edit: bool) -> None:
    """Show the archive in a browser: search, articles, speakers, comparisons.

    Nothing leaves this machine unless --host says so. The archive is read as it is at each request,
    so an ingest may run meanwhile.
    """
    must_have_web()
    from archive.store.connect import open_for_reading
    from archive.web.server import address_of, is_local, listening, serve

    local = is_local(host)
    if edit and not local:
        raise UsageError(
            f"--edit is for this machine alone, and {host} can be reached from others",
            hint="leave out --host, or leave out --edit",
        )
    with open_for_reading(database()):
        pass  # says now, and not in a browser, what is wrong with the file
    opened = listening(host, port)
    with opened:
        from archive.web.application import application, has_datasette

        address = address_of(opened, host)
        data = local and has_datasette()
        if edit:
            from archive.web.editing import EditingPages, editing

            pages = EditingPages(database(), by=author(None), data=data)
            app = editing(pages, names)
            address += f"edit?token={pages.secret}"
        else:
            app = application(database(), names, data=data)
        if not local:
            note(
                f"Warning: whoever can reach {host} can read the whole archive."
                " There is no password, and what is sent is not encrypted."
            )
        click.echo(f"{database().name} is shown at {address} (Ctrl-C ends it)")
        serve(app, opened)


def must_have_web() -> None:
    """Raise UsageError where what the pages need is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the pages need the extra web ({', '.join(missing)})",
            hint='pip install "statement-archive[web]"',
        )
