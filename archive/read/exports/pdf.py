"""A PDF to its paragraphs: boxes of text by pdfium, put into columns, lines joined, heads dropped.

A page without text is a scan. Lines that stand at the top or bottom of several pages, and those
that number a page, are its head and foot: of the article they say the paper at most.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2

from archive.errors import UnreadableError
from archive.read.decode import without_surrogates
from archive.read.exports.blocks import Block
from archive.read.exports.columns import Box, in_order, joined
from archive.read.exports.dates import date_in
from archive.read.exports.nexis import opens
from archive.read.exports.words import is_weekday

LARGER = 1.25
"""How many times as high as those of the text the letters of a headline are, at the least."""

MARGIN = 0.12
"""Share of a page's height at its top and bottom in which its head and foot stand."""

_HYPHENS = ("\ufffe", "\x02", "\u00ad")
"""How pdfium writes a hyphen at a line's end."""

_PAGE = re.compile(
    r"\b(?:Page|Seite|Página|Pagina|p\.|S\.)\s?[A-Z]?\d{1,4}\b|^\W*\d{1,4}\W*$", re.I
)
_DIGITS = re.compile(r"\d+")
_END = tuple(".!?:”\"'’»)]。")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class Page(NamedTuple):
    """The boxes of a page, and how high it is in points."""

    boxes: list[Box]
    height: float


@dataclass(slots=True)
class Pages:
    """What was read of a PDF: paragraphs, what the head of its pages says, pages without text."""

    blocks: list[Block] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    number: int = 0


def read(data: bytes) -> Pages:
    """Read a PDF; raise UnreadableError for one that is damaged, locked or all scans."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError(
            "is a PDF that is locked by a password" if locked else f"is a damaged PDF: {error}",
            hint="save it without a password" if locked else None,
        ) from error
    pages = [_boxes(document, number) for number in range(len(document))]
    scans = [number for number, page in enumerate(pages, 1) if not page.boxes]
    found = Pages(number=len(pages), scans=scans)
    if len(scans) == len(pages):
        raise UnreadableError(
            "is a PDF without text: a scan", hint="have its text recognised (OCR) first"
        )
    found.heads, columns = _without_heads(pages)
    found.blocks = list(_blocks(columns))
    return found


def _boxes(document: pypdfium2.PdfDocument, number: int) -> Page:
    try:
        page = document[number]
        text, height = page.get_textpage(), page.get_height()
        places = [text.get_rect(place) for place in range(text.count_rects())]
        boxes = [_box(text, *place) for place in places]
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"is a damaged PDF: page {number + 1}: {error}") from error
    return Page(joined([box for box in boxes if box.text.strip() and box.height > 0]), height)


def _box(page: pypdfium2.PdfTextPage, left: float, bottom: float, right: float, top: float) -> Box:
    """Return a run of text as high as its font is: letters without descenders are lower."""
    text = _plain(page.get_text_bounded(left, bottom, right, top))
    for share in (0.5, 0.3, 0.7):
        index = page.get_index(left + share * (right - left), (bottom + top) / 2, 3, 3)
        if index is None or not page.get_text_range(index, 1).strip():
            continue  # a space has the height of another font
        _, lower, _, upper = page.get_charbox(index, loose=True)
        if 0 < upper - lower < 4 * (top - bottom):
            return Box(left, lower, right, upper, text)
    return Box(left, bottom, right, top, text)


def _plain(text: str) -> str:
    text = without_surrogates(text).replace("\r\n", " ").replace("\n", " ").replace("\xa0", " ")
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, _HYPHENS[2])
    return _CONTROL.sub("", text)


def _without_heads(pages: Sequence[Page]) -> tuple[list[str], list[list[Box]]]:
    """Return the heads' and feet's texts, and the boxes of the pages without them."""
    times = Counter(key for page in pages for key in {_key(box.text) for box in _edges(page)})
    heads, rest = list[str](), list[list[Box]]()
    for page in pages:
        edges = {box for box in _edges(page) if times[_key(box.text)] > 1 or _PAGE.search(box.text)}
        heads += [" ".join(box.text.split()) for box in page.boxes if box in edges]
        rest.append([box for box in page.boxes if box not in edges])
    return list(dict.fromkeys(heads)), rest


def _key(text: str) -> str:
    return _DIGITS.sub("0", " ".join(text.split()).casefold())


def _edges(page: Page) -> list[Box]:
    """Return the boxes at the top and bottom of a page, no headline nor line of an export."""
    if len(page.boxes) < 4:
        return []
    size = median(box.height for box in page.boxes)
    low, high = MARGIN * page.height, (1 - MARGIN) * page.height
    edges = [box for box in page.boxes if not low < box.middle < high and len(box.text) < 120]
    return [box for box in edges if box.height < LARGER * size and not opens(box.text)]


def _blocks(pages: Sequence[list[Box]]) -> Iterator[Block]:
    """Yield the paragraphs of all pages; one may go on in the next column or on the next page."""
    size = median(box.height for page in pages for box in page)
    hyphenated = {word for page in pages for box in page for word in _compounds(box.text)}
    held: list[Box] = []
    before = 0
    for column in (column for page in pages for column in in_order(page)):
        edge = max((box.right for box in column if box.height < LARGER * size), default=0.0)
        gaps = [one.bottom - other.bottom for one, other in pairwise(column)]
        leading = median(gaps) if gaps else 0.0
        for place, box in enumerate(column):
            gap = column[place - 1].bottom - box.bottom if place else None
            # A headline over columns is a column of its own, each line of it.
            alone = place == 0 and before == 1 and not _is_headline(held[-1:], box, size)
            if held and (alone or _begins(held[-1], box, gap, leading, edge, size)):
                yield _block(held, size, hyphenated)
                held = []
            held.append(box)
        before = len(column)
    if held:
        yield _block(held, size, hyphenated)


def _is_headline(last: Sequence[Box], box: Box, size: float) -> bool:
    """Tell whether two lines are of one headline: as high, higher than the text, close together."""
    if not last or min(last[0].height, box.height) < LARGER * size:
        return False
    alike = max(last[0].height, box.height) < 1.1 * min(last[0].height, box.height)
    return alike and 0 < last[0].bottom - box.bottom < 2 * box.height


def _begins(
    last: Box, box: Box, gap: float | None, leading: float, edge: float, size: float
) -> bool:
    """Tell whether a line begins another paragraph than the one before.

    ``gap`` is None for the first line of a column: a sentence may go on there. ``size`` is how
    high the text's letters are.
    """
    ended = last.text.rstrip().endswith(_END)
    if opens(box.text) or opens(last.text):
        return True
    if _is_headline([last], box, size):
        return False
    if max(last.height, box.height) > LARGER * min(last.height, box.height):
        return True
    if gap is None:
        return ended or box.text[:1] == " " or not _goes_on(last.text)
    if gap > 1.4 * leading:
        return True
    indented = box.text[:1] == " " or box.left > last.left + 0.5 * box.height
    is_short = last.right < edge - 4 * box.height
    return (indented and ended) or (is_short and (ended or not _goes_on(last.text)))


def _goes_on(text: str) -> bool:
    """Tell whether a line ends amid a sentence: a headline or a byline has few words."""
    return len(text.split()) > 4 or text.rstrip()[-1:] in (",", "-", _HYPHENS[2])


def _block(boxes: Sequence[Box], size: float, hyphenated: set[str]) -> Block:
    text = ""
    for box in boxes:
        line = box.text.strip()
        if text.endswith(_HYPHENS[2]):
            text = text[:-1] + line
        elif text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
            before, after = text[:-1].split()[-1], line.split()[0]
            is_compound = f"{before}-{after}".casefold().strip(".,;:") in hyphenated
            text = (text if is_compound else text[:-1]) + line
        else:
            text = f"{text} {line}".strip()
    text = text.replace(_HYPHENS[2], "")
    high = max(box.height for box in boxes)
    return Block(" ".join(text.split()), style="title" if high > LARGER * size else "")


def _compounds(text: str) -> Iterable[str]:
    """Yield the words with a hyphen inside a line, which is none of a line's end."""
    return (word.casefold().strip(".,;:") for word in text.split()[:-1] if "-" in word[1:-1])


def day_in(heads: Sequence[str]) -> str | None:
    """Return the day that the head of a page states, ISO."""
    days = (found[0] for head in heads if (found := date_in(head)))
    return next((day for day in days if len(day) == 10), None)


def paper_of(heads: Sequence[str]) -> str | None:
    """Return what the head of a page names beside its number and day: the paper."""
    for head in heads:
        text = _PAGE.sub("", head)
        if found := date_in(text):
            text = f"{text[: found[1]]} {text[found[2] :]}"
            text = " ".join(word for word in text.split() if not is_weekday(word))
        text = " ".join(text.split()).strip(" ,|·–—-")
        if text and text[0].isupper() and 1 <= len(text.split()) <= 6:
            return text
    return None
