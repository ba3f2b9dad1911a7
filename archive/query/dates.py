"""Dates as people type them: "2021", "2021-3", "today", "-6m"; kept as text, resolved late.

A tree keeps the text, so a saved query with "-6m" means the last six months whenever it runs.
"""

import re
from datetime import date, timedelta

EXPECTED = "a date: 2021, 2021-03, 2021-03-15, 2021..2023, ..2020, 2021.., -6m.., today"

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_AGO = re.compile(r"-(\d{1,4})([dwmy])")
_NAMED = {"today": 0, "yesterday": 1}


def tidy(text: str) -> str | None:
    """Return a date in its one spelling, "2021-03" for "2021-3"; None where it is no date."""
    if is_relative(text) or text in _NAMED:
        return text
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def is_relative(text: str) -> bool:
    """Is it a distance back from today, such as "-6m"?"""
    return bool(_AGO.fullmatch(text))


def first_day(text: str, today: date) -> date:
    """Return the day on which a tidy date begins."""
    if text in _NAMED:
        return today - timedelta(days=_NAMED[text])
    if ago := _AGO.fullmatch(text):
        return _back(today, int(ago[1]), ago[2])
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str, today: date) -> date:
    """Return the day on which a tidy date ends."""
    if text in _NAMED or is_relative(text):
        return first_day(text, today)
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or _last_of_month(year, month))


def _parts(text: str) -> tuple[int, int | None, int | None]:
    numbers = [int(part) for part in text.split("-")]
    year, month, day = (*numbers, None, None)[:3]
    assert year is not None, "a tidy date begins with a year"
    return year, month, day


def _back(today: date, number: int, unit: str) -> date:
    """Step back; a month that has no such day gives its last one."""
    if unit in "dw":
        days = number * (7 if unit == "w" else 1)
        return today - timedelta(days=min(days, today.toordinal() - 1))
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    year, month = divmod(max(months, 12), 12)
    return date(year, month + 1, min(today.day, _last_of_month(year, month + 1)))


def _last_of_month(year: int, month: int) -> int:
    """Return a month's last day, as ``calendar.monthrange`` does, whose import takes 2 ms."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
