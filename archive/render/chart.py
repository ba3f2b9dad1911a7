"""Lines over time as SVG, written by hand, and a page that holds it with its figures.

A line chart with bands, gaps and marks for thin periods is a hundred lines; the usual libraries
are 45 to 110 MB. The page needs no script and nothing from the network. Colours are those of Okabe
and Ito (2008), which people who are blind to some colours tell apart; the marks differ as well.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
WIDTH, HEIGHT = 960, 480
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 56, 64
FONTS = "Helvetica, Arial, Liberation Sans, DejaVu Sans, Noto Sans, sans-serif"
"""Browsers know what sans-serif is; what draws PNG takes the first of these that is installed."""
LABELS = 14
"""Periods named below the line, at most."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure: None leaves a gap; ``thin`` is drawn hollow; ``low`` to ``high`` is its band."""

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    thin: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A named row of figures; all lines of a chart have the same periods."""

    name: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines with a title, what the vertical axis measures, and how its values are written."""

    title: str
    measure: str
    lines: tuple[Line, ...]
    share: bool = True


def escape(text: str) -> str:
    """Return text for XML, which has no way to write a control character at all."""
    shown = (
        one if one.isprintable() or one.isspace() else "\N{REPLACEMENT CHARACTER}" for one in text
    )
    return html.escape(" ".join("".join(shown).split()))


def svg(chart: Chart) -> str:
    """Return the chart as an SVG document."""
    parts = "\n".join(_parts(chart))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" role="img" font-family="{FONTS}" font-size="13">\n'
        f"<title>{escape(chart.title)}</title>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n{parts}\n</svg>\n'
    )


def page(chart: Chart) -> str:
    """Return the chart and a table of its figures as one HTML page that needs nothing else."""
    heads = "".join(f"<th>{escape(line.name)}</th>" for line in chart.lines)
    rows = "\n".join(_table_row(chart, number) for number in range(_periods(chart)))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(chart.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{svg(chart)}<table>\n<tr><th>Period</th>{heads}</tr>\n{rows}\n</table>\n"
        f"<p>{escape(chart.measure)}. {_THIN}</p>\n</body>\n</html>\n"
    )


_THIN = "Hollow marks and ~ are thin periods; what is above the axis stands at its top."
_STYLE = (
    "body{font-family:sans-serif;max-width:960px;margin:2em auto;color:#222}"
    "svg{max-width:100%;height:auto}table{border-collapse:collapse}"
    "th,td{padding:.2em .8em;text-align:right;border-bottom:1px solid #ddd}"
    "td:first-child,th:first-child{text-align:left}"
)


def _parts(chart: Chart) -> Iterator[str]:
    top = _top(chart)
    yield f'<text x="{LEFT}" y="26" font-size="17">{escape(chart.title)}</text>'
    yield f'<text x="{LEFT}" y="45" fill="#555">{escape(chart.measure)}</text>'
    for step in range(5):
        value = top * step / 4
        y = _y(value, top)
        yield f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{_value(chart, value)}</text>'
    yield from _periods_below(chart)
    for number, line in enumerate(chart.lines):
        yield from _line(chart, line, COLOURS[number % len(COLOURS)], top)
    yield from _legend(chart)


def _periods_below(chart: Chart) -> Iterator[str]:
    names = [dot.period for dot in chart.lines[0].dots] if chart.lines else []
    every = max(1, -(-len(names) // LABELS))
    for number in range(0, len(names), every):
        x = _x(number, len(names))
        yield (
            f'<text x="{x}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">'
            f"{escape(names[number])}</text>"
        )


def _line(chart: Chart, line: Line, colour: str, top: float) -> Iterator[str]:
    count = len(line.dots)
    for run in _runs([dot.high is not None and not dot.thin for dot in line.dots]):
        over = [(_x(n, count), _y(line.dots[n].high or 0.0, top)) for n in run]
        under = [(_x(n, count), _y(line.dots[n].low or 0.0, top)) for n in reversed(run)]
        yield f'<polygon points="{_points(over + under)}" fill="{colour}" opacity="0.12"/>'
    for run in _runs([dot.value is not None for dot in line.dots]):
        at = [(_x(n, count), _y(line.dots[n].value or 0.0, top)) for n in run]
        yield f'<polyline points="{_points(at)}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for number, dot in enumerate(line.dots):
        if dot.value is not None:
            fill = "white" if dot.thin else colour
            name = f"{line.name}, {dot.period}: {_value(chart, dot.value)} {dot.note}"
            yield (
                f'<circle cx="{_x(number, count)}" cy="{_y(dot.value, top)}" r="4" fill="{fill}"'
                f' stroke="{colour}" stroke-width="2"><title>{escape(name)}</title></circle>'
            )


def _legend(chart: Chart) -> Iterator[str]:
    x = float(LEFT)
    for number, line in enumerate(chart.lines):
        colour = COLOURS[number % len(COLOURS)]
        y = HEIGHT - 16
        yield f'<rect x="{x:.0f}" y="{y - 10}" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{x + 18:.0f}" y="{y}">{escape(line.name)}</text>'
        x += 42 + 7.5 * len(line.name)


def _runs(there: Sequence[bool]) -> Iterator[list[int]]:
    """Yield the numbers of what is there, from one gap to the next."""
    run: list[int] = []
    for number, is_there in enumerate([*there, False]):
        if is_there:
            run.append(number)
        elif run:
            yield run
            run = []


def _table_row(chart: Chart, number: int) -> str:
    dots = [line.dots[number] for line in chart.lines]
    cells = "".join(
        f"<td>{'~' * dot.thin}{_value(chart, dot.value)} {escape(dot.note)}</td>" for dot in dots
    )
    return f"<tr><td>{escape(dots[0].period)}</td>{cells}</tr>"


def _value(chart: Chart, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value * 100:.3g} %" if chart.share else f"{value:.3g}"


def _periods(chart: Chart) -> int:
    return len(chart.lines[0].dots) if chart.lines else 0


def _top(chart: Chart) -> float:
    """Return the top of the axis: the highest value, but not of a thin period if others are there.

    Half of two statements would else press all the rest to the ground.
    """
    dots = [dot for line in chart.lines for dot in line.dots if dot.value]
    solid = [dot.value for dot in dots if dot.value and not dot.thin]
    return max(solid or [dot.value for dot in dots if dot.value], default=1.0)


def _points(at: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in at)


def _x(number: int, count: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + room * ((number + 0.5) / count), 1)


def _y(value: float, top: float) -> float:
    room = HEIGHT - TOP - BOTTOM
    return round(TOP + room * (1 - min(value, top) / top), 1)
