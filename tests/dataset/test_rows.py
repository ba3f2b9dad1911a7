"""What an ingest hands to its writer goes into a dataset and comes out of it as it was."""

import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.cli import run
from archive.dataset.columns import days_of, year_and_month
from archive.dataset.parts import Part
from archive.dataset.read import read_part
from archive.dataset.work import do_part
from archive.ingest.tasks import files, tasks
from archive.ingest.work import Analyst, WorkerConfig
from archive.ingest.work import Part as Outcome
from archive.read import Reading
from archive.store.write.prepare import Prepared
from tests.readme import ROOT


def as_kept(part: Outcome) -> Outcome:
    """Leave out how a document was read, which its analysis alone needs; words are a set."""
    if not isinstance(part, Prepared):
        return part
    document = replace(part.document, date_order=None, is_tagged=False, is_body=False)
    return replace(part, document=document, words=" ".join(sorted(part.words.split())))


def exported(folder: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """What an archive says of an article, given statements and a correction included."""
    database = str(folder / "other.db")
    assert run(["ingest", str(min((ROOT / "seed").iterdir())), "--db", database]) == 0
    with closing(sqlite3.connect(database)) as connection:
        (uid,) = connection.execute("SELECT uid FROM statements ORDER BY id").fetchone()
    assert run(["correct", uid, "--kind", "question", "--db", database]) == 0
    capfd.readouterr()
    assert run(["export", "--db", database]) == 0
    path = folder / "export.jsonl"
    path.write_text(capfd.readouterr().out, "utf-8")
    return path


def test_all_that_is_written_comes_back(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    paths = [ROOT / "seed", exported(tmp_path, capfd), tmp_path / "picture.txt"]
    given = files(list(map(str, paths)), Reading())
    config = WorkerConfig(None, None, (), None, Reading())
    analyst = Analyst(config)
    expected = [
        as_kept(part)
        for task in tasks(given, Reading(), io.BytesIO())
        for part in analyst.do(task).parts
    ]
    part = Part(0, tuple(given))

    do_part(tmp_path / "set", part, config)

    found = [one for done in read_part(tmp_path / "set", part) for one in done.parts]
    assert found == expected
    prepared = [one for one in found if isinstance(one, Prepared)]
    assert any(one.corrections for one in prepared)
    assert any(any(one.mentions) for one in prepared)
    assert len(prepared) == len(found) - 1


@pytest.mark.parametrize(
    ("iso", "days"),
    [
        ("2022-09-15", (date(2022, 9, 15), date(2022, 9, 15))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2022", (date(2022, 1, 1), date(2022, 12, 31))),
        (None, (None, None)),
    ],
)
def test_a_date_is_the_days_that_it_may_mean(
    iso: str | None, days: tuple[date | None, date | None]
) -> None:
    assert days_of(iso) == days


def test_month_and_year_of_a_date() -> None:
    assert [year_and_month(iso) for iso in ("2022-09-15", "2022-09", "2022", None)] == [
        (2022, "2022-09"),
        (2022, "2022-09"),
        (2022, None),
        (None, None),
    ]
