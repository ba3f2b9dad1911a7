"""Repeated word sequences of a small corpus, in plain Python: for comparing two texts or sides.

``sequences`` does the same of millions of statements.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from archive.corpus.words import function_words, places, sentences, surface

Ngram = tuple[str, ...]
LONGEST = 12
"""Words: no set formulation in the seeds or the readouts that we read is longer."""


class Counted(NamedTuple):
    """In how many statements, and how often in all."""

    statements: int
    occurrences: int


def count_ngrams(
    texts: Iterable[str], least: int = 1, longest: int = LONGEST
) -> dict[Ngram, Counted]:
    """Count the word sequences that at least ``least`` texts hold, function words at ends too.

    Length by length: a sequence can only recur where both its parts that are a word shorter do, so
    the others are not counted.
    """
    held = [list(sentences(text)) for text in texts]
    found: dict[Ngram, Counted] = {}
    last: dict[Ngram, Counted] | None = None
    for length in range(1, longest + 1):
        last = _of_length(held, length, last, least)
        if not last:
            break
        found.update(last)
    return found


def _of_length(
    held: list[list[list[str]]], length: int, shorter: Mapping[Ngram, Counted] | None, least: int
) -> dict[Ngram, Counted]:
    statements: dict[Ngram, int] = {}
    occurrences: dict[Ngram, int] = {}
    for text in held:
        seen: set[Ngram] = set()
        for sentence in text:
            for start in range(len(sentence) - length + 1):
                gram = tuple(sentence[start : start + length])
                if shorter is None or (gram[1:] in shorter and gram[:-1] in shorter):
                    occurrences[gram] = occurrences.get(gram, 0) + 1
                    seen.add(gram)
        for gram in seen:
            statements[gram] = statements.get(gram, 0) + 1
    return {
        gram: Counted(number, occurrences[gram])
        for gram, number in statements.items()
        if number >= least
    }


def written(grams: Collection[Ngram], texts: Iterable[str]) -> dict[Ngram, str]:
    """Return each sequence as the texts write it most often, with its hyphens and capitals."""
    lengths = sorted({len(gram) for gram in grams})
    seen: dict[Ngram, Counter[str]] = {}
    for text in texts:
        held = places(text)
        for length in lengths:
            for start in range(len(held) - length + 1):
                run = held[start : start + length]
                gram = tuple(word for word, _ in run)
                if gram in grams:
                    shown = surface(text[run[0][1][0] : run[-1][1][1]])
                    seen.setdefault(gram, Counter())[shown] += 1
    return {gram: forms.most_common(1)[0][0] for gram, forms in seen.items()}


def is_phrase(gram: Ngram) -> bool:
    """Does it begin and end with words of content?"""
    return not function_words() & {gram[0], gram[-1]}


def inner(gram: Ngram) -> Iterable[Ngram]:
    """Yield all shorter sequences within a sequence."""
    for length in range(1, len(gram)):
        for start in range(len(gram) - length + 1):
            yield gram[start : start + length]
