"""How Alembic reaches the database: the program hands it a connection, a developer a path.

The program (``archive.store.upkeep.upgrade``) passes a connection inside ``BEGIN IMMEDIATE``. On
the command line ``ARCHIVE_DB=archive.db alembic upgrade head`` or ``alembic check`` opens one with
the same function.
"""

import os
from pathlib import Path

from alembic import context

from archive.store.schema import metadata


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Hide the search index and its shadow tables, which no ``Table`` describes."""
    is_index = name is not None and ("_fts" in name or name.startswith("inflections"))
    return not (kind == "table" and is_index)


def run() -> None:
    """Run the migrations on the connection that the caller began."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_name=include_name,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_for_developer() -> None:
    """Open the file named by ARCHIVE_DB, or ./archive.db, as the program does, and run."""
    from archive.store.upkeep.upgrade import migrating

    with migrating(Path(os.environ.get("ARCHIVE_DB", "archive.db"))) as connection:
        context.config.attributes["connection"] = connection
        run()


if "connection" in context.config.attributes:
    run()
else:
    run_for_developer()
