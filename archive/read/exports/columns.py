"""Boxes of text on a page to the order in which people read them: column after column.

Programs may draw a page line by line across its columns, so the order in the file is not that of
reading. A gutter is a strip that few boxes cross: those that do (a headline over two columns) part
what stands above them from what stands below.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

NARROWEST = 6.0
"""Points of a gutter; newspapers leave 10 to 20, a wide space between words is 5."""

SIDE_BY_SIDE = 3
"""Pairs of boxes that face each other over a gutter; two may be a table's row or a signature."""

CROSSING = 0.34
"""Share of the boxes that may cross a gutter: head, deck and foot of a short article."""


class Box(NamedTuple):
    """A run of text with its place in points, from the left and from the bottom of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """How high its letters are."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Where its line runs."""
        return (self.top + self.bottom) / 2


def joined(boxes: Sequence[Box]) -> list[Box]:
    """Join boxes of one line that nothing but a change of font parts."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda one: (-round(one.middle / 3), one.left)):
        last = found[-1] if found else None
        if last and _continues(last, box):
            space = (
                "" if last.text[-1:].isspace() or box.left - last.right < 0.12 * box.height else " "
            )
            found[-1] = Box(
                last.left,
                min(last.bottom, box.bottom),
                max(last.right, box.right),
                max(last.top, box.top),
                last.text + space + box.text,
            )
        else:
            found.append(box)
    return found


def _continues(one: Box, other: Box) -> bool:
    height = max(one.height, other.height)
    near = -0.3 * height <= other.left - one.right <= 0.6 * height
    return near and abs(one.bottom - other.bottom) < 0.35 * height


def in_order(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return the columns in the order of reading, each from top to bottom."""
    gutter = _gutter(boxes)
    if gutter is None:
        column = sorted(boxes, key=lambda one: (-one.middle, one.left))
        return [column] if column else []
    found: list[list[Box]] = []
    held: list[Box] = []
    for box in [*sorted(boxes, key=lambda one: -one.middle), None]:
        if box is not None and not box.left < gutter < box.right:
            held.append(box)
            continue
        for side in ([one for one in held if one.right <= gutter],
                     [one for one in held if one.left >= gutter]):  # fmt: skip
            found += in_order(side) if side else []
        held = []
        if box is not None:
            found.append([box])
    return found


def _gutter(boxes: Sequence[Box]) -> float | None:
    """Return the middle of the gutter that most boxes face each other over; None for none."""
    best, most = None, SIDE_BY_SIDE - 1
    gaps = list(_gaps(boxes))
    for at in {round((left + right) / 2) for left, right in gaps}:
        facing = sum(left <= at <= right for left, right in gaps)
        crossing = sum(one.left < at < one.right for one in boxes)
        if facing > most and crossing <= CROSSING * len(boxes):
            best, most = float(at), facing
    return best


def _gaps(boxes: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """Yield where one box ends and the next one of the same line begins."""
    line: list[Box] = []
    for box in [*sorted(boxes, key=lambda one: -one.middle), None]:
        if box is not None and line and abs(line[0].middle - box.middle) < 0.5 * box.height:
            line.append(box)
            continue
        for one, other in pairwise(sorted(line)):
            if other.left - one.right >= NARROWEST:
                yield one.right, other.left
        line = [box] if box is not None else []
