"""Where content begins and ends: what belongs to the cue or is the reporter's own is cut off."""

from archive.extract.clauses import Reading
from archive.extract.drafts import Range
from archive.extract.phrases import DASHES, Window, pronoun_at, skip_adverbials
from archive.extract.tokens import Passage

REACH_TAIL = 45
"""Tokens from the end in which a tail is looked for: it keeps the scan linear."""

ENCOUNTERS = frozenset(
    [
        "meeting",
        "speaking",
        "addressing",
        "talking",
        "holding",
        "attending",
        "answering",
        "responding",
        "visiting",
        "delivering",
        "testifying",
        "appearing",
        "receiving",
        "hosting",
        "chairing",
        "campaigning",
    ]
)


def after_first_quote(passage: Passage, start: int, end: int) -> int:
    """``called the report "a warning" in an interview``: what he is called ends the content."""
    number = 0
    for i in range(start, end):
        if number and passage.quoted[i] != number:
            return i
        number = number or passage.quoted[i]
    return end


def opening(window: Window) -> int:
    """Return the first token that can be content: "But", "Meanwhile," are none."""
    passage = window.passage
    i = window.first
    while (
        i < window.after
        and not passage.quoted[i]
        and (
            passage.lower[i]
            in ("but", "and", "yet", "so", "still", "however", "meanwhile", "moreover", "also")
            or passage.words[i] in (",", ".", "-", "•", "*", ")", "—", "–", "--")
        )
    ):
        i += 1
    return i if i < window.after else window.first


def lead_counts(window: Window, lead: Range, quote: int) -> bool:
    """Tell whether words before a quotation are part of the content: ``Rubio "apologized,"``."""
    passage = window.passage
    if passage.words[quote - 1] in (",", ":") or passage.words[quote - 1] in DASHES:
        return passage.words[quote - 1] == "," and lead[1] - lead[0] >= 8
    lone = lead[1] - lead[0] == 1 and passage.lower[lead[0]] in window.grammar.openers
    return not lone


def is_title(window: Window, first: int, after: int) -> bool:
    """Tell the title of a work, or a name in quotation marks, from something said."""
    passage = window.passage
    words = [i for i in range(first, after) if passage.is_word(i)]
    small = window.grammar.prepositions | window.grammar.determiners | {"and", "or", "but"}
    return 0 < len(words) <= 8 and all(
        passage.is_name(i) or passage.words[i][0].isdigit() or passage.lower[i] in small
        for i in words
    )


def opens_title(window: Window, start: int) -> bool:
    """Tell whether the quotation that begins at ``start`` is a title."""
    quoted, after = window.passage.quoted, start
    while after < window.after and quoted[after] == quoted[start]:
        after += 1
    return is_title(window, start, after)


def is_content(window: Window, first: int, after: int) -> bool:
    """Tell a clause from an opener: "On Friday, Li said" has no content to the left."""
    passage = window.passage
    words = sum(1 for i in range(first, after) if passage.is_word(i))
    if words >= 8:
        return True
    if any(passage.quoted[i] for i in range(first, after)):
        return True
    if words < 3:
        return False
    lead = passage.lower[first]
    if lead in window.grammar.prepositions or lead in window.grammar.subordinators:
        comma = next((i for i in range(first, after) if passage.words[i] == ","), None)
        return (comma is not None and window.has_finite(comma + 1, after)) or (
            window.has_finite(first + 1, after) and lead in window.grammar.prepositions
        )
    if lead.endswith("ing") and not window.has_finite(first + 1, after):
        return False
    return words >= 4 or window.has_finite(first, after)


def without_tail(window: Window, reading: Reading, start: int, end: int) -> int:
    """Cut off the end of content what belongs to the cue or is the reporter's own.

    "when meeting with Li", "while at a dinner"; and behind a comma what a relative clause, "as" or
    "but" with a subject of its own adds. A quotation behind it shows that the source goes on.
    """
    passage = window.passage
    if any(passage.quoted[i] for i in range(start, end)):
        start = max(i for i in range(start, end) if passage.quoted[i])
    if reading.complement in PHRASAL:
        end = _before_next_verb(window, start, end)
        end = _before_comment(window, start, end)
        end = _before_occasion(window, start, end)
    for i in range(end - 2, max(start + 1, end - REACH_TAIL), -1):
        word = passage.lower[i]
        if word in ("when", "while"):
            if passage.lower[i + 1] in ENCOUNTERS or passage.lower[i + 1] in ("at", "in", "on"):
                return i
        elif passage.words[i] == "," and reading.complement in ("that", "clause", "wh"):
            behind = passage.lower[i + 1]
            if behind in ("which", "who", "whose"):
                return i
            if behind in ("as", "but") and _new_clause(window, i + 2, end):
                return i
    return end


PHRASAL = frozenset(("object", "attitude", "urge", "name", "as", "to"))
"""Complements that are no clauses of their own: a clause behind them is not content."""

LIKE_PREPOSITIONS = frozenset(
    "including regarding concerning following according depending involving excluding".split()
)


def _before_comment(window: Window, start: int, end: int) -> int:
    """Cut at a comma behind which a participle, a conjunction or a new clause comments."""
    passage = window.passage
    gerunds = False
    for i in range(start, end - 2):
        gerunds = gerunds or passage.lower[i].endswith("ing")
        if passage.words[i] != "," or passage.quoted[i] or i == start:
            continue
        word = passage.lower[i + 1]
        if word.endswith("ing") and len(word) > 5 and word not in LIKE_PREPOSITIONS:
            if not gerunds and _participial(window, i + 1):
                return i
        elif word in ("though", "although", "while", "after", "before", "because", "since", "as"):
            if passage.lower[i + 2] not in ("well", "soon", "far", "long"):
                return i
        elif word in ("and", "but") and pronoun_at(window, i + 2):
            return i
    return end


def _participial(window: Window, i: int) -> bool:
    """Tell "making it harder" from the list item "training of talents"."""
    behind = window.passage.lower[i + 1]
    return behind in window.grammar.determiners or behind in ("it", "them", "him", "up", "out", "to")


def _before_occasion(window: Window, start: int, end: int) -> int:
    """Cut an occasion off the end: "praised Lee at a press conference in Oslo on Monday"."""
    for i in range(max(start + 1, end - 18), end - 1):
        if window.passage.lower[i] in ("at", "on", "in", "during", "last", "late") and not (
            window.passage.quoted[i]
        ):
            if skip_adverbials(window, i) >= end and _tells_occasion(window, i, end):
                return i
    return end


def _tells_occasion(window: Window, first: int, after: int) -> bool:
    """Tell "at a briefing" and "on Monday" from "on October 7", which dates what is spoken of."""
    grammar = window.grammar
    return any(
        word in grammar.occasions or word in grammar.weekdays
        for word in window.passage.lower[first:after]
    )


def _before_next_verb(window: Window, start: int, end: int) -> int:
    """Cut where the sentence goes on with its next verb: "reaffirmed the plan and discussed aid"."""
    passage = window.passage
    for i in range(start + 1, end - 2):
        word = passage.lower[i]
        if word in window.grammar.relative_pronouns or word in window.grammar.be:
            return end
        if word != "and" or passage.quoted[i]:
            continue
        verb = i + 2 if window.is_adverb(i + 1) else i + 1
        if is_past(window, verb) and not _participle(window, verb):
            return i
    return end


def is_past(window: Window, i: int) -> bool:
    """Tell whether token ``i`` is a past tense, not the participle of a passive or a perfect."""
    passage, grammar = window.passage, window.grammar
    word = passage.lower[i]
    if not (word in grammar.pasts or (word.endswith("ed") and window.is_finite(i))):
        return False
    before = i - 1
    while before > window.first and window.is_adverb(before):
        before -= 1
    helped = passage.lower[before]
    return not (helped in grammar.be or helped in ("has", "have", "had", "having", "get", "got"))


def _participle(window: Window, i: int) -> bool:
    """Tell an -ed word before a noun or a preposition from a verb: "and shared challenges"."""
    if i + 1 >= window.after or window.passage.lower[i] in window.grammar.pasts:
        return False
    behind = window.passage.lower[i + 1]
    return not (
        behind in window.grammar.determiners
        or behind in window.lexicon.attitudes
        or behind in ("how", "that", "to", "views", "with", "on", "joint", "recent", "efforts")
        or window.passage.is_name(i + 1)
        or window.is_adverb(i + 1)
        or behind.endswith("ing")
    )


def _new_clause(window: Window, first: int, after: int) -> bool:
    """Tell whether a clause with a subject of its own begins at ``first``, in the past or perfect."""
    passage = window.passage
    if first >= after or passage.lower[first] in ("that", "to", "also", "not"):
        return False
    if pronoun_at(window, first):
        return passage.lower[first + 1 : first + 2][:1] in (["did"], ["declined"], ["gave"])
    return not pronoun_at(window, first) and window.has_finite(first + 1, min(after, first + 9))
