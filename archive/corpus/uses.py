"""Who uses a phrase, from when to when, and how large a share of what they say that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.corpus.said import Said, Who, in_order
from archive.corpus.words import spans_of, surface
from archive.records import Span
from archive.text import words

Totals = Mapping[tuple[str | None, int], int]
"""Statements by speaker's uid and year, whatever their words; the uid None stands for everybody."""


@dataclass(frozen=True, slots=True)
class Use:
    """A statement that holds the phrase, and where."""

    said: Said
    spans: tuple[Span, ...]

    @property
    def forms(self) -> list[str]:
        """The phrase as it is written here, each time."""
        return [surface(self.said.text[start:end]) for start, end in self.spans]


@dataclass(frozen=True, slots=True)
class SpeakerUses:
    """The uses of one speaker, ``joint`` of them made together with others.

    A joint statement counts for each who made it, so the uses of all speakers sum to those of the
    phrase plus one for every further speaker of a joint one. ``statements`` are all that the
    speaker made in the archive.
    """

    who: Who
    uses: int
    joint: int
    first: Said
    last: Said
    statements: int


class YearShare(NamedTuple):
    """Uses among the statements of a year: of one speaker, or with None of everybody."""

    who: Who | None
    year: int
    uses: int
    statements: int

    @property
    def share(self) -> float:
        """Uses per statement, from 0 to 1."""
        return self.uses / self.statements if self.statements else 0.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Uses by one publisher, in so many of its articles; ``copies`` are reprints of others'."""

    publisher: str | None
    uses: int
    articles: int
    copies: int = 0


def find_uses(phrase: str, statements: Iterable[Said]) -> list[Use]:
    """Return the statements that hold the phrase within one sentence, in the order of time."""
    wanted = words(phrase)
    found = [Use(said, tuple(spans_of(wanted, said.text))) for said in statements]
    return sorted((use for use in found if use.spans), key=lambda use: in_order(use.said))


def first_and_last(uses: Sequence[Use]) -> tuple[Said, Said]:
    """Return the earliest and the latest use; those without a date only where no other is."""
    dated = [use.said for use in uses if use.said.said_on] or [use.said for use in uses]
    return min(dated, key=in_order), max(dated, key=in_order)


def by_speaker(uses: Iterable[Use], totals: Totals) -> list[SpeakerUses]:
    """Return the uses of each speaker, those who use it most first."""
    grouped: dict[Who, list[Use]] = {}
    for use in uses:
        for who in use.said.who:
            grouped.setdefault(who, []).append(use)
    said: dict[str | None, int] = {}
    for (uid, _), number in totals.items():
        said[uid] = said.get(uid, 0) + number
    found = [_of_speaker(who, own, said.get(who.uid, 0)) for who, own in grouped.items()]
    return sorted(found, key=lambda one: (-one.uses, in_order(one.first), one.who))


def _of_speaker(who: Who, uses: Sequence[Use], said: int) -> SpeakerUses:
    first, last = first_and_last(uses)
    joint = sum(len(use.said.who) > 1 for use in uses)
    return SpeakerUses(who, len(uses), joint, first, last, max(said, len(uses)))


def by_year(
    uses: Iterable[Use], totals: Totals, speakers: Sequence[Who | None] = (None,)
) -> list[YearShare]:
    """Return the shares of speakers, None for everybody, in each year in which they are heard.

    Speaker after speaker, and of each the years in order, those without uses too.
    """
    counted: dict[tuple[str | None, int], int] = {}
    for use in uses:
        if use.said.year is not None:
            for uid in (None, *(who.uid for who in use.said.who)):
                counted[uid, use.said.year] = counted.get((uid, use.said.year), 0) + 1
    years: dict[str | None, set[int]] = {}
    for uid, year in {*totals, *counted}:
        years.setdefault(uid, set()).add(year)
    return [
        YearShare(who, year, counted.get((uid, year), 0), totals.get((uid, year), 0))
        for who in speakers
        for uid in [who.uid if who else None]
        for year in sorted(years.get(uid, ()))
    ]


def by_publisher(
    uses: Iterable[Use], copies: Mapping[str, Sequence[str]] | None = None
) -> list[Spread]:
    """Return how uses spread over publishers, the most first.

    ``copies`` names the publishers of the copies of an article, by its uid. Their words are counted
    once, with the article; that they were printed again is part of the spread.
    """
    articles: dict[str | None, list[str]] = {}
    for use in uses:
        articles.setdefault(use.said.publisher, []).append(use.said.article)
    held = {article for several in articles.values() for article in several}
    again: dict[str | None, int] = {}
    for article in held:
        for name in (copies or {}).get(article, ()):
            again[name or None] = again.get(name or None, 0) + 1
    found = [
        Spread(name, len(own), len(set(own)), again.get(name, 0))
        for name, own in {**{name: list[str]() for name in again}, **articles}.items()
    ]
    return sorted(found, key=lambda one: (-one.uses, -one.copies, one.publisher or ""))
