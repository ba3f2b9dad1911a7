"""A page of an export to a tree and to lines: a line for each block, and for each ``<br>``."""

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from archive.read.decode import decode

Tree = Any
"""An element of lxml, which has no types."""

BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th thead tr "
    "ul".split()
)
_SILENT = frozenset(["script", "style", "template", "noscript", "iframe", "svg", "head", "title"])
_DECLARATION = re.compile(r"\s{0,256}<\?xml[^>]{0,256}>")
_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w-]{2,30})", re.IGNORECASE)


def tree_of(data: bytes, charset: str | None = None) -> Tree:
    """Parse a page. UTF-8 is tried first: what exports say of their encoding may be wrong."""
    return lxml.html.document_fromstring(_DECLARATION.sub("", text_of(data, charset), count=1))


def text_of(data: bytes, charset: str | None = None) -> str:
    """Decode a page: by what the user says, as UTF-8, as the page itself says, by its bytes."""
    declared = _CHARSET.search(data[:4096])
    tried = [charset, "utf-8-sig", declared[1].decode("ascii", "replace") if declared else None]
    for name in filter(None, tried):
        try:
            return data.decode(name).replace("\0", "")
        except (LookupError, UnicodeError):
            continue
    return decode(data, "the page")[0]


def lines(element: Tree) -> list[str]:
    """Return the lines of an element with single spaces, empty ones left out."""
    found: list[str] = [""]
    for piece in _pieces(element):
        if piece is None:
            found.append("")
        else:
            found[-1] += piece
    tidy = (" ".join(line.replace("\xa0", " ").split()) for line in found)
    return [line for line in tidy if line]


def line(element: Tree | None) -> str:
    """Return all words of an element as one line."""
    return " ".join(lines(element)) if element is not None else ""


def _pieces(top: Tree) -> Iterator[str | None]:
    """Yield the texts of an element, and None where a line ends; without recursion: pages nest."""
    stack: list[tuple[Tree, bool]] = [(top, False)]
    while stack:
        element, is_end = stack.pop()
        is_block = element.tag in BLOCKS
        if is_end:
            if is_block:
                yield None
            if element is not top and element.tail:
                yield element.tail
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            continue
        if is_block or element.tag == "br":
            yield None
        if element.text:
            yield element.text
        stack.extend((child, False) for child in reversed(element))


def has_class(element: Tree, name: str) -> bool:
    """Tell whether an element has a class that contains ``name``."""
    return name in (element.get("class") or "")
