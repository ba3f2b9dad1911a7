"""A DOCX file to its paragraphs: the body alone, never headers, footers, notes or comments.

Tracked deletions are no text, insertions are. What a member inflates to is counted while it is
inflated, so a bomb ends at the limit; lxml expands no entities and asks no network.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from archive.errors import UnreadableError
from archive.read.exports.blocks import Block
from archive.read.limits import MB

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OUT = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}pPr", f"{W}footnote", _FALLBACK}
)
"""What within a paragraph is no text of its own. A text box has paragraphs, which come apart."""

_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TEXT_BOX_ROW = 200
"""Characters of a cell from which a table is a layout: its cells hold paragraphs, not values."""

Element = Any


class Package:
    """The members of a zip archive, which together may inflate to ``limit`` bytes."""

    def __init__(self, data: bytes, limit: int) -> None:
        """Open it; raise UnreadableError where it is damaged."""
        self._left = self._limit = limit
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise UnreadableError(f"is a damaged document: {error}") from error
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Return a member, nothing where there is none."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as member:
                data = member.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as e:
            raise UnreadableError(f"is a damaged document: {name}: {e}") from e
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableError(
                f"expands to more than {self._limit / MB:g} MB: it looks like a bomb",
                hint="if you trust it, raise the limit: size",
            )
        return data


def parsed(data: bytes) -> Element:
    """Parse a small part; None where it is not there or broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser) if data else None
    except etree.XMLSyntaxError:
        return None


def main_part(package: Package) -> str:
    """Return the name of the part that holds the text."""
    relations = parsed(package.read("_rels/.rels"))
    for one in relations if relations is not None else ():
        if one.get("Type", "").endswith("/officeDocument"):
            return str(one.get("Target", "")).lstrip("/")
    return "word/document.xml"


def blocks(package: Package) -> Iterator[Block]:
    """Yield the paragraphs of a document, and the rows of its tables, in their order.

    Raises UnreadableError for one that is damaged.
    """
    part = main_part(package)
    folder, name = posixpath.split(part)
    links = _links(package.read(f"{folder}/_rels/{name}.rels"))
    styles = _styles(package.read(f"{folder}/styles.xml"))
    data = package.read(part)
    if not data:
        raise UnreadableError("is a document without a text in it")
    depth, rows = 0, list[list[str]]()
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        tag=(f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for event, element in events:
            if event == "start":
                depth += element.tag == f"{W}tbl"
                continue
            if element.tag == f"{W}p":
                if _is_out(element):
                    continue
                block = _block(element, links, styles)
                if depth:
                    _into_cell(element, block.text)
                else:
                    yield block
                    element.clear()
            elif element.tag == f"{W}tr" and depth == 1:
                rows.append([cell.get("text", "") for cell in element.iter(f"{W}tc")])
                element.clear()
            elif element.tag == f"{W}tbl":
                depth -= 1
                if not depth:
                    yield from _rows(rows)
                    rows = []
                    element.clear()
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"is a damaged document: {error}") from error


def _into_cell(paragraph: Element, text: str) -> None:
    """Keep a paragraph's text with its cell, which the row is made of when it ends."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is not None:
        cell.set("text", f"{cell.get('text', '')}\n{text}".strip())


def _rows(rows: list[list[str]]) -> Iterator[Block]:
    is_layout = any(len(cell) > _TEXT_BOX_ROW for row in rows for cell in row)
    for row in rows:
        if is_layout:
            yield from (Block(line) for cell in row for line in cell.split("\n") if line.strip())
        else:
            cells = tuple(" ".join(cell.split()) for cell in row)
            yield Block(" | ".join(filter(None, cells)), cells=cells)


def _is_out(paragraph: Element) -> bool:
    return any(parent.tag in (_FALLBACK, f"{W}del") for parent in paragraph.iterancestors())


def _block(paragraph: Element, links: Mapping[str, str], styles: Mapping[str, str]) -> Block:
    texts, bold, marks, link = list[str](), list[bool](), list[str](), None
    for element in _inside(paragraph):
        if element.tag == f"{W}r":
            text = _run(element)
            texts.append(text)
            if text.strip():
                bold.append(_is_on(element.find(f"{W}rPr/{W}b")))
        elif element.tag == f"{W}bookmarkStart":
            marks.append(element.get(f"{W}name", ""))
        elif element.tag == f"{W}hyperlink":
            link = link or links.get(element.get(_R, ""))
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    centred = paragraph.find(f"{W}pPr/{W}jc")
    key = style.get(f"{W}val", "") if style is not None else ""
    return Block(
        text="".join(texts),
        style=styles.get(key, key).lower(),
        link=link,
        bookmarks=tuple(marks),
        is_centred=centred is not None and centred.get(f"{W}val") == "center",
        is_bold=bool(bold) and all(bold),
    )


def _inside(element: Element) -> Iterator[Element]:
    """Yield runs, bookmarks and links of a paragraph, none of what is deleted."""
    for child in element:
        if child.tag in _OUT:
            continue
        yield child
        if child.tag != f"{W}r":
            yield from _inside(child)


def _run(run: Element) -> str:
    if _is_on(run.find(f"{W}rPr/{W}vanish")):
        return ""
    return "".join(
        (one.text or "") if one.tag == f"{W}t" else _SIGNS.get(one.tag, "") for one in run
    )


def _is_on(switch: Element) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")


def _links(data: bytes) -> dict[str, str]:
    relations = parsed(data)
    if relations is None:
        return {}
    return {one.get("Id", ""): one.get("Target", "") for one in relations}


def _styles(data: bytes) -> dict[str, str]:
    """Return the names of styles by their keys: "berschrift1" is "heading 1"."""
    tree = parsed(data)
    if tree is None:
        return {}
    names = ((one.get(f"{W}styleId", ""), one.find(f"{W}name")) for one in tree.iter(f"{W}style"))
    return {key: name.get(f"{W}val", "") for key, name in names if name is not None}


def stated_count(package: Package) -> int | None:
    """Return the number of documents that Lexis Advance wrote into the properties."""
    data = package.read("docProps/custom.xml").decode("utf-8", "replace")
    match = re.search(r'name="LADocCount"[^>]*>\s*<[^>]*>\s*(\d{1,6})', data)
    return int(match[1]) if match else None
