"""How alike two texts are: is one a copy of the other, whatever header it came with?

A copy may be cut, have words edited and paragraphs dropped; another article of the same series
shares its formulas and differs in names, numbers and days. So two things are asked of the shorter
text: how many of its runs of four words stand in the longer one too, and how many of its names and
numbers were put in the place of others.

Candidates are found by ``fingerprints``: of the runs of eight words, each hashed, the least hash in
each of eight classes (MinHash by one permutation: Li, Owen and Zhang 2012). Two texts of which one
holds 40 % of the other share a fingerprint in 98 of 100 cases; two that share one phrase in a
hundred, in 8 of 100.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from archive.text import written_words

LEAST_WORDS = 20
"""Words below which a text says too little to be told from another."""

LEAST_WORDS_NEAR = 40
"""Words below which only a text with the very same words is a copy."""

SHARED = 0.55
"""Share of the shorter text's runs of words that stand in the longer one. Measured on 300 reprints
and 300 lookalikes: ``python -m tests.benchmarks.copies``."""

MOST_PAIRS = 300_000
"""Pairs of equal words of two texts that are all compared; two long reports have 90,000."""

REPLACED = 0.07
"""Share of the shorter text's names and numbers that stand in place of others. Measured there."""

SHORTEST = 0.2
"""Words of the shorter text to those of the longer one: below, it is a quotation, not a copy."""

HELD = 3
"""Words in common that hold two texts together, for what stands between to be compared."""

RUN = 8
RUN_COMPARED = 4
CLASSES = 8
_BITS = 48
_MASK = (1 << _BITS) - 1
_BASE = 0x9E3779B97F4B & _MASK | 1
_LEAVING = pow(_BASE, RUN, 1 << _BITS)


class Likeness(NamedTuple):
    """What two texts share, from 0 to 1; ``replaced`` are names and numbers put for others."""

    shared: float
    replaced: float
    shortened: float

    @property
    def kind(self) -> str:
        """Return how two texts are copies: "exact" where the words are the very same, or "near"."""
        return "exact" if self.shared == 1 else "near"

    @property
    def is_copy(self) -> bool:
        """Tell whether one is a copy of the other."""
        return self.shared >= SHARED and self.replaced <= REPLACED and self.shortened >= SHORTEST


class Cut:
    """A text cut into words, once, to be compared with many others."""

    def __init__(self, text: str) -> None:
        """Cut nothing yet: what comparing asks for is worked out when it is first asked."""
        self._text = text

    @cached_property
    def words(self) -> list[str]:
        """The words as written."""
        return written_words(self._text)

    @cached_property
    def folded(self) -> list[str]:
        """The words without capitals."""
        return [word.casefold() for word in self.words]

    @cached_property
    def same(self) -> int:
        """A number that texts have in common whose words are the same."""
        joined = " ".join(self.folded).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(joined, digest_size=6).digest())

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """All runs of four words."""
        shifted = (self.folded[place:] for place in range(RUN_COMPARED))
        return frozenset(zip(*shifted, strict=False))


def same(text: str) -> int:
    """Return a number that texts have in common whose words are the same."""
    return Cut(text).same


def fingerprints(text: str) -> tuple[int, ...]:
    """Return ``same`` and the least hashes of a text, at most nine; none for a very short one."""
    found = written_words(text.casefold())
    if len(found) < LEAST_WORDS:
        return ()
    least = [_MASK] * CLASSES
    for number in _runs(found):
        if number < least[number & (CLASSES - 1)]:
            least[number & (CLASSES - 1)] = number
    return (same(text), *(number for number in least if number != _MASK))


def likeness(one: str | Cut, other: str | Cut) -> Likeness:
    """Compare two texts, whichever is the longer."""
    cut = (text if isinstance(text, Cut) else Cut(text) for text in (one, other))
    shorter, longer = sorted(cut, key=lambda text: len(text.words))
    if not shorter.words:
        return Likeness(0.0, 0.0, 0.0)
    if len(shorter.words) == len(longer.words) and shorter.folded == longer.folded:
        return Likeness(1.0, 0.0, 1.0)
    shortened = len(shorter.words) / len(longer.words)
    if len(shorter.words) < LEAST_WORDS_NEAR:
        return Likeness(0.0, 0.0, shortened)
    shared = len(shorter.runs & longer.runs) / max(len(shorter.runs), 1)
    # All runs may be shared in another order; 1 is for the very same words.
    shared = min(shared, 0.99)
    replaced = _replaced(shorter.words, longer.words) if shared >= SHARED else 0.0
    return Likeness(shared, replaced, shortened)


def _runs(found: Sequence[str]) -> Iterator[int]:
    """Yield a hash of each run of words; the next is made from the one before."""
    hashes = [_hashed(word) for word in found]
    rolling = 0
    for place, number in enumerate(hashes):
        rolling = (rolling * _BASE + number) & _MASK
        if place >= RUN:
            rolling = (rolling - hashes[place - RUN] * _LEAVING) & _MASK
        if place >= RUN - 1:
            yield _scattered(rolling)


def _scattered(number: int) -> int:
    """Spread a hash over all numbers: the low bits of a sum of products hardly vary."""
    number ^= number >> 23
    number = number * 0x2127599BF4325C37 & _MASK
    return number ^ number >> 29


@lru_cache(maxsize=1 << 14)
def _hashed(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) + 1


def _replaced(shorter: Sequence[str], longer: Sequence[str]) -> float:
    """Return the share of the shorter text's names and numbers that stand for other ones.

    What stands at an end, or for nothing, was added; "Sept" for "September" is the same.
    """
    facts = _facts(shorter) or _facts(longer) & {word.casefold() for word in shorter}
    strange = facts - {word.casefold() for word in longer}
    if not strange:
        return 0.0
    mine, theirs = _without_common_ends(
        *([word.casefold() for word in text] for text in (shorter, longer))
    )
    others = _facts(longer) - {word.casefold() for word in shorter}
    often = Counter(theirs)
    pairs = sum(number * often[word] for word, number in Counter(mine).items())
    # Of a text of a few words repeated the popular ones are passed over: it would cost its square.
    found = SequenceMatcher(None, mine, theirs, autojunk=pairs > MOST_PAIRS).get_matching_blocks()
    blocks = [block for block in found if block.size >= HELD]
    replaced = set[str]()
    for before, after in pairwise(blocks):
        there = others.intersection(theirs[before.b + before.size : after.b])
        for fact in strange.intersection(mine[before.a + before.size : after.a]):
            if there and not any(_abbreviates(fact, other) for other in there):
                replaced.add(fact)
    return len(replaced) / len(facts)


def _without_common_ends(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Cut off what two texts begin and end with, all but the words that hold them together."""
    limit = min(len(one), len(other))
    start = next((i for i in range(limit) if one[i] != other[i]), limit)
    limit -= start
    end = next((i for i in range(limit) if one[-1 - i] != other[-1 - i]), limit)
    start, end = max(start - HELD, 0), max(end - HELD, 0)
    return one[start : len(one) - end], other[start : len(other) - end]


def _facts(text: Sequence[str]) -> set[str]:
    """Return the names and numbers, folded; only numbers of a text that is all in capitals."""
    capitals = sum(word[0].isupper() for word in text)
    if capitals > len(text) / 2:
        return set()
    facts = (word for word in text if word[0].isupper() or word[0].isdigit())
    return {word.casefold() for word in facts if len(word) > 1 or word.isdigit()}


def _abbreviates(one: str, other: str) -> bool:
    """Tell whether two words are the same but for their ends: Pres and President."""
    return one.isalpha() and other[:3] == one[:3]
