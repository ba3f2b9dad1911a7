"""What stands behind a cue: that-clause, quotation, infinitive, object … and where it begins."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from archive.extract.attribution.cues import Cue
from archive.extract.grammar.adverbials import skip_adverbials, that_ahead
from archive.extract.grammar.lexicon import Verb
from archive.extract.grammar.tokens import STOPS
from archive.extract.grammar.window import REACH, Window
from archive.extract.grammar.wordclass import (
    AUXILIARY,
    DETERMINER,
    FINITE,
    ING,
    NAME,
    NUMBER,
    PHRASE_LEADS,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    WORD,
)

Kind = Literal[
    "that", "wh", "quote", "clause", "to", "object", "attitude", "urge", "as", "name", "none"
]
CLAUSAL = frozenset(("that", "clause", "quote", "wh", "to"))
"""Complements with a clause of their own, in which other cues are nested."""

WH = frozenset("whether if how why what who when where which".split())
ASIDES = frozenset("however meanwhile moreover too though therefore nevertheless also".split())
OBJECT_PRONOUNS = frozenset("him her them us me himself themselves".split())
ADDRESSEES = frozenset("him her them us me you it himself herself".split())
NO_OBJECTS = frozenset(
    "and or but to not than up off out down back as when while if because".split()
)
NO_CLAUSES = frozenset("and or but nor of to than".split())
CONTENT_MARKS = frozenset("that : whether if how why what about".split())
PREDICATES = frozenset("a an the one nothing".split())
SILENCES = frozenset("comment elaborate respond answer".split())
"""What somebody declines who says nothing."""

SIGNS = frozenset("$#@")
URGE_MARKS = {"warn": frozenset("about against not of".split())}
"""What an urging may go on with beside "to": "warned the bank against buying bonds"."""

OBJECT_REACH = 22
"""Tokens from a cue to the "to" or "as" that completes it: "urged the new government … to"."""

ASIDE_REACH = 14
ADDRESSEE_REACH = 25


class Complement(NamedTuple):
    """The kind, the token where the content begins, and the token behind the cue's own words."""

    kind: Kind
    content: int
    cue_end: int


def read_complement(window: Window, cue: Cue) -> Complement:
    """Return what follows ``cue`` behind its adverbials; kind "none" where nothing does."""
    start = skip_adverbials(window, cue.after)
    nothing = Complement("none", start, cue.after)
    if start >= window.after:
        return nothing
    for step in (_behind_phrase, _behind_addressee, _behind_mark, _marked_clause, _framed):
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


def _behind_addressee(window: Window, start: int, cue: Cue) -> Complement | None:
    """Find content behind "told reporters" or "asked the minister": the addressee is none."""
    frames = cue.verb.frames
    if not frames & {"tell", "ask"} or window.passage.quoted[start]:
        return None
    if window.passage.words[start] == "," and "that" in frames:
        return None  # "warned, however, that"
    end = _addressee_end(window, start)
    if end is None:
        return None
    i = skip_adverbials(window, end) if end < window.after else end
    if i < window.after and window.passage.words[i] == ",":
        i = _behind_apposition(window, i)
    kind, content = _told(window, i)
    if "tell" not in frames and kind not in ("wh", "quote", "that"):
        return None
    if kind == "none" and "urge" in frames and _urged(window, start, cue.verb) is not None:
        return Complement("urge", start, cue.after)  # "warned the bank against buying"
    return Complement(kind, start if kind == "urge" else content, start)


def _behind_apposition(window: Window, comma: int) -> int:
    """Return the "that" behind an addressee's name: "told his counterpart, Hu Jun, that"."""
    ahead = that_ahead(window, comma)
    named = window.passage.is_name(comma + 1) if comma + 1 < window.after else False
    closed = ahead is not None and window.passage.words[ahead - 1] == ","
    return ahead if ahead is not None and closed and named else comma


def _told(window: Window, i: int) -> tuple[Kind, int]:
    """Return kind and place of what stands at ``i``, behind an addressee."""
    passage = window.passage
    if i >= window.after or passage.words[i] in (".", "!", "?"):
        return "none", i
    word, kind = passage.lower[i], passage.kinds[i]
    ahead = that_ahead(window, i) if kind & PREPOSITION else None
    if ahead is not None:
        return "that", ahead + 1
    behind = i + 1 < window.after
    if word == "that":
        return "that", i + 1
    if passage.quoted[i]:
        return "quote", i
    if word in (",", ":"):
        if behind and passage.quoted[i + 1]:
            return "quote", i + 1
        if behind and passage.lower[i + 1] == "that":
            return "that", i + 2
        return ("clause", i + 1) if word == ":" and behind else ("none", i)
    if word in WH:
        return "wh", i
    if word == "to" and is_infinitive(window, i):
        return "urge", i
    if word == "about" and behind:
        return "wh", i + 1
    if kind & PREPOSITION and word not in ("for", "under", "as", "after", "if"):
        return "none", i
    return "clause", i


def _addressee_end(window: Window, start: int) -> int | None:
    """Return the token behind the addressee at ``start``: "told | reporters in Minsk | that"."""
    passage = window.passage
    if passage.lower[start] == "it" and passage.kinds[start + 1] & AUXILIARY:
        return None  # "warned it could take weeks"
    if passage.lower[start] in ADDRESSEES:
        joined = passage.lower[start + 1 : start + 2] == ["and"]  # "told him and his wife that"
        if not joined:
            return start + 1
    for i in range(start, min(window.after, start + ADDRESSEE_REACH)):
        word = passage.lower[i]
        if word in CONTENT_MARKS or (passage.quoted[i] and i > start):
            title = passage.quoted[i] and _after_title(window, i)
            return title or i if i > start else None
        if word in STOPS:
            return i if word == "." else None
        if word == "," or (i > start and _opens_content(window, i)):
            return i
    return None


def _after_title(window: Window, start: int) -> int | None:
    """Return the token behind a programme's name: ``told CNN's “The Morning” on Monday | that``."""
    passage, end = window.passage, start
    while end < window.after and passage.quoted[end] == passage.quoted[start]:
        end += 1
    words = [i for i in range(start, end) if passage.is_word(i)]
    if not words or not all(passage.is_name(i) or len(passage.words[i]) < 4 for i in words):
        return None
    owned = passage.lower[start - 1].endswith(("'s", "’s"))
    return end if owned and end < window.after and passage.words[end - 2] not in ",.!?" else None


def _opens_content(window: Window, i: int) -> bool:
    """Tell whether what is told begins at ``i``, behind an addressee, without "that"."""
    passage, kind = window.passage, window.passage.kinds[i]
    if passage.lower[i] == "to" and i + 1 < window.after:
        return not passage.kinds[i + 1] & (DETERMINER | NAME)
    if kind & PRONOUN:
        return True
    if passage.lower[i] == "there" and i + 1 < window.after:
        return bool(passage.kinds[i + 1] & AUXILIARY)
    if kind & NAME and passage.is_name(i - 1):
        return False  # "told This Week that"
    before = passage.kinds[i - 1]
    return bool(kind & DETERMINER and before & WORD and not before & PREPOSITION) and (
        passage.lower[i - 1] not in ("and", "all")
    )


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
    for i in range(comma + 1, min(window.after - 1, comma + ASIDE_REACH - 4)):
        adjective = passage.kinds[i - 1] & DETERMINER  # "in an exaggerated accent"
        verb = not adjective and (window.is_finite(i) or passage.lower[i] in window.lexicon.entries)
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
    if word in WH and "wh" in frames and not _is_occasion_clause(window, start):
        return Complement("wh", start, cue.after)
    to = start + 1 if word == "not" and start + 1 < window.after else start
    if passage.lower[to] == "to" and "to" in frames and is_infinitive(window, to):
        if cue.verb.lemma in ("decline", "refuse") and _is_silence(window, to + 1):
            return Complement("none", start, cue.after)
        return Complement("to", start, cue.after)
    if "attitude" in frames or cue.verb.kind == "express":
        noun = _attitude_that(window, start, cue.verb)
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


def _framed(window: Window, start: int, cue: Cue) -> Complement | None:
    """Read the complement by the first of the verb's frames that fits, the narrowest first."""
    for kind, find in _FRAMES:
        if kind in cue.verb.frames:
            content = find(window, start, cue.verb)
            if content is not None:
                return Complement(kind, content, cue.after)
    return None


def is_infinitive(window: Window, to: int) -> bool:
    """Tell "to help" from "to the committee"."""
    passage, i = window.passage, to + 1
    if i >= window.after:
        return False
    if passage.quoted[i] and not passage.quoted[to]:
        return True  # pledged to "bring our revolution"
    kind = passage.kinds[i]
    if not kind & WORD or kind & DETERMINER or passage.lower[i] in OBJECT_PRONOUNS:
        return False
    if passage.lower[i] in ("which", "whom"):
        return False
    return not kind & NAME or passage.is_name(to)


def _urged(window: Window, start: int, verb: Verb) -> int | None:
    """Find somebody, then "to" before any verb or stop: "urged China to act"."""
    passage = window.passage
    if not _opens_object(window, start):
        return None
    for i in range(start + 1, min(window.after, start + OBJECT_REACH)):
        if passage.quoted[i]:
            return start if "object" in verb.frames else None
        if passage.lower[i] == "to" and is_infinitive(window, i):
            return start
        if passage.words[i] in STOPS or window.is_finite(i):
            return None
        if passage.lower[i] in URGE_MARKS.get(verb.lemma, ("for", "not")) and i - start < 6:
            return start
    return None


def _described(window: Window, start: int, verb: Verb) -> int | None:
    """Find "as" behind an object: "described the talks as useful"."""
    passage = window.passage
    if passage.lower[start] == "as" and start + 1 < window.after:
        return start + 1  # "whom he described as peaceful"
    if not _opens_object(window, start):
        return None
    for i in range(start + 1, min(window.after, start + OBJECT_REACH)):
        if passage.lower[i] == "as" or passage.quoted[i]:
            return start
        if passage.words[i] in STOPS or passage.words[i] == ",":
            return None
    return None


def _called(window: Window, start: int, verb: Verb) -> int | None:
    """Find somebody and what he is called: "called him a liar", ``dubbed it “a disaster”``."""
    passage, kinds = window.passage, window.passage.kinds
    if not _opens_object(window, start):
        return None
    if passage.quoted[start]:
        return start
    for i in range(start + 1, min(window.after, start + ASIDE_REACH)):
        if passage.quoted[i]:
            return start
        if not passage.is_word(i) or passage.lower[i] in ("to", "for", "off", "on", "about"):
            return None
        if passage.lower[i] in PREDICATES and not kinds[i - 1] & PREPOSITION:
            return start
    return None


def _attitude(window: Window, start: int, verb: Verb) -> int | None:
    """Find a word of the list within a few tokens: "conveyed his deep concern"."""
    passage, nouns = window.passage, verb.nouns or window.lexicon.attitudes
    for i in range(start, min(window.after, start + 7)):
        if passage.lower[i] in nouns:
            return start
        if not passage.is_word(i) or passage.kinds[i] & PREPOSITION:
            return None
    return None


def _attitude_that(window: Window, start: int, verb: Verb) -> int | None:
    """Return the noun of "voiced hope that" or "expressed his belief that": it is of the cue."""
    passage, nouns = window.passage, verb.nouns or window.lexicon.attitudes
    for i in range(start, min(window.after - 2, start + 5)):
        if not passage.is_word(i) or passage.quoted[i]:
            return None
        if passage.lower[i] in nouns and passage.lower[i + 1] == "that":
            return i
    return None


def _object(window: Window, start: int, verb: Verb) -> int | None:
    return start if _opens_object(window, start) else None


def _clause(window: Window, start: int, verb: Verb) -> int | None:
    """Find a clause without "that": a finite verb must follow; behind "said" nothing else can."""
    if window.passage.lower[start] in NO_CLAUSES or _is_occasion_clause(window, start):
        return None
    leads = window.passage.kinds[start] & PHRASE_LEADS
    if verb.lemma == "say" and not leads:
        return start
    if leads and verb.kind != "say":
        return None  # "declared for president"
    if window.passage.lower[start] == "not":
        return None  # "recalled not the war but the peace"
    return start if _clause_ahead(window, start) else None


_FRAMES: tuple[tuple[Kind, Callable[[Window, int, Verb], int | None]], ...] = (
    ("urge", _urged),
    ("as", _described),
    ("name", _called),
    ("attitude", _attitude),
    ("object", _object),
    ("clause", _clause),
)


def _is_occasion_clause(window: Window, start: int) -> bool:
    """Tell "said when meeting with Li", "said while visiting": it belongs to the cue."""
    lower = window.passage.lower
    if lower[start] in ("when", "while", "as"):
        return start + 1 < window.after
    return (
        lower[start] in ("after", "before")
        and start + 1 < window.after
        and lower[start + 1].endswith("ing")
    )


def finite_ahead(window: Window, start: int) -> bool:
    """Return whether a finite verb follows ``start`` within reach."""
    kinds = window.passage.kinds
    return any(kind & FINITE for kind in kinds[start + 1 : min(window.after, start + REACH)])


def _clause_ahead(window: Window, start: int) -> bool:
    """Tell "noted trade grew" from "wrote a letter, which grew" and "added jobs as it grew"."""
    passage, kinds = window.passage, window.passage.kinds
    opening = bool(kinds[window.first] & SUBORDINATOR)
    for i in range(start + 1, min(window.after, start + REACH)):
        if kinds[i] & FINITE and not _is_participle(window, i):
            return True
        if kinds[i] & (RELATIVE | SUBORDINATOR) and not kinds[i] & PREPOSITION:
            return False
        if passage.words[i - 1] == "," and (opening or kinds[i] & ING):
            return False
    return False


def _is_participle(window: Window, i: int) -> bool:
    """Tell "a detailed letter" from "the letter detailed"."""
    passage = window.passage
    return passage.lower[i].endswith("ed") and bool(passage.kinds[i - 1] & DETERMINER)


def _opens_object(window: Window, start: int) -> bool:
    """Tell whether a noun phrase can begin at ``start``."""
    passage, kind = window.passage, window.passage.kinds[start]
    if passage.quoted[start] or passage.lower[start] in ("him", "them", "us"):
        return True
    if not kind & WORD and passage.words[start] not in SIGNS:
        return False
    if passage.lower[start] == "not" and passage.lower[start + 1 : start + 2] == ["just"]:
        return True
    if kind & (PREPOSITION | AUXILIARY) or passage.lower[start] in NO_OBJECTS:
        return False
    return passage.lower[start] != "that" or _is_demonstrative(window, start)


def _is_demonstrative(window: Window, i: int) -> bool:
    """Tell "called that report a lie" from "said that reports": a singular noun follows."""
    passage, kinds, noun = window.passage, window.passage.kinds, i + 1
    return (
        noun + 1 < window.after
        and passage.words[noun][0].islower()
        and not passage.lower[noun].endswith("s")
        and not kinds[noun] & (DETERMINER | PRONOUN | PREPOSITION | FINITE)
        and not kinds[noun + 1] & FINITE
    )
