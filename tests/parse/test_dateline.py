"""Datelines: place, day and agency; and what looks like one but opens a sentence."""

import pytest

from archive.dates import Day
from archive.parse.dateline import dateline_of, datelines
from archive.vocabulary import default_vocabulary
from tests.parse.articles import parsed

DATELINES = [
    ("BISHKEK, Oct. 27 (Xinhua) -- China", "BISHKEK", Day(None, 10, 27), "Xinhua"),
    ("BEIJING, Jan. 26, 2021 (Xinhua) -- Xi", "BEIJING", Day(2021, 1, 26), "Xinhua"),
    ("BEIJING - Premier Li", "BEIJING", None, None),
    ("BEIJING -- Premier Li", "BEIJING", None, None),
    ("BEIJING — Premier Li", "BEIJING", None, None),
    ("BEIJING—Premier Li", "BEIJING", None, None),
    ("BEIJING, July 8 -- Premier Li", "BEIJING", Day(None, 7, 8), None),
    ("TIANJIN: Leaders met in Tianjin on Sunday.", "TIANJIN", None, None),
    ("MOSCOW, May 16. /TASS/. Russian President", "MOSCOW", Day(None, 5, 16), "TASS"),
    ("TOKYO, Japan (Reuters) — The premier", "TOKYO, Japan", None, "Reuters"),
    ("WASHINGTON (AP) — The president", "WASHINGTON", None, "Associated Press"),
    ("MINSK, 4 December (BelTA) – Belarus", "MINSK", Day(None, 12, 4), "BelTA"),
    ("New York (AFP) – Vice President", "New York", None, "Agence France-Presse"),
    ("New Delhi [India], March 10 (ANI): The", "New Delhi [India]", Day(None, 3, 10), "ANI"),
    ("TOKYO, Jan. 1, Kyodo - The premier", "TOKYO", Day(None, 1, 1), "Kyodo News"),
    ("MOSCOW. May 16 (Interfax) - The", "MOSCOW", Day(None, 5, 16), "Interfax"),
    ("GENEVA, 10 May 2021 – The council", "GENEVA", Day(2021, 5, 10), None),
    ("UNITED NATIONS, Sept. 21 (Xinhua) -- A", "UNITED NATIONS", Day(None, 9, 21), "Xinhua"),
    ("ST. PETERSBURG, June 5 (Xinhua) -- A", "ST. PETERSBURG", Day(None, 6, 5), "Xinhua"),
    ("XI'AN, May 19 (Xinhua) -- A", "XI'AN", Day(None, 5, 19), "Xinhua"),
    ("BEIJING/MOSCOW, Feb. 4 (Xinhua) -- A", "BEIJING/MOSCOW", Day(None, 2, 4), "Xinhua"),
    ("FARGO, N.D. — Candidates", "FARGO, N.D.", None, None),
    ("Washington, D.C. – Today", "Washington, D.C.", None, None),
    ("BEIJING, Jan 26 (Reuters) - China", "BEIJING", Day(None, 1, 26), "Reuters"),
    ("Minsk, Aug. 22 (Xinhua) -- Premier", "Minsk", Day(None, 8, 22), "Xinhua"),
    ("NEW DELHI, 9 MARCH 2023: The", "NEW DELHI", Day(2023, 3, 9), None),
]

NO_DATELINES = [
    "China and Belarus - two good friends - agreed on trade.",
    "MS. PSAKI: Good afternoon.",
    "MODERATOR: Thank you all.",
    "THE PRESIDENT: Thank you.",
    "CCTV: What is China's comment?",
    "BREAKING - The talks have ended.",
    "NATO's secretary general said on Thursday that he agreed.",
    "HUFFPOLLSTER: A battle between voters",
    "On May 16 (Tuesday) -- the first day -- talks began.",
    "The Shanghai Cooperation Organization (SCO) -- a bloc of ten -- met.",
    "Xi Jinping (R) -- the host -- spoke first.",
    "UPDATE: 5/12 — The site has removed the list.",
    "Sunday 15 June 2025 - 14:10",
    "On Thursday, September 23rd, the White House convened a roundtable.",
]


@pytest.mark.parametrize(
    ("line", "place", "day", "agency"), DATELINES, ids=[row[0][:28] for row in DATELINES]
)
def test_dateline(line: str, place: str, day: Day | None, agency: str | None) -> None:
    found = dateline_of(line, datelines(default_vocabulary()))
    assert found
    assert (found.place, found.day, found.agency) == (place, day, agency)


@pytest.mark.parametrize("line", NO_DATELINES)
def test_a_sentence_that_only_looks_like_one_has_no_dateline(line: str) -> None:
    assert dateline_of(line, datelines(default_vocabulary())) is None


def test_a_dateline_leaves_the_body() -> None:
    article = parsed("BEIJING, Jan. 26, 2021 (Xinhua) -- China is ready, the premier said.")
    assert article.body == "China is ready, the premier said."
    assert article.place == "BEIJING"
    assert article.publisher == "Xinhua"


def test_a_dateline_on_its_own_line_leaves_the_body() -> None:
    article = parsed("BEIJING, Jan. 26, 2021 (Xinhua) --\n\nChina is ready, the premier said.")
    assert article.body == "China is ready, the premier said."


def test_a_dateline_behind_the_title_that_is_glued_to_it() -> None:
    article = parsed(
        " date 2021-01-27 Xi calls for talks\n"
        "Xi calls for talks BEIJING, Jan. 26 (Xinhua) -- China is ready, the premier said."
    )
    assert article.title == "Xi calls for talks"
    assert article.body == "China is ready, the premier said."


def test_a_place_that_only_occurs_in_the_text_is_no_dateline() -> None:
    assert parsed("The presidents met in Samarkand on Thursday, officials said.").place is None


def test_a_dateline_without_a_year_takes_that_of_the_publication() -> None:
    article = parsed(" date 2022-01-01 Talks in Beijing\n\nBEIJING, Dec. 31 (Xinhua) -- It is so.")
    assert article.event
    assert article.event.iso == "2021-12-31"
    assert article.event.method == "dateline"


def test_a_title_may_stand_right_above_its_dateline() -> None:
    """Only later paragraphs are parted by blank lines here."""
    article = parsed(
        "Xi meets Belarusian president\n"
        "BEIJING, Dec. 4 (Xinhua) -- Chinese President Xi Jinping met the guest on Monday.\n\n"
        "Xi said that trade has grown.\n"
    )

    assert article.title == "Xi meets Belarusian president"
    assert article.body.startswith("Chinese President Xi Jinping met")
