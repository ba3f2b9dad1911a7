"""How right the machine is, told from what people reviewed: shares with intervals, by group.

A share holds for a whole collection where the statements were drawn from it at random. Those that a
person picked, or that came worst first, are counted apart: they are wrong more often than others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.corpus.trend import wilson

WIDTH = 0.03
"""Half the width of the interval that is aimed at: three percentage points each way."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A reviewed statement: whether the machine was right, and by what it is grouped.

    ``drawn``: it was drawn at random.
    """

    right: bool
    groups: Mapping[str, str]
    drawn: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of a group's reviewed statements were right: the share, its 95 % interval.

    ``more`` is how many more would have to be reviewed for an interval of ± ``WIDTH``.
    """

    group: str
    value: str
    reviewed: int
    right: int
    share: float
    low: float
    high: float
    more: int


def rates(judged: Iterable[Judged], by: Sequence[str]) -> list[Rate]:
    """Return the rate of all, then those of each group's values, the most reviewed first."""
    counted: dict[tuple[str, str], list[int]] = {("all", "all"): [0, 0]}
    for one in judged:
        for key in (("all", "all"), *((group, one.groups[group]) for group in by)):
            tally = counted.setdefault(key, [0, 0])
            tally[0] += one.right
            tally[1] += 1
    order = ["all", *by]
    listed = sorted(counted, key=lambda key: (order.index(key[0]), -counted[key][1], key[1]))
    return [_rate(*key, *counted[key]) for key in listed if counted[key][1]]


def _rate(group: str, value: str, right: int, reviewed: int) -> Rate:
    low, high = wilson(right, reviewed)
    needed = needed_for(right / reviewed)
    more = max(0, needed - reviewed)
    return Rate(group, value, reviewed, right, right / reviewed, low, high, more)


def needed_for(share: float, width: float = WIDTH) -> int:
    """Return how many reviews make an interval of ± ``width`` around a share.

    Wilson's interval is at its widest at a half: 1,064 reviews for three points.

    >>> needed_for(0.5), needed_for(0.9)
    (1064, 391)
    """
    low, high = 1, 1 << 20
    while low < high:
        middle = (low + high) // 2
        least, most = wilson(share * middle, middle)
        if (most - least) / 2 <= width:
            high = middle
        else:
            low = middle + 1
    return low
