"""Document to article: the body, and apart from it all that stands around a body.

``STEPS`` is the order. Each step is a function of a draft and the vocabulary; the words and shapes
are in ``data/headers.toml``, ``boilerplate.toml``, ``publishers.toml`` and ``months.toml``.
"""

from archive.parse.draft import Draft, Line
from archive.parse.footer import read_foot
from archive.parse.header import read_head
from archive.parse.steps import (
    opened,
    with_dates,
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


def parse(document: Document, vocabulary: Vocabulary) -> Article:
    """Return the article in a document, without statements; any text gives one."""
    draft = opened(document, vocabulary)
    for step in STEPS:
        draft = step(draft, vocabulary)
    body, paragraphs = _body(draft.lines)
    return Article(
        path=draft.path,
        body=body,
        paragraphs=paragraphs,
        title=draft.title,
        published=draft.published,
        published_time=draft.published_time,
        event=draft.event,
        place=draft.place,
        publisher=draft.source,
        editors=draft.editors,
        authors=draft.authors,
        captions=draft.captions,
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
