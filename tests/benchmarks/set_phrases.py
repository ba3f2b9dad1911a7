"""Time and memory of finding phrases: ``python -m tests.benchmarks.set_phrases [N]``.

The corpus is generated and the same each time: words by Zipf's law, a third of them drawn on by the
word before as in real text, and 3,000 phrases of 3 to 8 words strewn in, in every second
statement. Twelve statements make an article, 130 articles a day.
"""

import resource
import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from archive.corpus.set_phrases import find_set_phrases
from archive.corpus.tokens import Corpus, Numbers, begins
from archive.corpus.turnover import gone_since
from archive.store.reports.wordcache import WordCache

Result = TypeVar("Result")
Floats = NDArray[np.float64]

STATEMENTS = 1_200_000
MEAN_WORDS = 28
WORDS = 200_000
PHRASES = 3_000
PER_ARTICLE = 12
PER_DAY = 130 * PER_ARTICLE


def main(statements: int) -> None:
    """Print seconds and gigabytes of each step."""
    _timed("make the texts (part of what follows)", lambda: deque(texts(statements), maxlen=0))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "words.npz"
        cache = WordCache(file)
        _timed("cut into words", lambda: cache.encode(texts(statements)))
        _timed("write them down", cache.write)
        day = WordCache(file)
        both = statements + PER_DAY
        encoded = _timed(
            "a day later, read them back and cut the new", lambda: day.encode(texts(both))
        )
    corpus = _corpus(day.lexicon.words, *encoded)
    print(f"{corpus.size:,} statements, {len(corpus.ids):,} words and breaks")
    found = _timed("find the phrases", lambda: find_set_phrases(corpus, 3))
    print(f"{len(found):,} phrases")
    middle = int(corpus.days[corpus.size // 2])
    gone = _timed("those that are gone", lambda: gone_since(found, middle, 3))
    print(f"{len(gone.numbers):,} of them")


def texts(statements: int) -> Iterator[str]:
    """Yield statements, made in blocks, so that the first are the same however many there are."""
    names = np.array([f"w{number}" for number in range(WORDS + 1)], dtype=object)
    cumulated = np.cumsum(1 / (np.arange(1, WORDS + 1) + 2.7) ** 1.05)
    cumulated /= cumulated[-1]
    first = np.random.default_rng(7)
    after = _drawn(first, cumulated, WORDS + 2)
    lengths = first.integers(3, 9, PHRASES)
    phrases = [_drawn(first, cumulated, int(length)) for length in lengths]
    block = 10_000
    for number in range(0, statements, block):
        random = np.random.default_rng(1_000 + number)
        for ids in _block(random, cumulated, after, phrases, block)[: statements - number]:
            yield " ".join(names[ids])


def _block(
    random: np.random.Generator,
    cumulated: Floats,
    after: Numbers,
    phrases: list[Numbers],
    number: int,
) -> list[Numbers]:
    lengths = random.integers(MEAN_WORDS // 2, MEAN_WORDS * 3 // 2, number)
    ids = _drawn(random, cumulated, int(lengths.sum()))
    drawn_on = random.random(len(ids)) < 0.35
    ids[1:][drawn_on[1:]] = after[ids[:-1][drawn_on[1:]]]
    parts = np.split(ids, np.cumsum(lengths)[:-1])
    chosen = (random.pareto(1.0, number) * 3).astype(np.int64) % PHRASES
    for part, which in zip(parts[::2], chosen[::2], strict=True):
        phrase = phrases[which]
        part[: len(phrase)] = phrase
    return parts


def _drawn(random: np.random.Generator, cumulated: Floats, number: int) -> Numbers:
    return (np.searchsorted(cumulated, random.random(number)) + 1).astype(np.int32)


def _corpus(words: list[str], ids: Numbers, starts: NDArray[Any]) -> Corpus:
    number = np.arange(len(starts))
    return Corpus(
        words,
        ids,
        starts,
        (number // PER_ARTICLE).astype(np.int32),
        (730_000 + number // PER_DAY).astype(np.int32),
        (number * 7_919 % 5_000).astype(np.int32),
        begins(np.ones(len(starts))),
    )


def _timed(name: str, step: Callable[[], Result]) -> Result:
    """Run a step; print how long it took, and the most memory that was held until now."""
    start, cpu = perf_counter(), process_time()
    result = step()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    took, used = perf_counter() - start, process_time() - cpu
    print(f"{name:<44} {took:6.1f} s, CPU {used:6.1f} s   peak {peak:.2f} GB", flush=True)
    return result


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS)
