"""A web page to the text of its article and what the page says of it. Runs in the child.

The publisher's own statement comes first: JSON-LD, then meta elements. A date that no one states
is looked for in the page's time elements and address, never in its footer: "© 2019-2026" is no day
of publication, and neither is the day of the last change.
"""

import copy
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import htmldate
import lxml.html
import trafilatura

from archive.errors import UnreadableError
from archive.read.decode import Decoded, decode_labelled, without_surrogates
from archive.read.fields import body, first, given, table, texts
from archive.read.labels import codec_of
from archive.read.markup import text_of
from archive.read.page_tree import Tree, prepare

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w:.-]{2,40})", re.I)
_DECLARATION = re.compile(r"\s{0,256}<\?xml[^>]{0,256}>")
_ADDRESS = re.compile(r"\s{0,9}(?:https?:)?//")
# Without these htmldate takes the day of the last change for that of publication, if it has no
# other.
_CHANGED = "contains(translate(concat(@name, @property, @itemprop), 'MU', 'mu'), '{}')"
_NO_DAY = (
    f"//script | //footer | //meta[{_CHANGED.format('modif')} or {_CHANGED.format('updat')}]"
    " | //time[@itemprop='dateModified']"
)
_HEAD = 4096
_BLOCKS = 50
"""Blocks of JSON-LD that are looked at; pages have one to five."""

SHORTEST = 100
"""Characters of a page's article that no one calls one. What is left of a page without an article
is a few words of its navigation; the shortest readouts have some 250."""


def read_page(data: bytes, url: str | None = None, charset: str | None = None) -> dict[str, Any]:
    """Return ``text``, ``given`` and ``encoding`` of a page.

    ``url`` is where it came from and ``charset`` what its server said. Raises UndecodableError and
    UnreadableError, the latter for a page without an article.
    """
    text, encoding, found = page_text(data, charset)
    tree = lxml.html.document_fromstring(_DECLARATION.sub("", text, count=1))
    article = _article(tree)
    facts = _facts(tree, article, url)
    prepare(tree)
    words = _words(tree) or (_own_words(article) if article else "")
    if len(words) < (1 if article else SHORTEST):
        raise UnreadableError(
            "has no article text that can be distinguished from menus and other page parts",
            hint="save the text of the article as .txt and read that",
        )
    return {"text": words, "given": facts, "encoding": encoding, "encoding_method": found}


def page_text(data: bytes, charset: str | None) -> Decoded:
    """Decode a page: a mark, the server's word, the page's own word, then by its bytes."""
    declared = _CHARSET.search(data[:_HEAD])
    own = declared[1].decode("ascii") if declared else ""
    # A page that could be read so far is not in UTF-16, whatever it says: the standard's rule.
    own = "utf-8" if (codec_of(own) or "").startswith("utf-16") else own
    return decode_labelled(data, "the page", charset, own)


def _words(tree: Tree) -> str:
    found = trafilatura.extract(tree, include_comments=False, output_format="txt")
    return "\n\n".join(line for line in (found or "").split("\n") if line.strip())


def _own_words(article: Mapping[str, Any]) -> str:
    own = body({"body": article.get("articleBody")}, {})
    if own is None:
        return ""
    return text_of(own.text) if own.is_html else own.text


def _facts(tree: Tree, article: Mapping[str, Any] | None, url: str | None) -> dict[str, str]:
    """Return what the page says of its article, each fact from the surest place that has it."""
    stated = {k: html.unescape(v) for k, v in given(article, {}).items()} if article else {}
    facts = {"published_method": "json-ld"} if "published" in stated else {}
    for name, value in _meta(tree).items():
        if name not in stated and not (name in ("author", "publisher") and _ADDRESS.match(value)):
            stated[name] = value
    facts |= {name: value for name, value in stated.items() if not _is_reference(name, value)}
    if "published" not in facts and (day := _day(tree, url)):
        facts |= {"published": day, "published_method": "page"}
    facts.setdefault("published_method", "meta")
    for name, value in (("title", _title(tree)), ("url", url or ""), ("language", _language(tree))):
        if value and not facts.get(name):
            facts[name] = value
    if "published" not in facts:
        del facts["published_method"]
    return facts


def _is_reference(name: str, value: str) -> bool:
    return name in ("author", "publisher") and bool(_ADDRESS.match(value))


def _article(tree: Tree) -> Mapping[str, Any] | None:
    """Return the page's article in JSON-LD, what it refers to put in its place."""
    nodes = [node for block in _blocks(tree) for node in _nodes(block)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    for kind in table("jsonld")["types"]:
        for node in nodes:
            types = node.get("@type")
            if kind == types or (isinstance(types, list) and kind in types):
                return {key: _resolved(value, by_id) for key, value in node.items()}
    return None


def _blocks(tree: Tree) -> Iterator[Any]:
    scripts = tree.xpath("//script[contains(@type, 'ld+json')]")
    for script in scripts[:_BLOCKS]:
        try:
            # Not strict: line breaks inside strings are common.
            yield json.loads(without_surrogates(script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue


def _nodes(block: Any, depth: int = 4) -> Iterator[dict[str, Any]]:
    if isinstance(block, list):
        for one in block:
            yield from _nodes(one, depth - 1) if depth else ()
    elif isinstance(block, dict):
        yield block
        for key in ("@graph", "mainEntity", "hasPart"):
            yield from _nodes(block.get(key), depth - 1) if depth else ()


def _resolved(value: Any, by_id: Mapping[str, Any]) -> Any:
    """Return what ``{"@id": …}`` refers to."""
    if isinstance(value, list):
        return [_resolved(one, by_id) for one in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and not value.get("name"):
        return by_id.get(value["@id"], value)
    return value


def _meta(tree: Tree) -> dict[str, str]:
    """Return what meta elements say, by our names."""
    said: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]")[:500]:
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        said.setdefault(name.strip().lower(), element.get("content").strip())
    for element in tree.xpath("//*[@itemprop='datePublished'][@datetime]")[:1]:
        said.setdefault("datepublished", element.get("datetime"))
    found = {name: texts(first(said, names)) for name, names in table("meta").items()}
    canonical = tree.xpath("//link[@rel='canonical']/@href")[:1]
    found["url"] = next((u for u in (*canonical, found["url"]) if u.startswith("http")), "")
    return {name: value for name, value in found.items() if value}


def _day(tree: Tree, url: str | None) -> str | None:
    """Return the day that a time element or the address states, none of a change or a footer."""
    tree = copy.deepcopy(tree)
    for element in tree.xpath(_NO_DAY):
        element.drop_tree()
    day = htmldate.find_date(tree, url=url, original_date=True, extensive_search=False)
    return str(day) if day else None


def _title(tree: Tree) -> str:
    """Return the only heading of the first rank, else the page's title."""
    headings = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")[:9]]
    headings = [heading for heading in headings if heading]
    if len(set(headings)) == 1:
        return headings[0][:500]
    return " ".join((tree.findtext(".//title") or "").split())[:500]


def _language(tree: Tree) -> str:
    return str(tree.get("lang") or "").strip()[:20]
