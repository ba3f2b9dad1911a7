"""The numbers by which the texts that may be copies of one are found.

Of the runs of eight words, each hashed, the least hash in each of eight classes (MinHash by one
permutation: Li, Owen and Zhang 2012). Two texts of which one holds 40 % of the other share a
fingerprint in 98 of 100 cases; two that share one phrase in a hundred, in 8 of 100.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from archive.likeness.cut import Cut
from archive.text import written_words

LEAST_WORDS = 20
"""Words below which a text says too little to be distinguished from another."""

RUN = 8
CLASSES = 8
_BITS = 48
_MASK = (1 << _BITS) - 1
_BASE = 0x9E3779B97F4B & _MASK | 1
_LEAVING = pow(_BASE, RUN, 1 << _BITS)


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
