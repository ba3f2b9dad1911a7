"""`archive show --removed` and `archive db info`: what was left out of articles, and why."""

from pathlib import Path

import pytest

from archive.cli import run

TEXT = """Storm bill

Ilse Brandt said the mole is gone.

Share this article

Brandt said the pier stays.

© 2021 Coast Courier. All rights reserved.
"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARCHIVE_DB", str(tmp_path / "archive.db"))
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    assert run(["ingest", str(file)]) == 0
    return file


def test_the_lines_are_shown_with_the_reason(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["show", "s:1", "--removed"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "promotion    Share this article" in lines
    assert "footer       © 2021 Coast Courier. All rights reserved." in lines


def test_they_are_counted_and_those_of_a_changed_text_replaced(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.write_text(TEXT.replace("Share this article\n", "Advertisement\n\nRelated: Ferry\n"))
    assert run(["ingest", str(archive)]) == 0
    capsys.readouterr()
    assert run(["db", "info"]) == 0
    shown = capsys.readouterr().out
    assert "lines left out 3 (1 footer, 1 menu, 1 promotion)" in shown


def test_a_statement_s_id_shows_its_article_s(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["show", "s:1", "--removed"]) == 0
    assert "Share this article" in capsys.readouterr().out
    assert run(["show", "e:abcd", "--removed"]) == 2
