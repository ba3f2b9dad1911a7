"""Copies on the command line: who else printed what was found; parted and joined by hand."""

from pathlib import Path

import pytest

from archive.cli import run

TALKS = (
    "Xi said that China is ready to expand trade with Belarus in the years to come, and that the "
    "industrial park near Minsk will be the pearl of the Belt and Road.\n\n"
    "Lukashenko said that Belarus stands with China on issues that concern its core interests, "
    "such as Hong Kong, Taiwan and Xinjiang, and opposes interference by any force.\n"
)


@pytest.fixture(autouse=True)
def archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An archive of one report and its reprint."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("ARCHIVE_DB", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("a.txt").write_text(f"Leaders meet\n\nSAMARKAND, Sept. 15, 2022 (Xinhua) -- {TALKS}")
    Path("b.txt").write_text(f"Pearl of the Road\n\nMINSK, Sept. 16, 2022 (BelTA) -- {TALKS}")
    assert run(["--db", "archive.db", "ingest", "a.txt", "b.txt"]) == 0
    capfd.readouterr()


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(arguments) == code
    return capfd.readouterr().out


def test_rows_for_programs(capfd: pytest.CaptureFixture[str]) -> None:
    columns = ("--copies", "-c", "publisher,published_on,title,copy", "-f")

    assert printed(capfd, "query", "pearl", *columns, "csv") == (
        "publisher,published_on,title,copy\n"
        "Xinhua,2022-09-15,Leaders meet,\n"
        "BelTA,2022-09-16,Pearl of the Road,1\n"
    )
    assert printed(capfd, "query", "minsk", "--articles", *columns, "jsonl") == (
        '{"publisher": "Xinhua", "published_on": "2022-09-15", "title": "Leaders meet",'
        ' "copy": null}\n'
        '{"publisher": "BelTA", "published_on": "2022-09-16", "title": "Pearl of the Road",'
        ' "copy": 1}\n'
    )


def test_a_line_below_the_hit_for_people(capfd: pytest.CaptureFixture[str]) -> None:
    shown = printed(capfd, "query", "pearl", "--copies", "--color", "always")

    assert shown.count("industrial park near Minsk") == 1
    assert "also: BelTA 2022-09-16 (copy 1)" in shown


@pytest.mark.parametrize("option", [["--count"], ["--by", "publisher"], ["-f", "ids"], ["--sql"]])
def test_what_shows_no_hits_shows_no_copies(
    capfd: pytest.CaptureFixture[str], option: list[str]
) -> None:
    assert run(["query", "pearl", "--copies", *option]) == 2
    assert "--copies cannot be used with --by, --count, --sql" in capfd.readouterr().err


def test_the_list_says_why_and_a_person_parts_and_joins(capfd: pytest.CaptureFixture[str]) -> None:
    listed = printed(capfd, "copies").splitlines()
    article = listed[0].split()[0]
    assert listed == [
        f"{article}  Leaders meet",
        "  1      exact   1.00  BelTA, 2022-09-16, 59 words  b.txt: the very same words",
    ]

    other = printed(capfd, "copies", "split", "1").split()[-1]
    assert printed(capfd, "copies") == "no copies\n"
    assert printed(capfd, "ingest", "a.txt", "b.txt", "--again").splitlines()[0] == (
        "0 new · 0 unchanged · 2 updated · 0 failed"
    )
    assert printed(capfd, "copies") == "no copies\n"

    printed(capfd, "copies", "merge", article, other)
    printed(capfd, "ingest", "a.txt", "b.txt", "--again")
    assert printed(capfd, "copies").splitlines()[1].split()[1] == "merged"


def test_articles_on_the_same_template_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    other = TALKS.replace("Belarus", "Armenia").replace("Minsk", "Gyumri")
    Path("c.txt").write_text(f"Others meet\n\nYEREVAN, Oct. 3, 2023 (Wire) -- {other}")
    printed(capfd, "ingest", "c.txt", "--db", "archive.db")

    assert printed(capfd, "copies", "similar", "a:1", "--db", "archive.db").endswith(
        "Others meet: 79% of the shorter text stands in the other;"
        " published more than 7 days apart\n"
    )
