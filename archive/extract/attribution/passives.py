"""Cues in the passive: "it was announced that", "was denounced by Lee", "asked whether"."""

from archive.extract.attribution.cues import Cue
from archive.extract.attribution.frames import is_infinitive
from archive.extract.attribution.reading import WH, Kind, Reading
from archive.extract.attribution.sources import source_after, source_before
from archive.extract.grammar.adverbials import skip_adverbials
from archive.extract.grammar.inflection import PARTICIPLE
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.verbgroup import VerbGroup
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import BOUNDARY, DETERMINER, FINITE, NAME

ASKING = frozenset(("wh", "ask"))
"""The frames of a verb of asking."""
PLANS = frozenset("agree decide propose".split())
NOTED = frozenset("note reiterate express confirm".split())
ABOUT = frozenset(("about", "regarding", "concerning"))
BEFORE_ASKED = frozenset("when if once after , — – -- -".split())


def read_passive(window: Window, cue: Cue, group: VerbGroup) -> Reading | None:
    """Read "It was announced that A", of which "it" is a part, and "A was denounced by B"."""
    before, passage = group.first - 1, window.passage
    if before < window.first or passage.quoted[before]:
        return None
    agent, start = _agent(window, cue)
    if agent is None and window.word(cue.after) == "by":
        return None
    indirect = read_asked(window, cue, group) or _read_told_of(window, cue, group)
    if indirect is not None:
        return indirect
    if passage.lower[before] in ("it", "there"):
        return _read_impersonal(window, cue, before, agent, start)
    said = agent or _is_reported(window, cue, group, start)
    subject = source_before(window, before) if said and "object" in cue.verb.frames else None
    if subject is None:
        return None
    subject = _whole(window, subject)
    return Reading(
        (group.first, cue.after),
        subject[0],
        cue.verb,
        cue.forms,
        "passive",
        agent,
        "object",
        start,
        subject=subject,
    )


def _read_impersonal(
    window: Window, cue: Cue, it: int, agent: Range | None, start: int
) -> Reading | None:
    """Read "It was announced that A" and "It was agreed to meet"."""
    words = (it, cue.after)
    if start >= window.after:
        return None
    if window.passage.lower[start] == "that":
        return Reading(words, it, cue.verb, cue.forms, "passive", agent, "that", start + 1)
    plans = window.passage.lower[start] == "to" and cue.verb.kind in PLANS
    if not plans or not is_infinitive(window, start):
        return None
    return Reading(words, it, cue.verb, cue.forms, "passive", agent, "to", start)


def _whole(window: Window, subject: Range) -> Range:
    """Return all of "The commitment to peace (was reaffirmed)", which opens its sentence."""
    passage, first = window.passage, window.opening()
    opens = passage.kinds[first] & (DETERMINER | NAME) and not window.is_pronoun(first)
    places = range(first, subject[0])
    if not opens or any(
        not passage.is_word(i) or passage.quoted[i] or passage.kinds[i] & (FINITE | BOUNDARY)
        for i in places
    ):
        return subject
    return first, subject[1]


def _is_reported(window: Window, cue: Cue, group: VerbGroup, start: int) -> bool:
    """Tell "The importance of trade was emphasized.", where those who met say so."""
    ends = start >= window.after or window.passage.words[start] in (".", ",", ";")
    told = cue.verb.kind == "stress" or cue.verb.lemma in NOTED
    return ends and told and not group.modal and not group.negated


def _agent(window: Window, cue: Cue) -> tuple[Range | None, int]:
    """Return who a passive's "by" names, and the token where its complement begins."""
    agent = source_after(window, cue.after + 1) if window.word(cue.after) == "by" else None
    if agent is not None:
        links = cue.verb.passive | ABOUT
        lower = window.passage.lower
        end = next((i for i in range(agent[0] + 1, agent[1]) if lower[i] in links), agent[1])
        agent = (agent[0], end)
    start = agent[1] if agent else cue.after
    linked = start < window.after and window.passage.lower[start] in cue.verb.passive
    return agent, start if linked else skip_adverbials(window, start)


def read_asked(window: Window, cue: Cue, group: VerbGroup) -> Reading | None:
    """Read "Asked whether A", "when asked by B about A", "was asked about A": a question of B's."""
    before, passage = group.first - 1, window.passage
    named = cue.verb.kind == "ask" and bool(ABOUT.intersection(cue.verb.particles))
    asks = named or cue.verb.frames >= ASKING
    if not asks or not cue.forms & PARTICIPLE or group.have > group.be:
        return None
    if not group.be and before >= window.opening() and passage.lower[before] not in BEFORE_ASKED:
        return None
    agent, start = _agent(window, cue)
    if start + 1 >= window.after:
        return None
    about = passage.lower[start] in ABOUT
    if not about and not named and passage.lower[start] not in WH:
        return None
    kind: Kind = "object" if about or named else "wh"
    if kind == "wh" and not window.passage.is_word(start + 1):
        return None  # "asked how,"
    if kind == "object" and _is_bare(window, start + about):
        return None  # "asked about it"
    words = (group.first, cue.after)
    return Reading(words, group.first, cue.verb, cue.forms, "passive", agent, kind, start + about)


def _is_bare(window: Window, i: int) -> bool:
    """Tell whether a pronoun alone is what was asked about: it says nothing."""
    behind = i + 1 >= window.after or not window.passage.is_word(i + 1)
    again = i + 1 < window.after and window.passage.lower[i + 1] == "again"
    return window.passage.lower[i] in ("it", "this", "that", "them", "him", "her") and (
        behind or again
    )


def _read_told_of(window: Window, cue: Cue, group: VerbGroup) -> Reading | None:
    """Read "A is accused of B", "A was described by C as B": what is said of A is content too."""
    passage, links = window.passage, cue.verb.passive
    agent, start = _agent(window, cue) if links else (None, window.after)
    if start + 1 >= window.after:
        return None
    link = passage.lower[start]
    if link == "to" and "to" in links and is_infinitive(window, start):
        kind: Kind = "to"
    elif link in links and link != "to":
        kind, start = "as", start + 1
    elif "name" in links and (link in ("a", "an", "the") or passage.quoted[start]):
        kind = "name"
    else:
        return None
    subject = source_before(window, group.first - 1)
    if subject is None or window.is_boundary(subject[0]):
        return None
    words = (group.first, cue.after)
    return Reading(
        words, subject[0], cue.verb, cue.forms, "passive", agent, kind, start, subject=subject
    )
