"""Datelines: "BISHKEK, Oct. 27 (Xinhua) --", "MOSCOW, May 16. /TASS/.", "TOKYO, Japan (Reuters) —".

A dateline is a place in capitals, or in any letters when a day or an agency follows, and a dash; it
names where and when a text was written and by whom. It opens the lead and is no part of it.
"""

import re
from dataclasses import dataclass
from functools import cache

from archive.dates import Day, alternatives, calendar, day_of
from archive.parse.publishers import Publishers, canonical, publishers, straight
from archive.vocabulary import Vocabulary

LONGEST = 160
"""A dateline ends within this many characters; the longest seen had 70."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says, and where the text after it begins."""

    place: str
    day: Day | None
    agency: str | None
    end: int


@dataclass(frozen=True, slots=True)
class Datelines:
    """The shapes of datelines, compiled from the tables of a vocabulary."""

    shape: re.Pattern[str]
    vocabulary: Vocabulary
    known: Publishers
    not_places: frozenset[str]
    not_first: frozenset[str]


# Capital letters with what joins them: RIO DE JANEIRO, XI'AN, ST. PETERSBURG, BEIJING/MOSCOW.
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]{1,20}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ'’.\-]{0,20}){0,4}"
_MIXED = r"[A-ZÀ-Þ][\wÀ-ÿ'’.\-]{1,20}(?:[ /][A-ZÀ-Þa-z][\wÀ-ÿ'’.\-]{1,20}){0,3}"
_WORD = r"[A-ZÀ-Þ][\wÀ-ÿ'’.]{1,20}"
_REGION = rf"(?:,\s?(?:{_WORD}(?:\s{_WORD}){{0,2}})|\s\[[A-Z][a-z]{{1,20}}\])"
# A place in small letters needs one of these; most first lines of a text have none.
_SIGN = re.compile(r"[(/–—―:]|--| - |-$")
_DASH = r"(?:\s?(?:--|—|–|―)\s?|\s-\s|\s?-$)"


@cache
def datelines(vocabulary: Vocabulary) -> Datelines:
    """Return the datelines of a vocabulary."""
    dates, table = calendar(vocabulary), vocabulary.table("headers")["dateline"]
    month = alternatives(dates.english)
    known = publishers(vocabulary)
    agency = (
        r"(?:\((?P<agency>[^()\n]{2,60})\)|/(?P<slashed>[^/\n]{2,30})/"
        rf"|(?P<bare>(?i:{known.source})\b))"
    )
    day = rf"(?P<day>(?i:(?:{dates.weekday.pattern},?\s)?{_unnamed(dates.date_source)}))"
    shape = (
        rf"(?:(?P<capitals>{_CAPITALS})|(?P<mixed>{_MIXED}))"
        rf"(?P<region>(?!,\s?(?i:{month})\b){_REGION})?"
        rf"(?:[,.]?\s?{day}\.?,?)?(?:[,.]?\s?{agency}\.?)?"
        rf"(?:(?P<dash>{_DASH})|(?P<colon>\s?:\s)|(?P<stop>\s|$))"
    )
    return Datelines(
        shape=re.compile(shape),
        vocabulary=vocabulary,
        known=known,
        not_places=frozenset(table["not_places"]),
        not_first=frozenset(table["not_first"]),
    )


def dateline_of(line: str, rules: Datelines) -> Dateline | None:
    """Return the dateline that opens a line; None where there is none."""
    if not line[1:2].isupper() and _SIGN.search(line, 0, LONGEST) is None:
        return None
    match = rules.shape.match(line, 0, LONGEST)
    if not match or not _is_dateline(match, rules):
        return None
    written = match["agency"] or match["slashed"] or match["bare"]
    place = (match["capitals"] or match["mixed"]) + (match["region"] or "")
    return Dateline(
        place=place if match["region"] else place.rstrip(" ."),
        day=_day(match["day"], rules),
        agency=canonical(written.split("/")[0], rules.known) if written else None,
        end=match.end(),
    )


def _is_dateline(match: re.Match[str], rules: Datelines) -> bool:
    """A dash after capitals is enough; all else needs a day or an agency to be one."""
    place = match["capitals"] or match["mixed"]
    if place in rules.not_places or place.split()[0].rstrip(".") in rules.not_first:
        return False
    dates = calendar(rules.vocabulary)
    if any(word in dates.weekdays or word in dates.english for word in place.lower().split()):
        return False
    agency = match["slashed"] or match["bare"] or match["agency"]
    if match["agency"] and not _is_agency(match["agency"], bool(match["capitals"]), rules):
        return False
    if match["dash"]:
        region = match["region"] or ""
        return bool(match["capitals"] or agency or match["day"] or region.endswith("."))
    if match["slashed"]:
        return True
    if match["colon"]:
        return bool(agency or match["day"]) or _is_lone_place(match, rules)
    return bool(match["agency"] and match["day"])


def _is_agency(name: str, after_capitals: bool, rules: Datelines) -> bool:
    """Say whether brackets hold an agency: a known one, or after capitals any short name."""
    first = name.split("/")[0]
    if straight(first) in rules.known.names:
        return True
    words = first.split()
    return after_capitals and 0 < len(words) <= 4 and all(word[0].isupper() for word in words)


def _is_lone_place(match: re.Match[str], rules: Datelines) -> bool:
    """Take "TIANJIN: " for a place only if the line names it again in other letters."""
    place = match["capitals"]
    if not place or match["region"]:
        return False
    return place.title() in match.string[match.end() :]


def _day(text: str | None, rules: Datelines) -> Day | None:
    dates = calendar(rules.vocabulary)
    match = dates.date.search(text) if text else None
    return day_of(match, dates) if match else None


def _unnamed(source: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", source).replace("(?P=sign)", "[-/.]")
