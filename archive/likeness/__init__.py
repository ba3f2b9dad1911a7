"""How alike two texts are: is one a copy of the other, whatever header it came with?

A copy may be cut, have words edited and paragraphs dropped; another article of the same series
shares its formulas and differs in names, numbers and days. So a copy agrees in what it says and in
its facts: nearly all words of the shorter text stand in the longer one, in the same order; no name
or number stands in the place of another one, in the text or in the title; days and places of the
two are the same or near. What shares the words alone is *similar*: another article.
"""

from datetime import date
from typing import NamedTuple

from archive.likeness.alignment import WHOLE, align, blocks_of, gaps_of, spell_one
from archive.likeness.cut import Cut
from archive.likeness.fingerprints import LEAST_WORDS, fingerprints, same
from archive.text import written_words

__all__ = [
    "DAYS", "LEAST_WORDS", "LEAST_WORDS_NEAR", "Cut", "Likeness", "fingerprints", "likeness",
    "near_in_time", "same",
]  # fmt: skip

LEAST_WORDS_NEAR = 40
"""Words below which only a text with the very same words is a copy."""

RUNS_SHARED = 0.5
"""Share of the shorter text's runs of four words that stand in the longer one, below which the two
are not compared word for word: of 300 reprints the one edited most has 0.60."""

SHARED = 0.85
"""Share of the shorter text's words that stand in the longer one in the same order, for a copy.
Messages that say the same of another law share 0.5 to 0.81, reprints edited throughout from 0.84
on, all others from 0.92. Measured by ``python -m tests.benchmarks.copies --templates FOLDER`` on
6,924 documents of one collection."""

REPLACED = 0.01
"""Share of the shorter text's names and numbers that stand in place of others. A declaration for
another county has 1 of 36, next year's order of a series 1 of 66; a speech whose transcript was
corrected in one name has 1 of 150 and more. Measured there."""

REPLACED_PLACES = 4
"""Places where others stand, however many names a text has: the next order of a series."""

SHORTEST = 0.2
"""Words of the shorter text to those of the longer one: below, it is a quotation, not a copy."""

DAYS = 7
"""Days that copies may lie apart. Of 242 copies found without this rule 126 were further apart, all
of them the next letter or declaration of a series."""


class Likeness(NamedTuple):
    """What two texts share, from 0 to 1; ``replaced`` are names and numbers put for others.

    ``differs`` says what makes them two articles though their words are alike: "day", "place",
    "title", "facts" or "words"; it is None for copies.
    """

    shared: float
    replaced: float
    shortened: float
    differs: str | None = None

    @property
    def kind(self) -> str:
        """Return how two texts are copies: "exact" where the words are the very same, or "near"."""
        return "exact" if self.shared == 1 else "near"

    @property
    def is_copy(self) -> bool:
        """Tell whether one is a copy of the other."""
        return self.differs is None

    @property
    def is_similar(self) -> bool:
        """Tell whether the two are alike and yet two articles: one template, other facts."""
        return self.differs is not None and self.shared >= RUNS_SHARED


def likeness(one: str | Cut, other: str | Cut) -> Likeness:
    """Compare two texts, whichever is the longer; the order in which they are given is the same."""
    cut = (text if isinstance(text, Cut) else Cut(text) for text in (one, other))
    shorter, longer = sorted(cut, key=lambda text: (len(text.folded), text.folded))
    if not shorter.words:
        return Likeness(0.0, 0.0, 0.0, "words")
    if shorter.folded == longer.folded:
        return Likeness(1.0, 0.0, 1.0, None if near_in_time(shorter, longer) else "day")
    shortened = len(shorter.words) / len(longer.words)
    if len(shorter.words) < LEAST_WORDS_NEAR:
        return Likeness(0.0, 0.0, shortened, "words")
    # All runs may be shared in another order; 1 is for the very same words.
    runs = min(len(shorter.runs & longer.runs) / max(len(shorter.runs), 1), 0.99)
    if runs < RUNS_SHARED:
        return Likeness(runs, 0.0, shortened, "words")
    if not near_in_time(shorter, longer):
        return Likeness(runs, 0.0, shortened, "day")
    aligned = align(shorter, longer)
    shared = min(aligned.shared, 0.99)
    facts = {word for word, is_fact in zip(shorter.folded, aligned.facts, strict=True) if is_fact}
    replaced = min(aligned.replaced / max(len(facts), 1), 1.0)
    differs = None
    if shared < SHARED or shortened < SHORTEST or aligned.is_quoted(shortened):
        differs = "words"
    elif replaced > REPLACED or aligned.replaced > REPLACED_PLACES:
        differs = "facts"
    elif shared < WHOLE and not _agree_in_place(shorter.place, longer.place):
        differs = "place"
    elif not _agree_in_title(shorter, longer):
        differs = "title"
    return Likeness(shared, replaced, shortened, differs)


def near_in_time(one: Cut, other: Cut) -> bool:
    """Tell whether two texts may be of the same days: one without a date may be of any."""
    if one.day is None or other.day is None:
        return True
    length = min(len(one.day), len(other.day))
    if length < len("2022-09-15"):
        return one.day[:length] == other.day[:length]
    apart = date.fromisoformat(one.day[:10]) - date.fromisoformat(other.day[:10])
    return abs(apart.days) <= DAYS


def _agree_in_place(one: str | None, other: str | None) -> bool:
    """Tell whether two places may be one: "WASHINGTON" and "Washington, D.C."; none is any."""
    mine, theirs = (
        {word.casefold() for word in written_words(text or "")} for text in (one, other)
    )
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _agree_in_title(one: Cut, other: Cut) -> bool:
    """Tell whether two titles may be of one text.

    Where they share half of their words, no word that the other title and text lack may stand in
    the place of another such word: "Approves Texas Declaration", "Approves Ohio Declaration".
    """
    titles = [
        [word.casefold() for word in written_words(text.title or "")] for text in (one, other)
    ]
    if not all(titles):
        return True
    blocks = blocks_of(titles[0], titles[1], held=1)
    if sum(block.size for block in blocks) < min(map(len, titles)) / 2:
        return True
    known = [{*title, *text.folded} for title, text in zip(titles, (one, other), strict=True)]
    gaps = gaps_of(titles, blocks)
    return not any(
        gap.one - known[1] and gap.other - known[0] and not spell_one(gap.one, [*gap.other])
        for gap in gaps
    )
