"""The date that a field states: of JSON, a table, a feed, a page's meta element, front matter.

Programs write dates in more ways than articles do: "20200501", "01 Aug 17", "July 2018",
"1588291200". In "04/05/2020" only the other values of its column or file can tell the day from the
month; where none does, the year is all that is known.
"""

import re
from datetime import UTC, datetime
from functools import cache

from archive.dates.written import Calendar, Day, Order, alternatives, dated, day_of, exists
from archive.records import Date

LONGEST = 200
"""Characters of a field that are looked at; the longest date seen, in words, had 60."""

PIVOT = 50
"""Two digits below this are a year of this century, else of the last: RFC 2822, section 4.3."""

EPOCH = range(10**8, 10**11)
"""Numbers that are seconds since 1970, from 1973 on; a thousand times as much is milliseconds."""

_ISO_PART = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?$")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})$")
_DIGITS = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:T?\d{2}(?:\d{2}){0,2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?$"
)
_NUMBER = re.compile(r"\d{9,14}(?:\.\d{1,9})?$")
_ORDERED = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(?![-/.]\d)")


def field_date(text: str, method: str, dates: Calendar, order: Order | None = None) -> Date | None:
    """Return the date that a field states, at the precision that it has; None for none.

    ``order`` tells how "04/05/2020" is read; None takes it as texts of that separator are written.
    """
    text = " ".join(text[:LONGEST].split())
    return (
        _of_digits(text, method)
        or _of_numbers(text, method, order)
        or _of_day(text, method, dates)
        or _of_month(text, method, dates)
    )


def order_of(text: str) -> Order | None:
    """Return what a value tells of the order of day and month: "unknown" where both could be.

    None for a value that has no such order: another shape, a day that is also the month's number,
    or full stops, which always put the day first.
    """
    match = _ORDERED.match(text.strip()[:LONGEST])
    if match is None or match[2] == ".":
        return None
    first, second = int(match[1]), int(match[3])
    if first == second or not (0 < min(first, second) <= 12 and max(first, second) <= 31):
        return None
    if first > 12 or second > 12:
        return "day-first" if first > 12 else "month-first"
    return "unknown"


def _of_digits(text: str, method: str) -> Date | None:
    """Read "2020", "2020-05", "05/2020", "20200501", "20200501123000" and seconds since 1970."""
    if match := _ISO_PART.match(text):
        return _month(int(match[1]), int(match[2]), method) if match[2] else _year(match[1], method)
    if match := _MONTH_YEAR.match(text):
        return _month(int(match[2]), int(match[1]), method)
    if match := _DIGITS.match(text):
        day = Day(int(match[1]), int(match[2]), int(match[3]))
        if 1500 <= int(match[1]) < 2100 and exists(day):
            return dated(day, method)
    if _NUMBER.match(text):
        number = int(text.partition(".")[0])
        seconds = number if number in EPOCH else number // 1000
        if seconds in EPOCH:
            return Date(datetime.fromtimestamp(seconds, UTC).date().isoformat(), "day", method)
    return None


def _of_numbers(text: str, method: str, order: Order | None) -> Date | None:
    """Read "04/05/2020" and "5/1/20" in an order, or only the year, where the order is unknown."""
    match = _ORDERED.match(text)
    if match is None or (order is None and len(match[4]) == 4):
        return None
    year = _full_year(match[4])
    first, second = int(match[1]), int(match[3])
    shown = order_of(text)
    if match[2] == ".":
        order = "day-first"
    elif shown is not None and shown != "unknown":
        order = shown
    if order == "unknown" and first != second:
        return Date(str(year), "year", f"{method}, day and month in unknown order")
    day, month = (second, first) if order == "month-first" else (first, second)
    found = Day(year, month, day)
    return dated(found, method) if exists(found) else None


def _of_day(text: str, method: str, dates: Calendar) -> Date | None:
    if match := _short_year(dates).search(text):
        number, month, year = (
            (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        )
        found = Day(_full_year(year), dates.months[month.lower()], int(number))
        return dated(found, method) if exists(found) else None
    search = dates.date.search(text)
    day = day_of(search, dates) if search else None
    return dated(day, method) if day else None


def _of_month(text: str, method: str, dates: Calendar) -> Date | None:
    """Read "July 2018" and "2018 July"."""
    match = _named_month(dates).search(text)
    if match is None or dates.date.search(text):
        return None  # "31 February 2020" is no day, and no month either
    name, year = (match[1], match[2]) if match[1] else (match[4], match[3])
    return _month(int(year), dates.months[name.lower()], method)


@cache
def _short_year(dates: Calendar) -> re.Pattern[str]:
    """Two digits for the year behind a month's name: "01 Aug 17", "1-May-20", "May 1, '20"."""
    month = alternatives(dates.months)
    end = r"['’]?(\d{2})(?!\d|:|st|nd|rd|th)"
    return re.compile(
        rf"\b(\d{{1,2}})[ .-]{{1,2}}({month})\.?[ ,.-]{{1,2}}{end}"
        rf"|\b({month})\.?[ -](\d{{1,2}})(?:, ?|-){end}",
        re.IGNORECASE,
    )


@cache
def _named_month(dates: Calendar) -> re.Pattern[str]:
    month = alternatives(dates.months)
    year = r"((?:1[5-9]|20)\d{2})(?!\d)"
    return re.compile(
        rf"\b({month})\b\.?,?[ /-]{{0,2}}{year}|(?<!\d){year}[ /-]{{0,2}}({month})\b", re.IGNORECASE
    )


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < PIVOT else 1900)


def _month(year: int, month: int, method: str) -> Date | None:
    if not (year and 1 <= month <= 12):
        return None
    return Date(f"{year:04}-{month:02}", "month", method)


def _year(digits: str, method: str) -> Date | None:
    return Date(digits, "year", method) if int(digits) else None
