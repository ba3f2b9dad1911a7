"""Repeated word sequences of a small corpus, in plain Python: for comparing two texts or sides.

``sequences`` does the same of millions of statements.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from archive.corpus.words import function_words, places, sentences, surface

Ngram = tuple[str, ...]
LONGEST = 12
"""Words: no set phrase in the seeds or the readouts that we read is longer."""


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


def statements_with(
    sides: Sequence[Sequence[str]], least: int, longest: int = LONGEST
) -> dict[Ngram, tuple[int, ...]]:
    """Count the texts of each side that hold a sequence; ``least`` of one side must.

    As above, but over both sides at once, so that what is rare on one is counted there too. A
    sentence is held by the places at which sequences begin that still recur; they soon are few.
    """
    held = [[list(sentences(text)) for text in side] for side in sides]
    starts: list[list[Sequence[Iterable[int]]]] = [
        [[range(len(one)) for one in text] for text in side] for side in held
    ]
    found: dict[Ngram, tuple[int, ...]] = {}
    for length in range(1, longest + 1):
        counts = [
            _texts_with(texts, begins, length) for texts, begins in zip(held, starts, strict=True)
        ]
        recurring = {gram for side in counts for gram, number in side.items() if number >= least}
        if not recurring:
            break
        found |= {gram: tuple(side[gram] for side in counts) for gram in recurring}
        starts = [
            [_going_on(text, begin, length, recurring) for text, begin in zip(*pair, strict=True)]
            for pair in zip(held, starts, strict=True)
        ]
    return found


def _texts_with(
    texts: Sequence[Sequence[Sequence[str]]],
    starts: Sequence[Sequence[Iterable[int]]],
    length: int,
) -> Counter[Ngram]:
    counts = Counter[Ngram]()
    for text, begins in zip(texts, starts, strict=True):
        counts.update(
            {
                tuple(sentence[at : at + length])
                for sentence, places_of in zip(text, begins, strict=True)
                for at in places_of
            }
        )
    return counts


def _going_on(
    text: Sequence[Sequence[str]],
    starts: Sequence[Iterable[int]],
    length: int,
    recurring: Collection[Ngram],
) -> list[list[int]]:
    """Return where a sequence may begin that is a word longer: both its parts recur."""
    kept = []
    for sentence, begins in zip(text, starts, strict=True):
        here = [at for at in begins if tuple(sentence[at : at + length]) in recurring]
        known = set(here)
        kept.append([at for at in here if at + 1 in known])
    return kept


FORMS = 30
"""Places of a sequence that are looked at for how it is written: more don't change what most have,
and reading them all took a third of a comparison."""


def written(grams: Collection[Ngram], texts: Iterable[str]) -> dict[Ngram, str]:
    """Return each sequence as its first places write it most often, hyphens and capitals too."""
    by_first: dict[str, dict[int, set[Ngram]]] = {}
    for gram in grams:
        by_first.setdefault(gram[0], {}).setdefault(len(gram), set()).add(gram)
    seen: dict[Ngram, Counter[str]] = {}
    for text in texts:
        held = places(text)
        words = [word for word, _ in held]
        for start, word in enumerate(words):
            for length, wanted in by_first.get(word, {}).items():
                gram = tuple(words[start : start + length])
                if gram in wanted and seen.setdefault(gram, Counter()).total() < FORMS:
                    shown = surface(text[held[start][1][0] : held[start + length - 1][1][1]])
                    seen[gram][shown] += 1
    return {gram: forms.most_common(1)[0][0] for gram, forms in seen.items()}


class Repeated(NamedTuple):
    """A phrase as it is written most often, and how many statements hold it."""

    text: str
    statements: int


def repeated(texts: Sequence[str], least: int, most: int, shortest: int = 3) -> list[Repeated]:
    """Return what several texts say in the same words, the most telling phrases first.

    They have ``shortest`` words or more, of which the first and the last are words of content.
    Those of more texts and of more words of content tell more; what stands within a longer phrase
    in almost the same texts (four of five) is left out.
    """
    counted = {
        gram: one.statements
        for gram, one in count_ngrams(texts, least).items()
        if len(gram) >= shortest and is_phrase(gram)
    }
    held: dict[Ngram, int] = {}
    for gram, number in counted.items():
        for part in inner(gram):
            held[part] = max(held.get(part, 0), number)
    whole = {gram: n for gram, n in counted.items() if held.get(gram, 0) < ALMOST * n}
    ordered = sorted(whole, key=lambda gram: (-whole[gram] * _content(gram), gram))[:most]
    shown = written(ordered, texts)
    return [Repeated(shown[gram], whole[gram]) for gram in ordered]


ALMOST = 0.8
"""Of a phrase's texts, those that hold it within a longer one; guarded by the tests of ngrams."""


def _content(gram: Ngram) -> int:
    return sum(word not in function_words() for word in gram)


def is_phrase(gram: Ngram) -> bool:
    """Does it begin and end with words of content?"""
    return not function_words() & {gram[0], gram[-1]}


def inner(gram: Ngram) -> Iterable[Ngram]:
    """Yield all shorter sequences within a sequence."""
    for length in range(1, len(gram)):
        for start in range(len(gram) - length + 1):
            yield gram[start : start + length]
