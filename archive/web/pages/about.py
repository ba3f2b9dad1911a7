"""What the archive covers, how it was made, and how often it is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from sqlite3 import Connection

from archive.render.formats import json_text
from archive.store.reports.coverage import (
    Coverage,
    coverage,
    last_change,
    publishers,
    stated_confidence,
)
from archive.store.reports.info import Totals, totals
from archive.store.search.facets import MOST
from archive.web.asked import Asked, Page
from archive.web.charts import Chart
from archive.web.pages.home import coverage_chart, coverage_written

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures of the guide on accuracy."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class About:
    """Of the archive: figures, coverage, publishers; ``right`` of ``asked`` statements by what is
    stated of each.
    """

    totals: Totals
    articles: int
    covered: Coverage
    chart: Chart
    publishers: tuple[tuple[str, int], ...]
    changed: str | None
    right: float | None
    asked: int
    measured: Figures
    by_confidence: Figures


def about(connection: Connection, asked: Asked) -> Page:
    """Return the page about the archive."""
    covered = coverage(connection)
    right, number = stated_confidence(connection, MOST)
    measured, by_confidence = tables()[:2]
    shown = About(
        totals(connection),
        sum(covered.articles.values()) + covered.undated,
        covered,
        coverage_chart(covered),
        tuple(publishers(connection, SHOWN)),
        last_change(connection),
        right,
        number,
        measured,
        by_confidence,
    )
    return Page("About this archive", "about.html", shown, partial(_written, shown))


def tables() -> list[Figures]:
    """Return the tables of the guide on accuracy, so that its figures stand in one place."""
    text = files("archive").joinpath("help", "accuracy.md").read_text("utf-8")
    found: list[list[tuple[str, ...]]] = [[]]
    for line in text.splitlines():
        if line.startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            if not all(set(cell) <= {"-"} for cell in cells):
                found[-1].append(cells)
        elif found[-1]:
            found.append([])
    return [Figures(rows[0], tuple(rows[1:])) for rows in found if rows]


def _written(shown: About, form: str) -> Iterator[str]:
    if form != "json":
        yield from coverage_written(shown.covered, form)
        return
    value = {
        "articles": shown.articles,
        **shown.totals._asdict(),
        "last_ingest": shown.changed,
        "stated_right": None if shown.right is None else round(shown.right, 4),
        "stated_of": shown.asked,
        "publishers": [{"publisher": name, "articles": n} for name, n in shown.publishers],
        "months": [
            {"month": month, "articles": number, "statements": shown.covered.statements[month]}
            for month, number in shown.covered.articles.items()
        ],
    }
    yield json_text(value, indent=2) + "\n"
