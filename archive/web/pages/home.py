"""The first page: the search box, what is in the archive, and what it covers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from sqlite3 import Connection

from archive.query import Everything
from archive.render.formats import json_text, written
from archive.store.people.listing import SpeakerRow, speakers
from archive.store.reports.coverage import Coverage, coverage
from archive.store.reports.info import TopicRow, Totals, topics, totals
from archive.store.search.facets import newest_keys
from archive.store.search.request import Request, plan
from archive.web.asked import Asked, Page
from archive.web.charts import Bar, Chart, chart
from archive.web.pages.hits import Hit, hits

SHOWN = 12
LATEST = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A query to try, and what it asks."""

    q: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Home:
    """What is in the archive."""

    totals: Totals
    articles: int
    covered: Coverage
    chart: Chart
    speakers: tuple[SpeakerRow, ...]
    topics: tuple[TopicRow, ...]
    latest: tuple[Hit, ...]
    examples: tuple[Example, ...]

    @property
    def first(self) -> str | None:
        return next(iter(self.covered.articles), None)

    @property
    def last(self) -> str | None:
        return next(reversed(self.covered.articles), None)


def home(connection: Connection, asked: Asked) -> Page:
    """Return the first page."""
    covered = coverage(connection)
    people = tuple(speakers(connection, limit=SHOWN))
    largest = sorted(topics(connection), key=lambda one: -one.statements)
    subjects = tuple(one for one in islice(largest, SHOWN) if one.statements)
    request = Request(Everything(), "articles", today=asked.today)
    latest = newest_keys(connection, plan(connection, request), LATEST)
    shown = Home(
        totals(connection),
        sum(covered.articles.values()) + covered.undated,
        covered,
        coverage_chart(covered),
        people,
        subjects,
        tuple(hits(connection, "articles", Everything(), latest)),
        tuple(_examples(people, subjects)),
    )
    return Page("Statement archive", "home.html", shown, partial(coverage_written, covered))


def coverage_chart(covered: Coverage) -> Chart:
    """Draw the articles by month, or by year where there are more months than a screen has room."""
    months = covered.articles
    if len(months) > MONTHS:
        bars = [Bar(year, number) for year, (number, _) in covered.by_year().items()]
        return chart("Articles by year", bars, "articles")
    return chart(
        "Articles by month", [Bar(month, number) for month, number in months.items()], "articles"
    )


MONTHS = 120
"""Ten years by month: a column is then 2 pixels wide on a telephone."""


def coverage_written(covered: Coverage, form: str) -> Iterator[str]:
    """Write the coverage by month."""
    rows = [
        {"month": month, "articles": number, "statements": covered.statements[month]}
        for month, number in covered.articles.items()
    ]
    if form == "json":
        yield json_text({"months": rows, "undated_articles": covered.undated}, indent=2) + "\n"
    else:
        yield from written(rows, form, ("month", "articles", "statements"))


def _examples(people: Sequence[SpeakerRow], subjects: Sequence[TopicRow]) -> Iterator[Example]:
    """Give queries that find something here."""
    who = next((one for one in people if one.kind == "person"), None)
    what = next((one for one in subjects if one.depth), None) or next(iter(subjects), None)
    if what:
        yield Example(f"topic:{what.slug}", f"on {what.label}")
    if who and what:
        name = f'"{who.name}"' if " " in who.name else who.name
        yield Example(f"speaker:{name} topic:{what.slug}", f"{who.name} on {what.label}")
    yield Example('"strategic partnership"', "a phrase, as written")
    yield Example("modern* -visit", "words that begin so, without another word")
    yield Example("quotation:direct confidence:0.9", "quoted, and surely right")
