"""Phrases of a vocabulary found in a text: the notation of a term, and one pass for all of them.

Everything is compared in a folded text of the same length, so that a place found there is the place
in the text. A term in the vocabulary's notation (head of ``data/topics.toml``) becomes one or more
literal patterns of an Aho-Corasick automaton; word edges are looked at afterwards, because the
automaton knows none. It reports overlapping patterns: a leftmost-longest search would lose "trade"
in "trade warriors" to the term "trade war".
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

ANY_ENDING, REGULAR_ENDINGS, CASE_COUNTS = "*", "+", "="

_SPACES = "\t\n\r\x0b\x0c-"
_OTHER_SPACES = "\xa0\u2002\u2003\u2009\u200a\u202f\u205f\u3000"
_OTHER_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_OTHER_APOSTROPHES = "\u2019\u2018\u02bc\uff07\u00b4"

Match = tuple[int, int, int]
"""Where a term was found: start, minus the end, the term's number. So matches sort by start, then
the longest first, then in the order of the terms."""


class _Pattern(NamedTuple):
    number: int
    open: bool
    written: str | None
    """How a term whose case counts is written."""


class Finder:
    """The terms of a vocabulary, compiled; raises ValueError where a term holds no letter."""

    def __init__(self, terms: Sequence[str]) -> None:
        """Compile; a thousand terms take some ten milliseconds."""
        patterns: dict[str, list[_Pattern]] = {}
        for number, term in enumerate(terms):
            is_cased = term.startswith(CASE_COUNTS)
            for spelling in spellings(term.removeprefix(CASE_COUNTS)):
                written = fold_marks(spelling) if is_cased else None
                owner = _Pattern(number, term.endswith(ANY_ENDING), written)
                patterns.setdefault(fold(spelling), []).append(owner)
        self._owners = list(patterns.values())
        self._plain = [_plain(owners) for owners in self._owners]
        self._open = [owners[0].open for owners in self._owners]
        # Of 10,000 patterns the compact automaton finds faster than the full table: 60 against
        # 42 MB/s, because it fits into the processor's cache.
        self._automaton = AhoCorasick(
            list(patterns),
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> list[Match]:
        """Return all matches, nested and overlapping ones too, in their order."""
        marks = fold_marks(text)
        lower, padded = _lower(marks), marks + " "
        plain, wide = self._plain, self._open
        matches: list[Match] = []
        take = matches.append
        for index, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if start and padded[start - 1].isalnum():
                continue
            number = plain[index]
            if number is None:
                matches += _marked(self._owners[index], padded, start, end)
            elif not padded[end].isalnum():
                take((start, -end, number))
            elif wide[index]:
                take((start, -_word_end(padded, end), number))
        matches.sort()
        return matches


def _plain(owners: Sequence[_Pattern]) -> int | None:
    """Return the number of a pattern that needs no second look: one term's, any case."""
    [first, *others] = owners
    return None if others or first.written is not None else first.number


def _marked(owners: Sequence[_Pattern], padded: str, start: int, end: int) -> Iterator[Match]:
    for number, is_open, written in owners:
        if written is not None and padded[start:end] != written:
            continue
        if not padded[end].isalnum():
            yield (start, -end, number)
        elif is_open:
            yield (start, -_word_end(padded, end), number)


def fold(text: str) -> str:
    """Fold case, spaces, hyphens and apostrophes; every offset stays where it was."""
    return _lower(fold_marks(text))


def fold_marks(text: str) -> str:
    """Make spaces and hyphens one space each and apostrophes straight; case stays."""
    for mark in _SPACES:
        text = text.replace(mark, " ")
    if not text.isascii():
        for mark in _OTHER_SPACES + _OTHER_HYPHENS:
            text = text.replace(mark, " ")
        for mark in _OTHER_APOSTROPHES:
            text = text.replace(mark, "'")
    return text


def spellings(term: str) -> Iterable[str]:
    """Return what a term without its case mark stands for; "*" at its end is left out."""
    words = term.removesuffix(ANY_ENDING).split(" ")
    forms = [_endings(word[:-1]) if word.endswith(REGULAR_ENDINGS) else [word] for word in words]
    phrases = [" ".join(chosen).strip() for chosen in product(*forms)]
    if not all(any(map(str.isalnum, phrase)) for phrase in phrases):
        raise ValueError(f"the term {term!r} contains no letter")
    return phrases


def _endings(word: str) -> list[str]:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return [word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    if word.endswith("e"):
        return [word, word + "s", word + "d", word[:-1] + "ing"]
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return [word, word + "es", word + "ed", word + "ing"]
    return [word, word + "s", word + "ed", word + "ing"]


def _lower(text: str) -> str:
    # U+0130 is the only character whose lower case is longer than itself.
    return text.replace("\u0130", "i").lower()


def _word_end(text: str, end: int) -> int:
    while end < len(text) and text[end].isalnum():
        end += 1
    return end
