"""Statements in a title: "Xi calls for trade", "Trade to grow -- premier", "Xi: trade must grow"."""

from archive.extract.attributions import attribute
from archive.extract.cues import Lexicon, find_cues
from archive.extract.drafts import Draft, Range, trimmed
from archive.extract.grammar import Grammar
from archive.extract.phrases import DASHES, Window
from archive.extract.quotes import pair_quotes
from archive.extract.tokens import Passage

SHORT = 6
"""Words of a source beside a dash or a colon; longer ones are a second headline."""


def read_headline(title: str, grammar: Grammar, lexicon: Lexicon) -> tuple[Passage, list[Draft]]:
    """Return the title's tokens and its statements."""
    passage = Passage(title)
    if not len(passage):
        return passage, []
    pair_quotes(passage)
    window = Window(passage, 0, len(passage), grammar, lexicon)
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
    return [Draft([piece], "set off", source, cue, confidence=0.7)] if piece else []


def _source(window: Window, first: int, after: int, *, final: bool) -> Range | None:
    """A short phrase of names, or behind a dash of an office in lower case, can be a source."""
    passage = window.passage
    words = range(first, after)
    if not 0 < after - first <= SHORT or any(
        not passage.is_word(i) and passage.words[i] not in ".'’" for i in words
    ):
        return None
    if any(
        window.is_finite(i) or passage.quoted[i] or passage.words[i][0].isdigit() for i in words
    ):
        return None
    lower = [passage.lower[i] for i in words]
    offices = any(word in SPEAKING for word in lower)
    if final:
        return (first, after) if offices or _person(passage, first, after) else None
    named = _person(passage, first, after) and lower[0] not in NO_SPEAKERS
    return (first, after) if offices or named else None


def _person(passage: Passage, first: int, after: int) -> bool:
    names = all(passage.is_name(i) or not passage.is_word(i) for i in range(first, after))
    return names and after - first <= 3 and passage.lower[first] not in NO_SPEAKERS


def _clausal(window: Window, first: int, after: int) -> bool:
    passage = window.passage
    words = sum(1 for i in range(first, after) if passage.is_word(i))
    verb = window.has_finite(first, after) or any(
        passage.lower[i] == "to" or passage.quoted[i] for i in range(first, after)
    )
    return words >= 4 and verb


SPEAKING = frozenset(
    [
        "president",
        "premier",
        "minister",
        "ministry",
        "spokesperson",
        "spokesman",
        "spokeswoman",
        "official",
        "officials",
        "envoy",
        "ambassador",
        "report",
        "reports",
        "poll",
        "survey",
        "study",
        "experts",
        "expert",
        "analyst",
        "analysts",
        "sources",
        "source",
        "police",
        "state",
        "media",
        "xinhua",
        "government",
        "secretary",
        "chief",
        "leader",
        "leaders",
        "pm",
        "fm",
        "governor",
        "mayor",
        "ceo",
        "diplomat",
        "senator",
        "scholar",
        "scholars",
        "economist",
        "economists",
        "agency",
        "data",
    ]
)
NO_SPEAKERS = frozenset(
    [
        "readout",
        "remarks",
        "statement",
        "press",
        "background",
        "fact",
        "interview",
        "exclusive",
        "breaking",
        "update",
        "updated",
        "live",
        "watch",
        "video",
        "photos",
        "photo",
        "opinion",
        "analysis",
        "commentary",
        "explainer",
        "explained",
        "feature",
        "spotlight",
        "highlights",
        "profile",
        "q&a",
        "transcript",
        "full",
        "text",
        "live",
        "review",
        "world",
        "letter",
        "letters",
        "special",
        "chapter",
        "part",
        "how",
        "why",
        "what",
        "who",
        "when",
        "where",
        "the",
        "a",
        "an",
    ]
)
