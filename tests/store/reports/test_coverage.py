"""What an archive covers, counted by keys."""

from pathlib import Path

from archive.store.connect import open_for_reading
from archive.store.reports.coverage import coverage, publishers, statements_of_years
from archive.store.reports.speaker import met_by, named_in, years_of
from tests import readme
from tests.store import small_archive


def test_months_without_an_article_are_there_too(tmp_path: Path) -> None:
    with open_for_reading(small_archive.make(tmp_path / "a.db")) as connection:
        found = coverage(connection)
    assert list(found.articles)[:2] == ["2022-09", "2022-10"]
    assert (found.articles["2022-09"], found.articles["2022-10"]) == (2, 0)
    assert (found.statements["2022-09"], found.undated) == (4, 1)
    assert found.by_year() == {"2022": (2, 4), "2023": (1, 2)}


def test_statements_and_publishers_are_counted(tmp_path: Path) -> None:
    with open_for_reading(small_archive.make(tmp_path / "a.db")) as connection:
        assert statements_of_years(connection) == {2022: 4, 2023: 2}
        assert publishers(connection, 2) == [("BelTA", 1), ("People's Daily", 1)]
        assert years_of(connection, [2]) == {2022: 3}


def test_a_speaker_meets_those_named_as_taking_part() -> None:
    with open_for_reading(readme.database()) as connection:
        (key,) = connection.execute("SELECT id FROM speakers WHERE uid = 'xi-jinping'").fetchone()
        assert [(one.name, one.number) for one in met_by(connection, key, 1)] == [
            ("Alexander Lukashenko", 3)
        ]


def test_a_speaker_is_not_named_by_himself() -> None:
    with open_for_reading(readme.database()) as connection:
        keys = [key for (key,) in connection.execute("SELECT id FROM statements")]
        (xi,) = connection.execute("SELECT id FROM speakers WHERE uid = 'xi-jinping'").fetchone()
        found = [(one.uid, one.number) for one in named_in(connection, keys, xi, 4)]
    assert found == [
        ("china", 57),
        ("belarus", 51),
        ("shanghai-cooperation-organization", 5),
        ("alexander-lukashenko", 3),
    ]
