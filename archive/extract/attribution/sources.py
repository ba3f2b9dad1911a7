"""The noun phrase that is a cue's source: the one before it, or behind an inverted cue."""

from archive.extract.attribution.asides import (
    NICKNAME,
    before_name_in_quotes,
    name_beside_office,
    opening_comma,
)
from archive.extract.attribution.noun_phrases import (
    CONJUNCTIONS,
    INSIDE,
    before_emphasis,
    opening_mark,
    phrase_before,
)
from archive.extract.grammar.tokens import DASHES, Range
from archive.extract.grammar.window import REACH, Window
from archive.extract.grammar.wordclass import (
    BOUNDARY,
    DETERMINER,
    ING,
    NAME,
    OCCASION,
    PREPOSITION,
    RELATIVE,
    TIME,
    WEEKDAY,
    WRITING,
)


def source_before(window: Window, end: int) -> Range | None:
    """Return the noun phrase that ends at token ``end``, or None.

    An apposition, a relative clause or an aside between it and ``end`` is stepped over: for
    "Mao Ning, a spokeswoman, said" and "Li, who is also a party chief, said" it is the name.
    """
    passage = window.passage
    for _ in range(3):
        if end >= window.first and passage.quoted[end]:
            end = before_name_in_quotes(window, end)
        if end < window.first or passage.quoted[end]:
            return None
        word = passage.words[end]
        if word == ",":
            opening = opening_comma(window, end)
            named = opening is not None and name_beside_office(window, opening, end)
            if named:
                return named
            if (
                opening is None
                and passage.words[end - 1] == ")"
                and "(" in passage.words[end - 5 : end]
            ):
                opening = end  # "Gov. Lund (R-Ohio), said"
        elif word in (")", "]"):
            opening = opening_mark(window, end, "([")
        elif word in DASHES:
            opening = opening_mark(window, end, DASHES)
        else:
            return _relative(window, end) or phrase_before(window, end)
        if opening is None:
            return None
        end = opening - 1
    return None


def _relative(window: Window, end: int) -> Range | None:
    """For "which" and "that" return what they stand for: "a report | that found"."""
    passage, i = window.passage, before_emphasis(window, end)
    if i < window.first or passage.quoted[i] or window.is_pronoun(i):
        return None
    if not passage.kinds[i] & RELATIVE:
        return None
    antecedent = source_before(window, i - 1 - (passage.words[i - 1] == ","))
    return antecedent or (i, i + 1)


def source_after(window: Window, start: int) -> Range | None:
    """Return the noun phrase that begins at ``start`` and ends before punctuation or a clause."""
    passage = window.passage
    if start >= window.after or passage.quoted[start]:
        return None
    i, limit = start, min(window.after, start + REACH)
    while i < limit and not passage.quoted[i]:
        word = passage.words[i]
        if passage.is_word(i):
            if i > start and _ends_source(window, i):
                break
        elif word == ".":
            if not window.is_dot_inside(i) or i + 1 >= limit:
                break
        elif word == "(":
            closing = next((j for j in range(i, limit) if passage.words[j] == ")"), None)
            if closing is None:
                break
            i = closing
        elif word not in INSIDE or word == "-":
            break
        i += 1
    while i > start and (
        passage.lower[i - 1] in CONJUNCTIONS or passage.kinds[i - 1] & PREPOSITION
    ):
        i -= 1
    bare = passage.lower[i - 1].endswith("ed") and not passage.is_name(i - 2)
    if i - start > 2 and bare and window.is_finite(i - 1):
        i -= 1  # "a poll released"
    return (start, _behind_name(window, start, i)) if i > start else None


def _behind_name(window: Window, start: int, end: int) -> int:
    """Return the end of a name set off behind an office: "said the mayor, Lena Orsk | , on"."""
    passage, kinds, i = window.passage, window.passage.kinds, end + 1
    if end >= window.after or passage.words[end] != "," or passage.is_name(end - 1):
        return end
    while i < window.after and kinds[i] & NAME and not kinds[i] & TIME and not passage.quoted[i]:
        i += 1 + (passage.words[i + 1] == "." and window.is_dot_inside(i + 1))
    if window.any(start, end, WRITING):
        return end  # "According to a summary of the case, Lena Orsk"
    named = end + 1 < i <= end + 1 + NICKNAME and not kinds[end + 1] & (DETERMINER | PREPOSITION)
    closed = i >= window.after or passage.words[i] in (",", ".", ";", "!", "?")
    listed = i < window.after and passage.lower[i + 1] in CONJUNCTIONS
    return i if named and closed and not listed else end


def _ends_source(window: Window, i: int) -> bool:
    """Tell whether a word behind a source is no part of it any more: "said Li on Friday"."""
    passage, kind = window.passage, window.passage.kinds[i]
    if kind & (BOUNDARY | WEEKDAY):
        return True
    if kind & ING and passage.lower[i] in window.lexicon.entries:
        return True
    return passage.lower[i] in ("at", "in", "on", "during", "after") and _is_occasion(window, i)


def _is_occasion(window: Window, i: int) -> bool:
    passage = window.passage
    for j in range(i + 1, min(window.after, i + 6)):
        if passage.kinds[j] & (TIME | OCCASION):
            return True
        if not passage.is_word(j):
            return False
    return False
