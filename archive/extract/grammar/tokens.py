"""A passage of text, a paragraph or a title, as parallel arrays of tokens.

One pass of one pattern; everything after works on the indices of tokens, and ``Passage.span``
leads back to the text. Dots are part of a token only inside initials ("U.S."), so the end of a
sentence is always a token of its own.
"""

import re
from itertools import accumulate

from archive.extract.grammar.wordclass import NAME, WORD, WordClasses
from archive.records import Span

Range = tuple[int, int]
"""A half-open range of tokens."""

TOKEN = re.compile(
    r"((?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\w+(?:[-'’&/–]\w+|(?<=\d)[.,](?=\d)\w+)*"  # all-weather, O'Neill, 1,000
    r"|['’](?:s|S|ve|d|ll|re)\b"  # a clitic cut off from its word
    r"|'(?=''(?!'))|''|``|--+|\.{3}"  # of ''' the outer two are the quotation mark
    r"|[^\w\s])"
)
"""Each alternative is deterministic: no two ways to match the same text, so it stays linear. The
group makes ``split`` return the tokens with the gaps between them: cutting a text takes no step in
Python."""

DASHES = frozenset(("—", "–", "--", "---", "-"))
STOPS = frozenset((".", "!", "?", ";", ":", "...", "…")) | DASHES

BEHIND = [""] * 8
"""Stand behind the last token, without a class or a place in the text: a rule may look at the next
few words, and a text may be cut off behind any word."""


class Passage:
    """The tokens of a text: as written, in lower case, their classes and where each stands.

    ``words``, ``lower``, ``kinds`` and ``quoted`` go on with ``BEHIND``, which ``len`` does not
    count.
    """

    __slots__ = ("ends", "kinds", "lower", "quoted", "starts", "text", "words")

    def __init__(
        self, text: str, classes: WordClasses, start: int = 0, end: int | None = None
    ) -> None:
        """Cut ``text`` from ``start`` to ``end`` into tokens; offsets stay those of ``text``."""
        pieces = TOKEN.split(text[start:end])  # gap, token, gap, token, …, gap
        edges = list(accumulate(map(len, pieces), initial=start))
        self.text = text
        self.starts = edges[1:-1:2]
        self.ends = edges[2::2]
        written = pieces[1::2]
        self.words = written + BEHIND
        self.lower = list(map(str.lower, self.words))
        self.kinds = [*map(classes.__getitem__, written), *map(len, BEHIND)]
        self.quoted = [0] * len(self.words)
        """For each token the number of the quotation that holds it, marks included; 0 outside."""

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.starts)

    def span(self, first: int, after: int) -> Span:
        """Return the offsets of the tokens ``first`` to ``after - 1``."""
        return self.starts[first], self.ends[after - 1]

    def said(self, first: int, after: int) -> str:
        """Return the text of the tokens ``first`` to ``after - 1``."""
        return self.text[self.starts[first] : self.ends[after - 1]]

    def is_word(self, i: int) -> bool:
        """Return whether token ``i`` is a word or a number, not punctuation."""
        return bool(self.kinds[i] & WORD)

    def is_name(self, i: int) -> bool:
        """Return whether token ``i`` begins with a capital."""
        return bool(self.kinds[i] & NAME)

    def gap(self, i: int) -> str:
        """Return the white space before token ``i``."""
        return self.text[self.ends[i - 1] : self.starts[i]] if i else ""
