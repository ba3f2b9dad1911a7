"""Read a verb that reports: its voice, whose words they are, what kind of complement follows."""

from archive.extract.attribution.complements import read_complement
from archive.extract.attribution.cues import Cue
from archive.extract.attribution.homographs import (
    is_adjective,
    is_noun_of_action,
    is_plural,
    is_present,
    is_verb,
    lists_nouns,
)
from archive.extract.attribution.inversions import is_inverted, read_inversion
from archive.extract.attribution.passives import read_asked, read_passive
from archive.extract.attribution.reading import Complement, Reading, Voice
from archive.extract.attribution.sources import source_before
from archive.extract.grammar.adverbials import conjunction_before
from archive.extract.grammar.inflection import BASE, FINITE, ING, PARTICIPLE, PAST
from archive.extract.grammar.lexicon import Verb
from archive.extract.grammar.tokens import DASHES, STOPS, Range
from archive.extract.grammar.verbgroup import VerbGroup, verb_group
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    BOUNDARY,
    DETERMINER,
    NUMBER,
    PHRASE_LEADS,
    POSSESSIVE,
    PREPOSITION,
    SUBORDINATOR,
    WRITING,
)

POSSESSIVE_ENDS = ("'s", "’s", "s'", "s’")
PROGRESSIVE = ("'s", "’s", "'re", "’re", "'m", "’m")
"""Ends of pronouns that "be" is contracted with."""

MEANS = frozenset("telephone phone email e-mail text letter fax video cable".split())
"""By what somebody says something: "said by telephone" names nobody."""

KEEPS = frozenset("keep keeps kept began start starts started stop stops stopped".split())
"""Verbs before a participle whose subject is its source: "They keep saying that"."""


def read_verb(window: Window, cue: Cue) -> Reading | None:
    group = verb_group(window, cue.first)
    voice = _voice(window, cue, group)
    if voice is None:
        return read_asked(window, cue, group)
    if voice == "passive":
        return read_passive(window, cue, group)
    complement = read_complement(window, cue)
    source, inherits = _source(window, cue, group, voice)
    inverted = False
    if voice == "finite" and is_inverted(window, cue, group.first):
        source, inherits = None, False
    if source is None and voice == "finite" and not inherits:
        inversion = read_inversion(window, cue, complement.kind)
        if inversion is None:
            return read_asked(window, cue, group)
        source, inverted = inversion.source, True
        complement = Complement(inversion.kind, inversion.content, complement.cue_end)
    if complement.kind == "none" and not _may_close(cue.verb):
        return None
    if _is_unsaid(window, cue, source, group, complement):
        return None
    if not is_verb(window, cue, voice, complement, source, group):
        return None
    return Reading(
        (cue.first, complement.cue_end),
        group.first,
        cue.verb,
        cue.forms,
        voice,
        source,
        complement.kind,
        complement.content,
        inherits,
        inverted,
        group.negated,
        _introduction(window, source, group.first),
    )


def _voice(window: Window, cue: Cue, group: VerbGroup) -> Voice | None:
    forms = cue.forms
    if forms & FINITE and not forms & PAST and lists_nouns(window, group.first):
        return None
    if forms & ING and not forms & (BASE | FINITE):
        if group.be or _is_contracted(window, group.first - 1):
            return "finite"
        return None if is_noun_of_action(window, cue) else "participle"
    if group.be and forms & PARTICIPLE:
        return "passive"
    if group.to is not None and forms & BASE:
        return "infinitive"
    if group.to is not None and forms & PARTICIPLE and not group.have:
        return None  # "to trusted messengers"
    by = window.word(cue.after) == "by" and window.word(cue.after + 1) not in MEANS
    if forms & PARTICIPLE and not group.have and by:
        return None  # "the steps proposed by Xi"
    if forms & FINITE or (forms & PARTICIPLE and group.have):
        return "finite"
    if forms & BASE and (group.modal or is_present(window, group.first - 1, cue.verb)):
        return "finite"
    if forms & BASE and not cue.verb.strict and window.word(cue.after) == "that":
        return "finite" if is_plural(window, group.first - 1) else None
    return None


def _is_contracted(window: Window, i: int) -> bool:
    """Tell whether a subject holds its "is" or "are": "She's claiming that"."""
    return i >= window.first and (
        window.is_pronoun(i) and window.passage.lower[i].endswith(PROGRESSIVE)
    )


def _source(window: Window, cue: Cue, group: VerbGroup, voice: Voice) -> tuple[Range | None, bool]:
    """Return the source before the cue, and whether it is to be taken over from another."""
    before = group.first - 1
    if voice == "participle":
        return _source_of_participle(window, before)
    if voice == "infinitive":
        return _source_of_infinitive(window, group)
    if before < window.first:
        return None, False
    if window.passage.quoted[before]:
        return source_before(window, before), False
    if _joins(window, before):
        return None, True
    if not _can_end_source(window, cue, before):
        return None, False
    source = source_before(window, before)
    if source is None and conjunction_before(window, group.first) is not None:
        return None, True
    return source, source is None and window.passage.words[before] == ","


def _joins(window: Window, i: int) -> bool:
    """Tell whether the token before a verb joins it to a verb before: "and urged", "and, he"."""
    lower = window.passage.lower
    return lower[i] in ("and", "but", "or", "then", "also") or (
        lower[i] == "," and lower[i - 1] in ("and", "but")
    )


def _can_end_source(window: Window, cue: Cue, i: int) -> bool:
    passage, kind = window.passage, window.passage.kinds[i]
    word = passage.lower[i]
    if word == "." and window.is_dot_inside(i):
        return True  # "Biden Jr. said"
    if word in STOPS and word not in DASHES:
        return False
    if window.is_pronoun(i):
        return True
    if word == "," and cue.forms & BASE and not cue.forms & PARTICIPLE:
        return not cue.verb.strict and _speaks_for_several(window, i)
    if kind & SUBORDINATOR and cue.forms & PARTICIPLE:
        return False  # "when asked about": a passive
    if kind & POSSESSIVE or word in ("'", "’", "the", "a", "an"):
        return False
    before = passage.lower[i - 1] if i > window.first else ""
    if cue.forms & PARTICIPLE and (before == "to" or (word == "most" and before == "the")):
        return False  # "to conduct recommended tests", "the most trusted"
    if kind & NUMBER and cue.forms & PARTICIPLE and "object" in cue.verb.frames:
        return False  # "20 pledged delegates"
    if is_adjective(window, cue, i):
        return False
    return not word.endswith(POSSESSIVE_ENDS)  # "her repeated requests": an adjective


def _speaks_for_several(window: Window, comma: int) -> bool:
    """Tell "Skippers from Bergen, who lost a ship, say" from a list: a plural opens the clause."""
    source = source_before(window, comma)
    if source is None or source[1] > comma or not window.starts_clause(source[0]):
        return False
    joined = any(window.passage.lower[i] == "and" for i in range(*source))
    return joined or is_plural(window, source[1] - 1)


def _source_of_participle(window: Window, before: int) -> tuple[Range | None, bool]:
    """A participle takes its source over, unless it hangs on a noun: "critics saying that".

    What somebody writes speaks for him: in "released a statement saying" the source is not the
    statement.
    """
    if before < window.first:
        return None, True
    passage, kind = window.passage, window.passage.kinds[before]
    word = passage.lower[before]
    if not passage.is_word(before) or passage.quoted[before] or kind & WRITING:
        return None, True
    if kind & PHRASE_LEADS:
        return None, word not in ("of", "to", "from", "about", "than", "as", "like", "with")
    if kind & (DETERMINER | BOUNDARY):
        return None, False
    if word in ("and", "or", "but", "then") or window.is_adverb(before) or window.is_finite(before):
        return None, True
    if word in KEEPS:
        first = verb_group(window, before).first
        return (source_before(window, first - 1) if first > window.first else None), False
    source = _name_behind_with(window, before) or (
        source_before(window, before) or _object_before(window, before)
    )
    if source is None or (source[0] > window.first and window.is_finite(source[0] - 1)):
        return None, True  # the object of a verb: "took turns urging"
    return source, False


def _name_behind_with(window: Window, end: int) -> Range | None:
    """Return the name in "It opens with Ann Lee commenting on", which is no tail of a source."""
    first = end
    while first > window.first and window.passage.is_name(first):
        first -= 1
    return (first + 1, end + 1) if window.passage.lower[first] == "with" and first < end else None


def _object_before(window: Window, end: int) -> Range | None:
    """Return the noun phrase after a preposition: "with his campaign saying", "of Lee calling"."""
    passage = window.passage
    for i in range(end - 1, max(window.first, end - 12), -1):
        if not passage.is_word(i) or passage.quoted[i]:
            return None
        if passage.lower[i] == "with" or (
            passage.kinds[i] & PREPOSITION and passage.is_name(i + 1) and passage.is_name(end)
        ):
            return (i + 1, end + 1)
    return None


def _source_of_infinitive(window: Window, group: VerbGroup) -> tuple[Range | None, bool]:
    """In "Li went on to say" the source stands before the verb that governs "to"."""
    passage, i = window.passage, (group.to or 0) - 1
    while i >= window.first and passage.lower[i] in ("on", "as", "far", "so", "ahead", "not"):
        i -= 1
    governs = window.lexicon.aspect | window.lexicon.ready
    if i < window.first or passage.lower[i] not in governs:
        return None, True
    while i - 1 > window.first and (
        passage.lower[i - 1] in ("more", "less", "most", "very") or window.is_adverb(i - 1)
    ):
        i -= 1  # "were slightly more likely to say"
    outer = verb_group(window, i)
    source = source_before(window, outer.first - 1) if outer.first > window.first else None
    return source, source is None


def _is_unsaid(
    window: Window,
    cue: Cue,
    source: Range | None,
    group: VerbGroup,
    complement: Complement,
) -> bool:
    """Tell "neither Li nor Wang said that" and "if the board recommends it"."""
    if source is None:
        return False
    leads = (window.passage.lower[source[0]], _introduction(window, source, group.first))
    if "neither" in leads or "nor" in leads:
        return True
    return leads[1] == "if" and not cue.forms & PAST and complement.kind != "quote"


def _may_close(verb: Verb) -> bool:
    """Tell whether a verb can stand behind its content: "..., he believes", "..., said Li"."""
    return bool(verb.frames & {"quote", "clause", "tell", "inverts", "object", "closes"})


def _introduction(window: Window, source: Range | None, group: int) -> str:
    """Return the word right before the source (or the cue, where it has none)."""
    i = (source[0] if source and source[0] < group else group) - 1
    return window.passage.lower[i] if i >= window.first else ""
