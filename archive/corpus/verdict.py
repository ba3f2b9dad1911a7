"""Did X say this? The verdict on one quotation, from statements that may hold its words.

Statements that follow each other in an article and are by the same speakers are read as one text:
a quotation may go over the border of two. Of several statements the one that agrees most closely
decides; of equals, one by the speaker who was named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from archive.corpus.quotation import (
    RUN,
    Agreement,
    Comparison,
    Piece,
    compare,
    splice,
    tokens_of,
)
from archive.corpus.said import Said, Who
from archive.records import Span


class Verdict(StrEnum):
    """What is found out about a quotation."""

    VERBATIM = "verbatim"
    TYPOGRAPHY = "typography"
    CUT = "cut"
    ALTERED = "altered"
    SPLICED = "spliced"
    OTHER_SPEAKER = "other-speaker"
    AUTHOR = "author"
    NOT_FOUND = "not-found"

    @property
    def holds(self) -> bool:
        """Whether these are the words, by whom they are said to be."""
        return self in (Verdict.VERBATIM, Verdict.TYPOGRAPHY)


@dataclass(frozen=True, slots=True)
class Passage:
    """Statements in a row by the same speakers, read as one text."""

    statements: tuple[Said, ...]
    text: str

    def within(self, span: Span) -> tuple[Said, ...]:
        """Return the statements that a span of the text touches."""
        found, start = list[Said](), 0
        for one in self.statements:
            end = start + len(one.text)
            if start < span[1] and span[0] < end:
                found.append(one)
            start = end + 1
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a quotation with the statements that it rests on.

    ``comparison`` is with ``text``, the words of ``statements`` as they stand; of a splice there
    are ``pieces`` instead, one for each statement. ``by_claimed`` is false where all that was found
    is by somebody else than the speaker who was named.
    """

    verdict: Verdict
    statements: tuple[Said, ...] = ()
    text: str = ""
    comparison: Comparison | None = None
    pieces: tuple[Piece, ...] = ()
    by_claimed: bool = True

    @property
    def agreement(self) -> Agreement | None:
        """How the words agree, whoever said them; None for a splice and where nothing was found."""
        return self.comparison.agreement if self.comparison else None


NOTHING = Judgement(Verdict.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody is said to have said this: ``speaker`` as it was named, None where nobody was.

    ``span`` is where the quotation stands in the report that it was found in.
    """

    quotation: str
    speaker: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """A claim with the verdict on it; ``unknown`` where the speaker is not in this archive."""

    claim: Claim
    judgement: Judgement
    unknown: bool = False


SAME = (Agreement.VERBATIM, Agreement.TYPOGRAPHY)

CLOSE = 0.85
"""From this share of its words on, a statement is taken for the one that was altered."""

_CLOSENESS = {agreement: n for n, agreement in enumerate(Agreement)}


def judge(
    quotation: str,
    candidates: Sequence[Said],
    claimed: frozenset[str] | None = None,
    negations: frozenset[str] = frozenset(),
) -> Judgement:
    """Return the verdict on a quotation.

    ``claimed`` are the uids of the speaker who is said to have said it, None where nobody is
    named; with nobody named, nobody else can have said it.
    """
    passages = list(_passages(candidates))
    compared = [(one, compare(quotation, one.text, negations)) for one in passages]
    found = [pair for pair in compared if pair[1].agreement is not Agreement.NONE]
    found.sort(key=lambda pair: _order(pair[0], pair[1], claimed))
    if found and _is_close(found[0][1]):
        return _judgement(*found[0], claimed)
    pieces = splice(quotation, [one.text for one in passages])
    if pieces:
        statements = tuple(passages[p.text].within(p.there)[0] for p in pieces)
        text = " … ".join(passages[p.text].text[slice(*p.there)] for p in pieces)
        theirs = all(is_by(one, claimed) for one in statements)
        return Judgement(Verdict.SPLICED, statements, text, pieces=pieces, by_claimed=theirs)
    return _judgement(*found[0], claimed) if found else NOTHING


def tells_all(found: Judgement) -> bool:
    """Tell whether no other statement can agree more closely: nothing else is looked for."""
    return bool(found.pieces) or (found.comparison is not None and _is_close(found.comparison))


def _is_close(found: Comparison) -> bool:
    """Tell whether a text is the source: so few words differ that no piece of another is there."""
    if found.agreement is not Agreement.ALTERED:
        return found.agreement is not Agreement.NONE
    return found.share >= CLOSE and all(
        len(tokens_of(one.quoted)) < RUN for one in found.differences
    )


def is_by(said: Said, claimed: frozenset[str] | None) -> bool:
    """Tell whether a statement is by who is said to have made it; by anybody where nobody is."""
    return claimed is None or any(who.uid in claimed for who in said.speakers)


def _order(
    passage: Passage, comparison: Comparison, claimed: frozenset[str] | None
) -> tuple[bool, bool, int, float, str]:
    """Sort: the same words by whom was named, by others, then other words, the closest first."""
    same = comparison.agreement in SAME
    theirs = is_by(passage.statements[0], claimed)
    closeness = _CLOSENESS[comparison.agreement]
    first = passage.statements[0].said_on or "9"
    return (not same, not theirs, closeness, -comparison.share, first)


def _judgement(
    passage: Passage, comparison: Comparison, claimed: frozenset[str] | None
) -> Judgement:
    statements = passage.within(comparison.span)
    verdict = Verdict(comparison.agreement.value)
    if verdict.holds and not is_by(statements[0], claimed):
        verdict = Verdict.OTHER_SPEAKER
    by_claimed = is_by(statements[0], claimed)
    return Judgement(verdict, statements, passage.text, comparison, by_claimed=by_claimed)


def _passages(candidates: Iterable[Said]) -> Iterable[Passage]:
    """Yield the candidates, those in a row by the same speakers together."""
    known = {one.uid: one for one in candidates}
    ordered = sorted(known.values(), key=lambda one: (one.article, one.position))
    for _, group in groupby(enumerate(ordered), lambda item: _row_of(*item)):
        row = tuple(one for _, one in group)
        yield Passage(row, "\n".join(one.text for one in row))


def _row_of(number: int, said: Said) -> tuple[str, tuple[Who, ...], int]:
    """Return what is the same for statements in a row: positions and numbers go up together."""
    return said.article, said.speakers, said.position - number
