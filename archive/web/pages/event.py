"""Events: all of them, and one with both sides, topic by topic, and what a publisher left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from sqlite3 import Connection

from archive.corpus.events import Event, Reported, merged
from archive.corpus.said import Said
from archive.errors import UsageError
from archive.query import parse
from archive.render.events import event_parts, events_parts
from archive.render.report import report
from archive.store.reports.events import find_event, names_of_people, read_events
from archive.store.reports.said import copies_of, said_in
from archive.store.reports.selection import topic_labels
from archive.web.asked import Asked, MissingError, Page

MOST = 200
"""Events on one page, the latest: further ones are asked for by a speaker or a word."""
SIDES = 2
"""Sides that stand side by side; where more speak, each statement names its speaker."""


@dataclass(frozen=True, slots=True)
class Events:
    """The latest events that match ``q``, of ``total``."""

    q: str
    events: tuple[tuple[Event, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Line:
    """What one side said on a topic: a statement, and the publishers that left it out."""

    said: Said
    also: tuple[Said, ...]
    reported: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic with what each side said on it."""

    topic: str | None
    label: str
    sides: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event: its reports with who copied them, its sides, and what was said by topic."""

    event: Event
    people: tuple[tuple[str, str], ...]
    copies: dict[str, tuple[str, ...]]
    sides: tuple[str, ...]
    subjects: tuple[Subject, ...]
    statements: int

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.place for one in self.event.reports if one.place))


def all_events(connection: Connection, asked: Asked) -> Page:
    """Return the page of the events with a matching statement, the latest first."""
    q = asked.one("q")
    found = read_events(connection, parse(q), asked.today)
    names = names_of_people(connection, found)
    latest = found[::-1][:MOST]
    shown = Events(q, tuple((one, _people(one, names)) for one in latest), len(found))
    return Page("Events", "events.html", shown, lambda form: _listed(found, names, form))


def _people(event: Event, names: dict[str, str]) -> str:
    return ", ".join(sorted(names.get(uid, uid) for uid in event.people))


def _listed(found: Sequence[Event], names: dict[str, str], form: str) -> Iterator[str]:
    return report(events_parts(found, names), form, "events")


def event(connection: Connection, asked: Asked) -> Page:
    """Return the page of an event; raise MissingError where there is none."""
    try:
        found = find_event(connection, f"e:{asked.id}")
    except UsageError as error:
        raise MissingError(f"there is no event {asked.id!r}", hint=error.hint) from None
    if asked.selected is not None:
        kept = [one for one in found.reports if one.article in asked.selected.articles]
        found = replace(found, reports=tuple(kept))
    statements = said_in(connection, found.articles)
    names = names_of_people(connection, [found])
    copies = copies_of(connection, found.articles)
    said = merged(statements)
    labels = topic_labels(connection)
    sources = {one.article: one.publisher or one.article for one in found.reports}
    shown = EventPage(
        found,
        tuple(sorted(((uid, names.get(uid, uid)) for uid in found.people), key=lambda p: p[1])),
        copies,
        sides := tuple(_sides(said)),
        tuple(_subjects(said, sides, labels, sources)),
        len(said),
    )
    people = ", ".join(name for _, name in shown.people)
    title = people or found.reports[0].title or "Event"
    return Page(
        f"{title}, {found.day}" if found.day else title,
        "event.html",
        shown,
        partial(_written, found, said, names, copies),
    )


def _sides(said: Sequence[Reported]) -> list[str]:
    """Return the sides in the order in which they begin to speak; those behind two as others."""
    sides = list(dict.fromkeys(side_of(one) for one in said))
    return sides if len(sides) <= SIDES else [*sides[: SIDES - 1], OTHERS]


OTHERS = "Others"


def side_of(one: Reported) -> str:
    """Return for whom a statement speaks: a country, or where that is not one, its speakers."""
    said = one.statements[0]
    return said.countries[0] if len(said.countries) == 1 else said.names


def _subjects(
    said: Sequence[Reported],
    sides: Sequence[str],
    labels: dict[str, str],
    sources: dict[str, str],
) -> Iterator[Subject]:
    """Yield the topics in the order in which they come up; each statement under its first."""
    by_topic: dict[str | None, list[list[Line]]] = {}
    for one in said:
        first = one.statements[0]
        topic = next(iter(first.topics), None)
        columns = by_topic.setdefault(topic, [[] for _ in sides])
        side = side_of(one)
        columns[sides.index(side) if side in sides else len(sides) - 1].append(_line(one, sources))
    ordered = sorted(by_topic.items(), key=lambda item: item[0] is None)
    for topic, columns in ordered:
        label = labels.get(topic, topic) if topic else "On no topic of the vocabulary"
        yield Subject(topic, label, tuple(tuple(lines) for lines in columns))


def _line(one: Reported, sources: dict[str, str]) -> Line:
    longest = max(one.statements, key=lambda said: len(said.text))
    return Line(
        longest,
        tuple(said for said in one.statements if said is not longest),
        tuple(sources[article] for article in one.reported),
        tuple(source for article, source in sources.items() if article not in one.reported),
    )


def _written(
    found: Event,
    said: Sequence[Reported],
    names: dict[str, str],
    copies: dict[str, tuple[str, ...]],
    form: str,
) -> Iterator[str]:
    return report(event_parts(found, said, names, copies), form, "statements")
