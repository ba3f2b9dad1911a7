"""What a command imports: starting is most of what a query costs, so each import is a decision."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store import small_archive

HEAVY = ("alembic", "sqlalchemy", "rich", "tomllib", "ahocorasick_rs", "charset_normalizer")
OURS = ("archive.store", "archive.parse", "archive.extract", "archive.read", "archive.ingest",
        "archive.pipeline")  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_archive.make(tmp_path_factory.mktemp("start") / "archive.db")


def imported(*arguments: str) -> set[str]:
    """Run a command in a fresh process and return the modules that it had at the end."""
    program = (
        "import sys; from archive.cli import run; code = run(sys.argv[1:]);"
        "print(*sys.modules, sep='\\n', file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []], ids=" ".join)
def test_help_imports_click_alone(arguments: list[str]) -> None:
    assert imported(*arguments).isdisjoint([*HEAVY, *OURS])


def test_a_query_imports_neither_migrations_nor_analysis_nor_tables(database: Path) -> None:
    modules = imported("query", "trade", "--db", str(database))
    assert "archive.store.search.request" in modules
    assert modules.isdisjoint({*HEAVY, *OURS, "sqlalchemy.orm"} - {"sqlalchemy", "archive.store"})


@pytest.mark.parametrize("arguments", [["show", "s:1"], ["speakers"], ["topics"], ["db", "info"]],
                         ids=" ".join)  # fmt: skip
def test_reading_commands_import_neither_migrations_nor_analysis(
    database: Path, arguments: list[str]
) -> None:
    modules = imported(*arguments, "--db", str(database))
    assert modules.isdisjoint(["alembic", "tomllib", "archive.parse", "archive.pipeline"])


def test_extract_imports_no_database() -> None:
    modules = imported("extract", "seed/002_9d14b147e4753693.txt")
    assert modules.isdisjoint(["sqlalchemy", "alembic", "rich"])
