"""Quotations that a mark attributes: ``“Good.” - Bo Dahl``, ``Ane Dahl, minister: “Good.”``."""

from archive.extract.attribution.drafts import Draft, trimmed
from archive.extract.grammar.quotes import Quote
from archive.extract.grammar.tokens import DASHES, Passage, Range
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    FINITE,
    NAME,
    NUMBER,
    PRONOUN,
    SUBORDINATOR,
    TIME,
)

LONGEST = 12
"""Tokens of a name with its office; a longer lead is a sentence."""

SHORTEST = 3
"""Words of what is said: with fewer the quotation is a title."""


def set_off(window: Window, quotes: list[Quote]) -> list[Draft]:
    """Return the quotation of a paragraph without a cue that a dash or a colon attributes."""
    passage = window.passage
    if len(quotes) != 1 or not quotes[0].closed:
        return []
    quote = quotes[0]
    if sum(1 for i in range(*quote.inside) if passage.is_word(i)) < SHORTEST:
        return []
    if quote.first <= window.opening():
        return _behind(passage, quote)
    if quote.last + 2 >= len(passage) and passage.words[quote.first - 1] == ":":
        name = _somebody(passage, 0, quote.first - 1)
        return _draft(passage, quote, name, (quote.first - 1, quote.first)) if name else []
    return []


def waits(window: Window) -> list[Draft]:
    """Return the statement that "From Chairwoman Amara Okoye:" leaves to the next paragraph."""
    passage, last = window.passage, len(window.passage) - 1
    if last < 2 or passage.words[last] != ":" or passage.lower[0] != "from":
        return []
    name = _somebody(passage, 1, last)
    return [Draft([], "set off", name, (0, 1), awaits=True, sentence=(0, last + 1))] if name else []


def _behind(passage: Passage, quote: Quote) -> list[Draft]:
    dash, end = quote.after, len(passage)
    if dash >= end or passage.words[dash] not in DASHES:
        return []
    while end > dash and passage.words[end - 1] == ".":
        end -= 1
    name = _somebody(passage, dash + 1, end)
    return _draft(passage, quote, name, (dash, dash + 1)) if name else []


def _somebody(passage: Passage, first: int, after: int) -> Range | None:
    """Return a name with its office: capitals, no verb, number or time before a comma."""
    if not 0 < after - first <= LONGEST or not passage.kinds[first] & NAME:
        return None
    kinds = passage.kinds[first:after]
    if any(kind & (FINITE | NUMBER | PRONOUN | TIME | SUBORDINATOR) for kind in kinds):
        return None
    comma = next((i for i in range(first, after) if passage.words[i] == ","), after)
    small = [i for i in range(first, comma) if passage.is_word(i) and not passage.is_name(i)]
    marks = [i for i in range(first, comma) if not passage.is_word(i) and passage.words[i] != "."]
    return None if marks or len(small) > 1 else (first, comma)


def _draft(passage: Passage, quote: Quote, name: Range, cue: Range) -> list[Draft]:
    piece = trimmed(passage, quote.first, quote.after)
    return [Draft([piece], "set off", name, cue, sentence=(0, len(passage)))] if piece else []
