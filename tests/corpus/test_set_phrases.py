"""What is listed of a small corpus, with its figures computed by hand."""

import numpy as np
import pytest

from archive.corpus.association import contingency, pointwise
from archive.corpus.set_phrases import SetPhrases, contingencies, find_set_phrases
from archive.corpus.turnover import contrast, gone_since, new_since
from tests.corpus.numbers import corpus

FILLERS = [f"filler{n} word{n} other{n} thing{n}" for n in range(40)]


def found(texts: list[str], least: int = 2, **options: list[int]) -> SetPhrases:
    """Find in texts of one article each, after forty of other words."""
    all_texts = [*FILLERS, *texts]
    days = [*range(1, 41), *options.get("days", range(41, 41 + len(texts)))]
    speakers = [[9]] * 40 + [[n] for n in options.get("speakers", [0] * len(texts))]
    return find_set_phrases(corpus(list(enumerate(all_texts)), speakers, days), least)


def names(phrases: SetPhrases) -> list[str]:
    return [phrases.text(number) for number in range(len(phrases))]


def test_the_longest_explains_what_lies_in_it() -> None:
    assert names(found(["we build a shared future", "they build a shared future"])) == [
        "build a shared future"
    ]


def test_what_also_comes_alone_is_listed_too() -> None:
    texts = [
        "build a shared future",
        "build a shared future",
        "shared future x1",
        "y1 shared future",
    ]
    assert set(names(found(texts))) == {"build a shared future", "shared future"}


def test_it_begins_and_ends_with_words_of_content() -> None:
    assert names(found(["of core interests in x1", "of core interests in y1"])) == [
        "core interests"
    ]


def test_repetition_within_one_article_is_none() -> None:
    assert names(found(["core interests, core interests, core interests"])) == []


def test_common_words_side_by_side_are_not_fixed() -> None:
    texts = [f"trade x{n} growth z{n}" for n in range(20)] + ["trade growth q1", "q2 trade growth"]
    assert "trade growth" not in names(found(texts))


def test_figures_of_one_phrase() -> None:
    """180 words, "core" 3 times, "interests" 3 times, together 2 times."""
    texts = ["core interests x1 x2 x3", "core interests y1 y2 y3", "core z1 z2 z3 z4",
             "interests q1 q2 q3 q4"]  # fmt: skip
    one = found(texts)
    assert names(one) == ["core interests"]
    assert one.g2[0] == pytest.approx(contingency(2, 3, 3, 180))
    assert one.pmi[0] == pytest.approx(pointwise(2, 3, 3, 180))
    assert (one.articles[0], one.statements[0], one.speakers[0]) == (2, 2, 1)
    assert one.score[0] == pytest.approx(one.pmi[0] * np.log2(3) * 0.5)


def test_what_two_say_ranks_above_what_one_says() -> None:
    texts = ["iron brotherhood", "iron brotherhood", "win cooperation", "win cooperation"]
    spread = found(texts + texts, speakers=[0, 0, 1, 2, 0, 0, 3, 4])
    assert names(spread)[0] == "win cooperation"


def test_many_tables_at_once() -> None:
    both, left, right = (
        np.array([2.0, 0.0, 5.0]),
        np.array([3.0, 4.0, 5.0]),
        np.array([3.0, 6.0, 5.0]),
    )
    expected = [contingency(*row, 100) for row in zip(both, left, right, strict=True)]
    assert contingencies(both, left, right, 100.0) == pytest.approx(expected)


def test_new_is_what_could_have_been_said_before_and_was_not() -> None:
    """One speaker in ten articles, "win cooperation" in each of the last five: five expected."""
    texts = [f"p{n} q{n} r{n}" for n in range(5)] + [f"win cooperation s{n}" for n in range(5)]
    one = found(texts, least=3, days=list(range(100, 110)))
    chosen = new_since(one, 105, 3)
    assert [one.text(n) for n in chosen.numbers] == ["win cooperation"]
    assert chosen.expected == pytest.approx([5.0])
    assert len(gone_since(one, 105, 3).numbers) == 0


def test_gone_is_not_what_whoever_said_it_left_with() -> None:
    """Speaker 1 says it until day 105 and nothing at all after; speaker 2 goes on."""
    texts = [f"iron brotherhood p{n}" for n in range(5)] + [f"q{n} r{n} s{n}" for n in range(5)]
    days = list(range(100, 110))
    left = found(texts, least=3, days=days, speakers=[1] * 5 + [2] * 5)
    stayed = found(texts, least=3, days=days, speakers=[1] * 10)
    assert gone_since(left, 105, 3).numbers.tolist() == []
    assert [stayed.text(n) for n in gone_since(stayed, 105, 3).numbers] == ["iron brotherhood"]


def test_one_article_full_of_it_promises_one_article() -> None:
    """Ten statements of one article and two others: three of three articles, so three expected."""
    texts = [(0, f"iron brotherhood p{n}") for n in range(10)]
    texts += [(1, "iron brotherhood q"), (2, "iron brotherhood r")]
    texts += [(3 + n, f"s{n} t{n} u{n}") for n in range(3)]
    days = [100] * 12 + [200, 201, 202]
    numbers = corpus([*texts, *((50 + n, text) for n, text in enumerate(FILLERS))],
                     [[1]] * 15 + [[9]] * 40, days + [1] * 40)  # fmt: skip
    one = find_set_phrases(numbers, 3)
    chosen = gone_since(one, 150, 3)
    assert [one.text(n) for n in chosen.numbers] == ["iron brotherhood"]
    assert chosen.expected == pytest.approx([3.0])


def test_what_one_side_says_and_the_other_does_not() -> None:
    texts = [f"iron brotherhood p{n}" for n in range(6)] + [f"open markets q{n}" for n in range(6)]
    one = found(texts, least=3, speakers=[1] * 6 + [2] * 6)
    speaker = np.array([int(s) for s in one.corpus.speakers])
    told = contrast(one, speaker == 1, speaker == 2, 3)
    assert [one.text(n) for n in told.numbers] == ["iron brotherhood"]
    assert (told.a.tolist(), told.b.tolist()) == ([6], [0])
    assert (told.of_a, told.of_b) == (6, 6)
    assert told.ratio == pytest.approx([np.log2(6 / 0.5)])
