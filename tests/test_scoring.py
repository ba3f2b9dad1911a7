"""The scores are what their names say: a hand-made article against a hand-made annotation."""

from pathlib import Path
from typing import Any

import pytest

from archive.records import Article, Date, Mention, Span, Speaker, Statement
from tests.scoring import Gold, score

RAW = "SITE HEADER\n\nLin said trade has doubled.\n\nThe port is done, Dahl said.\n"
BODY = "Lin said trade has doubled.\n\nThe port is done, Dahl said."


def statement(text: str, name: str, cue: str = "said") -> Statement:
    start = BODY.index(text)
    return Statement(
        spans=((start, start + len(text)),),
        text=text,
        mention=Mention(name),
        cue=cue,
        cue_span=None,
        quotation="indirect",
        speakers=(Speaker(name, "person"),),
    )


def wanted(text: str, name: str) -> dict[str, Any]:
    start = RAW.index(text)
    span: Span = (start, start + len(text))
    return {
        "speakers": [name],
        "speaker_text": name,
        "cue": "said",
        "quotation": "indirect",
        "spans": [list(span)],
        "text": text,
    }


GOLD = Gold(
    Path("a.txt"),
    RAW,
    {
        "title": None,
        "published_on": "2024-05-01",
        "not_in_body": ["SITE HEADER"],
        "statements": [wanted("trade has doubled", "Lin"), wanted("The port is done", "Dahl")],
    },
)


def article(*statements: Statement, body: str = BODY) -> Article:
    return Article(
        path="a.txt",
        body=body,
        paragraphs=(),
        published=Date("2024-05-01", "day", "given"),
        statements=statements,
    )


def test_all_is_right() -> None:
    same = article(statement("trade has doubled", "Lin"), statement("The port is done", "Dahl"))

    assert set(score(same, GOLD).measures().values()) == {100.0}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param([], (0.0, 0.0, 0.0), id="nothing found"),
        pytest.param([("trade has doubled", "Lin")], (200 / 3, 200 / 3, 200 / 3), id="one of two"),
        pytest.param([("has doubled", "Lin")], (200 / 3, 0.0, 200 / 3), id="two words of three"),
        pytest.param([("doubled", "Lin")], (0.0, 0.0, 0.0), id="less than half of the words"),
        pytest.param([("trade has doubled", "Dahl")], (200 / 3, 200 / 3, 0.0), id="other speaker"),
    ],
)
def test_found_exact_and_full(
    statements: list[tuple[str, str]], expected: tuple[float, float, float]
) -> None:
    measures = score(article(*(statement(*pair) for pair in statements)), GOLD).measures()

    assert (measures["found"], measures["exact"], measures["full"]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Dahl", 0.0, id="another's"),
        pytest.param("Lin Wei", 100.0, id="a longer name"),
    ],
)
def test_anothers_name(name: str, expected: float) -> None:
    measures = score(article(statement("trade has doubled", name)), GOLD).measures()

    assert measures["no other's name"] == expected


def test_boilerplate_in_the_body_is_seen() -> None:
    assert score(article(body=RAW), GOLD).measures()["boilerplate kept out"] == 0.0


def test_differences_are_told() -> None:
    notes = score(article(statement("trade has doubled", "Lin")), GOLD).notes

    assert notes == ("a.txt missed: ['Dahl'] said: The port is done",)
