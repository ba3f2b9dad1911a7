"""Days and times as databases write them, in the languages of their interfaces.

Only shapes that state a year are dates: "Covid-19, part 1" and "Monday" are none.
"""

import datetime
import re

from archive.read.exports.words import folded, months

_WORD = r"([^\W\d_]{3,12})\.?"
_YEAR = r"((?:1[6-9]|20)\d{2})"
_SHAPES = (
    # 2018-10-07, 2018 年 10 月 7 日, 2018년 10월 7일
    (
        "ymd",
        re.compile(
            rf"{_YEAR}(?:\s?[年년]\s?|[-/.])(\d{{1,2}})(?:\s?[月월]\s?|[-/.])(\d{{1,2}})(?!\d)"
        ),
    ),
    # March 15, 2021; Mar. 15 2021
    ("mdy", re.compile(rf"\b{_WORD}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}\b")),
    # 27. Februar 2012, 1er mars 2021, 5 de mayo de 2020, 08 Oct 2018
    (
        "dmy",
        re.compile(
            rf"\b(\d{{1,2}})(?:\.|er|º|st|nd|rd|th)?\s?(?:de\s|of\s)?{_WORD}(?:,|\sde|\sdel)?\s?{_YEAR}\b"
        ),
    ),
    # 27.02.2012
    ("d.m.y", re.compile(rf"\b(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}\b")),
)
_MONTH = re.compile(rf"\b{_WORD},?\s(?:de\s)?{_YEAR}\b")
_TIME = re.compile(
    r"(?<![\d:.])(\d{1,2})(?::|h|H)(\d{2})(?::\d{2})?(?:\s?([AaPp])\.?[Mm]\b\.?)?(?:\s?(GMT|UTC)\b)?"
)


def date_in(text: str) -> tuple[str, int, int] | None:
    """Return the first date in a text as ISO, and where it begins and ends."""
    text = text.replace("\xa0", " ")
    found = []
    for order, pattern in _SHAPES:
        for match in pattern.finditer(text):
            if iso := _iso(order, match):
                found.append((match.start(), iso, match.end()))
                break
    if found:
        start, iso, end = min(found)
        return iso, start, end
    for match in _MONTH.finditer(text):
        if number := months().get(folded(match[1])):
            return f"{match[2]}-{number:02}", match.start(), match.end()
    return None


def day_of(text: str | None) -> str | None:
    """Return the first date in a text as ISO, with the time behind it; None for none."""
    found = date_in(text or "")
    if found is None:
        return None
    iso, _, end = found
    clock = time_of((text or "")[end:]) if len(iso) == 10 else None
    return f"{iso} {clock}" if clock else iso


def time_of(text: str) -> str | None:
    """Return the first time in a text as "18:43", with GMT where that is said; None for none."""
    match = _TIME.search(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}" + (" GMT" if match[4] else "")


def _iso(order: str, match: re.Match[str]) -> str | None:
    one, two, three = match.groups()
    month: int | None
    if order == "ymd":
        year, month, day = int(one), int(two), int(three)
    elif order == "mdy":
        year, month, day = int(three), months().get(folded(one)), int(two)
    elif order == "dmy":
        year, month, day = int(three), months().get(folded(two)), int(one)
    else:
        year, month, day = int(three), int(two), int(one)
    try:
        return datetime.date(year, month or 0, day).isoformat()
    except ValueError:
        return None
