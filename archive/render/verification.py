"""The verdict on quotations, for people and for programs."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

from archive.corpus.quotation import Agreement, Difference
from archive.corpus.verdict import Claim, Judgement, Verdict, Verified
from archive.records import Span
from archive.render.excerpt import excerpt
from archive.render.safe import one_line, safe

MEANING = {
    Verdict.VERBATIM: "in this archive, word for word",
    Verdict.TYPOGRAPHY: "the same words; quotation marks, capitals or punctuation differ",
    Verdict.CUT: "words were left out inside",
    Verdict.ALTERED: "some words differ",
    Verdict.SPLICED: "put together from several statements",
    Verdict.OTHER_SPEAKER: "said by somebody else",
    Verdict.AUTHOR: "written by the author of the article, not said by anybody in it",
    Verdict.NOT_FOUND: "not in this archive",
}
"""What each verdict means, in the order of `archive help verify`."""

COLUMNS = (
    *("verdict", "quotation", "claimed", "said_by", "said_on", "statements", "stored"),
    *("differences", "agreement", "title", "publisher", "article", "start", "end"),
)

STATUS = len("other-speaker")


def verified_row(one: Verified) -> dict[str, Any]:
    """Return a verdict as plain values; the names are those of ``COLUMNS``."""
    claim, judgement = one.claim, one.judgement
    first = judgement.statements[0] if judgement.statements else None
    is_said = judgement.verdict is not Verdict.AUTHOR
    return {
        "verdict": str(judgement.verdict),
        "quotation": claim.quotation,
        "claimed": claim.speaker,
        "said_by": _names(judgement) if is_said else None,
        "said_on": first.said_on if first else None,
        "statements": [said.uid for said in judgement.statements] if is_said else [],
        "stored": _stored(judgement),
        "differences": [
            {"quoted": found.quoted, "stored": found.stored} for found in _differences(judgement)
        ],
        "agreement": str(judgement.agreement) if judgement.agreement else None,
        "title": first.title if first else None,
        "publisher": first.publisher if first else None,
        "article": first.article if first else None,
        "start": claim.span[0] if claim.span else None,
        "end": claim.span[1] if claim.span else None,
    }


def verified_lines(found: Iterable[Verified], width: int) -> Iterator[str]:
    """Yield lines for a reader: the verdict, the quotation, and what it rests on."""
    for one in found:
        yield from _lines(one, width)
        yield ""


def _lines(one: Verified, width: int) -> Iterator[str]:
    judgement, claim = one.judgement, one.claim
    yield f"{judgement.verdict}: {MEANING[judgement.verdict]}"
    marks = [found.at for found in _differences(judgement) if found.quoted]
    yield from _paragraph(f"“{_marked(claim.quotation, marks)}”{_claimed(claim)}", width)
    if one.unknown:
        yield from _paragraph(f"There is no speaker “{claim.speaker}” in this archive.", width)
    if not judgement.statements:
        return
    if judgement.verdict is Verdict.AUTHOR:
        yield from _paragraph(f"{_source(judgement)}", width)
        return
    if judgement.agreement is not Agreement.VERBATIM or judgement.pieces:
        yield from _paragraph(f"stored: “{_in_context(judgement)}”", width)
    if judgement.comparison and judgement.comparison.negation:
        yield from _paragraph("A negation was put in or left out.", width)
    if not judgement.by_claimed and not one.unknown:
        yield from _paragraph(f"Not by {claim.speaker}, but by {_names(judgement)}.", width)
    for said in judgement.statements:
        where = ", ".join(filter(None, (said.names, said.said_on, said.publisher, said.title)))
        yield from _paragraph(f"{said.uid}  {where}", width)


def _paragraph(text: str, width: int) -> Iterator[str]:
    for line in wrap(safe(one_line(text)), max(20, width - 2)):
        yield f"  {line}"


def _claimed(claim: Claim) -> str:
    return f", said to be by {claim.speaker}" if claim.speaker else ""


def _source(judgement: Judgement) -> str:
    said = judgement.statements[0]
    return "  ".join(filter(None, (said.article, said.title, said.publisher)))


def _names(judgement: Judgement) -> str | None:
    names = dict.fromkeys(who.name for said in judgement.statements for who in said.who)
    return "; ".join(names) or None


def _differences(judgement: Judgement) -> tuple[Difference, ...]:
    return judgement.comparison.differences if judgement.comparison else ()


def _stored(judgement: Judgement) -> str | None:
    if judgement.pieces:
        return judgement.text
    if judgement.comparison is None:
        return None
    return judgement.text[slice(*judgement.comparison.span)]


def _in_context(judgement: Judgement) -> str:
    """Return the stored words; where some differ, with these marked and a little around them."""
    if judgement.comparison is None:
        return judgement.text
    start, end = judgement.comparison.span
    spans = [found.there for found in judgement.comparison.differences if found.stored]
    inside = [
        (max(first, start) - start, min(last, end) - start)
        for first, last in spans
        if last > start and first < end
    ]
    return excerpt(judgement.text[start:end], inside, longest=400)


def _marked(text: str, spans: Iterable[Span]) -> str:
    pieces, at = list[str](), 0
    for start, end in spans:
        pieces += [text[at:start], "⟦", text[start:end], "⟧"]
        at = end
    return "".join([*pieces, text[at:]])
