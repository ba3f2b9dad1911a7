"""What a new archive has and an upgraded one may lack, made as in a new one.

Migrations change tables. Views, triggers and indexes hold nothing of their own: those that are not
as in a new archive (a program of an older revision made them otherwise, rebuilding a table lost
them, somebody dropped them) are rebuilt. What a user added under other names stays. Rows from
before there were checksums and fingerprints get theirs.
"""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from archive.store.upkeep import repairs


class Object(NamedTuple):
    """A view, trigger or index as sqlite_schema knows it."""

    kind: str
    name: str
    sql: str


LEFT = ("articles_forms", "statements_forms")
"""Views that triggers of revision 0002 read before it worked without them."""


def objects(raw: sqlite3.Connection) -> list[Object]:
    """Return the views, triggers and indexes in the order in which they were made."""
    rows = raw.execute(
        "SELECT type, name, sql FROM sqlite_schema"
        " WHERE type IN ('view', 'trigger', 'index') AND sql IS NOT NULL ORDER BY rowid"
    )
    return [Object(*row) for row in rows]


def renew(raw: sqlite3.Connection, model: Iterable[Object]) -> None:
    """Make views, triggers and indexes like those of ``model``, within the caller's transaction."""
    held = {one.name: one for one in objects(raw)}
    for one in model:
        before = held.get(one.name)
        if before == one:
            continue
        if before is not None:
            raw.execute(f'DROP {before.kind} "{one.name}"')
        raw.execute(one.sql)
    for name in LEFT:
        raw.execute(f"DROP VIEW IF EXISTS {name}")


def complete(raw: sqlite3.Connection) -> None:
    """Give rows that older programs wrote what they would get today, in the same transaction."""
    for table in repairs.FACTS:
        repairs.set_checksums(raw, table)
    repairs.set_fingerprints(raw)
