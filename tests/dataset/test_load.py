"""A dataset loaded is the archive that ingesting its documents makes."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from archive.dataset.load import load
from archive.dataset.make import Options as Making
from archive.dataset.make import make
from archive.errors import StoreError, UsageError
from archive.ingest import Options, ingest
from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.search.request import Request, plan
from archive.store.search.request import rows as found
from archive.vocabulary import Vocabulary
from tests.conftest import check_whole
from tests.dataset.rows import archive_rows


@pytest.fixture(scope="module")
def ingested(texts: Path, empty_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ingested") / "archive.db"
    shutil.copy(empty_archive, path)
    statuses = Counter(one.status for one in ingest([str(texts)], path))
    assert statuses["failed"] == 3
    return path


def test_it_equals_direct_ingest(dataset: Path, database: Path, ingested: Path) -> None:
    """In every table and view: ids, people and their names, copies, statements, topics."""
    list(load(dataset, database))

    loaded, expected = archive_rows(database), archive_rows(ingested)
    assert {name: len(some) for name, some in loaded.items()} == {
        name: len(some) for name, some in expected.items()
    }
    assert loaded == expected
    assert len(loaded["copies"]) == 1
    assert len(loaded["statements"]) > 400


def test_loading_again_adds_nothing(dataset: Path, database: Path) -> None:
    first = Counter(one.status for one in load(dataset, database))
    before = archive_rows(database)

    again = Counter(one.status for one in load(dataset, database))

    assert first["new"] > 50
    assert again == {"unchanged": first["new"] + first["unchanged"], "failed": 3}
    after = archive_rows(database)
    assert {name for name in after if after[name] != before[name]} <= {"ingests", "failures"}


def test_a_dataset_joins_what_an_archive_holds(
    dataset: Path, database: Path, texts: Path, ingested: Path
) -> None:
    """The seed is there already, ingested from its files."""
    list(ingest([str(texts / "seed")], database))

    statuses = Counter(one.status for one in load(dataset, database))

    assert statuses["unchanged"] == 6  # and the same text once more under another name
    held = archive_rows(database)
    assert len(held["articles"]) == len(archive_rows(ingested)["articles"])
    check_whole(database)


def test_a_damaged_file_is_named(dataset: Path, database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(dataset, copy)
    file = copy / "parts" / "000001" / "statements.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(StoreError, match=r"000001/statements\.parquet is damaged"):
        list(load(copy, database))


def test_what_is_no_dataset_or_not_whole_is_refused(
    dataset: Path, database: Path, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="is no dataset"):
        list(load(tmp_path, database))
    begun = tmp_path / "begun"
    begun.mkdir()
    shutil.copy(dataset / "manifest.json", begun)
    text = (begun / "manifest.json").read_text("utf-8")
    (begun / "manifest.json").write_text(text[: text.index('"files"')] + '"files": {}}', "utf-8")
    with pytest.raises(StoreError, match=r"is not whole: (\d+) of \1 parts are missing"):
        list(load(begun, database))


def test_the_vocabulary_must_be_the_one_it_was_made_with(
    dataset: Path, database: Path, tmp_path: Path
) -> None:
    (tmp_path / "cues.toml").write_text("", "utf-8")
    with pytest.raises(UsageError, match="another vocabulary"):
        list(load(dataset, database, Options(vocabulary=Vocabulary(tmp_path))))


def test_of_a_dataset_what_a_query_finds_is_loaded(
    dataset: Path, database: Path, ingested: Path
) -> None:
    query = parse("speaker:xi belarus")
    with open_for_reading(ingested) as connection:
        request = Request(query, "articles", "date", None, TODAY)
        expected = {row["uid"] for row in found(connection, plan(connection, request))}

    list(load(dataset, database, where=query, today=TODAY))

    assert {row[1] for row in archive_rows(database)["articles"]} == expected
    assert len(expected) == 3
    assert archive_rows(database)["failures"] == []


def test_a_name_that_is_in_no_part_is_said(dataset: Path, database: Path) -> None:
    with pytest.raises(UsageError, match="there is no speaker 'nobody'"):
        list(load(dataset, database, where=parse("speaker:nobody")))


TODAY = date(2026, 11, 28)

TOPICS = """[harbour]
label = "Harbours"
terms = ["port", "harbour"]
"""


def test_topics_that_it_was_made_with_become_the_archives(
    texts: Path, database: Path, tmp_path: Path, empty_archive: Path
) -> None:
    from archive.pipeline import load_topics

    (tmp_path / "topics.toml").write_text(TOPICS, "utf-8")
    topics = load_topics(tmp_path / "topics.toml")
    seed, other = str(texts / "seed"), tmp_path / "other.db"
    shutil.copy(empty_archive, other)
    make([seed], tmp_path / "set", Making(topics=topics))

    list(load(tmp_path / "set", database))
    list(ingest([seed], other, Options(topics=topics)))

    assert archive_rows(database) == archive_rows(other)
    assert [row[1] for row in archive_rows(database)["topics"]] == ["harbour"]
