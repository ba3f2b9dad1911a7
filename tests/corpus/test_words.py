import pytest

from archive.corpus.words import (
    BREAK,
    sentences,
    spans_of,
    spellings,
    units,
    words_and_breaks,
)
from archive.text import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All-weather ties", ["all", "weather", "ties"]),
        ("China's 14th plan", ["china", "s", "14th", "plan"]),
        ("Erdoğan – café", ["erdogan", "cafe"]),
        ("e\u0301lan", ["elan"]),
        ("", []),
    ],
)
def test_words_are_those_of_the_search_index(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert [word for word in words_and_breaks(text) if word] == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("We trade. We talk.", 2),
        ("The U.S. President said", 1),
        ("Mr. Wang met Dr. Li", 1),
        ("peace, trade and culture", 1),
        ("It is good … for us", 2),
        ("trade (and more) grows", 3),
    ],
)
def test_a_sequence_ends_with_its_sentence(text: str, number: int) -> None:
    assert len(list(sentences(text))) == number


def test_a_phrase_is_found_whatever_its_hyphens_and_case() -> None:
    text = "An All-Weather tie, all weather ties. All. Weather"
    assert [text[slice(*span)] for span in spans_of(["all", "weather"], text)] == [
        "All-Weather",
        "all weather",
    ]


def test_a_phrase_in_plain_letters_is_found_in_others() -> None:
    text = "The Øresund Straße"
    for phrase in (["oresund", "strasse"], ["øresund", "straße"]):
        assert [text[slice(*span)] for span in spans_of(phrase, text)] == ["Øresund Straße"]


def test_a_break_is_no_word() -> None:
    assert words_and_breaks("a; b") == ["a", BREAK, "b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("co-operation", "cooperation"),
        ("multipolarisation", "multipolarization"),
        ("neighbourhood", "neighborhood"),
        ("defence", "defense"),
    ],
)
def test_spelling_does_not_change_the_key_of_a_unit(one: str, other: str) -> None:
    assert units(one)[0].key == units(other)[0].key


def test_units_keep_hyphens_and_apostrophes_inside() -> None:
    text = "China's all-weather ties"
    assert [text[slice(*unit.span)] for unit in units(text)] == ["China's", "all-weather", "ties"]


def test_a_word_has_both_its_spellings() -> None:
    assert spellings("organise") == {"organise", "organize"}
