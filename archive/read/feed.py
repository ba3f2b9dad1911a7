"""An RSS or Atom feed to its entries, by feedparser. Runs in the child.

Few feeds are well-formed: a bare "&", an entity of HTML or an unclosed element would cost a strict
parser all entries behind it. feedparser reads on, and knows the names that RSS 0.9 to 2.0, Atom,
Dublin Core and others have for one thing. The child bounds the time and memory that it may take.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from archive.read.decode import decode_labelled
from archive.read.markup import text_of

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s{0,4}=\s{0,4}[\"']([\w:.-]{2,40})", re.I)
_DECLARATION = re.compile(r"\s{0,256}<\?xml[^>]{0,256}>")
_END = re.compile(
    rb"</(?:[A-Za-z]{1,9}:)?(?:rss|feed|RDF|channel)\s{0,9}>\s*(?:<!--.{0,999}-->\s*)?$"
)
_ENTRY_END = re.compile(rb"</(?:[A-Za-z]{1,9}:)?(?:item|entry)\s{0,9}>")
_HEAD = 1024

Entry = Mapping[str, Any]


def read_feed(data: bytes) -> dict[str, Any]:
    """Return ``entries``, each with ``text`` and ``given``; ``fault`` is why it ended, or None."""
    feed = feedparser.parse(in_utf8(data), sanitize_html=False, resolve_relative_uris=False)
    entries = [_entry(entry, feed) for entry in feed.entries]
    if _END.search(data[-2 * _HEAD :]):
        return {"entries": entries, "fault": None}
    whole = len(_ENTRY_END.findall(data))
    fault = f"is cut off, or no well-formed XML, behind its entry {min(whole, len(entries))}"
    return {"entries": entries[:whole], "fault": fault}


def in_utf8(data: bytes) -> bytes:
    """Return a feed in UTF-8, without the declaration that may name another encoding."""
    declared = _DECLARED.search(data[:_HEAD])
    label = declared[1].decode("ascii") if declared else None
    text, _, _ = decode_labelled(data, "the feed", label)
    return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")


def _entry(entry: Entry, feed: Any) -> dict[str, Any]:
    published, method = _day(entry, feed)
    facts = {
        "title": text_of(entry.get("title") or ""),
        "published": published,
        "published_method": method if published else "",
        "url": _link(entry),
        "author": "; ".join(dict.fromkeys(_authors(entry))),
        "publisher": _publisher(entry, feed),
        "language": str(feed.feed.get("language") or "").strip(),
    }
    return {
        "text": text_of(_words(entry)),
        "given": {name: value for name, value in facts.items() if value},
    }


def _day(entry: Entry, feed: Any) -> tuple[str, str]:
    """Return the day as it is written, and how it was found.

    RSS 1.0 has one date for both, Dublin Core's; Atom's day of the last change is that alone.
    """
    for name in ("published", "created"):
        if value := dict.get(entry, name):  # type: ignore[call-overload]
            return str(value).strip(), "feed"
    changed = str(dict.get(entry, "updated") or "").strip()  # type: ignore[call-overload]
    return changed, "feed, updated" if str(feed.version).startswith("atom") else "feed"


def _words(entry: Entry) -> str:
    """Return the whole text where the feed has it, else its summary."""
    contents = [str(one.get("value") or "") for one in entry.get("content") or ()]
    texts = [*contents, entry.get("fulltext"), entry.get("summary"), entry.get("subtitle")]
    return next((str(text) for text in texts if text and str(text).strip()), "")


def _authors(entry: Entry) -> Iterator[str]:
    details = entry.get("authors") or [entry.get("author_detail") or {}]
    names = [str(one.get("name") or "").strip() for one in details]
    yield from filter(None, names or [str(entry.get("author") or "").strip()])


def _publisher(entry: Entry, feed: Any) -> str:
    """Return whose text it is: of an entry taken over from another feed, that one's."""
    source = entry.get("source") or {}
    return text_of(str(source.get("title") or feed.feed.get("title") or ""))


def _link(entry: Entry) -> str:
    """Return the entry's address: its alternate link, or its id where that is one."""
    for address in (entry.get("link"), entry.get("id")):
        if str(address or "").startswith("http"):
            return str(address).strip()
    return ""
