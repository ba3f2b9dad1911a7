"""Read one paragraph: its sentences, the statements of each, and what joins them."""

from dataclasses import dataclass

from archive.extract.attribution.cues import find_cues
from archive.extract.attribution.drafts import Draft, trimmed
from archive.extract.attribution.sentence import attribute
from archive.extract.attribution.set_off import set_off, waits
from archive.extract.grammar.lexicon import Lexicon
from archive.extract.grammar.quotes import Quote, pair_quotes
from archive.extract.grammar.sentences import split_sentences
from archive.extract.grammar.tokens import Passage
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import WORD

FEW = 4
"""Sentences of a paragraph that a mark may attribute as a whole."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that has been read; ``drafts`` are in the order of the text."""

    number: int
    passage: Passage
    windows: list[Window]
    quotes: list[Quote]
    drafts: list[Draft]

    @property
    def left_open(self) -> bool:
        """Whether a quotation runs on into the next paragraph."""
        return bool(self.quotes) and not self.quotes[-1].closed

    @property
    def opens_quoted(self) -> bool:
        """Whether it opens with a quotation mark."""
        return bool(len(self.passage)) and bool(self.passage.quoted[0])


def read_paragraph(number: int, passage: Passage, lexicon: Lexicon) -> Paragraph:
    """Return a paragraph with the statements that its own words show."""
    quotes = pair_quotes(passage)
    cues = find_cues(passage, lexicon)
    windows = [
        Window(passage, first, after, lexicon) for first, after in split_sentences(passage, quotes)
    ]
    drafts: list[Draft] = []
    at = 0
    for window in windows:
        mine = []
        while at < len(cues) and cues[at].first < window.after:
            mine.append(cues[at])
            at += 1
        found = attribute(window, mine) if mine else []
        drafts.extend(found or (_lone_quotation(window) if quotes else []))
    if len(windows) < FEW and not any(draft.cue for draft in drafts):
        whole = Window(passage, 0, len(passage), lexicon)
        drafts = set_off(whole, quotes) or waits(whole) or drafts
    return Paragraph(number, passage, windows, quotes, _joined(passage, drafts))


def _lone_quotation(window: Window) -> list[Draft]:
    """Return a sentence that is all quotation as a statement without a cue.

    Four words in five must stand in quotation marks: with fewer the sentence tells something of
    the quotation, which then is a name or a title.
    """
    passage = window.passage
    kinds = passage.kinds
    words = [i for i in range(window.first, window.after) if kinds[i] & WORD]
    quoted = [i for i in words if passage.quoted[i]]
    if len(quoted) < 3 or len(quoted) < 0.8 * len(words):
        return []
    piece = trimmed(passage, quoted[0], quoted[-1] + 1)
    if piece is None:
        return []
    bounds = (window.first, window.after)
    return [Draft([piece], "quotation", implicit=True, sentence=bounds)]


def _joined(passage: Passage, drafts: list[Draft]) -> list[Draft]:
    """Join a lone quotation to the quoted statement before it; hang others on their neighbours."""
    joined: list[Draft] = []
    for draft in drafts:
        if draft.rule == "quotation" and joined:
            before = _interrupted(passage, joined)
            if before is not None:
                before.pieces.extend(draft.pieces)
                before.sentence = draft.sentence
                continue
            draft.continues = joined[-1].continues or joined[-1]
            draft.source, draft.said_in = joined[-1].source, joined[-1].said_in
        joined.append(draft)
    return joined


def _interrupted(passage: Passage, drafts: list[Draft]) -> Draft | None:
    """Return the statement of the sentence before that has words in quotation marks."""
    last = drafts[-1].sentence
    for draft in reversed(drafts):
        if draft.sentence != last:
            return None
        if draft.cue and any(passage.quoted[i] for a, b in draft.pieces for i in range(a, b)):
            return draft
    return None
