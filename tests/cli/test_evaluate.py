"""What was reviewed says how right the machine is on this collection."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.cli import run
from archive.store.engine import open_for_writing, reader
from archive.store.people.names import speakers_of_statement
from archive.store.reports.evaluation import unreviewed
from archive.store.write.corrections import Decision, Made, correct_all
from tests.cli.test_correct import GAGGLE, TALKS


@pytest.fixture(autouse=True)
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVE_DB", raising=False)
    Path("gaggle.md").write_text(GAGGLE, "utf-8")
    Path("talks.txt").write_text(TALKS, "utf-8")
    assert run(["ingest", "gaggle.md", "talks.txt"]) == 0
    capfd.readouterr()


def decide(text: str, *speakers: str, field: str = "speaker", tool: str = "archive review") -> None:
    with open_for_writing(Path("archive.db")) as connection, connection.begin():
        article, uid = connection.exec_driver_sql(
            "SELECT article, uid FROM v_statements WHERE text LIKE ?", (f"{text}%",)
        ).one()
        held = list(speakers) or speakers_of_statement(reader(connection), uid)
        value = True if field == "drop" else held
        correct_all(connection, [Decision(article, field, value, uid)], Made("ann", tool=tool))


def rates(capfd: pytest.CaptureFixture[str]) -> dict[tuple[str, str], tuple[int, int]]:
    assert run(["evaluate", "-f", "json"]) == 0
    rows = json.loads(capfd.readouterr().out)
    return {(row["group"], row["value"]): (row["right"], row["reviewed"]) for row in rows}


def test_what_was_confirmed_is_right_and_what_was_corrected_is_wrong(
    capfd: pytest.CaptureFixture[str],
) -> None:
    sample = "archive review --sample"
    decide("trade has grown", tool=sample)
    decide("the railway", "li-qiang", tool=sample)
    decide("I will call him", tool=sample)
    decide("Will you call", field="drop", tool=sample)

    assert rates(capfd) == {
        ("all", "all"): (2, 4),
        ("kind", "news"): (1, 2),
        ("kind", "briefing"): (1, 2),
        ("publisher", "BelTA"): (1, 2),
        ("publisher", "unknown"): (1, 2),
        ("year", "2024"): (1, 2),
        ("year", "2025"): (1, 2),
    }


def test_what_somebody_picked_is_counted_apart(capfd: pytest.CaptureFixture[str]) -> None:
    decide("the railway", "li-qiang")

    assert rates(capfd) == {}

    run(["db", "evaluate"])
    told = capfd.readouterr().err
    assert "that somebody picked, 0 of them right" in told
    assert "archive review --sample 100" in told


def test_a_review_that_is_undone_is_none(capfd: pytest.CaptureFixture[str]) -> None:
    decide("trade has grown", tool="archive review --sample")
    assert run(["undo"]) == 0
    capfd.readouterr()

    assert rates(capfd) == {}


def test_a_sample_is_of_what_nobody_reviewed_and_the_same_for_a_seed() -> None:
    with closing(sqlite3.connect("archive.db")) as raw:
        every = unreviewed(raw, 1000, seed=1)
    decide("trade has grown")
    with closing(sqlite3.connect("archive.db")) as raw:
        left = unreviewed(raw, 1000, seed=1)
        some = unreviewed(raw, 2, seed=7)
        again = unreviewed(raw, 2, seed=7)

    assert len(every) - len(left) == 1
    assert some == again
    assert {*some} < {*left} < {*every}
