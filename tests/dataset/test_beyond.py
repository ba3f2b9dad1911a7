"""What the guide shows of a dataset runs, and says what the archive says."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.cli import run
from archive.dataset.export import lines
from archive.dataset.phrases import read_set_phrases as of_dataset
from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.reports.set_phrases import Asked, read_set_phrases
from tests.readme import ROOT

GUIDE = (ROOT / "archive" / "help" / "beyond.md").read_text("utf-8")
SQL = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def duckdb(dataset: Path) -> Any:
    module = pytest.importorskip("duckdb")
    with module.connect() as connection:
        for view in SQL[:2]:
            connection.execute(view.replace("news.dataset", str(dataset)))
        yield connection


def test_the_guide_shows_two_views_and_four_queries() -> None:
    assert [query.split()[0] for query in SQL] == ["CREATE"] * 2 + ["SELECT"] * 4


@pytest.mark.parametrize("query", SQL[2:], ids=["topic", "phrase", "shares", "event"])
def test_a_query_of_the_guide_finds_something(duckdb: Any, dataset: Path, query: str) -> None:
    assert duckdb.execute(query.replace("news.dataset", str(dataset))).fetchall() != []


def test_duckdb_counts_what_the_archive_counts(duckdb: Any, loaded: Path) -> None:
    with closing(sqlite3.connect(loaded)) as connection:
        statements = connection.execute("SELECT count(*) FROM statements").fetchall()
        by_person = connection.execute(
            "SELECT name, statements FROM speakers WHERE statements > 0 ORDER BY name"
        ).fetchall()
        by_year = connection.execute(
            "SELECT year, count(*) FROM v_statements GROUP BY 1 ORDER BY 1"
        ).fetchall()
    assert duckdb.execute("SELECT count(*) FROM held").fetchall() == statements
    assert (
        duckdb.execute(
            "SELECT person, count(DISTINCT (path, position)) FROM said GROUP BY ALL ORDER BY 1"
        ).fetchall()
        == by_person
    )
    years = "SELECT year, count(*) FROM held GROUP BY 1 ORDER BY 1 NULLS FIRST"
    assert duckdb.execute(years).fetchall() == by_year


def test_dates_have_types(duckdb: Any) -> None:
    types = dict(row[:2] for row in duckdb.execute("DESCRIBE held").fetchall())
    assert {name: types[name] for name in ("said_from", "year", "topics", "confidence")} == {
        "said_from": "DATE",
        "year": "SMALLINT",
        "topics": "VARCHAR[]",
        "confidence": "DOUBLE",
    }


def test_polars_reads_it(dataset: Path) -> None:
    pytest.importorskip("polars")
    names: dict[str, Any] = {}
    for code in PYTHON:
        exec(code.replace("news.dataset", str(dataset)), names)
    assert names["table"].columns == ["month", "speakers", "statements"]
    assert names["table"]["statements"][0] >= names["table"]["statements"][1] > 1


def test_phrases_are_those_of_the_archive(dataset: Path, loaded: Path) -> None:
    pytest.importorskip("numpy")
    asked = Asked(parse(""), least=3)
    with open_for_reading(loaded) as connection:
        expected, number = read_set_phrases(connection, asked, TODAY)
    found, count = of_dataset(dataset, asked, TODAY)
    assert count == number > 5
    assert {(one.text.lower(), one.articles, one.statements, one.speakers) for one in found} == {
        (one.text.lower(), one.articles, one.statements, one.speakers) for one in expected
    }


def test_opensearch_takes_an_action_before_each_document(dataset: Path, loaded: Path) -> None:
    written = list(lines(dataset, "opensearch"))
    assert all(line.endswith("}\n") and line.count("\n") == 1 for line in written)
    actions = [json.loads(line) for line in written[::2]]
    documents = [json.loads(line) for line in written[1::2]]
    assert all(set(one) == {"index"} for one in actions)
    assert [one["index"]["_id"] for one in actions] == [one["uid"] for one in documents]
    assert {one["index"]["_index"] for one in actions} == {"statements"}
    with closing(sqlite3.connect(loaded)) as connection:
        expected = dict(connection.execute("SELECT uid, text FROM statements"))
    assert {one["uid"]: one["text"] for one in documents} == expected
    dated = next(one for one in documents if one.get("said_on", "").startswith("2022-09-15"))
    assert (dated["said_from"], dated["said_until"]) == ("2022-09-15", "2022-09-15")
    assert dated["speaker_uids"] == ["xi-jinping", "alexander-lukashenko"]


def test_quickwit_takes_documents_alone(dataset: Path) -> None:
    documents = [json.loads(line) for line in lines(dataset, "quickwit")]
    assert [json.loads(line) for line in list(lines(dataset, "opensearch"))[1::2]] == documents
    assert all(value not in (None, []) for one in documents for value in one.values())


def test_the_command_finds_phrases_of_a_dataset(
    dataset: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("numpy")
    assert run(["phrases", "--dataset", str(dataset), "--articles", "3", "-n", "2"]) == 0
    assert len(capfd.readouterr().out.splitlines()) >= 2
    assert run(["phrases", "taiwan", "--dataset", str(dataset)]) == 2
