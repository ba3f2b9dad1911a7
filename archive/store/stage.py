"""Temporary tables in which what replaces known rows is laid out, and how it is moved from there.

The triggers of the search index fire once for an ``INSERT … SELECT``; fired a row they cost four
times as much (each statement that opens a savepoint flushes a segment of the index).
"""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import (
    Connection,
    Delete,
    Table,
    TableClause,
    column,
    delete,
    select,
    table,
    true,
)
from sqlalchemy.dialects.sqlite import insert

from archive.errors import StoreError
from archive.store.columns import insert_text, listed_as
from archive.store.compiled import Compiled
from archive.store.rows import Row
from archive.store.schema import (
    article_people,
    articles,
    removed_lines,
    statement_mentions,
    statement_speakers,
    statement_topics,
    statements,
)
from archive.store.sql import json_list, names

Parameters = tuple[object, ...] | Mapping[str, object]
"""What a statement takes: values in order for "?", by name for ":name"."""


def stage(connection: Connection, into: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Lay rows out in ``temp.stage_TABLE``, emptied of the batch before."""
    staged = _staged(into, columns)
    # Core has no CREATE TABLE … AS; the columns are the table's.
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE IF NOT EXISTS {staged.name} AS"
        f" SELECT {names(columns)} FROM main.{into.name} LIMIT 0"
    )
    connection.exec_driver_sql(f"DELETE FROM {staged.fullname}")
    many(connection, insert_text(staged), rows)


def _staged(into: Table, columns: Sequence[str]) -> TableClause:
    return table(f"stage_{into.name}", *map(column, columns), schema="temp")


def move(
    connection: Connection, into: Table, columns: Sequence[str], expected: int, *, guard: str = ""
) -> None:
    """Move the staged rows into their table: new ones in, known ones in place, by uid.

    A known row is changed only where the column ``guard`` agrees; raises StoreError unless all
    ``expected`` rows were moved.
    """
    moved = _move(into, tuple(columns), guard).run(connection).rowcount
    if moved != expected:
        raise StoreError(f"two {into.name} of different documents would get the same uid")


@cache
def _move(into: Table, columns: Sequence[str], guard: str) -> Compiled:
    # SQLite wants a WHERE before ON CONFLICT.
    new = insert(into).from_select(columns, select(_staged(into, columns)).where(true()))
    return Compiled(
        new.on_conflict_do_update(
            index_elements=["uid"],
            set_={name: new.excluded[name] for name in columns if name != "uid"},
            where=into.c[guard] == new.excluded[guard] if guard else None,
        )
    )


def clear(connection: Connection, uids: Sequence[str]) -> None:
    """Take out what the articles ``uids`` no longer have; statements that stay keep their row."""
    clear_statements(connection, uids)
    for query in _CLEAR:
        query.run(connection, uids=json_list(uids))


def clear_statements(connection: Connection, uids: Sequence[str]) -> None:
    """Delete the statements of articles that are not staged, and all their speakers and topics."""
    for query in _CLEAR_STATEMENTS:
        query.run(connection, uids=json_list(uids))


def many(connection: Connection, query: str, rows: Sequence[Parameters]) -> None:
    """Run a statement once a row; not at all where there is none."""
    if rows:
        connection.exec_driver_sql(query, list(rows))


_THEIRS = select(articles.c.id).where(articles.c.uid.in_(listed_as("uids")))
_SAID = select(statements.c.id).where(statements.c.article_id.in_(_THEIRS))


def _of(table: Table) -> Delete:
    """Return the DELETE of what belongs to articles or to their statements."""
    column = table.c.get("statement_id")
    mine = table.c.article_id.in_(_THEIRS) if column is None else column.in_(_SAID)
    return delete(table).where(mine)


_CLEAR_STATEMENTS = (
    Compiled(
        _of(statements).where(statements.c.uid.not_in(select(_staged(statements, ["uid"]).c.uid)))
    ),
    Compiled(_of(statement_speakers)),
    Compiled(_of(statement_topics)),
)
_CLEAR = tuple(
    Compiled(_of(table)) for table in (statement_mentions, article_people, removed_lines)
)
