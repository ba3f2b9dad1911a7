"""A copy is told from a lookalike."""

import pytest

from archive.likeness import fingerprints, likeness, same
from tests.benchmarks.copies import FOLDERS, bodies, lookalikes, reprints, score

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


def test_a_text_that_says_too_little_is_no_copy_of_anything() -> None:
    assert fingerprints("Click here to read more about the talks.") == ()


def test_prints_never_change() -> None:
    """They are stored: these values hold for every version."""
    assert fingerprints(READOUT)[:3] == EXPECTED


EXPECTED = (131565162572220, 4533919782720, 19628125619833)


def test_copies_are_found_and_lookalikes_left_alone() -> None:
    """On 300 reprints and 300 lookalikes; the aims are 0.98 and 0.95."""
    texts = bodies(FOLDERS)

    figures = score(reprints(texts), lookalikes(texts))

    assert (figures.reprints, figures.lookalikes) == (300, 300)
    assert figures.precision >= 0.98
    assert figures.recall >= 0.95
