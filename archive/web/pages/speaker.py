"""One speaker: offices with their days, years and topics, set phrases, whom they meet."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from sqlite3 import Connection
from typing import Any

from archive.corpus.ngrams import Repeated, repeated
from archive.query import Everything, field
from archive.render.formats import json_text, written
from archive.store.people.listing import Profile, SpeakerRow, profile
from archive.store.people.names import key_of
from archive.store.reports.said import said_by_key
from archive.store.reports.speaker import Linked, met_by, named_in, years_of
from archive.store.search.facets import MOST, Facet, facets, newest_keys, years_of_keys
from archive.store.search.request import Request, columns_of, plan, rows, rows_of
from archive.web.asked import Asked, MissingError, Page
from archive.web.charts import Bar, Chart, chart
from archive.web.pages.hits import Hit, hits, without_folders, years_of_selection
from archive.web.pages.search import FILED

LATEST = 8
READ = 1_000
"""Statements, the newest, that are read for names and set phrases: 60 ms."""
SHOWN = 12
OFTEN = 3
"""Statements that must hold a phrase, as `archive phrases` has it."""


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A speaker; topics are counted in the newest ``counted`` statements, names in ``read``."""

    profile: Profile
    chart: Chart
    topics: Facet | None
    counted: int
    read: int
    met: tuple[Linked, ...]
    named: tuple[Linked, ...]
    phrases: tuple[Repeated, ...]
    latest: tuple[Hit, ...]


def speaker(connection: Connection, asked: Asked) -> Page:
    """Return the page of a speaker; raise MissingError where there is none."""
    key = key_of(connection, asked.id)
    if key is None:
        raise MissingError(f"there is no speaker {asked.id!r}", hint="all are listed at /speakers")
    known = profile(connection, key)
    found = plan(connection, Request(field("speaker", asked.id)))
    most = MOST if asked.selected is None else -1
    keys = asked.of_selection(newest_keys(connection, found, most))
    counted = {one.name: one for one in facets(connection, "statements", keys, SHOWN)}
    years, all_years = _years(connection, key, keys, asked), years_of_selection(connection, asked)
    if asked.selected is not None:
        known = replace(known, speaker=_selected(connection, known.speaker, keys))
    shown = SpeakerPage(
        known,
        chart(
            "Statements by year",
            [Bar(str(year), years.get(year, 0), all_years[year]) for year in _between(years)
             if year in all_years],
        ),
        counted.get("topic"),
        len(keys),
        min(len(keys), READ),
        () if asked.selected else tuple(met_by(connection, key, SHOWN)),
        tuple(named_in(connection, keys[:READ], key, SHOWN)),
        _phrases(connection, keys[:READ]),
        tuple(hits(connection, "statements", Everything(), keys[:LATEST])),
    )  # fmt: skip
    return Page(
        known.speaker.name, "speaker.html", shown, partial(_written, connection, asked, shown)
    )


def _years(connection: Connection, key: int, keys: Sequence[int], asked: Asked) -> dict[int, int]:
    return years_of(connection, [key]) if asked.selected is None else years_of_keys(keys)


def _selected(connection: Connection, known: SpeakerRow, keys: Sequence[int]) -> SpeakerRow:
    """Return a speaker with the figures of a selection."""
    ends = rows_of(connection, "statements", [keys[-1], keys[0]]) if keys else []
    days = [row["said_on"] for row in ends] or [None, None]
    return replace(known, statements=len(keys), first_said_on=days[0], last_said_on=days[-1])


def _between(years: dict[int, int]) -> Iterator[int]:
    """Yield all years from the first to the last."""
    return iter(range(min(years), max(years) + 1)) if years else iter(())


def _phrases(connection: Connection, keys: list[int]) -> tuple[Repeated, ...]:
    """Return what the speaker says again and again in the same words."""
    texts = [said.text for said in said_by_key(connection, keys)]
    return tuple(repeated(texts, OFTEN, SHOWN))


def _written(connection: Connection, asked: Asked, shown: SpeakerPage, form: str) -> Iterator[str]:
    """Write what is known of the speaker as JSON, or the newest statements as CSV."""
    if form == "json":
        value: dict[str, Any] = {
            **asdict(shown.profile.speaker),
            "offices": [asdict(one) for one in shown.profile.offices],
            "names": [asdict(one) for one in shown.profile.names],
            "years": [
                {"year": one.bar.name, "statements": one.bar.number, "of": one.bar.of}
                for one in shown.chart.columns
            ],
            "topics": [asdict(one) for one in shown.topics.values] if shown.topics else [],
            "met": [asdict(one) for one in shown.met],
            "named": [asdict(one) for one in shown.named],
            "phrases": [one._asdict() for one in shown.phrases],
            "latest": [hit.row["uid"] for hit in shown.latest],
        }
        return iter([json_text(value, indent=2) + "\n"])
    found = plan(connection, Request(field("speaker", asked.id), limit=FILED))
    return written(without_folders([*rows(connection, found)]), form, columns_of("statements"))
