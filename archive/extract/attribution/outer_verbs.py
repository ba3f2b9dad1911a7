"""Where content ends because the sentence goes on: the verb of a main clause, or of its subject."""

from archive.extract.attribution.reading import Reading
from archive.extract.attribution.tails import PHRASAL, is_past
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    AUXILIARY,
    BOUNDARY,
    DETERMINER,
    ING,
    NARRATES,
    PHRASE_LEADS,
    QUANTIFIER,
    RELATIVE,
    SUBORDINATOR,
)

JOINTS = frozenset(("and", "or", "but", ","))
"""Before a verb that goes on with the one before it."""


def before_main_clause(window: Window, start: int, end: int) -> int:
    """Cut at the comma behind which the main clause begins: "When Li said A, trade grew"."""
    passage = window.passage
    for i in range(start + 1, end - 2):
        if passage.words[i] != "," or passage.quoted[i]:
            continue
        opens = not passage.kinds[i + 1] & (ING | RELATIVE | PHRASE_LEADS)
        joins = passage.lower[i + 1] in ("and", "or", "but")
        if opens and not joins and window.has_finite(i + 2, min(end, i + 10)):
            return i
        if window.is_pronoun(i + 1) and passage.kinds[i + 1] & BOUNDARY:
            return i  # ", it's likely that"
    return end


def before_outer_verb(window: Window, reading: Reading, start: int, end: int) -> int:
    """Cut at the comma behind which the main clause goes on: "Lee, who said A, left"."""
    passage, clausal = window.passage, reading.complement not in PHRASAL
    if not _is_behind_name(window, reading):
        return end
    for i in range(start + 1, end - 1):
        if passage.words[i] != "," or passage.quoted[i]:
            continue
        if clausal and not window.has_finite(start, i):
            continue  # "who said that Lee, under fire, would go"
        verb = i + 2 if window.is_adverb(i + 1) and i + 2 < end else i + 1
        if passage.kinds[verb] & (AUXILIARY | NARRATES) or is_past(window, verb):
            return i
    return end


def before_predicate(window: Window, reading: Reading, start: int, end: int) -> int:
    """Cut where a noun that opens its clause gets its verb: "Lee's claim that A is B | was false".

    The second verb is the noun's, after "to" the first; one behind "and" or in a clause of its own
    is none.
    """
    first = min(reading.source[0] if reading.source else reading.group, reading.group)
    if reading.voice != "noun" or not window.starts_clause(first):
        return end
    passage = window.passage
    verbs = 1 if passage.lower[start] == "to" else 0
    for i in range(start + 1, end):
        if passage.quoted[i] or passage.kinds[i] & (RELATIVE | SUBORDINATOR):
            return end
        described = passage.kinds[i - 1] & (DETERMINER | QUANTIFIER)  # "many seated guests"
        opens = bool(passage.kinds[i] & AUXILIARY) or (is_past(window, i) and not described)
        group = passage.kinds[i - 1] & AUXILIARY or window.is_adverb(i - 1)
        if not opens or group or passage.lower[i] == "to" or passage.lower[i - 1] in JOINTS:
            continue
        verbs += 1
        if verbs > 1:
            return i
    return end


def _is_behind_name(window: Window, reading: Reading) -> bool:
    """Tell whether a cue stands in a relative clause between commas: "Lee, who said A, left"."""
    source = reading.source
    if source is None or source[0] <= window.first + 1 or source[0] >= reading.words[0]:
        return False
    relative = window.passage.lower[source[0]] in ("who", "which")
    return relative and window.passage.words[source[0] - 1] == ","
