"""What is exported and taken in by another archive is all there, and stays as it was decided."""

import json
from pathlib import Path
from typing import Any

import pytest

from archive.cli import run
from archive.store.engine import open_for_writing
from archive.store.write.corrections import correct

SEED = Path(__file__).parents[2] / "seed"
TALKS = (
    "Xi Jinping said that China is ready to expand trade with Belarus in the years to come, and "
    "that the industrial park near Minsk will be the pearl of the Belt and Road.\n\n"
    "Lukashenko said that Belarus stands with China on issues that concern its core interests, "
    "such as Hong Kong, Taiwan and Xinjiang, and opposes interference by any force.\n"
)
RAIN = "Xi Jinping said that rain fell on the town. " + "Rain fell again and again. " * 12
GIVEN = {
    "title": "Talks in Minsk",
    "body": "Li Qiang spoke in Minsk. “China is ready to build a railway,” he said.",
    "date": "2023-08-01",
    "statements": [
        {
            "speakers": ["Li Qiang", "Roman Golovchenko"],
            "text": "China is ready to build a railway",
            "topics": ["Night trains"],
            "date": "2023-07",
        }
    ],
}


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(arguments) == code
    return capfd.readouterr().out


@pytest.fixture(autouse=True)
def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """An archive with copies, decisions, given statements, and an article of a title alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARCHIVE_DB", "one.db")
    Path("news").mkdir()
    for name, text in {
        "a": f"Leaders meet\n\nSAMARKAND, Sept. 15, 2022 (Xinhua) -- {TALKS}",
        "b": f"Pearl of the Road\n\nMINSK, Sept. 16, 2022 (BelTA) -- {TALKS}",
        "c": f"Heavy rain falls\n\nMINSK, Sept. 17, 2022 (BelTA) -- {RAIN}",
        "d": f"Heavy rain falls again\n\nMINSK, Sept. 18, 2022 (BelTA) -- {RAIN} It was wet.",
        "e": "A title and nothing else",
        "f": f"Leaders meet again\n\nMINSK, Sept. 19, 2022 (BelTA) -- {TALKS * 2}",
    }.items():
        Path("news", f"{name}.txt").write_text(text, "utf-8")
    Path("news", "given.jsonl").write_text(json.dumps(GIVEN), "utf-8")
    printed(capfd, "ingest", str(SEED), "news")


def exported(capfd: pytest.CaptureFixture[str], database: str) -> list[dict[str, Any]]:
    articles = map(json.loads, printed(capfd, "export", "--db", database).splitlines())
    return [_without_names(article) for article in articles]


def _without_names(article: dict[str, Any]) -> dict[str, Any]:
    """Leave out what another archive calls by another name: ids, and where it was read."""
    statements = [{**one, "uid": None} for one in article["statements"]]
    corrections = [
        {**one, "command": None, "statement": None, "before": [*one["before"].values()]}
        for one in article.get("corrections", ())
    ]
    named = {"uid": None, "path": None, "statements": statements}
    return {**article, **named, "corrections": corrections}


def carry_over(capfd: pytest.CaptureFixture[str]) -> None:
    Path("all.jsonl").write_text(printed(capfd, "export"), "utf-8")
    told = printed(capfd, "ingest", "all.jsonl", "--db", "two.db").splitlines()[0]
    assert told.split(" · ")[1:3] == ["0 unchanged", "0 updated"]
    assert " 0 failed" in told


def test_nothing_is_lost(capfd: pytest.CaptureFixture[str]) -> None:
    carry_over(capfd)

    assert exported(capfd, "two.db") == exported(capfd, "one.db")
    assert printed(capfd, "topics", "-f", "csv", "--db", "two.db").count("\nnight-trains,") == 1
    origins = [s["origin"] for a in exported(capfd, "two.db") for s in a["statements"]]
    assert origins.count("given") == 1
    assert len(origins) == 78


def test_what_people_decided_is_carried_over(capfd: pytest.CaptureFixture[str]) -> None:
    """One copy is parted, two unlike articles are joined, one speaker is put right."""
    parted = _copy(capfd, "Heavy rain falls again")
    printed(capfd, "copies", "split", parted)
    found = json.loads(printed(capfd, "query", "--articles", "-f", "json", "-c", "title,uid"))
    ids = {article["title"]: article["uid"] for article in found}
    printed(capfd, "copies", "merge", ids["Leaders meet again"], ids["Heavy rain falls"])
    with open_for_writing(Path("one.db")) as connection, connection.begin():
        said = connection.exec_driver_sql(
            "SELECT uid FROM statements WHERE text LIKE '%railway%'"
        ).scalar_one()
        correct(connection, said, "speaker", ["li-qiang"])

    carry_over(capfd)

    assert exported(capfd, "two.db") == exported(capfd, "one.db")
    kinds = [line.split()[1] for line in printed(capfd, "copies", "--db", "two.db").splitlines()
             if line.startswith("  ")]  # fmt: skip
    assert sorted(kinds) == ["merged", "near", "near"]
    said_by = printed(capfd, "query", "railway", "-c", "speaker", "-f", "csv", "--db", "two.db")
    assert said_by == "speaker\nLi Qiang\n"
    printed(capfd, "ingest", "all.jsonl", "--again", "--db", "two.db")
    assert exported(capfd, "two.db") == exported(capfd, "one.db")


def _copy(capfd: pytest.CaptureFixture[str], title: str) -> str:
    found = json.loads(
        printed(capfd, "query", "--articles", "--copies", "-f", "json", "-c", "title,copy")
    )
    return str(next(row["copy"] for row in found if row["title"] == title and row["copy"]))


def test_what_is_less_sure_is_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    everything = [json.loads(line) for line in printed(capfd, "export").splitlines()]
    sure = [
        json.loads(line)
        for line in printed(capfd, "export", "--min-confidence", "0.9").splitlines()
    ]

    assert [one["path"] for one in sure] == [one["path"] for one in everything]
    kept = [one for article in sure for one in article["statements"]]
    assert 0 < len(kept) < sum(len(article["statements"]) for article in everything)
    assert all(one["confidence"] >= 0.9 for one in kept)
