"""Keyness, alignment, timelines, collocates and trends of a few statements, figures by hand."""

import pytest

from archive.corpus.alignment import align
from archive.corpus.association import contingency, log_dice, log_likelihood
from archive.corpus.collocation import collocates, neighbours
from archive.corpus.events import Report, events
from archive.corpus.keyness import phrases, shifts, topics
from archive.corpus.ngrams import count_ngrams, statements_with
from archive.corpus.timeline import timeline
from archive.corpus.trend import Amount, periods, points, wilson
from tests.corpus.statements import said

A = [
    said("Our comprehensive strategic partnership will grow", "Xi", topics="ties"),
    said("We fight the pandemic together", "Xi", topics="pandemic"),
    said("The pandemic hit trade", "Lukashenko", topics="pandemic trade"),
    said("Belarus stands with China on Taiwan", "Lukashenko", topics="taiwan", country="Belarus"),
]
B = [
    said("An all-weather comprehensive strategic partnership begins", "Xi", "2022", topics="ties"),
    said("The all-weather comprehensive strategic partnership", "Xi", "2022", topics="ties"),
    said("Belarus backs China on Taiwan issues", "Golovchenko", "2022", topics="taiwan",
         country="Belarus"),
]  # fmt: skip


def test_topics_with_the_statements_of_each_side() -> None:
    found = {key.text: (key.a, key.b) for key in topics(A, B)}
    assert found == {"pandemic": (2, 0), "ties": (1, 2), "taiwan": (1, 1), "trade": (1, 0)}


def test_phrases_by_difference_the_nested_ones_explained() -> None:
    found = {key.text: key for key in phrases(A, B)}
    assert "all-weather comprehensive strategic partnership" in found
    assert "all-weather" not in found
    one = found["pandemic"]
    assert (one.a, one.b) == (2, 0)
    assert one.g2 == pytest.approx(log_likelihood(2, 0, 4, 3))


def test_phrases_of_both_sides_are_counted_as_brute_force_does() -> None:
    """Every sequence of up to 12 words that two texts of one side hold, with both sides' counts."""
    sides = [[one.text for one in side] for side in (A, B)]
    found = statements_with(sides, 2)
    brute: dict[tuple[str, ...], tuple[int, ...]] = {}
    for gram in {g for side in sides for g in count_ngrams(side)}:
        counts = tuple(sum(gram in count_ngrams([text]) for text in side) for side in sides)
        if max(counts) >= 2:
            brute[gram] = counts
    assert found == brute
    assert found["comprehensive", "strategic", "partnership"] == (1, 2)


def test_what_became_of_a_phrase() -> None:
    (found,) = shifts(A, B, phrases(A, B))
    assert (found.a, found.a_uses) == ("comprehensive strategic partnership", 1)
    assert (found.b, found.b_uses) == ("all-weather comprehensive strategic partnership", 2)


def test_a_country_answers_for_itself_whoever_speaks() -> None:
    found = align(A, B)
    assert ("Belarus stands with China on Taiwan", "Belarus backs China on Taiwan issues") in {
        (pair.a.text, pair.b.text) for pair in found.pairs
    }
    assert [one.text for one in found.only_a] == [A[1].text, A[2].text]
    (pair,) = [pair for pair in found.pairs if pair.a.topics == ("taiwan",)]
    assert [pair.a.text[slice(*span)] for span in pair.a_changed] == ["stands with"]
    assert [pair.b.text[slice(*span)] for span in pair.b_changed] == ["backs", "issues"]


def test_nobody_answers_for_another_who_speaks_himself() -> None:
    found = align(
        [said("We defend core interests", "Xi"), said("Trade grows", "Li")],
        [said("We defend core interests", "Li"), said("Ties grow", "Xi")],
    )
    assert found.pairs == ()


def test_a_timeline_is_a_line_a_meeting() -> None:
    texts = [("2021-01-26", "We stand with China on Hong Kong and Taiwan"),
             ("2022-09-15", "We stand with China on Taiwan"),
             ("2023-12-04", "Trade grows")]  # fmt: skip
    all_said = [said(text, on=day, article=f"a:{day}", uid=day) for day, text in texts]
    known = {
        report.article: event
        for event in events(Report(f"a:{day}", day, frozenset({"xi", "luka"})) for day, _ in texts)
        for report in event.reports
    }
    found = timeline(all_said, all_said[:2], known)
    assert [[one.mark for one in moment.wordings] for moment in found] == [
        ["new"],
        ["partly"],
        [],
    ]
    assert found[1].dropped == ("Hong Kong",)


def test_a_subject_is_dropped_only_before_those_who_heard_it() -> None:
    """The harvest at home is no meeting at which Taiwan was to be expected."""
    days = [
        ("2021", "Taiwan is China's", {"luka", "xi"}),
        ("2022", "Wheat is good", {"luka"}),
        ("2023", "Trade grows", {"luka", "xi"}),
        ("2024", "Gas is dear", {"luka", "putin"}),
    ]
    all_said = [said(text, "luka", f"{year}-01-01", article=f"a:{year}") for year, text, _ in days]
    reports = [Report(f"a:{year}", f"{year}-01-01", frozenset(who)) for year, _, who in days]
    known = {event.articles[0]: event for event in events(reports)}
    found = timeline(all_said, all_said[:1], known)
    assert [moment.day for moment in found] == ["2021-01-01", "2023-01-01"]


def test_collocates_within_a_window() -> None:
    """It occurs 3 times; in windows of two are 8 words, of which "win" 3; 20 words in all."""
    statements = [said("win cooperation now. Then peace"), said("we win cooperation and peace"),
                  said("some win cooperation")]  # fmt: skip
    around = neighbours("cooperation", statements, 2)
    assert (around.uses, around.places) == (3, 8)
    (found,) = collocates(around, {"win": 4}, 20, least=3)
    assert (found.word, found.near, found.left, found.right) == ("win", 3, 3, 0)
    assert found.g2 == pytest.approx(contingency(3, 8, 4, 20))
    assert found.log_dice == pytest.approx(log_dice(3, 3, 4))


def test_a_word_between_two_occurrences_is_one_neighbour() -> None:
    """The windows of both hold "various", which stands right of the nearer one. A tie is right."""
    statements = [said("close cooperation and good cooperation in various fields")]
    around = neighbours("cooperation", statements, 5)
    assert (around.uses, around.places) == (2, 6)
    assert around.left == {"close": 1, "good": 1}
    assert around.right == {"and": 1, "in": 1, "various": 1, "fields": 1}


def test_a_figure_with_its_denominator_and_bounds() -> None:
    """Wilson's interval of 1 of 10 is 1.8 to 40.4 %."""
    found = points("q", {"2022": Amount(0, 0, 0, 0), "2021": Amount(1, 2, 10, 500)}, "statement")
    assert [(one.period, one.value, one.thin) for one in found] == [
        ("2021", 0.1, True),
        ("2022", None, True),
    ]
    assert wilson(1, 10) == pytest.approx((0.0179, 0.4042), abs=1e-4)


@pytest.mark.parametrize(
    ("hits", "most", "marked"),
    [(69, 31, True), (69, 22, False), (6, 2, True), (5, 5, False), (0, 0, False)],
)
def test_a_figure_that_one_article_makes_is_marked(hits: int, most: int, marked: bool) -> None:
    """A third of the hits in one article, but not of five: so few are seen at a glance."""
    assert Amount(hits, hits, 1331, 45739, 9, most).clustered is marked


def test_uses_in_a_million_words() -> None:
    (found,) = points("q", {"2021": Amount(1, 2, 100, 500)}, "million-words")
    assert (found.value, found.thin) == (4000.0, False)


def test_periods_have_no_gaps() -> None:
    assert periods(["2021-11", "2022-02"], "month") == ["2021-11", "2021-12", "2022-01", "2022-02"]
    assert periods(["2020", "2022"], "year") == ["2020", "2021", "2022"]
    assert periods([], "year") == []
