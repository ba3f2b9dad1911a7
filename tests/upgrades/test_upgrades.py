"""An archive of any older revision is upgraded and then works like one that was made today."""

import gzip
import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from archive.cli import run
from archive.store.connect import REVISION, open_for_reading
from archive.store.engine import open_for_writing, reader
from archive.store.failures import open_failures
from archive.store.people.decisions import corrections
from archive.store.upkeep.upgrade import scripts, upgrade
from archive.store.write.corrections import undo
from tests.conftest import INDEXES, check_whole

HERE = Path(__file__).parent
KEPT = sorted(file.name[:4] for file in HERE.glob("*.db.gz"))

FROZEN = {
    "0001": "ccfb3bcb6cba77fc",
    "0002": "18a8fc2f2f834211",
    "0003": "f4ef3d6a681e3474",
    "0004": "91e20979bf17c80d",
    "0005": "266dd04a83c99784",
    "0006": "eca1f3acb1189f43",
    "0007": "a7c90ab36ec227c2",
    "0008": "80c9479c889a12b2",
    "0009": "dda788a851925cec",
    "0010": "403da1c821829ac9",
    "0011": "9f4ecb675cee46db",
    "0012": "8d6d376591a206e1",
    "0013": "76a6e590103a026b",
    "0014": "566e167f72c3a0ea",
    "0015": "70dde7db868d62e3",
    "0016": "780eb48a3f7a72ad",
}
"""How the migrations of kept databases begin when they are hashed: people have run them."""


def test_every_revision_but_the_newest_has_its_database() -> None:
    revisions = {file.name[:4] for file in (scripts() / "versions").glob("0*.py")}

    assert revisions - {REVISION} <= {*KEPT}, "see README.md beside this test"


@pytest.mark.parametrize("revision", KEPT)
def test_a_migration_is_not_changed_once_its_database_is_kept(revision: str) -> None:
    """What is wrong with it is put right by a later one: old files don't run it again."""
    [file] = (scripts() / "versions").glob(f"{revision}_*.py")

    assert hashlib.sha256(file.read_bytes()).hexdigest()[:16] == FROZEN[revision]


def unpacked(revision: str, folder: Path) -> Path:
    path = folder / "archive.db"
    path.write_bytes(gzip.decompress((HERE / f"{revision}.db.gz").read_bytes()))
    return path


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A function that gives the upgraded database of a revision; each is upgraded once."""

    @cache
    def made(revision: str) -> Path:
        path = unpacked(revision, tmp_path_factory.mktemp(revision))
        upgrade(path)
        return path

    return made


@pytest.fixture(params=KEPT)
def upgraded(
    request: pytest.FixtureRequest,
    once: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """An archive of an older revision that was upgraded, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVE_DB", raising=False)
    path = tmp_path / "archive.db"
    shutil.copy(once(request.param), path)
    return path


@pytest.mark.parametrize("revision", [one for one in KEPT if one != REVISION])
def test_it_is_refused_until_it_is_upgraded(
    revision: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARCHIVE_DB", raising=False)
    unpacked(revision, tmp_path)

    assert run(["query", "taiwan"]) == 4
    assert "Hint: archive db upgrade" in capfd.readouterr().err
    assert run(["db", "upgrade"]) == 0
    assert capfd.readouterr().out == f"archive.db has revision {REVISION}\n"
    assert run(["query", "taiwan"]) == 0


def ask(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(query).fetchall()


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(arguments) == code
    return capfd.readouterr().out


def test_nothing_is_wrong_with_it(upgraded: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(capfd, "db", "check") == "archive.db is intact\n"
    check_whole(upgraded)


def test_it_has_the_tables_views_triggers_and_indexes_of_a_new_one(
    upgraded: Path, empty_archive: Path
) -> None:
    schema = (
        "SELECT type, name, sql FROM sqlite_schema"
        " WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    )

    assert ask(upgraded, schema) == ask(empty_archive, schema)
    for (index,) in ask(empty_archive, INDEXES):
        settings = f"SELECT k, v FROM {index}_config ORDER BY k"
        assert ask(upgraded, settings) == ask(empty_archive, settings)


FOUND = {
    # uids, because people have cited them
    "taiwan speaker:lukashenko said:2021": ["s:xnoqxs3x3nix"],
    '"industrial park" speaker:"Xi Jinping" said:2023': ["s:nykyyy5sa6id"],
    "topic:taiwan said:2021": ["s:xnoqxs3x3nix"],
    "speaker:sandu reforms": ["s:ytxhj6eboqg7"],  # by a person's decision, in its stem
}


@pytest.mark.parametrize("query", FOUND)
def test_it_is_searched(upgraded: Path, query: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(capfd, "query", query, "-f", "ids").split() == FOUND[query]


def test_chinese_is_found(upgraded: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = printed(capfd, "query", "--articles", "战略", "-f", "ids")

    assert found.split() == ["a:s4elkct7gnf2"]


def test_a_text_edited_by_sql_is_found_by_its_new_words_alone(
    upgraded: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(upgraded)) as raw:
        raw.execute("UPDATE statements SET text = '我们造桥' WHERE uid = 's:ytxhj6eboqg7'")
        raw.execute("UPDATE articles SET body = 'Bridges.' WHERE uid = 'a:s4elkct7gnf2'")
        raw.execute("DELETE FROM statements WHERE uid = 's:nykyyy5sa6id'")
        raw.commit()

    for query, found in {
        "造桥": ["s:ytxhj6eboqg7"],
        "speaker:sandu reforms": [],
        '"industrial park" said:2023-12': [],
        "--articles bridge": ["a:s4elkct7gnf2"],
        "--articles 战略": [],
    }.items():
        assert printed(capfd, "query", *query.split(" ", 1), "-f", "ids").split() == found
    for (index,) in ask(upgraded, INDEXES):
        with closing(sqlite3.connect(upgraded)) as raw:
            raw.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def test_what_a_person_decided_stands_and_can_be_taken_back(upgraded: Path) -> None:
    speaker = "SELECT speaker FROM v_statements WHERE uid = 's:ytxhj6eboqg7'"
    assert ask(upgraded, speaker) == [("Maia Sandu",)]

    with open_for_writing(upgraded) as connection, connection.begin():
        [decision] = corrections(reader(connection))
        undo(connection, decision.id)

    assert ask(upgraded, speaker) == [("Kamala Harris",)]
    check_whole(upgraded)


def test_what_failed_is_known(upgraded: Path) -> None:
    with open_for_reading(upgraded) as connection:
        # From 0007 on a folder's files that are no texts are failures, too.
        paths = [one.path for one in open_failures(connection)]
        assert [path for path in paths if path.endswith(".txt")] == ["/tmp/news/picture.txt"]


def test_a_saved_search_goes_on(
    upgraded: Path, request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]
) -> None:
    if request.node.callspec.params["upgraded"] == "0001":
        printed(capfd, "searches", "save", "islands", "taiwan OR hong-kong")  # there were none yet

    assert printed(capfd, "searches", "new", "islands", "-f", "ids", code=1) == ""
    Path("later.txt").write_text(
        "MINSK, Dec. 4, 2025 (BelTA) -- Xi Jinping said that Taiwan is a part of China.\n"
    )
    printed(capfd, "ingest", "later.txt")
    assert len(printed(capfd, "searches", "new", "islands", "-f", "ids").split()) == 1


def test_texts_that_it_holds_are_known_again(
    upgraded: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """By their bytes; and a reprint by its words, though the first is older than fingerprints."""
    seed = HERE.parents[1] / "seed"
    _, met, talks = next(seed.glob("003*")).read_text("utf-8").partition("met with")
    Path("reprint.txt").write_text(f"MINSK, Dec. 5, 2023 (BelTA) -- Xi Jinping {met}{talks}")

    told = printed(capfd, "ingest", str(seed), "reprint.txt").splitlines()[0]

    assert told == "1 new · 5 unchanged · 0 updated · 0 failed (1 copy: archive copies)"
    check_whole(upgraded)


def test_why_a_name_is_somebodys_goes_into_columns(tmp_path: Path) -> None:
    """Until 0007 it was the beginning of a sentence, and a name that is not a JSON pair."""
    path = unpacked("0006", tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        raw.executemany(
            "INSERT INTO speaker_names (speaker_id, name, origin) VALUES (1, ?, ?)",
            [("A", "joined: President 2021"), ("B", "office: the only B"), ("C", "correction")],
        )
        raw.executemany(
            "INSERT INTO corrections (made_at, article_uid, field, value, undone_at)"
            " VALUES ('2024-01-02T03:04:05Z', '', 'no name', ?, ?)",
            [('["Biden", "joe-biden"]', None), ('["Ö", "x"]', "2024-02-02T00:00:00Z")],
        )
        raw.commit()

    upgrade(path)

    names = "SELECT name, origin, reason FROM speaker_names WHERE name IN ('A', 'B', 'C')"
    assert ask(path, names) == [
        ("A", "merged", "President 2021"),
        ("B", "office", "the only B"),
        ("C", "correction", None),
    ]
    assert ask(path, "SELECT name, speaker_uid, undone_at FROM name_exclusions") == [
        ("Biden", "joe-biden", None),
        ("Ö", "x", "2024-02-02T00:00:00Z"),
    ]
    assert ask(path, "SELECT DISTINCT field FROM corrections") == [("speaker",)]


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE speaker_names SET origin = 'joined: by somebody'",
        "UPDATE speaker_names SET reason = 'none is needed' WHERE origin = 'text'",
        "UPDATE speaker_names SET origin = 'merged'",
        "INSERT INTO name_exclusions (name, speaker_uid, made_at) VALUES ('', 'x', '2024')",
        (
            "INSERT INTO name_exclusions (name, speaker_uid, made_at)"
            " VALUES ('A', 'x', '2024'), ('A', 'x', '2025')"
        ),
    ],
)
def test_the_schema_refuses_what_means_nothing(wrong: str, tmp_path: Path) -> None:
    path = unpacked("0006", tmp_path)
    upgrade(path)
    with closing(sqlite3.connect(path)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(wrong)
