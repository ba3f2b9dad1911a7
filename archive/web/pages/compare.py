"""Two of anything, side by side: articles, events, speakers, queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from sqlite3 import Connection

from archive.corpus.comparison import Comparison
from archive.corpus.comparison import compare as compared
from archive.corpus.keyness import Key
from archive.corpus.said import Said
from archive.errors import UsageError
from archive.records import Span
from archive.render.comparison import Label, comparison_parts
from archive.render.report import report
from archive.store.reports.sides import Side, read_side
from archive.web.asked import Asked, Page
from archive.web.marks import Piece, excerpt, pieces

MOST = 20_000
"""Statements of both sides together: a comparison of so many takes 6 s."""
LISTED = 20
WHOLE = 900
"""Characters of a statement that stands beside another, as `archive compare` has it, and a half:
a page has more room than a terminal."""


@dataclass(frozen=True, slots=True)
class Facing:
    """A statement beside another, with the words marked that the other has not."""

    said: Said
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two sides; without them, the page that asks for them."""

    a: str
    b: str
    sides: tuple[Side, ...] = ()
    found: Comparison | None = None
    pairs: tuple[tuple[Facing, Facing], ...] = ()
    only: tuple[tuple[Facing, ...], ...] = ()
    more: tuple[tuple[Key, ...], ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(side.statements) for side in self.sides)


def compare(connection: Connection, asked: Asked) -> Page:
    """Return the page of a comparison; raise UsageError for a side that is nothing."""
    a, b = asked.one("a"), asked.one("b")
    if not (a and b):
        return Page("Compare", "compare.html", ComparePage(a, b), _nothing, None, False)
    sides = tuple(read_side(connection, text, asked.today) for text in (a, b))
    said = (sides[0].statements, sides[1].statements)
    if len(said[0]) + len(said[1]) > MOST:
        raise UsageError(
            f"the two sides have {len(said[0]) + len(said[1]):,} statements; a page compares"
            f" {MOST:,}",
            hint="narrow both to a topic or a year, or use the command: archive compare",
        )
    found = compared(*said)
    aligned = found.alignment
    shown = ComparePage(
        a,
        b,
        sides,
        found,
        tuple(
            (_facing(p.a, p.a_changed), _facing(p.b, p.b_changed))
            for p in (aligned.pairs if aligned else ())
        ),
        tuple(
            tuple(_facing(one, ()) for one in side)
            for side in ((aligned.only_a, aligned.only_b) if aligned else ())
        ),
        (
            tuple(key for key in found.phrases if key.ratio > 0)[:LISTED],
            tuple(key for key in found.phrases if key.ratio < 0)[:LISTED],
        ),
    )
    labels = [Label(side.asked, side.meaning, *side.dates) for side in sides]
    return Page(
        f"{a} and {b}",
        "compare.html",
        shown,
        partial(_written, labels, said, found),
    )


def _facing(said: Said, changed: Sequence[Span]) -> Facing:
    if len(said.text) > WHOLE:
        return Facing(said, tuple(excerpt(said.text, changed, WHOLE)))
    return Facing(said, tuple(pieces(said.text, changed)))


def _written(
    labels: Sequence[Label],
    said: tuple[Sequence[Said], Sequence[Said]],
    found: Comparison,
    form: str,
) -> Iterator[str]:
    main = "pairs" if found.alignment else "topics"
    return report(comparison_parts(labels[0], labels[1], said, found), form, main)


def _nothing(_: str) -> Iterator[str]:
    raise UsageError("compare what? Name both sides", hint="/compare.json?a=ID&b=ID")
