"""Two sides, word by word: subjects, what became of phrases, pairs of statements, the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.corpus.alignment import Alignment, align
from archive.corpus.association import LIKELY
from archive.corpus.keyness import Key, Shift, phrases, shifts, topics
from archive.corpus.said import Said

ALIGNED = 400
"""Statements of both sides together up to which they are paired: each is held against each."""
FREQUENT = 3
"""Statements that hold a phrase, from which on it counts where sides are large."""
RARE = 2_000
"""Of so many statements one must hold a phrase that is listed: what two spokespeople, of 46,000
statements, said 20 times in four years tells one from the other; what they said 3 times is chance
among so many phrases, and counting those took ten times as long."""
LARGE = 200


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two sides have in common and what not.

    ``alignment`` is None where the sides are too large to be read side by side. ``phrases`` are
    those that differ beyond chance (p < 0.05), the greatest difference first; where sides are too
    small for that, as two articles are, ``is_small`` and they are the most different ones.
    """

    topics: tuple[Key, ...]
    shifts: tuple[Shift, ...]
    phrases: tuple[Key, ...]
    alignment: Alignment | None
    is_small: bool


def compare(a: Sequence[Said], b: Sequence[Said]) -> Comparison:
    """Compare the statements of two sides."""
    large = len(a) + len(b) > LARGE
    least = max(FREQUENT, (len(a) + len(b)) // RARE) if large else 2
    keys = phrases(a, b, least, LIKELY if large else 0.0)
    return Comparison(
        tuple(topics(a, b)),
        tuple(shifts(a, b, keys)) if not large else (),
        tuple(keys if large else (key for key in keys if key.a != key.b)),
        align(a, b) if len(a) + len(b) <= ALIGNED else None,
        not large,
    )
