"""What each field of a correction changes in an article's rows, and that it can be put back."""

import json
from copy import deepcopy
from typing import Any

import pytest

from archive.errors import UsageError
from archive.store.columns import ARTICLE_FACTS, STATEMENT_VALUES
from archive.store.people.fields import FIELDS, OF_ARTICLE, machine_value
from archive.store.people.sheets import Anchor, Facts, Sheet, anchor_of, find, restore

BODY = "THE PRESIDENT: We will build it. It will be great.\n\nQ When?\n\nTHE PRESIDENT: Soon."
TITLE = "President: We will build"


def said(text: str, who: str, label: str | None = None, **facts: Any) -> Facts:
    around = TITLE if facts.get("headline") else BODY
    start = around.index(text)
    return {
        **dict.fromkeys(STATEMENT_VALUES),
        "text": text,
        "start": start,
        "end": start + len(text),
        "headline": 0,
        "paragraph": 0,
        "speakers": [[who, None, None]],
        "topics": [],
        "speaker_text": label,
        "said_on": "2021-03-11",
        "said_precision": "day",
        "said_method": "event",
        "quotation": "direct",
        "speaker_method": "turn",
        "speaker_confidence": 0.9,
        **facts,
    }


def sheet() -> Sheet:
    facts = dict.fromkeys(ARTICLE_FACTS)
    facts |= {"body": BODY, "title": TITLE, "event_on": "2021-03-11", "paragraphs": "[[0, 51]]"}
    return Sheet(
        "a:x",
        facts,
        {
            "s:0": said("We will build", "xi", headline=1),
            "s:1": said("We will build it", "xi", "THE PRESIDENT"),
            "s:2": said("It will be great", "xi", continues="s:1", topics=[TAG]),
            "s:3": said("When", "q", "Q", said_on="2021-03-10"),
            "s:4": said("Soon", "xi", "THE PRESIDENT", answers="s:3"),
        },
    )


TAG = ["trade", "great", 44, 49, "statement", 0.8]


@pytest.mark.parametrize(
    ("field", "uid", "value", "column", "expected"),
    [
        ("speaker", "s:1", ["li"], "speakers", [["li", None, None]]),
        ("speaker", "s:1", [], "speaker_method", "correction"),
        ("said_on", "s:1", "2021-03", "said_precision", "month"),
        ("said_on", "s:1", None, "said_on", None),
        ("text", "s:1", "We will build it. It will be great", "end", 49),
        ("text", "s:1", "We will … it", "spans", "[[15,22],[29,31]]"),
        ("cue", "s:1", "PRESIDENT", "cue_start", 4),
        ("quotation", "s:1", "mixed", "quotation", "mixed"),
        ("kind", "s:1", "courtesy", "kind", "courtesy"),
        ("tag", "s:1", "trade", "topics", [["trade", "trade", 15, 31, "statement", 1.0]]),
        ("tag", "s:2", "trade", "topics", [TAG]),
        ("untag", "s:2", "trade", "topics", []),
    ],
)
def test_a_statement(field: str, uid: str, value: Any, column: str, expected: Any) -> None:
    mine = sheet()
    before = FIELDS[field](mine, uid, value)
    assert mine.statements[uid][column] == expected

    restore(mine, json.loads(json.dumps(before)))
    assert mine == sheet()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("place", "MINSK", {"place": "MINSK"}),
        ("publisher", None, {"publisher": None}),
        ("event_on", "2021-04", {"event_on": "2021-04", "event_method": "correction"}),
        ("published_on", "2022", {"published_on": "2022", "published_precision": "year"}),
        ("title", "A new one", {"title": "A new one"}),
        ("title", "On what We will build", {"title": "On what We will build"}),
    ],
)
def test_an_article(field: str, value: Any, expected: Facts) -> None:
    mine = sheet()
    before = FIELDS[field](mine, "a:x", value)
    assert {name: mine.article[name] for name in expected} == expected
    restore(mine, before)
    assert mine == sheet()


def test_a_statement_follows_the_articles_date_where_it_had_it() -> None:
    mine = sheet()
    FIELDS["said_on"](mine, "s:4", "2021-03-11")
    FIELDS["event_on"](mine, "a:x", "2021-04-01")
    assert [one["said_on"] for one in mine.statements.values()] == [
        *("2021-04-01", "2021-04-01", "2021-04-01", "2021-03-10", "2021-03-11"),
    ]


def test_a_statement_of_the_title_moves_with_its_words_or_goes_with_them() -> None:
    mine = sheet()
    FIELDS["title"](mine, "a:x", "Today: We will build")
    assert mine.statements["s:0"]["start"] == 7
    FIELDS["title"](mine, "a:x", "A new one")
    assert "s:0" not in mine.statements


def test_a_label_is_all_that_stands_under_it_and_what_is_carried_on() -> None:
    mine = sheet()
    before = FIELDS["turns"](mine, "a:x", {"label": "The President", "speakers": ["trump"]})
    who = {uid: facts["speakers"][0][0] for uid, facts in mine.statements.items()}
    assert who == {"s:0": "xi", "s:1": "trump", "s:2": "trump", "s:3": "q", "s:4": "trump"}
    assert machine_value("turns", before, None) == ["xi"]
    restore(mine, before)
    assert mine == sheet()


def test_a_dropped_statement_takes_what_refers_to_it_along_and_brings_it_back() -> None:
    mine = sheet()
    before = FIELDS["drop"](mine, "s:3", True)
    assert list(mine.statements) == ["s:0", "s:1", "s:2", "s:4"]
    assert mine.statements["s:4"]["answers"] is None
    assert machine_value("drop", before, "s:3") == "When"
    restore(mine, before)
    assert mine == sheet()
    assert list(mine.statements) == ["s:0", "s:1", "s:2", "s:3", "s:4"]


def test_an_added_statement_stands_where_its_words_stand() -> None:
    mine = sheet()
    before = FIELDS["add"](mine, "a:x", {"text": "Q When?", "speakers": ["q"], "said_on": None})
    [new] = before
    assert list(mine.statements) == ["s:0", "s:1", "s:2", new, "s:3", "s:4"]
    added = mine.statements[new]
    assert (added["text"], added["start"], added["said_on"]) == ("Q When?", 52, "2021-03-11")
    restore(mine, before)
    assert mine == sheet()


def test_what_is_added_where_the_machine_found_it_too_is_one_statement() -> None:
    mine = sheet()
    before = FIELDS["add"](mine, "a:x", {"text": "Soon", "speakers": ["li"]})
    assert mine.statements["s:4"]["speakers"] == [["li", None, None]]
    restore(mine, before)
    assert mine == sheet()


def test_decisions_on_top_of_one_another_are_put_back_one_by_one() -> None:
    mine = sheet()
    states, done = [deepcopy(mine)], []
    for field, uid, value in [
        ("speaker", "s:2", ["li"]),
        ("turns", "a:x", {"label": "THE PRESIDENT", "speakers": ["trump"]}),
        ("text", "s:2", "It will be"),
        ("tag", "s:2", "war"),
        ("drop", "s:2", True),
        ("event_on", "a:x", "2020"),
        ("drop", "s:1", True),
    ]:
        done.append(FIELDS[field](mine, uid, value))
        states.append(deepcopy(mine))
    for before in reversed(done):
        assert mine == states.pop()
        restore(mine, before)
    assert mine == states.pop() == sheet()


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("said_on", "11 March", "'11 March' is not a date"),
        ("said_on", "2021-13", "is not a date"),
        ("text", "We will not", "does not hold these words"),
        ("quotation", "loose", "no kind of quotation"),
        ("turns", {"label": "MR. X", "speakers": []}, "nothing in a:x is said under the label"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: Any, fault: str) -> None:
    mine = sheet()
    uid = "a:x" if field in OF_ARTICLE else "s:1"
    with pytest.raises(UsageError, match=fault):
        FIELDS[field](mine, uid, value)
    assert mine == sheet()


@pytest.mark.parametrize(
    ("anchor", "found"),
    [
        (Anchor("We will build it"), "s:1"),
        (Anchor("will build it. It"), None),
        (Anchor("will be great"), "s:2"),
        (Anchor("It will be great. Really", "x", "y", 5), "s:2"),
        (Anchor("Never said"), None),
        (Anchor(None), None),
    ],
)
def test_a_statement_of_another_uid_is_found_by_its_words(
    anchor: Anchor, found: str | None
) -> None:
    mine = sheet()
    del mine.statements["s:0"]
    assert find(mine, "s:gone", anchor) == found


def test_of_several_the_surroundings_and_then_the_place_decide() -> None:
    mine = sheet()
    mine.statements["s:5"] = said("We will build it", "xi")
    anchor = anchor_of(mine, "s:1")
    assert find(mine, "s:gone", anchor) is None  # both stand at one place
    mine.statements["s:5"] |= {"start": 3, "end": 19}
    assert find(mine, "s:gone", anchor) == "s:1"
