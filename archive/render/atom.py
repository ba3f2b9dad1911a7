"""Statements or articles as an Atom feed (RFC 4287), for feed readers and alerts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.render import xml
from archive.render.safe import one_line

Row = Mapping[str, Any]

NAMESPACE = "http://www.w3.org/2005/Atom"
URN = "urn:statement-archive:"
LONGEST = 120
"""Characters of a title; a statement is cut there, its content is whole."""


def feed(rows: Iterable[Row], title: str, updated: str) -> Iterator[str]:
    """Yield a feed with one entry a row; ``updated`` is UTC, 2024-08-23T09:30:00Z."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f"<feed xmlns={xml.attribute(NAMESPACE)}>\n"
    yield _element("title", title)
    yield _element("id", URN + "query:" + title)
    yield _element("updated", updated)
    yield "<author><name>statement-archive</name></author>\n"
    for row in rows:
        yield from _entry(row)
    yield "</feed>\n"


def _entry(row: Row) -> Iterator[str]:
    text = row.get("text") or row.get("title") or "[no title]"
    who = row.get("speaker") or row.get("speaker_text") if "said_on" in row else None
    yield "<entry>\n"
    yield _element("title", _cut(f"{who}: {text}" if who else text))
    yield _element("id", URN + row["uid"])
    yield _element("updated", _instant(row))
    yield _element("author", None, f"<name>{xml.text(who or row['publisher'] or 'unknown')}</name>")
    if row["url"]:
        yield f'<link rel="alternate" href={xml.attribute(row["url"])}/>\n'
    for topic in filter(None, (row.get("topics") or "").split(", ")):
        yield f"<category term={xml.attribute(topic)}/>\n"
    yield _element("content", text)
    yield "</entry>\n"


def _instant(row: Row) -> str:
    """Return the beginning of the day of which the row speaks; 1970 where none is known."""
    day = next(filter(None, map(row.get, ("said_on", "event_on", "published_on"))), "1970-01-01")
    return day + "-01-01"[len(day) - 4 :] * (len(day) < 10) + "T00:00:00Z"


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + " …"


def _element(name: str, text: str | None, inner: str = "") -> str:
    return f"<{name}>{inner if text is None else xml.text(text)}</{name}>\n"
