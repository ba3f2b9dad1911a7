"""What SQL clients changed in the rows, as the triggers of the tables note it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes of one column of a statement or article (uid): what stood there first, and last.

    ``field`` is "speaker" where one speaker (uid) was put in the place of another, None: nobody.
    """

    uid: str
    field: str
    before: Any
    after: Any
    edited_at: str

    @property
    def described(self) -> str:
        """Say it in one line."""
        return f"{self.field}: {_shown(self.before)} → {_shown(self.after)}"


def edits(connection: Connection) -> Iterator[Edit]:
    """Yield what was edited, the earliest first; a value put back is no edit any more."""
    rows = connection.execute("SELECT uid, field, before, after, edited_at FROM edits ORDER BY id")
    return (one for one in _chained(rows) if one.before != one.after)


def _chained(rows: Iterable[tuple[str, str, str, str, str]]) -> Iterable[Edit]:
    """Return one edit for each column: several of one column follow one another."""
    found: dict[tuple[object, ...], Edit] = {}
    for uid, field, before, after, at in rows:
        first, last = json.loads(before), json.loads(after)
        # A statement may have several speakers: which edit goes on says who stood there.
        before_it = (uid, field, first if field == "speaker" else None)
        held = found.pop(before_it, None)
        key = (uid, field, last if field == "speaker" else None)
        found[key] = Edit(uid, field, held.before if held else first, last, at)
    return found.values()


def _shown(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
