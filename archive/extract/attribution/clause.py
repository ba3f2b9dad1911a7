"""Read one cue in its sentence by what it is: a verb, a noun, an adjective, "according to".

A reading says nothing of the other cues; ``sentence`` weighs them against each other.
"""

from itertools import pairwise

from archive.extract.attribution.complements import read_complement
from archive.extract.attribution.cues import Cue
from archive.extract.attribution.nouns import WORDS, in_the_words_of, read_noun
from archive.extract.attribution.reading import Kind, Reading
from archive.extract.attribution.sources import source_after, source_before
from archive.extract.attribution.verbs import read_verb
from archive.extract.grammar.inflection import ING, PAST
from archive.extract.grammar.lexicon import NOUN, PREDICATE, SOURCE_AFTER
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.verbgroup import verb_group
from archive.extract.grammar.window import Window

RELAYS = frozenset("quoted cited quoting citing quotes cites".split())
RELAY_REACH = 12
"""Tokens from "quoted" to "as saying", with the source between them."""


def read_cue(window: Window, cue: Cue) -> Reading | None:
    """Return what ``cue`` says, or None where its word reports nothing here."""
    if cue.forms & SOURCE_AFTER:
        return _read_source_after(window, cue)
    if cue.forms & NOUN:
        return _read_noun(window, cue)
    if cue.forms & PREDICATE:
        return _read_predicate(window, cue)
    relayed = _read_relayed(window, cue) if cue.forms & ING else None
    if relayed is not None:
        return relayed
    if cue.verb.lemma in ("quote", "cite") and _relays(window, cue.after):
        return None  # "quoted Dahl as saying": the cue is read with "saying"
    return read_verb(window, cue)


def _read_source_after(window: Window, cue: Cue) -> Reading | None:
    """Read "according to the ministry": a closing cue with its source behind it."""
    source = source_after(window, cue.after)
    if source is None:
        return None
    opens = cue.first <= window.opening()
    return Reading(
        (cue.first, cue.after),
        cue.first,
        cue.verb,
        PAST,
        "finite",
        source,
        "none",
        source[1],
        inverted=True,
        introduced_by="as" if opens else "",
    )


def _read_noun(window: Window, cue: Cue) -> Reading | None:
    own = in_the_words_of(window, cue.first)
    if own is not None:
        opens = own[0] <= window.opening()
        return Reading(
            (own[0], cue.after),
            own[0],
            cue.verb,
            PAST,
            "finite",
            (own[0] + 1, own[1]),
            "none",
            cue.after,
            inverted=True,
            introduced_by="as" if opens else "",
        )
    if cue.verb.lemma in WORDS:
        return None
    found = read_noun(window, cue.first, cue.verb.kind)
    if found is None:
        return None
    words, source = (cue.first, cue.after), found.source
    group = source[0] if source and source[0] < cue.first else cue.first
    return Reading(words, group, cue.verb, PAST, "noun", source, "that", found.content)


def _read_predicate(window: Window, cue: Cue) -> Reading | None:
    """Read "Li was convinced that A" and "“A,” Li is confident."."""
    group = verb_group(window, cue.first)
    if not group.be or group.modal or group.negated:
        return None
    source = source_before(window, group.first - 1) if group.first > window.first else None
    if source is None:
        return None
    words, start = (group.first, cue.after), cue.after
    kind: Kind = "none"
    if window.word(start) == "that" and start + 1 < window.after:
        start, kind = start + 1, "that"
    elif window.word(start) != "." or not _interrupted(window, source):
        return None
    return Reading(words, group.first, cue.verb, PAST, "finite", source, kind, start)


def _interrupted(window: Window, source: Range) -> bool:
    """Tell whether a comma or a quotation ends right before a source."""
    before = source[0] - 1
    if before <= window.first:
        return False
    return bool(window.passage.quoted[before]) or window.passage.words[before] == ","


def _relays(window: Window, start: int) -> bool:
    """Tell whether "as saying" follows within a short source."""
    lower = window.passage.lower[start : start + RELAY_REACH]
    return any(a == "as" and b in ("saying", "telling") for a, b in pairwise(lower))


def _read_relayed(window: Window, cue: Cue) -> Reading | None:
    """Read "Dahl was quoted as saying A" and "NTB quoted Dahl as saying A": Dahl says it.

    ``cue`` is "saying" or "telling" behind "as".
    """
    passage = window.passage
    if cue.first < window.first + 3 or passage.lower[cue.first - 1] != "as":
        return None
    low = max(window.first, cue.first - RELAY_REACH - 2)
    places = range(cue.first - 2, low - 1, -1)
    quoted = next((i for i in places if passage.lower[i] in RELAYS), None)
    if quoted is None:
        return None
    group = verb_group(window, quoted).first
    outer = source_before(window, group - 1) if group > window.first else None
    kind, content, end = read_complement(window, cue)
    if quoted == cue.first - 2:
        if outer is None:
            return None
        return Reading((group, end), group, cue.verb, PAST, "finite", outer, kind, content)
    by = passage.lower[quoted + 1] == "by" and outer is not None
    source = outer if by else source_before(window, cue.first - 2)
    if source is None:
        return None
    if by:  # "Lee was quoted by the agency as saying"
        words = (group, quoted + 1)
        return Reading(words, group, cue.verb, PAST, "finite", source, kind, content)
    start = outer[0] if outer else group
    words = (quoted, quoted + 1)
    return Reading(words, start, cue.verb, PAST, "finite", source, kind, content, inverted=True)
