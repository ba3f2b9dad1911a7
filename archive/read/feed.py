"""An RSS or Atom feed to its entries. Runs in the child.

Read event by event, so what stands before a fault is kept. Expat refuses entities that multiply
(since 2.4.1); ours are only numbers, because those of HTML are written out before.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any, cast
from xml.etree import ElementTree

from archive.read.decode import decode_labelled
from archive.read.fields import plain_name
from archive.read.markup import text_of

_ENTITY = re.compile(rb"&([A-Za-z]{2,31});")
_XML_ENTITIES = frozenset([b"amp", b"lt", b"gt", b"quot", b"apos"])
_ENTRIES = frozenset(["item", "entry"])
_CONTENT = ("encoded", "content", "fulltext", "description", "summary", "subtitle")
_PUBLISHED = ("pubdate", "published", "date", "issued", "created")
_UPDATED = ("updated", "modified")
_DECLARATION = re.compile(r"\s{0,256}<\?xml[^>]{0,256}>")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s{0,4}=\s{0,4}[\"']([\w:.-]{2,40})", re.I)
_HEAD = 1024
_CHUNK = 1 << 16

Element = ElementTree.Element


def read_feed(data: bytes) -> dict[str, Any]:
    """Return ``entries``, each with ``text`` and ``given``; ``fault`` is why it ended, or None."""
    entries: list[dict[str, Any]] = []
    fault = None
    channel: dict[str, str] = {}
    try:
        for element in _elements(_ENTITY.sub(_numeric, in_utf8(data))):
            if isinstance(element, dict):
                channel = element
            else:
                entries.append(_entry(element, channel))
                element.clear()
    except ElementTree.ParseError as error:
        fault = f"is no well-formed XML behind its entry {len(entries)}: {error}"
    return {"entries": entries, "fault": fault}


def in_utf8(data: bytes) -> bytes:
    """Return a feed in UTF-8, without the declaration that may name another encoding."""
    declared = _DECLARED.search(data[:_HEAD])
    label = declared[1].decode("ascii") if declared else None
    text, _, _ = decode_labelled(data, "the feed", label)
    return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")


def _elements(data: bytes) -> Iterator[Element | dict[str, str]]:
    """Yield entries as they end, and what the feed says of itself whenever an entry begins."""
    parser: ElementTree.XMLPullParser[Any] = ElementTree.XMLPullParser(["start", "end"])
    path: list[Element] = []
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
        yield from _events(parser, path)
    parser.close()
    yield from _events(parser, path)


def _events(
    parser: "ElementTree.XMLPullParser[Any]", path: list[Element]
) -> Iterator[Element | dict[str, str]]:
    for event in parser.read_events():
        kind, element = cast("tuple[str, Element]", event)
        if kind == "start":
            if _name(element) in _ENTRIES and path:
                yield _channel(path)
            path.append(element)
            continue
        path.pop()
        if _name(element) in _ENTRIES:
            yield element
            if path:
                path[-1].remove(element)


def _channel(path: list[Element]) -> dict[str, str]:
    """Return the feed's title and language; in RSS 1.0 its channel stands beside the entries."""
    found: dict[str, str] = {}
    for element in (path[-1], *(child for child in path[-1] if _name(child) == "channel")):
        for child in element:
            if _name(child) in ("title", "language") and child.text:
                found.setdefault(_name(child), child.text.strip())
    language = path[-1].get("{http://www.w3.org/XML/1998/namespace}lang")
    facts = {"publisher": found.get("title"), "language": found.get("language") or language}
    return {name: value for name, value in facts.items() if value}


def _entry(entry: Element, channel: dict[str, str]) -> dict[str, Any]:
    children: dict[str, list[Element]] = {}
    for child in entry:
        children.setdefault(_name(child), []).append(child)
    authors = [_author(child) for name in ("author", "creator") for child in children.get(name, ())]
    published = _text(children, _PUBLISHED)
    facts = {
        **channel,
        "title": text_of(_text(children, ("title",))),
        "published": published or _text(children, _UPDATED),
        "published_method": "feed" if published else "feed, updated",
        "url": _link(children),
        "author": "; ".join(dict.fromkeys(filter(None, authors))),
        "publisher": _text(children, ("source",)) or channel.get("publisher", ""),
    }
    text = text_of(_text(children, _CONTENT))
    if not facts["published"]:
        del facts["published_method"]
    return {"text": text, "given": {name: value for name, value in facts.items() if value}}


def _text(children: dict[str, list[Element]], names: tuple[str, ...]) -> str:
    """Return the words of the first of ``names`` that has some; XHTML inside is written out."""
    for name in names:
        for element in children.get(name, ()):
            inner = [title for title in element if _name(title) == "title"]
            if name == "source" and inner:
                return "".join(inner[0].itertext()).strip()
            text = _written(element) if len(element) else (element.text or "")
            if text.strip():
                return text.strip()
    return ""


def _written(element: Element) -> str:
    return "".join(ElementTree.tostring(child, "unicode").replace("html:", "") for child in element)


def _author(element: Element) -> str:
    """Return a name: Atom's ``author/name``, RSS's "mail@host (Name)" or the text."""
    for child in element:
        if _name(child) == "name":
            return (child.text or "").strip()
    text = (element.text or "").strip()
    in_brackets = re.fullmatch(r"\S{1,200}@\S{1,200} \(([^()]{1,200})\)", text)
    return in_brackets[1] if in_brackets else text


def _link(children: dict[str, list[Element]]) -> str:
    """Return the entry's address: RSS's text, Atom's ``href`` of the alternate link."""
    for element in children.get("link", ()):
        address = element.get("href") or (element.text or "").strip()
        if element.get("rel", "alternate") == "alternate" and address.startswith("http"):
            return address
    address = _text(children, ("guid", "id"))
    return address if address.startswith("http") else ""


def _name(element: Element) -> str:
    return plain_name(str(element.tag).rpartition("}")[2])


def _numeric(match: re.Match[bytes]) -> bytes:
    """Write an entity of HTML, which XML doesn't know, as a number; leave XML's own."""
    if match[1] in _XML_ENTITIES:
        return match[0]
    text = html5.get(match[1].decode() + ";", "")
    return "".join(f"&#{ord(character)};" for character in text).encode() or match[0]
