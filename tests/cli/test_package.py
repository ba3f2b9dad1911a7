"""A data package: valid for the programs that read such, and taken back whole."""

import csv
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from archive.cli import run
from archive.package import tables
from tests.cli.test_export import GIVEN, RAIN, SEED, TALKS, printed

needs_pyarrow = pytest.mark.skipif(not find_spec("pyarrow"), reason="needs pyarrow")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of copies, corrections and given statements: one.db."""
    folder = tmp_path_factory.mktemp("package")
    news = folder / "news"
    news.mkdir()
    for name, text in {
        "a": f"Leaders meet\n\nSAMARKAND, Sept. 15, 2022 (Xinhua) -- {TALKS}",
        "b": f"Heavy rain falls\n\nMINSK, Sept. 17, 2022 (BelTA) -- {RAIN}",
        "c": f"Heavy rain falls again\n\nMINSK, Sept. 18, 2022 (BelTA) -- {RAIN} It was wet.",
        "d": "A title and nothing else",
    }.items():
        (news / f"{name}.txt").write_text(text, "utf-8")
    (news / "given.jsonl").write_text(json.dumps(GIVEN), "utf-8")
    database = ["--db", str(folder / "one.db")]
    assert run(("ingest", str(SEED), str(news), *database)) == 0
    for options in (
        ("--query", "railway", "--speaker", "Aleksandr Volfovich", "--new", "person"),
        ("--query", "pearl", "--drop"),
        ("--query", "taiwan", "--tag", "education"),
    ):
        assert run(("correct", *options, "--yes", *database)) == 0
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARCHIVE_DB", str(made / "one.db"))
    return tmp_path


def package(capfd: pytest.CaptureFixture[str], folder: str, *options: str) -> Path:
    printed(capfd, "export", "--package", folder, *options)
    return Path(folder)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", ["csv", pytest.param("parquet", marks=needs_pyarrow)])
def test_it_is_taken_back_whole(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Table by table the same bytes come out of the new archive, ids and corrections included."""
    one = package(capfd, "one", "-f", form)
    printed(capfd, "ingest", "one", "--db", "two.db")
    two = package(capfd, "two", "-f", form, "--db", "two.db")
    assert {file.name for file in one.iterdir()} == {
        *(f"{name}.{form}" for name in tables()), "datapackage.json", "croissant.json",
    }  # fmt: skip
    for name in tables():
        assert (one / f"{name}.{form}").read_bytes() == (two / f"{name}.{form}").read_bytes(), name
    assert "intact" in printed(capfd, "db", "check", "--db", "two.db")


@pytest.mark.usefixtures("here")
def test_it_holds_something_in_every_table(capfd: pytest.CaptureFixture[str]) -> None:
    one = package(capfd, "one")
    assert [name for name in tables() if not rows(one, name)] == []
    first = rows(one, "statements")[0]
    assert list(first)[:2] == ["doc_id", "text"]
    assert {row["reason"] or row["made_by"] for row in rows(one, "corrections")} != {""}
    assert not any(str(Path.cwd()) in file.read_text("utf-8") for file in one.iterdir())


@pytest.mark.usefixtures("here")
def test_again_it_adds_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    package(capfd, "one")
    printed(capfd, "ingest", "one", "--db", "two.db")
    again = printed(capfd, "ingest", "one", "--db", "two.db")
    assert again.startswith("0 new")
    assert "0 failed" in again


@pytest.mark.usefixtures("here")
def test_a_query_selects_statements_and_their_articles(capfd: pytest.CaptureFixture[str]) -> None:
    one = package(capfd, "one", "topic:taiwan", "speaker:lukashenko")
    said = rows(one, "statements")
    assert said
    assert all("Lukashenko" in row["speaker"] for row in said)
    assert len(said) < int(printed(capfd, "query", "--count", "topic:taiwan"))
    assert {row["article"] for row in said} == {row["article"] for row in rows(one, "articles")}
    people = {row["speaker"] for row in rows(one, "speakers")}
    assert "lukashenko" in people
    assert "li-qiang" not in people
    printed(capfd, "ingest", "one", "--db", "two.db")
    assert int(printed(capfd, "query", "--count", "--db", "two.db")) == len(said)


@pytest.mark.usefixtures("here")
def test_nothing_found_is_a_package_without_rows(capfd: pytest.CaptureFixture[str]) -> None:
    one = package(capfd, "one", "nobodysaidthis")
    assert rows(one, "articles") == []
    assert rows(one, "statements") == []


@pytest.mark.usefixtures("here")
@pytest.mark.filterwarnings("ignore")  # what a library says of others is not ours to repair
def test_frictionless_finds_it_valid(capfd: pytest.CaptureFixture[str]) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(package(capfd, "one") / "datapackage.json")).validate()
    assert report.flatten(["title", "rowNumber", "fieldName", "note"]) == []


@pytest.mark.usefixtures("here")
@pytest.mark.filterwarnings("ignore")
def test_mlcroissant_reads_it(capfd: pytest.CaptureFixture[str]) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(str(package(capfd, "one") / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    names = {record["names/name"].decode() for record in dataset.records("names")}
    assert {"Xi Jinping", "Lukashenko"} <= names


@pytest.mark.usefixtures("here")
def test_columns_are_described_by_the_schema(capfd: pytest.CaptureFixture[str]) -> None:
    described = json.loads((package(capfd, "one") / "datapackage.json").read_text())
    fields: dict[str, dict[str, Any]] = {
        f"{resource['name']}.{field['name']}": field
        for resource in described["resources"]
        for field in resource["schema"]["fields"]
    }
    assert fields["statements.cue_lemma"]["description"] == '"point out"'
    assert fields["statements.confidence"]["type"] == "number"
    assert fields["articles.published_on"]["description"].startswith("2022-09-15, 2022-09 or 2022")


@pytest.mark.usefixtures("here")
def test_a_folder_with_something_in_it_stays(capfd: pytest.CaptureFixture[str]) -> None:
    Path("one").mkdir()
    Path("one", "mine.txt").write_text("mine")
    assert run(("export", "--package", "one")) == 2
    assert "exists already" in capfd.readouterr().err
    assert [file.name for file in Path("one").iterdir()] == ["mine.txt"]


def without(path: Path, number: int) -> None:
    """Leave a row out."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines[:number] + lines[number + 1 :])


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("table", "spoil", "reason"),
    [
        ("articles", lambda path: path.unlink(), "cannot be opened"),
        ("articles", lambda path: without(path, 2), "belongs to none"),
        ("speakers", lambda path: path.write_text("speaker\nx\n"), "has not the columns"),
        ("statements", lambda path: path.write_bytes(b"\xff\xfe\n"), "cannot be read"),
    ],
    ids=["no table", "rows of nothing", "columns", "bytes"],
)
def test_what_is_broken_is_told(
    table: str, spoil: Any, reason: str, capfd: pytest.CaptureFixture[str]
) -> None:
    spoil(package(capfd, "one") / f"{table}.csv")
    assert run(("ingest", "one", "--db", "two.db")) == 3
    told = capfd.readouterr().err
    assert reason in told
    assert "Traceback" not in told


@pytest.mark.usefixtures("here")
def test_a_package_of_others_is_a_folder_of_files(capfd: pytest.CaptureFixture[str]) -> None:
    Path("theirs").mkdir()
    Path("theirs", "datapackage.json").write_text('{"name": "theirs", "resources": []}')
    Path("theirs", "news.csv").write_text("title,text\nRain,Xi Jinping said that it rains.\n")
    assert run(("ingest", "theirs", "--db", "two.db")) == 3
    assert capfd.readouterr().out.startswith("1 new")
