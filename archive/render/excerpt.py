"""Statements in a report: the row of one, and its text with marks, cut to what matters."""

from collections.abc import Sequence

from archive.corpus.said import Said
from archive.records import Span

LONGEST = 180
"""Characters of a statement in a report; data formats and `archive show` have all."""


def excerpt(text: str, spans: Sequence[Span] = (), longest: int = LONGEST) -> str:
    """Return a text with each span between ⟦ and ⟧, cut between words around the first."""
    start, end = window(text, spans[0] if spans else (0, 0), longest)
    pieces, at = ["…" * (start > 0)], start
    for first, last in spans:
        if first >= at and last <= end:
            pieces += [text[at:first], "⟦", text[first:last], "⟧"]
            at = last
    return "".join([*pieces, text[at:end], "…" * (end < len(text))])


def statement_row(said: Said) -> dict[str, object]:
    return {
        "said_on": said.said_on,
        "speaker": said.names,
        "place": said.place,
        "publisher": said.publisher,
        "title": said.title,
        "article": said.article,
        "uid": said.uid,
        "text": said.text,
    }


def window(text: str, around: Span, longest: int) -> Span:
    """Return where to cut a text, between words, so that ``around`` stays in it."""
    if len(text) <= longest:
        return 0, len(text)
    start = max(0, min(around[0] - longest // 2, len(text) - longest))
    end = min(len(text), max(start + longest, around[1]))
    if start:
        start = text.find(" ", start, max(around[0], start + 1)) + 1 or start
    if end < len(text):
        cut = text.rfind(" ", around[1], end)
        end = cut if cut > start else end
    return start, end
