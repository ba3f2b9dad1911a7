"""All that people decide is in one log and can be taken back: names, copies, events, bodies."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.cli import run
from archive.ingest import Options, ingest
from tests.conftest import check_whole

TEXTS = {
    "minsk": """\
MINSK, Jan. 5, 2024 (BelTA) -- Chinese Premier Li Qiang said on Friday that trade has grown.
Belarusian President Alexander Lukashenko said that the railway would be built soon.
Anthony Fauci told reporters that the vaccine of Tony Fauci works, as Li Qiang knows.
""",
    "beijing": """\
BEIJING, Jan. 5, 2024 (Xinhua) -- Chinese Premier Li Qiang met Belarusian President Alexander
Lukashenko on Friday. Li Qiang said that China is ready to build a park.

Lukashenko said that Belarus supports the one-China principle.

Tony Fauci said that masks help. Sign up for our newsletter now.
""",
}
SHOWN = (
    "SELECT uid, text, speaker, role, said_on FROM v_statements",
    "SELECT uid, name, kind, statements, first_said_on, last_said_on, origin FROM speakers",
    (
        "SELECT p.uid, n.name, n.origin FROM speaker_names AS n JOIN speakers AS p"
        " ON p.id = n.speaker_id"
    ),
    (
        "SELECT p.uid, r.title, r.of, r.seen_from, r.seen_until, r.origin FROM roles AS r"
        " JOIN speakers AS p ON p.id = r.speaker_id"
    ),
    (
        "SELECT p.uid, x.part, a.uid FROM article_people AS x JOIN speakers AS p"
        " ON p.id = x.speaker_id JOIN articles AS a ON a.id = x.article_id"
    ),
    (
        "SELECT s.uid, m.start, p.uid, r.title FROM statement_mentions AS m"
        " JOIN statements AS s ON s.id = m.statement_id JOIN speakers AS p ON p.id = m.speaker_id"
        " LEFT JOIN roles AS r ON r.id = m.role_id"
    ),
    "SELECT name, speaker_uid FROM name_exclusions WHERE undone_at IS NULL",
    "SELECT uid, body, paragraphs, words, genre FROM articles",
    "SELECT * FROM fingerprints",
)


@pytest.fixture(autouse=True)
def database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVE_DB", raising=False)
    monkeypatch.setenv("ARCHIVE_USER", "ann")
    for name, text in TEXTS.items():
        Path(f"{name}.txt").write_text(text, "utf-8")
    read()
    capfd.readouterr()
    return tmp_path / "archive.db"


def read(*paths: str) -> None:
    list(
        ingest(
            paths or tuple(f"{name}.txt" for name in TEXTS), Path("archive.db"), Options(again=True)
        )
    )


def rows(query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect("archive.db")) as raw:
        return sorted(raw.execute(query).fetchall(), key=repr)


def shown() -> list[list[tuple[object, ...]]]:
    return [rows(query) for query in SHOWN]


def by(text: str) -> object:
    [(who,)] = rows(f"SELECT speaker FROM v_statements WHERE text LIKE '{text}%'")
    return who


def article(title: str) -> str:
    [(uid,)] = rows(
        f"SELECT a.uid FROM articles AS a JOIN documents AS d ON d.article_id = a.id"
        f" WHERE d.path LIKE '%{title}.txt'"
    )
    return str(uid)


DECISIONS = {
    "merge": (["speakers", "merge", "tony-fauci", "anthony-fauci"], "merge"),
    "rename": (["speakers", "rename", "li-qiang", "Li Keqiang"], "name"),
    "a name": (["speakers", "add-name", "li-qiang", "Premier Li"], "other name"),
    "an office": (
        ["speakers", "office", "tony-fauci", "Director", "--of", "NIAID", "--from", "1984-11-02"],
        "office",
    ),
    "not the same": (["speakers", "distinct", "tony-fauci", "anthony-fauci"], "not the same"),
}


@pytest.mark.parametrize(("command", "field"), DECISIONS.values(), ids=DECISIONS)
def test_a_decision_on_a_speaker_is_logged_stays_and_is_undone(
    command: list[str], field: str
) -> None:
    before = shown()

    assert run([*command, "--why", "known"]) == 0

    decided = shown()
    assert decided != before
    log = "SELECT field, made_by, reason, undone_at FROM corrections"
    assert rows(log) == [(field, "ann", "known", None)]
    read()
    assert rows(SHOWN[0]) == decided[0]
    assert run(["undo"]) == 0
    read()
    assert shown() == before
    assert run(["undo"]) == 2
    check_whole(Path("archive.db"))


def test_what_was_read_after_a_merge_is_resolved_without_it_when_that_is_undone() -> None:
    assert run(["speakers", "merge", "li-qiang", "alexander-lukashenko"]) == 0
    Path("later.txt").write_text(
        "MINSK, Feb. 7, 2024 (BelTA) -- Alexander Lukashenko said that the bridge is open.\n"
    )
    read("later.txt")
    assert by("the bridge") == "Li Qiang"

    assert run(["undo"]) == 0

    assert by("the bridge") == "Alexander Lukashenko"
    assert by("the railway") == "Alexander Lukashenko"
    check_whole(Path("archive.db"))


def test_what_was_corrected_since_a_merge_stays_corrected() -> None:
    assert run(["speakers", "merge", "li-qiang", "tony-fauci"]) == 0
    [(uid,)] = rows("SELECT uid FROM statements WHERE text LIKE 'masks%'")
    assert run(["correct", str(uid), "--speaker", "Alexander Lukashenko"]) == 0

    assert run(["undo", "1"]) == 0

    assert by("masks") == "Alexander Lukashenko"
    assert run(["undo"]) == 0
    assert by("masks") in ("Tony Fauci", "Li Qiang")


def test_a_merge_that_another_stands_on_is_undone_after_it(
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = shown()
    assert run(["speakers", "merge", "tony-fauci", "anthony-fauci"]) == 0
    assert run(["speakers", "merge", "li-qiang", "tony-fauci"]) == 0

    assert run(["undo", "1"]) == 2

    assert "archive undo 2" in capfd.readouterr().err
    assert run(["undo"]) == 0
    assert run(["undo"]) == 0
    assert shown() == before


def test_a_split_is_undone() -> None:
    assert run(["speakers", "merge", "tony-fauci", "anthony-fauci"]) == 0
    before = shown()
    assert run(["speakers", "split", "tony-fauci", "Anthony Fauci"]) == 0
    assert by("the vaccine") == "Anthony Fauci"

    assert run(["undo"]) == 0

    assert by("the vaccine") == "Tony Fauci"
    assert shown() == before


def test_events_are_merged_and_split_and_that_is_undone(capfd: pytest.CaptureFixture[str]) -> None:
    minsk, beijing = article("minsk"), article("beijing")

    def together() -> bool:
        capfd.readouterr()
        assert run(["show", f"e:{minsk[2:]}", "-f", "json"]) == 0
        return beijing in capfd.readouterr().out

    first = together()
    for verb in ("merge", "split") if not first else ("split", "merge"):
        assert run(["events", verb, minsk, beijing][: 4 if verb == "merge" else 3]) == 0
        assert together() is (verb == "merge")
    read()
    assert together() is first
    assert run(["undo"]) == 0
    assert together() is not first
    assert run(["undo"]) == 0
    assert together() is first


def test_copies_are_merged_and_split_and_that_is_undone() -> None:
    minsk, beijing = article("minsk"), article("beijing")
    texts = "SELECT text, speaker FROM v_statements"
    before = rows(texts), rows(SHOWN[-1])
    assert run(["copies", "merge", minsk, beijing, "--why", "the same"]) == 0
    assert rows("SELECT made_by, reason FROM corrections") == [("ann", "the same")]
    assert len(rows("SELECT uid FROM articles")) == 1

    assert run(["undo"]) == 0

    assert (rows(texts), rows(SHOWN[-1])) == before
    assert rows("SELECT 1 FROM corrections WHERE undone_at IS NULL") == []
    check_whole(Path("archive.db"))


def test_a_body_is_cut_where_it_ends_and_that_is_undone() -> None:
    before, uid = shown(), article("beijing")

    assert run(["correct", uid, "--body-end", "masks help."]) == 0

    [(body,)] = rows(f"SELECT body FROM articles WHERE uid = '{uid}'")
    assert str(body).endswith("masks help.")
    assert run(["db", "check"]) == 0
    read()
    assert rows(f"SELECT body FROM articles WHERE uid = '{uid}'") == [(body,)]
    assert run(["correct", uid, "--body-end", "no such words"]) == 2
    assert run(["undo"]) == 0
    assert shown() == before
    check_whole(Path("archive.db"))


def test_a_kind_of_document_is_corrected_stays_and_is_undone(
    capfd: pytest.CaptureFixture[str],
) -> None:
    before, uid = shown(), article("beijing")
    genre = f"SELECT genre FROM articles WHERE uid = '{uid}'"

    assert run(["correct", uid, "--genre", "fact-sheet"]) == 0

    read()
    assert rows(genre) == [("fact-sheet",)]
    assert run(["correct", uid, "--genre", "poem"]) == 2
    assert "'poem' is no kind of document" in capfd.readouterr().err
    assert run(["undo"]) == 0
    assert shown() == before


def test_a_body_that_ends_before_a_statement_loses_it() -> None:
    assert run(["correct", article("beijing"), "--body-end", "Lukashenko on Friday."]) == 0

    texts = "SELECT text FROM v_statements WHERE article = '{}'"
    assert rows(texts.format(article("beijing"))) == []
    assert run(["undo"]) == 0
    assert len(rows(texts.format(article("beijing")))) == 3


def test_an_office_that_was_set_can_be_taken_away_and_one_of_texts_cannot(
    capfd: pytest.CaptureFixture[str],
) -> None:
    office = ["speakers", "office", "tony-fauci", "Director"]
    held = "SELECT title FROM roles WHERE title = 'Director'"
    assert run([*office, "--remove"]) == 2
    assert "nobody gave tony-fauci the office 'Director'" in capfd.readouterr().err
    assert run(office) == 0
    assert run([*office, "--remove"]) == 0
    assert rows(held) == []

    assert run(["undo"]) == 0

    assert rows(held) == [("Director",)]


def test_the_log_of_a_speaker(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["speakers", "merge", "tony-fauci", "anthony-fauci"]) == 0
    capfd.readouterr()

    assert run(["log", "tony-fauci", "-f", "csv"]) == 0

    assert "merge" in capfd.readouterr().out
