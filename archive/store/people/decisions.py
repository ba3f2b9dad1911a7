"""What people decided, read back: about statements, and about which texts are copies."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

Value = Any
"""What JSON can say; of the field speaker a list of uids."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision: what stood there, what stands there now, and who decided it when and why.

    Those of one command share ``command``. One about a ``speaker`` (uid) has an empty ``article``.
    ``before`` is what it replaced in the rows, by uid; None where it found no place. ``quote`` with
    the words around it and ``start`` tell where it belongs.
    """

    id: int
    command: int
    made_at: str
    made_by: str | None
    reason: str | None
    tool: str | None
    article: str
    statement: str | None
    field: str
    value: Value
    machine_value: Value
    before: dict[str, Any] | None
    quote: str | None
    prefix: str | None
    suffix: str | None
    start: int | None
    undone_at: str | None
    speaker: str | None = None

    @property
    def is_placed(self) -> bool:
        """Tell whether the rows show it."""
        return self.before is not None or self.field in ("copy", "no copy")

    @property
    def about(self) -> str:
        """Return the uid of the statement, article or speaker that it is about."""
        return self.statement or self.article or str(self.speaker)


def corrections(
    connection: Connection,
    *,
    article: str | None = None,
    statement: str | None = None,
    command: int | None = None,
    undone: bool = False,
) -> Iterator[Correction]:
    """Yield the decisions that stand, latest first; with ``undone`` all that were ever made.

    ``article`` and ``statement`` are uids, ``command`` a number: those alone.
    """
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM corrections WHERE (undone_at IS NULL OR :undone)"
        " AND (:article IS NULL OR article_uid = :article)"
        " AND (:statement IS NULL OR statement_uid = :statement)"
        " AND (:command IS NULL OR command = :command) ORDER BY made_at DESC, id DESC",
        {"undone": undone, "article": article, "statement": statement, "command": command},
    )
    return map(correction_of, rows)


COLUMNS = (
    "id, command, made_at, made_by, reason, tool, article_uid, statement_uid, field, value,"
    " machine_value, before, quote, prefix, suffix, start, undone_at, speaker_uid"
)


def correction_of(row: tuple[Any, ...]) -> Correction:
    """Return the decision in a row of ``COLUMNS``."""
    values = dict(zip(_NAMES, row, strict=True))
    values["article"] = values["article"] or ""
    for name in ("value", "machine_value", "before"):
        stored = values[name]
        values[name] = None if stored is None else json.loads(stored)
    return Correction(**values)


_NAMES = tuple(Correction.__dataclass_fields__)


def event_decisions(connection: Connection) -> dict[frozenset[str], bool]:
    """Return what people decided of pairs of articles (uids): about one event or not."""
    rows = connection.execute(
        "SELECT article_uid, json_extract(value, '$.article'), json_extract(value, '$.same')"
        " FROM corrections WHERE undone_at IS NULL AND field = 'event' ORDER BY made_at, id"
    )
    return {frozenset((one, other)): bool(same) for one, other, same in rows}


def copy_decisions(connection: Connection) -> dict[frozenset[int], bool]:
    """Return what people decided of pairs of texts, known by ``same``: copies or not."""
    rows = connection.execute(
        "SELECT field, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM corrections"
        " WHERE undone_at IS NULL AND field IN ('copy', 'no copy') ORDER BY id"
    )
    return {frozenset((int(one), int(two))): field == "copy" for field, one, two in rows}
