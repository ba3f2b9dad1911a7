"""The verb group before a cue: its auxiliaries and adverbs, read from right to left."""

from typing import NamedTuple

from archive.extract.grammar.adverbials import after_time, is_share
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import ADVERB, AUXILIARY, BE, HAVE, MODAL, NEGATION

TIME_REACH = 5
"""Tokens of a time between a subject and its verb: "in the past", "on Sept. 7"."""


class VerbGroup(NamedTuple):
    """The first token of the group, what auxiliaries it holds, and where "to" stands in it."""

    first: int
    bits: int
    to: int | None

    @property
    def be(self) -> bool:
        """Whether a form of "be" stands in it."""
        return bool(self.bits & BE)

    @property
    def have(self) -> bool:
        """Whether a form of "have" stands in it."""
        return bool(self.bits & HAVE)

    @property
    def modal(self) -> bool:
        """Whether a modal or "do" stands in it."""
        return bool(self.bits & MODAL)

    @property
    def negated(self) -> bool:
        """Whether it says that something was not said."""
        return bool(self.bits & NEGATION)


def verb_group(window: Window, first: int) -> VerbGroup:
    """Walk left from the verb at ``first`` over adverbs and auxiliaries."""
    passage, bits, to = window.passage, 0, None
    i = first - 1
    while i >= window.first and not passage.quoted[i]:
        kind = passage.kinds[i]
        if passage.lower[i] == "to":
            to = i
            bits |= kind & NEGATION
        elif kind & AUXILIARY or _modifies(window, i, first):
            bits |= kind & (AUXILIARY | BE | HAVE | MODAL | NEGATION)
        else:
            phrase = _time_before(window, i) or _aside_before(window, i)
            if phrase is None:
                break
            i = phrase
        i -= 1
    return VerbGroup(i + 1, bits, to)


def _time_before(window: Window, end: int) -> int | None:
    """Return the preposition of a time that parts a subject from its verb: "Lee on Friday said"."""
    for i in range(end - 1, max(window.first, end - TIME_REACH), -1):
        if window.passage.lower[i] in ("on", "in", "at", "during"):
            if is_share(window, i):
                return None  # "nine in 10 said"
            return i if after_time(window, i + 1, end + 1) == end + 1 else None
    return None


def _aside_before(window: Window, comma: int) -> int | None:
    """Return the first comma of a short aside behind an auxiliary: "have, in fact, praised"."""
    words = window.passage.words
    if words[comma] != ",":
        return None
    for i in range(comma - 1, max(window.first, comma - TIME_REACH), -1):
        if words[i] == ",":
            return i if window.passage.kinds[i - 1] & AUXILIARY else None
    return None


def _modifies(window: Window, i: int, verb: int) -> bool:
    """Tell whether the word at ``i`` can stand between a subject and its verb."""
    passage = window.passage
    word = passage.lower[i]
    if word in ("more", "most", "less"):
        return i + 1 < verb and window.is_adverb(i + 1)
    if "but" in passage.lower[i : i + 2] and "all" in passage.lower[i - 1 : i + 1]:
        return True  # "all but accused"
    if word in ("both", "all", "each"):
        return i > window.first and window.is_pronoun(i - 1)
    return bool(passage.kinds[i] & ADVERB) and word not in ("here", "today")
