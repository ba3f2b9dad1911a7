"""`archive verify`: what it prints, and the exit codes that a script goes by."""

import json
from pathlib import Path

import pytest

from archive.cli import run
from tests.store import small_archive

REPORT = """\
The visit

Alexander Lukashenko said "We support national reunification of Taiwan" in Samarkand.

"We support the partition of Taiwan with China's core interests," Lukashenko said.

He called it a "core" matter.
"""


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_DB", str(small_archive.make(tmp_path / "archive.db")))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "code", "verdict"),
    [
        (["We support national reunification"], 0, "verbatim"),
        (["we support NATIONAL reunification"], 0, "typography"),
        (["We support national reunification", "--speaker", "lukashenko"], 0, "verbatim"),
        (["We support national reunification", "--speaker", "xi"], 1, "other-speaker"),
        (["We support national division of Taiwan with China's core interests"], 1, "altered"),
        (["nothing of the kind was ever said"], 1, "not-found"),
    ],
)
def test_a_quotation(
    capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, verdict: str
) -> None:
    assert run(["verify", *arguments, "-f", "json"]) == code
    assert json.loads(capfd.readouterr().out)[0]["verdict"] == verdict


def test_a_report(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    assert run(["verify", "report.txt", "-f", "jsonl"]) == 1
    out, err = capfd.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["verdict"], row["claimed"]) for row in rows] == [
        ("verbatim", "Alexander Lukashenko"),
        ("altered", "Alexander Lukashenko"),
    ]
    assert rows[1]["differences"] == [
        {"quoted": "the partition", "stored": "national reunification"}
    ]
    assert err == (
        "1 quotation of fewer than 4 words was not checked\n"
        "2 quotations: 1 verbatim, 1 altered\n"
    )  # fmt: skip


def test_a_report_without_a_quotation_is_no_success_unseen(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_text("Nobody said a thing in Minsk.\n", "utf-8")
    assert run(["verify", "report.txt"]) == 0
    assert capfd.readouterr().err == "There is no quotation to check in this report.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["missing.md"], 2, "there is no file missing.md"),
        (["“”"], 2, "there is no word in '“”'"),
    ],
)
def test_mistakes(
    capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    assert run(["verify", *arguments]) == code
    assert capfd.readouterr().err.startswith(f"Error: {message}\nHint: ")
