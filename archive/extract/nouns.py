"""Nouns that report: "Li's claim that trade grew", "warnings from officials that"."""

from collections.abc import Iterator

from archive.extract.clauses import Range, Reading
from archive.extract.cues import PAST, Verb
from archive.extract.phrases import Window, source_after, source_before

ADJECTIVES = 3
"""Words that may stand between a possessive and its noun: "his own repeated warnings"."""


def noun_cues(window: Window) -> Iterator[Reading]:
    """Yield the reading of each noun of the lexicon that "that" makes a cue."""
    passage, nouns = window.passage, window.lexicon.nouns
    for i in range(window.first, window.after - 2):
        word = passage.lower[i]
        kind = nouns.get(word) or nouns.get(word.removesuffix("s"))
        if kind is None or passage.quoted[i]:
            continue
        owner = _possessor(window, i)
        content, behind = _content(window, i + 1)
        if content is None and owner and kind in ("pledge", "urge"):
            content = _infinitive(window, i + 1)
        if content is None:
            continue
        source = owner or behind
        if source is None and not _bare(window, i):
            continue
        verb = Verb(word.removesuffix("s"), kind, frozenset(("that",)), False, ())
        first = source[0] if source and source[0] < i else i
        yield Reading((i, i + 1), first, verb, PAST, "noun", source, False, "that", content)


def _content(window: Window, i: int) -> tuple[int | None, Range | None]:
    """Return where the content begins, and the source between noun and "that" if there is one."""
    passage = window.passage
    if passage.lower[i] == "that":
        return (i + 1, None) if _complementizer(window, i) else (None, None)
    if passage.lower[i] in ("by", "from", "of"):
        source = source_after(window, i + 1)
        if source and source[1] < window.after - 1 and passage.lower[source[1]] == "that":
            if passage.lower[i] != "of" and _complementizer(window, source[1]):
                return source[1] + 1, source
    return None, None


def _infinitive(window: Window, i: int) -> int | None:
    """Return "to" in "his promise to build a wall"."""
    passage = window.passage
    if passage.lower[i] != "to" or not passage.words[i + 1][0].islower():
        return None
    return None if passage.lower[i + 1] in window.grammar.determiners else i


def _complementizer(window: Window, that: int) -> bool:
    """Tell "the claim that trade grew" from "the claim that was made"."""
    return not window.is_finite(that + 1) and not window.passage.quoted[that]


def _possessor(window: Window, noun: int) -> Range | None:
    passage = window.passage
    for i in range(noun - 1, max(window.first, noun - 2 - ADJECTIVES) - 1, -1):
        word = passage.lower[i]
        if passage.quoted[i] or not (passage.is_word(i) or word in ("'s", "’s", "'", "’")):
            return None
        if word in window.grammar.possessives:
            return (i, i + 1)
        if word.endswith(("'s", "’s", "s'", "s’")) or word in ("'", "’"):
            return source_before(window, i if passage.is_word(i) else i - 1)
        if word in window.grammar.prepositions or word in window.grammar.boundaries:
            return None
    return None


def _bare(window: Window, noun: int) -> bool:
    """Without a source it must hang on a preposition: "despite warnings that"."""
    i = noun - 1
    lower = window.passage.lower
    while i > window.first and (lower[i] in window.grammar.determiners or lower[i].endswith("ed")):
        i -= 1
    return i >= window.first and lower[i] in window.grammar.prepositions
