"""Figures by period: a table with bars, and a chart of the same."""

from collections.abc import Sequence

from archive.corpus.trend import THIN, Per, Point
from archive.render.chart import Chart, Dot, Line
from archive.render.report import Part, Row, percent
from archive.render.spark import bar, sparkline
from archive.render.table import Column

BAR = 16
"""Characters of the longest bar."""
DRAWN = 2
"""Queries side by side that leave room for bars; of more the lines below tell the shape."""


def trend_parts(series: Sequence[Sequence[Point]], per: Per, whole: Sequence[str]) -> list[Part]:
    """Return the parts: points, one row per query and period, and lines, one row per query."""
    rows = [_row(point, per) for points in series for point in points]
    queries = [points[0].query for points in series if points]
    notes = []
    if any(point.thin for points in series for point in points):
        notes.append(f"~ fewer than {THIN} statements in the period")
    if any(point.amount.clustered for points in series for point in points):
        notes.append("! a third of the hits or more in one article; archive query … --articles")
    note = "\n".join(notes)
    title = "Of all statements" if per == "statement" else "In a million words"
    shown = [
        query if of == "all" else f"{query} (of {of})"
        for query, of in zip(queries, whole, strict=True)
    ]
    columns = (
        Column("PERIOD", "period"),
        *(Column(name, f"_{number}") for number, name in enumerate(shown)),
    )
    points = Part("points", title, columns, rows, note, most=None, drawn=_side_by_side(series, per))
    return [points, _lines(series, per)]


def chart(series: Sequence[Sequence[Point]], per: Per, by: str) -> Chart:
    """Return the same figures as a chart."""
    share = per == "statement"
    measure = f"Share of statements, by {by}" if share else f"Uses in a million words, by {by}"
    lines = tuple(
        Line(
            points[0].query,
            tuple(Dot(p.period, p.value, p.low, p.high, p.thin, _of(p, per)) for p in points),
        )
        for points in series
        if points
    )
    return Chart(" · ".join(line.name for line in lines), measure, lines, share)


def _row(point: Point, per: Per) -> Row:
    return {
        "query": point.query,
        "period": point.period,
        "value": None if point.value is None else round(point.value, 6),
        "low": None if point.low is None else round(point.low, 6),
        "high": None if point.high is None else round(point.high, 6),
        "per": per,
        "hits": point.amount.hits,
        "occurrences": point.amount.occurrences if per == "million-words" else None,
        "statements": point.amount.statements,
        "words": point.amount.words,
        "thin": point.thin,
        "articles": point.amount.articles,
        "in_one_article": point.amount.most,
    }


def _side_by_side(series: Sequence[Sequence[Point]], per: Per) -> list[Row]:
    by_period: dict[str, dict[str, str]] = {}
    top = max((p.value for points in series for p in points if p.value), default=0.0)
    for number, points in enumerate(series):
        for point in points:
            row = by_period.setdefault(point.period, {"period": point.period})
            row[f"_{number}"] = _cell(point, per, top, BAR if len(series) <= DRAWN else 0)
    empty = {f"_{number}": "" for number in range(len(series))}
    return [{**empty, **by_period[period]} for period in sorted(by_period)]


def _cell(point: Point, per: Per, top: float | None, longest: int) -> str:
    if point.value is None:
        return "nothing said"
    shown = percent(point.value) if per == "statement" else f"{point.value:,.0f}"
    marks = "~" * point.thin + "!" * point.amount.clustered
    head = f"{marks}{shown} ({_of(point, per)})"
    return f"{head} {bar(point.value, top or 0.0, longest)}".strip() if longest else head


def _of(point: Point, per: Per) -> str:
    if per == "statement":
        return f"{point.amount.hits:,} of {point.amount.statements:,}"
    return f"{point.amount.occurrences:,} in {point.amount.words:,}"


def _lines(series: Sequence[Sequence[Point]], per: Per) -> Part:
    rows = [
        {
            "query": points[0].query,
            "hits": sum(point.amount.hits for point in points),
            "statements": sum(point.amount.statements for point in points),
            "_line": sparkline([point.value for point in points]),
        }
        for points in series
        if points
    ]
    columns = (
        Column("QUERY", "query"),
        Column("HITS", "hits", number=True),
        Column("OF", "statements", number=True),
        Column("LINE", "_line"),
    )
    return Part("queries", "In all", columns, rows)
