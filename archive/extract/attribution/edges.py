"""What is said and what is not: quotations, the words that lead into them, titles, openers."""

from archive.extract.grammar.tokens import DASHES, Passage, Range
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    DETERMINER,
    ING,
    NAME,
    NARRATES,
    NUMBER,
    OPENER,
    PHRASE_LEADS,
    PREPOSITION,
    TIME,
    WORD,
)

GOES_ON = frozenset("for of because to with who that".split())
"""What goes on with a description behind its quotation: ``a "blueprint" for the port``."""

LONG_LEAD = 8
"""Words before a quotation that are content though a comma parts them from it."""

TITLE = 8
"""Words of a title at the most, all with capitals but for the small ones."""


def after_first_quote(passage: Passage, start: int, end: int) -> int:
    """Return the end of the first quotation: ``called it "a warning" in an interview``."""
    number = 0
    for i in range(start, end):
        if number and passage.quoted[i] != number:
            if passage.lower[i] in GOES_ON:
                return end
            if not _is_joined(passage, i, end):
                return i
            number = 0
        number = number or passage.quoted[i]
    return end


def _is_joined(passage: Passage, i: int, end: int) -> bool:
    """Tell ``a "new low" and a "bizarre attempt"`` from another clause behind "and"."""
    if passage.lower[i] not in ("and", "but", "or", ","):
        return False
    return any(passage.quoted[i + 1 : min(end, i + 4)])


CONJUNCTIONS = frozenset(("and", "but", "&"))
"""What joins another act of the speaker to a quotation: "and left"."""


def after_quotation(passage: Passage, start: int, end: int) -> int:
    """Return the end of the quotation that begins at ``start`` where only narration follows it."""
    number, i = passage.quoted[start], start
    if not number:
        return end
    while i < end and passage.quoted[i] == number:
        i += 1
    inner = passage.words[i - 2] if i - 2 > start else ""
    closed = i < end and (passage.words[i] in (",", ";") or inner in (",", ".", "!", "?"))
    if i < end and passage.lower[i] in CONJUNCTIONS and passage.kinds[i + 1] & NARRATES:
        closed = True  # 'said "we are ready" and left'
    return i if closed and not any(passage.quoted[i:end]) else end


def lead_counts(window: Window, lead: Range, quote: int) -> bool:
    """Tell whether words before a quotation are part of the content: ``Rubio "apologized,"``."""
    passage = window.passage
    before = passage.words[quote - 1]
    if before in (",", ":") or before in DASHES:
        return before == "," and lead[1] - lead[0] >= LONG_LEAD
    return lead[1] - lead[0] > 1 or not passage.kinds[lead[0]] & OPENER


def is_title(window: Window, first: int, after: int) -> bool:
    """Tell the title of a work, or a name in quotation marks, from something said."""
    passage = window.passage
    words = [i for i in range(first, after) if passage.is_word(i)]
    return 0 < len(words) <= TITLE and all(
        passage.kinds[i] & (NAME | NUMBER | PREPOSITION | DETERMINER)
        or passage.lower[i] in ("and", "or", "but")
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
    if after - first > LONG_LEAD * LONG_LEAD:
        return True  # whatever it is; counted, "Lee said, Lee said, …" would take its square
    words = sum(1 for kind in passage.kinds[first:after] if kind & WORD)
    if words >= 8 or any(passage.quoted[first:after]):
        return True
    if words < 3:
        return False
    finite = window.has_finite(first + 1, after)
    if passage.kinds[first] & PHRASE_LEADS:
        comma = next((i for i in range(first, after) if passage.words[i] == ","), None)
        return (comma is not None and window.has_finite(comma + 1, after)) or (
            finite and bool(passage.kinds[first] & PREPOSITION)
        )
    if not finite and (passage.kinds[first] & ING or passage.kinds[first + 1] & TIME):
        return False  # "Two hours after the first post, Lee said"
    if not finite and passage.kinds[after - 1] & TIME:
        return False  # "Just a few weeks ago, as Lee said,"
    return words >= 4 or window.has_finite(first, after)
