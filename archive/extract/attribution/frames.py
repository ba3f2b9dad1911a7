"""The complements that no mark shows: one reading for each frame of a verb, in one table."""

from collections.abc import Callable

from archive.extract.attribution.cues import Cue
from archive.extract.attribution.reading import Complement, Kind
from archive.extract.grammar.lexicon import Verb
from archive.extract.grammar.tokens import STOPS
from archive.extract.grammar.window import REACH, Window
from archive.extract.grammar.wordclass import (
    AUXILIARY,
    DETERMINER,
    FINITE,
    ING,
    NAME,
    PHRASE_LEADS,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    WORD,
)

OBJECT_PRONOUNS = frozenset("him her them us me himself themselves".split())
NO_OBJECTS = frozenset(
    "and or but to not than up off out down back as when while if because".split()
)
NO_CLAUSES = frozenset("and or but nor of to than".split())
PREDICATES = frozenset("a an the one nothing".split())
SIGNS = frozenset("$#@")
ADJECTIVES = tuple("al ful less ous ive able ible ed ing ic ish ary ant ent usual wrong".split())
"""Ends of the adjectives that people call things."""

JUDGED_BEFORE = frozenset((".", ",", "!", "?", ")", "and", "but"))
URGE_MARKS = {"warn": frozenset("about against not of".split())}
"""What an urging may go on with beside "to": "warned the bank against buying bonds"."""

OBJECT_REACH = 22
"""Tokens from a cue to the "to" or "as" that completes it: "urged the new government … to"."""

ASIDE_REACH = 14

CONTRACTED = ("'s", "’s", "'re", "’re", "'ve", "’ve")
"""Ends of pronouns with the verb of their clause."""


def framed(window: Window, start: int, cue: Cue) -> Complement | None:
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


def urged(window: Window, start: int, verb: Verb) -> int | None:
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
        if kinds[i] & (AUXILIARY | SUBORDINATOR | RELATIVE) and passage.lower[i] != "to":
            return None  # "called Lee after the vote was lost"
        if not passage.is_word(i) or passage.lower[i] in ("to", "for", "off", "and", "but"):
            return start if _is_judged(window, start, i) else None
        timed = kinds[i + 1] & TIME or kinds[i - 1] & PREPOSITION  # "on the pier a day later"
        if passage.lower[i] in PREDICATES and not timed:
            return start
    return start if _is_judged(window, start, window.after) else None


def _is_judged(window: Window, start: int, end: int) -> bool:
    """Tell "called him crazy" and "called the charges unsubstantiated" by the adjective."""
    passage, kinds, last = window.passage, window.passage.kinds, end - 1
    if last <= start or (end < window.after and passage.lower[end] not in JUDGED_BEFORE):
        return False
    if kinds[last] & (NAME | PREPOSITION | TIME | PRONOUN) or window.is_adverb(last):
        return False
    if passage.lower[start] in OBJECT_PRONOUNS or passage.lower[start] == "it":
        return passage.lower[last] not in ("back", "in", "up", "out")
    return passage.lower[last].endswith(ADJECTIVES) and not kinds[last - 1] & (
        DETERMINER | PREPOSITION
    )


def _attitude(window: Window, start: int, verb: Verb) -> int | None:
    """Find a word of the list within a few tokens: "conveyed his deep concern"."""
    passage, nouns = window.passage, verb.nouns or window.lexicon.attitudes
    for i in range(start, min(window.after, start + 7)):
        if passage.lower[i] in nouns:
            return start
        if not passage.is_word(i) or passage.kinds[i] & PREPOSITION:
            return None
    return None


def attitude_that(window: Window, start: int, verb: Verb) -> int | None:
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
    if window.passage.lower[start] in NO_CLAUSES or is_occasion_clause(window, start):
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
    ("urge", urged),
    ("as", _described),
    ("name", _called),
    ("attitude", _attitude),
    ("object", _object),
    ("clause", _clause),
)


def is_occasion_clause(window: Window, start: int) -> bool:
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
    after = min(window.after, start + REACH)
    return (
        any(kind & FINITE for kind in kinds[start + 1 : after])
        or _is_contracted(window, start)
        or any(_is_present(window, i) for i in range(start + 1, after - 1))
    )


def _is_contracted(window: Window, i: int) -> bool:
    """Tell whether a subject holds its verb: "claims he's right"."""
    return window.is_pronoun(i) and window.passage.lower[i].endswith(CONTRACTED)


def _is_present(window: Window, i: int) -> bool:
    """Tell "claims Lee runs the port", whose verb could be a plural, by name and article."""
    passage = window.passage
    word = passage.words[i]
    return (
        word.endswith("s")
        and word.islower()
        and passage.is_name(i - 1)
        and passage.lower[i + 1] in ("a", "an", "the")
    )


def _clause_ahead(window: Window, start: int) -> bool:
    """Tell "noted trade grew" from "wrote a letter, which grew" and "added jobs as it grew"."""
    passage, kinds = window.passage, window.passage.kinds
    opening = bool(kinds[window.first] & SUBORDINATOR)
    if _is_contracted(window, start):
        return True
    for i in range(start + 1, min(window.after, start + REACH)):
        if kinds[i] & FINITE and not _is_participle(window, i):
            return True
        if i + 1 < window.after and _is_present(window, i):
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
