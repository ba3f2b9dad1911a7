"""A copy is told from a lookalike."""

import pytest

from archive.likeness import Cut, fingerprints, likeness, same
from tests.benchmarks.copies import FOLDERS, articles, lookalikes, reprints, score

READOUT = (
    "President Biden spoke today with Prime Minister Naftali Bennett of Israel. The President took "
    "note of the continued efforts between Israeli and Palestinian officials to lower tensions and "
    "ensure a peaceful conclusion to the holy season of Ramadan. The Prime Minister invited the "
    "President to visit Israel, and the two leaders agreed to remain in close touch on shared "
    "regional and global security challenges, including the threat posed by Iran and its proxies. "
    "The President affirmed his unwavering support for Israel and its defense needs on 24 April."
)


def test_the_very_same_words_are_an_exact_copy_whatever_stands_between_them() -> None:
    other = READOUT.upper().replace(". ", "!\n\n")

    assert same(other) == same(READOUT)
    assert likeness(READOUT, other).shared == 1
    assert likeness(READOUT, other).is_copy


@pytest.mark.parametrize(
    ("other", "is_copy"),
    [
        (READOUT[:420], True),
        (READOUT.replace("today ", "").replace("close touch", "touch"), True),
        ("JERUSALEM (Wire) -- " + READOUT.replace("President Biden", "Pres. Biden"), True),
        (
            READOUT.replace("Naftali Bennett", "Kyriakos Mitsotakis").replace("Israel", "Greece"),
            False,
        ),
        (READOUT.replace("24 April", "11 May").replace("Bennett", "Lapid"), False),
        (READOUT[:90] + "They spoke of fish. " * 30, False),
    ],
    ids=["cut", "edited", "another header", "another country", "another day", "goes on otherwise"],
)
def test_what_is_a_copy(other: str, is_copy: bool) -> None:
    assert likeness(READOUT, other).is_copy is is_copy
    assert likeness(other, READOUT).is_copy is is_copy


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ({"day": "2022-04-24"}, {"day": "2022-04-26"}, None),
        ({"day": "2022-04-24"}, {"day": "2023-04-24"}, "day"),
        ({"day": "2022-04-24"}, {"day": "2022-04"}, None),
        ({"day": "2022-04-24"}, {"day": "2022-05"}, "day"),
        ({"day": "2022-04-24"}, {}, None),
        ({"place": "WASHINGTON"}, {"place": "Washington, D.C."}, None),
        ({"title": "Call with Israel on Ramadan"}, {"title": "Biden speaks to Bennett"}, None),
        ({"title": "Call with Israel"}, {"title": "Call with Greece"}, None),
        ({"title": "A Call on Trade"}, {"title": "A Call on Missiles"}, "title"),
    ],
    ids=[
        *("two days apart", "a year apart", "in the month", "in another month", "undated"),
        *("one place", "other headlines", "one word is in the text", "titles of one template"),
    ],
)
def test_days_places_and_titles_must_agree(
    one: dict[str, str], other: dict[str, str], differs: str | None
) -> None:
    edited = READOUT.replace("today ", "")

    assert likeness(Cut(READOUT, **one), Cut(edited, **other)).differs == differs
    assert likeness(Cut(edited, **other), Cut(READOUT, **one)).differs == differs


def test_the_very_same_words_of_another_year_are_another_article() -> None:
    found = likeness(Cut(READOUT, day="2022-04-24"), Cut(READOUT, day="2023-04-24"))

    assert (found.shared, found.differs, found.is_similar) == (1.0, "day", True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ended on 24 April", "ended on 25 April"),
        ("in Austria", "in Australia"),
        ("Niger", "Nigeria"),
        ("killed three people", "killed four people"),
    ],
)
def test_one_fact_put_for_another_makes_another_article(one: str, other: str) -> None:
    text = f"Ministers met. The first attack {one} and the second one there. {READOUT}"

    assert likeness(text, text.replace(one, other)).differs == "facts"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sept 24", "September 24"), ("Lukashenko", "Lukashenka"), ("Prime Minister", "PM")],
)
def test_one_fact_spelled_otherwise_makes_no_other_article(one: str, other: str) -> None:
    text = f"{READOUT} They will meet again with {one} in the capital of the country. {READOUT}"

    assert likeness(text, text.replace(one, other)).is_copy


def test_one_subject_put_for_another_throughout_makes_another_article() -> None:
    """Without a name or number: the same order for heat pumps and for solar modules."""
    text = READOUT + " The order covers heaters now. Makers of heaters will receive the aid today."

    assert likeness(text, text.replace("heaters", "turbines")).differs == "facts"


def test_a_text_that_says_too_little_is_no_copy_of_anything() -> None:
    assert fingerprints("Click here to read more about the talks.") == ()


def test_prints_never_change() -> None:
    """They are stored: these values hold for every version."""
    assert fingerprints(READOUT)[:3] == EXPECTED


EXPECTED = (131565162572220, 4533919782720, 19628125619833)


def test_copies_are_found_and_lookalikes_left_alone() -> None:
    """On 300 reprints and 300 lookalikes; the aims are 0.99 and 0.95."""
    texts = articles(FOLDERS)

    figures = score(reprints(texts), lookalikes(texts))

    assert (figures.reprints, figures.lookalikes) == (300, 300)
    assert figures.precision >= 0.99
    assert figures.recall >= 0.95
