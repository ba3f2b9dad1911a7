"""What the proofs of survival share: texts, the archive of an undisturbed run, a place for counts.

They are one group, which one worker of a parallel run takes first: while two of them ran, each
would measure how the other fills disk and processors, and none is left for the end, where the
other workers would wait for it.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SURVIVED
from tests.survive.runs import Held, Ingest, held

GOLDEN = Path(__file__).parents[1] / "golden" / "whitehouse" / "texts"
TEXTS = 12

Tell = Callable[[str], None]


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.xdist_group("survive"))


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
    """Say what was counted, for the end of the run: see ``tests.conftest``."""
    return lambda line: request.node.user_properties.append((SURVIVED, line))
