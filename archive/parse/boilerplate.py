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

LONGEST_PROMOTION = 220
"""A longer line recommends nothing: a headline has up to 120 characters (30 words), and a call to
the reader was seen with 180. tests/parse/test_promotions.py has lines of both kinds."""

MOST_WORDS = 20
"""A longer sentence is no notice for its first words alone ("Hosted by the president, the …").
The longest such notice seen has 17; tests/parse/test_promotions.py has a sentence of 24."""

FEWEST_WORDS = 4
"""A sentence has this many words; tests/parse/test_promotions.py has paragraphs of five."""


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

    def only_starts(self, line: str) -> bool:
        """Say whether nothing but its first words tells a line, and many words follow those."""
        low = straight(line)
        promo = low in self.lines or any(part in low for part in self.contains)
        return not promo and len(low.split()) > MOST_WORDS


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The kinds of lines around an article, and between its paragraphs."""

    head: Phrases
    foot: Phrases
    end_starts: Phrases
    marks: frozenset[str]
    ending: re.Pattern[str]
    headings: frozenset[str]
    promotions: tuple[str, ...]
    single: tuple[str, ...]
    calls: re.Pattern[str]
    report: re.Pattern[str]
    anywhere: frozenset[str]
    settings: frozenset[str]
    memo: tuple[str, ...]

    def is_heading(self, line: str) -> bool:
        """Say whether a line stands above a list of other articles: "Related stories"."""
        return len(line) < WIDEST and straight(line).strip(_FRAMES) in self.headings

    def is_opening(self, line: str) -> bool:
        """Say whether a line recommends things of which others may stand below: "Related: …"."""
        if len(line) > LONGEST_PROMOTION:
            return False
        return straight(line).strip(_FRAMES).startswith(self.promotions) or self.is_heading(line)

    def is_promotion(self, line: str) -> bool:
        """Say whether a line recommends something else, "Read: …" or "Sign up for our …"."""
        if len(line) > LONGEST_PROMOTION:
            return False
        low = straight(line).strip(_FRAMES)
        if low.startswith(self.single) or self.is_opening(line):
            return True
        return self.calls.match(low) is not None and not self.is_report(line)

    def is_foot(self, line: str) -> bool:
        """Say whether a line is a site's notice and no sentence of a text."""
        if not self.foot.match(line):
            return False
        return not (self.is_report(line) or (is_sentence(line) and self.foot.only_starts(line)))

    def is_report(self, line: str) -> bool:
        """Say whether a line is a sentence that reports what somebody said, or quotes him."""
        return is_sentence(line) and self.report.search(line) is not None


_FRAMES = " *_[]()>►▶•–—-"
_STOPS = (".", "!", "…")
_QUESTION = ("?", ":")
_CLOSING = "”\"'’)]»"
_SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s+[A-Z“\"]")


def is_sentence(line: str) -> bool:
    """Say whether a line is prose: headlines have no full stop, and ask one question at most."""
    words = line.split(None, FEWEST_WORDS)
    if len(words) < FEWEST_WORDS:
        return False
    bare = line.rstrip(_CLOSING + " ")
    if bare.endswith(_STOPS) or (bare[-1:] == "," and bare != line):
        return True
    return bare.endswith(_QUESTION) and (
        len(line) > WIDEST or _SENTENCE_END.search(line) is not None or bare[-1] == ":"
    )


@cache
def boilerplate(vocabulary: Vocabulary) -> Boilerplate:
    """Return the boilerplate of a vocabulary."""
    table = vocabulary.table("boilerplate")
    marks: list[str] = table["end"]["marks"]
    worded = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    promotion = table["promotion"]
    reports = "|".join(map(re.escape, table["report"]["words"]))
    return Boilerplate(
        head=_phrases(table["head"]),
        foot=_phrases(table["foot"]),
        end_starts=_phrases({"starts": table["end"]["starts"]}),
        marks=frozenset(mark.strip("()[]-—* ") for mark in marks),
        ending=re.compile(rf"(?<=[.!?”\"'’)\]])\s{{0,3}}(?:{worded})\.?$"),
        headings=frozenset(
            form for name in promotion["headings"] for form in _headed(straight(name))
        ),
        promotions=tuple(map(straight, promotion["starts"])),
        single=tuple(map(straight, promotion["single"])),
        calls=re.compile("|".join(f"(?:{call})" for call in promotion["calls"])),
        report=re.compile(rf"\b(?:{reports})\b|[“”]|\"[^\"]{{1,300}}\""),
        anywhere=frozenset(map(straight, table["anywhere"]["lines"])),
        settings=frozenset(map(straight, vocabulary.table("headers")["settings"]["lines"])),
        memo=tuple(vocabulary.table("headers")["settings"]["memo"]),
    )


def _headed(name: str) -> tuple[str, ...]:
    return name, f"{name}:"


def _phrases(table: Table) -> Phrases:
    def straightened(key: str) -> Sequence[str]:
        return [straight(word) for word in table.get(key, ())]

    return Phrases(
        frozenset(straightened("lines")),
        tuple(straightened("starts")),
        tuple(straightened("contains")),
    )
