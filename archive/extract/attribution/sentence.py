"""Weigh the cues of one sentence against each other: who says what from where to where.

Each cue has been read alone (``clause``). Here it is decided which text each one claims: content
to its right runs until the next cue that breaks it, content to its left back to where the last one
ended; a cue inside another's content is nested and claims nothing.
"""

from archive.extract.attribution.breaks import break_before
from archive.extract.attribution.claims import Claims
from archive.extract.attribution.clause import read_cue
from archive.extract.attribution.closing import content_before, is_relayed, wins
from archive.extract.attribution.cues import Cue
from archive.extract.attribution.drafts import Draft
from archive.extract.attribution.opening import begin_content, end_content
from archive.extract.attribution.reading import Reading
from archive.extract.attribution.subjects import states_purpose
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.window import Window

COMMA_REACH = 25
"""Tokens from "According to" to the comma behind its source."""


def attribute(window: Window, cues: list[Cue]) -> list[Draft]:
    """Return the statements of one sentence, in the order of their cues."""
    readings = [reading for cue in cues if (reading := read_cue(window, cue)) is not None]
    if not readings:
        return []
    claims = Claims(window, readings, window.opening())
    for reading in readings:
        _take(claims, reading)
    end_content(claims, window.after)
    claims.adopt()
    for draft in claims.done:
        draft.sentence = (window.first, window.after)
    return [draft for draft in claims.done if draft.pieces or draft.awaits]


def _take(claims: Claims, reading: Reading) -> None:
    closing = content_before(claims, reading)
    if closing is not None:
        _take_closing(claims, reading, closing)
    elif reading.subject is not None:
        _take_passive(claims, reading, reading.subject)
    elif reading.complement == "none":
        _take_waiting(claims, reading)
    elif _is_act(claims, reading) and _makes_room(claims, reading):
        begin_content(claims, reading, reading.content)


def _is_act(claims: Claims, reading: Reading) -> bool:
    """Drop infinitives that state no act, and passives: "said Lee, asked about it"."""
    if not reading.inherits:
        return True
    if reading.voice == "infinitive":
        return states_purpose(claims.window, reading)
    before = reading.group - 1
    after_comma = before >= claims.window.first and claims.passage.words[before] == ","
    return claims.opened is not None or reading.voice != "finite" or not after_comma


def _makes_room(claims: Claims, reading: Reading) -> bool:
    """End the open content where ``reading`` begins; tell whether it is not nested."""
    if claims.opened is None:
        return reading.words[0] >= claims.limit
    if reading.voice == "noun":
        return False
    end = break_before(claims.window, claims.opened[0], reading)
    if end is None:
        return False
    end_content(claims, end)
    return True


def _take_waiting(claims: Claims, reading: Reading) -> None:
    """Take "Li said:" at the end of a paragraph, and "As Li said, content"."""
    passage, i = claims.passage, reading.content
    if claims.opened is not None or reading.source is None:
        return
    if passage.lower[i : i + 1] == ["it"]:
        return  # "as we know it"
    if i + 1 == claims.window.after and passage.words[i] == ":":
        draft = claims.draft(reading, [], "before a quotation")
        draft.awaits = True
        claims.done.append(draft)
    elif reading.introduced_by == "as" and (
        reading.inverted or reading.verb.frames & {"clause", "that", "tell"}
    ):
        places = range(i, min(i + COMMA_REACH, claims.window.after))
        comma = next((j for j in places if passage.words[j] == ","), None)
        if comma is not None:
            begin_content(claims, reading, comma + 1, "as the source says")


def _take_passive(claims: Claims, reading: Reading, content: Range) -> None:
    """Take "The deal was denounced by the ministry", where no content is open."""
    if claims.opened is not None or content[0] < claims.limit:
        return
    draft = claims.draft(reading, [content], "passive")
    if reading.complement == "object":
        claims.done.append(draft)
        claims.limit = reading.content
        return
    draft.pieces.append((reading.content, reading.content))
    claims.opened = (reading, draft)
    claims.limit = claims.window.after


def _take_closing(claims: Claims, reading: Reading, pieces: list[Range]) -> None:
    if claims.opened is not None:
        if not wins(claims, reading) and claims.passage.words[pieces[0][0] - 2] != ":":
            return
        if is_relayed(claims, claims.opened[0], reading):
            end_content(claims, pieces[-1][1])  # both said it
        _leave(claims, pieces[0][0])
    elif claims.done and claims.done[-1].cue and pieces[0][0] < claims.done[-1].cue[1]:
        return
    rule = "closing cue" if len(pieces) == 1 else "split by the cue"
    claims.done.append(claims.draft(reading, pieces, rule))
    claims.limit = max(reading.content, pieces[-1][1], reading.words[1])


def _leave(claims: Claims, start: int) -> None:
    """Give the open content up, or end it at a colon before the one at ``start``."""
    passage = claims.passage
    colon = start - 1 - bool(passage.quoted[start - 1])
    if claims.opened and colon > claims.opened[0].content and passage.words[colon] == ":":
        end_content(claims, colon)
    claims.opened = None
