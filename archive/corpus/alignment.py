"""Statements of two sides, paired by who speaks, what on and in which words.

The likeness of two statements is ``WORDING`` × (Dice of their content words) + ``TOPIC`` × (Dice of
their topics) + ``SPEAKER`` where the same person, or one of the same country, makes both. All pairs
above ``ALIKE`` are taken from the most alike on, each statement once. Whoever speaks on both sides,
for himself or for a country, is paired with his own. Words that most statements
hold tell little, so each counts by its rarity: ln(1 + n / statements that hold it).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from archive.corpus.repetition import changed
from archive.corpus.said import Said
from archive.corpus.words import function_words
from archive.records import Span
from archive.text import words

WORDING, TOPIC, SPEAKER = 0.55, 0.30, 0.15
ALIKE = 0.28
"""Read in five comparisons of the seeds: all 11 pairs from here to 0.37 are about the same matter,
and 1 of the 24 from 0.18 to here."""
SAME_WORDS = 0.5
"""Share of weighted words from which on two reports of one meeting give the same statement."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements that answer each other, and the words of each that the other has not."""

    a: Said
    b: Said
    likeness: float
    topics: tuple[str, ...]
    a_changed: tuple[Span, ...]
    b_changed: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs in the order of A, and what only one side says."""

    pairs: tuple[Pair, ...]
    only_a: tuple[Said, ...]
    only_b: tuple[Said, ...]


def align(a: Sequence[Said], b: Sequence[Said]) -> Alignment:
    """Pair the statements of two sides, each with one other at most."""
    weights = _weights((*a, *b))
    held_a, held_b = [_content(said) for said in a], [_content(said) for said in b]
    voices_a = frozenset[str]().union(*map(_voices, a))
    voices_b = frozenset[str]().union(*map(_voices, b))
    scored = [
        (score, i, j)
        for i, one in enumerate(a)
        for j, other in enumerate(b)
        if _may_answer(one, other, voices_a, voices_b)
        if (score := _likeness(one, other, held_a[i], held_b[j], weights)) >= ALIKE
    ]
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if i not in partner and j not in taken:
            partner[i] = (j, score)
            taken.add(j)
    return Alignment(
        tuple(_pair(a[i], b[j], score) for i, (j, score) in sorted(partner.items())),
        tuple(said for i, said in enumerate(a) if i not in partner),
        tuple(said for j, said in enumerate(b) if j not in taken),
    )


def groups(statements: Sequence[Said]) -> list[tuple[Said, ...]]:
    """Return statements of several reports of one meeting, those together that say the same.

    Two belong together where their speakers overlap and half of their words, by weight, are the
    same; one report gives one statement to a group.
    """
    weights = _weights(statements)
    found: list[list[tuple[Said, frozenset[str]]]] = []
    for said in statements:
        content = _content(said)
        best = max(
            ((_same(said, content, group, weights), -n) for n, group in enumerate(found)),
            default=(0.0, 0),
        )
        if best[0] >= SAME_WORDS:
            found[-best[1]].append((said, content))
        else:
            found.append([(said, content)])
    return [tuple(said for said, _ in group) for group in found]


def _same(
    said: Said,
    content: frozenset[str],
    group: Sequence[tuple[Said, frozenset[str]]],
    weights: Mapping[str, float],
) -> float:
    if any(other.article == said.article for other, _ in group):
        return 0.0
    return max(
        _dice(content, held, weights) if set(other.who) & set(said.who) else 0.0
        for other, held in group
    )


def _voices(said: Said) -> frozenset[str]:
    """Return for whom a statement speaks: persons by uid, countries by name."""
    return frozenset((*(who.uid for who in said.speakers), *said.countries))


def _may_answer(one: Said, other: Said, voices_a: frozenset[str], voices_b: frozenset[str]) -> bool:
    """May the two be paired: the same voice, or voices that are not heard on the other side?"""
    ours, theirs = _voices(one), _voices(other)
    return bool(ours & theirs) or not (ours & voices_b or theirs & voices_a)


def _likeness(
    one: Said, other: Said, a: frozenset[str], b: frozenset[str], weights: Mapping[str, float]
) -> float:
    topics = _dice(frozenset(one.topics), frozenset(other.topics), {})
    same = bool(
        set(one.speakers) & set(other.speakers) or set(one.countries) & set(other.countries)
    )
    return WORDING * _dice(a, b, weights) + TOPIC * topics + SPEAKER * same


def _dice(a: frozenset[str], b: frozenset[str], weights: Mapping[str, float]) -> float:
    whole = sum(weights.get(x, 1.0) for x in a) + sum(weights.get(x, 1.0) for x in b)
    return 2 * sum(weights.get(x, 1.0) for x in a & b) / whole if whole else 0.0


def _weights(statements: Sequence[Said]) -> dict[str, float]:
    held: dict[str, int] = {}
    for said in statements:
        for word in _content(said):
            held[word] = held.get(word, 0) + 1
    return {word: log(1 + len(statements) / number) for word, number in held.items()}


def _content(said: Said) -> frozenset[str]:
    return frozenset(words(said.text)) - function_words()


def _pair(a: Said, b: Said, score: float) -> Pair:
    topics = tuple(topic for topic in a.topics if topic in b.topics)
    a_changed, b_changed = changed(a.text, b.text), changed(b.text, a.text)
    return Pair(a, b, score, topics, tuple(a_changed), tuple(b_changed))
