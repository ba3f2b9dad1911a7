"""Days and times as articles write them, and the arithmetic of years and weekdays.

One pattern finds every shape of a date, another every shape of a time; both are built from
``months.toml``. A date without a year stays one until a text's other dates give the year.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from archive.records import Date
from archive.vocabulary import Vocabulary

Order = Literal["day-first", "month-first", "unknown"]
"""Which of two numbers before a year is the day."""

_DAY_FIRST: Mapping[Order | None, tuple[str, ...]] = {
    "day-first": ("/", ".", "-"),
    "month-first": (".",),
}
"""The signs between numbers of which the first is the day; full stops are such everywhere."""


class Day(NamedTuple):
    """A day of the calendar whose year may not be said."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The patterns and names of ``months.toml``, compiled.

    ``date`` knows the months of other languages too, ``date_source``, for running text, those of
    ``english`` alone: "mars" and "mai" are other words there.
    """

    months: Mapping[str, int]
    english: tuple[str, ...]
    weekdays: Mapping[str, int]
    day_first: tuple[str, ...]
    date_source: str
    date: re.Pattern[str]
    time: re.Pattern[str]
    weekday: re.Pattern[str]


@cache
def calendar(vocabulary: Vocabulary, order: Order | None = None) -> Calendar:
    """Return the calendar of a vocabulary; ``order`` overrules which of two numbers is the day."""
    table = vocabulary.table("months")
    every = (table["months"], *table["other_months"].values())
    months = {name.lower(): int(n) for one in every for n, names in one.items() for name in names}
    english = [name.lower() for names in table["months"].values() for name in names]
    weekdays = {name.lower(): int(n) for n, names in table["weekdays"].items() for name in names}
    source = _date_source(alternatives(english))
    return Calendar(
        months=months,
        english=tuple(english),
        weekdays=weekdays,
        day_first=_DAY_FIRST.get(order, tuple(table["numeric"]["day_first"])),
        date_source=source,
        date=re.compile(_date_source(alternatives(months)), re.IGNORECASE),
        time=re.compile(_time_source(table["zones"]["names"]), re.IGNORECASE),
        weekday=re.compile(rf"(?:{alternatives(weekdays)})\b\.?", re.IGNORECASE),
    )


def alternatives(words: "Mapping[str, object] | list[str] | tuple[str, ...]") -> str:
    """Return a regular expression's alternatives for words, the longest first, spaces loose."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(r"\s{1,3}".join(map(re.escape, word.split())) for word in ordered)


def _date_source(month: str) -> str:
    numeric_year = r"(?P<y1>\d{4})(?:[-/.]|年)(?P<m1>\d{1,2})(?:[-/.]|月)(?P<d1>\d{1,2})(?!\d)日?"
    month_first = (
        rf"\b(?P<m2>{month})\b\.?\s{{0,2}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d)"
        r"(?:,?\s{0,2}(?P<y2>(?:1[5-9]|20)\d{2})(?!\d))?"
    )
    day_first = (
        rf"\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[ \-/]?(?:of |de )?(?P<m3>{month})\b\.?"
        r"(?:,?[ \-/]{0,2}(?P<y3>(?:1[5-9]|20)\d{2})(?!\d))?"
    )
    year_last = r"\b(?P<a4>\d{1,2})(?P<sign>[-/.])(?P<b4>\d{1,2})(?P=sign)(?P<y4>\d{4})(?!\d)"
    return f"(?:{numeric_year}|{month_first}|{day_first}|{year_last})"


def _time_source(zones: list[str]) -> str:
    return (
        r"[T ]?(?P<hour>\d{1,2})(?::|：|\.(?=\d\d\s?[ap]\.?m))(?P<minute>\d{2})"
        r"(?::(?P<second>\d{2})(?:\.\d{1,9})?)?(?!\d)(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
        rf"(?P<zone>\s?(?:[+-]\d{{2}}:?\d{{2}}\b|(?:{alternatives(zones)}|(?-i:[A-Z]{{2,4}}T))\b"
        r"(?:\s?[+-]\d{1,2}(?::\d{2})?)?))?"
    )


def day_of(match: re.Match[str], dates: Calendar) -> Day | None:
    """Return the day that a match of ``Calendar.date`` names; None where there is no such day."""
    group = match.groupdict()
    if group["y1"]:
        found = Day(int(group["y1"]), int(group["m1"]), int(group["d1"]))
    elif group["m2"]:
        year = int(group["y2"]) if group["y2"] else None
        found = Day(year, dates.months[group["m2"].lower()], int(group["d2"]))
    elif group["m3"]:
        year = int(group["y3"]) if group["y3"] else None
        found = Day(year, dates.months[group["m3"].lower()], int(group["d3"]))
    else:
        first, second = int(group["a4"]), int(group["b4"])
        day_leads = first > 12 or (second <= 12 and group["sign"] in dates.day_first)
        day, month = (first, second) if day_leads else (second, first)
        found = Day(int(group["y4"]), month, day)
    return found if exists(found) else None


def exists(day: Day) -> bool:
    """Say whether the calendar has this day (29 February where the year is not said)."""
    try:
        datetime.date(day.year or 2000, day.month, day.day)
    except ValueError:
        return False
    return True


def clock_of(match: re.Match[str]) -> str | None:
    """Return "16:49", "16:49:05" or "16:49:05-04:00" for a match of ``Calendar.time``."""
    hour, minute, second, half, zone = match.group("hour", "minute", "second", "half", "zone")
    number = int(hour)
    if half:
        number = number % 12 + (12 if half.lower() == "p" else 0)
    if number > 23 or int(minute) > 59 or int(second or 0) > 59:
        return None
    tail = zone.strip() if zone else ""
    clock = f"{number:02}:{minute}" + (f":{second}" if second else "")
    return clock + (tail if tail[:1] in ("+", "-") else f" {tail}" if tail else "")


def dated(day: Day, method: str, near: datetime.date | None = None) -> Date | None:
    """Return a day as a Date; a year that isn't said is the one that puts it last before ``near``.

    A day after ``near`` counts too: a text may be dated a day later than it was published (time
    zones), so 31 December seen on 1 January is of the year before.
    """
    if day.year:
        return Date(datetime.date(day.year, day.month, day.day).isoformat(), "day", method)
    if near is None:
        return None
    for year in (near.year + 1, near.year, near.year - 1, near.year - 2, near.year - 3):
        if not exists(Day(year, day.month, day.day)):
            continue
        candidate = datetime.date(year, day.month, day.day)
        if candidate <= near + datetime.timedelta(days=1):
            return Date(candidate.isoformat(), "day", method)
    return None


def as_day(date: Date | None) -> datetime.date | None:
    """Return a Date of day precision as Python's; None for the others."""
    return datetime.date.fromisoformat(date.iso) if date and date.precision == "day" else None
