"""Hits counted by several properties from one list of keys."""

from pathlib import Path

import pytest

from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.search.facets import facets, newest_keys
from archive.store.search.filters import Unit
from archive.store.search.groups import By, groups
from archive.store.search.request import Request, plan, rows, rows_of
from tests.store import small_archive


@pytest.mark.parametrize("query", ["*", "trade", "said:2022", "speaker:none"])
@pytest.mark.parametrize("unit", ["statements", "articles"])
def test_facets_count_what_groups_count(tmp_path: Path, query: str, unit: Unit) -> None:
    """Both count the same, each in its own way: by one list of keys, and by asking anew."""
    path = small_archive.make(tmp_path / "archive.db")
    with open_for_reading(path) as connection:
        found = plan(connection, Request(parse(query), unit))
        counted = facets(connection, unit, newest_keys(connection, found))
        for one in counted:
            if one.name == "kind":
                continue
            by: By = one.name
            known = {g.value: g.number for g in groups(connection, found, unit, by) if g.value}
            assert {value.name: value.number for value in one.values} == {
                _named(connection, one.name, value): number for value, number in known.items()
            }


def _named(connection: object, name: str, value: str) -> str:
    """Return the uid of a speaker; of all else a value is its own name."""
    if name != "speaker":
        return value
    return next(uid for _, uid, known, _, _ in small_archive.SPEAKERS if known == value)


def test_only_the_most_frequent_values_are_listed(tmp_path: Path) -> None:
    path = small_archive.make(tmp_path / "archive.db")
    with open_for_reading(path) as connection:
        keys = newest_keys(connection, plan(connection, Request(parse("*"))))
        speakers = next(one for one in facets(connection, "statements", keys, 1))
    assert [(one.name, one.number) for one in speakers.values] == [("alexander-lukashenko", 3)]
    assert speakers.more == 4


def test_rows_of_known_keys_come_in_the_order_of_the_keys(tmp_path: Path) -> None:
    path = small_archive.make(tmp_path / "archive.db")
    with open_for_reading(path) as connection:
        found = plan(connection, Request(parse("trade"), "statements", "date"))
        asked = [*rows(connection, found)]
        keys = [row["id"] for row in asked]
        assert rows_of(connection, "statements", keys) == asked
        assert [r["id"] for r in rows_of(connection, "statements", keys[::-1])] == keys[::-1]


def test_hits_can_be_passed_over(tmp_path: Path) -> None:
    path = small_archive.make(tmp_path / "archive.db")
    with open_for_reading(path) as connection:
        every = [
            row["uid"]
            for row in rows(connection, plan(connection, Request(parse("*"), sort="date")))
        ]
        some = Request(parse("*"), sort="date", limit=2, skip=3)
        assert [row["uid"] for row in rows(connection, plan(connection, some))] == every[3:5]
