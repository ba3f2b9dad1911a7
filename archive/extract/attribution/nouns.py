"""Nouns that report: "Li's claim that trade grew", "warnings from officials that"."""

from typing import NamedTuple

from archive.extract.attribution.sources import source_after, source_before
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.verbgroup import verb_group
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    BE,
    BOUNDARY,
    DETERMINER,
    NAME,
    POSSESSIVE,
    PREPOSITION,
    SPEAKS,
)

ADJECTIVES = 3
"""Words that may stand between a possessive and its noun: "his own repeated warnings"."""

PLEDGES = frozenset(("pledge", "urge"))
"""Kinds of act whose noun also takes "to": "his promise to build"."""


WORDS = frozenset(("words", "word"))
VIEWS = frozenset(("words", "view", "opinion", "assessment", "estimation"))
"""Nouns of "in his view" and "in the minister's words"."""

OWNER = 8
"""Tokens from "in" to such a noun."""


def in_the_words_of(window: Window, noun: int) -> Range | None:
    """Return "in" and the token behind whose words they are: "in the minister's | words, A"."""
    passage = window.passage
    ends = noun + 1 >= window.after or not passage.is_word(noun + 1)
    if passage.lower[noun] not in VIEWS or not ends:
        return None
    last = noun - 1
    if last <= window.first or not (
        passage.kinds[last] & POSSESSIVE or passage.lower[last].endswith(("'s", "’s", "s'", "s’"))
    ):
        return None
    for i in range(last - 1, max(window.first, noun - OWNER) - 1, -1):
        if passage.lower[i] == "in":
            return i, last + 1
        if not passage.is_word(i) or passage.kinds[i] & BOUNDARY:
            return None
    return None


class NounReading(NamedTuple):
    """The token where what a noun reports begins, and whose words it is, if anything tells."""

    content: int
    source: Range | None


def read_noun(window: Window, noun: int, kind: str) -> NounReading | None:
    """Return what the noun at token ``noun`` reports, or None where it reports nothing."""
    if noun + 2 >= window.after:
        return None
    owner = _possessor(window, noun) or _holder(window, noun)
    content, behind = _content(window, noun + 1)
    if content is None and owner and kind in PLEDGES:
        content = _infinitive(window, noun + 1)
    if content is None:
        return None
    source = owner or behind
    if source is None and not _hangs_on_preposition(window, noun):
        return None
    return NounReading(content, source)


def _content(window: Window, i: int) -> tuple[int | None, Range | None]:
    """Return where the content begins, and the source between noun and "that" if there is one."""
    passage = window.passage
    if passage.lower[i] == "that":
        return (i + 1, None) if _is_complementizer(window, i) else (None, None)
    if passage.lower[i] in ("is", "was") and passage.lower[i + 1] == "that":
        return i + 2, None
    if passage.lower[i] not in ("by", "from"):
        return None, None
    source = source_after(window, i + 1)
    if source is None or source[1] >= window.after - 2:
        return None, None
    that = source[1] + (passage.words[source[1]] == ",")  # "complaints by the mayor, Bo Dahl, that"
    if passage.lower[that] != "that" or not _is_complementizer(window, that):
        return None, None
    return that + 1, source


def _infinitive(window: Window, i: int) -> int | None:
    """Return "to" in "his promise to build a wall"."""
    passage = window.passage
    if passage.lower[i] != "to" or not passage.words[i + 1][0].islower():
        return None
    return None if passage.kinds[i + 1] & DETERMINER else i


def _is_complementizer(window: Window, that: int) -> bool:
    """Tell "the claim that trade grew" from "the claim that was made"."""
    return not window.is_finite(that + 1) and not window.passage.quoted[that]


def _possessor(window: Window, noun: int) -> Range | None:
    passage = window.passage
    for i in range(noun - 1, max(window.first, noun - 2 - ADJECTIVES) - 1, -1):
        word, kind = passage.lower[i], passage.kinds[i]
        if passage.quoted[i] or not (passage.is_word(i) or word in ("'s", "’s", "'", "’")):
            return None
        if kind & POSSESSIVE:
            return (i, i + 1)
        if word.endswith(("'s", "’s", "s'", "s’")) or word in ("'", "’"):
            return _owner(window, i if passage.is_word(i) else i - 1)
        if kind & (PREPOSITION | BOUNDARY):
            return None
    return None


def _holder(window: Window, noun: int) -> Range | None:
    """Return who is "of the view that" or "unanimous in the opinion that"."""
    passage, link = window.passage, noun - 2
    if link <= window.first + 1 or passage.lower[link] not in ("of", "in"):
        return None
    if passage.lower[noun - 1] != "the":
        return None
    be = link - 1 if passage.kinds[link - 1] & BE else link - 2
    if not passage.kinds[be] & BE or passage.quoted[be]:
        return None
    first = verb_group(window, be).first
    return source_before(window, first - 1) if first > window.first else None


def _owner(window: Window, end: int) -> Range:
    """Return the owner that ends at ``end``; behind a preposition its name: "despite Lee's"."""
    first = end
    while first > window.first and window.passage.is_name(first - 1):
        first -= 1
    found = source_before(window, end) or (first, end + 1)
    link = first - 1  # "results of Lee's claim" are no source; "the king of Oman's claim" is his
    of = link > found[0] and window.passage.lower[link] == "of"
    if of and not window.passage.kinds[link - 1] & (NAME | SPEAKS):
        return (first, end + 1)
    return found


def _hangs_on_preposition(window: Window, noun: int) -> bool:
    """Without a source a noun counts only behind a preposition: "despite warnings that"."""
    passage, i = window.passage, noun - 1
    while i > window.first and (passage.kinds[i] & DETERMINER or passage.lower[i].endswith("ed")):
        i -= 1
    return i >= window.first and bool(passage.kinds[i] & PREPOSITION)
