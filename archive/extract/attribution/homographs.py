"""Tell a cue from the nouns, adjectives and other verbs that look like it.

"The law states that" is a cue, "25 states that" and "small projects that serve" hold plurals, "a
promising plan" and "shared concerns" adjectives, "helped Kyiv defend itself" an infinitive.
"""

from archive.extract.attribution.cues import Cue
from archive.extract.attribution.frames import finite_ahead, is_infinitive
from archive.extract.attribution.reading import Complement, Voice
from archive.extract.attribution.sources import source_before
from archive.extract.attribution.tails import COPULAS, LIKE_PREPOSITIONS
from archive.extract.grammar.adverbials import skip_adverbials
from archive.extract.grammar.inflection import BASE, ING, PARTICIPLE, PAST, THIRD
from archive.extract.grammar.lexicon import Verb
from archive.extract.grammar.tokens import DASHES, Range
from archive.extract.grammar.verbgroup import VerbGroup
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    BE,
    BOUNDARY,
    COLLECTIVE,
    DETERMINER,
    FINITE,
    NAME,
    NUMBER,
    OCCASION,
    OPENER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUANTIFIER,
    SPEAKS,
    SUBORDINATOR,
    WORD,
    WRITING,
)
from archive.extract.grammar.wordclass import ING as GERUND

COUNTED = frozenset("majority minority half third quarter percent those most some many".split())
"""Words that count people: "a majority of voters say", "a third say"."""

SINGULAR = frozenset("this another one each neither either".split())
PLURALS = ("s", "men", "people", "police", "media", "data")
NO_PLURALS = ("ss", "news", "politics", "ics")
SELECTS = frozenset("other certain such every any no".split())
"""Determiners that are no source by themselves: "other trusted messengers"."""

CLAUSES = ("that", "clause")
JUDGES = frozenset("praise criticize admit".split())
"""Kinds of act that a thing performs too: awards recognize, laws oppose."""

LINKS = frozenset("in by under at to".split())
"""What a participle hangs on a noun with: "the goals outlined in"."""

PROVED = frozenset("that quote to urge wh attitude name as".split())
"""Complements that show an ambiguous word to be a verb."""

OPENS_PHRASE = DETERMINER | NAME | POSSESSIVE | QUANTIFIER


def is_verb(
    window: Window,
    cue: Cue,
    voice: Voice,
    complement: Complement,
    source: Range | None,
    group: VerbGroup,
) -> bool:
    """Tell a cue in its clause from the words that look like it."""
    if cue.forms & BASE and not group.modal and _is_caused(window, source):
        return False
    if not group.have and _is_reduced(window, cue, complement, source):
        return False
    if voice == "participle" and complement.kind == "object" and _is_award(window, cue):
        return False
    if complement.kind == "clause" and _is_noun_with_verb(window, complement, source, group):
        return False
    return not cue.verb.strict or _is_proved(window, cue, voice, complement, source, group)


def is_plural(window: Window, end: int) -> bool:
    """Tell "people briefed on the plan say that" by the head of the phrase that ends at ``end``."""
    source = source_before(window, end) if end > window.first else None
    if source is None:
        return False
    passage = window.passage
    for i in range(*source):
        if passage.kinds[i] & PREPOSITION or passage.lower[i].endswith("ed"):
            return False
        if passage.lower[i].endswith(PLURALS) and (i == window.first or not passage.is_name(i)):
            return True
    return False


def is_present(window: Window, i: int, verb: Verb) -> bool:
    """Tell whether a base form can be a present: a pronoun, a name or a plural stands at ``i``."""
    if i < window.first:
        return False
    passage, kind = window.passage, window.passage.kinds[i]
    if kind & PREPOSITION or (kind & DETERMINER and not kind & QUANTIFIER):
        return False
    word = passage.lower[i]
    if word in SELECTS:
        return False
    if kind & NAME and not word.endswith(PLURALS) and not window.is_pronoun(i):
        # "the Berg tweet that": a noun; "helped Israel defend itself": an infinitive
        source = source_before(window, i)
        return source is not None and "and" in passage.lower[source[0] : i]
    return (
        bool(kind & (NAME | QUANTIFIER))
        or (window.is_pronoun(i) and word not in ("he", "she", "it"))
        or word.endswith(("s", "men", "people", "who", "media"))
        or word in (",", ")", "police", "and", "or", "that")
        or (not verb.strict and _heads_plural(window, i))
    )


def _heads_plural(window: Window, end: int) -> bool:
    """Tell "Nine in 10 say", "those surveyed say" and "skippers of every ship in the bay say".

    What ends right before the verb is singular; the head of the phrase is a plural or a count.
    """
    passage, kinds = window.passage, window.passage.kinds
    first = end
    while first > window.first and _goes_back(window, first - 1):
        first -= 1
    while first < end and kinds[first] & (DETERMINER | OPENER | PREPOSITION | SUBORDINATOR):
        if passage.lower[first] in COUNTED or kinds[first] & QUANTIFIER:
            return True
        first += 1
    for i in range(first, end + 1):
        word = passage.lower[i]
        if word in COUNTED or kinds[i] & NUMBER:
            return True
        if i > first and kinds[i] & (PREPOSITION | GERUND):
            return False
        if word.endswith(PLURALS) and not word.endswith(NO_PLURALS) and not kinds[i] & NAME:
            return not kinds[i] & FINITE
    return False


def _goes_back(window: Window, i: int) -> bool:
    """Tell whether a noun phrase may go on to the left over token ``i``."""
    passage, kind = window.passage, window.passage.kinds[i]
    if passage.quoted[i] or not kind & WORD or kind & BOUNDARY:
        return False
    return passage.lower[i].endswith("ed") or not kind & FINITE


def lists_nouns(window: Window, i: int) -> bool:
    """Tell "cities and states" from "says and states": a plural stands before "and", no verb."""
    passage = window.passage
    if i < window.first + 2 or passage.lower[i - 1] not in ("and", "or"):
        return False
    before = passage.lower[i - 2]
    plural = before.endswith("s") and not passage.is_name(i - 2)
    return plural and not window.is_finite(i - 2) and before not in window.lexicon.entries


def _is_noun_with_verb(
    window: Window, complement: Complement, source: Range | None, group: VerbGroup
) -> bool:
    """Tell "those who lodge new claims are heard" from "everything Li says is true"."""
    apart = source is not None and source[1] < group.first
    return apart and bool(window.passage.kinds[complement.content] & BE)


def _is_proved(
    window: Window,
    cue: Cue,
    voice: Voice,
    complement: Complement,
    source: Range | None,
    group: VerbGroup,
) -> bool:
    """A word that is also a noun counts only in a frame that shows it to be a verb."""
    kind = complement.kind
    if voice == "finite" and not cue.forms & PAST and _is_noun(window, cue, complement, source):
        return False
    if (cue.forms & PAST and voice == "finite") or kind in PROVED:
        return True
    if voice == "participle":
        return _is_gerund(window, cue, complement)
    if group.modal or group.have or (group.be and voice == "finite"):
        return True
    if source is None:
        return False
    if source[1] - source[0] == 1 and window.is_pronoun(source[0]):
        return True
    if kind == "none":
        return _closes(window, cue, source, group)
    if not cue.forms & THIRD:
        return False
    if kind == "object":  # "the lawsuit demands his reinstatement"
        start = skip_adverbials(window, cue.after)
        return bool(window.passage.kinds[start] & (DETERMINER | NAME))
    return kind == "clause" and finite_ahead(window, cue.after)


def _closes(window: Window, cue: Cue, source: Range, group: VerbGroup) -> bool:
    """Tell ", the paper states." from "the season of big finance promises."."""
    words = window.passage.words
    if not _is_phrase(window, cue, source):
        return False
    if (
        source[1] >= group.first
        and source[0] > window.first
        and window.passage.quoted[source[0] - 1]
    ):
        return words[source[0] - 2] in (",", "?", "!") or words[source[0] - 1] == ","
    if source[1] < group.first and words[group.first - 1] not in (",", ")"):
        return False  # "a body that provoked the terrorist attacks."
    return cue.after >= window.after or (
        words[cue.after] in (".", "!", "?", ")") or _interrupts(window, source, cue.after)
    )


def _is_noun(window: Window, cue: Cue, complement: Complement, source: Range | None) -> bool:
    """Tell "small projects that serve" and "25 states to join" from "the paper states that"."""
    kind = complement.kind
    if kind not in ("that", "clause", "object", "attitude") or cue.verb.kind == "show":
        return False
    if source is None or not cue.forms & THIRD or window.is_pronoun(source[1] - 1):
        return False
    passage, last = window.passage, source[1] - 1
    kinds, start = passage.kinds, complement.content
    if kind in CLAUSES and window.is_finite(start) and not kinds[start] & DETERMINER:
        return True  # "projects that will cut costs": a relative clause
    clause = bool(kinds[start] & (OPENS_PHRASE | PRONOUN | PREPOSITION)) and (
        kind == "that" or finite_ahead(window, start)
    )
    if kinds[last] & NUMBER and kind != "that":
        return True
    if not _is_phrase(window, cue, source):
        return not (clause and source[1] - source[0] == 1)
    common = passage.words[last][0].islower()
    plural = passage.lower[last].endswith("s") and not passage.lower[last].endswith(NO_PLURALS)
    if common and plural and not window.any(source[0], last, PREPOSITION):
        return True  # "the gun shows", a plural before it agrees with no "-s"
    bare = common and last > source[0] and bool(kinds[last - 1] & PREPOSITION)
    return bare and (not clause or passage.lower[cue.after] not in ("that", ":"))


def _is_phrase(window: Window, cue: Cue, source: Range) -> bool:
    """Tell "the paper" and "figures" from a noun that only describes another: "gun shows"."""
    kinds, last = window.passage.kinds, window.passage.lower[source[1] - 1]
    counts = kinds[source[0]] & QUANTIFIER and window.passage.lower[source[0]] not in SINGULAR
    if counts and cue.forms & THIRD:
        return False  # "in three states"
    return bool(kinds[source[0]] & OPENS_PHRASE) or last.endswith(
        (*PLURALS, "data", "research", "evidence")
    )


def _interrupts(window: Window, source: Range, after: int) -> bool:
    """Tell whether an attribution stands in a sentence: "“Leave,” the paper states, begins"."""
    words, before = window.passage.words, source[0] - 1
    closed = before > window.first and (window.passage.quoted[before] or words[before] == ",")
    return (words[after] == "," or words[after] in DASHES) and bool(closed)


def _is_gerund(window: Window, cue: Cue, complement: Complement) -> bool:
    """Tell ", promising help for all" from "promising plans" and "weather forecasting services"."""
    if complement.kind == "none":
        return False
    passage, start = window.passage, complement.content
    if complement.kind != "object" or cue.first <= window.opening() or passage.quoted[start]:
        return True
    before = cue.first - 1
    leads = passage.kinds[before] & SUBORDINATOR or passage.lower[before] == "by"
    separated = bool(leads) or passage.words[before] == "," or passage.words[before] in DASHES
    plural = passage.lower[before].endswith("s") and not passage.kinds[before] & PREPOSITION
    return separated or plural or bool(passage.kinds[start] & OPENS_PHRASE)


def is_adjective(window: Window, cue: Cue, i: int) -> bool:
    """Tell "discussed shared concerns" and "remain committed to" by the word at ``i`` before."""
    passage, kind = window.passage, window.passage.kinds[i]
    if not cue.forms & PARTICIPLE or cue.forms & BASE:
        return False
    word = passage.lower[i]
    if word in COPULAS or word in SELECTS:
        return True
    if not kind & FINITE or kind & NAME or cue.after >= window.after:
        return False
    if i > window.first and passage.kinds[i - 1] & DETERMINER:
        return False  # "the accused admitted guilt"
    behind = passage.kinds[cue.after]
    named = behind & (DETERMINER | PREPOSITION | NAME | PRONOUN | SUBORDINATOR)
    return bool(behind & WORD) and not named and passage.lower[cue.after] not in ("to", "that")


def _is_reduced(window: Window, cue: Cue, complement: Complement, source: Range | None) -> bool:
    """Tell "the goals outlined in the order" and "aid expected to help" from "Lee outlined them".

    So hangs a participle on a noun that can't speak, where no object follows.
    """
    if source is None or not cue.forms & PARTICIPLE or cue.forms & BASE:
        return False
    passage, last, behind = window.passage, source[1] - 1, cue.after
    kinds = passage.kinds
    if source[1] < cue.first or behind >= window.after or not kinds[behind] & PREPOSITION:
        return False
    if kinds[last] & (NAME | PRONOUN | COLLECTIVE | SPEAKS | QUANTIFIER):
        return False
    if complement.kind == "none":
        listed = passage.words[window.after - 1] == ":"
        return listed or (passage.lower[behind] == "to" and is_infinitive(window, behind))
    start = complement.content
    opens = kinds[start] & (DETERMINER | NUMBER) or passage.quoted[start]
    return complement.kind in ("object", "clause") and not opens and passage.lower[behind] in LINKS


def _is_award(window: Window, cue: Cue) -> bool:
    """Tell "an award recognizing his work" and "troops defending Kyiv" from "Lee, praising it"."""
    before = cue.first - 1
    if cue.verb.kind not in JUDGES or before < window.first or not window.passage.is_word(before):
        return False
    kind = window.passage.kinds[before]
    if kind & (PREPOSITION | SUBORDINATOR) or window.is_adverb(before) or window.is_finite(before):
        return False
    if window.passage.quoted[before] or window.passage.lower[before] in ("and", "or", "but"):
        return False
    return not kind & (NAME | PRONOUN | COLLECTIVE | SPEAKS | QUANTIFIER | WRITING | OCCASION)


def is_noun_of_action(window: Window, cue: Cue) -> bool:
    """Tell "providing counseling to parents" from a participle by the one right before it."""
    before = cue.first - 1
    if not cue.forms & ING or before < window.first or window.passage.quoted[before]:
        return False
    word = window.passage.lower[before]
    return (
        bool(window.passage.kinds[before] & GERUND)
        and word not in LIKE_PREPOSITIONS
        and len(word) > 5
        and not window.passage.is_name(before)
        and word not in window.lexicon.aspect
    )


def _is_caused(window: Window, source: Range | None) -> bool:
    """Tell "let parents know that", where a base form hangs on a verb before its subject."""
    if source is None:
        return False
    places = range(max(window.first, source[0] - 1), source[1])
    return any(window.passage.lower[i] in window.lexicon.causes for i in places)
