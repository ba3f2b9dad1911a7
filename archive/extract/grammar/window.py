"""One sentence of a passage, and the questions that are asked of its tokens."""

from typing import NamedTuple

from archive.extract.grammar.lexicon import Lexicon
from archive.extract.grammar.tokens import DASHES, Passage
from archive.extract.grammar.wordclass import (
    ABBREVIATION,
    ADVERB,
    BOUNDARY,
    FINITE,
    NAME,
    OPENER,
    PRONOUN,
)

REACH = 40
"""Tokens: longer sources do not occur in 2,300 annotated statements. It keeps scans linear."""

LEADS = frozenset("but and yet so still however meanwhile moreover also , . - • * ) — – --".split())


class Window(NamedTuple):
    """The tokens ``first`` to ``after - 1`` of a passage, and the lexicon they are read with."""

    passage: Passage
    first: int
    after: int
    lexicon: Lexicon

    def any(self, first: int, after: int, bits: int) -> bool:
        """Return whether a token outside quotations has one of ``bits``."""
        kinds, quoted = self.passage.kinds, self.passage.quoted
        return any(kinds[i] & bits and not quoted[i] for i in range(first, after))

    def is_adverb(self, i: int) -> bool:
        """Return whether token ``i`` can only be an adverb here."""
        return bool(self.passage.kinds[i] & ADVERB)

    def is_finite(self, i: int) -> bool:
        """Return whether token ``i`` looks like a finite verb."""
        return bool(self.passage.kinds[i] & FINITE)

    def has_finite(self, first: int, after: int) -> bool:
        """Return whether a finite verb stands among the tokens ``first`` to ``after - 1``."""
        return self.any(first, after, FINITE)

    def is_pronoun(self, i: int) -> bool:
        """Return whether token ``i`` is a subject pronoun, a clitic on it included: "he's"."""
        return bool(self.passage.kinds[i] & PRONOUN)

    def is_boundary(self, i: int) -> bool:
        """Return whether token ``i`` ends a noun phrase; with a capital "May" is a name."""
        kind = self.passage.kinds[i]
        return bool(kind & BOUNDARY) and (not kind & NAME or i == self.first)

    def word(self, i: int) -> str:
        """Return token ``i`` in lower case, "" behind the end of the passage."""
        return self.passage.lower[i] if i < len(self.passage) else ""

    def is_dot_inside(self, i: int) -> bool:
        """Return whether the dot at ``i`` belongs to the abbreviation or initial before it."""
        before = self.passage.words[i - 1]
        return bool(self.passage.kinds[i - 1] & ABBREVIATION) or (
            len(before) == 1 and before.isupper()
        )

    def starts_clause(self, i: int) -> bool:
        """Return whether a clause can begin at token ``i``, by the token before it."""
        if i <= self.first:
            return True
        passage = self.passage
        before = passage.lower[i - 1]
        return (
            before in (",", ";", ":", "and", "but", "or")
            or before in DASHES
            or bool(passage.kinds[i - 1] & OPENER)
            or self.is_boundary(i - 1)
            or bool(passage.quoted[i - 1])
        )

    def opening(self) -> int:
        """Return the first token that can be content: "But" and "Meanwhile," are none."""
        passage, i = self.passage, self.first
        while i < self.after and not passage.quoted[i] and passage.lower[i] in LEADS:
            i += 1
        return i if i < self.after else self.first
