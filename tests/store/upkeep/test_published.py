"""A published copy is lean, read like any archive, and made one again by an upgrade."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.cli import run
from archive.errors import StoreError
from archive.store.connect import open_for_reading
from archive.store.engine import open_for_writing
from archive.store.published import LEFT_OUT
from archive.store.schema import metadata
from archive.store.upkeep.backup import publish
from archive.store.upkeep.check import check
from archive.store.upkeep.upgrade import upgrade

SEED = Path(__file__).parents[3] / "seed"

READING: tuple[tuple[str, ...], ...] = (
    ("query", "trade"),
    ("query", "trade", "--by", "speaker"),
    ("kwic", "trade"),
    ("phrase", "core interests"),
    ("trend", "trade"),
    ("events",),
    ("speakers",),
    ("speakers", "suggest"),
    ("topics",),
    ("copies",),
    ("searches",),
    ("corrections", "log"),
    ("verify", "nobody said this here"),
    ("export",),
    ("db", "info"),
    ("db", "failures"),
    ("db", "check"),
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    assert run(("ingest", str(SEED), "--db", str(folder / "archive.db"))) == 0
    publish(folder / "archive.db", folder / "news.db")
    return folder / "news.db"


def names(path: Path, kind: str) -> set[str]:
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT name FROM sqlite_schema WHERE type = ?", (kind,))
        return {name for (name,) in rows}


def test_it_has_nothing_that_only_programs_need_which_write(published: Path) -> None:
    assert names(published, "trigger") == set()
    assert names(published, "table").isdisjoint(LEFT_OUT)
    assert "new_texts" not in names(published, "view")
    assert not [name for name in names(published, "index") if name.endswith("_whole")]
    assert {"v_statements", "v_copies"} <= names(published, "view")


@pytest.mark.parametrize("table", LEFT_OUT)
def test_what_stands_in_has_the_columns_of_the_table(published: Path, table: str) -> None:
    with open_for_reading(published) as connection:
        found = connection.execute(f"SELECT * FROM {table}")
        assert found.fetchall() == []
        known = [column.name for column in metadata.tables[table].columns if not column.computed]
        assert [one[0] for one in found.description] == known


def test_it_is_not_written(published: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(published, tmp_path))
    copy.chmod(0o644)
    with pytest.raises(StoreError, match="published copy"), open_for_writing(copy):
        pass


def test_an_upgrade_makes_an_archive_of_it_again(published: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(published, tmp_path))
    copy.chmod(0o644)
    upgrade(copy)
    whole = tmp_path / "whole.db"
    upgrade(whole)
    for kind in ("table", "trigger", "view", "index"):
        assert names(copy, kind) - {"sqlite_stat1"} == names(whole, kind) - {"sqlite_stat1"}
    assert list(check(copy)) == []


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_command_that_reads_takes_it(
    command: tuple[str, ...], published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = run((*command, "--db", str(published)))
    told = capfd.readouterr().err
    assert code in (0, 1), told
    assert "Traceback" not in told
