"""What a shell offers after ``--speaker``, ``--topic`` and their like: what is in the database."""

from typing import TYPE_CHECKING

import click

from archive.errors import ArchiveError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

MOST = 100


ALSO = {"against": "speaker", "present": "speaker", "topic-strict": "topic"}
"""Options and fields that take the names of another field."""


def complete_field(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return the names that go on from what was typed; none where there is no archive to ask."""
    name = (parameter.name or "").replace("_", "-")
    return _offered(context, ALSO.get(name, name), incomplete)


def complete_topic(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return the topics that go on from what was typed."""
    return _offered(context, "topic", incomplete)


def complete_words(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return how a field among the words goes on: ``speaker:je`` -> ``speaker:jen-psaki``."""
    name, colon, beginning = incomplete.partition(":")
    if not colon:
        return []
    found = _offered(context, ALSO.get(name, name), beginning.removeprefix('"'))
    for item in found:
        item.value = f"{name}:{_quoted(item.value)}"
    return found


def complete_guide(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return the guides."""
    from click.shell_completion import CompletionItem

    from archive.cli.manual import guides, title

    return [
        CompletionItem(name, help=title(path))
        for name, path in guides().items()
        if name.startswith(incomplete)
    ]


def _offered(context: click.Context, kind: str, beginning: str) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem

    from archive.cli.database import database
    from archive.store.connect import open_for_reading
    from archive.store.search.completions import offers

    try:
        with context.scope(cleanup=False), open_for_reading(database()) as connection:
            found = offers(connection, kind, beginning, MOST)
    except ArchiveError:
        return []
    return [CompletionItem(offer.value, help=offer.about) for offer in found]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
