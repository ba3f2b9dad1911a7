"""LexisNexis Academic (to 2019), as wrapped text or as a page: "1 of 3 DOCUMENTS" before each.

Labels are in the language of the interface or of the source, several in one file; only those listed
count, because transcripts have speakers' names in capitals with a colon, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from archive.read.exports.blocks import Block
from archive.read.exports.bylines import is_byline, names
from archive.read.exports.dates import date_in, day_of
from archive.read.exports.html import lines, tree_of
from archive.read.exports.marks import SEPARATOR
from archive.read.exports.record import Export, Exported
from archive.read.exports.words import alternatives, labels, language_of, roles, word_count, words

VENDOR = "LexisNexis"

_COPYRIGHT = re.compile(r"(?:Copyright\b|©|\(c\)\s?\d{4})", re.IGNORECASE)
_RIGHTS = re.compile(
    r"(?:All Rights Reserved|Tous Droits R|Alle Rechte vorbehalten|Todos los)", re.I
)
_STATED = re.compile(r"(\d{1,6}) \w{2,3} (\d{1,6})\b")
_CENTRED = 6
"""Spaces before a line that is centred; a paragraph has up to four."""

_ERROR_WORDS = 60
"""Words of a page that says that the article could not be shown."""

_BEFORE = ("section", "length", "byline", "place", "title", "deck", "body")
_BEHIND = ("load", "language", "caption", "kept", "other")


@dataclass(slots=True)
class Group:
    """Lines without an empty one between them, joined; ``rows`` are the lines."""

    text: str
    rows: list[str]
    is_centred: bool = False


def read_page(data: bytes, charset: str | None) -> Export | None:
    """Return the articles of a page; its classes differ from file to file, so its lines count."""
    return read_lines(lines(tree_of(data, charset)))


def read_text(text: str) -> Export | None:
    """Return the articles of an export that is text; None where nothing tells them apart."""
    return _export(list(_groups(text.replace("\r\n", "\n").replace("\f", "\n\n"))))


def read_lines(lines: Sequence[str]) -> Export | None:
    """Return the articles of an export whose paragraphs are a line each: a page, a document."""
    return _export([Group(line, [line]) for line in lines])


def read_blocks(found: Sequence[Block]) -> Export | None:
    """Return the articles of what a document holds."""
    return read_lines([one.plain for one in found if one.plain])


def _groups(text: str) -> Iterator[Group]:
    held: list[str] = []
    for row in [*text.split("\n"), ""]:
        is_centred = len(row) - len(row.lstrip()) >= _CENTRED and bool(row.strip())
        if held and (not row.strip() or is_centred):
            yield Group(" ".join(held), held)
            held = []
        if is_centred:
            yield Group(" ".join(row.split()), [row.strip()], is_centred=True)
        elif row.strip():
            held.append(" ".join(row.split()))


def _export(groups: list[Group]) -> Export | None:
    places = [place for place, one in enumerate(groups) if SEPARATOR.fullmatch(one.text)]
    if not places:
        article = _article(groups)
        return Export(VENDOR, [article]) if article.published and article.words else None
    totals = [int(match[2]) for place in places if (match := _STATED.search(groups[place].text))]
    parts = [groups[a + 1 : b] for a, b in zip(places, [*places[1:], len(groups)], strict=True)]
    # The total is that of the search where only a part was exported ("2 of 240"), or of the file.
    is_whole = bool(totals) and len(set(totals)) == 1 and totals[0] >= len(parts)
    numbers = [match[1] for place in places if (match := _STATED.search(groups[place].text))]
    from_first = numbers[:1] == ["1"]
    stated = (
        totals[0] if is_whole and from_first and not _is_selection(groups[: places[0]]) else None
    )
    return Export(VENDOR, [_article(part) for part in parts], stated)


def _is_selection(slip: Sequence[Group]) -> bool:
    """Tell whether the order slip says that a part of the hits was asked for."""
    return any(re.search(r"\b\d{1,6}\s?[-,]\s?\d{1,6}\b", one.text) for one in slip[:3])


@cache
def _label_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return labels("lexisnexis", *_BEFORE), labels("lexisnexis", *_BEHIND)


def _article(groups: Sequence[Group]) -> Exported:
    article = Exported()
    head, body, foot = _cut(groups)
    _read_head(article, head)
    for one in foot:
        _read_foot(article, one)
    article.paragraphs = [*_text(article, body), *_kept(foot)]
    is_short = sum(len(one.split()) for one in article.paragraphs) < _ERROR_WORDS
    said = " ".join([*article.paragraphs, *(one.text for one in head)]) if is_short else ""
    is_bare = not (article.published or article.words or article.authors or article.section)
    if _errors().search(said) or (is_bare and is_short):
        article.problem = "is a page that says the article could not be shown, not its text"
    elif not article.paragraphs:
        article.problem = "has no text"
    return article


@cache
def _errors() -> re.Pattern[str]:
    return re.compile(alternatives(words("lexisnexis", "errors")), re.IGNORECASE)


def _cut(groups: Sequence[Group]) -> tuple[list[Group], list[Group], list[Group]]:
    """Cut an article into what stands before its text, the text, and what stands behind it."""
    before, behind = _label_patterns()
    first = next((n for n, one in enumerate(groups[:40]) if before.fullmatch(one.text)), None)
    place = _end_of_head(groups) if first is None else first
    while place < len(groups) and (match := before.fullmatch(groups[place].text)):
        place += 1
        if roles("lexisnexis")[match[1]] == "body":
            break
    end = next((n for n in range(place, len(groups)) if _is_foot(groups[n], behind)), len(groups))
    return list(groups[:place]), list(groups[place:end]), list(groups[end:])


def _end_of_head(groups: Sequence[Group]) -> int:
    """Return the place behind the headline of an article without labels: the date, and a line."""
    for place, one in enumerate(groups[:8]):
        if date_in(one.text) and len(one.text) < 80:
            place += 1
            while place < len(groups) and (
                groups[place].is_centred or _is_edition(groups[place].text)
            ):
                place += 1
            return min(place + 1, len(groups))
    return min(1, len(groups))


def _is_foot(one: Group, behind: re.Pattern[str]) -> bool:
    """Tell whether a line opens the foot: a label that is listed, or the copyright's line."""
    if (_COPYRIGHT.match(one.text) or _RIGHTS.match(one.text)) and len(one.text) < 200:
        return True
    match = behind.fullmatch(one.text)
    if match is None:
        return False
    return roles("lexisnexis")[match[1]] != "load" or date_in(match[2]) is not None


def _read_head(article: Exported, head: Sequence[Group]) -> None:
    before, _ = _label_patterns()
    lines = list[Group]()
    for one in head:
        if match := before.fullmatch(one.text):
            _note(article, roles("lexisnexis")[match[1]], match[2].strip())
        elif not _COPYRIGHT.match(one.text) and not _RIGHTS.match(one.text):
            lines.append(one)
    day = next((n for n, one in enumerate(lines) if _is_date(one.text)), None)
    if day is not None:
        article.published = day_of(lines[day].text)
        article.publisher = " ".join(one.text for one in lines[:day][:1]) or None
        _read_title(article, lines[day + 1 :])
    elif lines:
        article.publisher = lines[0].text if len(lines) > 1 else None
        _read_title(article, lines[1:] or lines)


def _is_date(text: str) -> bool:
    found = date_in(text)
    return found is not None and found[1] < 15 and len(text) < 80


def _read_title(article: Exported, lines: Sequence[Group]) -> None:
    rest = list[Group]()
    for one in lines:
        if not rest and (_is_date(one.text) or _is_edition(one.text)):
            article.edition = article.edition or (None if _is_date(one.text) else one.text)
        elif one.is_centred and any(not later.is_centred for later in lines):
            continue
        else:
            rest.append(one)
    if not rest or article.title:
        return
    rows = rest[0].rows
    if (
        len(rows) > 1
        and rows[-2].endswith(";")
        and len(rows[-1].split()) <= 5
        and not article.authors
    ):
        article.authors, rows = names(rows[-1]), rows[:-1]
    article.title = " ".join(rows).rstrip(";")


def _is_edition(text: str) -> bool:
    known = alternatives(words("lexisnexis", "editions"))
    return (
        len(text.split()) <= 6 and re.search(rf"\b(?:{known})\b", text, re.IGNORECASE) is not None
    )


def _note(article: Exported, role: str, value: str) -> None:
    if role == "section":
        article.section = value or None
    elif role == "length":
        article.words = word_count(value, whole=False)
    elif role == "byline":
        article.authors = names(value)
    elif role == "place":
        article.place = value or None
    elif role == "title":
        article.title = value or None
    elif role == "body" and value:
        article.paragraphs.append(value)


def _text(article: Exported, body: Sequence[Group]) -> list[str]:
    found = [*article.paragraphs, *(one.text for one in body)]
    if found and is_byline(found[0]) and names(found[0]):
        article.authors = article.authors or names(found[0])
        return found[names(found[0]) == article.authors :]
    return found


def _read_foot(article: Exported, one: Group) -> None:
    match = _label_patterns()[1].fullmatch(one.text)
    role = roles("lexisnexis")[match[1]] if match else ""
    if match and role == "language":
        article.language = language_of(match[2])
    elif match and role == "caption" and match[2].strip():
        article.captions.append(match[2].strip())


def _kept(foot: Sequence[Group]) -> Iterator[str]:
    """Yield notes and corrections, which belong to the text wherever they stand."""
    for one in foot:
        match = _label_patterns()[1].fullmatch(one.text)
        if match and roles("lexisnexis")[match[1]] == "kept" and match[2].strip():
            yield match[2].strip()
