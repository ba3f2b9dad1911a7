"""The company that a word keeps: which words stand near it more often than chance would have it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.corpus.association import contingency, log_dice
from archive.corpus.said import Said
from archive.corpus.words import function_words, sentences, words


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near another: ``near`` times within the window, ``left`` of these before it.

    ``count`` is how often it occurs at all, ``statements`` in how many statements the two are near,
    ``g2`` the log-likelihood of Dunning, ``log_dice`` that of Rychlý.
    """

    word: str
    near: int
    left: int
    right: int
    statements: int
    count: int
    g2: float
    log_dice: float


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Counts around a word or phrase in the statements that hold it.

    ``uses`` are its occurrences, ``places`` the words in its windows.
    """

    uses: int
    places: int
    left: Counter[str]
    right: Counter[str]
    statements: Counter[str]


def neighbours(phrase: str, statements: Iterable[Said], window: int = 5) -> Neighbours:
    """Count the words within ``window`` words of a phrase, on either side, in its sentence."""
    wanted = words(phrase)
    left, right, held = Counter[str](), Counter[str](), Counter[str]()
    uses = 0
    for said in statements:
        seen: set[str] = set()
        for sentence in sentences(said.text):
            for at in _starts(sentence, wanted):
                uses += 1
                before = sentence[max(0, at - window) : at]
                after = sentence[at + len(wanted) : at + len(wanted) + window]
                left.update(before)
                right.update(after)
                seen.update(before, after)
        held.update(seen)
    return Neighbours(uses, left.total() + right.total(), left, right, held)


def collocates(
    found: Neighbours, counts: dict[str, int], total: int, least: int = 3
) -> list[Collocate]:
    """Score words that are near at least ``least`` times; the most significant first.

    ``counts`` are those of the whole corpus of ``total`` words. The table of two by two is: in a
    window or not, this word or another.
    """
    scored = []
    for word, near in (found.left + found.right).items():
        count = max(counts.get(word, near), near)
        if near < least or word in function_words():
            continue
        if near * total <= count * found.places:
            continue  # no more often than anywhere
        scored.append(
            Collocate(
                word,
                near,
                found.left[word],
                found.right[word],
                found.statements[word],
                count,
                contingency(near, found.places, count, total),
                log_dice(near, found.uses, count),
            )
        )
    return sorted(scored, key=lambda one: (-one.g2, one.word))


def _starts(sentence: Sequence[str], wanted: Sequence[str]) -> list[int]:
    length = len(wanted)
    return [
        at
        for at in range(len(sentence) - length + 1)
        if sentence[at] == wanted[0] and list(sentence[at : at + length]) == list(wanted)
    ]
