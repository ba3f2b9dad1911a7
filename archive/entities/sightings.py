"""Where and when somebody was seen, counted by articles: the evidence that decisions weigh.

Days count from 0001-01-01 = 1. An office was seen on its first and last day, too, whoever spoke
then; one of a user's list is held from the first day to the last.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archive.extract.names.lexicon import Office, fold_phrase
from archive.extract.names.tenure import FOREVER, TERM, Tenures, first_day, last_day
from archive.records import KnownRole, PersonRecord

ANYWHERE = ""
"""The publisher of what is seen in no statement, and of articles that name none."""


@dataclass(slots=True)
class Days:
    """Days on which something was seen, with the number of articles of each, in order."""

    days: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=lambda: [0])

    @classmethod
    def of(cls, seen: Mapping[int, int]) -> "Days":
        """Make it of the number of articles by day."""
        one = cls(sorted(seen))
        for day in one.days:
            one.sums.append(one.sums[-1] + seen[day])
        return one

    @property
    def total(self) -> int:
        """All articles."""
        return self.sums[-1]

    @property
    def span(self) -> int:
        """Days from the first to the last."""
        return self.days[-1] - self.days[0] if self.days else 0

    def within(self, day: int, reach: int) -> int:
        """Return the articles of ``reach`` days before and after a day."""
        first = bisect_left(self.days, day - reach)
        return self.sums[bisect_right(self.days, day + reach)] - self.sums[first]

    def holds(self, day: int, gap: int) -> bool:
        """Tell whether a day lies between two that are seen, no more than ``gap`` days away."""
        at = bisect_right(self.days, day)
        before = at > 0 and day - self.days[at - 1] <= gap
        if at > 0 and self.days[at - 1] == day:
            return True
        return before and at < len(self.days) and self.days[at] - day <= gap

    def runs_on(self, gap: int) -> bool:
        """Tell whether no two days that follow each other lie further apart."""
        return all(b - a <= gap for a, b in zip(self.days, self.days[1:], strict=False))


@dataclass(frozen=True, slots=True)
class Holding:
    """An office as somebody was seen in it, by publisher."""

    role: KnownRole
    office: Office
    days: Days
    seen: Mapping[int, int]


class Sightings:
    """What was seen of each record, by office and by publisher."""

    def __init__(self, tenures: Tenures, people: Iterable[PersonRecord]) -> None:
        """Count the articles of each."""
        self.tenures = tenures
        self.held: dict[int, list[Holding]] = {}
        self.spoke: dict[int, dict[str, dict[int, int]]] = {}
        for one in people:
            self.held[one.key] = list(self._holdings(one))
            spoke: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
            for seen in one.seen:
                spoke[seen.publisher][seen.day] += seen.articles
            self.spoke[one.key] = spoke

    def _holdings(self, one: PersonRecord) -> Iterable[Holding]:
        by_role: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for seen in one.seen:
            by_role[seen.role][seen.day] += seen.articles
        for number, role in enumerate(one.roles):
            office = self.tenures.office(role.title)
            if office is None:
                continue
            days = dict(by_role.get(number, {}))
            days |= {day: days.get(day, 1) for day in ends(role, fixed=one.fixed)}
            yield Holding(role, office, Days.of(days), days)

    def articles(self, key: int) -> int:
        """Return in how many articles somebody spoke."""
        return sum(sum(days.values()) for days in self.spoke[key].values())

    def first_and_last(self, key: int) -> tuple[int, int] | None:
        """Return the first and last day on which somebody was seen, speaking or in an office."""
        days = [day for seen in self.spoke[key].values() for day in seen]
        days += [day for holding in self.held[key] for day in holding.seen]
        return (min(days), max(days)) if days else None


def ends(role: KnownRole, *, fixed: bool) -> Iterable[int]:
    """Return days on which an office was held; of a list's, one in each half term."""
    first, last = first_day(role), last_day(role)
    if not fixed or first == 0 or last == FOREVER:
        return [day for day in (first, last) if day not in (0, FOREVER)]
    return [*range(first, last, TERM // 2), last]


def same_place(one: str | None, other: str | None) -> bool:
    """Tell whether two countries or bodies agree, as far as both are known."""
    return not one or not other or fold_phrase(one) == fold_phrase(other)
