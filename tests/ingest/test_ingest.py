"""Files go in once, a bad one costs no other, and what was told is stored."""

import io
import json
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.extract.topics.subjects import Topic, TopicList
from archive.ingest import Options, Progress, Result, Summary, ingest, retag_all
from archive.pipeline import analyse
from archive.records import Article, Document
from archive.store.connect import open_for_reading
from archive.store.failures import open_failures
from tests.conftest import check_whole

TALKS = """\
Xi meets Lukashenko

September 16, 2022

SAMARKAND, Sept. 15 (Xinhua) -- Chinese President Xi Jinping met with Belarusian President \
Alexander Lukashenko here on Thursday, Sept. 15, 2022.

Xi said that China is ready to expand trade with Belarus.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two texts, one of them further down."""
    folder = tmp_path / "news"
    (folder / "more").mkdir(parents=True)
    (folder / "b.txt").write_text(TALKS, "utf-8")
    (folder / "more" / "a.txt").write_text(TALKS.replace("trade", "tourism"), "utf-8")
    return folder


@pytest.fixture
def take_in(database: Path) -> Callable[..., list[Result]]:
    """A function that ingests paths into the test's archive."""

    def run(*paths: Path | str, **settings: object) -> list[Result]:
        options = Options(**settings)  # type: ignore[arg-type]
        return list(ingest([str(path) for path in paths], database, options))

    return run


Take = Callable[..., list[Result]]


def statuses(results: list[Result]) -> list[tuple[str, str]]:
    return [(Path(one.path).name, one.status) for one in results]


def ask(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(query).fetchall()


def test_a_folder_is_read_sorted_and_to_its_depths(folder: Path, take_in: Take) -> None:
    assert statuses(take_in(folder)) == [("b.txt", "new"), ("a.txt", "new")]


def test_what_is_found_can_be_asked_of_the_view(
    folder: Path, database: Path, take_in: Take
) -> None:
    take_in(folder / "b.txt")

    assert ask(database, "SELECT said_on, speaker, role, text, path FROM v_statements") == [
        (
            "2022-09-15",
            "Xi Jinping",
            "President of China",
            "China is ready to expand trade with Belarus",
            str(folder / "b.txt"),
        )
    ]


def test_a_second_run_adds_nothing(folder: Path, database: Path, take_in: Take) -> None:
    take_in(folder)
    query = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM statements)"
    before = ask(database, query)

    assert statuses(take_in(folder)) == [("b.txt", "unchanged"), ("a.txt", "unchanged")]
    assert ask(database, query) == before


def test_files_of_unknown_kinds_fail_or_are_skipped_on_demand(
    folder: Path, database: Path, take_in: Take
) -> None:
    (folder / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "style.css").write_text("body { color: red }")
    failures = "SELECT count(*) FROM failures WHERE resolved_at IS NULL"

    statuses_of = dict(statuses(take_in(folder)))
    assert (statuses_of["c.png"], statuses_of["style.css"]) == ("failed", "failed")
    assert ask(database, failures) == [(2,)]

    statuses_of = dict(statuses(take_in(folder, skip_unknown=True)))
    assert (statuses_of["c.png"], statuses_of["style.css"]) == ("skipped", "skipped")
    assert ask(database, failures) == [(0,)]


def test_a_file_named_twice_is_read_once(folder: Path, take_in: Take) -> None:
    path = folder / "b.txt"
    roundabout = folder / "more" / ".." / "b.txt"

    assert statuses(take_in(path, path, roundabout)) == [("b.txt", "new")]


def test_a_changed_file_updates_its_article(folder: Path, database: Path, take_in: Take) -> None:
    before = take_in(folder / "b.txt")
    (folder / "b.txt").write_text(TALKS + "\nLukashenko said that he agrees.\n", "utf-8")

    after = take_in(folder / "b.txt")

    assert statuses(after) == [("b.txt", "updated")]
    assert after[0].uid == before[0].uid
    assert (before[0].statements, after[0].statements) == (1, 2)
    assert ask(database, "SELECT new, updated FROM ingests ORDER BY id") == [(1, 0), (0, 1)]


def test_one_bad_file_is_recorded_and_the_others_go_on(
    folder: Path, database: Path, take_in: Take
) -> None:
    (folder / "a-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    results = take_in(folder, folder / "missing.txt")

    assert sorted(statuses(results)) == [
        ("a-picture.txt", "failed"),
        ("a.txt", "new"),
        ("b.txt", "new"),
        ("missing.txt", "failed"),
    ]
    assert all(one.reason for one in results if one.status == "failed")
    failures = ask(database, "SELECT path, error_class FROM failures ORDER BY path")
    assert failures == [
        (str(folder / "a-picture.txt"), "UnknownKindError"),
        (str(folder / "missing.txt"), "UnreadableError"),
    ]


def test_a_failed_file_is_taken_in_when_it_is_mended(
    folder: Path, database: Path, take_in: Take
) -> None:
    path = folder / "late.txt"
    take_in(path)
    path.write_text(TALKS.replace("trade", "ties"), "utf-8")

    assert statuses(take_in(path)) == [("late.txt", "new")]
    assert ask(database, "SELECT resolved_at IS NOT NULL FROM failures") == [(1,)]


def test_a_broken_file_that_is_whole_again_is_no_failure_any_more(
    folder: Path, database: Path, take_in: Take
) -> None:
    path = folder / "b.txt"
    take_in(path)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert statuses(take_in(path)) == [("b.txt", "failed")]
    path.write_text(TALKS, "utf-8")

    assert statuses(take_in(path)) == [("b.txt", "unchanged")]
    assert ask(database, "SELECT count(*) FROM failures WHERE resolved_at IS NULL") == [(0,)]


def test_a_fault_of_ours_in_one_document_costs_no_other(
    folder: Path, take_in: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(document: Document, *others: Any) -> Article:
        if "tourism" in document.text:
            raise ZeroDivisionError("a bug")
        return analyse(document, *others)

    monkeypatch.setattr("archive.ingest.work.analyse", faulty)

    results = take_in(folder)

    assert statuses(results) == [("b.txt", "new"), ("a.txt", "failed")]
    assert results[1].reason == "the analysis failed: ZeroDivisionError: a bug"


def test_standard_input_is_known_by_its_text(take_in: Take) -> None:
    first, second = (io.BytesIO(TALKS.replace("trade", word).encode()) for word in ("a", "b"))

    assert [one.status for one in take_in("-", stdin=first)] == ["new"]
    assert [one.status for one in take_in("-", stdin=second)] == ["new"]
    first.seek(0)
    assert [one.status for one in take_in("-", stdin=first)] == ["unchanged"]


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_the_batch_makes_no_difference(
    folder: Path, database: Path, take_in: Take, batch: int
) -> None:
    (folder / "c.txt").write_text(TALKS, "utf-8")

    results = take_in(folder, batch=batch)

    assert statuses(results) == [("b.txt", "new"), ("c.txt", "unchanged"), ("a.txt", "new")]
    assert ask(database, "SELECT new, unchanged FROM ingests") == [(2, 1)]


def test_a_dry_run_tells_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "none.db"

    results = list(ingest([str(folder)], nowhere, dry_run=True))

    assert statuses(results) == [("b.txt", "new"), ("a.txt", "new")]
    assert not nowhere.exists()


def test_a_dry_run_compares_with_the_archive(folder: Path, database: Path, take_in: Take) -> None:
    take_in(folder / "b.txt")
    (folder / "b.txt").write_text(TALKS.replace("trade", "ties"), "utf-8")
    before = ask(database, "SELECT * FROM ingests")

    results = list(ingest([str(folder)], database, dry_run=True))

    assert statuses(results) == [("b.txt", "updated"), ("a.txt", "new")]
    assert ask(database, "SELECT * FROM ingests") == before


@pytest.fixture
def many(folder: Path) -> Path:
    """A folder of forty texts, each a different one: three tasks."""
    many = folder / "many"
    many.mkdir()
    for number in range(40):
        (many / f"{number:02}.txt").write_text(TALKS.replace("trade", f"ties {number}"), "utf-8")
    return many


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_keeps_what_was_read(many: Path, database: Path, jobs: int) -> None:
    def interrupt(progress: Progress) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        list(ingest([str(many)], database, Options(progress=interrupt, jobs=jobs)))

    [(kept, ended)] = ask(
        database, "SELECT count(*), min(ended_at) IS NOT NULL FROM ingests, articles"
    )
    assert (kept, ended) == (16, 1)
    later = Counter(one.status for one in ingest([str(many)], database))
    assert later == {"unchanged": 16, "new": 24}


def test_progress_reaches_its_end(many: Path, database: Path) -> None:
    reported: list[Progress] = []

    list(ingest([str(many)], database, Options(progress=reported.append)))

    size = sum(file.stat().st_size for file in many.iterdir())
    assert [one for one in reported if one.phase is None][-1] == Progress(40, size, size)


EVERYTHING = (
    "SELECT id, uid, title, body FROM articles ORDER BY id",
    "SELECT id, uid, text, speaker FROM v_statements ORDER BY id",
    "SELECT path, article_id FROM documents ORDER BY path",
    "SELECT id, uid, name FROM speakers ORDER BY id",
    "SELECT path, reason FROM failures ORDER BY path",
)


def talks(number: int) -> dict[str, str]:
    """Return a text of 10 kB that is like no other: comparing copies would take all the time."""
    rain = f"Rain fell on town {number}. " * 400
    return {
        "title": f"Talks {number}",
        "body": f"Xi said that ties {number} will grow. {rain}",
    }


def test_the_number_of_processes_makes_no_difference(many: Path, tmp_path: Path) -> None:
    (many / "20.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    large = "\n".join(json.dumps(talks(number)) for number in range(120))
    (many / "z.jsonl").write_text(large, "utf-8")  # more than 1 MB: it is dealt out
    alone, together = tmp_path / "1.db", tmp_path / "2.db"

    one = list(ingest([str(many)], alone, Options(batch=100)))
    two = list(ingest([str(many)], together, Options(batch=100, jobs=2)))

    assert [(r.path, r.status, r.reason, r.uid) for r in one] == [
        (r.path, r.status, r.reason, r.uid) for r in two
    ]
    for query in EVERYTHING:
        assert ask(alone, query) == ask(together, query)


def test_a_process_that_dies_costs_one_document(
    many: Path, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which one did it is found out by doing what was under way again, one by one."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(DEADLY, "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), *sys.path]))

    results = list(ingest([str(many)], database, Options(jobs=2)))

    failed = [one for one in results if one.status == "failed"]
    assert [(Path(one.path).name, one.reason) for one in failed] == [
        ("21.txt", "the process that read or analysed it died: killed, or out of memory")
    ]
    assert len(results) == 40


# Python runs this before anything else in the processes that analyse.
DEADLY = """
import os, sys
def fall(event, arguments):
    if event == "open" and str(arguments[0]).endswith("21.txt"):
        os._exit(9)
sys.addaudithook(fall)
"""


def test_a_run_that_was_cut_off_comes_to_what_it_would_have_come_to(
    folder: Path, tmp_path: Path
) -> None:
    """The later text gives a surname; the earlier one, stored already, must not tell whose."""
    (folder / "c.txt").write_text(
        "MINSK, Dec. 4, 2022 (BelTA) -- Lukashenko said that Belarus will trade more.\n", "utf-8"
    )
    whole, cut = tmp_path / "whole.db", tmp_path / "cut.db"
    list(ingest([str(folder)], whole, Options(batch=1), command="archive ingest"))

    run = ingest([str(folder)], cut, Options(batch=1), command="archive ingest news")
    next(run)
    run.close()
    again = str(folder / "more" / "..")  # however it is typed
    list(ingest([again], cut, Options(batch=2), command="archive ingest -j 2 ./news/more/.."))

    for query in EVERYTHING:
        assert ask(whole, query) == ask(cut, query)
    assert ask(cut, "SELECT count(*) FROM ingests WHERE resume_with IS NOT NULL") == [(0,)]


def test_what_failed_is_tried_again_by_file(folder: Path, database: Path, take_in: Take) -> None:
    path = folder / "all.jsonl"
    path.write_text('{"body": "Xi said that ties will grow."}\nno JSON\n', "utf-8")
    take_in(path)
    with open_for_reading(database) as connection:
        assert [one.path for one in open_failures(connection)] == [f"{path}#2"]

    path.write_text('{"body": "Xi said that ties will grow."}\n', "utf-8")
    take_in(path)

    with open_for_reading(database) as connection:
        assert open_failures(connection) == []


def test_people_are_learnt_from_earlier_texts(folder: Path, take_in: Take) -> None:
    """In the second run Lukashenko's full name is known, though the text gives the surname."""
    take_in(folder / "b.txt")
    later = folder / "later.txt"
    later.write_text(
        "MINSK, Dec. 4, 2022 (BelTA) -- Lukashenko said that Belarus will trade more.\n", "utf-8"
    )

    [result] = take_in(later)

    assert result.statements == 1


TRADE = TopicList((Topic("commerce", "Commerce", terms=("trade",)),))


def test_topics_given_to_an_archive_that_has_some_are_laid_over_them(
    folder: Path, database: Path, take_in: Take
) -> None:
    take_in(folder)
    slugs = "SELECT slug FROM topics"
    before = {*ask(database, slugs)}
    shown = "SELECT slug, label, statements > 0 FROM topics WHERE slug IN ('commerce', 'tourism')"

    take_in(folder, topics=TRADE)
    assert {*ask(database, slugs)} == before | {("commerce",)}

    take_in(folder, topics=TopicList((Topic("commerce", "Buying", terms=("MINSK",)),)))
    assert {*ask(database, slugs)} == before | {("commerce",)}
    assert ("tourism", "Tourism", 1) in ask(database, shown)
    assert "Buying" in {label for _, label, _ in ask(database, shown)}


def test_a_new_archive_has_the_topics_given_alone(
    folder: Path, database: Path, take_in: Take
) -> None:
    take_in(folder, topics=TRADE)
    assert ask(database, "SELECT slug, statements FROM topics") == [("commerce", 1)]

    (folder / "c.txt").write_text(TALKS.replace("trade", "more trade"), "utf-8")
    take_in(folder / "c.txt")
    assert ask(database, "SELECT slug, statements FROM topics") == [("commerce", 2)]


def test_topics_that_came_with_a_statement_outlive_any_vocabulary(
    folder: Path, database: Path, take_in: Take
) -> None:
    """One that no vocabulary knows, and one that the next vocabulary does not know any more."""
    given = {
        "body": "Li Qiang said that rails are laid.",
        "statements": [{"text": "rails are laid", "topics": ["Night trains", "tourism"]}],
    }
    (folder / "given.json").write_text(json.dumps(given), "utf-8")
    take_in(folder / "given.json")
    tags = "SELECT topics FROM v_statements WHERE text = 'rails are laid'"
    counted = "SELECT slug, statements FROM topics WHERE slug IN ('night-trains', 'tourism')"

    take_in(folder)
    assert ask(database, tags) == [("night-trains, tourism",)]
    assert ask(database, f"{counted} ORDER BY slug") == [("night-trains", 1), ("tourism", 2)]

    retag_all(database, TRADE)
    retag_all(database)
    assert ask(database, tags) == [("night-trains, tourism",)]
    assert ask(database, f"{counted} ORDER BY slug") == [("night-trains", 1), ("tourism", 1)]


def test_a_topic_of_no_vocabulary_does_not_have_everything_tagged_anew(
    folder: Path, database: Path, take_in: Take
) -> None:
    given = {"body": "Li Qiang spoke.", "statements": [{"text": "Li Qiang spoke", "topics": ["x"]}]}
    (folder / "given.json").write_text(json.dumps(given), "utf-8")
    take_in(folder)
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("UPDATE statement_topics SET term = 'mark' WHERE term = 'tourism'")
        raw.commit()

    take_in(folder)

    assert ask(database, "SELECT count(*) FROM statement_topics WHERE term = 'mark'") == [(1,)]


def test_statements_are_tagged_anew_with_another_vocabulary(
    folder: Path, database: Path, take_in: Take
) -> None:
    take_in(folder)

    assert retag_all(database, TRADE) == 1
    assert ask(database, "SELECT slug, statements FROM topics") == [("commerce", 1)]
    assert retag_all(database) == 1


def test_a_summary_counts(folder: Path, take_in: Take) -> None:
    summary = Summary()
    for result in take_in(folder, folder / "missing.txt"):
        summary.add(result)

    assert summary == Summary(new=2, unchanged=0, updated=0, failed=1, statements=2)


def test_the_first_ingest_makes_the_archive(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "fresh.db"

    assert len(list(ingest([str(folder)], path))) == 2
    check_whole(path)
