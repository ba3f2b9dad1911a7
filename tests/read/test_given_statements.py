"""Statements that came with an article in JSON: taken over as they were stated."""

import json
from pathlib import Path
from typing import Any

import pytest

from archive.pipeline import analyse
from archive.read import Reading, read
from archive.records import Date, Document, Role, Speaker
from archive.render.extract import extract_json
from tests.read.samples import written

SEED = sorted((Path(__file__).parents[2] / "seed").glob("*.txt"))
BODY = (
    "MINSK, March 11 (BelTA) -- Li Qiang spoke.\n\n"
    "“China is ready,” Li said.\nHe added that trade has grown."
)


def read_one(folder: Path, statements: Any, **fields: Any) -> list[Any]:
    record = {"title": "Talks", "body": BODY, "date": "2021-03-11", "statements": statements}
    return written(folder, "a.json", json.dumps(record | fields).encode())


def test_little_is_enough(tmp_path: Path) -> None:
    (document,) = read_one(
        tmp_path,
        [
            {"speaker": "Li Qiang", "text": "China is ready", "topics": ["Political trust"]},
            {"speaker": ["Li Qiang", "Lukashenko"], "quote": "trade has grown", "date": "2021-03"},
        ],
    )
    first, second = analyse(document).statements
    assert (first.text, first.speakers) == ("China is ready", (Speaker("Li Qiang", "person"),))
    assert (first.quotation, second.quotation) == ("direct", "indirect")
    assert (first.rule, first.origin, first.confidence, first.speaker_method) == (
        "given",
        "given",
        1,
        "given",
    )
    assert [tag.topic for tag in first.topics] == ["political-trust"]
    assert first.said == Date("2021-03-11", "day", "published")
    assert [speaker.name for speaker in second.speakers] == ["Li Qiang", "Lukashenko"]
    assert second.said == Date("2021-03", "month", "given")


def test_the_machine_adds_none(tmp_path: Path) -> None:
    (document,) = read_one(tmp_path, [{"speaker": "Li Qiang", "text": "China is ready"}])
    assert [one.text for one in analyse(document).statements] == ["China is ready"]


@pytest.mark.parametrize(
    "statements", [[], [{"text": "China is ready", "date": "last week"}]], ids=["none", "refused"]
)
def test_a_list_without_statements_is_one_all_the_same(statements: Any, tmp_path: Path) -> None:
    *_, document = read_one(tmp_path, statements)
    article = analyse(document)
    assert article.statements == ()
    assert article.body == BODY


def test_the_machine_adds_where_none_was_given_when_it_is_asked(tmp_path: Path) -> None:
    (document,) = read_one(tmp_path, [{"speaker": "Li Qiang", "text": "China is ready"}])
    found = analyse(document, also_extract=True).statements
    assert [(one.text, one.origin) for one in found] == [
        ("China is ready", "given"),
        ("trade has grown", "machine"),
    ]


def test_the_body_stays_as_it_is_because_offsets_point_into_it(tmp_path: Path) -> None:
    place = BODY.index("trade has grown")
    statement = {"speaker": "Li", "start": place, "end": place + 15}
    (document,) = read_one(tmp_path, [statement])
    found = analyse(document)
    assert found.body == BODY
    assert found.statements[0].text == "trade has grown"
    assert [BODY[start:end][:8] for start, end in found.paragraphs] == ["MINSK, M", "“China i"]
    assert (found.title, found.published) == ("Talks", Date("2021-03-11", "day", "given"))


@pytest.mark.parametrize(
    "statement",
    [
        {"speakers": ["Li Qiang"], "speaker_kinds": ["country"], "text": "China is ready"},
        {"spokenByCharacter": {"name": "Li Qiang"}, "kind": "country", "text": "China is ready"},
    ],
    ids=["ours", "schema.org"],
)  # fmt: skip
def test_names_of_a_statement_s_fields(statement: dict[str, Any], tmp_path: Path) -> None:
    (document,) = read_one(tmp_path, [statement])
    assert analyse(document).statements[0].speakers == (Speaker("Li Qiang", "country"),)


REFUSED = {
    "no object": ("China is ready", "is not an object with fields"),
    "no words": ({"speaker": "Li"}, "has neither a text nor a position in the body"),
    "no date": (
        {"text": "China is ready", "date": "last week"},
        "has the date 'last week', which cannot be read",
    ),
    "no such day": ({"text": "China is ready", "date": "2021-02-30"}, "which cannot be read"),
}


@pytest.mark.parametrize(("statement", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_statement_that_cannot_be_read_costs_no_neighbour(
    statement: Any, reason: str, tmp_path: Path
) -> None:
    refused, document = read_one(tmp_path, [statement, {"text": "trade has grown"}])
    assert refused.path == f"{tmp_path}/a.json.statements[0]"
    assert reason in refused.reason
    assert [one.text for one in analyse(document).statements] == ["trade has grown"]


def test_a_statement_that_is_not_in_the_body_is_a_failure_of_its_own(tmp_path: Path) -> None:
    (document,) = read_one(tmp_path, [{"text": "Oil is dear"}, {"text": "trade has grown"}])
    found = analyse(document)
    assert [one.text for one in found.statements] == ["trade has grown"]
    assert [one.path for one in found.unread] == [f"{tmp_path}/a.json.statements[0]"]


def test_another_field_may_hold_the_statements(tmp_path: Path) -> None:
    record = {"body": BODY, "spoken": [{"text": "trade has grown"}]}
    reading = Reading(fields={"statements": "spoken"})
    (document,) = written(tmp_path, "a.json", json.dumps(record).encode(), reading)
    assert len(document.statements) == 1


@pytest.mark.parametrize("path", SEED, ids=lambda path: path.stem[:3])
def test_what_extract_prints_is_read_back_without_loss(path: Path, tmp_path: Path) -> None:
    printed = extract_json(analyse(next(read(path))))
    (document,) = written(tmp_path, "a.json", json.dumps(printed).encode())
    assert isinstance(document, Document)
    again = extract_json(analyse(document))
    assert again == {**printed, "path": f"{tmp_path}/a.json"}


def test_an_article_of_ours_without_statements_gets_none(tmp_path: Path) -> None:
    printed = extract_json(analyse(next(read(SEED[0])))) | {"statements": []}
    (document,) = written(tmp_path, "a.json", json.dumps(printed).encode())
    assert analyse(document).statements == ()


def test_offices_keep_their_parts(tmp_path: Path) -> None:
    printed = extract_json(analyse(next(read(SEED[0]))))
    printed["roles"] = [{"speaker": "Li", "title": "Minister of Trade", "of": "China"}]
    printed["statements"] = printed["statements"][:1]
    printed["statements"][0] |= {
        "speakers": ["Li"],
        "speaker_kinds": ["person"],
        "speaker_roles": ["Minister of Trade of China"],
    }
    (document,) = written(tmp_path, "a.json", json.dumps(printed).encode())
    role = Role("Li", "Minister of Trade", "China")
    assert analyse(document).statements[0].speakers == (Speaker("Li", "person", role),)
