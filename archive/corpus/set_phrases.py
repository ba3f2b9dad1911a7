"""Set phrases: word sequences that recur and are fixed, found without being named.

1. Sequences in at least ``least`` articles, of two words and more, exactly (``sequences``).
2. *Fixed* are those whose ends belong to the rest: the log-likelihood (Dunning 1993) of the first
   word with what follows, and of what precedes with the last word, is at least 10.83 (p < 0.001)
   for both; the lesser of the two is ``g2``, and ``pmi`` is the lesser pointwise mutual information
   in bits (Church and Hanks 1990). A phrase begins and ends with words of content.
3. *Folded*: from the longest to the shortest, a sequence is listed where it stands in at least
   ``least`` articles at places that no listed longer one covers. "shared future" is not listed
   where it only comes in "community with a shared future"; if it does come alone too, often enough,
   both are.
4. *Ranked* by ``score`` = pmi × log2(1 + articles) × spread, where ``spread`` is the share of its
   statements that are not its most frequent speaker's, and a half at least: what one person says
   for ever is a phrase too, but what many say is more of one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from archive.corpus.association import SIGNIFICANT
from archive.corpus.sequences import Level, distinct, levels
from archive.corpus.tokens import Corpus, Flags, Numbers, Places
from archive.corpus.words import function_words

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SetPhrases:
    """The phrases of a corpus, best first; all arrays but the last two are by phrase.

    ``lengths`` are words, ``places`` where it stands first in ``corpus.ids``. ``held`` and
    ``holding`` are pairs of a phrase and a statement that holds it, each pair once, by
    phrase and then by time.
    """

    corpus: Corpus
    lengths: Numbers
    places: Numbers
    g2: Values
    pmi: Values
    score: Values
    articles: Numbers
    held: Numbers
    holding: Numbers

    def __len__(self) -> int:
        """Count the phrases."""
        return len(self.lengths)

    @property
    def statements(self) -> Numbers:
        """How many statements hold each."""
        return np.bincount(self.held, minlength=len(self)).astype(np.int32)

    @property
    def speakers(self) -> Numbers:
        """How many speakers use each."""
        held, _ = self.by_speaker()[:2]
        return np.bincount(held, minlength=len(self)).astype(np.int32)

    def text(self, number: int) -> str:
        """Return the words of a phrase."""
        start = self.places[number]
        ids = self.corpus.ids[start : start + self.lengths[number]]
        return " ".join(self.corpus.words[word] for word in ids)

    def uses(self, number: int) -> Numbers:
        """Return the statements that hold a phrase, in the order of time."""
        # Of the same type as `held`, which would be converted as a whole otherwise.
        first, last = np.searchsorted(self.held, np.array([number, number + 1], np.int32))
        return self.holding[first:last]

    def by_speaker(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return phrase, speaker and number of statements."""
        return _by_speaker(self.corpus, self.held, self.holding)

    def count(self, among: Flags) -> Numbers:
        """Return in how many of some statements each stands."""
        return np.bincount(self.held[among[self.holding]], minlength=len(self)).astype(np.int32)

    def days(self) -> tuple[Numbers, Numbers]:
        """Return the first and the last day of each as ordinals, 0 where none is known."""
        days = self.corpus.days[self.holding]
        last = np.zeros(len(self), np.int32)
        np.maximum.at(last, self.held, days)
        first = np.full(len(self), np.iinfo(np.int32).max, np.int32)
        np.minimum.at(first, self.held, np.where(days > 0, days, first[0] if len(self) else 0))
        return np.where(last > 0, first, 0).astype(np.int32), last


def find_set_phrases(
    corpus: Corpus, least: int = 3, *, significant: float = SIGNIFICANT, bits: float = 0.0
) -> SetPhrases:
    """Find the phrases in at least ``least`` articles, which must be two or more.

    Fixed are those with a log-likelihood of ``significant`` and more than ``bits`` of information.
    """
    assert least > 1, "what one article has is not repeated"
    found = list(levels(corpus, least))
    scored = list(_scored(corpus, found, significant, bits))
    listed = sorted(_folded(corpus, scored, least), key=lambda one: one.level.length)
    return _ranked(corpus, listed)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A level with the figures of its sequences, and which of them are fixed."""

    level: Level
    g2: Values
    pmi: Values
    kept: Flags


def _scored(
    corpus: Corpus, found: list[Level], significant: float, bits: float
) -> Iterator[_Scored]:
    if not found:
        return
    total = float(np.count_nonzero(corpus.ids))
    words = np.zeros(len(corpus.ids), np.int32)
    words[found[0].places] = found[0].uses[found[0].grams]
    for shorter, level in pairwise(found):
        first = _representatives(level)
        both = level.uses.astype(np.float64)
        opening = words[first].astype(np.float64)
        closing = words[first + level.length - 1].astype(np.float64)
        head = shorter.uses[level.head].astype(np.float64)
        tail = shorter.uses[level.tail].astype(np.float64)
        g2 = np.minimum(
            contingencies(both, opening, tail, total), contingencies(both, head, closing, total)
        )
        pmi = np.minimum(
            np.log2(both * total / (opening * tail)), np.log2(both * total / (head * closing))
        )
        kept = (
            (g2 >= significant) & (pmi > bits) & _has_content_at_ends(corpus, first, level.length)
        )
        yield _Scored(level, g2, pmi, kept)


def contingencies(both: Values, left: Values, right: Values, total: float) -> Values:
    """Return ``association.contingency`` of many at once."""
    cells = (
        (both, left * right),
        (left - both, left * (total - right)),
        (right - both, (total - left) * right),
        (total - left - right + both, (total - left) * (total - right)),
    )
    sums = np.zeros(len(both))
    for seen, expected in cells:
        at = (seen > 0) & (expected > 0)
        sums[at] += seen[at] * np.log(seen[at] * total / expected[at])
    return np.maximum(0.0, 2 * sums)


def _has_content_at_ends(corpus: Corpus, first: Numbers, length: int) -> Flags:
    function = np.array([word in function_words() for word in corpus.words], np.bool_)
    return ~(function[corpus.ids[first]] | function[corpus.ids[first + length - 1]])


def _folded(corpus: Corpus, scored: list[_Scored], least: int) -> Iterator[_Scored]:
    """Yield levels with what is listed of them, the longest first."""
    ends = np.zeros(len(corpus.ids), np.int32)
    article = corpus.articles[corpus.statements]
    number = int(article.max(initial=0)) + 1
    for one in reversed(scored):
        level = one.level
        covered = np.maximum.accumulate(ends)[level.places] >= level.places + level.length
        free = ~covered & one.kept[level.grams]
        held, _ = distinct(level.grams[free], article[level.places[free]], number)
        kept = np.bincount(held, minlength=len(level.articles)) >= least
        at = level.places[kept[level.grams]]
        ends[at] = np.maximum(ends[at], at + level.length)
        yield _Scored(level, one.g2, one.pmi, kept)


def _ranked(corpus: Corpus, listed: list[_Scored]) -> SetPhrases:
    """Put the sequences of all lengths together, and those with the highest score first."""
    statement = corpus.statements
    lengths = _ints([np.full(int(one.kept.sum()), one.level.length) for one in listed])
    places = _ints([_representatives(one.level)[one.kept] for one in listed])
    articles = _ints([one.level.articles[one.kept] for one in listed])
    held, holding, before = list[Numbers](), list[Numbers](), 0
    for one in listed:
        numbers = (np.cumsum(one.kept) - 1 + before).astype(np.int32)
        at = one.kept[one.level.grams]
        grams = numbers[one.level.grams[at]]
        pair = distinct(grams, statement[one.level.places[at]], corpus.size)
        held.append(pair[0])
        holding.append(pair[1])
        before += int(one.kept.sum())
    g2 = np.concatenate([np.zeros(0), *(one.g2[one.kept] for one in listed)])
    pmi = np.concatenate([np.zeros(0), *(one.pmi[one.kept] for one in listed)])
    return _in_order(corpus, lengths, places, articles, _ints(held), _ints(holding), g2, pmi)


def _in_order(
    corpus: Corpus,
    lengths: Numbers,
    places: Numbers,
    articles: Numbers,
    held: Numbers,
    holding: Numbers,
    g2: Values,
    pmi: Values,
) -> SetPhrases:
    owners, _, counts = _by_speaker(corpus, held, holding)
    most = np.zeros(len(lengths), np.int32)
    np.maximum.at(most, owners, counts)
    uses = np.bincount(held, minlength=len(lengths))
    spread = np.maximum(0.5, 1 - most / np.maximum(uses, 1))
    score = pmi * np.log2(1 + articles) * spread
    order = np.lexsort((places, -lengths, -score))
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    pairs = np.argsort(rank[held], kind="stable")
    return SetPhrases(
        corpus,
        lengths[order],
        places[order],
        g2[order],
        pmi[order],
        score[order],
        articles[order],
        rank[held][pairs],
        holding[pairs],
    )


def _by_speaker(
    corpus: Corpus, held: Numbers, holding: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    of, parts = attributed(corpus, held, holding)
    width = np.int64(int(corpus.speakers.max(initial=0)) + 1)
    keys = np.sort(of.astype(np.int64) * width + corpus.speakers[parts])
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
    number = np.diff(np.append(firsts, len(keys))).astype(np.int32)
    keys = keys[firsts]
    return (keys // width).astype(np.int32), (keys % width).astype(np.int32), number


def attributed(corpus: Corpus, held: Numbers, holding: Numbers) -> tuple[Numbers, Places]:
    """Return each phrase with each speaker of each statement, as a place in ``speakers``."""
    first = corpus.speaker_starts[holding]
    counts = corpus.speaker_starts[holding + 1] - first
    # A statement's speakers are first, first + 1 …
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(held, counts), np.repeat(first, counts) + within


def _representatives(level: Level) -> Numbers:
    """Return the first place of each sequence of a level."""
    first = np.zeros(len(level.articles), np.int32)
    first[level.grams[::-1]] = level.places[::-1]
    return first


def _ints(columns: list[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(0, np.int32), *columns]).astype(np.int32)
