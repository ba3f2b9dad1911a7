"""The company that a word keeps: which words stand near it more often than chance would have it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.corpus.association import contingency, log_dice
from archive.corpus.said import Said
from archive.corpus.words import function_words, sentences
from archive.text import words


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

    ``uses`` are its occurrences, ``places`` the words in its windows. A word that stands in the
    windows of two occurrences is one word: it counts once, on the side where it stands to the
    nearer of them (Evert 2008, surface cooccurrence: overlapping spans are merged).
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
            starts = _starts(sentence, wanted)
            uses += len(starts)
            for place, is_left in _windows(starts, len(wanted), len(sentence), window):
                (left if is_left else right)[sentence[place]] += 1
                seen.add(sentence[place])
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
        if near < least or word in function_words():
            continue
        count = counts[word]
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


def _windows(
    starts: Sequence[int], length: int, end: int, window: int
) -> Iterator[tuple[int, bool]]:
    """Yield each place near an occurrence once, and whether it is left of the nearest one.

    The words of an occurrence are no neighbours of another.
    """
    own = {start + step for start in starts for step in range(length)}
    near: dict[int, tuple[int, bool]] = {}
    for start in starts:
        last = start + length - 1
        for place in range(max(0, start - window), min(end, last + window + 1)):
            if place not in own:
                is_left = place < start
                distance = start - place if is_left else place - last
                near[place] = min(near.get(place, (distance, is_left)), (distance, is_left))
    for place, (_, is_left) in near.items():
        yield place, is_left
