"""What the proofs of survival share: texts, the archive of an undisturbed run, a place for counts.

What a test counted is printed at the end of the run, since a promise is worth its numbers.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.survive.runs import Held, Ingest, held

GOLDEN = Path(__file__).parents[1] / "golden" / "whitehouse" / "texts"
TEXTS = 12

Tell = Callable[[str], None]

_told = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of real texts: few, since it is taken in some hundred times."""
    folder = tmp_path_factory.mktemp("texts")
    for text in sorted(GOLDEN.iterdir())[:TEXTS]:
        shutil.copy(text, folder)
    return folder


@pytest.fixture(scope="session")
def undisturbed(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Held:
    """What an archive of the texts holds after one run that nobody disturbed."""
    database = tmp_path_factory.mktemp("undisturbed") / "archive.db"
    run = Ingest(database, texts)
    assert run.ended() == 0
    assert len(run.told) == TEXTS
    undisturbed = held(database)
    assert all(undisturbed.rows)
    assert all(undisturbed.found)
    return undisturbed


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Say what was counted, for the end of the run."""
    return request.config.stash.setdefault(_told, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    lines = config.stash.get(_told, [])
    if lines:
        terminalreporter.section("what was survived")
        for line in lines:
            terminalreporter.line(line)
