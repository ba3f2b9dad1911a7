"""Counting with arrays gives what counting in plain Python gives."""

import random

import pytest

from archive.corpus.ngrams import statements_with, written

pytest.importorskip("numpy")

from archive.corpus.side_counts import SideCounts

WORDS = ["The", "port", "of", "Holm", "all-weather", "partnership", "is", "safe.", "(Yes)", "Élan"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("least", [1, 2, 4])
def test_arrays_count_as_plain_python_does(seed: int, least: int) -> None:
    chance = random.Random(seed)
    sides = [
        [" ".join(chance.choices(WORDS, k=chance.randrange(12))) for _ in range(number)]
        for number in (25, 40)
    ]
    arrays = SideCounts(sides, least)
    plain = statements_with(sides, least)

    assert arrays.counts == plain
    assert arrays.written(plain) == written(plain, [text for side in sides for text in side])


def test_a_side_may_be_empty() -> None:
    assert SideCounts([[], ["a port"]], 1).counts == {
        ("a",): (0, 1),
        ("port",): (0, 1),
        ("a", "port"): (0, 1),
    }
    assert SideCounts([[], []], 1).counts == {}
