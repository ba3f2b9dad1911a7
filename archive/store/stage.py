"""Temporary tables in which what replaces known rows is laid out, and how it is moved from there.

The triggers of the search index fire once for an ``INSERT … SELECT``; fired a row they cost four
times as much (each statement that opens a savepoint flushes a segment of the index).
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from archive.errors import StoreError
from archive.store.rows import Row
from archive.store.sql import json_list, names

Parameters = tuple[object, ...] | Mapping[str, object]
"""What a statement takes: values in order for "?", by name for ":name"."""


def stage(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Lay rows out in ``temp.stage_TABLE``, emptied of the batch before."""
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE IF NOT EXISTS stage_{table} AS"
        f" SELECT {names(columns)} FROM main.{table} LIMIT 0"
    )
    connection.exec_driver_sql(f"DELETE FROM temp.stage_{table}")
    places = ", ".join("?" * len(columns))
    many(connection, f"INSERT INTO temp.stage_{table} VALUES ({places})", rows)


def move(
    connection: Connection, table: str, columns: Sequence[str], expected: int, *, guard: str = ""
) -> None:
    """Move the staged rows into their table: new ones in, known ones in place, by uid.

    A known row is changed only where the column ``guard`` agrees; raises StoreError unless all
    ``expected`` rows were moved.
    """
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name != "uid")
    condition = f" WHERE {guard} = excluded.{guard}" if guard else ""
    moved = connection.exec_driver_sql(
        f"INSERT INTO main.{table} ({names(columns)})"
        f" SELECT {names(columns)} FROM temp.stage_{table} WHERE true"
        f" ON CONFLICT (uid) DO UPDATE SET {updates}{condition}"
    ).rowcount
    if moved != expected:
        raise StoreError(f"two {table} of different documents would get the same uid")


def clear(connection: Connection, uids: Sequence[str]) -> None:
    """Take out what the articles ``uids`` no longer have; statements that stay keep their row."""
    theirs = "(SELECT id FROM articles WHERE uid IN (SELECT value FROM json_each(?)))"
    said = f"(SELECT id FROM statements WHERE article_id IN {theirs})"
    staged = "(SELECT uid FROM temp.stage_statements)"
    for query in (
        f"DELETE FROM statements WHERE article_id IN {theirs} AND uid NOT IN {staged}",
        f"DELETE FROM statement_speakers WHERE statement_id IN {said}",
        f"DELETE FROM statement_topics WHERE statement_id IN {said}",
        f"DELETE FROM statement_mentions WHERE statement_id IN {said}",
        f"DELETE FROM article_people WHERE article_id IN {theirs}",
        f"DELETE FROM removed_lines WHERE article_id IN {theirs}",
    ):
        connection.exec_driver_sql(query, (json_list(uids),))


def many(connection: Connection, query: str, rows: Sequence[Parameters]) -> None:
    """Run a statement once a row; not at all where there is none."""
    if rows:
        connection.exec_driver_sql(query, list(rows))
