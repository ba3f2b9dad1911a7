"""What a shell offers after ``--speaker``, ``--topic`` and their like: what is in the database."""

from typing import TYPE_CHECKING

import click

from archive.errors import ArchiveError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

MOST = 100


def complete_field(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return the names that go on from what was typed; none where there is no archive to ask."""
    from click.shell_completion import CompletionItem

    from archive.cli.options import database
    from archive.store.connect import open_for_reading
    from archive.store.offers import offers

    kind = (parameter.name or "").replace("_", "-")
    try:
        with context.scope(cleanup=False), open_for_reading(database()) as connection:
            found = offers(connection, kind, incomplete, MOST)
    except ArchiveError:
        return []
    return [CompletionItem(offer.value, help=offer.about) for offer in found]
