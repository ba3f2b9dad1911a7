"""Cues before their source: ``“Trade grew,” said Li Qiang, premier of China``."""

from typing import NamedTuple

from archive.extract.attribution.cues import Cue
from archive.extract.attribution.reading import Kind
from archive.extract.attribution.sources import source_after, source_before
from archive.extract.grammar.adverbials import only_time, skip_adverbials
from archive.extract.grammar.inflection import PAST
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.window import REACH, Window
from archive.extract.grammar.wordclass import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    NAME,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
)

CLOSES = frozenset((",", "—", "–", "?", "!"))
NO_SOURCES = frozenset("that whether if no yes so nothing little much".split())
SIGNS = frozenset("$€£¥%")
TITLE_REACH = 5
"""Words of an office before a name: "said former deputy prime minister Ed Lund"."""

FULL_NAME = 2
"""Words of a name that is no word of the sentence with a capital."""

LONG_CONTENT = 8
"""Words before a comma that are no opener and no name with its office."""

ENDS = frozenset((",", ".", ";", "?", "!"))


class Inversion(NamedTuple):
    """The source behind a cue, and what goes on behind the source."""

    source: Range
    kind: Kind
    content: int


def is_inverted(window: Window, cue: Cue, group: int) -> bool:
    """Tell "…, said Ann Lee, the director" from "Ann Lee, the director, said trade grew".

    A comma before the cue can close content or an aside. It closes content where a verb stands
    before it, outside the aside, and behind the cue there is only a noun phrase up to a stop.
    """
    passage, before = window.passage, group - 1
    if "inverts" not in cue.verb.frames or before <= window.first or passage.words[before] != ",":
        return False
    if _interrupts(window, cue, before):
        return True
    aside = source_before(window, before)
    bare = aside is not None and "," not in passage.words[aside[0] : before]
    closed = bool(passage.quoted[before - 1])  # "“Go”, said Lee"
    source = _source(window, cue)
    named = source is not None and _names_speaker(window, source, before)
    if not (bare or closed or named or window.has_finite(window.first, before)):
        return False
    if aside is not None and not (bare or named) and not window.has_finite(window.first, aside[0]):
        return False  # "Ann Lee, who is the director, said": the verb is the aside's
    if source is None or window.has_finite(*source):
        return False
    i = skip_adverbials(window, source[1])
    return i >= window.after or passage.words[i] in ENDS or bool(passage.kinds[i] & RELATIVE)


def _names_speaker(window: Window, source: Range, comma: int) -> bool:
    """Tell "Many things drive up the cost, said Ann Lee, a director" by a full name and no verb.

    The words before it are content whatever their verb, where they are many and no name opens them.
    """
    passage = window.passage
    full = all(passage.is_name(i) for i in range(source[1] - FULL_NAME, source[1]))
    opens = window.opening()
    long = any(passage.quoted[opens:comma]) or (
        comma - opens >= LONG_CONTENT and not passage.is_name(opens + 1)
    )
    return full and source[1] - source[0] >= FULL_NAME and long and _goes_no_further(window, source)


def _goes_no_further(window: Window, source: Range) -> bool:
    """Tell whether no verb follows a name for which it could be the subject: "said Ann Lee won"."""
    passage, end = window.passage, source[1]
    if end < window.after and passage.words[end] not in ENDS:
        return False
    return resumes(window, end) is None


def _interrupts(window: Window, cue: Cue, comma: int) -> bool:
    """Tell "The cost, says Ann Lee, a director, is high" by the verb behind a second comma."""
    passage = window.passage
    opening = range(window.opening(), comma)
    if any(passage.words[i] == "," or window.is_finite(i) for i in opening):
        return False
    source = _source(window, cue)
    if source is None or not passage.is_name(source[1] - 1):
        return False
    return resumes(window, source[1]) is not None


def resumes(window: Window, start: int) -> int | None:
    """Return the finite verb behind the last comma of an aside that begins at ``start``."""
    passage, comma = window.passage, False
    for i in range(start, min(window.after, start + REACH)):
        if comma and passage.kinds[i] & AUXILIARY and passage.lower[i] != "to":
            return i
        comma = passage.words[i] == ","
        if passage.quoted[i] or (window.is_finite(i) and passage.words[i - 1] != ","):
            return None
    return None


def read_inversion(window: Window, cue: Cue, complement: Kind) -> Inversion | None:
    """Return the source behind ``cue`` and what follows it, or None where it is no inversion."""
    if complement not in ("none", "object", "clause") or "inverts" not in cue.verb.frames:
        return None
    source = _source(window, cue)
    if source is None:
        return None
    kind, content = _resumption(window, skip_adverbials(window, source[1]))
    if cue.first == window.opening() and kind != "quote":
        return None
    return Inversion(source, kind, content) if _is_closed(window, cue, content) else None


def _source(window: Window, cue: Cue) -> Range | None:
    passage, before, start = window.passage, cue.first - 1, cue.after
    while before >= window.first and window.is_adverb(before) and not passage.quoted[before]:
        before -= 1
    opens = cue.first == window.opening() and bool(cue.forms & PAST)  # "Added Lee: “Go”"
    if not opens and (
        before < window.first or not (passage.quoted[before] or passage.words[before] in CLOSES)
    ):
        return None
    while start < window.after and window.is_adverb(start):
        start += 1
    if start >= window.after or not passage.is_word(start):
        return None
    if passage.kinds[start] & PREPOSITION or passage.lower[start] in NO_SOURCES:
        return None
    separated = opens or not passage.quoted[before]
    if separated and not (
        passage.kinds[start] & (NAME | DETERMINER) or _leads_to_name(window, cue, start)
    ):
        return None  # "Lee, asked about it, said nothing"
    source = source_after(window, start)
    if source and any(word in SIGNS for word in passage.words[source[0] : source[1]]):
        return None  # "charged a $9 fee"
    return None if source is None or only_time(window, source[0], source[1] - 1) else source


def _leads_to_name(window: Window, cue: Cue, start: int) -> bool:
    """Tell ", said former mayor Ed Lund" and ", said fishermen in Bergen" from other words."""
    passage, kinds = window.passage, window.passage.kinds
    for i in range(start, min(window.after, start + TITLE_REACH)):
        if not passage.is_word(i) or passage.quoted[i]:
            return False
        if kinds[i] & NAME:
            return i > start
        if i > start and kinds[i] & (PREPOSITION | DETERMINER):
            break
        if window.is_finite(i) or kinds[i] & (SUBORDINATOR | DETERMINER | ADVERB):
            return False
    plural = passage.lower[start].endswith(("s", "people", "men"))
    return plural and cue.verb.lemma == "say" and passage.lower[start] not in NO_SOURCES


def _resumption(window: Window, i: int) -> tuple[Kind, int]:
    """Find a quotation that goes on behind ``said Li``, also behind a comma or a colon."""
    passage = window.passage
    if i < window.after and passage.quoted[i]:
        return "quote", i
    if i + 1 < window.after and passage.words[i] in (",", ":") and passage.quoted[i + 1]:
        return "quote", i + 1
    if i < window.after and passage.words[i] == ":":
        return "clause", i + 1
    return "none", i


def _is_closed(window: Window, cue: Cue, i: int) -> bool:
    """Behind a comma alone, ``said Li`` must be followed by a stop: else it is no inversion."""
    passage = window.passage
    if passage.quoted[cue.first - 1] or i >= window.after or passage.quoted[i]:
        return True
    return (
        passage.words[i] in ENDS
        or bool(passage.kinds[i] & (RELATIVE | SUBORDINATOR))
        or passage.lower[i] in ("in", "at", "on")
    )
