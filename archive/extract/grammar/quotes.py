"""Pair the quotation marks of a passage.

Double marks are paired: curly, straight, ``''`` and guillemets, mixed as they come. Curly single
marks are taken as quotation marks only in a passage without double ones, so that they are never
mistaken for apostrophes. A quotation left open runs to the end of the passage: newspapers open it
again in the next paragraph and close it once, at the end.
"""

from dataclasses import dataclass

from archive.extract.grammar.tokens import Passage

OPENING = frozenset("“«„‟") | {"``"}
CLOSING = frozenset("”»")
STRAIGHT = frozenset({'"', "''", "＂"})
MARKS = OPENING | CLOSING | STRAIGHT


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation by the indices of its tokens: ``first`` and ``last`` are the marks themselves.

    ``last`` is one past the passage's last token where the quotation is never closed.
    """

    first: int
    last: int
    closed: bool

    @property
    def inside(self) -> tuple[int, int]:
        """The tokens between the marks, half open."""
        return self.first + 1, self.last

    @property
    def after(self) -> int:
        """The first token behind the quotation."""
        return self.last + 1 if self.closed else self.last


def pair_quotes(passage: Passage) -> list[Quote]:
    """Return the outermost quotations of a passage, in order, and mark their tokens in it."""
    marks = [i for i, word in enumerate(passage.words) if word in MARKS]
    if marks:
        quotes = _paired(passage, marks)
    elif "‘" in passage.words:
        quotes = _single(passage)
    else:
        return []
    for number, quote in enumerate(quotes, 1):
        for i in range(quote.first, min(quote.after, len(passage))):
            passage.quoted[i] = number
    return quotes


def _paired(passage: Passage, marks: list[int]) -> list[Quote]:
    quotes = []
    opened: int | None = None
    for i in marks:
        word = passage.words[i]
        if opened is None:
            if word not in CLOSING or _is_reversed(passage, i, marks):
                opened = i
            continue
        if word in OPENING and passage.words[opened] in OPENING:
            continue  # a nested one: its closing mark will be taken for ours, see below
        if word not in OPENING and not _closes_later(passage, i, marks):
            quotes.append(Quote(opened, i, closed=True))
            opened = None
    if opened is not None:
        quotes.append(Quote(opened, _end_of_unclosed(passage, opened), closed=False))
    return quotes


def _is_reversed(passage: Passage, i: int, marks: list[int]) -> bool:
    """Tell a closing mark that stands where one should open: ``He says,” there is hope.”``."""
    if i and passage.words[i - 1] not in (",", ":"):
        return False
    if i and (i < 2 or passage.lower[i - 2] not in SAID):
        return False
    behind = next((mark for mark in marks if mark > i), None)
    return behind is not None and passage.words[behind] in CLOSING


SAID = frozenset(["said", "says", "asked", "added", "told", "wrote"])


def _end_of_unclosed(passage: Passage, opened: int) -> int:
    """Return where a quotation without its closing mark ends.

    At a comma behind which a short source and a cue end the sentence: ``"Reefs need help, Dahl
    said.``; else it runs to the end of the passage.
    """
    words, lower, total = passage.words, passage.lower, len(passage)
    for i in range(opened + 2, total - 2):
        if words[i] != ",":
            continue
        for j in range(i + 1, min(i + 7, total)):
            if lower[j] in SAID and (j + 1 == total or words[j + 1] in (".", ",")):
                return i
            if not passage.is_word(j):
                break
    return total


def _closes_later(passage: Passage, i: int, marks: list[int]) -> bool:
    """Tell whether the straight mark ``i``, inside a quotation, opens a nested one instead.

    It does when it is glued to the word behind it and free before it, and the passage has an even
    number of marks left, so that both can still be closed.
    """
    if passage.words[i] not in STRAIGHT or i + 1 >= len(passage):
        return False
    opens = bool(passage.gap(i)) and not passage.gap(i + 1) and passage.is_word(i + 1)
    return opens and sum(mark > i for mark in marks[-8:]) % 2 == 0 and marks[-1] > i


def _single(passage: Passage) -> list[Quote]:
    """Pair ‘ with the last ’ that can close it before the next ‘ or the end."""
    quotes = []
    opened: int | None = None
    closing: int | None = None
    for i, word in enumerate(passage.words):
        if word == "‘" and (i == 0 or passage.gap(i) or not passage.is_word(i - 1)):
            if opened is not None and closing is not None:
                quotes.append(Quote(opened, closing, closed=True))
            opened, closing = i, None
        elif word == "’" and opened is not None and _ends_here(passage, i):
            closing = i
            quotes.append(Quote(opened, closing, closed=True))
            opened, closing = None, None
    return quotes


def _ends_here(passage: Passage, i: int) -> bool:
    """Tell a closing ’ from the apostrophe of a plural: punctuation stands at its side."""
    before = passage.words[i - 1] in ".,!?;:…" if i else False
    behind = i + 1 >= len(passage) or passage.words[i + 1] in ".,!?;:)—–"
    return before or behind
