"""A database is made and upgraded whole, or stays as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copytree

import pytest

from archive.errors import NotAnArchiveError, StoreError
from archive.store import connect
from archive.store.engine import open_for_writing
from archive.store.upkeep import upgrade as upgrading
from archive.store.upkeep.upgrade import migrating, scripts, upgrade
from archive.store.write.batch import write_batch
from tests.check_schema import main as check_schema
from tests.conftest import check_whole
from tests.factories import article, document, statement

NEXT = """
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade():
    connection = op.get_bind()
    connection.exec_driver_sql("ALTER TABLE statements ADD COLUMN mood TEXT")
    connection.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql("UPDATE statements SET text = 'changed', mood = 'glad'")
    {last}


def downgrade():
    pass
"""


@pytest.fixture
def filled(database: Path) -> Path:
    """An archive with one statement."""
    with open_for_writing(database) as connection:
        write_batch(connection, [(document(), article(statement("We trade", "Xi Jinping")))])
    return database


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test may add to."""
    folder = tmp_path / "migrations"
    copytree(scripts(), folder)
    monkeypatch.setattr(upgrading, "scripts", lambda: folder)
    return folder


def add(migrations: Path, last: str) -> None:
    (migrations / "versions" / "9999_next.py").write_text(
        NEXT.format(before=connect.REVISION, last=last)
    )


def schema(path: Path) -> list[tuple[str, ...]]:
    with reading(path) as raw:
        return raw.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as raw:
        yield raw


def texts(path: Path) -> list[tuple[str]]:
    with reading(path) as raw:
        return raw.execute("SELECT text FROM statements").fetchall()


def test_the_tables_in_code_are_those_of_the_migrations() -> None:
    assert check_schema() == 0


def test_the_newest_migration_is_the_revision_that_is_asked_for() -> None:
    names = sorted(file.name for file in (scripts() / "versions").glob("0*.py"))

    assert names[-1].startswith(f"{connect.REVISION}_")


def test_a_second_upgrade_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    upgrade(path)
    before = schema(path)

    upgrade(path)

    assert schema(path) == before


def test_an_upgrade_brings_back_what_was_dropped_and_leaves_what_users_made(filled: Path) -> None:
    before = schema(filled)
    with reading(filled) as raw:
        raw.execute("DROP VIEW v_statements")
        raw.execute("CREATE VIEW v_statements AS SELECT 1 AS one")
        raw.execute("DROP TRIGGER statements_search_update")
        raw.execute("DROP INDEX articles_place")
        raw.execute("CREATE VIEW mine AS SELECT uid FROM statements")
        raw.commit()

    upgrade(filled)

    assert [one for one in schema(filled) if one[1] != "mine"] == before
    assert ("view", "mine", "CREATE VIEW mine AS SELECT uid FROM statements") in schema(filled)


def test_an_upgrade_keeps_rows_and_search(filled: Path, migrations: Path) -> None:
    add(migrations, "")

    upgrade(filled)

    with reading(filled) as raw:
        found = raw.execute(
            "SELECT mood FROM statements JOIN statements_fts ON statements_fts.rowid = id"
            " WHERE statements_fts MATCH 'changed'"
        )
        assert found.fetchall() == [("glad",)]
        raw.execute("UPDATE alembic_version SET version_num = ?", (connect.REVISION,))
        raw.commit()


def test_a_migration_that_fails_changes_nothing_and_can_be_run_again(
    filled: Path, migrations: Path
) -> None:
    before = schema(filled)
    add(migrations, "raise OSError('boom')")
    with pytest.raises(OSError, match="boom"):
        upgrade(filled)

    assert schema(filled) == before
    assert texts(filled) == [("We trade",)]

    add(migrations, "")
    upgrade(filled)
    assert texts(filled) == [("changed",)]
    with reading(filled) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (connect.REVISION,))
        raw.commit()


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("INSERT INTO statement_speakers VALUES (1, 2, 0, NULL)", "broken reference"),
        ("INSERT INTO statements_fts (rowid, text) VALUES (99, 'nowhere')", "out of date"),
    ],
    ids=["a broken reference", "an out of date index"],
)
def test_an_upgrade_that_would_do_harm_is_taken_back(
    filled: Path, migrations: Path, harm: str, reason: str
) -> None:
    before = schema(filled)
    add(migrations, f'connection.exec_driver_sql("{harm}")')

    with pytest.raises(StoreError, match=reason):
        upgrade(filled)

    assert schema(filled) == before
    check_whole(filled)


def test_a_foreign_database_is_not_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE notes (id INTEGER)")
    before = path.read_bytes()

    with pytest.raises(NotAnArchiveError):
        upgrade(path)

    assert path.read_bytes() == before


def test_going_back_to_nothing_leaves_nothing(filled: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts()))
    with migrating(filled, check=False) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    with reading(filled) as raw:
        names = raw.execute("SELECT name FROM sqlite_schema WHERE name NOT LIKE '%autoindex%'")
        assert names.fetchall() == [("alembic_version",)]
    filled.unlink()
    upgrade(filled)


def test_the_schema_tells_sql_users_what_things_are(database: Path) -> None:
    tables = {name: sql for kind, name, sql in schema(database) if kind == "table"}

    for name in ("articles", "statements", "speakers", "topics", "corrections"):
        assert "-- " in tables[name]


def test_datasette_can_find_the_search_index(database: Path) -> None:
    """Datasette looks for this spelling, in double quotes."""
    tables = {name: sql for _, name, sql in schema(database)}

    assert 'content="articles"' in tables["articles_fts"]
    assert 'content="statements"' in tables["statements_fts"]
