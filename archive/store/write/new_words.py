"""The new words of a batch, entered among those whose inflections are known."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

KNOWN = 500_000
"""Words that a writer remembers as entered, about 60 MB of them."""


def enter(connection: Connection, words: Iterable[str]) -> None:
    """Enter those words of ``words_of`` that are new, in the caller's transaction."""
    held = _held(connection)
    held.entered = set(" ".join(words).split()) - held.known
    if held.entered:
        # A view that the migrations alone know.
        connection.exec_driver_sql(
            "INSERT INTO new_texts (text) VALUES (?)", (" ".join(held.entered),)
        )


def committed(connection: Connection) -> None:
    """Say that the transaction is done: what was entered last is not asked about again."""
    held = _held(connection)
    if len(held.known) > KNOWN:
        held.known.clear()
    held.known |= held.entered
    held.entered = set()


@dataclass(slots=True)
class _Held:
    """The words that a connection knows to be in the file, and those that it has just entered."""

    known: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)


def _held(connection: Connection) -> _Held:
    held: _Held = connection.info.setdefault("inflections", _Held())
    return held
