"""What Datasette is told of a published archive."""

import asyncio
import gc
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from archive.errors import StoreError
from archive.store.upkeep.backup import publish
from tests.store import small_archive


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    beside = publish(small_archive.make(folder / "archive.db"), folder / "news.db")
    assert beside == folder / "news-metadata.json"
    return folder / "news.db"


def described(published: Path) -> Any:
    return json.loads(published.with_name("news-metadata.json").read_text("utf-8"))


def test_tables_are_told_as_their_definitions_comment_them(published: Path) -> None:
    tables = described(published)["databases"]["news"]["tables"]
    shown = tables["v_statements"]
    assert (shown["title"], shown["description"]) == (
        "Statements",
        "One flat row a statement: the view to open first.",
    )
    assert shown["columns"]["cue"] == 'as written: "pointed out"; NULL without one'
    assert tables["statements"]["description"].startswith("Content attributed to a source")


def test_what_programs_keep_for_themselves_is_hidden(published: Path) -> None:
    tables = described(published)["databases"]["news"]["tables"]
    hidden = {name for name, told in tables.items() if told.get("hidden")}
    assert {"alembic_version", "ingests", "inflections", "statements_fts"} <= hidden
    assert hidden.isdisjoint({"v_statements", "statements", "speakers", "corrections"})


def test_a_file_beside_it_is_not_overwritten_unasked(published: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    target.with_name("a-metadata.json").write_text("mine")
    with pytest.raises(StoreError, match=r"a-metadata\.json exists already"):
        publish(published, target)
    assert not target.exists()
    publish(published, target, replace=True)
    assert target.with_name("a-metadata.json").read_text().startswith("{")


@pytest.mark.skipif(find_spec("datasette") is None, reason="needs the extra clients")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_datasette_searches_views_and_counts_each_speaker(published: Path) -> None:
    """Without the metadata a search of a view gives all rows, without a word."""
    from datasette.app import Datasette

    async def ask(path: str, **parameters: str) -> Any:
        answer = await server.client.get(f"/news/{path}.json", params=parameters)
        assert answer.status_code == 200, path
        return answer.json()

    async def answers() -> tuple[Any, Any, Any]:
        return (
            await ask("v_statements", _search="reunification", _shape="array"),
            await ask("v_articles", _search="gigantic", _shape="array"),
            await ask("v_statements", _shape="objects", _facet_array="speakers_json"),
        )

    server = Datasette([str(published)], metadata=described(published))
    statements, articles, faceted = asyncio.run(answers())
    assert [row["uid"] for row in statements] == ["s:nation22"]
    assert [row["uid"] for row in articles] == ["a:samarkand"]
    found = faceted["facet_results"]["speakers_json"]["results"]
    assert {one["value"]: one["count"] for one in found}["Alexander Lukashenko"] == 3
    assert [row["id"] for row in faceted["rows"]] == sorted(
        (row["id"] for row in faceted["rows"]), reverse=True
    )
    gc.collect()  # Datasette leaves its connections open, which Python 3.13 complains of here
