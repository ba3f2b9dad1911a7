"""Pages of Factiva, with codes and without, of 2013 and now, and its XML."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from archive.read.exports import factiva
from archive.read.exports.bylines import names
from archive.read.exports.dates import day_of
from archive.read.exports.html import Tree, has_class, line, lines, tree_of
from archive.read.exports.record import Export, Exported
from archive.read.exports.words import words

_ARTICLE = re.compile(r"(?:^|\s)article\s+([a-z]{2,6})Article(?:\s|$)", re.IGNORECASE)
_HEADLINE = re.compile(r"(?:^|\s)[a-z]{2,6}Headline(?:\s|$)", re.IGNORECASE)
_LANGUAGES = {"zhtw": "zh", "zhcn": "zh"}


def read_page(data: bytes, charset: str | None) -> Export | None:
    """Return the articles of a page of Factiva; None where none is marked in it."""
    tree = tree_of(data, charset)
    found = list(_articles(tree))
    articles = [_coded(one) or _uncoded(one) for one in found]
    if articles:
        return Export(factiva.VENDOR, articles)
    return factiva.read_text("\n".join(lines(tree)))


def _articles(tree: Tree) -> Iterator[Tree]:
    """Yield the inner element of each article: the outer one would count it twice."""
    inner = [one for one in tree.iter("div") if _ARTICLE.search(one.get("class") or "")]
    if not inner:
        every = [one for one in tree.iter("div") if "article" in (one.get("class") or "").split()]
        inner = [one for one in every if not any(other in one.iterancestors() for other in every)]
    yield from inner


def _language(article: Tree) -> str | None:
    match = _ARTICLE.search(article.get("class") or "")
    code = match[1].lower() if match else None
    return _LANGUAGES.get(code, code) if code else None


def _coded(article: Tree) -> Exported | None:
    """Return an article of rows; None for one without codes."""
    rows = dict[str, str]()
    for row in article.iter("tr"):
        cells = row.findall("td")
        code = line(cells[0]) if len(cells) > 1 else ""
        if code in words("factiva", "codes"):
            rows[code] = "\n".join(lines(cells[1]))
    if "HD" not in rows and "LP" not in rows:
        return None
    found = factiva.from_codes(rows)
    found.language = found.language or _language(article)
    return found


def _uncoded(article: Tree) -> Exported:
    headline = next((one for one in article.iter() if _is_headline(one)), None)
    author = next((one for one in article.iter("div") if has_class(one, "author")), None)
    every = _leaves(article)
    marked = [n for n, one in enumerate(every) if has_class(one, "articleParagraph")]
    first, last = (marked[0], marked[-1]) if marked else (len(every), len(every))
    within = set(headline.iter()) | {headline} if headline is not None else set()

    def texts(start: int, stop: int | None) -> list[str]:
        return [text for one in every[start:stop] for text in _own_lines(one, one in within)]

    return factiva.from_lines(
        factiva.Lines(
            head=texts(0, first),
            text=texts(first, last + 1),
            foot=texts(last + 1, None),
            title=line(headline) or None,
            authors=line(author) or None,
            language=_language(article),
            is_marked=bool(marked),
        )
    )


def _is_headline(element: Tree) -> bool:
    return element.get("id") == "hd" or bool(_HEADLINE.search(element.get("class") or ""))


def _own_lines(element: Tree, is_headline: bool) -> list[str]:
    """Return an element's lines; a headline and a paragraph are one, whatever breaks they hold."""
    if is_headline or has_class(element, "articleParagraph"):
        return [text] if (text := line(element)) else []
    return lines(element)


def _leaves(article: Tree) -> list[Tree]:
    """Return the blocks that hold no other block, in order."""
    blocks = ("div", "p", "td", "table")
    return [
        one
        for one in article.iter(*blocks)
        if one is not article and next(one.iterdescendants(*blocks), None) is None
    ]


def read_xml(data: bytes) -> Export | None:
    """Return the articles of Factiva's XML (to 2012); None for other XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    tree = etree.fromstring(data, parser)
    found = list(tree.iter("{*}article")) if tree is not None else []
    articles = [_of_xml(one) for one in found if one.find("{*}accessionNo") is not None]
    return Export(factiva.VENDOR, articles) if articles else None


def _of_xml(article: Any) -> Exported:
    def text(path: str) -> str | None:
        element = article.find("/".join(f"{{*}}{name}" for name in path.split("/")))
        value = " ".join("".join(element.itertext()).split()) if element is not None else ""
        return value or None

    paragraphs = [
        " ".join("".join(one.itertext()).split())
        for part in ("leadParagraph", "tailParagraphs")
        for parent in article.iterchildren(f"{{*}}{part}")
        for one in parent.iter("{*}paragraph")
    ]
    number, count = text("accessionNo"), text("wordCount") or ""
    found = Exported(
        paragraphs=[one for one in paragraphs if one],
        title=text("headline"),
        publisher=text("sourceName"),
        published=day_of(text("publicationDate")),
        authors=names(text("byline")),
        section=text("sectionName"),
        edition=text("edition"),
        language=(text("baseLanguage") or "")[:2].lower() or None,
        id=f"factiva:{number}" if number else None,
        words=int(count) if count.isdigit() else None,
    )
    if not found.paragraphs:
        found.problem = "has no text"
    return found
