"""Where content ends: what belongs to the cue or is the reporter's own is cut off its end."""

from archive.extract.attribution.reading import Reading
from archive.extract.grammar.adverbials import skip_adverbials
from archive.extract.grammar.tokens import DASHES
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    ADVERB,
    AUXILIARY,
    BE,
    DETERMINER,
    FINITE,
    HAVE,
    ING,
    NAME,
    NARRATES,
    OCCASION,
    PREPOSITION,
    PRESENT,
    RELATIVE,
    TIME,
    WEEKDAY,
    WORD,
)

REACH_TAIL = 45
"""Tokens from the end in which a tail is looked for: it keeps the scan linear."""

PHRASAL = frozenset(("object", "attitude", "urge", "name", "as", "to"))
"""Complements that are no clauses of their own: a clause behind them is not content."""

RELATIVES = frozenset("which who whose whom".split())
ADDED = frozenset("well down up just like despite even".split())
COMMENTS = frozenset("though although while after before because since as".split())
LIKE_PREPOSITIONS = frozenset(
    "including regarding concerning following according depending involving excluding".split()
)
AS_PHRASES = frozenset("well soon far long".split())
TIMES = frozenset("after before when".split())
MOMENTS = frozenset("time times day days moment moments era year years just only".split())
CONTRASTS = frozenset("while though although whereas".split())
PLACE_MARKS = frozenset(", . in on at the 's ’s".split())
LIST_MARKS = frozenset(", . ; and or of in with".split())
OCCASION_LEADS = frozenset("at on in during last late".split())
OBJECTS = frozenset("how that to views with on joint recent efforts".split())
COPULAS = frozenset(
    """having get gets got remain remains remained become becomes became stay stays stayed seem
    seems seemed feel feels felt""".split()
)
"""Verbs beside forms of be and have that a participle completes: "remains committed"."""


def without_tail(window: Window, reading: Reading, start: int, end: int) -> int:
    """Cut off the end of content what belongs to the cue or is the reporter's own.

    "when meeting with Li", "while at a dinner"; and behind a comma what a relative clause, "as" or
    "but" with a subject of its own adds. A quotation behind it shows that the source goes on.
    """
    passage = window.passage
    start = max((i for i in range(start, end) if passage.quoted[i]), default=start)
    if (
        passage.lower[start] in ("yes", "no")
        and start + 1 < end
        and passage.lower[start + 1] in (*CONTRASTS, ",", "but")
    ):
        return start + 1
    ends = (",", ";") if is_aside(reading) and not passage.quoted[start] else (";",)
    end = next((i for i in range(start + 1, end) if passage.words[i] in ends), end)
    if reading.complement in PHRASAL:
        nominal = reading.complement == "object"
        end = _before_next_verb(window, start, end, nominal=nominal)
        end = _before_comment(window, start, end, nominal=nominal)
        end = _before_description(window, start, end)
        end = _before_occasion(window, start + 2 * (reading.complement == "to"), end)
    elif passage.quoted[start] and passage.words[start - 1] == ",":
        end = min(end, _before_occasion(window, start, end))  # ``it was “crap,” in an interview``
    for i in range(end - 2, max(start, end - REACH_TAIL), -1):
        if passage.lower[i] in ("when", "while") and _is_occasion(window, i + 1):
            return i
        clausal = reading.complement in ("that", "clause", "wh")
        if clausal and passage.words[i] in DASHES and _judges(window, i + 1):
            return i
        if passage.words[i] == "," and clausal:
            behind = passage.lower[i + 1]
            if behind in RELATIVES and not _resumes(window, i + 2, end):
                return i
            if behind in ("as", "but") and _is_new_clause(window, i + 2, end):
                return i
            if _compares(window, i + 1) or _judges(window, i + 1):
                return i
            if _is_act(window, i + 1):
                return i
    return end


def _compares(window: Window, i: int) -> bool:
    """Tell ", as has the mayor" and ", compared to nine last year", which the reporter adds."""
    passage = window.passage
    if passage.lower[i] == "as":
        return bool(passage.kinds[i + 1] & AUXILIARY) and passage.lower[i + 1] != "to"
    return passage.lower[i] == "compared"


def _judges(window: Window, i: int) -> bool:
    """Tell ", a claim that Lee denied", with which the reporter comments on what was said."""
    lower = window.passage.lower[i : i + 3]
    if lower and lower[0].endswith("s") and lower[0][:-1] in window.lexicon.reports:
        return lower[1:2] in (["that"], ["which"])  # ", remarks that drew criticism"
    return (
        len(lower) > 2
        and lower[0] in ("a", "an")
        and lower[1] in window.lexicon.reports
        and lower[2] not in ("of", "to", "for", "against", "from")
    )


def _resumes(window: Window, first: int, end: int) -> bool:
    """Tell whether a clause goes on behind a relative one: "that aid, which is late, will come"."""
    passage = window.passage
    comma = next((i for i in range(first, end - 1) if passage.words[i] == ","), None)
    return comma is not None and bool(passage.kinds[comma + 1] & (AUXILIARY | PRESENT | NARRATES))


def is_aside(reading: Reading) -> bool:
    """Tell a question to the source: "Lee, when asked about trade, laughed"."""
    asked = reading.voice == "passive" and reading.subject is None
    return asked and reading.complement in ("wh", "object")


def _is_act(window: Window, i: int) -> bool:
    """Tell what came of it, ", raising hopes", from what the source goes on to say."""
    passage = window.passage
    if i + 1 >= window.after or not passage.kinds[i] & ING:
        return False
    return passage.lower[i + 1] in window.lexicon.attitudes


def _is_occasion(window: Window, i: int) -> bool:
    word = window.passage.lower[i]
    return word in window.lexicon.encounters or word in ("at", "in", "on")


def _is_new_clause(window: Window, first: int, after: int) -> bool:
    """Tell whether a clause with a subject of its own begins at ``first``."""
    passage = window.passage
    after = min(after, window.after)
    if first >= after or passage.lower[first] in ("that", "to", "also", "not"):
        return False
    if window.is_finite(first):
        return False  # "while seated next to him"
    if window.is_pronoun(first):
        return first + 1 < after and passage.lower[first + 1] in ("did", "declined", "gave")
    return window.has_finite(first + 1, min(after, first + 9))


def _before_comment(window: Window, start: int, end: int, *, nominal: bool) -> int:
    """Cut where a participle, an apposition, a conjunction or a new clause comments."""
    passage, gerunds = window.passage, False
    for i in range(start, end - 2):
        gerunds = gerunds or bool(passage.kinds[i] & ING)
        if i == start or passage.quoted[i]:
            continue
        if passage.words[i] == ",":
            if _comments(window, i + 1, end, gerunds=gerunds):
                return i
            if nominal and _is_apposition(window, i + 1, end):
                return i
        elif _subordinates(window, start, i, end, nominal=nominal):
            return i
    return end


def _subordinates(window: Window, start: int, i: int, end: int, *, nominal: bool) -> bool:
    """Tell whether a conjunction at ``i`` leads away from what is said: "while", "after"."""
    word = window.passage.lower[i]
    if word in CONTRASTS:
        return _is_new_clause(window, i + 1, end)
    return nominal and word in TIMES and _is_time_clause(window, start, i, end)


def _is_apposition(window: Window, first: int, end: int) -> bool:
    """Tell ", the worst since May" from the next of a list, which "and" or a comma ends."""
    passage = window.passage
    if passage.lower[first] not in ("a", "an", "the") or window.any(first, end, FINITE):
        return False
    return not any(passage.lower[i] in (",", "and", "or", "but") for i in range(first, end))


def _is_time_clause(window: Window, start: int, i: int, end: int) -> bool:
    """Tell when it was said, "before leaving", from a time in it, "before the end of May"."""
    passage = window.passage
    if window.any(start, i, FINITE | RELATIVE) or passage.lower[i - 1] in MOMENTS:
        return False
    return bool(passage.kinds[i + 1] & ING) or _is_new_clause(window, i + 1, end)


def _comments(window: Window, i: int, end: int, *, gerunds: bool) -> bool:
    """Tell whether what follows a comma is no part of a noun phrase or infinitive before it."""
    passage, kind = window.passage, window.passage.kinds[i]
    word, behind = passage.lower[i], passage.lower[i + 1]
    if kind & ING and len(word) > 5 and "-" not in word and word not in LIKE_PREPOSITIONS:
        return not gerunds and behind not in LIST_MARKS
    if word == "as":
        return behind not in AS_PHRASES and _is_new_clause(window, i + 1, i + 9)
    if word in COMMENTS:
        return behind not in ("soon", "long")
    if word in ("and", "but"):
        return (
            behind == "there"
            or window.is_pronoun(i + 1)
            or (
                bool(passage.kinds[i + 1] & DETERMINER)
                and window.has_finite(i + 3, min(end, i + 6))
            )
        )
    return False


def _before_description(window: Window, start: int, end: int) -> int:
    """Cut the relative clause at the end that describes more: "praised Lee, who left in May"."""
    passage = window.passage
    for i in range(start + 1, end - 2):
        if passage.words[i] != "," or passage.quoted[i]:
            continue
        if _opens_relative(window, i + 1) and not _resumes(window, i + 2, end):
            return i
        if passage.lower[i + 1] in ADDED:
            return i
    return end


def _opens_relative(window: Window, i: int) -> bool:
    """Tell ", who left" and ", where he lost" from ", which strengthens peace".

    What a thing does is what the speaker says of it; who somebody is the reporter adds.
    """
    if window.passage.lower[i] in ("who", "whose", "whom", "where"):
        return True
    return bool(window.passage.kinds[i] & PREPOSITION) and window.passage.lower[i + 1] == "whom"


def _before_occasion(window: Window, start: int, end: int) -> int:
    """Cut an occasion off the end: "praised Lee at a press conference in Oslo on Monday".

    A bare date stays: "on October 7" dates what is spoken of.
    """
    passage = window.passage
    for i in range(max(start + 1, end - 18), end - 1):
        if (
            passage.lower[i] in OCCASION_LEADS
            and not passage.quoted[i]
            and _after_place(window, skip_adverbials(window, i), end) >= end
            and any(kind & (OCCASION | WEEKDAY) for kind in passage.kinds[i:end])
        ):
            return i
    return end


def _after_place(window: Window, i: int, end: int) -> int:
    """Step over the place of an occasion and its day: "in Hartford, Conn., on Friday"."""
    passage, first = window.passage, i
    while i < end:
        word = passage.lower[i]
        if not (passage.is_name(i) or word in PLACE_MARKS):
            return first if i == first else i
        i += 1
    return i


def _before_next_verb(window: Window, start: int, end: int, *, nominal: bool) -> int:
    """Cut where the sentence's next verb begins: "reaffirmed the plan and discussed aid"."""
    passage = window.passage
    for i in range(start + 1, end - 2):
        if passage.kinds[i] & (RELATIVE | BE):
            return end
        if passage.lower[i] not in ("and", ",") or passage.quoted[i]:
            continue
        verb = i + 2 if window.is_adverb(i + 1) else i + 1
        listed = passage.words[i] != "," or _takes_object(window, verb)
        if listed and is_past(window, verb) and _governs(window, verb):
            return i
        if passage.lower[i] == "and" and nominal and _is_main_clause(window, i + 1, end):
            return i
    return end


def _is_main_clause(window: Window, first: int, end: int) -> bool:
    """Tell "talked about aid and her office did not reply" from one noun phrase."""
    kinds = window.passage.kinds
    if not kinds[first] & DETERMINER:
        return False
    for i in range(first + 1, min(end, first + 5)):
        if kinds[i] & (RELATIVE | PREPOSITION | ING) or not kinds[i] & WORD:
            return False
        if kinds[i] & AUXILIARY and window.passage.lower[i] != "to":
            return True
    return False


def is_past(window: Window, i: int) -> bool:
    """Tell whether token ``i`` is a past tense, not the participle of a passive or a perfect."""
    passage, kind = window.passage, window.passage.kinds[i]
    if not (kind & NARRATES or (kind & FINITE and passage.lower[i].endswith("ed"))):
        return False
    before = i - 1
    while before > window.first and window.is_adverb(before):
        before -= 1
    return not (passage.kinds[before] & (BE | HAVE) or passage.lower[before] in COPULAS)


def _takes_object(window: Window, i: int) -> bool:
    """Tell ", reviewed the plan", a verb of a list, from ", led by Lee" and ", signed Friday"."""
    kind = window.passage.kinds[i + 1] if i + 1 < window.after else 0
    opens = bool(kind & (DETERMINER | NAME | ING)) and not kind & TIME
    return opens and not window.passage.kinds[i] & BE


def _governs(window: Window, i: int) -> bool:
    """Tell a verb from an -ed word before a noun: "and discussed aid", "and shared challenges"."""
    passage = window.passage
    if i + 1 >= window.after or passage.kinds[i] & NARRATES:
        return True
    behind = passage.lower[i + 1]
    return (
        bool(passage.kinds[i + 1] & (DETERMINER | NAME | ADVERB | ING))
        or behind in window.lexicon.attitudes
        or behind in OBJECTS
        or behind in ("him", "them", "us", "it")
    )
