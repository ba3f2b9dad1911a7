"""What a paragraph that ends in a colon introduces, where no quotation marks stand around it.

"Mayor Orsk said:" before a block quotation, "Feld issued the following statement:" before a
paragraph of its own. All paragraphs of a block quotation are quoted, of a text without such blocks
the next one alone.
"""

from collections.abc import Mapping, Set
from functools import cache
from typing import NamedTuple

from archive.extract.attribution.cues import find_cues
from archive.extract.attribution.drafts import Draft, trimmed
from archive.extract.attribution.paragraphs import Paragraph
from archive.extract.attribution.sources import source_before
from archive.extract.attribution.subjects import subject
from archive.extract.grammar.lexicon import NOUN, PREDICATE, SOURCE_AFTER, Lexicon, Verb
from archive.extract.grammar.tokens import Passage, Range
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import FINITE, WORD
from archive.vocabulary import Vocabulary

RULE = "block quotation"

ANNOUNCED = 6
"""Words of a content that only announces: "the following statement", "this in reply to him"."""

REACH = 14
"""Tokens from a cue to the colon: "told the Rosport Gazette in an interview on Monday:"."""

SPEECH = frozenset(("quote", "clause", "tell"))
_ANNOUNCERS = frozenset(("following", "this", "these", "follows"))


class _Introduction(NamedTuple):
    """Who is quoted and by which words; ``draft`` is the statement that stands for them so far."""

    cue: Range
    verb: Verb
    source: Range | None
    draft: Draft | None = None


@cache
def _words(vocabulary: Vocabulary) -> tuple[Mapping[str, Verb], frozenset[str]]:
    table = vocabulary.table("cues")["introductions"]
    verbs: dict[str, Verb] = {}
    for entry in table["verbs"].split():
        lemma, _, past = entry.partition(":")
        verb = Verb(lemma.replace("_", " "), "say", frozenset(("quote",)))
        verbs |= {past: verb, f"{lemma.partition('_')[0]}s": verb}
    return verbs, frozenset(table["nouns"].split())


def take_blocks(
    paragraphs: list[Paragraph], quoted: Set[int], lexicon: Lexicon, vocabulary: Vocabulary
) -> None:
    """Give each introduction that ends in a colon the paragraphs behind it that it introduces."""
    for at, paragraph in enumerate(paragraphs):
        behind = _behind(paragraphs, at, quoted)
        found = _introduction(paragraph, lexicon, vocabulary) if behind else None
        if found is None or (found.source is None and found.draft is None):
            continue
        if found.draft is not None and found.draft in paragraph.drafts:
            paragraph.drafts.remove(found.draft)
        first = None
        for one in behind:
            draft = _content(one, found, paragraph.passage)
            if draft is None:
                break
            draft.continues, draft.implicit = first, first is not None
            one.drafts[:] = [draft]
            first = first or draft


def _behind(paragraphs: list[Paragraph], at: int, quoted: Set[int]) -> list[Paragraph]:
    """Return the paragraphs that an introduction in paragraph ``at`` would introduce."""
    paragraph = paragraphs[at]
    if not len(paragraph.passage) or _last(paragraph.passage) != ":":
        return []
    if paragraph.number in quoted:
        return []
    following: list[Paragraph] = []
    for number, one in enumerate(paragraphs[at + 1 :], paragraph.number + 1):
        if one.number != number or (following and number not in quoted):
            break
        following.append(one)
    if not following or following[0].opens_quoted or _is_list(following[0]):
        return []
    if following[0].number not in quoted and not _is_content(following[0]):
        return []
    return following


def _is_list(paragraph: Paragraph) -> bool:
    return any(draft.rule == "list" for draft in paragraph.drafts)


def _is_content(paragraph: Paragraph) -> bool:
    """Say whether a paragraph without marks can be all said: prose that no cue of its own reports.

    A heading and a label have no full stop, a point of a list has its own reading.
    """
    passage = paragraph.passage
    if any(draft.cue for draft in paragraph.drafts) or any(paragraph.passage.quoted):
        return False
    return len(passage) > 1 and _last(passage) in (".", "!", "?", "…")


def _last(passage: Passage) -> str:
    return passage.words[len(passage) - 1]


def _introduction(
    paragraph: Paragraph, lexicon: Lexicon, vocabulary: Vocabulary
) -> _Introduction | None:
    last = paragraph.drafts[-1] if paragraph.drafts else None
    if last is not None and last.cue and last.verb and (last.awaits or _announces(paragraph, last)):
        return _Introduction(last.cue, last.verb, last.source, last)
    window = paragraph.windows[-1]
    return _by_cue(window, lexicon) or _by_document(window, vocabulary)


def _announces(paragraph: Paragraph, draft: Draft) -> bool:
    """Say whether a content is no more than "the following" or "this statement"."""
    passage = paragraph.passage
    first, after = draft.pieces[-1] if draft.pieces else (0, 0)
    if not draft.pieces or after < len(passage) - 1:
        return False
    words = passage.lower[first:after]
    return after - first <= ANNOUNCED and not _ANNOUNCERS.isdisjoint(words)


def _by_cue(window: Window, lexicon: Lexicon) -> _Introduction | None:
    """Read "Orsk told the Gazette:": a cue of speech in the past, and no other verb behind it."""
    passage = window.passage
    for cue in reversed(find_cues(passage, lexicon)):
        if cue.first < window.first or cue.forms & (NOUN | SOURCE_AFTER | PREDICATE):
            continue
        is_near = window.after - cue.after <= REACH
        behind = passage.kinds[cue.after : window.after]
        if not is_near or any(kind & FINITE and kind & WORD for kind in behind):
            return None
        if SPEECH.isdisjoint(cue.verb.frames):
            return None
        source = source_before(window, cue.first - 1) or subject(window, (cue.first, cue.after))
        return _Introduction((cue.first, cue.after), cue.verb, source) if source else None
    return None


def _by_document(window: Window, vocabulary: Vocabulary) -> _Introduction | None:
    """Read "The mayor issued the following statement:"."""
    passage = window.passage
    verbs, nouns = _words(vocabulary)
    for i in range(window.after - 2, max(window.first, window.after - 2 - REACH), -1):
        verb = verbs.get(passage.lower[i])
        if verb is None or nouns.isdisjoint(passage.lower[i + 1 : window.after]):
            continue
        source = source_before(window, i - 1)
        return _Introduction((i, i + 1), verb, source) if source else None
    return None


def _content(one: Paragraph, found: _Introduction, where: Passage) -> Draft | None:
    piece = trimmed(one.passage, 0, len(one.passage))
    if piece is None:
        return None
    return Draft(
        [piece],
        RULE,
        cue=found.cue,
        verb=found.verb,
        sentence=(0, len(one.passage)),
        said_in=(where, found.source),
        block=True,
    )
