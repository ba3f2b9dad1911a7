"""The commands about wording, on the seed: the story that its five texts tell."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from archive.cli import run
from tests.cli.wording import DRAWN, GOLDEN, drawn, printed, seed_archive
from tests.test_cold_start import imported

ALL_WEATHER = "all-weather comprehensive strategic partnership"
REPORTS = (
    ["phrase", ALL_WEATHER],
    ["phrases", "--articles", "2"],
    ["trend", "taiwan", "pandemic"],
    ["compare", "002", "004"],
    ["timeline", "--speaker", "Lukashenko", "--topic", "taiwan"],
    ["collocates", "cooperation"],
    ["events"],
    ["show", "e:1"],
)


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for name in ("ARCHIVE_DB", "NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def parts(capfd: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(printed(capfd, *arguments, "-f", "json"))


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_terminal_shows(name: str) -> None:
    assert drawn(*DRAWN[name]) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_the_partnership_became_all_weather_between_2021_and_2022(
    capfd: pytest.CaptureFixture[str],
) -> None:
    (shift,) = parts(capfd, "compare", "002", "004")["shifts"]
    assert (shift["a"], shift["b"]) == ("comprehensive strategic partnership", ALL_WEATHER)
    assert (shift["a_uses"], shift["b_uses"]) == (1, 3)


def test_the_wording_on_taiwan_changed(capfd: pytest.CaptureFixture[str]) -> None:
    pairs = parts(capfd, "compare", "002", "004")["pairs"]
    (pair,) = [pair for pair in pairs if "taiwan" in pair["topics"]]
    assert pair["a_speaker"] == pair["b_speaker"] == "Alexander Lukashenko"
    assert "Hong Kong" in pair["a_changed"]
    assert any("national reunification" in words for words in pair["b_changed"])


def test_the_pandemic_shrank_to_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    topics = parts(capfd, "compare", "002", "004")["topics"]
    (pandemic,) = [topic for topic in topics if topic["topic"] == "pandemic"]
    assert (pandemic["a"], pandemic["b"]) == (4, 1)
    assert pandemic["only_text"].endswith("assistance to Belarus in its COVID-19 response")


def test_the_phrase_that_it_replaced(capfd: pytest.CaptureFixture[str]) -> None:
    found = parts(capfd, "phrase", ALL_WEATHER)
    (replaced,) = found["replaced"]
    assert (replaced["speakers"], replaced["old"]) == (
        ["Xi Jinping"],
        "comprehensive strategic partnership",
    )
    assert found["phrase"] == {
        "phrase": ALL_WEATHER,
        "uses": 7,
        "articles": 4,
        "speakers": 4,
        "begins_on": "2021-01-26",
        "article": None,
        "article_on": None,
    }


@pytest.mark.parametrize(
    ("asked", "meaning", "said"),
    [
        ("Lukashenko", "speaker:Lukashenko", "Lukashenko means what Alexander Lukashenko said"),
        ("Li Qiang", 'speaker:"Li Qiang"', "Li Qiang means what Li Qiang said"),
        ("lukashenko", "lukashenko", "Xi Jinping means"),
        ("China", "China", "Xi Jinping means"),
        ('"China"', '"China"', "Xi Jinping means"),
    ],
)
def test_the_name_of_a_speaker_is_the_speaker(
    capfd: pytest.CaptureFixture[str], asked: str, meaning: str, said: str
) -> None:
    """A country's name and what is quoted or in small letters are words, as in any query."""
    seed_archive()
    capfd.readouterr()
    asking = ["compare", asked, "Xi Jinping", "--part", "sides", "-f", "json"]
    assert run([*asking, "--db", str(seed_archive())]) == 0
    captured = capfd.readouterr()
    assert json.loads(captured.out)["sides"][0]["meaning"] == meaning
    assert captured.err.startswith(said)


def test_several_words_in_one_argument_are_a_phrase(capfd: pytest.CaptureFixture[str]) -> None:
    path = str(seed_archive())
    capfd.readouterr()
    assert run(["kwic", "core interests", "-f", "csv", "-c", "keyword", "--db", path]) == 0
    captured = capfd.readouterr()
    assert captured.out.splitlines() == ["keyword", *["core interests"] * 5]
    assert captured.err == (
        'This is the phrase "core interests"; type the words apart to find both anywhere.\n'
    )


def test_set_phrases_of_the_seed_unnamed(capfd: pytest.CaptureFixture[str]) -> None:
    found = [row["phrase"] for row in parts(capfd, "phrases", "--articles", "2")["phrases"]]
    assert {ALL_WEATHER, "Belt and Road", "core interests", "eight major steps"} <= {*found}
    assert "strategic partnership" not in found


@pytest.mark.parametrize("arguments", REPORTS, ids=lambda words: " ".join(words[:1]))
def test_every_report_is_data(capfd: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    lines = [json.loads(line) for line in printed(capfd, *arguments, "-f", "jsonl").splitlines()]
    assert all("part" in line for line in lines)
    assert not any(name.startswith("_") for line in lines for name in line)
    rows = list(csv.DictReader(io.StringIO(printed(capfd, *arguments, "-f", "csv"))))
    assert rows
    assert len({len(row) for row in rows}) == 1
    assert printed(capfd, *arguments).count("\n") == len(lines)


def test_a_contrast_says_what_its_counts_are_of(capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["phrases", "--speaker", "Xi", "--against", "Lukashenko", "--articles", "2"]
    shown = printed(capfd, *arguments, "--color", "always")
    assert "A is Xi, with 30 statements; B is Lukashenko, with 18." in shown


def test_shares_within_a_query_say_of_what(capfd: pytest.CaptureFixture[str]) -> None:
    shown = printed(capfd, "phrase", "partnership", "speaker:xi", "--color", "always")
    for title in (
        "“partnership”: 3 statements in 2 articles by 2 speakers within speaker:xi",
        "Who says it within speaker:xi",
        "By year, of all statements of that year that match speaker:xi",
    ):
        assert title in shown


def test_one_part_alone(capfd: pytest.CaptureFixture[str]) -> None:
    rows = printed(capfd, "phrase", ALL_WEATHER, "--part", "variants", "-f", "csv").splitlines()
    assert rows[1].startswith(f"{ALL_WEATHER},as asked,7,")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["phrase", "…"], 2, "'…' contains no word"),
        (["phrase", "nobody says this"], 0, "No statement contains the phrase"),
        (["phrase", "trade", "--part", "nothing"], 2, "the parts are phrase, ends, speakers"),
        (["compare", "002", "nowhere"], 2, "and no statement matches it"),
        (
            ["compare", "002", "00"],
            2,
            "5 file names begin with '00'\nHint: type more of it: 000_",
        ),
        (
            ["phrase", "core", "interests"],
            0,
            (
                "This is “core” in statements that match interests; if it is one phrase, quote it:"
                ' archive phrase "core interests"'
            ),
        ),
        (["timeline", "--speaker", "Xi", "--topic", "taiwan"], 0, "says nothing on topic:taiwan"),
        (["phrases", "--against", "Xi"], 2, "--against needs --speaker"),
        (["phrases", "--new", "2022", "--gone", "2023"], 2, "cannot be combined"),
        (["phrases", "--new", "soon"], 2, "soon is not a date"),
        (
            ["trend", "trade", "--chart", "x.gif"],
            2,
            "cannot tell the kind of chart from the name x.gif",
        ),
        (["collocates", "xizang"], 0, "“xizang” occurs 1 time: no word is near it 3 times"),
        (["trend", "taiwan", "nowhere"], 0, "No statement matches nowhere.\n"),
        (["collocates", "nowhere"], 0, "No statement holds “nowhere”."),
        (["show", "e:zzzz"], 2, "nothing has the id"),
        (["show", "e:"], 2, "is not the id of an event"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_are_explained(
    capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, told: str
) -> None:
    path = str(seed_archive())
    capfd.readouterr()
    assert run([*arguments, "--db", path]) == code
    assert told in capfd.readouterr().err


@pytest.mark.parametrize("arguments", [*REPORTS[:1], *REPORTS[2:]], ids=lambda words: words[0])
def test_only_finding_phrases_imports_numpy_and_only_a_terminal_rich(arguments: list[str]) -> None:
    modules = imported(*arguments, "--db", str(seed_archive()))
    assert modules.isdisjoint(["numpy", "rich", "alembic", "resvg_py", "archive.pipeline"])


def test_without_numpy_it_says_what_to_install(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = ("archive.store.reports.set_phrases", "archive.corpus.set_phrases",
            "archive.corpus.turnover", "archive.corpus.sequences", "archive.corpus.tokens",
            "archive.store.reports.corpora",
            "archive.store.reports.wordcache")  # fmt: skip
    for name in ours:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "numpy", None)
    path = str(seed_archive())
    capfd.readouterr()
    assert run(["phrases", "--db", path]) == 2
    assert 'pip install "statement-archive[corpus]"' in capfd.readouterr().err


@pytest.mark.parametrize(("name", "begins"), [("a.svg", b"<svg"), ("a.html", b"<!DOCTYPE html>"),
                                              ("a.png", b"\x89PNG")])  # fmt: skip
def test_a_trend_is_drawn(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, name: str, begins: bytes
) -> None:
    printed(capfd, "trend", "taiwan", "pandemic", "--chart", str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(begins)
