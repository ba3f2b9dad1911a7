"""Times that a text names: "On 5 March 2018", "last Thursday", "in May", "two years ago".

Each comes with where it stands and with what it is counted from; which day that is, and whether it
is when something was said, is decided elsewhere.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from archive.dates import Calendar, Day, alternatives, calendar, dated, day_of
from archive.records import Date
from archive.vocabulary import Vocabulary

METHOD = "sentence"
"""How a date was found that stands in the statement's own sentence."""


@dataclass(frozen=True, slots=True)
class Times:
    """The patterns of times, compiled from ``months.toml``."""

    dates: Calendar
    pattern: re.Pattern[str]
    days: Mapping[str, int]
    from_event: Mapping[str, int]
    numbers: Mapping[str, int]


class Time(NamedTuple):
    """A time in a text: where it stands, and the pattern's groups."""

    start: int
    end: int
    said: Mapping[str, str | None]

    @property
    def needs_noun(self) -> bool:
        """Whether it is a year or a month that counts only before a noun: "a 2017 interview"."""
        return bool(self.said["bare_year"])


@cache
def times(vocabulary: Vocabulary) -> Times:
    """Return the times of a vocabulary."""
    dates, table = calendar(vocabulary), vocabulary.table("months")["said"]
    months = alternatives([name.capitalize() for name in dates.english])
    weekdays = alternatives([name.capitalize() for name in dates.weekdays if len(name) > 5])
    numbers = {word: n for n, word in enumerate(table["words"]["numbers"], 0)}
    numbers |= {"a": 1, "one": 1}
    day = re.sub(r"\?P<\w+>", "?:", dates.date_source).replace("(?P=sign)", "[-/.]")
    parts = alternatives(table["words"]["parts"])
    count = rf"(?:{alternatives(table['words']['numbers'])}|\d{{1,2}})"
    year = r"(?:1[5-9]|20)\d{2}"
    pattern = (
        rf"(?P<date>(?:(?:{weekdays}),?\s)?(?i:{day}))"
        rf"|(?P<month>(?:{months})\.?),?\s(?:of\s)?(?P<month_year>{year})(?!\d)"
        rf"|(?P<days>(?i:{alternatives(table['days'])}))"
        rf"|(?P<from_event>(?i:{alternatives(table['from_event'])}))"
        rf"|(?P<ago_count>(?i:{count}))\s(?P<ago_unit>day|week|month|year)s?\s(?P<ago>ago|earlier)"
        r"|(?P<past>(?i:earlier\sthis|last|this|the\sprevious|the\spast))\s"
        r"(?P<past_unit>week|month|year|weekend)"
        rf"|(?P<last>(?i:last|this\spast)\s)?(?P<weekday>{weekdays})(?!['’]s)"
        rf"|(?P<in_month>(?i:in|last|during)\s(?:{parts}\s?)?(?:the\smonth\sof\s)?)"
        rf"(?P<only_month>(?:{months}))\.?(?!\s\d)"
        rf"|(?P<in_year>(?i:in|during|as\s(?:early|late|recently)\sas)\s(?:{parts}[\s-]?)?(?:the\syear\s)?)"
        rf"(?P<only_year>{year})(?![\d-]|s\b|\s(?:to|and)\s\d)"
        rf"|(?P<decade>(?i:in|during)\sthe\s(?:late\s|early\s|mid-)?(?:{year}|\d\d)s)"
        rf"|(?P<bare_year>{year})(?![\d-])"
    )
    return Times(
        dates,
        re.compile(rf"(?<![\w$€£.])(?:{pattern})(?!\w)"),
        {word: int(days) for word, days in table["days"].items()},
        {word: int(days) for word, days in table["from_event"].items()},
        numbers,
    )


def find_times(text: str, rules: Times) -> Iterator[Time]:
    """Yield the times in a text."""
    for match in rules.pattern.finditer(text):
        yield Time(match.start(), match.end(), match.groupdict())


def resolve_time(
    time: Time, base: datetime.date | None, event: datetime.date | None, rules: Times
) -> Date | None:
    """Return the date of a time; ``base`` is the day of writing, ``event`` that of the event.

    None for a decade, for no day of the calendar, and for what is counted from a day not known.
    """
    said = time.said
    if said["date"]:
        found = rules.dates.date.search(said["date"])
        day = day_of(found, rules.dates) if found else None
        return _dated(day, base) if day else None
    if said["month"]:
        month = rules.dates.months[said["month"].rstrip(".").lower()]
        return Date(f"{said['month_year']}-{month:02}", "month", METHOD)
    if year := said["only_year"] or said["bare_year"]:
        return Date(year, "year", METHOD)
    if said["from_event"]:
        days = rules.from_event[_plain(said["from_event"])]
        near = event or base
        return _on(near + datetime.timedelta(days)) if near else None
    return _counted(said, base, rules) if base and not said["decade"] else None


def _dated(day: Day, base: datetime.date | None) -> Date | None:
    """Return a day; one whose year is not said is the last such day up to the day of writing."""
    if day.year is None and base is None:
        return None
    return dated(day, METHOD, base)


def _counted(said: Mapping[str, str | None], base: datetime.date, rules: Times) -> Date | None:
    """Return what is counted back from the day of writing."""
    if said["days"]:
        return _on(base + datetime.timedelta(rules.days[_plain(said["days"])]))
    if said["weekday"]:
        back = (base.weekday() - rules.dates.weekdays[said["weekday"].lower()]) % 7
        if said["last"] and back < 2:
            back += 7  # "last Thursday" is not today, nor yesterday, which has its own word
        return _on(base - datetime.timedelta(back))
    if said["ago_unit"]:
        written = (said["ago_count"] or "").lower()
        count = int(written) if written.isdigit() else rules.numbers[written]
        return _ago(count, said["ago_unit"], base)
    if said["past_unit"]:
        return _past(_plain(said["past"] or ""), said["past_unit"], base)
    if said["only_month"]:
        month = rules.dates.months[said["only_month"].lower()]
        year = base.year - (month > base.month)
        return Date(f"{year}-{month:02}", "month", METHOD)
    return None


def _ago(count: int, unit: str, base: datetime.date) -> Date | None:
    """Return when "three days ago" was; weeks are round numbers, so they give the month alone."""
    if unit == "day":
        return _on(base - datetime.timedelta(count))
    if unit == "week":
        day = base - datetime.timedelta(7 * count)
        return _span(day - datetime.timedelta(3), min(base, day + datetime.timedelta(3)))
    if unit == "month":
        months = base.year * 12 + base.month - 1 - count
        return Date(f"{months // 12}-{months % 12 + 1:02}", "month", METHOD)
    return Date(str(base.year - count), "year", METHOD)


def _past(which: str, unit: str, base: datetime.date) -> Date | None:
    """Return "last week", "earlier this month", "this year": as exact as they are."""
    back = 0 if "this" in which else 1
    if unit == "year":
        return Date(str(base.year - back), "year", METHOD)
    if unit == "month":
        return _ago(back, "month", base)
    monday = base - datetime.timedelta(base.weekday())
    if unit == "weekend":
        return _span(monday - datetime.timedelta(2), monday - datetime.timedelta(1))
    first = monday - datetime.timedelta(7 * back)
    return _span(first, min(base, first + datetime.timedelta(6)))


def _span(first: datetime.date, last: datetime.date) -> Date | None:
    """Return the month that days lie in, or their year; None where they lie in two years."""
    if (first.year, first.month) == (last.year, last.month):
        return Date(f"{first:%Y-%m}", "month", METHOD)
    return Date(str(first.year), "year", METHOD) if first.year == last.year else None


def _on(day: datetime.date) -> Date:
    return Date(day.isoformat(), "day", METHOD)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
