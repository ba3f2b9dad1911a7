"""One quotation against one text: the same words, other words, words left out, words put together.

A quotation is compared with a text in two steps. Characters first: what stands in the text
character for character is *verbatim*, white space apart. Then words, as the search index counts
them (``archive.text.words``): where these are the same, quotation marks, dashes, capitals, accents
and punctuation differ, which is *typography*. Else the two lists of words are aligned by their
longest common runs (Ratcliff and Obershelp 1988, ``difflib``), and what is left over says whether
words were changed or left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from archive.records import GAP, Span
from archive.text import INDEX_WORD, fold_as_index

WORD = re.compile(INDEX_WORD)

SHARE = 0.7
"""Of a quotation's words this share at least must stand in a text, in order, for it to be an
altered form of that text. Guarded by ``tests/corpus/test_quotation.py``; in the benchmark
``tests.benchmarks.verify`` 0.6 takes other statements of one speaker's stock phrases for sources,
and 0.8 loses short quotations of which one word in five was changed."""
RUN = 3
"""Words of the shortest piece that counts in a splice: two stand side by side by chance."""
SMALL = 3
"""An omission of at most so many words, a negation among them, turns the sense around: that is a
change, not a cut."""
PIECES = 4
"""Of so many texts at the most is a splice made."""

_EDGES = " \t\n\"“”„‟«»‘’'`.,;:!?…—–-()[]"
_BREAKS = re.compile(r"[\s\u00a0]+")


class Agreement(StrEnum):
    """How the words of a quotation agree with those of a text, the closest first."""

    VERBATIM = "verbatim"
    TYPOGRAPHY = "typography"
    CUT = "cut"
    ALTERED = "altered"
    NONE = "none"


class Token(NamedTuple):
    """A word as it is compared, and where it stands."""

    key: str
    span: Span


class Difference(NamedTuple):
    """Words that differ: ``quoted`` in the quotation, ``stored`` in the text; either may be empty.

    ``at`` and ``there`` are the spans of both, empty spans where nothing stands.
    """

    quoted: str
    stored: str
    at: Span
    there: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a quotation agrees with a text; ``span`` is where in the text, ``share`` of its words."""

    agreement: Agreement
    span: Span
    differences: tuple[Difference, ...] = ()
    share: float = 1.0
    negation: bool = False
    """A negation was put in or left out."""


class Piece(NamedTuple):
    """A piece of a spliced quotation: which text it is from, and its spans in both."""

    text: int
    at: Span
    there: Span


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text as they are compared, with their spans."""
    return [Token(fold_as_index(found[0]), found.span()) for found in WORD.finditer(text)]


def compare(quotation: str, text: str, negations: frozenset[str] = frozenset()) -> Comparison:
    """Compare a quotation with a text that may hold it; both are plain text.

    ``negations`` are words that turn a sentence around, as the index counts them: "not", "never",
    "didn" of "didn't".
    """
    quoted, stored = tokens_of(quotation), tokens_of(text)
    if not quoted:
        return Comparison(Agreement.NONE, (0, 0), share=0.0)
    place = _run_of(quoted, stored)
    if place is not None:
        span = (stored[place].span[0], stored[place + len(quoted) - 1].span[1])
        same = _plain(quotation, quoted) in _plain(text, stored)
        return Comparison(Agreement.VERBATIM if same else Agreement.TYPOGRAPHY, span)
    return _aligned(quotation, quoted, text, stored, negations)


def splice(quotation: str, texts: Sequence[str]) -> tuple[Piece, ...]:
    """Return the pieces of texts that a quotation is put together of; none where it is not.

    From left to right the longest run of words that any text has is taken, so a quotation that can
    be covered is covered by the fewest pieces. Pieces of one text in its own order are no splice
    but a cut.
    """
    quoted = tokens_of(quotation)
    stored = [tokens_of(text) for text in texts]
    pieces, at = list[tuple[int, int, int, int]](), 0
    while at < len(quoted) and len(pieces) < PIECES:
        runs = [(_longest(quoted, at, one), -n) for n, one in enumerate(stored)]
        (length, there), minus = max(runs, default=((0, 0), 0))
        if length < RUN:
            return ()
        pieces.append((-minus, at, there, length))
        at += length
    if at < len(quoted) or len(pieces) < 2 or _is_in_order(pieces):
        return ()
    return tuple(
        Piece(n, _span(quoted, at, length), _span(stored[n], there, length))
        for n, at, there, length in pieces
    )


def _is_in_order(pieces: Sequence[tuple[int, int, int, int]]) -> bool:
    """Tell whether all pieces are of one text, in its own order."""
    places = [there for _, _, there, _ in pieces]
    return len({piece[0] for piece in pieces}) == 1 and places == sorted(places)


def _span(tokens: Sequence[Token], first: int, length: int) -> Span:
    return tokens[first].span[0], tokens[first + length - 1].span[1]


def _run_of(quoted: Sequence[Token], stored: Sequence[Token]) -> int | None:
    """Return where all the words of a quotation stand side by side in a text."""
    wanted, known = [one.key for one in quoted], [one.key for one in stored]
    length = len(wanted)
    for at in range(len(known) - length + 1):
        if known[at] == wanted[0] and known[at : at + length] == wanted:
            return at
    return None


def _longest(quoted: Sequence[Token], at: int, stored: Sequence[Token]) -> tuple[int, int]:
    """Return the length and the place of the longest run in a text of what begins at ``at``."""
    best = (0, 0)
    for there, token in enumerate(stored):
        if token.key != quoted[at].key:
            continue
        most = min(len(quoted) - at, len(stored) - there)
        length = next(
            (n for n in range(1, most) if quoted[at + n].key != stored[there + n].key), most
        )
        best = max(best, (length, -there))
    return best[0], -best[1]


def _aligned(
    quotation: str,
    quoted: Sequence[Token],
    text: str,
    stored: Sequence[Token],
    negations: frozenset[str],
) -> Comparison:
    matcher = SequenceMatcher(None, [t.key for t in quoted], [t.key for t in stored], False)
    blocks = _together([tuple(b) for b in matcher.get_matching_blocks() if b.size])
    share = sum(size for _, _, size in blocks) / len(quoted)
    if share < SHARE:
        return Comparison(Agreement.NONE, (0, 0), share=share)
    differences, turned, cut = list[Difference](), False, True
    for (a, b), (c, d) in _between(blocks, len(quoted), len(stored)):
        ours, theirs = quoted[a:c], stored[b:d]
        if not (ours or theirs):
            continue
        differences.append(_difference(quotation, ours, quoted, a, text, theirs, stored, b))
        has = {one.key for one in (*ours, *theirs)} & negations
        turned = turned or bool(has)
        cut = cut and not ours and not (has and len(theirs) <= SMALL)
    first, last = blocks[0], blocks[-1]
    span = (stored[first[1]].span[0], stored[last[1] + last[2] - 1].span[1])
    agreement = Agreement.CUT if cut else Agreement.ALTERED
    return Comparison(agreement, span, tuple(differences), share, turned)


def _together(blocks: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Leave out runs at either edge that stand far from the rest: "the" occurs anywhere.

    A run of fewer than ``RUN`` words is far where more words of the text lie between it and the
    next than it has itself, several times over.
    """
    while len(blocks) > 1 and _is_far(blocks[0], blocks[0], blocks[1]):
        blocks = blocks[1:]
    while len(blocks) > 1 and _is_far(blocks[-1], blocks[-2], blocks[-1]):
        blocks = blocks[:-1]
    return blocks


def _is_far(one: tuple[int, ...], left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    between = right[1] - (left[1] + left[2])
    return one[2] < RUN and between > 4 * one[2]


def _between(
    blocks: Sequence[tuple[int, ...]], quoted: int, stored: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return what lies before, between and behind the runs that agree, as pairs of places.

    Before the first and behind the last, of the text only as much as the quotation has there.
    """
    a, b, _ = blocks[0]
    found = [((0, max(0, b - a)), (a, b))]
    for left, right in pairwise(blocks):
        found.append(((left[0] + left[2], left[1] + left[2]), (right[0], right[1])))
    a, b = blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]
    found.append(((a, b), (quoted, min(stored, b + quoted - a))))
    return found


def _difference(
    quotation: str,
    ours: Sequence[Token],
    quoted: Sequence[Token],
    a: int,
    text: str,
    theirs: Sequence[Token],
    stored: Sequence[Token],
    b: int,
) -> Difference:
    at, there = _where(ours, quoted, a), _where(theirs, stored, b)
    return Difference(quotation[slice(*at)], text[slice(*there)], at, there)


def _where(some: Sequence[Token], all_: Sequence[Token], place: int) -> Span:
    if some:
        return some[0].span[0], some[-1].span[1]
    at = all_[place].span[0] if place < len(all_) else all_[-1].span[1]
    return at, at


def _plain(text: str, tokens: Sequence[Token]) -> str:
    """Return a text on one line, without what interrupts it and without marks at its edges."""
    if not tokens:
        return ""
    whole = text.replace(GAP, " ")
    return _BREAKS.sub(" ", whole).strip(_EDGES)


__all__ = ["Agreement", "Comparison", "Difference", "Piece", "Token", "compare", "splice"]
