"""A statement while it is being put together: everything is the index of a token."""

from dataclasses import dataclass

from archive.extract.grammar.lexicon import Verb
from archive.extract.grammar.quotes import CLOSING, MARKS, OPENING
from archive.extract.grammar.tokens import Passage, Range
from archive.extract.grammar.wordclass import AUXILIARY

EDGES = frozenset((",", ";", ":", ".", "—", "–", "--", "-", "…", "...", "(", "["))
TAILS = EDGES - {"(", "["} | {")", "]"}


@dataclass(slots=True)
class Draft:
    """Content by ranges of tokens, with the source and the cue that attribute it.

    ``awaits`` tells that the content follows in the next paragraph, after a colon.
    """

    pieces: list[Range]
    rule: str
    source: Range | None = None
    cue: Range | None = None
    verb: Verb | None = None
    implicit: bool = False
    awaits: bool = False
    sentence: Range = (0, 0)
    negated: bool = False
    continues: "Draft | None" = None
    said_in: tuple[Passage, Range | None] | None = None
    """Where source and cue stand, when that is another passage than the content's."""
    block: bool = False
    """Whether it is quoted by its place alone, without quotation marks."""


def trimmed(passage: Passage, first: int, after: int) -> Range | None:
    """Strip "that", conjunction marks, full stops and the quotation marks that enclose a piece."""
    words = passage.words
    while first < after:
        word = words[first]
        if word in EDGES and not _opens_bracket(passage, first, after):
            first += 1
        elif passage.lower[first] == "that" and after - first > 1 and not passage.quoted[first]:
            first += not passage.kinds[first + 1] & AUXILIARY  # "said that was not enough"
            break
        else:
            break
    changed = True
    while changed and first < after:
        changed = False
        if words[after - 1] in TAILS and not _closes_bracket(passage, first, after - 1):
            after -= 1
            changed = True
            continue
        inside = _enclosed(passage, first, after)
        if inside != (first, after):
            first, after = inside
            changed = True
            while first < after and words[first] in EDGES and words[first] not in "([":
                first += 1
    return (first, after) if first < after else None


def _opens_bracket(passage: Passage, i: int, after: int) -> bool:
    closing = {"(": ")", "[": "]"}.get(passage.words[i])
    return closing is not None and closing in passage.words[i : min(after, i + 60)]


def _closes_bracket(passage: Passage, first: int, i: int) -> bool:
    opening = {")": "(", "]": "["}.get(passage.words[i])
    return opening is not None and opening in passage.words[max(first, i - 60) : i]


def _enclosed(passage: Passage, first: int, after: int) -> Range:
    """Return the range without the quotation marks at its edges that belong to each other.

    A mark at one edge whose partner stands inside stays, so that the text stays well formed; one
    whose partner lies outside goes.
    """
    words, quoted = passage.words, passage.quoted
    starts = words[first] in MARKS or words[first] == "‘"
    ends = words[after - 1] in MARKS or words[after - 1] == "’"
    if starts and not quoted[first] and words[first] not in CLOSING:
        starts = False
    number = quoted[first] if starts else 0
    if starts and ends and after - first > 1 and number == quoted[after - 1]:
        return first + 1, after - 1
    if starts and words[first] in CLOSING:
        return first + 1, after
    if starts and number and (after - 1 < len(words)) and quoted[after - 1] == number:
        return first + 1, after  # the closing mark lies outside, or never comes
    inside = ends and quoted[after - 1] and quoted[first] == quoted[after - 1]
    if inside and words[after - 1] not in OPENING:
        return first, after - 1
    return first, after
