"""Figures as small drawings of block characters, for a terminal."""

from collections.abc import Sequence

_LEVELS = "▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉█"
NOTHING = "·"
"""Stands for a period in which nothing was said at all, unlike one in which this was not."""


def sparkline(values: Sequence[float | None]) -> str:
    """Return one block a value, as high as its part of the greatest; None is NOTHING."""
    top = max((value for value in values if value), default=0.0)
    return "".join(_block(value, top) for value in values)


def bar(value: float | None, top: float, width: int = 20) -> str:
    """Return a bar of eighths of a character, ``width`` long where the value is ``top``."""
    if not value or top <= 0:
        return ""
    eighths = max(1, round(value / top * width * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _block(value: float | None, top: float) -> str:
    if value is None:
        return NOTHING
    if not value:
        return _LEVELS[0]
    return _LEVELS[max(1, round(value / top * (len(_LEVELS) - 1)))]
