"""The noun phrase that ends at a token: read from right to left, as far as one can reach."""

from archive.extract.grammar.adverbials import after_time, before_time, only_time
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.window import REACH, Window
from archive.extract.grammar.wordclass import (
    ADVERB,
    BE,
    BOUNDARY,
    DETERMINER,
    FINITE,
    HAVE,
    ING,
    MODAL,
    NAME,
    NEGATION,
    NUMBER,
    OCCASION,
    OPENER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUANTIFIER,
    SUBORDINATOR,
    TIME,
    WORD,
    WRITING,
)

INSIDE = frozenset(("'", "’", "&", "-", "/", "$", "%", "#", "@"))
SIGNS = frozenset("$#@")
PRONOUNS = frozenset("he she it they we i".split())
CONJUNCTIONS = frozenset(("and", "or", "but"))
SUFFIXES = frozenset("jr sr inc ltd llc".split())
"""What a comma parts from a name it belongs to: "Ross, Jr." and "Acme, Inc."."""

QUALITIES = ("ed", "y", "ful", "ous", "ive", "less", "ing", "al")
"""Ends of the adjective before the comma in "the weary, 71-year-old diplomat"."""

NOBODY = frozenset("much more less almost very live likely so the a an together back".split())
"""Words that are nobody by themselves."""

DEICTIC = frozenset("this last next past late early".split())
"""Words of the list of times that other nouns have before them too."""

MEASURES = frozenset("about over under around nearly almost".split())
"""Words before a number that say how exact it is."""

RELATIVE_REACH = 15
"""Tokens of a restrictive relative clause: "officials who spoke with the paper"."""

PLACE = 3
"""Tokens from the comma before a state's name to the one behind it: ", D.C.,"."""


def phrase_before(window: Window, end: int) -> Range | None:
    """Return the noun phrase that ends at token ``end``, asides apart."""
    passage = window.passage
    end = before_emphasis(window, end)
    if end < window.first or passage.quoted[end]:
        return None
    if window.is_pronoun(end):
        return _with_partner(window, end)
    if not passage.is_word(end) and passage.words[end] not in (".", "'", "’", ")"):
        return None
    return _walk_back(window, end)


def before_emphasis(window: Window, end: int) -> int:
    """Step over what can follow a noun phrase before its verb: "Lee herself", "they later"."""
    passage = window.passage
    while end > window.first and not passage.quoted[end]:
        if not (window.is_adverb(end) or passage.lower[end].endswith(("self", "selves"))):
            break
        end -= 1
    return end


def _walk_back(window: Window, end: int) -> Range | None:
    """Go left from ``end`` as far as a noun phrase can reach, then trim what it is not."""
    passage, start, conjunctions = window.passage, end + 1, []
    participle = None
    i, low = end, max(window.first, end - REACH)
    while i >= low and not passage.quoted[i]:
        if passage.is_word(i):
            if passage.lower[i] == "and":
                conjunctions.append(i)
            elif _ends_phrase(window, i):
                outer = None if passage.kinds[i] & SUBORDINATOR else _before_relative(window, i)
                if outer is not None:
                    return outer
                participle = i if passage.lower[i].endswith("ed") else None
                break
            elif passage.lower[i] in PRONOUNS and i < end and not _is_surname(window, i):
                if passage.lower[i + 1] == "and":
                    return (i, end + 1)  # "she and other captains"
                break
        else:
            inner = _inside_phrase(window, i, conjunctions)
            if inner is None:
                break
            i = inner
        start = i
        i -= 1
    found = _trimmed(window, _without_clause(window, start, conjunctions), end)
    if found is not None and found[0] > low + 2:
        found = _document(window, found) or found
    if found is not None and _governed(window, found[0]):
        return None
    if found is None and participle is not None:
        return _before_participle(window, participle, end)
    return found


def _before_participle(window: Window, participle: int, end: int) -> Range | None:
    """For "messages discovered on phones" return all of it; "Lee voted against" is none."""
    kinds = window.passage.kinds
    before = phrase_before(window, participle - 1) if participle > window.first else None
    if kinds[end] & PREPOSITION:
        return None
    goes_on = participle < end and bool(kinds[participle + 1] & PREPOSITION)
    return (before[0], end + 1) if before and goes_on else before


def _ends_phrase(window: Window, i: int) -> bool:
    """Tell whether the word at ``i`` belongs to no noun phrase: a boundary or a finite verb."""
    if window.is_boundary(i):
        return window.passage.lower[i] != "than" or not _counts(window, i)
    return _is_verb(window, i)


def _counts(window: Window, than: int) -> bool:
    """Tell "more than 20 agencies" from a comparison."""
    passage = window.passage
    more = than > window.first and passage.lower[than - 1] in ("more", "fewer", "less")
    return more and bool(passage.kinds[than + 1] & (NUMBER | QUANTIFIER | DETERMINER))


def _governed(window: Window, first: int) -> bool:
    """Tell a verb behind its auxiliary from a noun phrase: "will serve areas in other (states)"."""
    passage, before = window.passage, first - 1
    if before < window.first or passage.quoted[before] or not passage.words[first][0].islower():
        return False
    kind = passage.kinds[first]
    if kind & (DETERMINER | POSSESSIVE | QUANTIFIER) or window.is_pronoun(first):
        return False
    governs = passage.kinds[before]
    return bool(governs & MODAL and passage.lower[before] != "to") or bool(
        governs & (BE | HAVE) and kind & FINITE
    )


def _is_surname(window: Window, i: int) -> bool:
    """Tell the family name of "He Lifeng" from the pronoun, behind which no name stands."""
    return window.passage.words[i] == "He" and window.passage.is_name(i + 1)


def _document(window: Window, found: Range) -> Range | None:
    """For "a report issued after the summit" return the report: a summit says nothing."""
    passage, link = window.passage, found[0] - 1
    issued = link - 1
    if not passage.kinds[link] & PREPOSITION or not passage.lower[issued].endswith("ed"):
        return None
    if not passage.kinds[issued - 1] & (OCCASION | WRITING) or passage.quoted[issued - 1]:
        return None
    before = phrase_before(window, issued - 1)
    return (before[0], found[1]) if before and window.starts_clause(before[0]) else None


def _inside_phrase(window: Window, i: int, conjunctions: list[int]) -> int | None:
    """Return where to go on from punctuation that can stand in a noun phrase, or None."""
    word = window.passage.words[i]
    if word == ",":
        if _joins_adjectives(window, i):
            return i
        if window.passage.lower[i + 1] in SUFFIXES and window.passage.is_name(i + 1):
            return i
        return i if conjunctions and _in_list(window, i, conjunctions[-1]) else None
    if word == ".":
        return i if not i or window.is_dot_inside(i) else None
    if word in (")", "]"):
        return opening_mark(window, i, "([")
    bullet = word == "-" and i == window.first
    return i if word in INSIDE and not bullet else None


def _joins_adjectives(window: Window, comma: int) -> bool:
    """Tell "the weary, 71-year-old diplomat" from the comma behind an opener."""
    passage, kinds = window.passage, window.passage.kinds
    if comma < window.first + 2 or comma + 2 >= window.after:
        return False
    both = passage.words[comma - 1][:1].islower() and not kinds[comma + 1] & NAME
    return (
        both
        and bool(kinds[comma - 2] & DETERMINER)
        and passage.lower[comma - 1].endswith(QUALITIES)
        and not kinds[comma + 1] & (DETERMINER | BOUNDARY | PREPOSITION | PRONOUN)
    )


def _before_relative(window: Window, i: int) -> Range | None:
    """Step over a restrictive relative clause: "officials who spoke with the paper said"."""
    passage = window.passage
    for j in range(i, max(window.first, i - RELATIVE_REACH), -1):
        if passage.quoted[j] or not passage.is_word(j):
            return None
        if passage.lower[j] == "who" or (
            passage.lower[j] in ("that", "which")
            and (window.is_finite(j + 1) or window.is_adverb(j + 1))
        ):
            return phrase_before(window, j - 1)
    return None


def _is_verb(window: Window, i: int) -> bool:
    """Tell whether a finite verb at ``i`` shows that the noun phrase begins behind it."""
    passage = window.passage
    if not passage.words[i][0].islower():
        return False
    if passage.lower[i].endswith("ed") and i + 1 < window.after:
        return _is_active(window, i)
    return window.is_finite(i)


def _is_active(window: Window, i: int) -> bool:
    """Tell an active past from a participle used as an adjective ("the elected president")."""
    kinds = window.passage.kinds
    if i > window.first and kinds[i - 1] & (DETERMINER | PREPOSITION):
        return False
    behind, before = kinds[i + 1], kinds[i - 1] if i > window.first else 0
    if behind & (DETERMINER | PREPOSITION | ADVERB) or behind & before & NAME:
        return True
    if before & NAME:  # "the KGB planted newspaper articles"
        return bool(behind & WORD) and not behind & NAME and i + 1 < window.after - 1
    noun = before & WORD and not before & (POSSESSIVE | QUANTIFIER | ADVERB | BOUNDARY)
    return bool(noun and behind & NAME)  # "the debate forced Lee to"


def _in_list(window: Window, comma: int, conjunction: int) -> bool:
    """Tell whether the comma joins a list that "and" ends: "China, Russia and Iran"."""
    between = conjunction - comma - 1
    if not 0 <= between <= 6 or window.has_finite(comma + 1, conjunction):
        return False
    return not _closes_opener(window, comma)


def _closes_opener(window: Window, comma: int) -> bool:
    """Tell the comma behind "In Washington, D.C.," or "Looking to May," from one of a list."""
    passage, first = window.passage, window.opening()
    if not passage.kinds[first] & (PREPOSITION | ING) or passage.lower[first] == "including":
        return False
    before = [i for i in range(first, comma) if passage.words[i] == "," and not passage.quoted[i]]
    if not before:
        return True
    return len(before) == 1 and comma - before[0] <= PLACE and passage.is_name(before[0] + 1)


def _with_partner(window: Window, end: int) -> Range:
    """Return a pronoun, with a name before "and" if there is one: "Li and he"."""
    passage = window.passage
    if end - 2 >= window.first and passage.lower[end - 1] == "and" and passage.is_name(end - 2):
        before = phrase_before(window, end - 2)
        if before and window.starts_clause(before[0]):
            return (before[0], end + 1)
    return (end, end + 1)


def _without_clause(window: Window, start: int, conjunctions: list[int]) -> int:
    """Cut at an "and" that joins clauses, not nouns: a verb or nothing nominal stands before it."""
    for i in conjunctions:
        if i >= start and (i == start or not _is_nominal(window, start, i)):
            if i > start and _joins_name(window, start, i):
                continue
            if i > start and window.passage.kinds[i - 1] & PREPOSITION:
                continue  # "officials on and off the island"
            return i + 1
    return start


def _joins_name(window: Window, start: int, i: int) -> bool:
    """Tell "the Food and Drug Administration", which is one name, by its article and capitals."""
    kinds = window.passage.kinds
    return (
        i - start <= 3
        and bool(kinds[i - 1] & kinds[i + 1] & NAME)
        and window.passage.lower[start] == "the"
    )


def _is_nominal(window: Window, first: int, after: int) -> bool:
    kinds = window.passage.kinds
    if not window.starts_clause(first):
        return False
    if first > window.first and kinds[first - 1] & (MODAL | NEGATION):
        return False  # "will not sail and others"
    if any(kind & WORD and kind & FINITE for kind in kinds[first:after]):
        return False
    plural = window.passage.lower[first].endswith("s")
    return plural or bool(kinds[first] & (NAME | DETERMINER)) or after - first <= 3


def _trimmed(window: Window, start: int, end: int) -> Range | None:
    """Cut what opens or ends the clause but is no part of the phrase, and judge what is left."""
    opened = _without_opener(window, start, end)
    if opened is None:
        return None
    start, end = opened, _before_writing(window, opened, before_time(window, opened, end))
    end = _before_edge(window, start, end)
    kinds = window.passage.kinds
    if start > end or only_time(window, start, end) or kinds[end] & SUBORDINATOR:
        return None
    start = _late_determiner(window, start, end)
    last = kinds[end]
    if last & PREPOSITION or (last & DETERMINER and not last & (POSSESSIVE | QUANTIFIER)):
        return None
    return None if start == end and _is_nobody(window, end) else (start, end + 1)


def _is_nobody(window: Window, i: int) -> bool:
    """Tell a lone word in lower case that is no noun: "more", "almost", "together"."""
    passage, word = window.passage, window.passage.lower[i]
    if window.is_adverb(i):
        return True
    if passage.is_name(i) or window.is_pronoun(i):
        return False
    if word in NOBODY:
        return True
    return bool(passage.kinds[i] & ING) and word in window.lexicon.entries


def _before_edge(window: Window, start: int, end: int) -> int:
    """Cut a time and a bare participle off: "The board this week", "a poll released"."""
    passage, kinds = window.passage, window.passage.kinds
    if end - start > 1 and kinds[end] & TIME and passage.lower[end - 1] in DEICTIC:
        return end - 2
    if end > start and passage.lower[end].endswith("ed") and kinds[end] & FINITE:
        those = kinds[end - 1] & (DETERMINER | QUANTIFIER)  # "those surveyed"
        return end if those else end - 1
    return end


def _before_writing(window: Window, start: int, end: int) -> int:
    """Cut "in a statement" off the end of a source: "The ministry in a statement said"."""
    passage, link = window.passage, end - 2
    if link <= start or passage.lower[link] not in ("in", "on") or passage.quoted[link]:
        return end
    wrote = passage.kinds[end] & WRITING or passage.lower[end] in ("interview", "address")
    return link - 1 if wrote and passage.kinds[link + 1] & DETERMINER else end


def _without_opener(window: Window, start: int, end: int) -> int | None:
    """Return the start without adverbs and times; None where a preposition governs."""
    passage = window.passage
    while start <= end:
        kind = passage.kinds[start]
        if _opens(window, start, end):
            start += 1
        elif _measures(window, start):
            break
        elif _behind_ago(window, start, end):
            start = _behind_ago(window, start, end)
        elif kind & PREPOSITION and start < end:
            after = after_time(window, start + 1, end + 1) or _last_phrase(window, start + 1, end)
            if after is None:
                return None
            start = after
        elif passage.lower[start] in DEICTIC and not passage.kinds[start + 1] & (TIME | NUMBER):
            break  # "this source", "the next speaker"
        elif kind & TIME and start < end:
            after = after_time(window, start, end + 1)
            if after is None or after > end:
                break
            start = after
        else:
            break
    return start


def _behind_ago(window: Window, start: int, end: int) -> int:
    """Return the token behind "Two weeks ago" or "Back" before a time, 0 where there is none."""
    lower, kinds = window.passage.lower, window.passage.kinds
    if lower[start] == "back" and kinds[start + 1] & PREPOSITION:
        return start + 1
    for i in range(start + 1, min(end, start + 4)):
        if lower[i] in ("ago", "earlier", "later") and kinds[i - 1] & TIME:
            return i + 1
    return 0


def _measures(window: Window, i: int) -> bool:
    """Tell "about four in 10 voters" and "over half of them" from "About the port he said"."""
    return window.passage.lower[i] in MEASURES and bool(
        window.passage.kinds[i + 1] & (NUMBER | QUANTIFIER)
    )


def _opens(window: Window, i: int, end: int) -> bool:
    passage = window.passage
    if not passage.is_word(i):
        return passage.words[i] not in SIGNS
    if passage.lower[i] in CONJUNCTIONS:
        return True
    return i < end and bool(passage.kinds[i] & OPENER or window.is_adverb(i))


def _last_phrase(window: Window, start: int, end: int) -> int | None:
    """Return where the subject begins behind "In Beijing": at the last determiner."""
    kinds = window.passage.kinds
    for i in range(end, start, -1):
        if kinds[i] & DETERMINER and not kinds[i - 1] & (PREPOSITION | DETERMINER):
            return i
    return None


def _late_determiner(window: Window, start: int, end: int) -> int:
    """Cut an object that ran into the subject: "responsibility the group" is "the group"."""
    passage, kinds = window.passage, window.passage.kinds
    for i in range(end, start, -1):
        if _names_it(window, start, i):
            continue
        if (
            (passage.lower[i] in ("the", "a", "an") or kinds[i] & POSSESSIVE)
            and kinds[i - 1] & WORD
            and not kinds[i - 1] & (PREPOSITION | DETERMINER)
            and passage.lower[i - 1] not in ("and", "all", "both", "half")
            and (passage.words[i - 1][0].islower() or _opens_item(window, i - 1))
        ):
            return i
    return start


def _names_it(window: Window, start: int, i: int) -> bool:
    """Tell "the rights organization the Lund League" from an object that ran into a subject."""
    kinds = window.passage.kinds
    return (
        window.passage.lower[i] == "the"
        and bool(kinds[i + 1] & NAME)
        and window.passage.lower[start] == "the"
        and window.starts_clause(start)
        and not window.passage.lower[i - 1].endswith(("s", "people"))
    )


def _opens_item(window: Window, i: int) -> bool:
    """Tell the verb of "- Lists the types of trade" from a name by its place."""
    passage = window.passage
    bullet = i > window.first and passage.words[i - 1] in ("-", "•", "*", "·", "●")
    return bullet and i == window.opening() and passage.lower[i].endswith(("s", "ed"))


def opening_mark(window: Window, end: int, marks: frozenset[str] | str) -> int | None:
    words = window.passage.words
    for i in range(end - 1, max(window.first, end - REACH) - 1, -1):
        if words[i] in marks:
            return i if i > window.first else None
    return None
