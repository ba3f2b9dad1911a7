"""The day of the event, told from dateline, lead and publication."""

import pytest

from archive.parse.event import event_day
from archive.records import Date
from archive.vocabulary import default_vocabulary

# Published on Friday, 2022-09-16.
LEADS = [
    ("Xi on Thursday met with Lukashenko.", "2022-09-15", "weekday"),
    ("Xi met with Lukashenko here Friday.", "2022-09-16", "weekday"),
    ("Xi on Thursday afternoon met with Lukashenko.", "2022-09-15", "weekday"),
    ("China stands ready, Li Qiang said Saturday.", "2022-09-10", "weekday"),
    ("President Biden spoke today with President Macron.", "2022-09-16", "weekday"),
    ("Yesterday, the two presidents met.", "2022-09-15", "weekday"),
    ("The President had a call this afternoon.", "2022-09-16", "weekday"),
    ("The two met last night in Samarkand.", "2022-09-15", "weekday"),
    ("They met on September 14 in Samarkand.", "2022-09-14", "lead"),
    ("They met on 14 September 2022 in Samarkand.", "2022-09-14", "lead"),
    ("On Wednesday, September 14th, they met.", "2022-09-14", "weekday"),
    ("From September 12-14, they met in Samarkand.", "2022-09-12", "lead"),
    ("Xi will meet Putin on Friday, the ministry said on Wednesday.", "2022-09-14", "weekday"),
    ("On Friday, Xi will meet Putin in Samarkand.", "2022-09-16", "published"),
    ("On Monday, he said he will meet Putin.", "2022-09-12", "weekday"),
    ("Talks are scheduled for Friday in Samarkand.", "2022-09-16", "published"),
    ("Next Friday the two will meet in Samarkand.", "2022-09-16", "published"),
    ("China and Belarus have been good friends.", "2022-09-16", "published"),
    ("They met on May 7 in Samarkand for the first time.", "2022-09-16", "published"),
    ("They met on September 20 in Samarkand.", "2022-09-16", "published"),
    ("The site Monday.com and Friday's edition said so.", "2022-09-16", "published"),
    ("Jill and I were shocked to learn of the attack yesterday.", "2022-09-16", "published"),
    ("“We are ready,” Xi said on Thursday.", "2022-09-15", "weekday"),
    ("The talks, which began on Tuesday, ended well.", "2022-09-13", "weekday"),
    (
        "The president will host the king, for a working lunch, on Monday.",
        "2022-09-16",
        "published",
    ),
    ("The president will host the king on Monday, September 26.", "2022-09-16", "published"),
    ("The two are to meet on Monday, Sept. 19, in Samarkand.", "2022-09-16", "published"),
    ("The king will be received on Tuesday in the palace.", "2022-09-16", "published"),
    ("Xi arrived on Wednesday and will meet Putin on Friday.", "2022-09-14", "weekday"),
    ("The ministry announced Tuesday that Xi will visit on Saturday.", "2022-09-13", "weekday"),
    ("This Friday the two presidents meet in Samarkand.", "2022-09-16", "published"),
    ("They met on Monday, September 12, in Samarkand.", "2022-09-12", "weekday"),
]


@pytest.mark.parametrize(("lead", "iso", "found"), LEADS, ids=[row[0][:44] for row in LEADS])
def test_event_day(lead: str, iso: str, found: str) -> None:
    published = Date("2022-09-16", "day", "header")
    day = event_day("Readout of the talks", [lead], None, published, default_vocabulary())
    assert day == Date(iso, "day", found)


def test_a_weekday_counts_back_from_the_dateline_and_not_from_the_publication() -> None:
    day = event_day(
        None,
        ["Xi on Tuesday called on both countries."],
        Date("2021-01-26", "day", "dateline"),
        Date("2021-02-03", "day", "header"),
        default_vocabulary(),
    )
    assert day == Date("2021-01-26", "day", "weekday")


def test_a_dateline_without_a_weekday_is_the_day() -> None:
    written = Date("2021-01-26", "day", "dateline")
    published = Date("2021-01-27", "day", "header")
    day = event_day(
        None, ["Xi called on both countries."], written, published, default_vocabulary()
    )
    assert day == written


def test_no_date_at_all_is_no_event() -> None:
    assert event_day(None, ["Xi on Tuesday called."], None, None, default_vocabulary()) is None


def test_only_the_first_sentence_tells_the_day() -> None:
    lead = "The two presidents met in the capital of the country. On Monday, they had arrived."
    published = Date("2022-09-16", "day", "header")
    assert event_day(
        "Remarks by the president", [lead], None, published, default_vocabulary()
    ) == Date("2022-09-16", "day", "published")


def test_a_text_that_reports_no_event_has_no_day() -> None:
    published = Date("2022-09-16", "day", "header")
    assert (
        event_day("Trade is growing", ["Trade is growing."], None, published, default_vocabulary())
        is None
    )


def test_a_lead_that_does_not_end_in_a_full_stop_is_one() -> None:
    lead = "Xi met with Lukashenko in Samarkand on Thursday. Contact the writers at a@example.org"
    published = Date("2022-09-16", "day", "header")
    assert event_day(None, [lead], None, published, default_vocabulary()) == Date(
        "2022-09-15", "day", "weekday"
    )


@pytest.mark.parametrize(
    "later",
    ["He made the remarks on Wednesday in Minsk.", "Xi made the comments there Wednesday."],
)
def test_a_later_paragraph_that_tells_the_occasion_gives_the_day(later: str) -> None:
    lead = "The two countries should build roads, the president of the republic said."
    published = Date("2022-09-16", "day", "header")
    body = [lead, "Trade has grown by half since then.", later]
    assert event_day(None, body, None, published, default_vocabulary()) == Date(
        "2022-09-14", "day", "weekday"
    )
