"""An upgrade that fails, at whichever of its statements, changes nothing and can be run again."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive.store.connect import REVISION
from archive.store.upkeep import upgrade as upgrading
from archive.store.upkeep.upgrade import upgrade
from tests.upgrades.test_upgrades import HERE, KEPT


class Faulty(sqlite3.Connection):
    """A connection whose disk fails at a certain statement: after that it only rolls back."""

    left = 0
    """Statements that still work."""

    def cursor(self, *_: Any) -> "Cursor":  # type: ignore[override]
        return Cursor(self)

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        return self.cursor().execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        return self.cursor().executemany(*arguments)

    def commit(self) -> None:
        _step()
        super().commit()


class Cursor(sqlite3.Cursor):
    def execute(self, *arguments: Any) -> "Cursor":
        _step()
        return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> "Cursor":
        _step()
        return super().executemany(*arguments)


class DiskError(Exception):
    pass


def _step() -> None:
    if not Faulty.left:
        raise DiskError
    Faulty.left -= 1


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def opened(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, factory=Faulty)

    monkeypatch.setattr(upgrading, "open_raw", opened)
    yield
    Faulty.left = 0


STEPS = list(pairwise(sorted({*KEPT, REVISION})))


SOME = 12
"""Statements at which an upgrade is made to fail in the normal run, spread over all of them; each
costs a whole upgrade up to there. `poe survive` tries every one."""


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("most", [SOME, pytest.param(None, marks=pytest.mark.survive)])
@pytest.mark.parametrize(("before", "after"), STEPS)
def test_a_fault_at_any_statement_changes_nothing(
    before: str, after: str, most: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "archive.db"
    content = gzip.decompress((HERE / f"{before}.db.gz").read_bytes())
    revision = "head" if after == REVISION else after
    path.write_bytes(content)
    total = _statements_of(path, revision)
    assert total > 10

    path.write_bytes(content)
    for faults in range(0, total, max(1, total // most) if most else 1):
        assert _fails(path, revision, faults)
        assert path.read_bytes() == content
        assert [file.name for file in tmp_path.iterdir()] == ["archive.db"]

    # The run that gets through is made on the file that all the others have failed on.
    assert not _fails(path, revision, total)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(after,)]
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _statements_of(path: Path, revision: str) -> int:
    """Upgrade with a disk that never fails, and return how many statements that took."""
    Faulty.left = plenty = 1_000_000
    upgrade(path, revision)
    return plenty - Faulty.left


def _fails(path: Path, revision: str, statements: int) -> bool:
    """Upgrade with a disk that fails after so many statements; tell whether it came to that."""
    Faulty.left = statements
    try:
        upgrade(path, revision)
    except DiskError:
        return True
    return False
