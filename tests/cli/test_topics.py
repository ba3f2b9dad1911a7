"""`archive topics`: one's own topics come in beside the others, and nothing goes unasked."""

import io
import tomllib
from pathlib import Path

import pytest

from archive.cli import run

SEED = Path(__file__).parents[2] / "seed"
BEES = '[bees]\nlabel = "Bees"\nparent = "environment"\nterms = ["bee+"]\n'


@pytest.fixture
def archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARCHIVE_DB", str(tmp_path / "a.db"))
    assert run(["ingest", str(SEED)]) == 0
    capfd.readouterr()
    (tmp_path / "bees.toml").write_text(BEES, "utf-8")
    return tmp_path


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(arguments) == code
    return capfd.readouterr().out


def slugs(capfd: pytest.CaptureFixture[str]) -> set[str]:
    lines = printed(capfd, "topics", "-f", "tsv").splitlines()
    return {line.split("\t")[0] for line in lines[1:]}


def test_a_file_with_one_topic_adds_it(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = slugs(capfd)

    assert printed(capfd, "topics", "import", "bees.toml").startswith("1 topic added: bees\n")
    assert slugs(capfd) == before | {"bees"}
    told = printed(capfd, "topics", "import", "bees.toml")
    assert told == "The archive has these topics already: bees.toml\n"


def test_a_topic_that_the_archive_has_is_changed(
    archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (archive / "own.toml").write_text('[nato]\nlabel = "Alliance"\nterms = ["NATO"]\n', "utf-8")

    told = printed(capfd, "topics", "import", "own.toml")
    assert told.startswith("1 topic changed: nato\n")
    assert "Alliance" in printed(capfd, "topics", "-f", "tsv")


def test_replacing_asks_and_changes_nothing_without_an_answer(
    archive: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    (archive / "one.toml").write_text('[bees]\nlabel = "Bees"\nterms = ["bee+"]\n', "utf-8")
    before = slugs(capfd)

    assert run(["topics", "import", "one.toml", "--replace"]) != 0
    assert "topics removed: " in capfd.readouterr().out
    assert slugs(capfd) == before

    printed(capfd, "topics", "import", "one.toml", "--replace", "--yes")
    assert slugs(capfd) == {"bees"}


def test_a_dry_run_changes_nothing(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = slugs(capfd)

    told = printed(capfd, "topics", "import", "bees.toml", "--dry-run")
    assert told == "1 topic added: bees\n"
    assert slugs(capfd) == before
    assert printed(capfd, "topics", "retag", "--dry-run", "-f", "json").strip() == "[]"


def test_what_is_exported_can_be_edited_and_imported(
    archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    printed(capfd, "topics", "export", "all.toml")

    table = tomllib.loads((archive / "all.toml").read_text("utf-8"))
    assert table["taiwan"]["cap"] == "1921"
    assert table["taiwan"]["parent"] == "core-interests"
    told = printed(capfd, "topics", "import", "all.toml", "--replace")
    assert told == "The archive has these topics already: all.toml\n"


def test_a_topic_is_shown_with_its_terms(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lines = printed(capfd, "topics", "show", "sco", "-f", "tsv").splitlines()

    assert "sco\tShanghai Cooperation Organization\tterm\t2\t0\t0" in lines[:4]


def test_phrases_that_go_with_a_topic_are_suggested(
    archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = printed(
        capfd, "topics", "suggest", "belt-and-road", "--articles", "2", "-f", "tsv"
    ).splitlines()

    assert any(line.startswith("Industrial Park\t") for line in lines)
    suggested = {line.split("\t")[0].lower() for line in lines}
    assert not any("belt and road" in phrase for phrase in suggested)
    assert not suggested & {"belt", "road"}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("cap:1921", "taiwan", id="minor"),
        pytest.param("cap:19", "taiwan", id="major"),
        pytest.param("cap:3", "pandemic", id="major of one digit"),
    ],
)
def test_topics_are_found_by_their_codes(
    archive: Path, capfd: pytest.CaptureFixture[str], code: str, found: str
) -> None:
    by_code = printed(capfd, "query", "--topic", code, "-f", "jsonl", "-n", "100")

    by_slug = printed(capfd, "query", "--topic", found, "-f", "jsonl", "-n", "100")
    assert by_slug
    assert {*by_slug.splitlines()} <= {*by_code.splitlines()}


def test_an_unknown_code_is_a_mistake(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--topic", "cap:99"]) == 2
    assert "there is no topic 'cap:99'" in capfd.readouterr().err


def carried_on(folder: Path) -> Path:
    """Write an article with a statement that names its subject only as "it"."""
    path = folder / "it.txt"
    path.write_text(
        "Xi calls for Belt and Road cooperation\n\nBEIJING, Nov. 28, 2024 (Xinhua) -- "
        "Chinese President Xi Jinping praised Belt and Road cooperation and the Belt and Road "
        "Initiative. China welcomes Belarus to continue its active participation in it, Xi said.\n",
        "utf-8",
    )
    return path


def test_strictly_a_topic_is_only_what_the_statement_says(
    archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    likely = printed(capfd, "query", "--topic", "*", "-f", "jsonl", code=2)
    assert likely == ""
    printed(capfd, "ingest", str(carried_on(archive)))
    of = ("belt-and-road", "-f", "jsonl", "-n", "100")
    all_on = printed(capfd, "query", "--topic", *of)
    strict = printed(capfd, "query", "--topic-strict", *of)
    assert {*strict.splitlines()} < {*all_on.splitlines()}


def test_the_learned_weights_can_be_turned_off(
    archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (archive / "plain").mkdir()
    (archive / "plain/topic_weights.toml").write_text("learned = false\n", "utf-8")
    printed(capfd, "ingest", str(carried_on(archive)))
    query = ("query", "--topic", "belt-and-road", "-f", "jsonl", "-n", "100")
    strict = ("query", "--topic-strict", "belt-and-road", "-f", "jsonl", "-n", "100")
    learned = printed(capfd, *query)

    printed(capfd, "topics", "retag", "--vocabulary", "plain")
    plain = printed(capfd, *query)
    assert plain != learned
    assert plain == printed(capfd, *strict)  # no topic comes from the text around

    printed(capfd, "topics", "retag")
    assert printed(capfd, *query) == learned
