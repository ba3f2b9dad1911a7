"""Read one cue in its sentence: its form, its source, and what kind of complement follows.

A reading says nothing of the other cues; ``attributions`` weighs them against each other.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from archive.extract.cues import BASE, FINITE, ING, PARTICIPLE, PAST, THIRD, Cue, Verb
from archive.extract.phrases import (
    ASIDES,
    DASHES,
    STOPS,
    Window,
    addressee_end,
    dot_inside,
    pronoun_at,
    skip_adverbials,
    source_after,
    source_before,
    that_ahead,
)

Complement = Literal[
    "that", "wh", "quote", "clause", "to", "object", "attitude", "urge", "as", "name", "none"
]
Voice = Literal["finite", "participle", "infinitive", "passive", "noun"]
Range = tuple[int, int]

WH = frozenset(["whether", "if", "how", "why", "what", "who", "when", "where", "which"])
LINKS = frozenset(("that", ",", ":"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cue says in its clause, by the indices of tokens.

    ``words`` is the cue with its auxiliaries left out, as it is stored; ``group`` where its verb
    group begins; ``source`` is None for one to be taken over from another cue (``inherits``) or
    for none at all. ``content`` is where the complement begins, for "none" where the text goes on.
    """

    words: Range
    group: int
    verb: Verb
    forms: int
    voice: Voice
    source: Range | None
    inherits: bool
    complement: Complement
    content: int
    inverted: bool = False
    negated: bool = False
    introduced_by: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """The verb group before a cue: its first token and what auxiliaries it holds."""

    first: int
    be: bool
    have: bool
    modal: bool
    to: int | None
    negated: bool


def read_cue(window: Window, cue: Cue) -> Reading | None:
    """Return what ``cue`` says, or None where its word is no reporting verb here."""
    relayed = _quoted_as(window, cue) if cue.forms & ING else None
    if relayed is not None:
        return relayed
    if (
        cue.verb.lemma in ("quote", "cite")
        and "as" in window.passage.lower[cue.after : cue.after + 12]
    ):
        return None  # "quoted Dahl as saying": the cue is read with "saying"
    group = _verb_group(window, cue.first)
    voice = _voice(window, cue, group)
    if voice is None:
        return None
    if voice == "passive":
        return _read_passive(window, cue, group)
    source, inherits = _source(window, cue, group, voice)
    complement, content, end = _complement(window, cue)
    inverted = False
    if voice == "finite" and _inverts(window, cue, group):
        source, inherits = None, False
    if source is None and voice == "finite" and not inherits:
        if complement in ("none", "object", "clause") and "inverts" in cue.verb.frames:
            source = _inverted_source(window, cue)
        if source is None:
            return None
        inverted, complement, content = True, "none", source[1]
        content = skip_adverbials(window, content)
        content, complement = _after_inversion(window, content)
        if not _ends_inversion(window, cue, content):
            return None
    if complement == "none" and not _may_close(cue.verb):
        return None
    if cue.verb.strict and not _proved(window, cue, voice, complement, source, group):
        return None
    return Reading(
        words=(cue.first, end),
        group=group.first,
        verb=cue.verb,
        forms=cue.forms,
        voice=voice,
        source=source,
        inherits=inherits,
        complement=complement,
        content=content,
        inverted=inverted,
        negated=group.negated,
        introduced_by=_introduction(window, source, group.first),
    )


def _may_close(verb: Verb) -> bool:
    """Tell whether a verb can stand behind its content: "..., he believes", "..., said Li"."""
    return bool(verb.frames & {"quote", "clause", "tell", "inverts", "object"})


def _verb_group(window: Window, first: int) -> _Group:
    """Walk left from the cue over adverbs and auxiliaries."""
    passage, grammar = window.passage, window.grammar
    be = have = modal = negated = False
    to = None
    i = first - 1
    while i >= window.first and not passage.quoted[i]:
        word = passage.lower[i]
        if word == "to":
            to = i
        elif word in grammar.auxiliaries:
            be = be or word in grammar.be
            have = have or word.startswith(("ha", "'ve", "’ve", "'d", "’d"))
            modal = modal or word in grammar.modals
        elif (
            word in ("'s", "’s")
            or not window.is_adverb(i)
            or word in ("both", "all", "here", "today", "each")
        ):
            break
        negated = negated or word in grammar.negations
        i -= 1
    return _Group(i + 1, be, have, modal, to, negated)


def _voice(window: Window, cue: Cue, group: _Group) -> Voice | None:
    forms = cue.forms
    if forms & ING and not forms & (BASE | FINITE):
        return "finite" if group.be else "participle"
    if group.be and forms & PARTICIPLE:
        return "passive"
    if group.to is not None and forms & BASE:
        return "infinitive"
    if forms & PARTICIPLE and not group.have and _by_follows(window, cue):
        return None  # "the steps proposed by Xi"
    if forms & FINITE or (forms & PARTICIPLE and group.have):
        return "finite"
    if forms & BASE:
        return "finite" if group.modal or _bare(window, cue, group) else None
    return None


def _by_follows(window: Window, cue: Cue) -> bool:
    return window.passage.lower[cue.after : cue.after + 1] == ["by"]


def _bare(window: Window, cue: Cue, group: _Group) -> bool:
    """Tell whether a base form can be a present tense: a pronoun or a plural stands before it."""
    i = group.first - 1
    if i < window.first:
        return False
    passage = window.passage
    word = passage.lower[i]
    if word in window.grammar.determiners - {"others", "some", "many", "most", "both", "all"}:
        return False
    if word in window.grammar.prepositions:
        return False
    return (
        pronoun_at(window, i)
        or word.endswith(("s", "men", "people", "who"))
        or word
        in (",", ")", "officials", "police", "others", "some", "many", "most", "and", "or", "that")
        or passage.is_name(i)
    )


def _source(window: Window, cue: Cue, group: _Group, voice: Voice) -> tuple[Range | None, bool]:
    """Return the source before the cue, and whether it is to be taken over from another."""
    passage = window.passage
    before = group.first - 1
    if voice == "participle":
        return _participle_source(window, before)
    if voice == "infinitive":
        return _aspect_source(window, group)
    if before < window.first or passage.quoted[before]:
        return None, False
    word = passage.lower[before]
    if word in ("and", "but", "or", "then", "also") or (
        word == "," and passage.lower[before - 1] in ("and", "but")
    ):
        return None, True
    if passage.words[before] in STOPS and passage.words[before] not in DASHES:
        return None, False
    if word == "," and not cue.forms & PARTICIPLE and cue.forms & BASE:
        return None, False
    if word in window.grammar.subordinators and cue.forms & PARTICIPLE:
        return None, False  # "when asked about": a passive
    if word.endswith(("'s", "’s", "s'", "s’")) or word in ("'", "’", "the", "a", "an") or (
        word in window.grammar.possessives
    ):
        return None, False  # "her repeated requests": an adjective
    source = source_before(window, before)
    return source, source is None and word == ","


WRITINGS = frozenset(
    [
        "statement",
        "letter",
        "email",
        "e-mail",
        "tweet",
        "post",
        "message",
        "memo",
        "note",
        "op-ed",
        "release",
        "video",
        "speech",
    ]
)


def _participle_source(window: Window, before: int) -> tuple[Range | None, bool]:
    """A participle takes its source over, unless it hangs on a noun: "critics saying that".

    What somebody writes speaks for him: in "released a statement saying" the source is not the
    statement.
    """
    if before < window.first:
        return None, True
    passage = window.passage
    word = passage.lower[before]
    if not passage.is_word(before) or passage.quoted[before] or word in WRITINGS:
        return None, True
    if word in window.grammar.prepositions or word in window.grammar.subordinators:
        return None, word not in ("of", "to", "from", "about", "than", "as", "like", "with")
    if word in window.grammar.determiners or word in window.grammar.boundaries:
        return None, False
    if word in ("and", "or", "but", "then") or window.is_adverb(before) or window.is_finite(before):
        return None, True
    source = source_before(window, before) or _object_before(window, before)
    if source is None or (source[0] > window.first and window.is_finite(source[0] - 1)):
        return None, True  # the object of a verb: "took turns urging"
    return source, False


def _object_before(window: Window, end: int) -> Range | None:
    """Return the noun phrase after a preposition: "with his campaign saying", "of Lee calling"."""
    passage, grammar = window.passage, window.grammar
    for i in range(end, max(window.first, end - 12), -1):
        if not passage.is_word(i) or passage.quoted[i]:
            return None
        if passage.lower[i] == "with" or (
            passage.lower[i] in grammar.prepositions and passage.is_name(i + 1) and passage.is_name(end)
        ):
            return (i + 1, end + 1) if i < end else None
    return None


READY = frozenset("quick eager proud happy glad likely ready keen careful pleased".split())


def _aspect_source(window: Window, group: _Group) -> tuple[Range | None, bool]:
    """ "Li went on to say": the source stands before the verb that governs "to"."""
    passage = window.passage
    i = (group.to or 0) - 1
    while i >= window.first and passage.lower[i] in ("on", "as", "far", "so", "ahead", "not"):
        i -= 1
    if i < window.first or (
        passage.lower[i] not in window.lexicon.aspect and passage.lower[i] not in READY
    ):
        return None, True
    outer = _verb_group(window, i)
    if outer.first - 1 < window.first:
        return None, True
    source = source_before(window, outer.first - 1)
    return source, source is None


def _inverts(window: Window, cue: Cue, group: _Group) -> bool:
    """Tell "…, said Ann Lee, the director" from "Ann Lee, the director, said trade grew".

    A comma before the cue can close content or an aside. It closes content where a verb stands
    before it and behind the cue there is only a noun phrase up to a stop.
    """
    passage = window.passage
    before = group.first - 1
    if "inverts" not in cue.verb.frames or before <= window.first or passage.words[before] != ",":
        return False
    if not window.has_finite(window.first, before):
        return False
    aside = source_before(window, before)
    if aside is not None and not window.has_finite(window.first, aside[0]):
        return False  # "Ann Lee, who is the director, said": the verb is the aside's
    source = _inverted_source(window, cue)
    if source is None or window.has_finite(*source):
        return False
    i = skip_adverbials(window, source[1])
    return i >= window.after or (
        passage.words[i] in (",", ".", ";", "?", "!")
        or passage.lower[i] in window.grammar.relative_pronouns
    )


def _inverted_source(window: Window, cue: Cue) -> Range | None:
    """Return the source behind an inverted verb: ``," said Li Qiang, premier of China``."""
    passage = window.passage
    before = cue.first - 1
    while before >= window.first and window.is_adverb(before) and not passage.quoted[before]:
        before -= 1
    if before < window.first or not (
        passage.quoted[before] or passage.words[before] in (",", "—", "–", "?", "!")
    ):
        return None
    start = cue.after
    while start < window.after and window.is_adverb(start):
        start += 1
    if start >= window.after or not passage.is_word(start):
        return None
    if passage.lower[start] in window.grammar.prepositions | {"that", "to", "whether", "if"}:
        return None
    return source_after(window, start)


def _after_inversion(window: Window, i: int) -> tuple[int, Complement]:
    """Find a quotation that goes on behind ``said Li``, also behind a comma or an apposition."""
    passage = window.passage
    if i < window.after and passage.quoted[i]:
        return i, "quote"
    if i + 1 < window.after and passage.words[i] in (",", ":") and passage.quoted[i + 1]:
        return i + 1, "quote"
    if i < window.after and passage.words[i] == ":":
        return i + 1, "clause"
    return i, "none"


def _ends_inversion(window: Window, cue: Cue, i: int) -> bool:
    """Behind a comma alone, ``said Li`` must be followed by a stop: else it is no inversion."""
    passage = window.passage
    if passage.quoted[cue.first - 1] or i >= window.after or passage.quoted[i]:
        return True
    return passage.words[i] in (",", ".", ";", "?", "!") or passage.lower[i] in (
        window.grammar.relative_pronouns | window.grammar.subordinators | {"in", "at", "on"}
    )


def _complement(window: Window, cue: Cue) -> tuple[Complement, int, int]:
    """Return the complement's kind, where it begins, and where the cue's words end."""
    passage = window.passage
    frames = cue.verb.frames
    start = skip_adverbials(window, cue.after)
    if start >= window.after:
        return "none", start, cue.after
    word, lower = passage.words[start], passage.lower[start]
    if lower in window.grammar.prepositions or lower in window.grammar.subordinators:
        ahead = that_ahead(window, start) if frames & {"that", "clause"} else None
        if ahead is not None:
            return "that", ahead + 1, cue.after
        said_of = _quotation_ahead(window, start) if "quote" in frames else None
        if said_of is not None:
            return "quote", said_of, cue.after
    if "tell" in frames or "ask" in frames:
        told = _told(window, start)
        if told is not None and ("tell" in frames or told[0] in ("wh", "quote", "that")):
            return told
    if passage.quoted[start] and frames & {"quote", "clause", "that"}:
        return "quote", start, cue.after
    if word == ":" and frames & {"quote", "clause", "that", "tell", "object"}:
        behind = start + 1
        if behind < window.after:
            return ("quote" if passage.quoted[behind] else "clause"), behind, cue.after
        return "none", start, cue.after
    if word == ",":
        behind = _after_aside(window, start + 1)
        if behind < window.after and passage.quoted[behind] and "quote" in frames | {"tell"}:
            return "quote", behind, cue.after
        if (
            behind < window.after
            and passage.lower[behind] == "that"
            and frames & {"that", "clause"}
        ):
            return "that", behind + 1, cue.after
        return _behind_aside(window, start, cue) or ("none", start, cue.after)
    if word in STOPS:
        return "none", start, cue.after
    if lower == "that" and frames & {"that", "clause"} and start + 1 < window.after:
        return "that", start + 1, cue.after
    if lower == "so" and passage.lower[start + 1 : start + 2] == ["that"]:
        return "none", start, cue.after
    if lower in WH and frames & {"wh"} and not _occasion_clause(window, start):
        return "wh", start, cue.after
    if lower == "to" and "to" in frames and _infinitive(window, start):
        return "to", start, cue.after
    if "attitude" in frames or cue.verb.kind == "express":
        noun = _attitude_that(window, start, cue.verb)
        if noun is not None:
            return "that", noun + 2, noun + 1
    for frame in ("urge", "as", "name", "attitude", "object", "clause"):
        if frame in frames:
            found = _FRAMES[frame](window, start, cue.verb)
            if found is not None:
                return frame, found, cue.after  # type: ignore[return-value]
    return "none", start, cue.after


def _behind_aside(window: Window, comma: int, cue: Cue) -> tuple[Complement, int, int] | None:
    """Find the content behind an aside: "said, per a translator, that", "said, smiling: “Go”"."""
    passage, frames = window.passage, cue.verb.frames
    if frames & {"that", "clause"}:
        ahead = that_ahead(window, comma)
        if ahead is not None and passage.words[ahead - 1] == ",":
            return "that", ahead + 1, cue.after
    if "quote" in frames:
        for i in range(comma + 1, min(window.after - 1, comma + 10)):
            if passage.quoted[i] or window.is_finite(i) or passage.lower[i] in window.lexicon.verbs:
                return None
            if passage.words[i] == ":" and passage.quoted[i + 1]:
                return "quote", i + 1, cue.after
    return None


def _after_aside(window: Window, i: int) -> int:
    """Step over ", though," and ", however," between a cue and its complement."""
    passage = window.passage
    if i + 1 < window.after and passage.lower[i] in ASIDES and passage.words[i + 1] == ",":
        return i + 2
    return i


def _quotation_ahead(window: Window, start: int) -> int | None:
    """Return the quotation behind "said of the plan:" or "responded with,"."""
    passage = window.passage
    for i in range(start + 1, min(window.after - 1, start + 14)):
        if passage.quoted[i]:
            return None
        if passage.words[i] in (":", ",") and passage.quoted[i + 1]:
            return i + 1
        stop = passage.words[i] in STOPS and not (passage.words[i] == "." and dot_inside(window, i))
        if stop or window.is_finite(i):
            return None
    return None


def _told(window: Window, start: int) -> tuple[Complement, int, int] | None:
    """ "told reporters that", "told CNN: ", "told him to": the addressee is no content."""
    passage = window.passage
    end = addressee_end(window, start)
    if passage.quoted[start] or end is None:
        return None
    i = skip_adverbials(window, end) if end < window.after else end
    if i >= window.after or passage.words[i] in (".", "!", "?"):
        return "none", i, start
    ahead = that_ahead(window, i) if passage.lower[i] != "that" else None
    if ahead is not None and passage.lower[i] in window.grammar.prepositions:
        return "that", ahead + 1, start
    word = passage.lower[i]
    if word == "that":
        return "that", i + 1, start
    if passage.quoted[i]:
        return "quote", i, start
    if word in (",", ":"):
        behind = i + 1
        if behind < window.after and passage.quoted[behind]:
            return "quote", behind, start
        if word == ":" and behind < window.after:
            return "clause", behind, start
        return "none", i, start
    if word in WH:
        return "wh", i, start
    if word == "to" and _infinitive(window, i):
        return "urge", start, start
    if word == "about" and i + 1 < window.after:
        return "wh", i + 1, start
    if word in window.grammar.prepositions and word not in ("for", "under", "as", "after", "if"):
        return "none", i, start
    return "clause", i, start


def _infinitive(window: Window, to: int) -> bool:
    """Tell "to help" from "to the committee"."""
    i = to + 1
    if i >= window.after:
        return False
    if window.passage.quoted[i] and not window.passage.quoted[to]:
        return True  # pledged to "bring our revolution"
    word = window.passage.lower[i]
    return (
        window.passage.is_word(i)
        and word not in window.grammar.determiners
        and word not in ("him", "her", "them", "us", "me", "himself", "themselves", "which", "whom")
        and (not window.passage.is_name(i) or window.passage.is_name(to))
    )


def _urged(window: Window, start: int, verb: Verb) -> int | None:
    """ "urged China to act": somebody, then "to" before any verb or stop; content at somebody."""
    passage = window.passage
    if not _nominal_start(window, start):
        return None
    for i in range(start + 1, min(window.after, start + 22)):
        if passage.quoted[i]:
            return start if "object" in verb.frames else None
        if passage.lower[i] == "to" and _infinitive(window, i):
            return start
        if passage.words[i] in STOPS or window.is_finite(i):
            return None
        if passage.lower[i] in ("for", "not") and i - start < 6:
            return start
    return None


def _as(window: Window, start: int, verb: Verb) -> int | None:
    passage = window.passage
    if passage.lower[start] == "as" and start + 1 < window.after:
        return start + 1  # "whom he described as peaceful"
    if not (_nominal_start(window, start) or passage.lower[start] in ("him", "them", "us")):
        return None
    for i in range(start + 1, min(window.after, start + 22)):
        if passage.lower[i] == "as" or passage.quoted[i]:
            return start
        if passage.words[i] in STOPS or passage.words[i] == ",":
            return None
    return None


def _named(window: Window, start: int, verb: Verb) -> int | None:
    """ "called him a liar", "dubbed the deal “a disaster”": somebody, then what he is called."""
    passage, grammar = window.passage, window.grammar
    if not (_nominal_start(window, start) or passage.lower[start] in ("him", "them", "us")):
        return None
    if passage.quoted[start]:
        return start
    for i in range(start + 1, min(window.after, start + 14)):
        if passage.quoted[i]:
            return start
        if not passage.is_word(i) or passage.lower[i] in ("to", "for", "off", "on", "about"):
            return None
        before = passage.lower[i - 1]
        if passage.lower[i] in ("a", "an", "the", "one") and before not in grammar.prepositions:
            return start
    return None


def _attitude(window: Window, start: int, verb: Verb) -> int | None:
    """ "expressed his deep concern": a word of the list within a few tokens."""
    passage = window.passage
    nouns = verb.nouns or window.lexicon.attitudes
    for i in range(start, min(window.after, start + 7)):
        if passage.lower[i] in nouns:
            return start
        if not passage.is_word(i) or passage.lower[i] in window.grammar.prepositions:
            return None
    return None


def _attitude_that(window: Window, start: int, verb: Verb) -> int | None:
    """Return the noun of "voiced hope that" or "expressed his belief that": it is of the cue."""
    passage = window.passage
    for i in range(start, min(window.after - 2, start + 5)):
        if not passage.is_word(i) or passage.quoted[i]:
            return None
        if (
            passage.lower[i] in (verb.nouns or window.lexicon.attitudes)
            and passage.lower[i + 1] == "that"
        ):
            return i
    return None


def _object(window: Window, start: int, verb: Verb) -> int | None:
    return start if _nominal_start(window, start) else None


def _clause(window: Window, start: int, verb: Verb) -> int | None:
    """A clause without "that": anything that can open one, but no bare conjunction."""
    word = window.passage.lower[start]
    if word in ("and", "or", "but", "nor", "of", "to", "than"):
        return None
    grammar = window.grammar
    if _occasion_clause(window, start):
        return None
    if verb.lemma == "say" and word not in grammar.prepositions | grammar.subordinators:
        return start  # nothing else can follow: said the reefs need protection
    return start if _finite_ahead(window, start) else None


def _occasion_clause(window: Window, start: int) -> bool:
    """Tell "said when meeting with Li", "said while visiting": it belongs to the cue."""
    lower = window.passage.lower
    return lower[start] in ("when", "while", "as", "after", "before") and (
        start + 1 < window.after
        and (lower[start + 1].endswith("ing") or lower[start] in ("when", "while", "as"))
    )


def _finite_ahead(window: Window, start: int) -> bool:
    return any(window.is_finite(i) for i in range(start + 1, min(window.after, start + 40)))


def _nominal_start(window: Window, start: int) -> bool:
    passage, grammar = window.passage, window.grammar
    if passage.quoted[start]:
        return True
    word = passage.lower[start]
    if not passage.is_word(start) and passage.words[start] not in ("$", "#", "@"):
        return False
    return not (
        word in grammar.prepositions
        or word in grammar.auxiliaries
        or word in ("and", "or", "but", "to", "not", "than", "up", "off", "out", "down", "back")
        or (word == "that" and not _demonstrative(window, start))
    )


def _demonstrative(window: Window, i: int) -> bool:
    """Tell "called that report a lie" from "said that reports": a singular noun follows."""
    passage = window.passage
    nxt = i + 1
    return (
        nxt + 1 < window.after
        and passage.words[nxt][0].islower()
        and passage.is_word(nxt)
        and not passage.lower[nxt].endswith("s")
        and passage.lower[nxt] not in window.grammar.determiners
        and passage.lower[nxt] not in window.grammar.subject_pronouns
        and passage.lower[nxt] not in window.grammar.prepositions
        and not window.is_finite(nxt)
        and not window.is_finite(nxt + 1)
    )


_FRAMES = {
    "urge": _urged,
    "as": _as,
    "name": _named,
    "attitude": _attitude,
    "object": _object,
    "clause": _clause,
}


def _proved(
    window: Window,
    cue: Cue,
    voice: Voice,
    complement: Complement,
    source: Range | None,
    group: _Group,
) -> bool:
    """A word that is also a noun counts only in a frame that shows it to be a verb."""
    if cue.forms & PAST and voice == "finite":
        return True
    if complement in ("that", "quote", "to", "urge", "wh", "attitude", "name", "as"):
        return True
    if voice == "participle":
        return complement != "none"
    if complement == "none" and source is not None and _at_end(window, cue.after):
        return True
    if source is not None and source[1] - source[0] == 1 and pronoun_at(window, source[0]):
        return True
    if complement == "object" and source is not None and cue.forms & THIRD:
        behind = skip_adverbials(window, cue.after)
        if window.passage.lower[behind] in window.grammar.determiners:
            return True  # "the lawsuit demands his reinstatement"
    return (
        group.modal
        or group.have
        or (
            complement == "clause"
            and bool(cue.forms & THIRD)
            and source is not None
            and _finite_ahead(window, cue.after)
        )
    )


def _at_end(window: Window, i: int) -> bool:
    return i >= window.after or window.passage.words[i] in (".", "!", "?", ")")


def _introduction(window: Window, source: Range | None, group: int) -> str:
    """Return the conjunction right before the source (or the cue, where it has none)."""
    i = (source[0] if source and source[0] < group else group) - 1
    if i < window.first:
        return ""
    return window.passage.lower[i]


def _read_passive(window: Window, cue: Cue, group: _Group) -> Reading | None:
    """ "It was announced that A": no source. "He was quoted as saying A": the subject is the source."""
    passage = window.passage
    after = cue.after
    subject = group.first - 1
    if cue.verb.lemma == "quote" and passage.lower[after : after + 1] == ["as"]:
        return None  # "saying" behind it is the cue: it takes the subject over
    if subject < window.first:
        return None
    impersonal = passage.lower[subject] in ("it", "there")
    start = skip_adverbials(window, after)
    if start < window.after and passage.lower[start] == "that" and impersonal:
        return Reading(
            (subject, after),
            subject,
            cue.verb,
            cue.forms,
            "passive",
            None,
            False,
            "that",
            start + 1,
        )
    return None


def _relays(window: Window, start: int) -> bool:
    """Tell whether "as saying" follows within a short source."""
    lower = window.passage.lower[start : start + 12]
    return any(a == "as" and b in ("saying", "telling") for a, b in pairwise(lower))


def _quoted_as(window: Window, cue: Cue) -> Reading | None:
    """ "Dahl was quoted as saying that A", "the agency quoted Dahl as saying A": Dahl says it.

    ``cue`` is "saying" or "telling" behind "as".
    """
    passage = window.passage
    if cue.first < window.first + 3 or passage.lower[cue.first - 1] != "as":
        return None
    quoted = next(
        (
            i
            for i in range(cue.first - 2, max(window.first, cue.first - 14) - 1, -1)
            if passage.lower[i] in ("quoted", "cited", "quoting", "citing", "quotes", "cites")
        ),
        None,
    )
    if quoted is None:
        return None
    complement, content, end = _complement(window, cue)
    if quoted == cue.first - 2:
        group = _verb_group(window, quoted)
        source = source_before(window, group.first - 1) if group.first > window.first else None
        words = (group.first, end)
    else:
        group = _verb_group(window, quoted)
        source = source_before(window, cue.first - 2)
        words = (quoted, quoted + 1)
    if source is None:
        return None
    relay = source_before(window, group.first - 1) if source[0] > words[0] else None
    return Reading(
        words,
        relay[0] if relay else group.first,
        cue.verb,
        PAST,
        "finite",
        source,
        False,
        complement,
        content,
        inverted=source[0] > words[0],
    )
