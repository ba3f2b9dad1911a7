"""The subject of a sentence, for cues that share it without naming it."""

from archive.extract.attribution.reading import Reading
from archive.extract.attribution.sources import source_before
from archive.extract.grammar.inflection import PAST
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import FINITE, PHRASE_LEADS, RELATIVE, WORD

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
    for i in range(first + 1, limit):
        if passage.kinds[i] & FINITE and passage.kinds[i] & WORD and not passage.quoted[i]:
            relative = bool(passage.kinds[i - 1] & RELATIVE)
            last = i - 2 if relative else i - 1
            return source_before(window, last - (relative and passage.words[last] == ","))
    return None


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
