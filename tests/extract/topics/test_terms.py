"""The notation of a term, and where terms are found."""

import sys

import pytest

from archive.extract.topics.terms import Finder, fold, spellings


def found(text: str, *terms: str) -> list[str]:
    return [text[start:-minus_end] for start, minus_end, _ in Finder(terms).find(text)]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        pytest.param("core issue", ["core issue"], id="plain"),
        pytest.param("tariff+", ["tariff", "tariffs", "tariffed", "tariffing"], id="s"),
        pytest.param("pledge+", ["pledge", "pledges", "pledged", "pledging"], id="e"),
        pytest.param("country+", ["country", "countries", "countried", "countrying"], id="y"),
        pytest.param("survey+", ["survey", "surveys", "surveyed", "surveying"], id="vowel and y"),
        pytest.param("tax+", ["tax", "taxes", "taxed", "taxing"], id="sibilant"),
        pytest.param(
            "head+ of state",
            ["head of state", "heads of state", "headed of state", "heading of state"],
            id="inside a phrase",
        ),
        pytest.param("vaccin*", ["vaccin"], id="any ending"),
    ],
)
def test_spellings(term: str, expected: list[str]) -> None:
    assert list(spellings(term)) == expected


@pytest.mark.parametrize("term", ["", "+", "*", " ", "-", "core -"[4:]])
def test_a_term_without_a_letter_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match="no letter"):
        spellings(term)


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        pytest.param("trade", "Trade grew", ["Trade"], id="case does not count"),
        pytest.param("trade", "a trademark", [], id="word edge on the right"),
        pytest.param("rade", "trade", [], id="word edge on the left"),
        pytest.param("trade", "(trade)", ["trade"], id="brackets are edges"),
        pytest.param("Taiwan", "Taiwan's weather", ["Taiwan"], id="possessive"),
        pytest.param("Taiwan", "Taiwan’s weather", ["Taiwan"], id="curly possessive"),
        pytest.param("=UN", "the UN said", ["UN"], id="capitals"),
        pytest.param("=UN", "un accord", [], id="capitals only"),
        pytest.param("=UN", "UNinhabited", [], id="capitals inside a word"),
        pytest.param("=UN", "the UN-backed plan", ["UN"], id="hyphen is an edge"),
        pytest.param("=U.N.", "the U.N. said", ["U.N."], id="points"),
        pytest.param("one China", "one-China principle", ["one-China"], id="hyphen for space"),
        pytest.param("one-China", "one China principle", ["one China"], id="space for hyphen"),
        pytest.param("one-China", "one–China", ["one–China"], id="en dash"),
        pytest.param("one-China", "one\u2011China", ["one\u2011China"], id="no-break hyphen"),
        pytest.param("trade war", "trade\xa0war", ["trade\xa0war"], id="no-break space"),
        pytest.param("trade war", "trade\nwar", ["trade\nwar"], id="line break"),
        pytest.param("trade war", "trade\n\nwar", [], id="paragraphs"),
        pytest.param("trade war", "trade, war", [], id="comma"),
        pytest.param(
            "Ren'ai Jiao", "Ren’ai Jiao", ["Ren’ai Jiao"], id="curly apostrophe in a term"
        ),
        pytest.param("vaccin*", "Vaccines, vaccination", ["Vaccines", "vaccination"], id="ending"),
        pytest.param("vaccin*", "unvaccinated", [], id="any ending, but no beginning"),
        pytest.param("tax+", "taxes on taxis", ["taxes"], id="regular ending"),
        pytest.param("İzmir", "in İzmir now", ["İzmir"], id="a capital that grows in lower case"),
        pytest.param("trade", "İİİ trade", ["trade"], id="places after such a capital"),
        pytest.param("贸易", "贸易 grew", ["贸易"], id="other scripts"),
    ],
)
def test_where_a_term_counts(term: str, text: str, expected: list[str]) -> None:
    assert found(text, term) == expected


def test_overlapping_terms_are_all_found() -> None:
    assert found("nuclear arms control", "nuclear arms", "arms control") == [
        "nuclear arms",
        "arms control",
    ]


def test_a_longer_term_that_fails_does_not_hide_a_shorter() -> None:
    assert found("trade warriors", "trade war", "trade") == ["trade"]


def test_the_longest_of_one_place_comes_first() -> None:
    assert found("trade war", "trade", "trade war") == ["trade war", "trade"]


def test_folding_keeps_the_place_of_every_character() -> None:
    text = "".join(map(chr, range(sys.maxunicode + 1)))

    assert len(fold(text)) == len(text)
