"""A document of an office program that is one article: what its first lines say of it.

The program's own properties are no facts of the article: "creator" is who typed it, "created" when.
"""

import re
from collections.abc import Sequence

from archive.read.exports.blocks import Block, paragraphs_of
from archive.read.exports.bylines import is_byline, names
from archive.read.exports.dates import date_in, day_of
from archive.read.exports.record import Exported
from archive.read.exports.words import folded, is_weekday, words

_TITLES = ("title", "heading 1", "titre", "titel", "überschrift 1", "titre 1")
_HEAD = 6
"""Lines in which byline and date are looked for: title, deck, byline, paper and day."""

LONGEST = 120
"""Characters of a line of the head; a paragraph of news has 200."""


def read_plain(found: Sequence[Block], publisher: str | None = None) -> Exported:
    """Return the article of a document; ``title`` is None where no style says it.

    ``publisher`` is what the head of its pages names.
    """
    article = Exported(publisher=publisher)
    lines, above = [one for one in found if one.plain], list[Block]()
    title = next((place for place, one in enumerate(lines[:_HEAD]) if one.style in _TITLES), None)
    if title is not None:
        article.title = lines[title].plain
        above, lines = lines[:title], lines[title + 1 :]
    head = [one.plain for one in lines[:_HEAD] if not one.cells]
    taken = _read_head(article, head, start=0 if title is not None else 1)
    if title is None and 1 in taken and _is_title(head[0]):
        article.title = head[0]
        taken.add(0)
    for place, one in enumerate(lines):
        if place in taken:
            continue
        if "caption" in one.style or one.style in ("légende", "beschriftung"):
            article.captions.append(one.plain)
        else:
            article.paragraphs += paragraphs_of(one.text)
    _read_above(article, [one.plain for one in above])
    return article


def _read_above(article: Exported, above: Sequence[str]) -> None:
    """Read what stands above the headline: the paper and the day, where nothing else says them."""
    for text in reversed(above):
        if len(text) > LONGEST:
            article.paragraphs.insert(0, text)
        elif not article.published and _is_dateline(article, text):
            continue
        elif not article.publisher and _is_paper(text) and len(text.split()) <= 6:
            article.publisher = text.title() if text.isupper() else text


def _read_head(article: Exported, head: Sequence[str], start: int) -> set[int]:
    """Fill byline, publisher and day; return the places of the lines that said no more.

    Above ``start`` stands the headline. A bare name or a paper's counts beside another such line.
    """
    taken = set[int]()
    for place, text in enumerate(head):
        if len(text) > LONGEST:
            break
        if is_byline(text) and not article.authors:
            article.authors = names(text)
            taken.add(place)
        elif place >= start and not article.published and _is_dateline(article, text):
            taken.add(place)
    for place in range(start, len(head)):
        if place in taken or not taken & {place - 1, place + 1} or not _is_title(head[place]):
            continue
        if not article.publisher and _is_paper(head[place]) and len(head[place].split()) <= 6:
            article.publisher = head[place]
            taken.add(place)
        elif not article.authors and _is_name(head[place]):
            article.authors = names(head[place])
            taken.add(place)
    return taken


def _is_title(text: str) -> bool:
    return len(text) <= LONGEST and not text.endswith((".", ":", ";", ",", "!", "”", '"'))


def _is_name(text: str) -> bool:
    """Tell whether a line is nothing but names: "Miriam Castell", "A. Li and Jo Lind"."""
    found = names(text)
    kept = sum(len(name.split()) for name in found)
    capital = all(word[:1].isupper() for name in found for word in name.split())
    return bool(found) and capital and kept >= 2 * len(found) and kept >= len(text.split()) - 1


def _is_dateline(article: Exported, text: str) -> bool:
    """Read a line that is a day, or a paper and a day: "The Basin Review, 18 April 2024"."""
    found = date_in(text)
    if found is None or len(found[0]) < 10:
        return False
    before = _without_weekday(text[: found[1]]).strip(" ,|·–—-")
    after = text[found[2] :].strip(" ,|·–—-.")
    is_sentence = len(re.findall(r"\w+", after)) > 4 or len(before.split()) > 8
    if is_sentence or before.endswith((".", "!", "?", ":")):
        return False
    if before and not before[0].isupper():
        return False
    article.published = day_of(text)
    if _is_paper(before) and not article.publisher:
        article.publisher = before
    else:
        article.place = before or None
    return True


def _is_paper(text: str) -> bool:
    """Tell the name of a paper from that of a place: "The Basin Review", "Norrhamn"."""
    first = folded(text.split()[0]) if text else ""
    known = {folded(word) for word in words("papers", "words")}
    return (
        len(text.split()) > 3
        or first in {folded(word) for word in words("papers", "first")}
        or any(folded(word) in known for word in text.split())
    )


def _without_weekday(text: str) -> str:
    before, _, last = text.rstrip(" ,").rpartition(" ")
    return before if is_weekday(last) else text
