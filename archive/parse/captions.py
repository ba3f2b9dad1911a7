"""Captions and credits of photos: kept apart, they are no statement and no body.

What shows a caption is its credit, at the end of its line ("(Xinhua/Yue Yuewei)", "[Photo/Xinhua]",
"/VCG"), or in the middle where the next paragraph is glued to it, or how it begins ("File photo:").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.parse.dates import alternatives
from archive.parse.publishers import publishers, straight
from archive.vocabulary import Vocabulary

LONGEST = 900
"""A line up to its credit that is longer holds more than a caption; then only the last sentence
before the credit is taken. The longest caption seen had 420 characters."""


@dataclass(frozen=True, slots=True)
class Credits:
    """The shapes of credits, compiled from the tables of a vocabulary."""

    credit: re.Pattern[str]
    tail: re.Pattern[str]
    starts: tuple[str, ...]
    first_words: frozenset[str]


_STOPS = ".!?”\"'’"
_WORD = re.compile(r"[^\W\d_]{1,40}")
_SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s(?=[A-Z“\"])")


@cache
def credits_of(vocabulary: Vocabulary) -> Credits:
    """Return the credits of a vocabulary."""
    table, names = vocabulary.table("headers")["captions"], publishers(vocabulary).source
    words, agencies = alternatives(table["credits"]), alternatives(table["agencies"])
    inside = (
        rf"(?:{names}|{words}|{agencies})\s?/[^()\[\]\n]{{1,80}}"
        rf"|(?:{words})(?:\s?[:,]|\sby\b|\sfrom\b|\scourtesy\b|\sprovided\b|\s?/)[^()\[\]\n]{{1,100}}"
        rf"|[^()\[\]\n]{{1,40}}\s?/\s?(?:{names}|{agencies}|Photo)"
        rf"|(?:{names})\s(?:photo|file photo|file)|(?:file )?photo|{alternatives(table['alone'])}"
    )
    return Credits(
        credit=re.compile(rf"[(\[]\s?(?:{inside})\s?[)\]]\.?", re.IGNORECASE),
        tail=re.compile(
            rf"(?:[.,]?\s?/\s?(?i:{names}|{agencies})(?:\s(?:Photo|photo))?"
            rf"|[.]\s(?:Photo|Image|Picture)s?\s?(?:by|:|/|credit)[^.()\n]{{1,60}}"
            rf"|[.]\s(?:{agencies})(?:\sPhoto)?)\.?$"
        ),
        starts=tuple(straight(word).rstrip() for word in table["starts"]),
        first_words=frozenset(
            match[0].casefold() for word in table["starts"] if (match := _WORD.match(word))
        ),
    )


def split_caption(line: str, rules: Credits) -> tuple[str, str, str] | None:
    """Return the text before a caption, the caption, and the text after it; None without one."""
    if "(" in line or "[" in line:
        for match in _near(line, rules):
            if match.end() == len(line) or line[: match.start()].rstrip()[-1:] in _STOPS:
                return _cut(line, match.start(), match.end())
    if len(line) > LONGEST:
        return None
    credited = "/" in line or "hoto" in line or line[-2:-1].isupper()
    if credited and rules.tail.search(line, max(0, len(line) - 90)):
        return "", line, ""
    word = _WORD.match(line)
    if word and word[0].casefold() in rules.first_words:
        return ("", line, "") if straight(line[:40]).startswith(rules.starts) else None
    return None


def _near(line: str, rules: Credits) -> Iterator[re.Match[str]]:
    """Yield the credits of a line, looking only where a bracket and a credit's sign are near."""
    if "/" in line or "hoto" in line or line[-1:] in ")]." or "mage" in line:
        yield from rules.credit.finditer(line)


def _cut(line: str, credit: int, end: int) -> tuple[str, str, str]:
    """Cut a line at its caption: all up to the credit, or the last sentence of a long line."""
    start = 0
    if end > LONGEST:
        stops = [found.end() for found in _SENTENCE_END.finditer(line, end - LONGEST, credit - 2)]
        start = stops[-1] if stops else credit
    return line[:start].rstrip(), line[start:end].strip(), line[end:].strip()
