"""What stands behind a cue: that-clause, quotation, infinitive, object … and where it begins."""

from archive.extract.attribution.addressees import behind_addressee
from archive.extract.attribution.cues import Cue
from archive.extract.attribution.frames import (
    ASIDE_REACH,
    attitude_that,
    finite_ahead,
    framed,
    is_infinitive,
    is_occasion_clause,
)
from archive.extract.attribution.reading import WH, Complement
from archive.extract.grammar.adverbials import skip_adverbials, that_ahead
from archive.extract.grammar.tokens import STOPS
from archive.extract.grammar.window import REACH, Window
from archive.extract.grammar.wordclass import (
    AUXILIARY,
    DETERMINER,
    NAME,
    NUMBER,
    PHRASE_LEADS,
    PREPOSITION,
)

ASIDES = frozenset("however meanwhile moreover too though therefore nevertheless also".split())
QUOTE_REACH = 20
"""Tokens of an aside before a quotation: ``said on Monday, in reference to her child, “Go”``."""

SILENCES = frozenset("comment elaborate respond answer".split())
"""What somebody declines who says nothing."""


def read_complement(window: Window, cue: Cue) -> Complement:
    """Return what follows ``cue`` behind its adverbials; kind "none" where nothing does."""
    start = skip_adverbials(window, cue.after)
    nothing = Complement("none", start, cue.after)
    if start >= window.after:
        return nothing
    for step in (_behind_phrase, behind_addressee, _behind_mark, _marked_clause, framed):
        found = step(window, start, cue)
        if found is not None:
            return found
    return nothing


def _behind_phrase(window: Window, start: int, cue: Cue) -> Complement | None:
    """Find content behind a phrase that is no known occasion: "said of the plan:"."""
    frames = cue.verb.frames
    often = window.passage.lower[start] == "time"  # "said time and again that"
    if not window.passage.kinds[start] & PHRASE_LEADS and not often:
        return None
    if window.passage.lower[start] == "to" and "to" in frames and is_infinitive(window, start):
        return None  # "committed to help so that prices fall"
    ahead = that_ahead(window, start) if frames & {"that", "clause"} else None
    if ahead is not None:
        return Complement("that", ahead + 1, cue.after)
    quotation = _quotation_ahead(window, start) if "quote" in frames else None
    return None if quotation is None else Complement("quote", quotation, cue.after)


def _quotation_ahead(window: Window, start: int) -> int | None:
    """Return the quotation behind "said of the plan:" or "responded with,"."""
    passage = window.passage
    for i in range(start + 1, min(window.after - 1, start + ASIDE_REACH)):
        word = passage.words[i]
        if passage.quoted[i]:
            return None
        if word in (":", ",") and passage.quoted[i + 1]:
            return i + 1
        stops = word in STOPS and not (word == "." and window.is_dot_inside(i))
        if stops or window.is_finite(i):
            return None
    return None


def _behind_mark(window: Window, start: int, cue: Cue) -> Complement | None:
    """Read a quotation, a colon, a comma or a stop right behind the cue."""
    passage, frames = window.passage, cue.verb.frames
    word, behind = passage.words[start], start + 1
    if passage.quoted[start]:
        quotes = frames & {"quote", "clause", "that"}
        return Complement("quote", start, cue.after) if quotes else None
    if word == ":" and _is_clock(window, start):
        return Complement("none", start, cue.after)
    if word == ":" and frames & {"quote", "clause", "that", "tell", "object"}:
        if behind >= window.after:
            return Complement("none", start, cue.after)
        return Complement("quote" if passage.quoted[behind] else "clause", behind, cue.after)
    if word == ",":
        return _behind_comma(window, start, cue)
    return Complement("none", start, cue.after) if word in STOPS else None


def _is_clock(window: Window, colon: int) -> bool:
    """Tell "beginning at 8:30" from a colon that opens what is said."""
    kinds = window.passage.kinds
    behind = kinds[colon + 1] if colon + 1 < window.after else 0
    return bool(kinds[colon - 1] & behind & NUMBER)


def _behind_comma(window: Window, comma: int, cue: Cue) -> Complement:
    passage, frames = window.passage, cue.verb.frames
    i = comma + 1
    if i + 1 < window.after and passage.lower[i] in ASIDES and passage.words[i + 1] == ",":
        i += 2  # "He added, though, that"
    if i < window.after:
        if passage.quoted[i] and frames & {"quote", "tell"}:
            return Complement("quote", i, cue.after)
        if passage.lower[i] == "that" and frames & {"that", "clause"}:
            return Complement("that", i + 1, cue.after)
    return _behind_aside(window, comma, cue) or Complement("none", comma, cue.after)


def _behind_aside(window: Window, comma: int, cue: Cue) -> Complement | None:
    """Find the content behind an aside: "said, per a translator, that", "said, smiling: “Go”"."""
    passage, frames = window.passage, cue.verb.frames
    if frames & {"that", "clause"}:
        ahead = that_ahead(window, comma)
        if ahead is not None and passage.words[ahead - 1] == ",":
            return Complement("that", ahead + 1, cue.after)
    if "quote" not in frames:
        return None
    for i in range(comma + 1, min(window.after - 1, comma + QUOTE_REACH)):
        adjective = passage.kinds[i - 1] & DETERMINER  # "in an exaggerated accent"
        other = passage.lower[i] in window.lexicon.entries and not passage.kinds[i] & PHRASE_LEADS
        verb = not adjective and (window.is_finite(i) or other)
        if passage.quoted[i] or verb:
            return None
        if passage.words[i] in (":", ",") and passage.quoted[i + 1]:
            return Complement("quote", i + 1, cue.after)
    return None


def _marked_clause(window: Window, start: int, cue: Cue) -> Complement | None:
    """Read a clause behind "that", a wh-word or "to", or behind "voiced hope that"."""
    passage, frames = window.passage, cue.verb.frames
    word = passage.lower[start]
    if word == "that" and frames & {"that", "clause"} and start + 1 < window.after:
        if _points_back(window, start):
            return Complement("object", start, cue.after) if "object" in frames else None
        if passage.kinds[start + 1] & AUXILIARY and "clause" in frames and not cue.verb.strict:
            return Complement("clause", start, cue.after)  # "said that was not enough"
        phrase = passage.kinds[start + 1] & PREPOSITION  # "proposed that in 2013"
        if not phrase or finite_ahead(window, start + 1):
            return Complement("that", start + 1, cue.after)
    if word == "so" and passage.lower[start + 1 : start + 2] == ["that"]:
        return Complement("none", start, cue.after)
    if word in WH and "wh" in frames and not is_occasion_clause(window, start):
        return Complement("wh", start, cue.after)
    to = start + 1 if word == "not" and start + 1 < window.after else start
    if passage.lower[to] == "to" and "to" in frames and is_infinitive(window, to):
        if cue.verb.lemma in ("decline", "refuse") and _is_silence(window, to + 1):
            return Complement("none", start, cue.after)
        return Complement("to", start, cue.after)
    if "attitude" in frames or cue.verb.kind == "express":
        noun = attitude_that(window, start, cue.verb)
        if noun is not None:
            return Complement("that", noun + 2, noun + 1)
    return None


def _is_silence(window: Window, i: int) -> bool:
    """Tell "declined to comment" from "declined to comment on the plan", which says of what."""
    lower = window.passage.lower
    return lower[i] in SILENCES and lower[i + 1 : i + 2] not in (["on"], ["about"], ["to"])


def _points_back(window: Window, that: int) -> bool:
    """Tell "reiterated that view in Oslo" from "reiterated that aid in Gaza is late"."""
    passage, noun = window.passage, that + 1
    if passage.lower[noun] not in window.lexicon.reports:
        return False
    for i in range(noun + 1, min(window.after, noun + REACH)):
        if window.is_finite(i) or passage.quoted[i]:
            return False
        if passage.words[i] in (",", ".", ";"):
            return True
        if passage.lower[i].endswith("s") and not passage.kinds[i] & (DETERMINER | NAME):
            return False  # perhaps a verb
    return True
