"""Appositions, relative clauses and nicknames between a source and its cue."""

from archive.extract.attribution.noun_phrases import CONJUNCTIONS, phrase_before
from archive.extract.grammar.tokens import STOPS, Range
from archive.extract.grammar.window import REACH, Window
from archive.extract.grammar.wordclass import (
    AUXILIARY,
    DETERMINER,
    FINITE,
    ING,
    NAME,
    PHRASE_LEADS,
    POSSESSIVE,
    PREPOSITION,
    QUANTIFIER,
    RELATIVE,
    SPEAKS,
    SUBORDINATOR,
)

NICKNAME = 4
"""Words of a name in quotation marks or beside an office."""


def before_name_in_quotes(window: Window, end: int) -> int:
    """Step over a nickname or a title in quotation marks: ``Lehel, known as “Guccifer,” said``.

    What is left is the token before it, or the comma that opens the apposition it stands in.
    """
    passage = window.passage
    first = end
    while first > window.first and passage.quoted[first - 1] == passage.quoted[end]:
        first -= 1
    words = [i for i in range(first, end) if passage.is_word(i)]
    if not 0 < len(words) <= NICKNAME or not all(passage.is_name(i) for i in words):
        return end
    if passage.words[end - 1] == ",":
        opening = opening_comma(window, end)
        return end if opening is None else opening - 1
    return first - 1


def name_beside_office(window: Window, opening: int, closing: int) -> Range | None:
    """For "The foreign minister, Ingrid Dahl, said" return office and name together."""
    passage = window.passage
    inner = range(opening + 1, closing)
    if not 0 < len(inner) <= NICKNAME or not all(passage.is_name(i) for i in inner):
        return None
    office = phrase_before(window, opening - 1)
    if office is None:
        return None
    if passage.is_name(office[1] - 1) and not (
        len(inner) > 1 and (_heads_body(window, office) or _is_title(window, office))
    ):
        return None
    return (office[0], closing)


def _is_title(window: Window, office: Range) -> bool:
    """Tell "the UN's Special Envoy, Maria Lopez," by the title that ends what stands before."""
    last = office[1] - 1
    return bool(window.passage.kinds[last] & SPEAKS) and last > office[0]


def _heads_body(window: Window, office: Range) -> bool:
    """Tell "the head of the World Bank, Ajay Banga," from "the people of Salem, West Virginia,"."""
    kinds = window.passage.kinds
    if not kinds[office[0]] & DETERMINER:
        return False
    links = (i for i in range(office[0] + 1, office[1]) if kinds[i] & PREPOSITION)
    link = next(links, None)
    return link is not None and bool(kinds[link - 1] & SPEAKS)


def opening_comma(window: Window, end: int) -> int | None:
    """Return the comma that opens the aside which the comma ``end`` closes.

    Of several the first is taken behind which no verb stands and before which a noun phrase opens
    the clause: "Ann Lee, 31, head of the board, a charity, said" leads to the first comma.
    """
    passage = window.passage
    best = fallback = None
    for i in range(end - 1, max(window.first, end - REACH) - 1, -1):
        word = passage.words[i]
        if passage.quoted[i]:
            continue
        if word == "(" or (word in STOPS and not (word == "." and window.is_dot_inside(i))):
            break
        if word != ",":
            continue
        if passage.kinds[i + 1] & RELATIVE:
            best = i
            continue
        if passage.lower[i + 1] in CONJUNCTIONS or i + 1 == end:
            break
        verbless = _is_verbless(window, i + 1, end)
        if fallback is None and (verbless or passage.kinds[i + 1] & PHRASE_LEADS):
            fallback = i
        if verbless and _phrase_opens_clause(window, i - 1):
            best = i
    return fallback if best is None else best


def _phrase_opens_clause(window: Window, end: int) -> bool:
    before = phrase_before(window, end) if end >= window.first else None
    if before is None or not window.starts_clause(before[0]):
        return False
    if _opens_participle(window, before[0]):
        return False
    words, kind = window.passage.lower[slice(*before)], window.passage.kinds[before[0]]
    nominal = kind & (NAME | DETERMINER | POSSESSIVE | QUANTIFIER) or words[-1].endswith("s")
    return bool(nominal) or len(words) > 1  # "was dead, a spokesman, Eric Lee, said"


def _opens_participle(window: Window, first: int) -> bool:
    """Tell "Asked about trade, a spokesman, Lee, said" from a noun phrase by its opening."""
    passage = window.passage
    word = passage.lower[first]
    if first > window.opening() or not word.endswith(("ed", "ing")):
        return False
    if word in window.lexicon.encounters or (
        passage.kinds[first] & ING and word in window.lexicon.entries
    ):
        return True
    return bool(passage.kinds[first + 1] & (PREPOSITION | DETERMINER | SUBORDINATOR))


def _opens_clause_behind(window: Window, relative: int, after: int) -> bool:
    """Tell ", a port that she hoped to save, the race will be tight," by the clause at its end."""
    passage, kinds = window.passage, window.passage.kinds
    commas = [
        i for i in range(relative, after) if passage.words[i] == "," and not passage.quoted[i]
    ]
    if not commas:
        return False
    first = commas[-1] + 1
    opens = kinds[first] & (DETERMINER | NAME) or window.is_pronoun(first)
    if not opens or window.any(first, after, RELATIVE):
        return False
    return any(
        kinds[i] & AUXILIARY and passage.lower[i] != "to" and not passage.quoted[i]
        for i in range(first + 1, after)
    )


def _is_verbless(window: Window, first: int, after: int) -> bool:
    """Tell an apposition, by its lack of a verb; relative clauses and participles don't count."""
    passage = window.passage
    for i in range(first, after):
        if passage.lower[i] in ("who", "which", "whose", "that"):
            return not _opens_clause_behind(window, i, after)
        if (
            not passage.quoted[i]
            and passage.kinds[i] & FINITE
            and not passage.lower[i].endswith("ed")
        ):
            return False
    return True
