"""What people decided, read back: about statements, and about which texts are copies."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

Value = list[str] | str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision; ``value`` and ``machine_value`` of the field speaker are lists of uids."""

    id: int
    made_at: str
    article: str
    statement: str | None
    field: str
    value: Value
    machine_value: Value
    quote: str | None
    undone_at: str | None


def corrections(
    connection: Connection, *, article: str | None = None, undone: bool = False
) -> Iterator[Correction]:
    """Yield the decisions that stand, latest first; with ``undone`` all that were ever made.

    ``article`` is a uid: those on this article alone.
    """
    rows = connection.execute(
        "SELECT id, made_at, article_uid, statement_uid, field, value, machine_value, quote,"
        " undone_at FROM corrections WHERE (undone_at IS NULL OR :undone)"
        " AND (:article IS NULL OR article_uid = :article) ORDER BY id DESC",
        {"undone": undone, "article": article},
    )
    for number, made_at, article, statement, field, value, machine, quote, undone_at in rows:
        yield Correction(
            number,
            made_at,
            article,
            statement,
            field,
            json.loads(value),
            json.loads(machine),
            quote,
            undone_at,
        )


def copy_decisions(connection: Connection) -> dict[frozenset[int], bool]:
    """Return what people decided of pairs of texts, known by ``same``: copies or not."""
    rows = connection.execute(
        "SELECT field, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM corrections"
        " WHERE undone_at IS NULL AND field IN ('copy', 'no copy') ORDER BY id"
    )
    return {frozenset((int(one), int(two))): field == "copy" for field, one, two in rows}
