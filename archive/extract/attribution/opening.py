"""Content to the right of its cue: where it begins, and where it ends."""

from archive.extract.attribution.breaks import opens_sentence
from archive.extract.attribution.claims import Claims
from archive.extract.attribution.closing import quotation_before
from archive.extract.attribution.drafts import Draft, trimmed
from archive.extract.attribution.edges import after_first_quote, after_quotation
from archive.extract.attribution.outer_verbs import (
    before_main_clause,
    before_outer_verb,
    before_predicate,
)
from archive.extract.attribution.reading import Reading
from archive.extract.attribution.tails import without_tail


def begin_content(claims: Claims, reading: Reading, content: int, rule: str | None = None) -> None:
    """Open the content of a cue at token ``content``, with the quotation before it if it is one."""
    quoted = reading.complement == "quote" and reading.voice != "participle"
    left = quotation_before(claims, reading) if quoted else None
    draft = claims.draft(reading, [(content, content)], rule or _rule(reading))
    if left is not None:
        draft.pieces.insert(0, left)
        draft.rule = "interrupted quotation"
    claims.opened = (reading, draft)
    claims.limit = claims.window.after


def end_content(claims: Claims, end: int) -> None:
    """End the open content at token ``end``, or before what is none."""
    if claims.opened is None:
        return
    reading, draft = claims.opened
    start = draft.pieces[-1][0]
    if end == claims.window.after and opens_sentence(claims.window, reading):
        end = before_main_clause(claims.window, start, end)
    end = before_outer_verb(claims.window, reading, start, end)
    end = before_predicate(claims.window, reading, start, end)
    colon = _colon(claims, reading, start, end)
    end = without_tail(claims.window, reading, start, colon or end)
    if reading.complement == "quote":
        end = after_quotation(claims.passage, start, end)
    elif reading.complement == "name" or _describes(claims, reading, start):
        end = after_first_quote(claims.passage, start, end)
    piece = trimmed(claims.passage, start, end)
    if piece and reading.complement == "object" and claims.passage.lower[start] == "that":
        piece = (start, piece[1])  # "reiterated that view"
    draft.pieces = [p for p in (*draft.pieces[:-1], piece) if p]
    draft.awaits = not draft.pieces and claims.passage.words[claims.window.after - 1] == ":"
    if draft.pieces or draft.awaits:
        claims.done.append(draft)
    if colon is not None and draft.pieces:
        _quote_behind(claims, draft, colon)
    claims.opened = None
    claims.limit = end


def _colon(claims: Claims, reading: Reading, start: int, end: int) -> int | None:
    """Return the colon that parts an object from a quotation: ``praised the plan: “Good.”``."""
    passage = claims.passage
    if reading.complement not in ("object", "attitude"):
        return None
    places = range(start + 1, end - 1)
    return next((i for i in places if passage.words[i] == ":" and passage.quoted[i + 1]), None)


def _quote_behind(claims: Claims, draft: Draft, colon: int) -> None:
    """Take the quotation behind a colon for the source's own words."""
    piece = trimmed(claims.passage, colon + 1, claims.window.after)
    if piece is not None:
        claims.done.append(
            Draft([piece], "quotation", draft.source, implicit=True, continues=draft)
        )


def _describes(claims: Claims, reading: Reading, start: int) -> bool:
    """Tell "the plan, which he described as “a farce,” was dropped"."""
    leads = claims.passage.lower[reading.group - 2 : reading.group]
    relative = any(word in ("which", "whom", "who", "that") for word in leads)
    return reading.complement == "as" and relative and bool(claims.passage.quoted[start])


def _rule(reading: Reading) -> str:
    if reading.voice in ("passive", "noun"):
        return reading.voice
    lead = "participle" if reading.voice == "participle" else "cue"
    return f"{lead}, {reading.complement}"
