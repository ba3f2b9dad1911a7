"""Phrases that came, that went, and that one side has and the other has not (needs numpy).

That a phrase is absent from a time means little where the archive has little of that time, or of
those who use it: whoever left office says nothing any more. So absence counts where use was to be
expected: E = sum over speakers of (articles in which the speaker used it / articles in which the
speaker spoke, in the time of use) × articles in which the speaker spoke in the other time. From
E = 3 on none comes by chance once in twenty (Poisson: exp(-3) = 0.05). The unit is the article: one
briefing on a subject has its words in thirty statements, and would else promise as many for ever.
"""

from dataclasses import dataclass

import numpy as np

from archive.corpus.association import LIKELY
from archive.corpus.sequences import distinct
from archive.corpus.set_phrases import SetPhrases, Values, attributed, contingencies
from archive.corpus.tokens import Flags, Numbers, Places

EXPECTED = 3.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """Phrases by number, with what was expected where none came."""

    numbers: Numbers
    expected: Values


@dataclass(frozen=True, slots=True)
class Contrast:
    """Phrases that A says more than B: statements of each side, log-likelihood, log ratio.

    ``of_a`` and ``of_b`` are all statements of each side.
    """

    numbers: Numbers
    a: Numbers
    b: Numbers
    g2: Values
    ratio: Values
    of_a: int
    of_b: int


def new_since(found: SetPhrases, day: int, least: int) -> Chosen:
    """Return the phrases first used on or after an ordinal day, in ``least`` articles."""
    since = found.corpus.days >= day
    first, _ = found.days()
    expected = _expected(found, since, (found.corpus.days < day) & (found.corpus.days > 0))
    enough = articles_of(found, since) >= least
    numbers = np.flatnonzero((first >= day) & (expected >= EXPECTED) & enough)
    return Chosen(numbers.astype(np.int32), expected[numbers])


def gone_since(found: SetPhrases, day: int, least: int) -> Chosen:
    """Return the phrases in ``least`` articles before an ordinal day and in none since."""
    before = (found.corpus.days < day) & (found.corpus.days > 0)
    _, last = found.days()
    expected = _expected(found, before, found.corpus.days >= day)
    enough = articles_of(found, before) >= least
    numbers = np.flatnonzero((last < day) & (expected >= EXPECTED) & enough)
    return Chosen(numbers.astype(np.int32), expected[numbers])


def contrast(found: SetPhrases, a: Flags, b: Flags, least: int) -> Contrast:
    """Return what A says in ``least`` articles and more often than B, beyond chance (p < 0.05).

    A statement that both sides made counts for neither. G² is that of a table of two by two:
    statements with and without it, on either side.
    """
    both = a & b
    a, b = a & ~both, b & ~both
    in_a, in_b = found.count(a).astype(np.float64), found.count(b).astype(np.float64)
    size_a, size_b = float(a.sum()), float(b.sum())
    total = np.full(len(found), size_a)
    g2 = contingencies(in_a, in_a + in_b, total, size_a + size_b)
    if not size_a or not size_b:
        ratio = np.zeros(len(found))
    else:
        ratio = np.log2((np.maximum(in_a, 0.5) / size_a) / (np.maximum(in_b, 0.5) / size_b))
    enough = articles_of(found, a) >= least
    numbers = np.flatnonzero((ratio > 0) & (g2 >= LIKELY) & enough)
    numbers = numbers[np.lexsort((-ratio[numbers], -g2[numbers]))]
    return Contrast(
        numbers.astype(np.int32),
        in_a[numbers].astype(np.int32),
        in_b[numbers].astype(np.int32),
        g2[numbers],
        ratio[numbers],
        int(size_a),
        int(size_b),
    )


def articles_of(found: SetPhrases, among: Flags) -> Numbers:
    """Return in how many articles each stands, of some statements."""
    kept = among[found.holding]
    held = found.held[kept].astype(np.int64)
    width = int(found.corpus.articles.max(initial=0)) + 1
    keys = np.sort(held * width + found.corpus.articles[found.holding[kept]])
    firsts = np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)]
    return np.bincount(keys[firsts] // width, minlength=len(found)).astype(np.int32)


def _expected(found: SetPhrases, used: Flags, other: Flags) -> Values:
    """Return the articles to expect in one time at the rate of another, speaker by speaker."""
    corpus = found.corpus
    statement = np.repeat(np.arange(corpus.size), np.diff(corpus.speaker_starts))
    width = int(corpus.articles.max(initial=0)) + 1
    # A turn is what one speaker says in one article.
    turns, turn = np.unique(
        corpus.speakers.astype(np.int64) * width + corpus.articles[statement], return_inverse=True
    )
    speaker = turns // width
    number = int(corpus.speakers.max(initial=0)) + 1
    rate = np.zeros(number)
    said = _turns_of(speaker, turn[used[statement]], number)
    there = _turns_of(speaker, turn[other[statement]], number)
    rate[said > 0] = there[said > 0] / said[said > 0]
    kept = used[found.holding]
    held, parts = attributed(corpus, found.held[kept], found.holding[kept])
    held, used_turns = distinct(held, turn[parts].astype(np.int32), len(turns))
    weights = rate[speaker[used_turns]]
    return np.bincount(held, weights=weights, minlength=len(found)).astype(np.float64)


def _turns_of(speaker: Places, turns: Places, number: int) -> Values:
    """Count the turns of each speaker, each once."""
    seen = np.zeros(len(speaker), np.bool_)
    seen[turns] = True
    return np.bincount(speaker[seen], minlength=number).astype(np.float64)
