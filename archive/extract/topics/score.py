"""How likely a topic is: what speaks for it, weighed.

The weights are ``data/topic_weights.toml``, whose head says how they were fitted. They are those of
a logistic regression over the yes-or-no features below. The features name no topic, so that a
user's own vocabulary is weighed as ours is.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from archive.errors import VocabularyError
from archive.extract.topics.evidence import UNIT, counts_of
from archive.vocabulary import Table, Vocabulary


class Standing(NamedTuple):
    """How a topic stands among the others of a statement, and what the statement is like.

    ``others`` are the other topics of which the statement holds a term, at most 6. ``rank`` is 2
    where none has more in the statement, 1 where none has twice as much, else 0. ``led`` says that
    no other topic has more terms before it, ``alone_before`` and ``alone_in_title`` that no other
    has any there, ``narrower`` that the statement holds a term of a topic below this one.
    ``length`` is 0 for a short statement, 2 for a long one. ``refers`` says that it begins or ends
    with a word that points back.
    """

    others: int
    length: int
    refers: bool
    rank: int
    led: bool
    alone_before: bool
    alone_in_title: bool
    narrower: bool


_LENGTH, _REFERS, RANK, LED = 1 << 3, 1 << 5, 1 << 6, 1 << 8
ALONE_BEFORE, ALONE_IN_TITLE, NARROWER, STANDING_BITS = 1 << 9, 1 << 10, 1 << 11, 12
"""Where the parts of a standing lie in a whole number: it is what equal cases are known by."""


MOST_OTHERS = 6
"""Of the topics that a statement shows no more are counted: from five on it is a list."""


def standing_of(*, others: int, length: int, refers: bool) -> int:
    """Return what is the same for all topics of a statement, ``others`` still with each of them."""
    return others + length * _LENGTH + refers * _REFERS


class Case(NamedTuple):
    """What speaks for one topic of one statement: the counts of ``evidence.COUNTS``, and more."""

    terms: int
    hints: int
    sure: int
    again: int
    near: int
    before: int
    after: int
    title: int
    title_hints: int
    standing: Standing

    @property
    def around(self) -> bool:
        """Whether the text around holds a term."""
        return bool(self.before or self.title or self.after)

    @property
    def only_hints(self) -> bool:
        """Whether the statement holds hints and no term."""
        return not self.terms and self.hints > 0

    @property
    def silent(self) -> bool:
        """Whether the statement itself says nothing of the topic."""
        return not self.terms and not self.hints


FEATURES: Mapping[str, Callable[[Case], bool]] = {
    "always": lambda case: True,
    "one term": lambda case: case.terms >= 1,
    "two terms": lambda case: case.terms >= 2,
    "three terms": lambda case: case.terms >= 3,
    "one hint": lambda case: case.hints >= 1,
    "two hints": lambda case: case.hints >= 2,
    "three hints": lambda case: case.hints >= 3,
    "a sure term": lambda case: case.sure >= 1,
    "two sure terms": lambda case: case.sure >= 2,
    "a term again": lambda case: case.again >= 1,
    "a term before": lambda case: case.before >= 1,
    "two terms before": lambda case: case.before >= 2,
    "a term after": lambda case: case.after >= 1,
    "a term in the title": lambda case: case.title >= 1,
    "hints in the title": lambda case: case.title_hints >= 1,
    "a term, and hints": lambda case: case.terms >= 1 and case.hints >= 1,
    "a term, and one around": lambda case: case.terms >= 1 and case.around,
    "foremost": lambda case: case.terms >= 1 and case.standing.rank == 2,
    "far behind another": lambda case: case.terms >= 1 and case.standing.rank == 0,
    "a sure term far behind": lambda case: case.sure >= 1 and case.standing.rank == 0,
    "one term among three topics": lambda case: case.terms == 1 and case.standing.others >= 2,
    "a weak term among three": (
        lambda case: case.terms == 1 and not case.sure and case.standing.others >= 2
    ),
    "one term among five topics": lambda case: case.terms == 1 and case.standing.others >= 4,
    "one term in a long statement": (
        lambda case: case.terms == 1 and not case.hints and case.standing.length == 2
    ),
    "a narrower topic": lambda case: case.standing.narrower,
    "only hints, others have terms": lambda case: case.only_hints and case.standing.others > 0,
    "only hints, a term around": lambda case: case.only_hints and case.around,
    "only hints, a term before": lambda case: case.only_hints and case.before >= 1,
    "only hints, a term in the title": lambda case: case.only_hints and case.title >= 1,
    "only hints, foremost": lambda case: case.only_hints and case.standing.rank == 2,
    "two hints, foremost": (
        lambda case: case.only_hints and case.hints >= 2 and case.standing.rank == 2
    ),
    "no term, foremost before": (
        lambda case: not case.terms and case.before >= 1 and case.standing.led
    ),
    "silent": lambda case: case.silent,
    "silent, others have terms": lambda case: case.silent and case.standing.others > 0,
    "silent, refers back": lambda case: case.silent and case.standing.refers and case.before >= 1,
    "silent, a term near": lambda case: case.silent and case.near >= 1,
    "silent, two terms before": lambda case: case.silent and case.before >= 2,
    "silent, refers back to the foremost": (
        lambda case: case.silent and case.standing.refers and case.before >= 2 and case.standing.led
    ),
    "silent, alone before": (
        lambda case: case.silent and case.before >= 1 and case.standing.alone_before
    ),
    "silent, alone in the title": (
        lambda case: case.silent and case.title >= 1 and case.standing.alone_in_title
    ),
    "silent, nothing else shown, before": (
        lambda case: case.silent and case.before >= 1 and case.standing.others == 0
    ),
    "silent, before and title": lambda case: case.silent and case.before >= 1 and case.title >= 1,
    "silent, title": lambda case: case.silent and case.title >= 1,
    "silent, after": lambda case: case.silent and case.after >= 1,
    "silent, short": lambda case: case.silent and case.standing.length == 0,
    "silent, long": lambda case: case.silent and case.standing.length == 2,
}
"""What is weighed, by name."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The weight of each feature, and the score from which a topic counts as likely."""

    by_name: Mapping[str, float]
    threshold: float

    def score(self, case: Case) -> float:
        """Return how likely the topic is, from 0 to 1."""
        held = (self.by_name[name] for name, holds in FEATURES.items() if holds(case))
        return 1 / (1 + math.exp(-sum(held)))


def case_of(number: int, standing: int) -> Case:
    """Unpack what ``evidence.around`` counted, and the standing."""
    terms, *counts = counts_of(number)
    others = standing & 7
    return Case._make(
        (
            terms,
            *counts,
            Standing(
                others=others - (terms > 0) if others < MOST_OTHERS else others,
                length=standing // _LENGTH & 3,
                refers=bool(standing & _REFERS),
                rank=standing // RANK & 3,
                led=bool(standing & LED),
                alone_before=bool(standing & ALONE_BEFORE),
                alone_in_title=bool(standing & ALONE_IN_TITLE),
                narrower=bool(standing & NARROWER),
            ),
        )
    )


ENOUGH = (3, 3, 2, 1, 1, 2, 1, 1, 1)
"""Of each of ``evidence.COUNTS`` the most that a feature asks for."""


def reduced(number: int) -> int:
    """Return the same evidence with no count above ``ENOUGH``: it has the same score.

    Of 500 documents about 9,500 different cases are left to weigh.
    """
    counts = zip(UNIT.values(), counts_of(number), ENOUGH, strict=True)
    return sum([unit * min(count, enough) for unit, count, enough in counts])


def features_of(case: Case) -> Sequence[bool]:
    """Return which features hold, in their order."""
    return [holds(case) for holds in FEATURES.values()]


UNLEARNED = Weights({**dict.fromkeys(FEATURES, 0.0), "always": -1.0, "one term": 2.0}, 0.5)
"""With the learned weights off: a topic counts where the statement holds a term of it, else not."""


def read_weights(table: Table) -> Weights:
    """Make weights of the table ``topic_weights``; raise VocabularyError for a bad ``learned``."""
    learned = table["learned"]
    if not isinstance(learned, bool):
        raise VocabularyError("topic_weights.toml: learned must be true or false")
    if not learned:
        return UNLEARNED
    weights = table["weights"]
    return Weights({name: float(weights[name]) for name in FEATURES}, float(table["threshold"]))


@cache
def weights_of(vocabulary: Vocabulary) -> Weights:
    """Return the vocabulary's own weights."""
    return read_weights(vocabulary.table("topic_weights"))
