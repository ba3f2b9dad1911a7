"""Lists of all speakers and of all topics."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from sqlite3 import Connection
from typing import Any

from archive.errors import UsageError
from archive.render.formats import json_text, written
from archive.store.people.listing import SpeakerRow, count_speakers, speakers
from archive.store.reports.info import TopicRow, topics
from archive.web.asked import Asked, Page

MOST = 200
"""Speakers on a page; who is not among them is found by a part of the name."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """Those who speak, or whose name holds ``word``; ``total`` are all of them."""

    word: str
    speakers: tuple[SpeakerRow, ...]
    total: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class Topics:
    """The vocabulary as a tree."""

    topics: tuple[TopicRow, ...]


def all_speakers(connection: Connection, asked: Asked) -> Page:
    """Return the page of all speakers, those with most statements first."""
    word = asked.one("q") or None
    try:
        found = tuple(speakers(connection, word=word, limit=MOST))
        shown = Speakers(word or "", found, count_speakers(connection, word=word))
    except UsageError as error:  # nobody has the name; the page says who has one that is near
        shown = Speakers(word or "", (), 0, f"{error.message}. {error.hint or ''}")
    rows = [_flat(asdict(one)) for one in shown.speakers]
    return Page("Speakers", "speakers.html", shown, partial(_written, "speakers", rows))


def all_topics(connection: Connection, asked: Asked) -> Page:
    """Return the page of all topics."""
    found = tuple(topics(connection))
    rows = [asdict(one) for one in found]
    return Page("Topics", "topics.html", Topics(found), partial(_written, "topics", rows))


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


def _written(name: str, rows: list[dict[str, Any]], form: str) -> Iterator[str]:
    if form == "json":
        return iter([json_text({name: rows}, indent=2) + "\n"])
    return written(rows, form)
