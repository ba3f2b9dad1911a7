"""Speech that goes on without a cue: over paragraphs, in lists, and in readouts.

What is found here is *implicit*: it shares the speaker of the statement that it continues.
"""

from functools import cache

from archive.extract.drafts import Draft, trimmed
from archive.extract.paragraphs import Paragraph
from archive.extract.phrases import Window
from archive.extract.tokens import Passage
from archive.records import Article
from archive.vocabulary import Vocabulary

SHARE_CUED = 0.5
"""A readout attributes at least every other paragraph. In 100 general-news articles the share is
below it in 97 of 100, in the readouts above it in all; tests/extract/test_continuation.py."""

SHARE_QUOTED = 0.25
"""A readout reports: at most this share of its words stands in quotation marks."""

BULLETS = frozenset(("-", "–", "—", "•", "*", "·", "●", "▪", "(", "o"))


def carry_quotations(paragraphs: list[Paragraph]) -> None:
    """Hang quotations that fill a paragraph on the speech before them; drop those with none."""
    before: Draft | None = None
    where: Passage | None = None
    open_before = False
    spoke = -9
    for paragraph in paragraphs:
        for draft in list(paragraph.drafts):
            if draft.rule == "quotation" and draft.continues is None:
                near = paragraph.number - spoke == 1
                if (
                    before is not None
                    and where is not None
                    and paragraph.opens_quoted
                    and (open_before or near)
                ):
                    draft.continues = before.continues or before
                    draft.said_in = before.said_in or (where, before.source)
                else:
                    paragraph.drafts.remove(draft)
                    continue
            if draft.awaits or paragraph.passage.quoted[draft.pieces[0][0]]:
                before, where, spoke = draft, paragraph.passage, paragraph.number
        open_before = paragraph.left_open


def fill_awaited(paragraphs: list[Paragraph]) -> None:
    """Give a cue that ends in a colon what follows: a quotation, or a list point by point."""
    for at, paragraph in enumerate(paragraphs):
        waiting = _waiting(paragraph)
        if waiting is None:
            continue
        taken = _take_points(paragraphs, at, waiting)
        if taken:
            if waiting in paragraph.drafts:
                paragraph.drafts.remove(waiting)
        elif waiting.awaits:
            _take_quotation(paragraphs, at, waiting)


def _waiting(paragraph: Paragraph) -> Draft | None:
    """Return the statement that a paragraph which ends in a colon leaves open."""
    passage = paragraph.passage
    if not len(passage) or passage.words[-1] != ":" or not paragraph.drafts:
        return None
    last = paragraph.drafts[-1]
    if last.awaits:
        return last
    reaches_end = last.pieces and last.pieces[-1][1] >= len(passage) - 1
    return last if reaches_end and last.cue is not None else None


def _take_points(paragraphs: list[Paragraph], at: int, waiting: Draft) -> bool:
    """Make one statement of each list item that follows; tell whether there was any."""
    origin = paragraphs[at]
    number = origin.number
    found = False
    for paragraph in paragraphs[at + 1 :]:
        number += 1
        start = _after_bullet(paragraph)
        if paragraph.number != number or start is None or any(d.cue for d in paragraph.drafts):
            break
        piece = trimmed(paragraph.passage, start, len(paragraph.passage))
        if piece is None:
            break
        point = Draft(
            [piece],
            "list",
            cue=waiting.cue,
            verb=waiting.verb,
            confidence=0.8,
            sentence=(0, len(paragraph.passage)),
            said_in=(origin.passage, waiting.source),
        )
        paragraph.drafts[:] = [point]
        found = True
    return found


def _after_bullet(paragraph: Paragraph) -> int | None:
    """Return the token behind "1.", "(2)", "-" or "•" at the start of a list item."""
    words = paragraph.passage.words
    if len(words) < 3:
        return None
    if words[0] == "(" and words[2] == ")":
        return 3
    if words[0][0].isdigit() and words[1] in (".", ")", "、"):
        return 2
    if words[0] in BULLETS and words[0] != "(":
        return 1
    if words[0].lower() in ("first", "second", "third", "fourth", "fifth") and words[1] == ",":
        return 2
    return None


def _take_quotation(paragraphs: list[Paragraph], at: int, waiting: Draft) -> None:
    """Give a waiting cue the quotation of the next paragraph, if it stands there alone."""
    origin = paragraphs[at]
    if at + 1 >= len(paragraphs):
        return
    behind = paragraphs[at + 1]
    if behind.number != origin.number + 1:
        return
    for draft in behind.drafts:
        if draft.rule == "quotation" and behind.opens_quoted:
            draft.rule = "after a colon"
            draft.implicit = False
            draft.continues = None
            draft.cue, draft.verb = waiting.cue, waiting.verb
            draft.said_in = (origin.passage, waiting.source)
            draft.confidence = 0.9
            origin.drafts.remove(waiting)
        return


def is_readout(paragraphs: list[Paragraph], article: Article, vocabulary: Vocabulary) -> bool:
    """Tell a report of what was said at a meeting from other news.

    Its title or lead speaks of a meeting, and it attributes most of what it says, indirectly.
    """
    if not _speaks_of_meeting(article, vocabulary):
        return False
    cued = sum(1 for p in paragraphs if any(d.cue for d in p.drafts))
    drafts = sum(1 for p in paragraphs for d in p.drafts if d.cue)
    if drafts < 2 or cued < SHARE_CUED * len(article.paragraphs):
        return False
    words = sum(len(p.passage) for p in paragraphs)
    quoted = sum(1 for p in paragraphs for q in p.passage.quoted if q)
    return quoted <= SHARE_QUOTED * words


@cache
def _encounters(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.table("forms")["readout"]["encounters"].split())


def _speaks_of_meeting(article: Article, vocabulary: Vocabulary) -> bool:
    lead = article.body[: article.paragraphs[1][1]] if len(article.paragraphs) > 1 else article.body
    words = f"{article.title or ''} {lead[:LEAD]}".lower().replace(",", " ").split()
    return not _encounters(vocabulary).isdisjoint(words)


LEAD = 1200
"""Characters of the first two paragraphs in which a meeting is named."""


def continue_readout(paragraphs: list[Paragraph]) -> None:
    """Add the sentences of a readout that go on with what a speaker said, within a paragraph."""
    for paragraph in paragraphs:
        if not any(draft.cue for draft in paragraph.drafts):
            continue
        paragraph.drafts[:] = _continued(paragraph)


def _continued(paragraph: Paragraph) -> list[Draft]:
    drafts = {window.first: _drafts_in(paragraph, window) for window in paragraph.windows}
    _yield_content(paragraph, drafts)
    result: list[Draft] = []
    for at, window in enumerate(paragraph.windows):
        mine = drafts[window.first]
        if not mine:
            before = result[-1] if result else None
            anchor = before.continues or before if before else None
            if anchor is None or _closes_run(paragraph, at, drafts, anchor):
                anchor = _next_anchor(paragraph, at, drafts) or anchor
            if anchor is not None and _states(window):
                piece = trimmed(window.passage, window.first, window.after)
                if piece:
                    result.append(
                        Draft(
                            [piece],
                            "carried on",
                            implicit=True,
                            confidence=0.7,
                            sentence=(window.first, window.after),
                            continues=anchor,
                            source=anchor.source,
                            said_in=anchor.said_in,
                        )
                    )
        result.extend(mine)
    return result


def _drafts_in(paragraph: Paragraph, window: Window) -> list[Draft]:
    return [
        d for d in paragraph.drafts if d.pieces and window.first <= d.pieces[0][0] < window.after
    ]


def _yield_content(paragraph: Paragraph, drafts: dict[int, list[Draft]]) -> None:
    """In "China highly commends …" beside a cued sentence the country is content, no speaker."""
    people = any(_names_person(paragraph, d) for ds in drafts.values() for d in ds)
    if not people:
        return
    for first, mine in drafts.items():
        if mine and all(_is_content(paragraph, d) for d in mine):
            drafts[first] = []


def _names_person(paragraph: Paragraph, draft: Draft) -> bool:
    return draft.cue is not None and not _is_content(paragraph, draft)


def _is_content(paragraph: Paragraph, draft: Draft) -> bool:
    """Tell a present-tense sentence about a country or "the two sides" from a report of speech."""
    if draft.source is None or draft.cue is None or draft.source[0] > draft.cue[0]:
        return False
    if not draft.rule.startswith("cue, ") or draft.rule == "cue, quote":
        return False
    cue = paragraph.passage.lower[draft.cue[0]]
    pasts = paragraph.windows[0].grammar.pasts
    return not (cue.endswith(("ed", "ing")) or cue in pasts)


def _closes_run(
    paragraph: Paragraph, at: int, drafts: dict[int, list[Draft]], anchor: Draft
) -> bool:
    """Tell whether the next cued sentence ends in its cue: then it covers the ones before it."""
    behind = _next_anchor(paragraph, at, drafts)
    return behind is not None and behind.rule in ("closing cue", "split by the cue")


def _next_anchor(paragraph: Paragraph, at: int, drafts: dict[int, list[Draft]]) -> Draft | None:
    for window in paragraph.windows[at + 1 :]:
        mine = drafts[window.first]
        if mine:
            return mine[0]
    return None


def _states(window: Window) -> bool:
    """Tell whether a sentence can be what somebody says rather than what happened.

    Its first finite verb is a present, a perfect or a modal, and no quotation, weekday or hour
    stands in it: "The two sides should …", "China firmly supports …"; but not "They signed …".
    """
    passage, grammar = window.passage, window.grammar
    for i in range(window.first, window.after):
        if passage.quoted[i] or passage.lower[i] in _DAYS:
            return False
    for i in range(window.first, window.after):
        word = passage.lower[i]
        if word in grammar.pasts:
            return False
        if (
            word in _PRESENT
            or word in grammar.presents
            or (word in grammar.modals and word != "to")
        ):
            return True
        if word.endswith("ed") and window.is_finite(i) and _narrates(window, i):
            return False
    return False


def _narrates(window: Window, i: int) -> bool:
    """Tell a finite past ("exchanged views") from a participle ("views exchanged by both")."""
    behind = window.passage.lower[i + 1] if i + 1 < window.after else ""
    return behind not in ("by", "in", "at", "to", "with", "on", "between", "for", "from")


_PRESENT = frozenset(["is", "are", "has", "have", "does", "do"])
_DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "yesterday",
        "afterwards",
    ]
)
