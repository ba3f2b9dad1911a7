"""What a line of a head or foot says, read piece by piece until the line is used up.

Pieces are dates, times, labels with their values ("Source: Xinhua"), publishers' names, noise
words and separators. A line with anything else in it is no such line: a sentence never is.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from archive.dates import Calendar, Day, Order, alternatives, calendar, clock_of, day_of
from archive.parse.publishers import Publishers, canonical, publishers, straight
from archive.vocabulary import Table, Vocabulary

LONGEST = 300
"""A longer line is a paragraph. The longest head line seen, a language bar, had 180 characters."""

LONGEST_VALUE = 90
"""A label's value is shorter than this; the longest seen, an embassy's name, had 70 characters."""


@dataclass(slots=True)
class Facts:
    """What a line said. ``noise`` counts pieces that say nothing; ``parts`` are unknown ones."""

    published: list[Day] = field(default_factory=list)
    updated: list[Day] = field(default_factory=list)
    time: str | None = None
    source: str | None = None
    publisher: str | None = None
    editors: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    place: str | None = None
    is_byline: bool = False
    noise: int = 0

    @property
    def is_dated(self) -> bool:
        """Whether the line has a day, or at least a time."""
        return bool(self.published or self.updated or self.time)

    @property
    def is_strong(self) -> bool:
        """Whether the line shows that an article's head or foot is here."""
        named = self.source or self.editors or self.authors
        return bool(self.is_dated or named or (self.publisher and self.is_byline))


@dataclass(frozen=True, slots=True)
class Grammar:
    """The pieces of a line, compiled from the tables of a vocabulary."""

    dates: Calendar
    known: Publishers
    label: re.Pattern[str]
    value_end: re.Pattern[str]
    noise: re.Pattern[str]
    publisher: re.Pattern[str]
    first_words: frozenset[str]


class Piece(NamedTuple):
    """A piece of a line: what it is, where its value lies, the match that found it."""

    kind: str
    start: int
    end: int
    match: re.Match[str] | None = None


_WORD = re.compile(r"[^\W\d_]{1,40}")
_COUNTS = re.compile(r"[\d:|：]")
_SIGNS = re.compile(r"[\s|,;()\[\]<>·•/–—*:.-]{1,200}")
_PLACE = re.compile(r"[A-Z][\w'’. -]{1,40}(?:, ?[A-Z][\w'’. -]{1,40}){0,2}")
_PLACE_FIRST = re.compile(rf"({_PLACE.pattern}?), (?=[A-Z\d])")
_SMALL = frozenset(["of", "the", "de", "la", "and", "al", "del", "in", "von", "van", "der", "for",
                    "bin", "ibn", "da", "dos", "di", "le", "du", "&"])  # fmt: skip
_NAMES_SPLIT = re.compile(r"\s{0,2}[,;、&，；]\s{0,2}(?:and\s)?|\s{1,2}and\s{1,2}")
_ROLES = ("published", "updated", "source", "editor", "author", "ignored")


@cache
def grammar(vocabulary: Vocabulary, order: Order | None = None) -> Grammar:
    """Return the grammar of head lines of a vocabulary; ``order`` is that of day and month."""
    table, known = vocabulary.table("headers"), publishers(vocabulary)
    dates = calendar(vocabulary, order)
    labels = "|".join(f"(?P<{role}>{alternatives(table['labels'][role])})" for role in _ROLES)
    every = alternatives([label for role in _ROLES for label in table["labels"][role]])
    words = alternatives([*table["noise"]["words"], *table["noise"]["languages"]])
    day = re.sub(r"\?P<\w+>", "?:", dates.date_source).replace("(?P=sign)", "[-/.]")
    flags = re.IGNORECASE
    return Grammar(
        dates=dates,
        known=known,
        label=re.compile(rf"(?:{labels})(?:(?P<colon>\s?[:：]\s?)|\s{{1,3}}|(?=\d))", flags),
        value_end=re.compile(
            rf"\s{{0,3}}[|)\]]|\s(?:{every})\s?[:：]|[\s,;(]{{1,3}}{day}|\s{{3,}}|\.?$", flags
        ),
        noise=re.compile(rf"(?:\d{{1,6}}\s?)?(?:{words})(?![a-z])|{dates.weekday.pattern}", flags),
        publisher=re.compile(rf"(?:{known.source})(?!\w)", flags),
        first_words=_first_words(table, dates, known),
    )


def facts_of(line: str, rules: Grammar) -> Facts | None:
    """Return what a head or foot line says; None for a line that is none."""
    if len(line) > LONGEST or not _can_be_facts(line, rules):
        return None
    pieces = _pieces(line, rules)
    if not pieces:
        return None
    facts, label = Facts(), "published"
    for piece in pieces:
        label = piece.kind if piece.kind in ("published", "updated") else label
        _note(facts, piece, label, line[piece.start : piece.end], rules)
    return facts if facts.is_strong or facts.publisher or facts.noise else None


def _can_be_facts(line: str, rules: Grammar) -> bool:
    """Say whether it pays to look: nearly all lines of a body are sorted out here."""
    if len(line) > 90 and _COUNTS.search(line) is None:
        return False
    word = _WORD.match(line)
    return word is None or word[0].casefold() in rules.first_words or _place_of(line, rules) > 0


def _first_words(table: Table, dates: Calendar, known: Publishers) -> frozenset[str]:
    lists = [*table["labels"].values(), table["noise"]["words"], table["noise"]["languages"]]
    words = [*(word for found in lists for word in found), *dates.months, *dates.weekdays]
    matches = (_WORD.match(word) for word in [*words, *known.names])
    return frozenset(match[0].casefold() for match in matches if match)


def _pieces(line: str, rules: Grammar) -> list[Piece] | None:
    """Cut a line into pieces; None where something is left that is no piece."""
    pieces: list[Piece] = []
    position = 0
    while position < len(line):
        if signs := _SIGNS.match(line, position):
            position = signs.end()
            continue
        place = _place_of(line, rules) if position == 0 else 0
        piece = (
            _piece(line, position, rules)
            or (Piece("place", 0, place) if place else None)
            or _leftover(line, position, pieces)
        )
        if piece is None:
            return None
        pieces.append(piece)
        position = piece.end
    return pieces


def _piece(line: str, at: int, rules: Grammar) -> Piece | None:
    if day := rules.dates.date.match(line, at):
        return Piece("day", at, day.end(), day)
    if clock := rules.dates.time.match(line, at):
        return Piece("clock", at, clock.end(), clock)
    if (label := rules.label.match(line, at)) and (piece := _labelled(line, label, rules)):
        return piece
    if name := rules.publisher.match(line, at):
        return Piece("publisher", at, name.end(), name)
    if noise := rules.noise.match(line, at):
        return Piece("noise", at, noise.end(), noise)
    return None


def _labelled(line: str, label: re.Match[str], rules: Grammar) -> Piece | None:
    role = next(name for name in _ROLES if label[name])
    start = label.end()
    if role in ("published", "updated"):
        dates = rules.dates
        follows = (
            pattern.match(line, start) for pattern in (dates.date, dates.time, dates.weekday)
        )
        return Piece(role, start, start) if label["colon"] or any(follows) else None
    if role == "ignored":
        return Piece("noise", start, start) if label["colon"] else None
    end = rules.value_end.search(line, start)
    stop = end.start() if end else len(line)
    value = line[start:stop]
    in_brackets = role == "source" and line[:1] in "([" and line[-1:] in ")]"
    if len(value) > LONGEST_VALUE or not (label["colon"] or role == "author" or in_brackets):
        return None
    named = role == "source" or are_names(value) or (role == "editor" and len(value.split()) < 4)
    return Piece(role, start, stop) if named else None


def _leftover(line: str, at: int, pieces: list[Piece]) -> Piece | None:
    """A bar's part that nobody knows, or the place at the end of a date line (the Kremlin's)."""
    bar = line.find("|", at)
    part = line[at : bar if bar >= 0 else len(line)].rstrip()
    known = {piece.kind for piece in pieces}
    if "|" in line and len(part.split()) <= 5 and (bar >= 0 or known - {"noise", "part"}):
        return Piece("part", at, at + len(part))
    if bar < 0 and "day" in known and _PLACE.fullmatch(part) and are_names(part):
        return Piece("place", at, len(line)) if len(part.split()) <= 6 else None
    return None


def _place_of(line: str, rules: Grammar) -> int:
    """Return where the place ends that a date follows at once, "Helsinki, 3 June 2024", or 0."""
    found = _PLACE_FIRST.match(line) if len(line) <= LONGEST_VALUE else None
    if found is None or not are_names(found[1]) or len(found[1].split()) > 4:
        return 0
    return found.end(1) if rules.dates.date.match(line, found.end()) else 0


def _note(facts: Facts, piece: Piece, label: str, value: str, rules: Grammar) -> None:
    """Write a piece into the facts; a day belongs to the label before it."""
    if piece.kind == "day" and piece.match and (day := day_of(piece.match, rules.dates)):
        (facts.updated if label == "updated" else facts.published).append(day)
    elif piece.kind == "clock" and piece.match:
        facts.time = facts.time or clock_of(piece.match)
    elif piece.kind == "source":
        facts.source = facts.source or canonical(value, rules.known) or None
    elif piece.kind == "publisher":
        facts.publisher = facts.publisher or canonical(value, rules.known)
    elif piece.kind == "editor":
        facts.editors += people(value)
    elif piece.kind == "author":
        _note_authors(facts, people(value), rules.known)
    elif piece.kind == "place":
        facts.place = value.strip(" ,")
    elif piece.kind == "noise":
        facts.noise += 1


def _note_authors(facts: Facts, names: tuple[str, ...], known: Publishers) -> None:
    """Tell a publisher from an author: "By Global Times" and "By Xu Wei"."""
    for name in names:
        if straight(name) in known.names:
            facts.publisher = facts.publisher or canonical(name, known)
            facts.is_byline = True
        else:
            facts.authors += (name,)


def are_names(text: str) -> bool:
    """Say whether each word begins with a capital, as in a list of names."""
    words = text.replace(",", " ").split()
    return 0 < len(words) <= 24 and all(
        word[0].isupper() or word.lower() in _SMALL or not word[0].isalpha() for word in words
    )


def people(value: str) -> tuple[str, ...]:
    """Return the names in a label's value: "Zhang Kaiwei, Liang Jun" is two."""
    names = (name.strip(" .,;:|()[]*") for name in _NAMES_SPLIT.split(value))
    return tuple(name for name in names if name and len(name) <= LONGEST_VALUE)
