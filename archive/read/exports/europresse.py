"""Europresse's pages, of all its forms: what each element holds is known by its class or id.

Since 2013 an article is an ``<article>``; before, a row of tables. So the page is read in order,
and the name of a publication begins the next article.
"""

import re
from collections.abc import Iterator

from archive.read.exports.bylines import names
from archive.read.exports.dates import date_in, day_of
from archive.read.exports.html import Tree, line, lines, tree_of
from archive.read.exports.record import Export, Exported
from archive.read.exports.words import is_weekday

VENDOR = "Europresse"

_ROLES = (
    ("publisher", re.compile(r"DocPublicationName|celPublication", re.IGNORECASE)),
    ("header", re.compile(r"(?:^|[\s_])DocHeader|celDocHeader|celHeader", re.IGNORECASE)),
    ("authors", re.compile(r"docAuthors|rdp__authors?|celAuteur", re.IGNORECASE)),
    ("kicker", re.compile(r"sm-margin-bottomNews|surtitre|rdp__subtitle", re.IGNORECASE)),
    ("title", re.compile(r"TitreArticleVisu|rdp__articletitle", re.IGNORECASE)),
    ("frame", re.compile(r"(?:^|\s)titreArticle(?:\s|$)", re.IGNORECASE)),
    ("text", re.compile(r"docOcurrContainer|DocText|celTexte|clearfix_text", re.IGNORECASE)),
    ("id", re.compile(r"PubliC_lblNodoc|lblNodoc", re.IGNORECASE)),
    ("certificate", re.compile(r"divPubliC|certificat|publiC_", re.IGNORECASE)),
)
_ISSUE = re.compile(r",?\s(?:no|n°|nº|numéro|#)\.?\s?[\w-]{1,12}$", re.IGNORECASE)
_PAGE = re.compile(r"^(?:p|pp|page)\.?\s?[\w,; -]{1,12}$", re.IGNORECASE)
_ID = re.compile(r"(?:news|biblio|web|doc)[·•.][\w·•.-]{8,60}")


def read_page(data: bytes, charset: str | None) -> Export | None:
    """Return the articles of a page; None where none names its publication."""
    tree = tree_of(data, charset)
    articles: list[Exported] = []
    headers: list[list[str]] = []
    for role, element in _parts(tree):
        if role == "publisher":
            articles.append(Exported(publisher=_publisher(line(element))))
            headers.append([])
        elif articles:
            _note(articles[-1], headers[-1], role, element)
    for article, header in zip(articles, headers, strict=True):
        _read_header(article, header)
        if not article.paragraphs:
            article.problem = "has no text"
    return Export(VENDOR, articles) if articles else None


def _parts(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """Yield the elements with a role in order, none that lies within another one but the number."""
    stack: list[tuple[Tree, bool]] = [(tree, False)]
    while stack:
        element, within = stack.pop()
        if not isinstance(element.tag, str):
            continue
        role = _role(element)
        if role in ("id", "authors") or (role and role != "frame" and not within):
            yield role, element
        inside = within or role in ("publisher", "header", "title", "text", "certificate", "kicker")
        stack.extend((child, inside) for child in reversed(element))


def _role(element: Tree) -> str | None:
    mark = f"{element.get('class') or ''} {element.get('id') or ''}"
    return next((role for role, pattern in _ROLES if pattern.search(mark)), None)


def _publisher(text: str) -> str | None:
    name = _ISSUE.sub("", text).strip(" ,;")
    return re.sub(r"\s\((?:site web|web site)\)$", "", name, flags=re.IGNORECASE) or None


def _note(article: Exported, header: list[str], role: str, element: Tree) -> None:
    if role == "header":
        header.append(line(element))
    elif role == "title":
        article.title = article.title or line(element) or None
    elif role == "authors":
        article.authors = article.authors or names(line(element))
    elif role == "text":
        article.paragraphs += lines(element)
    elif role == "id" and (match := _ID.search(line(element))):
        article.id = f"europresse:{match[0]}"


def _read_header(article: Exported, header: list[str]) -> None:
    """Read "Section, mardi 14 mars 2006, p. 16", which may stand in several elements."""
    text = ", ".join(filter(None, header))
    found = date_in(text)
    if found is None:
        if article.id and (match := re.search(r"[·•.](\d{4})(\d{2})(\d{2})[·•.]", article.id)):
            article.published, article.published_method = "-".join(match.groups()), "number"
        return
    article.published = day_of(text)
    parts = [part.strip() for part in text[: found[1]].split(",")]
    parts = [part for part in parts if not _PAGE.match(part) and not is_weekday(part)]
    article.section = ", ".join(filter(None, parts)) or None
