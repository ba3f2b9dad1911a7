"""Who speaks of whom: pairs of a speaker and somebody named, weighted by statements, by year."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A speaker, or somebody who is named."""

    uid: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year of one speaker: statements that name somebody, and all that were made."""

    year: int | None
    statements: int
    of: int

    @property
    def share(self) -> float:
        """The part of the statements that name somebody, to four digits."""
        return round(self.statements / self.of, 4) if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """Who speaks of whom; ``of`` counts all statements of the speaker that the query finds."""

    speaker: Actor
    mentioned: Actor
    statements: int
    of: int
    years: tuple[Year, ...] = ()

    @property
    def share(self) -> float:
        """The part of the speaker's statements that name the other, to four digits."""
        return round(self.statements / self.of, 4)


def edges(
    named: Mapping[tuple[int, int, int | None], int],
    totals: Mapping[tuple[int, int | None], int],
    actors: Mapping[int, Actor],
) -> list[Edge]:
    """Return the pairs, the most statements first.

    ``named`` counts statements by speaker, by whom they name and by year, ``totals`` all statements
    by speaker and year; both know people by keys of ``actors``.
    """
    years: dict[tuple[int, int], list[Year]] = {}
    for (speaker, mentioned, year), number in named.items():
        one = Year(year, number, totals[speaker, year])
        years.setdefault((speaker, mentioned), []).append(one)
    of: dict[int, int] = {}
    for (speaker, _), number in totals.items():
        of[speaker] = of.get(speaker, 0) + number
    made = [
        Edge(
            actors[speaker],
            actors[mentioned],
            sum(one.statements for one in theirs),
            of[speaker],
            tuple(sorted(theirs, key=lambda one: one.year or 0)),
        )
        for (speaker, mentioned), theirs in years.items()
    ]
    return sorted(made, key=lambda e: (-e.statements, e.speaker.name, e.mentioned.name))
