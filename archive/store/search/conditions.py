"""A query's tree -> the conditions that a statement or an article must meet.

Parts of a conjunction that are about the other kind of row go into one EXISTS together: articles
with ``speaker:xi topic:taiwan`` are those in which one statement is both.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from sqlite3 import Connection

from archive.query import And, Cased, Everything, Field, Node, Not, Or, Period, When
from archive.store.search import filters
from archive.store.search.filters import Condition, Unit, joined, lifted, negated
from archive.store.search.lookup import (
    Named,
    find_mentioned,
    find_speakers,
    find_topics,
    merged,
)
from archive.store.search.match import expression

LINKED = ("speaker", "topic", "about")
"""Fields whose values are looked up by name, and linked to statements by a table of keys."""


class Conditions:
    """Makes the conditions of one search, counting days back from ``today``.

    ``named`` holds, by "speaker:Xi", what each name turned out to mean.
    """

    def __init__(self, connection: Connection, unit: Unit, today: date) -> None:
        self.connection, self.unit, self.today = connection, unit, today
        self.named: dict[str, Named] = {}

    def all_of(self, parts: Iterable[Node]) -> list[Condition]:
        """Return conditions about the rows looked for that must all hold."""
        found = [condition for part in parts for condition in self.of(part)]
        own = [condition for condition in found if condition.about == self.unit]
        other = [condition for condition in found if condition.about != self.unit]
        return [*own, lifted(other, self.unit)] if other else own

    def of(self, node: Node) -> list[Condition]:
        """Return the conditions of one node, about either kind of row; raise UsageError."""
        if asked := expression(node):
            return [filters.words(f"{self.unit}_fts", asked, self.unit)]
        match node:
            case And(parts=parts):
                return [c for part in parts for c in self.of(part)]
            case Or(parts=parts):
                return [joined("OR", [self._one(part) for part in parts])]
            case Not(part=part):
                return [negated(self._one(part))]
            case Field(name=name, values=values):
                return [self._either([self._value(name, v) for v in _gathered(name, values)])]
            case When(name=name, periods=periods):
                found = [self._period(name, period) for period in periods]
                return (
                    found[0]
                    if len(found) == 1
                    else [self._either([joined("AND", one) for one in found])]
                )
            case Cased(letters=letters):
                return [filters.cased(self.unit, letters)]
            case Everything():
                return [Condition("TRUE", (), self.unit)]
            case _:
                raise AssertionError(f"{node} compares words only")

    def _one(self, node: Node) -> Condition:
        """Say all that a node asks for as one condition about the rows looked for."""
        return joined("AND", self.all_of([node]))

    def _either(self, conditions: list[Condition]) -> Condition:
        kinds = {condition.about for condition in conditions}
        if len(kinds) == 1:
            return joined("OR", conditions)
        own = [c if c.about == self.unit else lifted([c], self.unit) for c in conditions]
        return joined("OR", own)

    def _value(self, name: str, value: str | tuple[str, ...] | None) -> Condition:
        if value is None:
            return filters.missing(name, self.unit)
        if isinstance(value, str) and name == "topic-strict":
            return filters.said_strictly(self.meaning("topic", (value,)).ids)
        if isinstance(value, str):
            return filters.of_text(name, value)
        return self._linked(name, value)

    def _linked(self, name: str, values: Sequence[str]) -> Condition:
        return filters.linked(name, self.meaning(name, values).ids)

    def meaning(self, name: str, values: Sequence[str]) -> Named:
        """Return the speakers or topics that the values mean, each looked up once."""
        find = {"speaker": find_speakers, "topic": find_topics, "about": find_mentioned}[name]
        for value in values:
            if (key := f"{name}:{value}") not in self.named:
                self.named[key] = find(self.connection, value)
        return merged(self.named[f"{name}:{value}"] for value in values)

    def _period(self, name: str, period: Period | None) -> list[Condition]:
        if period is None:
            return [filters.missing(name, self.unit)]
        first, last = period.days(self.today)
        if name == "said":
            return filters.said(self.unit, first, last)
        other = filters.published if name == "published" else filters.added
        return [other(first, last)]


def _gathered(name: str, values: Sequence[str | None]) -> Sequence[str | tuple[str, ...] | None]:
    """Ask for several speakers or topics at once, as one tuple: it is one look into an index."""
    if name not in LINKED:
        return values
    texts = tuple(value for value in values if value is not None)
    return [*([texts] if texts else []), *([None] if None in values else [])]
