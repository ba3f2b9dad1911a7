"""Statements in a title: "Xi calls for trade", "Trade to grow -- premier", "Xi: trade grew"."""

from archive.extract.attribution.cues import find_cues
from archive.extract.attribution.drafts import Draft, trimmed
from archive.extract.attribution.sentence import attribute
from archive.extract.grammar.lexicon import Lexicon
from archive.extract.grammar.quotes import pair_quotes
from archive.extract.grammar.tokens import DASHES, Passage, Range
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import FINITE, NO_SOURCE, NUMBER, SPEAKS, WordClasses

SHORT = 6
"""Words of a source beside a dash or a colon; longer ones are a second headline."""

NAMES = 3
"""Words of a name that stands alone there."""


def read_headline(
    title: str, classes: WordClasses, lexicon: Lexicon
) -> tuple[Passage, list[Draft]]:
    """Return the title's tokens and its statements."""
    passage = Passage(title, classes)
    if not len(passage):
        return passage, []
    pair_quotes(passage)
    window = Window(passage, 0, len(passage), lexicon)
    drafts = attribute(window, find_cues(passage, lexicon))
    for draft in drafts:
        _take_all_before(window, draft)
    drafts = drafts or _set_off(window)
    for draft in drafts:
        draft.rule = f"headline, {draft.rule}"
    return passage, drafts


def _take_all_before(window: Window, draft: Draft) -> None:
    """What stands before a headline's cue is its source: "Chinese, Belarusian presidents"."""
    if draft.source is None or draft.cue is None or draft.source[1] > draft.cue[0]:
        return
    if draft.pieces and draft.pieces[0][0] < draft.source[0]:
        return
    first = draft.source[0]
    passage = window.passage
    if first <= SHORT and not any(
        passage.quoted[i]
        or window.is_finite(i)
        or passage.words[i] in DASHES
        or passage.words[i] in (":", ";", "?", "!", ".")
        for i in range(first)
    ):
        draft.source = (0, draft.source[1])


def _set_off(window: Window) -> list[Draft]:
    """Read "content -- premier", "content: minister" and "Xi: content"."""
    passage = window.passage
    marks = [
        i
        for i, word in enumerate(passage.words)
        if (word in DASHES or word in (":", "|")) and not passage.quoted[i]
    ]
    for i in (*reversed(marks),):
        if passage.words[i] == "|":
            continue
        last = _source(window, i + 1, len(passage), final=True)
        if last and _clausal(window, 0, i):
            return _draft(passage, (0, i), last, (i, i + 1))
    for i in marks[:1]:
        first = _source(window, 0, i, final=False)
        if first and passage.words[i] == ":" and _clausal(window, i + 1, len(passage)):
            return _draft(passage, (i + 1, len(passage)), first, (i, i + 1))
    return []


def _draft(passage: Passage, content: Range, source: Range, cue: Range) -> list[Draft]:
    piece = trimmed(passage, *content)
    return [Draft([piece], "set off", source, cue)] if piece else []


def _source(window: Window, first: int, after: int, *, final: bool) -> Range | None:
    """A short phrase of names, or behind a dash of an office in lower case, can be a source."""
    passage = window.passage
    if not 0 < after - first <= SHORT or any(passage.quoted[first:after]):
        return None
    kinds = passage.kinds[first:after]
    if any(kind & (FINITE | NUMBER) for kind in kinds) or not all(
        passage.is_word(i) or passage.words[i] in ".'’" for i in range(first, after)
    ):
        return None
    office = any(kind & SPEAKS for kind in kinds)
    named = after - first <= NAMES and all(
        passage.is_name(i) or not passage.is_word(i) for i in range(first, after)
    )
    if named and (final or not kinds[0] & NO_SOURCE):
        return (first, after)
    return (first, after) if office else None


def _clausal(window: Window, first: int, after: int) -> bool:
    passage = window.passage
    words = sum(1 for i in range(first, after) if passage.is_word(i))
    verb = window.has_finite(first, after) or any(
        passage.lower[i] == "to" or passage.quoted[i] for i in range(first, after)
    )
    return words >= 4 and verb
