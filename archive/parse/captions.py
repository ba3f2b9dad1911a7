"""Captions and credits of photos: kept apart, they are no statement and no body.

What shows a caption is its credit, at the end of its line ("(Xinhua/Yue Yuewei)", "[Photo/Xinhua]",
"/VCG"), or in the middle where the next paragraph is glued to it, or how it begins ("File photo:").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from archive.dates import alternatives
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


class Piece(NamedTuple):
    """A part of a line: a caption, or the text before or after one."""

    text: str
    is_caption: bool


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


def split_captions(line: str, rules: Credits) -> list[Piece]:
    """Cut a line into captions and the text between them; no pieces where it has no caption."""
    pieces = list(_credited(line, rules)) if "(" in line or "[" in line else []
    if pieces or len(line) > LONGEST:
        return pieces
    signed = "/" in line or "hoto" in line or line[-2:-1].isupper()
    if signed and rules.tail.search(line, max(0, len(line) - 90)):
        return [Piece(line, True)]
    word = _WORD.match(line)
    if word and word[0].casefold() in rules.first_words:
        return [Piece(line, True)] if straight(line[:40]).startswith(rules.starts) else []
    return []


def _credited(line: str, rules: Credits) -> Iterator[Piece]:
    """Yield the pieces of a line that credits cut, none where there is no credit."""
    if not ("/" in line or "hoto" in line or "mage" in line or line[-1:] in ")]."):
        return
    position = 0
    for match in rules.credit.finditer(line):
        before = line[max(position, match.start() - 3) : match.start()].rstrip()
        if before[-1:] in _STOPS or match.end() == len(line):
            start = _start(line, position, match)
            yield from _text(line[position:start])
            yield Piece(line[start : match.end()].strip(), True)
            position = match.end()
    if position:
        yield from _text(line[position:])


def _text(text: str) -> Iterator[Piece]:
    if stripped := text.strip():
        yield Piece(stripped, False)


def _start(line: str, position: int, credit: re.Match[str]) -> int:
    """Return where a caption begins: all before its credit, or the last sentence of a lot."""
    if credit.end() - position <= LONGEST:
        return position
    ends = _SENTENCE_END.finditer(line, credit.end() - LONGEST, credit.start() - 2)
    return max((end.end() for end in ends), default=credit.start())
