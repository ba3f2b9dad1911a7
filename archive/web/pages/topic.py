"""One topic: what it takes in, year by year, who speaks on it, what gave it, what is latest."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from sqlite3 import Connection

from archive.errors import UsageError
from archive.query import Everything, field
from archive.render.formats import json_text, written
from archive.store.reports.info import TopicRow, topics
from archive.store.reports.topic import TermUse, TopicFacts, term_uses, topic_facts
from archive.store.search.facets import MOST, Facet, facets, newest_keys
from archive.store.search.request import Request, columns_of, plan, rows
from archive.web.asked import Asked, MissingError, Page
from archive.web.charts import Bar, Chart, chart
from archive.web.pages.hits import Hit, hits, without_folders, years_of_selection
from archive.web.pages.search import FILED

LATEST = 8
SHOWN = 12
TERMS = 30


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic; speakers and years are counted in the newest ``counted`` statements."""

    facts: TopicFacts
    below: tuple[TopicRow, ...]
    chart: Chart
    speakers: Facet
    publishers: Facet
    counted: int
    terms: tuple[TermUse, ...]
    latest: tuple[Hit, ...]


def topic(connection: Connection, asked: Asked) -> Page:
    """Return the page of a topic; raise MissingError where there is none."""
    try:
        facts = topic_facts(connection, asked.id)
    except UsageError as error:
        raise MissingError(error.message, hint="all are listed at /topics") from None
    if facts.topic != asked.id:
        raise MissingError(f"there is no topic {asked.id!r}", hint="all are listed at /topics")
    found = plan(connection, Request(field("topic", asked.id)))
    most = MOST if asked.selected is None else -1
    keys = asked.of_selection(newest_keys(connection, found, most))
    counted = {one.name: one for one in facets(connection, "statements", keys, SHOWN)}
    all_years = years_of_selection(connection, asked)
    years = {int(one.name): one.number for one in counted["year"].values}
    if years and asked.selected is None and len(keys) == MOST:
        del years[min(years)]  # of which not all are among the newest
    bars = [
        Bar(str(year), years.get(year, 0), all_years[year])
        for year in (range(min(years), max(years) + 1) if years else ())
        if year in all_years
    ]
    if asked.selected is not None:
        facts = replace(facts, statements=len(keys))
    shown = TopicPage(
        facts,
        tuple(_below(connection, asked.id)),
        chart("Statements by year", bars),
        counted["speaker"],
        counted["publisher"],
        len(keys),
        () if asked.selected else _terms(connection, asked.id),
        tuple(hits(connection, "statements", Everything(), keys[:LATEST])),
    )
    return Page(facts.label, "topic.html", shown, partial(_written, connection, asked, shown))


def _terms(connection: Connection, slug: str) -> tuple[TermUse, ...]:
    return tuple(one for one in term_uses(connection, slug) if one.statements)[:TERMS]


def _below(connection: Connection, slug: str) -> Iterator[TopicRow]:
    """Yield the topics below one, as the tree lists them."""
    depth: int | None = None
    for row in topics(connection):
        if depth is not None and row.depth <= depth:
            return
        if depth is not None and row.depth == depth + 1:
            yield row
        if row.slug == slug:
            depth = row.depth


def _written(connection: Connection, asked: Asked, shown: TopicPage, form: str) -> Iterator[str]:
    """Write what is known of the topic as JSON, or its newest statements as CSV."""
    if form == "json":
        value = {
            **asdict(shown.facts),
            "years": [
                {"year": one.bar.name, "statements": one.bar.number, "of": one.bar.of}
                for one in shown.chart.columns
            ],
            "speakers": [asdict(one) for one in shown.speakers.values],
            "terms": [asdict(one) for one in shown.terms],
            "latest": [hit.row["uid"] for hit in shown.latest],
        }
        return iter([json_text(value, indent=2) + "\n"])
    found = plan(connection, Request(field("topic", asked.id), limit=FILED))
    return written(without_folders([*rows(connection, found)]), form, columns_of("statements"))
