"""Speech that goes on over paragraphs: quotations without a cue, and lists behind a colon."""

from archive.extract.attribution.drafts import Draft, trimmed
from archive.extract.attribution.paragraphs import Paragraph
from archive.extract.grammar.tokens import Passage

SHORTEST_CONTENT = 5
"""Words before a colon that only announce a list: "agreed on the following points:". With more,
"announced his intent to nominate the following people:", they are what is said."""

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
    if not len(passage) or passage.words[len(passage) - 1] != ":" or not paragraph.drafts:
        return None
    last = paragraph.drafts[-1]
    if last.awaits:
        return last
    if not last.pieces or last.cue is None or last.pieces[-1][1] < len(passage) - 1:
        return None
    first, after = last.pieces[-1]
    announces = after - first <= SHORTEST_CONTENT and "following" in passage.lower[first:after]
    return last if announces else None


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
            origin.drafts.remove(waiting)
        return
