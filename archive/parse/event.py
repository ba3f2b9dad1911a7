"""The day that a text reports, from its dateline and the weekday in its lead.

"BEIJING, Jan. 26 (Xinhua) -- … Xi on Tuesday called on …": the weekday is the last such day up to
the dateline's, or up to the day of publication. Without one it is "today" or "yesterday", a date in
the first sentence ("on December 8"), the dateline's day, the day of publication. A day that lies
ahead ("will meet on Friday") is not the day of the report.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from archive.dates import Calendar, Day, alternatives, as_day, calendar, dated, day_of, exists
from archive.records import Date
from archive.vocabulary import Vocabulary

LEAD = 700
"""The lead is looked at up to here; the longest first paragraph of a readout seen had 640."""

SHORTEST_LEAD = 40
"""A line up to this length is a heading or a label; the shortest lead seen had 60 characters."""

OPENING = 6
"""Paragraphs in which "made the remarks on Monday" stands; in 20 annotated articles it was the
second or third."""

LONGEST_AGO = datetime.timedelta(days=14)
"""A date in the lead further back than this is history and not the day of the report."""


@dataclass(frozen=True, slots=True)
class LeadDays:
    """The patterns of days in a lead, compiled from a vocabulary."""

    dates: Calendar
    mentions: tuple[re.Pattern[str], ...]
    relative: dict[str, int]
    before: re.Pattern[str]
    future: re.Pattern[str]
    events: re.Pattern[str]
    occasion: re.Pattern[str]


_SENTENCE_END = re.compile(r"(?<![A-Z.][A-Za-z])(?<!Mr)(?<!Dr)(?<!Jr)[.!?][”\"’)]?\s+(?=[A-Z“\"])")
# A verb in the past, by its ending or one of the commonest that have none.
_PAST = re.compile(
    r"\b(?<!\bbe )(?<!been )(?:[a-z]{2,20}[^e\W]ed|said|told|met|held|spoke|made|gave|took|went"
    r"|came|began|was|were|had|saw|sent|won|led|wrote|left)\b"
)
_TO_COME = re.compile(
    r"\bto (?:meet|host|visit|hold|attend|travel|deliver|speak|receive|welcome)\b"
)
# "Jill and I were shocked to learn of the attack yesterday": who speaks so speaks today.
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us)\b")
_QUOTED = re.compile(r"[“\"][^“”\"]{0,700}[”\"]")


@cache
def lead_days(vocabulary: Vocabulary) -> LeadDays:
    """Return the patterns of a vocabulary."""
    dates, lead = calendar(vocabulary), vocabulary.table("months")["lead"]
    names = [name for name in dates.weekdays if len(name) > 5]
    relative = {str(word): int(days) for word, days in lead["relative"].items()}
    unnamed = re.sub(r"\?P<\w+>", "?:", dates.date_source).replace("(?P=sign)", "[-/.]")
    return LeadDays(
        dates=dates,
        mentions=(
            re.compile(rf"(?P<relative>{_both_cases(relative)})\b"),
            re.compile(
                rf"(?P<weekday>{_both_cases(names)})\b(?!['’]s|\.\w)"
                rf"(?:,?\s(?:the\s)?(?P<dated>(?i:{unnamed})))?"
            ),
            re.compile(rf"(?:on|On)\s(?P<day>(?i:{unnamed}))"),
            re.compile(rf"(?:from|From)\s(?P<first>(?i:{unnamed}))\s?(?:-|–|to)"),
        ),
        relative=relative,
        before=re.compile(
            rf"\b(?:{alternatives(lead['not_the_day']['before'])})\s$", re.IGNORECASE
        ),
        future=re.compile(rf"\b(?:{alternatives(lead['not_the_day']['future'])})\b"),
        events=re.compile(rf"\b(?:{alternatives(lead['events'])})\b", re.IGNORECASE),
        occasion=re.compile(rf"\b(?:{alternatives(lead['occasions'])})\b"),
    )


def event_day(
    title: str | None,
    body: Sequence[str],
    written: Date | None,
    published: Date | None,
    vocabulary: Vocabulary,
) -> Date | None:
    """Return the day of the event: from the lead in the lines of a body, else the dateline.

    Where neither tells it, what its title calls a briefing, a readout or remarks is of the day of
    publication; of any other text the day stays unknown.
    """
    base = as_day(written) or as_day(published)
    if base:
        rules = lead_days(vocabulary)
        sentence = first_sentence(_lead(body))
        speaks = _FIRST_PERSON.search(_QUOTED.sub("", sentence))
        for mention in (*_mentions(sentence, rules), *_occasions(body, rules)):
            found = _resolved(mention, base, rules)
            if found and not (speaks and as_day(found) != base):
                return found
    if written or published is None:
        return written
    is_event = lead_days(vocabulary).events.search(title or "")
    return Date(published.iso, published.precision, "published") if is_event else None


def _lead(body: Sequence[str]) -> str:
    """Return the first paragraph, or as much of a text as it can have: no heading, no label."""
    return next((line for line in body if _is_prose(line)), next(iter(body), ""))[:LEAD]


def _is_prose(line: str) -> bool:
    if len(line) <= SHORTEST_LEAD:
        return False
    return line.rstrip("”\"'’)]")[-1:] in ".!?:" or _SENTENCE_END.search(line, 40) is not None


def _occasions(body: Sequence[str], rules: LeadDays) -> Iterator[re.Match[str]]:
    """Yield the days that the text gives to what it reports: "He made the remarks on Monday"."""
    for line in body[:OPENING]:
        for occasion in rules.occasion.finditer(line[: 2 * LEAD]):
            yield from _mentions(first_sentence(line[occasion.start() :][:LEAD]), rules)


def first_sentence(text: str) -> str:
    """Return a text up to its first full stop that is no abbreviation's."""
    end = _SENTENCE_END.search(text, 40)
    return text[: end.end()] if end else text


def _mentions(sentence: str, rules: LeadDays) -> Iterator[re.Match[str]]:
    """Yield the days that a sentence names, weekdays before dates, without those ahead of it."""
    found = [
        match
        for pattern in rules.mentions
        for match in pattern.finditer(sentence)
        if not sentence[: match.start()][-1:].isalnum()
        and not rules.before.search(sentence[: match.start()][-20:])
        and not _lies_ahead(sentence, match, rules)
    ]
    found.sort(key=re.Match.start)
    yield from (match for match in found if not _names_date(match))
    yield from (match for match in found if _names_date(match))


def _names_date(match: re.Match[str]) -> bool:
    """Say whether a mention is a date, "on December 8", and no weekday or "today"."""
    return not {"relative", "weekday"} & match.re.groupindex.keys()


def _both_cases(words: Iterable[str]) -> str:
    """Return alternatives that begin with letters: the search skips to those at once."""
    return alternatives([*map(str.lower, words), *(word[0].upper() + word[1:] for word in words)])


def _lies_ahead(sentence: str, match: re.Match[str], rules: LeadDays) -> bool:
    """Say whether what is said of a day is to come: "will meet, for the first time, on Friday".

    Whether the last verb before it is a future or a past decides; for a day that opens the sentence
    the first one behind it does.
    """
    before = sentence[: match.start()]
    future = list(rules.future.finditer(before))
    if future:
        return not _PAST.search(before, future[-1].end())
    if _PAST.search(before):
        return False
    if before.strip().lower() not in ("", "on"):
        return _TO_COME.search(before) is not None
    after = sentence[match.end() : match.end() + 120]
    ahead, past = rules.future.search(after), _PAST.search(after)
    return bool(ahead and (not past or ahead.start() < past.start()))


def _resolved(match: re.Match[str], base: datetime.date, rules: LeadDays) -> Date | None:
    said = match.groupdict()
    if relative := said.get("relative"):
        days = rules.relative[" ".join(relative.lower().split())]
        return Date((base + datetime.timedelta(days)).isoformat(), "day", "weekday")
    weekday, written = said.get("weekday"), said.get("dated")
    if weekday and not written:
        back = (base.weekday() - rules.dates.weekdays[weekday.lower()]) % 7
        return Date((base - datetime.timedelta(back)).isoformat(), "day", "weekday")
    named = rules.dates.date.search(written or said.get("day") or said.get("first") or "")
    day = day_of(named, rules.dates) if named else None
    if day and weekday and _is_coming_day(day, base):
        return None
    date = dated(day, "weekday" if weekday else "lead", base) if day else None
    resolved = as_day(date)
    return date if resolved and base - LONGEST_AGO <= resolved <= base else None


def _is_coming_day(day: Day, base: datetime.date) -> bool:
    """Say whether a day without a year is rather of the weeks to come than of those before."""
    if day.year or not exists(Day(base.year, day.month, day.day)):
        return False
    ahead = datetime.date(base.year, day.month, day.day) - base
    return datetime.timedelta(0) < ahead <= 2 * LONGEST_AGO
