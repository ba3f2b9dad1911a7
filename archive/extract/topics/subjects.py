"""The topics of a vocabulary: read from TOML or made from rows of the store, and checked.

The shipped vocabulary is ``data/topics.toml``; its head explains the keys and the notation of
terms. A user's file has the same shape (``load_topics``).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.errors import VocabularyError
from archive.extract.topics.terms import spellings
from archive.vocabulary import Table, Vocabulary, read_toml

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEXTS = (
    *("label", "parent", "definition", "belongs", "excluded", "example"),
    *("cap", "iptc", "eurovoc"),
)
_LISTS = ("terms", "weak", "hints", "exclusions")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the vocabulary; ``parent`` is the slug of a wider one.

    ``terms``, ``weak``, ``hints`` and ``exclusions`` are in the notation that the head of
    ``topics.toml`` explains: a term shows the topic, a weak one is often said in passing, a hint
    shows it only in company. ``belongs``, ``excluded`` and ``example`` are its scope note. ``cap``
    is the code of the Comparative Agendas Project, ``iptc`` and ``eurovoc`` those of the nearest
    concept there, where one fits.
    """

    slug: str
    label: str
    parent: str | None = None
    definition: str = ""
    terms: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    iptc: str | None = None
    eurovoc: str | None = None
    weak: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    belongs: str = ""
    excluded: str = ""
    example: str = ""
    cap: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TopicList:
    """A checked vocabulary of topics, compared by identity; it is compiled once, on first use."""

    topics: tuple[Topic, ...]


@cache
def topics_of(vocabulary: Vocabulary) -> TopicList:
    """Return the vocabulary's own topics; raise VocabularyError where they are at fault."""
    return read_topics(vocabulary.table("topics"), "topics.toml")


def load_topics(path: Path) -> TopicList:
    """Read a file of the shape of ``topics.toml``; raise VocabularyError where it is at fault."""
    return read_topics(read_toml(path), str(path))


def load_entries(path: Path) -> tuple[Topic, ...]:
    """Read the topics of a user's file, whose parents may stand in the archive: not ``checked``.

    Raises VocabularyError where an entry is at fault.
    """
    return tuple(_topic(slug, entry, str(path)) for slug, entry in read_toml(path).items())


def read_topics(table: Table, name: str) -> TopicList:
    """Check a table of topics, called ``name`` in errors, and make records of it.

    Raises VocabularyError that names the topic and the fault: a key that is unknown or of the
    wrong type, a bad slug, a missing label, an empty term, an unknown parent, a cycle of parents.
    """
    return checked((_topic(slug, entry, name) for slug, entry in table.items()), name)


def checked(topics: Iterable[Topic], name: str) -> TopicList:
    """Return topics as a vocabulary where slugs, terms and parents hold; else VocabularyError."""
    known: dict[str, Topic] = {}
    for topic in topics:
        if topic.slug in known:
            raise _fault(name, topic.slug, "is defined twice")
        known[topic.slug] = topic
        _check_terms(topic, name)
    for topic in known.values():
        _check_parents(topic, known, name)
    return TopicList(tuple(known.values()))


def _topic(slug: str, entry: Any, name: str) -> Topic:
    if not _SLUG.fullmatch(slug):
        raise _fault(name, slug, "cannot be a topic's id: use small letters, digits and hyphens")
    if not isinstance(entry, Mapping):
        raise _fault(name, slug, f"must be a table, [{slug}]")
    for key, value in entry.items():
        _check_key(name, slug, key, value)
    if not entry.get("label"):
        raise _fault(name, slug, "has no label")
    values: dict[str, Any] = {
        key: tuple(value) if key in _LISTS else value for key, value in entry.items()
    }
    return Topic(slug=slug, **values)


def _check_key(name: str, slug: str, key: str, value: Any) -> None:
    if key in _TEXTS and not isinstance(value, str):
        raise _fault(name, slug, f"{key} must be a string in quotation marks")
    if key in _LISTS and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        raise _fault(name, slug, f"{key} must be a list of strings")
    if key not in (*_TEXTS, *_LISTS):
        raise _fault(name, slug, f"unknown key {key}; the keys are {', '.join((*_TEXTS, *_LISTS))}")


def _check_terms(topic: Topic, name: str) -> None:
    for term in (*topic.terms, *topic.weak, *topic.hints, *topic.exclusions):
        try:
            spellings(term.removeprefix("="))
        except ValueError as error:
            raise _fault(name, topic.slug, str(error)) from error
    listed = [*topic.terms, *topic.weak, *topic.hints]
    if twice := [term for term, times in Counter(listed).items() if times > 1]:
        raise _fault(name, topic.slug, f"{twice[0]!r} is listed twice")


def _check_parents(topic: Topic, known: Mapping[str, Topic], name: str) -> None:
    path = [topic.slug]
    while parent := known[path[-1]].parent:
        if parent not in known:
            raise _fault(name, path[-1], f"the parent {parent!r} is not a topic")
        path.append(parent)
        if parent in path[:-1]:
            raise _fault(name, topic.slug, f"parents go in a circle: {' > '.join(path)}")


def _fault(name: str, slug: str, reason: str) -> VocabularyError:
    return VocabularyError(f"{name}: topic {slug!r}: {reason}")
