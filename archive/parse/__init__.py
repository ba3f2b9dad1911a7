"""Document to article: the body, and apart from it all that stands around a body.

``STEPS`` is the order. Each step is a function of a draft and the vocabulary; the words and shapes
are in ``data/headers.toml``, ``boilerplate.toml``, ``publishers.toml`` and ``months.toml``.
"""

import re

from archive.parse.draft import Draft, Line
from archive.parse.footer import read_foot
from archive.parse.header import read_head
from archive.parse.steps import (
    opened,
    with_dates,
    with_given,
    with_publisher,
    without_captions,
    without_dateline,
    without_site_names,
    without_title_in_lead,
)
from archive.records import Article, Document, Span
from archive.vocabulary import Vocabulary

STEPS = (
    read_head,
    read_foot,
    without_captions,
    without_site_names,
    without_title_in_lead,
    without_dateline,
    with_publisher,
    with_dates,
)

BODY_STEPS = tuple(step for step in STEPS if step not in (read_head, read_foot))
"""The steps for a text with nothing around it: a first paragraph that looks like a head is none."""

# Between the paragraphs of a text that is kept as it stands: blank lines, or else any line's end.
_BLANK_LINES = re.compile(r"\n[ \t\r]{0,99}\n\s*")
_LINE_ENDS = re.compile(r"\n")


def parse(document: Document, vocabulary: Vocabulary) -> Article:
    """Return the article in a document, without statements; any text gives one.

    A document that came with a list of statements is all body: their offsets point into it.
    """
    if document.article:
        return document.article
    if document.is_tagged or document.statements:
        return _as_it_stands(document, vocabulary)
    draft = opened(document, vocabulary)
    for step in BODY_STEPS if document.is_body else STEPS:
        draft = step(draft, vocabulary)
    return _article(draft, *_body(draft.lines))


def _as_it_stands(document: Document, vocabulary: Vocabulary) -> Article:
    body = document.text
    paragraphs = _paragraphs(body)
    lines = tuple(Line(" ".join(body[start:end].split()), True) for start, end in paragraphs)
    draft = with_given(
        Draft(path=document.path, lines=lines, date_order=document.date_order), document, vocabulary
    )
    return _article(with_dates(with_publisher(draft, vocabulary), vocabulary), body, paragraphs)


def _paragraphs(body: str) -> tuple[Span, ...]:
    """Return the spans between blank lines, without the space at their edges."""
    gaps = _BLANK_LINES if _BLANK_LINES.search(body.strip()) else _LINE_ENDS
    ends = [*(match.span() for match in gaps.finditer(body)), (len(body), len(body))]
    starts = [0, *(end for _, end in ends)]
    spans: list[Span] = []
    for start, (end, _) in zip(starts, ends, strict=False):
        text = body[start:end].strip()
        if text:
            first = body.index(text[0], start)
            spans.append((first, first + len(text)))
    return tuple(spans)


def _article(draft: Draft, body: str, paragraphs: tuple[Span, ...]) -> Article:
    return Article(
        path=draft.path,
        body=body,
        paragraphs=paragraphs,
        title=draft.title,
        published=draft.published,
        published_time=draft.published_time,
        event=draft.event,
        written=draft.written,
        place=draft.place,
        publisher=draft.source,
        editors=draft.editors,
        authors=draft.authors,
        captions=draft.captions,
        removed=draft.removed,
        block_quotations=frozenset(n for n, line in enumerate(draft.lines) if line.quoted),
        url=draft.url,
        language=draft.language,
    )


def _body(lines: tuple[Line, ...]) -> tuple[str, tuple[Span, ...]]:
    """Join the lines by blank ones, and return the span of each."""
    spans: list[Span] = []
    position = 0
    for line in lines:
        spans.append((position, position + len(line.text)))
        position += len(line.text) + 2
    return "\n\n".join(line.text for line in lines), tuple(spans)


__all__ = ["STEPS", "Draft", "parse"]
