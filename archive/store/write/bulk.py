"""New rows in bulk: straight into their tables, and then all at once into the index of words.

A trigger costs each new row more than its insertion does, and each statement that opens a savepoint
flushes a segment of the index: single inserts with row triggers take four times as long. So within
the transaction of a batch the triggers on new rows are dropped, what they would have done is done
for all rows together, and they are made again; whoever else looks never sees the file without them,
and a batch that fails leaves them as they were.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Table

from archive.store.columns import insert_text
from archive.store.rows import Row
from archive.store.sql import json_list
from archive.store.stage import many

SEARCHED = {"articles": "title, body, forms", "statements": "text, forms"}
"""Tables with indexes of words, and what these take of a row besides its key."""


def insert(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Insert new rows that nothing will find by their words before ``index`` is called.

    Raises IntegrityError where a key or uid is taken.
    """
    with _without_triggers(connection, table.name):
        many(connection, insert_text(table, columns), rows)


def index(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Enter the words of inserted rows, of which the first value is the key.

    To be called when all other tables are filled: until the end of the transaction, every
    statement that opens a savepoint writes out what the index holds in memory.
    """
    # The migrations alone know the indexes of words: no table of ours is one.
    keys = json_list(int(row[0] or 0) for row in rows)
    connection.exec_driver_sql(
        f"INSERT INTO {table}_fts (rowid, {SEARCHED[table]})"
        f" SELECT t.id, {SEARCHED[table]} FROM json_each(?) AS j"
        f" CROSS JOIN {table} AS t ON t.id = j.value",
        (keys,),
    )


@contextmanager
def _without_triggers(connection: Connection, table: str) -> Iterator[None]:
    # Core has no triggers.
    triggers = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name IN (?, ?)",
        (f"{table}_search_insert", f"{table}_search_insert_forms"),
    ).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        connection.exec_driver_sql(sql)
