"""What a dataset says of all its parts together is what an archive of them says."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from archive.store.connect import open_for_reading
from archive.store.reports.events import all_events
from archive.store.uids import day_of, statement_uids
from tests.dataset.rows import rows

Links = set[tuple[str, str]]


def whole(dataset: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(dataset / "whole" / f"{name}.parquet").to_pylist()
    return found


def links(dataset: Path) -> Iterator[tuple[str, str]]:
    """Who made which statement, by the tables as the guide explains them."""
    versions = {row["path"]: row for row in whole(dataset, "versions")}
    keys = ("name", "kind", "title", "of", "day", "labelled")
    meant = {tuple(row[key] for key in keys): row["uid"] for row in whole(dataset, "who")}
    found = rows(dataset)
    texts: dict[str, list[str]] = {}
    for one in found["statements"]:
        texts.setdefault(one["path"], []).append(one["text"])
    days = {row["uid"]: day_of(row["date"]) for row in found["articles"]}
    speakers = {(row["article"], row["who"]): row for row in found["speakers"]}
    for one in found["statements"]:
        version = versions.get(one["path"])
        if version and not version["is_held"]:
            continue
        article = version["article"] if version else one["article"]
        uid = list(statement_uids(article, texts[one["path"]]))[one["position"]]
        day = days[one["article"]]
        for place in one["who"]:
            named = speakers[one["article"], place]
            words = (named["name"], named["kind"], named["title"], named["of"])
            when = date.fromordinal(day) if day else None
            yield uid, meant[(*words, when, one["speaker_method"] == "turn")]


def test_who_made_which_statement(dataset: Path, loaded: Path) -> None:
    with closing(sqlite3.connect(loaded)) as connection:
        expected = set(
            connection.execute(
                "SELECT s.uid, p.uid FROM statement_speakers AS x"
                " JOIN statements AS s ON s.id = x.statement_id"
                " JOIN speakers AS p ON p.id = x.speaker_id"
            )
        )
    assert set(links(dataset)) == expected
    assert len(expected) > 400


def test_which_documents_are_copies(dataset: Path, loaded: Path) -> None:
    with closing(sqlite3.connect(loaded)) as connection:
        expected = connection.execute(
            "SELECT d.path, a.uid, c.kind, c.similarity FROM documents AS d"
            " JOIN articles AS a ON a.id = d.article_id LEFT JOIN copies AS c ON c.id = d.copy_id"
            " WHERE d.copy_id IS NOT NULL OR d.id > (SELECT min(e.id) FROM documents AS e"
            " WHERE e.article_id = a.id AND e.copy_id IS NULL)"
        ).fetchall()
    found = [
        (row["path"], row["article"], row["kind"], row["similarity"])
        for row in whole(dataset, "versions")
        if not row["is_held"]
    ]
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert [Path(path).name for path, *_ in found] == ["zz-reprint.txt", "zz-same.txt"]


def test_the_names_of_people(dataset: Path, loaded: Path) -> None:
    columns = ("uid", "speaker", "kind", "name", "from_on", "until_on", "origin", "reason")
    with closing(sqlite3.connect(loaded)) as connection:
        expected = connection.execute(
            "SELECT p.uid, p.name, p.kind, n.name, n.from_on, n.until_on, n.origin, n.reason"
            " FROM speakers AS p JOIN speaker_names AS n ON n.speaker_id = p.id"
            " WHERE p.statements > 0 OR EXISTS (SELECT 1 FROM article_people AS x"
            " WHERE x.speaker_id = p.id)"
        ).fetchall()
    found = [tuple(row[column] for column in columns) for row in whole(dataset, "people")]
    assert sorted(found, key=repr) == sorted(expected, key=repr)


def test_events(dataset: Path, loaded: Path) -> None:
    with open_for_reading(loaded) as connection:
        expected = {
            (event.uid, event.day, report.article, tuple(sorted(report.people)))
            for event in all_events(connection)
            for report in event.reports
        }
    found = {
        (row["event"], row["day"] and row["day"].isoformat(), row["article"], (*row["people"],))
        for row in whole(dataset, "events")
    }
    assert found == expected
    assert any(people for *_, people in found)
