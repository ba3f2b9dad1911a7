"""The extractor's scores on the annotated articles stay above their floors (``tests.quality``)."""

import tomllib
from datetime import date

import pytest

from tests.quality import SETS, GoldSet, below, load_floors, lowered, raised, scored, written
from tests.scoring import load_gold

ids = [gold_set.name for gold_set in SETS]


@pytest.mark.parametrize("gold_set", SETS, ids=ids)
def test_scores_are_not_below_their_floors(gold_set: GoldSet) -> None:
    floors = load_floors()[gold_set.name]

    assert below(floors, scored(gold_set).measures()) == {}, "\n".join(scored(gold_set).notes)


@pytest.mark.parametrize("gold_set", SETS, ids=ids)
def test_texts_and_annotations_are_those_that_the_floors_were_set_on(gold_set: GoldSet) -> None:
    assert gold_set.digest() == load_floors()[gold_set.name]["digest"]


@pytest.mark.parametrize("gold_set", SETS, ids=ids)
def test_annotated_spans_are_at_their_place(gold_set: GoldSet) -> None:
    for gold in load_gold(gold_set.annotations, gold_set.texts):
        for statement in gold.annotation["statements"]:
            pieces = [gold.text[start:end] for start, end in statement["spans"]]
            assert _letters(" ".join(pieces)) == _letters(statement["text"])


def test_a_floor_is_only_raised_by_a_better_score() -> None:
    floors = raised({"found": 80.0, "full": 75.0}, {"found": 81.27, "full": 70.0})

    assert floors == {"found": 81.2, "full": 75.0}


def test_a_lowered_floor_keeps_the_reason() -> None:
    floors = lowered({"found": 80.0, "full": 75.0}, {"found": 79.99, "full": 76.0}, "x", DAY)

    assert floors == {
        "found": 79.9,
        "full": 75.0,
        "lowered": [
            {"day": "2030-01-31", "measure": "found", "from": 80.0, "to": 79.9, "reason": "x"}
        ],
    }


def test_floors_are_read_back_as_written() -> None:
    floors = {
        "readouts": {
            "digest": "abc",
            "found": 80.0,
            "no other's name": 98.0,
            "lowered": [{"day": "2030-01-31", "measure": "found", "from": 81.0, "reason": 'a "b"'}],
        }
    }

    assert tomllib.loads(written(floors)) == floors


DAY = date(2030, 1, 31)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
