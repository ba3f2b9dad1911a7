"""Factiva's articles, from rows of codes ("HD", "PD", "LP") or from lines without them.

Without codes only the line with the number of words is sure in its shape: in 714 of 714 articles
the date stood behind it, then the publisher, its code, and at the end language and copyright. That
line is the anchor, in any language of the interface.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from archive.read.exports.blocks import Block, paragraphs_of
from archive.read.exports.bylines import is_byline, names
from archive.read.exports.dates import date_in, day_of, time_of
from archive.read.exports.marks import ACCESSION
from archive.read.exports.record import Export, Exported
from archive.read.exports.words import alternatives, folded, language_of, word_count, words

VENDOR = "Factiva"

_ID = re.compile(ACCESSION)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?(?:[AP]M|GMT|Uhr))?", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_PAGE = re.compile(r"(?:[A-Z]{0,3}-?)?\d{1,4}(?:[,-]\s?\w{1,5}){0,5}")
_GAP = re.compile(r"[ \t\xa0|]{2,}|\t|\||$|\xa0")
_STOPS = tuple(".!?”\"。»'’)")
_HEAD = 8
"""Lines above that with the number of words: section, headline, byline, credit."""


@dataclass(slots=True)
class Lines:
    """An article's lines; a page marks which are text (``is_marked``), headline and byline."""

    head: list[str]
    text: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    title: str | None = None
    authors: str | None = None
    language: str | None = None
    is_marked: bool = False


def from_codes(rows: Mapping[str, str]) -> Exported:
    """Return the article of rows of codes, their values with a paragraph a line."""
    article = Exported(
        paragraphs=[*paragraphs_of(rows.get("LP", "")), *paragraphs_of(rows.get("TD", ""))],
        title=_line(rows.get("HD")),
        publisher=_line(rows.get("SN")),
        authors=names(rows.get("BY")),
        section=_line(rows.get("SE")),
        edition=_line(rows.get("ED")),
        language=language_of(rows.get("LA")),
        words=word_count(rows.get("WC", "")),
        captions=paragraphs_of(rows.get("ART", "")),
        published=day_of(rows.get("PD")),
    )
    clock = time_of(rows.get("ET", ""))
    if article.published and len(article.published) == 10 and clock:
        article.published += f" {clock}"
    if match := _ID.search(rows.get("AN", "")):
        article.id = f"factiva:{match[0]}"
    return _checked(article)


def from_lines(one: Lines) -> Exported:
    """Return the article of lines without codes."""
    article = Exported(title=one.title, authors=names(one.authors), language=one.language)
    anchor = next((n for n, line in enumerate(one.head) if is_anchor(one.head, n)), None)
    if anchor is None:
        article.problem = (
            "has no line with the number of its words, by which it could be recognised"
        )
        return article
    _read_above(article, one.head[:anchor])
    below = one.head[anchor + 1 :]
    article.words = word_count(one.head[anchor])
    if below:
        article.published = day_of(below[0])
    rest = below[1:]
    if rest and _TIME.fullmatch(rest[0]):
        clock = time_of(rest.pop(0))
        article.published = f"{article.published} {clock}" if clock else article.published
    if rest:
        article.publisher = rest.pop(0)
    end = next((n for n, line in enumerate(rest) if _is_copyright(line)), None)
    facts = rest[: end if end is not None else _end_of_facts(rest)]
    _read_facts(article, facts)
    left = rest[len(facts) + (end is not None) :]
    article.paragraphs = one.text if one.is_marked else _without_foot(article, left)
    _read_number(article, one.foot if one.is_marked else left)
    return _checked(article)


def is_anchor(lines: Sequence[str], place: int) -> bool:
    """Tell whether a line is the number of words, and the next one a date."""
    if word_count(lines[place]) is None or place + 1 >= len(lines):
        return False
    found = date_in(lines[place + 1])
    return found is not None and found[1] < 15


def _read_above(article: Exported, above: Sequence[str]) -> None:
    """Fill headline and byline from the lines above the number of words.

    A page marks both. Of plain lines the byline says "By", or stands between headline and number.
    """
    if article.title is not None:
        at = next((n for n, line in enumerate(above) if line == article.title), 0)
        article.section = above[0] if at > 0 else None
        return
    lines = list(above[-_HEAD:])
    by = next((n for n, line in enumerate(lines) if n and is_byline(line)), None)
    if by is not None:
        article.authors, lines = names(lines[by]), lines[:by]
    elif len(lines) > 1 and _is_name(lines[-1]):
        article.authors = names(lines.pop())
    if len(lines) > 1 and len(lines[0].split()) <= 3 < len(lines[1].split()):
        article.section = lines.pop(0)
    article.title = lines[0] if lines else None


def _is_name(line: str) -> bool:
    found = names(line)
    words_of = [word for word in line.split() if word[:1].isalpha()]
    capital = all(word[0].isupper() for word in words_of)
    return bool(found) and capital and len(words_of) <= 4 * len(found)


def _read_facts(article: Exported, facts: Sequence[str]) -> None:
    """Fill edition and language from the lines between publisher and copyright."""
    rest = list(facts)
    if rest and language_of(rest[-1]):
        article.language = article.language or language_of(rest.pop())
    if rest and _CODE.fullmatch(rest[0]):
        rest.pop(0)
    editions = [line for line in rest if not _PAGE.fullmatch(line) and not language_of(line)]
    article.edition = "; ".join(editions)[:200] or None


def _end_of_facts(rest: Sequence[str]) -> int:
    """Return where the head ends that states no copyright: behind the language."""
    return next((n + 1 for n, line in enumerate(rest[:8]) if language_of(line)), 0)


@cache
def _copyright() -> re.Pattern[str]:
    return re.compile(alternatives(words("factiva", "copyright")), re.IGNORECASE)


def _is_copyright(line: str) -> bool:
    return _copyright().match(line) is not None


def _read_number(article: Exported, lines: Sequence[str]) -> None:
    """Take the accession number from the last line that states one."""
    line = next((line for line in reversed(lines) if is_document_line(line)), "")
    if match := _ID.search(line):
        article.id = f"factiva:{match[0]}"


def _without_foot(article: Exported, lines: Sequence[str]) -> list[str]:
    """Return the text without "Document …" and the name of the provider above it."""
    places = (n for n in range(len(lines) - 1, -1, -1) if is_document_line(lines[n]))
    place = next(places, None)
    if not place:
        return list(lines)
    last = lines[place - 1]
    is_provider = len(last.split()) <= 12 and not last.endswith(_STOPS)
    known = article.publisher and folded(article.publisher) in folded(last) and len(last) < 80
    return list(lines[: place - 1 if is_provider or known else place])


def is_document_line(line: str) -> bool:
    """Tell whether a line is "Document" in some language and an accession number."""
    start, _, rest = line.strip().partition(" ")
    return bool(rest and len(start) <= 12 and _ID.fullmatch(rest.strip()))


def _checked(article: Exported) -> Exported:
    if not article.paragraphs and not article.problem:
        article.problem = "has no text"
    return article


def _line(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None


def read_blocks(found: Sequence[Block]) -> Export | None:
    """Return the articles of a document: rows of a table with codes, lines with or without them."""
    if any(one.cells[:1] == ("HD",) for one in found):
        rows = ((one.cells[0].strip(), "\n".join(one.cells[1:])) for one in found if one.cells)
        return _coded(row for row in rows if row[0] in words("factiva", "codes"))
    return read_text("\n".join(one.text for one in found))


def read_text(text: str) -> Export | None:
    """Return the articles of a text: with codes at the beginning of lines, or without any."""
    lines = [line.rstrip() for line in text.replace("\f", "\n").replace("\r\n", "\n").split("\n")]
    if any(_code_of(line) == "HD" for line in lines):
        return _coded(_rows(lines))
    tidy = [" ".join(line.replace("\xa0", " ").split()) for line in lines]
    return _uncoded([line for line in tidy if line])


def _coded(rows: Iterable[tuple[str, str]]) -> Export | None:
    """Return the articles of rows; one begins behind a number, or where a code comes again."""
    articles: list[Exported] = []
    held: dict[str, str] = {}
    for code, value in rows:
        if held and ("AN" in held or code in held):
            articles.append(from_codes(held))
            held = {}
        held[code] = value
    if held.keys() & {"HD", "LP", "TD"}:
        articles.append(from_codes(held))
    return Export(VENDOR, articles) if articles else None


def _code_of(line: str) -> str | None:
    """Return the code that a line begins with, which a gap or nothing follows; None for none."""
    code = line[:3].strip(" \t\xa0|")
    if code in words("factiva", "codes") and _GAP.match(line, len(code)):
        return code
    return None


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield codes and values of a text; a code counts only where it is next in Factiva's order."""
    order = words("factiva", "codes")
    code, value, last = "", list[str](), -1
    for line in lines:
        if line.strip() in words("factiva", "summary"):
            break
        found = _code_of(line)
        place = order.index(found) if found else -1
        if found and (place > last or code == "AN"):
            if code:
                yield code, "\n".join(value)
            code, value, last = found, [line[len(found) :].strip(" \t\xa0|")], place
        elif code:
            value.append(line)
    if code:
        yield code, "\n".join(value)


def _uncoded(lines: Sequence[str]) -> Export | None:
    """Return the articles of lines: each ends at its "Document …", or begins at its anchor."""
    end = next((n for n, line in enumerate(lines) if line in words("factiva", "summary")), None)
    lines = lines[:end]
    anchors = [n for n in range(len(lines)) if is_anchor(lines, n)]
    if not anchors:
        return None
    ends = [n + 1 for n, line in enumerate(lines) if is_document_line(line)]
    starts = [0, *(end for end in ends if any(anchor > end for anchor in anchors))]
    parts = [list(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return Export(VENDOR, [from_lines(Lines(head=part)) for part in parts], len(anchors))
