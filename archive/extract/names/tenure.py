"""Offices and the days on which somebody was seen in them, compared across articles."""

from datetime import date
from functools import lru_cache

from archive.extract.names.lexicon import LOOSE, Naming, Office, fold_phrase
from archive.records import KnownName, KnownRole

NEAR = 366
"""Days that may lie between two forms of a full name in an office that many hold, to be one."""

TERM = 1461
"""The same for an office of one person, and what may lie between two sightings of one person in it:
a usual term, four years. The two Presidents George Bush are eight years apart."""

LONG = 30
"""Days over which an office must have been seen to count against being seen in it on one day.
Misread titles ("President and Dr. Jill Biden") are mostly of one day."""

Period = KnownRole | KnownName
"""What holds from a day until another."""

FOREVER = date.max.toordinal()


class Tenures:
    """Compares offices by their titles and countries or bodies; see the table ``people``."""

    def __init__(self, naming: Naming) -> None:
        """Keep what titles are read with."""
        self._naming = naming
        self.office = lru_cache(maxsize=1 << 14)(self._office)
        self._is_of_one = lru_cache(maxsize=1 << 14)(self._held_alone)

    def _office(self, title: str) -> Office | None:
        return self._naming.office(fold_phrase(title).split())

    def are_shared(self, one: KnownRole, other: KnownRole) -> bool:
        """Tell whether two roles are one office, whatever the time."""
        first, second = self.office(one.title), self.office(other.title)
        if first is None or second is None or first.ranks != second.ranks:
            return False
        means = first.means(second, self._naming) or second.means(first, self._naming)
        return means and first.head == second.head and self._same_place(one.of, other.of)

    def is_of_one(self, role: KnownRole) -> bool:
        """Tell whether one person at a time holds the office."""
        return self._is_of_one(role.title, role.of)

    def _held_alone(self, title: str, of: str | None) -> bool:
        office = self.office(title)
        return office is not None and is_of_one(self._naming, office, of)

    def are_the_same(self, one: KnownRole, other: KnownRole) -> bool:
        """Tell whether two roles are one office of one person, whatever the time.

        What is known of one must be known of both, but for the country of a head of state.
        """
        first, second = self.office(one.title), self.office(other.title)
        if first is None or second is None or first.head != second.head:
            return False
        if not self.is_of_one(one) or not self.is_of_one(other):
            return False
        if first.rest - LOOSE != second.rest - LOOSE or not self._same_place(one.of, other.of):
            return False
        is_whole = first.head in self._naming.sole["heads"] or bool(first.rest - LOOSE)
        return is_whole or one.of == other.of

    def _same_place(self, one: str | None, other: str | None) -> bool:
        return not one or not other or fold_phrase(one) == fold_phrase(other)


def is_of_one(naming: Naming, office: Office, of: str | None) -> bool:
    """Tell whether one person at a time holds the office, of this country or body."""
    field = office.rest - LOOSE
    if f"{' '.join(sorted(field))} {office.head}" in naming.sole_titles:
        return True
    if office.ranks:
        return False
    is_place = of is None or fold_phrase(of) in naming.countries
    if office.head in naming.sole["heads"]:
        return is_place and not field
    if office.head in naming.sole["of_place"]:
        return of is not None
    return office.head in naming.sole["of_field"] and (bool(field) or not is_place)


def first_day(role: Period) -> int:
    """Return the first day of a period, counted from 0001-01-01 = 1."""
    return _ordinal(role.since) if role.since else 0


def last_day(role: Period) -> int:
    """Return the last day of a period."""
    return _ordinal(role.until) if role.until else FOREVER


def are_near(one: Period, other: Period, days: int) -> bool:
    """Tell whether two periods overlap, or lie no more than ``days`` apart."""
    return max(first_day(one), first_day(other)) - min(last_day(one), last_day(other)) <= days


@lru_cache(maxsize=1 << 14)
def _ordinal(iso: str) -> int:
    return date.fromisoformat(iso + "0000-01-01"[len(iso) :]).toordinal()
