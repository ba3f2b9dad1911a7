"""Cut a passage into outer sentences: never inside a quotation, never behind an abbreviation.

``"Stop. Go," he said.`` is one sentence here, for its cue speaks of the whole quotation.
"""

from archive.extract.grammar.quotes import CLOSING, STRAIGHT, Quote
from archive.extract.grammar.tokens import Passage, Range
from archive.extract.grammar.wordclass import ABBREVIATION, DETERMINER, NAME, PRONOUN, SAYING

ENDS = frozenset(".!?…") | {"..."}
NO_OPENINGS = frozenset((",", ";", ":", ")", "]", "—", "–", "--", "-"))
ATTRIBUTION = 7
"""Tokens behind a quotation in which a source and its cue follow at once: ``"How?" Lee asked``."""


def split_sentences(passage: Passage, quotes: list[Quote]) -> list[Range]:
    """Return the outer sentences of a passage as half-open ranges of tokens."""
    bounds, first, total = [], 0, len(passage)
    closing = {quote.last for quote in quotes if quote.closed}
    ends = [
        i
        for i, word in enumerate(passage.words)
        if word in ENDS or i in closing or (word[-1:] == "." and _ends_in_initials(passage, i))
    ]
    for i in ends:
        if passage.quoted[i]:
            if i not in closing or passage.words[i - 1] not in ENDS:
                continue
        elif passage.words[i] == "." and _abbreviates(passage, i):
            continue
        after = i + 1
        while after < total and passage.words[after] in ")]’'":
            after += 1
        if after < total and not _opens(passage, after):
            continue
        if i in closing and after < total and _attributes(passage, after, passage.words[i - 1]):
            continue
        bounds.append((first, after))
        first = after
    if first < total:
        bounds.append((first, total))
    return bounds


def _ends_in_initials(passage: Passage, i: int) -> bool:
    """Tell the end of a sentence in "left the U.S. He said" and "at 7 p.m. The port"."""
    if len(passage.words[i]) < len("U.S.") or passage.quoted[i] or i + 1 >= len(passage):
        return False
    behind = passage.kinds[i + 1]
    return bool(behind & NAME and behind & (PRONOUN | DETERMINER)) and not (
        passage.words[i + 1].isupper() and len(passage.words[i + 1]) > 1
    )


def _opens(passage: Passage, i: int) -> bool:
    """Tell whether a sentence can open at token ``i``."""
    word = passage.words[i]
    return not word[0].islower() and word not in NO_OPENINGS


def _abbreviates(passage: Passage, i: int) -> bool:
    """Tell whether the dot at ``i`` belongs to the word before it: "Gov.", "No.", "J."."""
    if i == 0 or passage.gap(i):
        return False
    before = passage.words[i - 1]
    if i + 1 < len(passage) and passage.is_word(i + 1) and not passage.gap(i + 1):
        return not (before[0].islower() and len(before) > 2 and passage.is_name(i + 1))
    if len(before) == 1 and before.isupper() and before != "I":
        return True
    return bool(passage.kinds[i - 1] & ABBREVIATION)


def _attributes(passage: Passage, i: int, last: str) -> bool:
    """Tell whether ``"How?" Hannity asked.`` goes on: a short source and a cue follow at once.

    After a full stop the quotation's sentence is over; a question or an exclamation mark may stand
    where the comma would.
    """
    if last == "." or passage.words[i] in STRAIGHT | CLOSING | {"“"}:
        return False
    for j in range(i, min(i + ATTRIBUTION, len(passage))):
        if passage.quoted[j] or (passage.words[j] in ENDS and not _abbreviates(passage, j)):
            return False
        if passage.kinds[j] & SAYING:
            return j > i or passage.words[i][0].islower()
    return False
