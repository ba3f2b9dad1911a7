"""Archives that the pages show: a small one written by SQL, and that of the seed."""

from pathlib import Path

import pytest
from starlette.types import ASGIApp

from archive.web.application import application
from tests import readme
from tests.store import small_archive


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_archive.make(tmp_path_factory.mktemp("web") / "archive.db")


@pytest.fixture(scope="session")
def small_app(small: Path) -> ASGIApp:
    """The pages of the small archive. Each question runs in an event loop of its own."""
    return application(small)


@pytest.fixture(scope="session")
def seed() -> Path:
    return readme.database()


@pytest.fixture(scope="session")
def app(seed: Path) -> ASGIApp:
    return application(seed)
