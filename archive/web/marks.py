"""Texts cut into pieces, so that a template can mark some of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from archive.records import Span
from archive.render.excerpt import window
from archive.render.safe import one_line

LONGEST = 600
"""Characters of a statement in a list: nine in ten are shorter, and its own page has all."""


class Piece(NamedTuple):
    """A piece of a text; ``mark`` is what it is marked with, None where it is not."""

    text: str
    mark: Any = None


def pieces(text: str, spans: Iterable[Span], mark: Any = True) -> list[Piece]:
    """Cut a text at spans, which do not overlap."""
    found, at = list[Piece](), 0
    for start, end in sorted(spans):
        if start < at or end <= start:
            continue
        found += [Piece(text[at:start]), Piece(text[start:end], mark)]
        at = end
    found.append(Piece(text[at:]))
    return [piece for piece in found if piece.text]


def excerpt(text: str, spans: Sequence[Span] = (), longest: int = LONGEST) -> list[Piece]:
    """Cut a text around its first span, between words, and mark the spans in what is left."""
    start, end = window(text, spans[0] if spans else (0, 0), longest)
    inside = [(s - start, e - start) for s, e in spans if s >= start and e <= end]
    shown = pieces(text[start:end], inside)
    before = [Piece("… ")] if start else []
    after = [Piece(" …")] if end < len(text) else []
    return [*before, *shown, *after]


def brief(text: str, longest: int) -> str:
    """Return the beginning of a text on one line."""
    line = one_line(text)
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + " …"


def overlaid(text: str, marks: Mapping[Any, Sequence[Span]], start: int, end: int) -> list[Piece]:
    """Cut the text from ``start`` to ``end`` at the spans of several marks.

    Where two overlap, the one that begins first holds until its end.
    """
    spans = sorted(
        (max(first, start), min(last, end), number, mark)
        for number, (mark, several) in enumerate(marks.items())
        for first, last in several
        if first < end and last > start
    )
    found, at = list[Piece](), start
    for first, last, _, mark in spans:
        first = max(first, at)
        if last <= first:
            continue
        found += [Piece(text[at:first]), Piece(text[first:last], mark)]
        at = last
    found.append(Piece(text[at:end]))
    return [piece for piece in found if piece.text]
