"""The subject of a sentence, for cues that share it without naming it."""

from archive.extract.attribution.reading import Reading
from archive.extract.attribution.sources import source_before
from archive.extract.grammar.inflection import PAST
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    AUXILIARY,
    DETERMINER,
    FINITE,
    NAME,
    OPENER,
    PHRASE_LEADS,
    RELATIVE,
    TIME,
    WORD,
)

CONTRACTED = ("'s", "’s", "'re", "’re", "'m", "’m", "'ve", "’ve", "'d", "’d", "'ll", "’ll")
"""Ends of pronouns that hold their verb: "she's a farmer but concedes that"."""

REACH_SUBJECT = 30
"""Tokens from the start of a clause to its first finite verb."""

PURPOSES = frozenset("praise thank stress express urge warn greet criticize announce deny".split())
"""Kinds of act that "met him to …" reports, though an infinitive only states a purpose."""


def subject(window: Window, cue: Range) -> Range | None:
    """Return the subject of the sentence for a participle that no cue shares its source with.

    Before the participle it is the phrase before the first finite verb; for one that opens the
    sentence it stands behind the comma: "Citing costs, the ministry closed two plants".
    """
    passage, first = window.passage, window.first
    leads = bool(passage.kinds[first] & PHRASE_LEADS)
    opens = cue[0] <= first + 1 or (leads and cue[0] <= first + 3)
    if opens or leads:
        comma = _first_comma(window, cue[1] if opens else first)
        if comma is None:
            return None
        if opens or comma < cue[0] - 1:
            first = comma + 1
    limit = min(window.after if first > cue[0] else cue[0], first + REACH_SUBJECT)
    for i in range(first, limit):
        person = window.is_pronoun(i) and not passage.quoted[i] and passage.lower[i][:2] != "it"
        if person and passage.lower[i].endswith(CONTRACTED):
            return (i, i + 1)
        if i == first:
            continue
        if passage.kinds[i] & FINITE and passage.kinds[i] & WORD and not passage.quoted[i]:
            relative = bool(passage.kinds[i - 1] & RELATIVE)
            last = i - 2 if relative else i - 1
            found = source_before(window, last - (relative and passage.words[last] == ","))
            if found is not None or passage.kinds[i] & AUXILIARY:
                return found
    return _opening_name(window, first, limit)


def _opening_name(window: Window, first: int, limit: int) -> Range | None:
    """Return the pronoun or name that opens a clause whose verb no list holds: "Lee rips it"."""
    passage = window.passage
    while first < limit and (
        window.is_adverb(first) or passage.kinds[first] & OPENER or passage.words[first] == ","
    ):
        first += 1
    if first < limit and window.is_pronoun(first):
        return (first, first + 1)
    after = first
    while after < limit and passage.is_name(after) and not passage.quoted[after]:
        after += 1 + (passage.words[after + 1] == "." and window.is_dot_inside(after + 1))
    if not first < after < limit or passage.kinds[first] & (DETERMINER | PHRASE_LEADS | TIME):
        return None
    verb = passage.lower[after].endswith("s") or passage.lower[first].endswith("s")
    if after - first == 1 and not (verb and passage.kinds[after + 1] & (DETERMINER | NAME)):
        return None  # "Public colleges", "Fresh off the boat"
    if passage.lower[after - 1].endswith(("'s", "’s")) or passage.lower[first] == "there":
        return None
    behind = passage.words[after]
    return (first, after) if behind == "," or behind[0].islower() else None


def _first_comma(window: Window, start: int) -> int | None:
    passage = window.passage
    places = range(start, window.after)
    return next((i for i in places if passage.words[i] == "," and not passage.quoted[i]), None)


def may_share_subject(reading: Reading) -> bool:
    """Tell whether a cue may take the sentence's subject for its source.

    "The ministry closed two plants and said that" may; "China supports Kenya and opposes
    interference" may not, for it can be content of a statement before it.
    """
    if reading.voice != "finite" or reading.forms & PAST:
        return True
    return reading.complement not in ("object", "attitude", "name")


def states_purpose(window: Window, reading: Reading) -> bool:
    """Tell "called him to congratulate him" from "asked them to highlight it"."""
    before = window.passage.lower[window.first : reading.group]
    return reading.verb.kind in PURPOSES and not window.lexicon.meetings.isdisjoint(before)
