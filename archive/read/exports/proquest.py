"""ProQuest, as text, page or mail: a line of underscores before each article, then labels.

Within the text each line is a paragraph, and what looks like a label may stand there ("Twitter:",
"The question is:"): the text ends at an empty line that a listed label follows. In 373 of 373
articles of a real file it did.
"""

import re
from collections.abc import Sequence
from functools import cache

from archive.read.exports.bylines import names
from archive.read.exports.dates import date_in, day_of
from archive.read.exports.html import Tree, lines, tree_of
from archive.read.exports.record import Export, Exported
from archive.read.exports.words import folded, labels, language_of, roles

VENDOR = "ProQuest"

RULE = re.compile(r"_{40,80}")
"""The line before each article: 60 underscores in the files seen."""

_NUMBER = re.compile(r"(?:Document|Dokument|Documento) (\d{1,6}) (?:of|von|de|sur|di) (\d{1,6})")
_WITHOUT = re.compile(r"(?:not available|none available|nicht verfügbar|non disponible)", re.I)
_ADDRESS = re.compile(r"https?://\S+")
_DIGITS = re.compile(r"\d{5,}")
_LISTS = ("author", "info", "abstract", "text", "publisher", "published", "section", "language",
          "id", "url", "title", "place", "caption", "credit", "other")  # fmt: skip
_TAIL = 12
"""Lines at the end of a text among which captions and credits are looked for."""


def read_text(text: str) -> Export | None:
    """Return the articles of a text; None where nothing tells them apart."""
    rows = [" ".join(row.replace("\xa0", " ").split()) for row in text.splitlines()]
    parts: list[list[str]] = [[]]
    for row in rows:
        if RULE.fullmatch(row):
            parts.append([])
        else:
            parts[-1].append(row)
    return _export(parts)


def read_page(data: bytes, charset: str | None) -> Export | None:
    """Return the articles of a page: each behind an anchor ``DocID_…``, a block a line."""
    return read_tree(tree_of(data, charset))


def read_tree(tree: Tree) -> Export | None:
    """Return the articles of a page that is parsed."""
    for anchor in tree.xpath("//a[starts-with(@name, 'DocID_')]"):
        anchor.text = f"{anchor.text or ''}\n{'_' * 60}\n"
        anchor.tag = "div"
    return read_text("\n\n".join(lines(tree)))


def _export(parts: Sequence[Sequence[str]]) -> Export | None:
    found, stated = [], set[int]()
    for part in parts:
        kept = []
        for row in part:
            if match := _NUMBER.fullmatch(row):
                stated.add(int(match[2]))
            else:
                kept.append(row)
        if article := _article(kept):
            found.append(article)
    whole = next(iter(stated)) if len(stated) == 1 else None
    return Export(VENDOR, found, whole) if found else None


@cache
def _labels() -> re.Pattern[str]:
    return labels("proquest", *_LISTS)


def _label(row: str) -> tuple[str, str] | None:
    match = _labels().fullmatch(row)
    return (roles("proquest")[match[1]], match[2].strip()) if match else None


def _article(rows: Sequence[str]) -> Exported | None:
    """Return the article of the lines between two rules; None for a list of titles or the foot."""
    article, facts = Exported(), dict[str, str]()
    title = list[str]()
    place = 0
    while place < len(rows):
        row = rows[place]
        pair = _label(row)
        if pair is None:
            title += [row] * (bool(row) and not facts and not _ADDRESS.fullmatch(row))
            place += 1
        elif pair[0] == "text" and "text" not in facts:
            end = _end_of_text(rows, place + 1)
            facts["text"] = pair[1]
            article.paragraphs = [one for one in (pair[1], *rows[place + 1 : end]) if one]
            place = end
        else:
            value, place = _value(rows, place, pair[1])
            facts.setdefault(pair[0], value)
    if not facts.keys() & {"text", "info", "id", "abstract", "publisher"}:
        return None
    _fill(article, facts, " ".join(title))
    return article


def _value(rows: Sequence[str], place: int, value: str) -> tuple[str, int]:
    """Return a label's value with the lines below it up to an empty one, and where it ends."""
    parts, place = [value], place + 1
    if not value:  # on a page the value may be a block of its own
        while place < len(rows) and not rows[place]:
            place += 1
    while place < len(rows) and rows[place] and not _label(rows[place]):
        parts.append(rows[place])
        place += 1
    return " ".join(filter(None, parts)), place


def _end_of_text(rows: Sequence[str], start: int) -> int:
    """Return where a text ends: at an empty line and a label that is listed for behind it."""
    for place in range(start, len(rows)):
        if rows[place - 1] or not (pair := _label(rows[place])):
            continue
        if pair[0] not in ("caption", "credit", "text", "abstract", "place"):
            return place
    return len(rows)


def _fill(article: Exported, facts: dict[str, str], title: str) -> None:
    info = facts.get("info", "")
    article.title = title or facts.get("title") or None
    article.publisher = _publisher(facts.get("publisher", ""), info)
    found = date_in(info)
    article.published = day_of(facts.get("published")) or (found[0] if found else None)
    article.section = facts.get("section") or None
    article.language = language_of(facts.get("language"))
    article.url = facts.get("url") or None
    article.place = facts.get("place") or None
    if match := _DIGITS.search(facts.get("id", "") or (article.url or "")):
        article.id = f"proquest:{match[0]}"
    _take_captions(article)
    if facts.get("author"):
        article.authors = names(facts["author"], inverted=True)
    article.authors = article.authors or names(facts.get("credit"))
    if len(article.paragraphs) == 1 and _WITHOUT.search(article.paragraphs[0][:60]):
        article.paragraphs = []
    if not article.paragraphs:
        article.problem = "has no full text in this export, only what is said of it"


def _publisher(title: str, info: str) -> str | None:
    """Return the paper: "Toronto Star; Toronto, Ont." is the Toronto Star.

    The title of a blog is cut to its first word; the line of the publication has it whole.
    """
    name = title.split(";")[0].strip()
    whole = re.split(r"\s;|;|\s\[|\(Online\)", info)[0].strip(" ,")
    if whole and (not name or folded(whole).startswith(folded(name))) and not date_in(whole):
        return whole
    return name or None


def _take_captions(article: Exported) -> None:
    """Take captions and credits from the end of the text; a credit names the authors."""
    text = article.paragraphs
    starts = (n for n in range(max(0, len(text) - _TAIL), len(text)) if _is_tail(text[n]))
    start = next(starts, None)
    if start is None:
        return
    article.paragraphs, role = text[:start], ""
    for row in text[start:]:
        pair = _label(row)
        role, value = pair or (role, row)
        if role == "credit":
            article.authors = names(value)
        elif value:
            article.captions.append(value)


def _is_tail(row: str) -> bool:
    pair = _label(row)
    return pair is not None and pair[0] in ("caption", "credit")
