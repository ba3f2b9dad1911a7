"""Lines that belong to a site and not to an article, from ``boilerplate.toml``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from archive.parse.publishers import straight
from archive.vocabulary import Table, Vocabulary

LONGEST = 400
"""A longer line is a paragraph; the longest copyright notice seen had 330 characters."""

WIDEST = 80
"""No beginning is longer than this."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Whole lines, beginnings and parts that tell a kind of line, all in small letters."""

    lines: frozenset[str]
    starts: tuple[str, ...]
    contains: tuple[str, ...]

    def match(self, line: str) -> bool:
        """Say whether a line is of this kind."""
        if len(line) > LONGEST:
            return False
        if not self.contains:
            line = line[:WIDEST]
        low = straight(line)
        return (
            low in self.lines
            or low.startswith(self.starts)
            or any(part in low for part in self.contains)
        )


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The kinds of lines around an article."""

    head: Phrases
    foot: Phrases
    end_starts: Phrases
    marks: frozenset[str]
    ending: re.Pattern[str]
    anywhere: frozenset[str]
    settings: frozenset[str]
    memo: tuple[str, ...]


@cache
def boilerplate(vocabulary: Vocabulary) -> Boilerplate:
    """Return the boilerplate of a vocabulary."""
    table = vocabulary.table("boilerplate")
    marks: list[str] = table["end"]["marks"]
    worded = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    return Boilerplate(
        head=_phrases(table["head"]),
        foot=_phrases(table["foot"]),
        end_starts=_phrases({"starts": table["end"]["starts"]}),
        marks=frozenset(mark.strip("()[]-—* ") for mark in marks),
        ending=re.compile(rf"(?<=[.!?”\"'’)\]])\s{{0,3}}(?:{worded})\.?$"),
        anywhere=frozenset(map(straight, table["anywhere"]["lines"])),
        settings=frozenset(map(straight, vocabulary.table("headers")["settings"]["lines"])),
        memo=tuple(vocabulary.table("headers")["settings"]["memo"]),
    )


def _phrases(table: Table) -> Phrases:
    def straightened(key: str) -> Sequence[str]:
        return [straight(word) for word in table.get(key, ())]

    return Phrases(
        frozenset(straightened("lines")),
        tuple(straightened("starts")),
        tuple(straightened("contains")),
    )
