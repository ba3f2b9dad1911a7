"""The tables for SQL at /data, by Datasette where it is installed."""

from pathlib import Path

import pytest

from archive.web.application import application
from tests.web.client import ask

pytest.importorskip("datasette", reason="needs the extra clients")


def test_tables_are_shown_and_linked(seed: Path) -> None:
    app = application(seed, data=True)
    assert 'href="/data/"' in ask(app, "/").text
    assert "v_statements" in ask(app, f"/data/{seed.stem}").text


@pytest.mark.parametrize("page", ["databases.json", "plugins.json", "settings.json", "threads"])
def test_what_datasette_says_of_this_machine_is_not_shown(seed: Path, page: str) -> None:
    answer = ask(application(seed, data=True), f"/data/-/{page}")
    assert answer.status == 404
    assert str(seed) not in answer.text


def test_without_it_there_is_no_link(seed: Path) -> None:
    app = application(seed)
    assert "/data/" not in ask(app, "/").text
    assert ask(app, "/data/").status == 404
