"""Readouts: reports of a meeting in which a speaker's words go on without a cue.

"Xi stressed that A. China firmly supports B. The two sides should C, he said": the sentences
without a cue are *implicit* statements of the speaker beside them in the paragraph.
"""

from dataclasses import dataclass
from functools import cache

from archive.extract.attribution.drafts import Draft, trimmed
from archive.extract.attribution.paragraphs import Paragraph
from archive.extract.grammar.tokens import Passage, Range
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    AUXILIARY,
    COLLECTIVE,
    DETERMINER,
    FINITE,
    ING,
    MODAL,
    NAME,
    NARRATES,
    NUMBER,
    PREPOSITION,
    PRESENT,
    PRONOUN,
    SPEAKS,
    TIME,
    WEEKDAY,
)
from archive.records import Article
from archive.vocabulary import Vocabulary

SHARE_CUED = 0.5
"""A readout attributes at least every other paragraph; tests/extract/test_cases.py, "runs"."""

SHARE_QUOTED = 0.25
"""A readout reports: at most this share of its words stands in quotation marks."""

LEAD = 1200
"""Characters of the first two paragraphs in which a meeting is named."""

PARTNER = 5
"""Words from an encounter to "with": "met for an hour in Oslo with"."""

VOICES = NAME | PRONOUN | COLLECTIVE | SPEAKS
SPANS = frozenset("days weeks months years hours ago".split())
"""Spans of time: who tells what was in "recent years" reports."""

CLOSINGS = frozenset(("closing cue", "split by the cue"))


def is_readout(paragraphs: list[Paragraph], article: Article, vocabulary: Vocabulary) -> bool:
    """Tell a report of what was said at a meeting from other news.

    Its title or lead speaks of a meeting, and it attributes most of what it says, indirectly.
    """
    if not _speaks_of_meeting(article, vocabulary):
        return False
    cued = [sum(1 for draft in paragraph.drafts if draft.cue) for paragraph in paragraphs]
    if sum(cued) < 2 or sum(map(bool, cued)) < SHARE_CUED * len(article.paragraphs):
        return False
    words = sum(len(paragraph.passage) for paragraph in paragraphs)
    quoted = sum(1 for paragraph in paragraphs for mark in paragraph.passage.quoted if mark)
    return quoted <= SHARE_QUOTED * words


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    encounters: frozenset[str]
    links: frozenset[str]
    occasions: frozenset[str]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    table = vocabulary.table("forms")["readout"]
    lists = (frozenset(table[name].split()) for name in ("encounters", "links", "occasions"))
    return _Words(*lists)


def _speaks_of_meeting(article: Article, vocabulary: Vocabulary) -> bool:
    """Tell "met with Dahl" and "talks between Oslo and Bergen" from "a meeting of the board"."""
    end = article.paragraphs[min(1, len(article.paragraphs) - 1)][1] if article.paragraphs else 0
    lead = f"{article.title or ''} {article.body[: min(end, LEAD)]}".replace(",", " ").split()
    words = _words(vocabulary)
    return any(
        word in words.occasions
        or word.lower() in words.occasions
        or (word.lower() in words.encounters and _is_with_somebody(lead[at + 1 :], words))
        for at, word in enumerate(lead)
    )


def _is_with_somebody(behind: list[str], words: _Words) -> bool:
    """Tell "met with her" and "hosted Bo Dahl" by the words behind an encounter."""
    if behind and behind[0][:1].isupper():
        return True
    return not words.links.isdisjoint(word.lower() for word in behind[:PARTNER])


def continue_readout(paragraphs: list[Paragraph]) -> None:
    """Add the sentences of a readout that go on with what a speaker said, within a paragraph."""
    for paragraph in paragraphs:
        if any(draft.cue for draft in paragraph.drafts):
            paragraph.drafts[:] = _continued(paragraph)


def _continued(paragraph: Paragraph) -> list[Draft]:
    if any(draft.block for draft in paragraph.drafts):
        return paragraph.drafts  # all of it is said already
    sentences = [_drafts_in(paragraph, window) for window in paragraph.windows]
    _yield_content(paragraph, sentences)
    result: list[Draft] = []
    for at, window in enumerate(paragraph.windows):
        if not sentences[at] and _states(window):
            anchor = _anchor(window, result, sentences[at + 1 :])
            speaks = anchor is not None and _can_go_on(window, anchor)
            piece = trimmed(window.passage, window.first, window.after) if speaks else None
            if anchor and piece:
                result.append(_implicit(window, anchor, piece))
        result.extend(sentences[at])
    return result


def _implicit(window: Window, anchor: Draft, piece: tuple[int, int]) -> Draft:
    return Draft(
        [piece],
        "carried on",
        anchor.source,
        implicit=True,
        sentence=(window.first, window.after),
        continues=anchor,
        said_in=anchor.said_in,
    )


def _drafts_in(paragraph: Paragraph, window: Window) -> list[Draft]:
    return [
        draft
        for draft in paragraph.drafts
        if draft.pieces and window.first <= draft.pieces[0][0] < window.after
    ]


def _anchor(window: Window, before: list[Draft], behind: list[list[Draft]]) -> Draft | None:
    """Return the statement whose speaker goes on: the next one where its cue closes a run.

    A sentence that opens a paragraph is the next one's only where a country speaks in it, "China
    supports …": others tell what the reporter knows.
    """
    next_one = next((drafts[0] for drafts in behind if drafts), None)
    if next_one is not None and next_one.rule in CLOSINGS:
        return next_one
    if before:
        main = [draft for draft in before if not _is_aside(draft)]
        return (main[-1].continues or main[-1]) if main else None
    return next_one if _names_state(window) else None


def _is_aside(draft: Draft) -> bool:
    """Tell "a war threatening trade", whose source is nobody the sentence is about."""
    hangs = draft.rule.startswith("participle") and draft.source is not None
    return bool(hangs and draft.source and draft.cue and draft.source[1] == draft.cue[0])


def _names_state(window: Window) -> bool:
    """Tell whether a sentence opens with one name and a present: "Belarus firmly supports"."""
    first = window.first + 1
    while first < window.after and window.is_adverb(first):
        first += 1
    named = window.passage.is_name(window.first)
    small = window.passage.kinds[window.first] & (PRONOUN | PREPOSITION | DETERMINER)
    return (
        named and not small and first < window.after and bool(window.passage.kinds[first] & PRESENT)
    )


def _can_go_on(window: Window, anchor: Draft) -> bool:
    """Tell somebody who speaks from a thing: "The conversation highlighted A. …" does not go on."""
    passage, source = anchor.said_in or (window.passage, anchor.source)
    if source is None:
        return True
    if _tells_of(window, passage, source):
        return False
    first = source[0] + bool(passage.kinds[source[0]] & DETERMINER)
    return any(kind & VOICES for kind in passage.kinds[first : source[1]])


def _tells_of(window: Window, passage: Passage, source: Range) -> bool:
    """Tell "Dahl, leader of the party, is under pressure", which is of the speaker, not by him."""
    opens = window.passage.lower[window.opening()]
    return window.passage.is_name(window.opening()) and any(
        passage.is_name(i) and passage.lower[i] == opens for i in range(*source)
    )


def _yield_content(paragraph: Paragraph, sentences: list[list[Draft]]) -> None:
    """In "China highly commends …" beside a cued sentence the country is content, no speaker."""
    if any(_says(paragraph, draft) for drafts in sentences for draft in drafts):
        return
    content = [[_is_content(paragraph, draft) for draft in drafts] for drafts in sentences]
    reports = any(
        draft.cue and not inside
        for drafts, insides in zip(sentences, content, strict=True)
        for draft, inside in zip(drafts, insides, strict=True)
    )
    if reports:
        for drafts, insides in zip(sentences, content, strict=True):
            if all(insides):
                drafts.clear()


def _is_content(paragraph: Paragraph, draft: Draft) -> bool:
    """Tell a sentence in the present about a country, "China hopes that", from a report."""
    if draft.cue is None or draft.source is None or draft.source[0] > draft.cue[0]:
        return False
    if not draft.rule.startswith("cue, ") or draft.rule == "cue, quote":
        return False
    return not _is_past(paragraph, draft.cue[0]) and not (
        paragraph.passage.kinds[draft.cue[0]] & ING
    )


def _is_past(paragraph: Paragraph, cue: int) -> bool:
    past = paragraph.passage.kinds[cue] & NARRATES
    return bool(past) or paragraph.passage.lower[cue].endswith("ed")


def _says(paragraph: Paragraph, draft: Draft) -> bool:
    """Tell whether a report is in the present, "the yearbook says": then so are the others."""
    if draft.cue is None or draft.verb is None or draft.verb.lemma not in ("say", "tell"):
        return False
    return not _is_past(paragraph, draft.cue[0])


def _states(window: Window) -> bool:
    """Tell whether a sentence can be what somebody says rather than what happened.

    Its first finite verb is a present, a perfect or a modal, and no quotation or weekday stands in
    it: "The two sides should …", "China firmly supports …"; but not "They signed …".
    """
    passage = window.passage
    places = range(window.first, window.after)
    if any(passage.quoted[i] or _is_dated(window, i) for i in places):
        return False
    for i in places:
        kind = passage.kinds[i]
        if kind & NARRATES:
            return False
        if kind & PRESENT or (kind & MODAL and passage.lower[i] != "to"):
            return True
        if kind & AUXILIARY and passage.lower[i] in ("is", "are", "has", "have"):
            return True
        if kind & FINITE and passage.lower[i].endswith("ed") and _narrates(window, i):
            return False
    return False


def _is_dated(window: Window, i: int) -> bool:
    """Tell a day, a month, "last year" or a figure, with which a reporter tells what happened."""
    passage, kind = window.passage, window.passage.kinds[i]
    word = passage.lower[i]
    if kind & WEEKDAY:
        return word not in ("today", "here")
    if kind & NUMBER:
        return True
    if word in ("year", "month", "week"):
        return passage.lower[i - 1] in ("last", "past")
    named = kind & NAME and not kind & DETERMINER  # "May", not "This initiative"
    return bool(kind & TIME) and (bool(named) or word in SPANS)


def _narrates(window: Window, i: int) -> bool:
    """Tell a finite past ("exchanged views") from a participle ("views exchanged by both")."""
    return i + 1 >= window.after or not window.passage.kinds[i + 1] & PREPOSITION
