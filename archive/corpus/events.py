"""Articles about the same meeting, joined to one event, and what each of them has of it.

Two articles are about one meeting where it was on the same day (known as a day), at least two of
those who took part are the same, and nothing speaks against it: where one names further people, at
least half of all are the same, and where both name a place, it is the same or all people are.
Leaders meet by telephone and are reported from two capitals; three leaders meet, and two of them
apart on the same day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from archive.corpus.alignment import groups
from archive.corpus.said import Said

SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Report:
    """An article about a meeting. ``people`` are uids; ``day`` is None unless known as a day."""

    article: str
    day: str | None
    people: frozenset[str]
    place: str | None = None
    publisher: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting with its reports, in the order of their uids.

    Its uid is "e:" with the rest of the first report's; that of any other report means it too, so
    what was cited goes on to lead here when a report is added.
    """

    reports: tuple[Report, ...]

    @property
    def uid(self) -> str:
        """The id that is shown."""
        return f"e:{self.reports[0].article[2:]}"

    @property
    def day(self) -> str | None:
        """The day of the meeting."""
        return self.reports[0].day

    @property
    def people(self) -> frozenset[str]:
        """All whom a report names as taking part."""
        return frozenset[str]().union(*(report.people for report in self.reports))

    @property
    def articles(self) -> tuple[str, ...]:
        """The uids of its articles."""
        return tuple(report.article for report in self.reports)


@dataclass(frozen=True, slots=True)
class Reported:
    """A statement of an event with the reports that have it and those that left it out."""

    statements: tuple[Said, ...]
    reported: tuple[str, ...]
    left_out: tuple[str, ...]


def is_same(one: Report, other: Report) -> bool:
    """Are the two about the same meeting?"""
    shared = one.people & other.people
    if one.day is None or one.day != other.day or len(shared) < 2:
        return False
    if len(shared) < SHARED * len(one.people | other.people):
        return False
    places = {place.casefold() for place in (one.place, other.place) if place}
    return len(places) < 2 or one.people == other.people


Decided = Mapping[frozenset[str], bool]
"""What people say of two articles (uids): that they are about one event, or that they are not."""


def events(reports: Iterable[Report], decided: Decided = MappingProxyType({})) -> list[Event]:
    """Join reports to events; a report with no other like it is an event of one.

    What people ``decided`` stands against what the reports say, and joins even different days.
    """
    by_day: dict[str | None, list[Report]] = {}
    for report in reports:
        by_day.setdefault(report.day, []).append(report)
    found = [event for same_day in by_day.values() for event in _joined(same_day, decided)]
    found = _as_decided(found, decided)
    return sorted(found, key=lambda event: (event.day is None, event.day or "", event.uid))


def merged(statements: Sequence[Said]) -> list[Reported]:
    """Merge the statements of an event's articles: what is the same in several stands once."""
    articles = list(dict.fromkeys(said.article for said in statements))
    found = []
    for group in groups(statements):
        having = [said.article for said in group]
        found.append(
            Reported(
                group,
                tuple(article for article in articles if article in having),
                tuple(article for article in articles if article not in having),
            )
        )
    return found


def _as_decided(found: list[Event], decided: Decided) -> list[Event]:
    """Join the events of articles that people say are about one."""
    for pair in (pair for pair, same in decided.items() if same):
        mine = [event for event in found if pair & {*event.articles}]
        if len(mine) == 2:
            both = sorted((r for event in mine for r in event.reports), key=lambda r: r.article)
            found = [event for event in found if event not in mine] + [Event(tuple(both))]
    return found


def _joined(reports: Sequence[Report], decided: Decided) -> list[Event]:
    """Join what is about the same meeting, directly or by way of others.

    All are of one day. What has none, most of a large archive, is like nothing else.
    """
    if reports[0].day is None:
        return [Event((report,)) for report in reports]
    clusters: list[list[Report]] = []
    for report in sorted(reports, key=lambda one: one.article):
        near = [c for c in clusters if any(is_same(report, other) for other in c)]
        near = _agreeing([report], near, decided)
        clusters = [c for c in clusters if c not in near]
        clusters.append([*(other for c in near for other in c), report])
    return [Event(tuple(sorted(c, key=lambda one: one.article))) for c in clusters]


def _agreeing(
    reports: list[Report], clusters: Iterable[list[Report]], decided: Decided
) -> list[list[Report]]:
    """Return the clusters that can be one with reports: no pair in them was decided to be two."""
    taken, found = list(reports), []
    for cluster in clusters:
        pairs = (frozenset((a.article, b.article)) for a in taken for b in cluster)
        if all(decided.get(pair, True) for pair in pairs):
            found.append(cluster)
            taken += cluster
    return found
