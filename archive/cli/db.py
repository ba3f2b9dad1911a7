"""`archive db`."""

import click

from archive.cli.options import database, database_option
from archive.cli.output import shown_path
from archive.store.connect import open_for_reading


@click.group(name="db")
@database_option
def command() -> None:
    """Say where the database is and what is in it; bring it to this program's revision."""


@command.command("path")
@database_option
def path() -> None:
    """Print the path of the database that is used."""
    click.echo(str(database()))


@command.command("info")
@database_option
def info() -> None:
    """Print counts, dates, revision and size."""
    from archive.store.info import info as read_info

    with open_for_reading(database()) as connection:
        found = read_info(connection, database())
    facts = {
        "file": shown_path(str(found.path)),
        "revision": found.revision,
        **{name: f"{number:,}" for name, number in found.counts.items()},
        "open failures": f"{found.open_failures:,}",
        "said": f"{found.first_said_on or '?'} to {found.last_said_on or '?'}",
        "last ingest": found.last_ingest or "never",
        **{name: f"{size:,} bytes" for name, size in found.sizes.items()},
    }
    for name, value in facts.items():
        click.echo(f"{name:<14} {value}")


@command.command("upgrade")
@database_option
def upgrade() -> None:
    """Bring the database to the revision of this program, or create it."""
    from archive.store.upgrade import upgrade as run_upgrade

    run_upgrade(database())
    click.echo(f"{shown_path(str(database()))} has revision {_revision()}")


def _revision() -> str:
    from archive.store.connect import REVISION

    return REVISION
