"""The fast count is the slow count, on corpora made to be full of repetition."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.corpus.ngrams import count_ngrams
from archive.corpus.sequences import levels
from archive.corpus.set_phrases import find_set_phrases
from archive.corpus.tokens import Corpus, chosen
from archive.corpus.words import function_words
from tests.corpus import brute
from tests.corpus.numbers import corpus

TEXTS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.lists(st.sampled_from(["peace", "trade", "of", "core", "win", ". "]), max_size=9).map(
            " ".join
        ),
    ),
    max_size=14,
)


def counted(numbers: Corpus, least: int) -> dict[brute.Ngram, tuple[int, int]]:
    found: dict[brute.Ngram, tuple[int, int]] = {}
    for level in levels(numbers, least):
        for gram in range(len(level.articles)):
            place = int(level.places[np.flatnonzero(level.grams == gram)[0]])
            words = tuple(numbers.words[n] for n in numbers.ids[place : place + level.length])
            found[words] = (int(level.articles[gram]), int(level.uses[gram]))
    return found


@given(TEXTS, st.integers(1, 3))
def test_every_sequence_is_counted_exactly(texts: list[brute.Text], least: int) -> None:
    assert counted(corpus(texts), least) == brute.count(texts, least)


@given(TEXTS)
def test_parts_are_no_rarer_than_the_whole(texts: list[brute.Text]) -> None:
    found = counted(corpus(texts), 1)
    for gram, (articles, uses) in found.items():
        for part in (gram[1:], gram[:-1]):
            if part:
                assert found[part][0] >= articles
                assert found[part][1] >= uses


@given(TEXTS, st.integers(2, 3))
def test_folding_is_that_of_the_definition(texts: list[brute.Text], least: int) -> None:
    """With every figure of fixedness let through, only ends and folding decide."""
    found = find_set_phrases(corpus(texts), least, significant=0.0, bits=-100.0)
    content = [
        gram
        for gram in brute.count(texts, least)
        if len(gram) > 1 and not {gram[0], gram[-1]} & function_words()
    ]
    names = {tuple(found.text(n).split()) for n in range(len(found))}
    assert names == brute.listed(texts, least, content)
    for number in range(len(found)):
        articles, _ = brute.count(texts, least)[tuple(found.text(number).split())]
        assert found.articles[number] == articles


@given(TEXTS)
def test_the_slow_count_of_small_corpora_agrees(texts: list[brute.Text]) -> None:
    """Each text an article of its own, since ``count_ngrams`` counts statements."""
    apart = [(number, text) for number, (_, text) in enumerate(texts)]
    assert {g: tuple(c) for g, c in count_ngrams([t for _, t in apart], 2).items()} == (
        brute.count(apart, 2)
    )


def test_a_part_of_a_corpus_keeps_what_is_chosen() -> None:
    whole = corpus([(0, "a b"), (1, "c"), (2, "a d")], [[0, 1], [1], [2]])
    part = chosen(whole, np.array([True, False, True]))
    assert [whole.words[n] for n in part.ids] == ["a", "b", "", "a", "d", ""]
    assert part.starts.tolist() == [0, 3]
    assert part.speakers.tolist() == [0, 1, 2]
    assert part.speaker_starts.tolist() == [0, 2, 3]
    assert part.articles.tolist() == [0, 2]
