"""What cannot be taken in is said, recorded, listed and tried again, and costs no neighbour."""

import os
import subprocess
from pathlib import Path

import pytest

from archive.cli import run
from archive.store.connect import open_for_reading
from archive.store.failures import open_failures
from archive.store.sql import column
from tests.conftest import check_whole
from tests.read.samples import WORDS, answer, page, warc_record
from tests.read.test_hostile import ANYHOW, CASES, READ, SMALL, seconds_for

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(50)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARCHIVE_DB", "archive.db")
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


def told(capfd: pytest.CaptureFixture[str], *arguments: str, code: int) -> list[str]:
    """Return the lines on standard error and then those on standard output."""
    assert run(arguments) == code
    captured = capfd.readouterr()
    return [*captured.err.splitlines(), *captured.out.splitlines()]


def test_of_many_failures_for_one_reason_three_are_named(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    index = warc_record(answer(b"<html><title>Index</title><a href=a>1</a></html>"))
    (folder / "crawl.warc").write_bytes(index * 30 + warc_record(answer(page())))
    (folder / "picture.txt").write_bytes(PICTURE)

    tried = told(capfd, "ingest", "news", "--dry-run", code=3)
    assert "all of them: archive db failures" not in tried  # nothing is recorded

    lines = told(capfd, "ingest", "news", code=3)

    no_article = "has no article text that can be distinguished from menus and other page parts"
    assert lines[:6] == [
        *(f"news/crawl.warc#{number} {no_article}" for number in (1, 2, 3)),
        "news/picture.txt is image/png content, which is not read",
        f"… and 27 more: {no_article}",
        "all of them: archive db failures",
    ]
    assert "1 new · 0 unchanged · 0 updated · 31 failed" in lines
    assert len(told(capfd, "db", "failures", code=0)) == 31


def test_what_failed_is_listed_and_tried_again(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt", "gone.txt"):
        (folder / name).write_bytes(PICTURE)
    (folder / "c.txt").write_text(WORDS)
    told(capfd, "ingest", "news", code=3)
    (folder / "a.txt").write_text(WORDS.replace("Belarus", "Serbia"))
    (folder / "gone.txt").unlink()

    assert told(capfd, "ingest", "--failed", code=3) == [
        "news/gone.txt cannot be opened: No such file or directory",
        "in archive.db",
        "news/a.txt is image/png content, which is not read",
        "news/b.txt is image/png content, which is not read",
        "news/gone.txt is image/png content, which is not read",
        "1 new · 0 unchanged · 0 updated · 2 failed",
        "6 statements by 1 speaker on 1 topic",
    ]

    (folder / "b.txt").write_text(WORDS.replace("Belarus", "Cuba"))
    assert told(capfd, "db", "failures", "--forget-gone", "-f", "tsv", code=0) == [
        "1 failure forgotten",
        "path\treason\terror_class",
        f"{folder}/b.txt\t{folder}/b.txt is image/png content, which is not read\tUnknownKindError",
    ]
    assert "1 new · 0 unchanged · 0 updated · 0 failed" in told(capfd, "ingest", "--failed", code=0)
    assert told(capfd, "ingest", "--failed", code=0) == ["there are no failures left to try again"]


def test_a_failed_file_is_never_taken_for_a_duplicate(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither of itself, when it failed before, nor of another with the same bytes."""
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes(PICTURE)

    for _ in range(2):
        assert "0 new · 0 unchanged · 0 updated · 2 failed" in told(capfd, "ingest", "news", code=3)


def test_links_pipes_and_depths_are_not_passed_over_in_silence(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.txt").write_text(WORDS)
    (folder / "link.txt").symlink_to(folder / "a.txt")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "b.txt").write_text(WORDS)

    expected = [
        "news/deep/deeper is not read: folders nest too deep",
        "news/link.txt is not read: a link",
        "news/loop is not read: a link",
        "news/pipe.txt is not read: not a regular file",
    ]
    assert told(capfd, "ingest", "news", "--limit", "depth=1", code=3)[:4] == expected
    extracted = told(capfd, "extract", "news", "--limit", "depth=1", code=3)
    assert extracted[:4] == [f"Error: {line}" for line in expected]
    assert "none of these failures can be tried again" not in told(
        capfd, "ingest", "--failed", code=3
    )


def test_all_that_is_hostile_is_recorded_and_its_neighbours_stored(folder: Path) -> None:
    """Each kind in small, in a folder of its own between two texts; many in one ingest."""
    for case, (make, _) in CASES.items():
        here = folder / case
        here.mkdir()
        for name in ("a before.txt", "z after.txt"):
            (here / name).write_text(f"{WORDS} In {case}, {name}.")
        make(here, SMALL.get(case, 0.1))

    for seconds in {*map(seconds_for, CASES)}:
        folders = (f"news/{case}" for case in CASES if seconds_for(case) == seconds)
        assert run(["ingest", *folders, "--limit", f"seconds={seconds}"]) == 3

    with open_for_reading(Path("archive.db")) as connection:
        reasons = {one.path: one.reason for one in open_failures(connection)}
        stored = {*column(connection.execute("SELECT path FROM documents"))}
    for case, (_, expected) in CASES.items():
        for name, reason in {"a before.txt": READ, "z after.txt": READ, **expected}.items():
            path = f"{folder}/{case}/{name}"
            if reason is READ:
                assert path in stored, path
                assert path not in reasons
            elif reason != ANYHOW:
                assert reason in reasons[path]
                assert path not in stored
    check_whole(Path("archive.db"))
    subprocess.run(["rm", "-rf", folder / "deep folders"], check=True)


def test_an_export_says_how_many_articles_came_out_of_it(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """And files of kinds that are not read are counted where that is asked for."""
    article = "{0} of 2 DOCUMENTS\n\nThe Lantern\n\nMay {0}, 2019 Thursday\n\nA title\n\n"
    text = article.format(1) + f"LENGTH: 42 words\n\n{WORDS}\n\n"
    (folder / "a.txt").write_text(text + article.format(2) + "LENGTH: 0 words\n")
    (folder / "picture.png").write_bytes(PICTURE)

    lines = told(capfd, "ingest", "news", "--skip-unknown", code=3)
    assert lines[:2] == [
        "news/a.txt: LexisNexis, 1 of 2 articles",
        "news/a.txt#2 ('A title') has no text",
    ]
    counted = "1 new · 0 unchanged · 0 updated · 1 failed · 1 skipped, of kinds that are not read"
    assert counted in lines
    assert "a.txt: LexisNexis, 1 of 2 articles" in " ".join(
        told(capfd, "extract", "news/a.txt", code=3)
    )
