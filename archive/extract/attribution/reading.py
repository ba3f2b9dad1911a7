"""What a cue says in its clause: who, by which words, and where the content begins."""

from typing import Literal, NamedTuple

from archive.extract.grammar.lexicon import Verb
from archive.extract.grammar.tokens import Range

Voice = Literal["finite", "participle", "infinitive", "passive", "noun"]
Kind = Literal[
    "that", "wh", "quote", "clause", "to", "object", "attitude", "urge", "as", "name", "none"
]
CLAUSAL = frozenset(("that", "clause", "quote", "wh", "to"))
"""Complements with a clause of their own, in which other cues are nested."""

WH = frozenset("whether if how why what who when where which".split())


class Complement(NamedTuple):
    """The kind, the token where the content begins, and the token behind the cue's own words."""

    kind: Kind
    content: int
    cue_end: int


class Reading(NamedTuple):
    """What a cue says in its clause, by the indices of tokens.

    ``words`` is the cue as it is stored, ``group`` where its verb group begins; ``source`` is None
    for one that is taken over from another cue (``inherits``) or where there is none. ``content``
    is where the complement begins, for "none" where the text goes on. ``inverted`` tells that the
    source stands behind the cue; ``introduced_by`` is the word before the clause.
    """

    words: Range
    group: int
    verb: Verb
    forms: int
    voice: Voice
    source: Range | None
    complement: Kind
    content: int
    inherits: bool = False
    inverted: bool = False
    negated: bool = False
    introduced_by: str = ""
    subject: Range | None = None
    """What a passive speaks of, which is its content: "The deal was denounced by the ministry"."""
