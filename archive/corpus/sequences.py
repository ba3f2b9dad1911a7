"""Word sequences that recur in several articles, of all lengths, counted exactly (needs numpy).

Length by length: a sequence of n words is numbered by the number of its first n - 1 words and its
last word, and can recur in as many articles only where its first and its last n - 1 words do, so
each length looks at the places that the one before left (the Apriori property; Agrawal and Srikant
1994). Places whose sequence is rare are left out by a table of hashes before anything is sorted.
Time is that of sorting the places that are left, about three times the corpus in real text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from archive.corpus.tokens import Corpus, Flags, Numbers, Places

LONGEST = 40
"""Words: what recurs beyond is a copied text, not a phrase, and is found as its first 40."""
HASHES = 1 << 24


@dataclass(frozen=True, slots=True)
class Level:
    """The sequences of one length.

    ``places`` are where they begin in the corpus, in order, and ``grams`` which one each is. By
    sequence: how many ``articles`` and ``uses`` (occurrences) it has, and the number that its
    ``head`` (all words but the last) and its ``tail`` (all but the first) have one length below.
    """

    length: int
    places: Numbers
    grams: Numbers
    articles: Numbers
    uses: Numbers
    head: Numbers
    tail: Numbers


def levels(corpus: Corpus, least: int, longest: int = LONGEST) -> Iterator[Level]:
    """Yield the sequences of 1, 2, 3 … words that at least ``least`` articles hold."""
    article = corpus.articles[corpus.statements]
    places = np.flatnonzero(corpus.ids).astype(np.int32)
    level = _level(1, places, corpus.ids[places], article, least)
    words = _spread(level, len(corpus.ids))
    while len(level.places):
        yield level
        if level.length == longest:
            return
        numbers = words if level.length == 1 else _spread(level, len(corpus.ids))
        level = _longer(level, numbers, words, article, least)


def distinct(grams: Numbers, others: Numbers, number: int) -> tuple[Numbers, Numbers]:
    """Return each pair of a sequence and something else once, in the order of sequences."""
    width = np.int64(max(number, 1))
    # Sorted by hand: np.unique hashes, which takes thirty times as long here (numpy 2.4).
    keys = np.sort(grams.astype(np.int64) * width + others)
    keys = keys[np.concatenate((np.ones(min(1, len(keys)), np.bool_), keys[1:] != keys[:-1]))]
    return (keys // width).astype(np.int32), (keys % width).astype(np.int32)


def _longer(level: Level, numbers: Numbers, words: Numbers, article: Numbers, least: int) -> Level:
    """Return the sequences that are one word longer, from the places of both of their parts."""
    places = level.places[level.places + level.length < len(numbers)]
    places = places[numbers[places + 1] >= 0]
    keys = numbers[places].astype(np.int64) * (int(words.max(initial=0)) + 1)
    keys += words[places + level.length]
    kept = _frequent(keys, least)
    places, keys = places[kept], keys[kept]
    found = _level(level.length + 1, places, _numbered(keys), article, least)
    first = _first(found)
    return Level(
        found.length,
        found.places,
        found.grams,
        found.articles,
        found.uses,
        numbers[first],
        numbers[first + 1],
    )


def _level(length: int, places: Numbers, grams: Numbers, article: Numbers, least: int) -> Level:
    """Keep the sequences that are in enough articles, numbered from 0 on."""
    held, _ = distinct(grams, article[places], int(article.max(initial=0)) + 1)
    articles = np.bincount(held).astype(np.int32)
    enough = articles >= least
    numbers = (np.cumsum(enough) - 1).astype(np.int32)
    kept = enough[grams]
    places, grams = places[kept], numbers[grams[kept]]
    uses = np.bincount(grams, minlength=int(enough.sum())).astype(np.int32)
    nothing = np.zeros(0, np.int32)
    return Level(length, places, grams, articles[enough], uses, nothing, nothing)


def _numbered(keys: Places) -> Numbers:
    """Return the rank of each key among the keys that there are."""
    order = np.argsort(keys)
    ranked = keys[order]
    numbers = np.zeros(len(keys), np.int32)
    numbers[order[1:]] = np.cumsum(ranked[1:] != ranked[:-1])
    return numbers


def _frequent(keys: Places, least: int) -> Flags:
    """Leave out keys that occur less than ``least`` times, but for a few that share a hash."""
    hashed = (keys * np.int64(0x9E3779B97F4A7C1 | 1)) >> np.int64(37) & np.int64(HASHES - 1)
    hashed = hashed.astype(np.int32)
    return np.asarray(np.bincount(hashed, minlength=HASHES)[hashed] >= least)


def _spread(level: Level, size: int) -> Numbers:
    """Return the sequence that begins at each place of the corpus, -1 where none does."""
    numbers = np.full(size, -1, np.int32)
    numbers[level.places] = level.grams
    return numbers


def _first(level: Level) -> Numbers:
    """Return the first place of each sequence."""
    first = np.zeros(len(level.articles), np.int32)
    first[level.grams[::-1]] = level.places[::-1]
    return first
