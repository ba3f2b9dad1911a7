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
    keys = phrases(a, b, FREQUENT if large else 2)
    telling = [key for key in keys if key.g2 >= LIKELY]
    return Comparison(
        tuple(topics(a, b)),
        tuple(shifts(a, b, keys)) if not large else (),
        tuple(telling if large else (key for key in keys if key.a != key.b)),
        align(a, b) if len(a) + len(b) <= ALIGNED else None,
        not large,
    )
