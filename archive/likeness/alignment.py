"""Two texts laid side by side, word for word: what they share, and what stands in its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from typing import NamedTuple

from archive.likeness.cut import Cut

SHORTENED = 0.5
"""Below this share of the words the shorter one must begin where the longer one begins, and stand
in it nearly whole: desks cut from the end, and what is quoted at length stands further down."""

WHOLE = 0.95
"""Share of its words that stand in the longer one, for a text of less than half its length: an
order and the message that reports it share 0.92. And for one from another place: a desk puts its
own town at the head of what it reprints."""

BEGINNING = 60
"""Words within which a text begins: a headline and a first sentence."""

ADDED = 12
"""Words before and after a text that are a publisher's own: "LONDON, Sept. 5 --", a credit."""

HELD = 3
"""Words in common that hold two texts together, for what stands between to be compared."""

GAP = 6
"""Words on each side, up to which what stands between stands in the same place."""

MOST_PAIRS = 300_000
"""Pairs of equal words of two texts that are all compared; two long reports have 90,000."""

ABBREVIATED = 4
"""Letters of an abbreviation: Dec, Sept, Tenn; but Niger is not Nigeria."""

LONG = 6
"""Letters from which on names that differ in the last one are one: Iran is not Iraq; and from which
on a word tells what a text is about."""

STEM = 3
"""Letters that spellings of one word begin with: labour and labor, defence and defense."""


class Aligned(NamedTuple):
    """Two texts laid side by side; ``replaced`` counts places with other names or numbers.

    ``facts`` says of each word of the shorter whether it is a name or number, ``start`` where in
    the longer one it begins.
    """

    shared: float
    replaced: int
    facts: list[bool]
    start: int

    def is_quoted(self, shortened: float) -> bool:
        """Tell whether the shorter one stands in the longer one as a quotation does."""
        return shortened < SHORTENED and (self.start > BEGINNING or self.shared < WHOLE)


def align(shorter: Cut, longer: Cut) -> Aligned:
    """Lay two texts side by side, word for word."""
    texts = [shorter.folded, longer.folded]
    facts = [shorter.facts(longer), longer.facts(shorter)]
    blocks = blocks_of(shorter.folded, longer.folded)
    shared = _share(blocks, len(shorter.folded))
    gaps = list(gaps_of(texts, blocks))
    places = sum(_replaced(gaps, texts, facts)) + _recurring(gaps, texts)
    return Aligned(shared, places, facts[0], blocks[0].b if blocks else len(longer.folded))


def _share(blocks: Sequence[Match], words: int) -> float:
    """Return the share of a text's words in runs; a header and a credit of its own don't count."""
    if not blocks:
        return 0.0
    last = blocks[-1]
    added = min(blocks[0].a, ADDED) + min(words - last.a - last.size, ADDED)
    return sum(block.size for block in blocks) / (words - added)


def blocks_of(one: list[str], other: list[str], held: int = HELD) -> list[Match]:
    """Return the runs of words that two texts have in common, in order."""
    limit = min(len(one), len(other))
    start = next((i for i in range(limit) if one[i] != other[i]), limit)
    limit -= start
    end = next((i for i in range(limit) if one[-1 - i] != other[-1 - i]), limit)
    mine, theirs = one[start : len(one) - end], other[start : len(other) - end]
    often = Counter(theirs)
    pairs = sum(number * often[word] for word, number in Counter(mine).items())
    # Of a text of a few words repeated the popular ones are passed over: it would cost its square.
    found = SequenceMatcher(None, mine, theirs, autojunk=pairs > MOST_PAIRS).get_matching_blocks()
    blocks = [
        Match(0, 0, start),
        *(Match(b.a + start, b.b + start, b.size) for b in found if b.size >= held),
        Match(len(one) - end, len(other) - end, end),
    ]
    return [block for block in blocks if block.size]


class Gap(NamedTuple):
    """What stands between two runs that texts share: spans of words, and these words.

    ``is_short``: what stands there stands in the same place. ``is_outer``: before or after all that
    the two share.
    """

    spans: tuple[tuple[int, int], tuple[int, int]]
    one: frozenset[str]
    other: frozenset[str]
    is_outer: bool

    @property
    def is_short(self) -> bool:
        return all(end - start <= GAP for start, end in self.spans)


def gaps_of(texts: Sequence[list[str]], blocks: Sequence[Match]) -> Iterator[Gap]:
    before = [Match(0, 0, 0), *blocks]
    after = [*blocks, Match(len(texts[0]), len(texts[1]), 0)]
    for last, following in zip(before, after, strict=True):
        mine = (last.a + last.size, following.a)
        theirs = (last.b + last.size, following.b)
        one, other = frozenset(texts[0][slice(*mine)]), frozenset(texts[1][slice(*theirs)])
        yield Gap((mine, theirs), one, other, not (last.size and following.size))


def _replaced(
    gaps: Sequence[Gap], texts: Sequence[list[str]], facts: Sequence[list[bool]]
) -> Iterator[bool]:
    """Say of each gap whether other names or numbers stand there.

    In a short gap any other one counts; in a longer one, where sentences were moved or written
    again, one that the other text has nowhere. What one text has before or after all of the other
    was added, unless both have a few words there.
    """
    anywhere = [frozenset(text) for text in texts]
    for gap in gaps:
        if gap.is_outer and not gap.is_short:
            continue
        mine, theirs = (
            {text[place] for place in range(*span) if marks[place]}
            for text, marks, span in zip(texts, facts, gap.spans, strict=True)
        )
        mine -= gap.other if gap.is_short else anywhere[1]
        theirs -= gap.one if gap.is_short else anywhere[0]
        one, other = (text[slice(*span)] for text, span in zip(texts, gap.spans, strict=True))
        is_spelling = spell_one(mine, other) or spell_one(theirs, one)
        yield bool(mine and theirs) and not is_spelling


def _recurring(gaps: Sequence[Gap], texts: Sequence[list[str]]) -> int:
    """Return how often one word stands for another again, each where the other text has none.

    That is the subject of a template: "electric heat pumps" three times for "solar modules".
    """
    anywhere = [frozenset(text) for text in texts]
    pairs = Counter[tuple[str, str]]()
    for gap in gaps:
        if gap.is_outer or not gap.one or not gap.other:
            continue
        mine = (word for word in gap.one - anywhere[1] if len(word) >= LONG)
        theirs = {word for word in gap.other - anywhere[0] if len(word) >= LONG}
        pairs.update((a, b) for a in mine for b in theirs if a[:STEM] != b[:STEM])
    return max(pairs.values(), default=1) - 1


def spell_one(facts: Iterable[str], there: Sequence[str]) -> bool:
    """Tell whether one of the words stands there spelled otherwise, or in full: PM, UN."""
    initials = "".join(word[0] for word in there)
    return any(
        any(_is_same(fact, other) for other in there) or (len(fact) > 1 and fact in initials)
        for fact in facts
    )


def _is_same(one: str, other: str) -> bool:
    """Tell whether two words are one spelled in two ways: Sept and September, -ko and -ka."""
    shorter, longer = sorted((one, other), key=len)
    if not (one.isalpha() and other.isalpha()):
        return False
    if longer.startswith(shorter):
        return len(shorter) <= ABBREVIATED or len(longer) - len(shorter) == 1
    return len(longer) >= LONG and len(longer) == len(shorter) and longer[:-1] == shorter[:-1]
