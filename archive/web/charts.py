"""Numbers -> the places of columns in a chart; the template draws them as SVG.

Lengths are in thousandths of the chart's width and height, which the page stretches to its own:
so one chart fits a telephone and a wide screen, and its labels are text of the page, as large as
all other text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SIZE = 1000
LABELS = 8
"""Columns that are named below a chart, at the most: on a telephone a year takes 28 pixels."""
MONTH = 7
"""Characters of the name of a month, "2022-09"."""
GAP = 0.22
"""Share of a column's room that stays empty: columns of neighbouring periods are told apart."""
THINNEST = 8
"""Height of a column for one of thousands, so that it is seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure of a period; ``of`` is its denominator, None where a count stands for itself."""

    name: str
    number: int
    of: int | None = None

    @property
    def share(self) -> float | None:
        """The share, None where nothing can be one of nothing."""
        return self.number / self.of if self.of else None

    @property
    def value(self) -> float:
        """What is drawn: the share where there is one."""
        return float(self.number) if self.of is None else self.share or 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, and what is said of it."""

    x: float
    y: float
    width: float
    height: float
    bar: Bar
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns over time; ``top`` is the value at the upper edge, ``is_share`` a share of 1."""

    title: str
    columns: tuple[Column, ...]
    top: float
    is_share: bool
    unit: str


def chart(title: str, bars: Sequence[Bar], unit: str = "statements") -> Chart:
    """Place columns side by side, the highest as high as the chart."""
    top = max((bar.value for bar in bars), default=0.0)
    labels = _labels([bar.name for bar in bars])
    room = SIZE / max(1, len(bars))
    columns = []
    for number, bar in enumerate(bars):
        height = max(THINNEST, SIZE * bar.value / top) if bar.value else 0
        columns.append(
            Column(
                round(room * (number + GAP / 2), 1),
                round(SIZE - height, 1),
                round(room * (1 - GAP), 1),
                round(height, 1),
                bar,
                labels.get(number, ""),
            )
        )
    shares = any(bar.of is not None for bar in bars)
    return Chart(title, tuple(columns), top, shares, unit)


def _labels(names: Sequence[str]) -> dict[int, str]:
    """Return which columns are named and how: of months the Januaries, by their years."""
    named = dict(enumerate(names))
    if names and len(names[0]) == MONTH:
        named = {n: name[:4] for n, name in enumerate(names) if name.endswith("-01")}
        named = named or {0: names[0]}
    every = max(1, -(-len(named) // LABELS))
    return {n: text for place, (n, text) in enumerate(named.items()) if place % every == 0}


def width(number: int, most: int) -> float:
    """Return how long the bar of a number is beside the longest, in thousandths."""
    return round(max(4, SIZE * number / most), 1) if most and number else 0
