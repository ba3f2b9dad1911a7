"""Nexis Uni and Lexis Advance, as DOCX, RTF or text: an article a section.

Checked over 382 articles of ten real DOCX files: each begins at a bookmark "Bookmark_1" and ends at
"End of Document"; then headline, publisher and date, fields with labels, "Body", the text, and
behind it captions, links, index terms and the day of loading. The cover is not stored: it holds the
searcher's name and terms.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from archive.read.exports.blocks import Block, paragraphs_of
from archive.read.exports.bylines import is_byline, names
from archive.read.exports.dates import date_in, day_of
from archive.read.exports.record import Export, Exported
from archive.read.exports.words import (
    alternatives,
    folded,
    is_weekday,
    labels,
    language_of,
    roles,
    word_count,
    words,
)

VENDOR = "Nexis Uni"

_ARTICLE = re.compile(r"Bookmark_\d{1,6}", re.IGNORECASE)
_BODY = re.compile(r"Body(?:_\d{1,6})?", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:Page|Seite|Página|Pagina)\s\d{1,6}\s(?:of|von|de|sur|van|di)\s\d{1,6}", re.I
)
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\)\s?\d{4}|All Rights Reserved)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_ID = re.compile(r"urn:contentItem:([\w-]{10,60})", re.IGNORECASE)
_LISTED = re.compile(r"\d{1,4}\.\s(.{3,})")
_EDITION = re.compile(r"\s[-–—]\s([^-–—]{2,60}\b(?:edition|ausgabe|édition|edición)\b.*)$", re.I)
_HEAD = 12
"""Lines before the first label: headline, publisher, blog, date, copyright and a few."""


def read_nexis(found: Sequence[Block], stated: int | None = None) -> Export | None:
    """Return the articles of a document; None where it is no export of Nexis.

    ``stated`` is the number in the file's properties, which counts the cover too.
    """
    found = [one for one in found if one.plain or one.bookmarks]
    starts = [
        place for place, one in enumerate(found) if any(map(_ARTICLE.fullmatch, one.bookmarks))
    ]
    ends = [place for place, one in enumerate(found) if _is_end(one.plain)]
    if not ends or not (starts or any(_is_body(one) for one in found)):
        return None
    if not starts:
        starts = _starts(found, ends)
    cover, listed = found[: starts[0]], _stated_by_cover(found[: starts[0]])
    if stated is not None and cover:
        stated -= any(one.plain for one in cover)
    if listed is not None:
        stated = listed
    stops = [*starts[1:], len(found)]
    parts = (_until_end(found[start:stop]) for start, stop in zip(starts, stops, strict=True))
    return Export(VENDOR, [_article(part) for part in parts], stated)


def opens(text: str) -> bool:
    """Tell whether a line is one of those that stand alone: a label, "Body", "End of Document"."""
    one = Block(text)
    return bool(_is_end(one.plain) or _is_body(one) or _label(one) or _section(one))


def _is_end(text: str) -> bool:
    return text in words("nexis", "end")


def _is_body(one: Block) -> bool:
    marked = any(map(_BODY.fullmatch, one.bookmarks))
    return (marked and not one.plain) or one.plain in words("nexis", "body")


def _until_end(part: Sequence[Block]) -> Sequence[Block]:
    end = next((place for place, one in enumerate(part) if _is_end(one.plain)), len(part))
    return [one for one in part[:end] if not _PAGE.fullmatch(one.plain)]


def _starts(found: Sequence[Block], ends: Sequence[int]) -> list[int]:
    """Return where articles begin in a file without bookmarks: behind the cover and each end."""
    titles = {folded(match[1]) for one in found if (match := _LISTED.fullmatch(one.plain))}
    body = next((place for place, one in enumerate(found) if _is_body(one)), 0)
    first = next(
        (place for place in range(body, -1, -1) if folded(found[place].plain) in titles), None
    )
    if first is None:
        covers = (place for place, one in enumerate(found[:body]) if _is_cover(one))
        first = max(covers, default=-1) + 1
    later = (end + 1 for end in ends if end > first and end + 1 < len(found))
    return [first, *(start for start in later if any(map(_is_body, found[start:])))]


@cache
def _cover() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('nexis', 'cover'))})\s?(?:[:(|].*|$)", re.DOTALL)


def _is_cover(one: Block) -> bool:
    is_listed = _LISTED.fullmatch(one.plain) is not None and one.link is not None
    return is_listed or bool(one.cells) or _cover().match(one.plain) is not None


def _stated_by_cover(cover: Sequence[Block]) -> int | None:
    """Return the number in "Documents (3)"."""
    for one in cover:
        if match := re.fullmatch(r"[^\W\d_]{5,14}\s?\((\d{1,6})\)", one.plain):
            return int(match[1])
    return None


def _article(part: Sequence[Block]) -> Exported:
    article = Exported()
    lines = [one for one in part if one.plain]
    first = next((place for place, one in enumerate(lines[:60]) if _label(one)), None)
    body = next((place for place, one in enumerate(lines[:90]) if _is_body(one)), None)
    head = min(_HEAD, *(place for place in (first, body) if place is not None), len(lines))
    _read_head(article, lines[:head])
    place = head
    stop = body if body is not None else len(lines)
    while place < stop and (pair := _label(lines[place])):
        _note(article, *pair)
        place += 1
    for one in lines[place:stop] if body is not None else ():
        if pair := _label(one):
            _note(article, *pair)
    rest = lines[body + 1 if body is not None else place :]
    _read_text(article, rest)
    if not article.paragraphs:
        article.problem = "has no text"
    return article


def _label(one: Block) -> tuple[str, str] | None:
    """Return what a line's label holds, and its value; None for a line without one."""
    text = one.text.replace("\xa0", " ").strip()
    match = _labels().fullmatch(text)
    return (roles("lexisnexis")[match[1]], " ".join(match[2].split())) if match else None


@cache
def _labels() -> re.Pattern[str]:
    lists = ("section", "length", "byline", "place", "deck", "load", "language", "other")
    return labels("lexisnexis", *lists)


def _read_head(article: Exported, head: Sequence[Block]) -> None:
    lines = [one for one in head if not _COPYRIGHT.match(one.plain)]
    if lines:
        article.title = lines[0].plain
        link = next((one.link for one in lines[:1] if one.link), None)
        if link and (match := _ID.search(link)):
            article.id = f"lexis:{match[1].upper()}"
            article.url = link.split("&context=")[0]
    if len(lines) > 1:
        article.publisher = lines[1].plain
        if match := _EDITION.search(article.publisher):
            article.publisher, article.edition = article.publisher[: match.start()], match[1]
        article.publisher = article.publisher.rstrip(". ") or None
    for one in lines[2:]:
        found = date_in(one.plain)
        if found and found[1] < 15:
            article.published = day_of(one.plain)
            article.edition = article.edition or _edition(one.plain[found[2] :])
            return
    years = (_YEAR.search(one.plain) for one in head if _COPYRIGHT.match(one.plain))
    if year := next(filter(None, years), None):
        article.published, article.published_method = year[0], "copyright"


def _edition(text: str) -> str | None:
    """Return the edition behind a date: " Thursday,, FINAL EDITION"."""
    found = text.replace(",", " , ").split()
    while found and (found[0] == "," or is_weekday(found[0]) or found[0][0].isdigit()):
        found = found[1:]
    known = {folded(word) for word in words("lexisnexis", "editions")}
    if not any(folded(word) in known for word in found):
        return None
    return " ".join(found).replace(" ,", ",").strip(" ,")


def _note(article: Exported, role: str, value: str) -> None:
    if role == "section":
        article.section = value or None
    elif role == "length":
        article.words = word_count(value, whole=False)
    elif role == "byline":
        article.authors = names(value)
    elif role == "place":
        article.place = value or None
    elif role == "language":
        article.language = article.language or language_of(value)


def _read_text(article: Exported, lines: Sequence[Block]) -> None:
    """Fill paragraphs and captions; what lies in other sections is no text."""
    section, has_ended = "kept", False
    for place, one in enumerate(lines):
        pair = _label(one)
        if pair and (has_ended or _is_foot(pair, lines[place:])):
            has_ended = True
            _note(article, *pair)
        elif (name := _section(one)) and not has_ended:
            section = name
            has_ended = one.plain in words("nexis", "dropped")[1:]
            if name == "kept":
                article.paragraphs.append(one.plain)
        elif not has_ended and section == "kept":
            article.paragraphs += paragraphs_of(one.text)
        elif not has_ended and section == "captions":
            article.captions.append(one.plain)
    article.paragraphs = list(_without_extras(article, article.paragraphs))


def _is_foot(pair: tuple[str, str], rest: Sequence[Block]) -> bool:
    """Tell whether a label opens the foot: the day of loading, or index terms up to the end."""
    if pair[0] == "load":
        return date_in(pair[1]) is not None
    if pair[0] not in ("language", "other"):
        return False
    return all(_label(one) or _section(one) for one in rest[:3])


def _section(one: Block) -> str | None:
    """Return what a line that stands alone opens: a section of captions, of what is dropped …"""
    for name in ("captions", "dropped", "kept"):
        if one.plain in words("nexis", name):
            return name
    return None


def _without_extras(article: Exported, paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs without the Guardian's abstract and a byline that stands again."""
    place = 0
    if "FULL TEXT" in paragraphs[:12] and "ABSTRACT" in paragraphs[:3]:
        place = paragraphs.index("FULL TEXT") + 1
    if place < len(paragraphs) and is_byline(paragraphs[place]):
        article.authors = article.authors or names(paragraphs[place])
        place += names(paragraphs[place]) == article.authors
    yield from paragraphs[place:]
