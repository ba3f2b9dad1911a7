"""Statements -> statements with topics: each tag keeps the term and the place that gave it.

The vocabulary is ``data/topics.toml`` or another file of the same shape (``load_topics``), or rows
of the store made into a ``TopicList``. The text is searched once, however many statements there
are, and what was found is handed to the statements by place.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from archive.errors import VocabularyError
from archive.extract.topics.terms import Finder, Match, spellings
from archive.records import Article, Span, Statement, Tag
from archive.vocabulary import Table, Vocabulary, read_toml

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEXTS = ("label", "parent", "definition", "iptc", "eurovoc")
_LISTS = ("terms", "exclusions")


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the vocabulary; ``parent`` is the slug of a wider one.

    ``terms`` and ``exclusions`` are in the notation that the head of ``topics.toml`` explains;
    ``iptc`` and ``eurovoc`` are the codes of the nearest concept there, where one fits.
    """

    slug: str
    label: str
    parent: str | None = None
    definition: str = ""
    terms: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    iptc: str | None = None
    eurovoc: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TopicList:
    """A checked vocabulary of topics, compared by identity; it is compiled once, on first use."""

    topics: tuple[Topic, ...]


class _Entry(NamedTuple):
    slug: str
    term: str
    excludes: bool


def tag(article: Article, vocabulary: Vocabulary, topics: TopicList | None = None) -> Article:
    """Put topics on each statement, from ``topics`` or else from the vocabulary's own table."""
    topics = topics or topics_of(vocabulary)
    in_body = tags(article.body, [_spans(s, headline=False) for s in article.statements], topics)
    in_title = tags(
        article.title or "", [_spans(s, headline=True) for s in article.statements], topics
    )
    tagged = map(_with_topics, article.statements, in_body, in_title)
    return replace(article, statements=tuple(tagged))


def tags(
    text: str, statements: Sequence[Sequence[Span]], topics: TopicList
) -> list[tuple[Tag, ...]]:
    """Return the tags of each statement, given by its spans of ``text``; no record is needed.

    A term counts where it lies wholly in one span. Tags are ordered by place.
    """
    if not any(statements):
        return [()] * len(statements)
    entries, finder = _compiled(topics)
    found = _longest(finder.find(text), entries)
    starts = [start for start, _, _ in found]
    return [
        tuple(
            Tag(entries[number].slug, entries[number].term, (start, -minus_end))
            for span in sorted(spans)
            for start, minus_end, number in _inside(found, starts, span)
        )
        for spans in statements
    ]


def _longest(matches: Iterable[Match], entries: Sequence[_Entry]) -> list[Match]:
    """Leave out what an exclusion of the same topic or a longer term of any topic covers."""
    kept: list[Match] = []
    excluded: dict[str, int] = {}
    longest = (0, 0)
    for match in matches:
        start, minus_end, number = match
        entry = entries[number]
        if entry.excludes:
            excluded[entry.slug] = min(minus_end, excluded.get(entry.slug, 0))
        elif minus_end >= longest[1] and (start, minus_end) != longest:
            continue
        elif not excluded or minus_end < excluded.get(entry.slug, 0):
            longest = (start, minus_end)
            kept.append(match)
    return kept


@cache
def topics_of(vocabulary: Vocabulary) -> TopicList:
    """Return the vocabulary's own topics; raise VocabularyError where they are at fault."""
    return read_topics(vocabulary.table("topics"), "topics.toml")


def load_topics(path: Path) -> TopicList:
    """Read a file of the shape of ``topics.toml``; raise VocabularyError where it is at fault."""
    return read_topics(read_toml(path), str(path))


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


@cache
def _compiled(topics: TopicList) -> tuple[Sequence[_Entry], Finder]:
    # Exclusions come first, so that one of the same span as a term is met before it.
    entries = [
        *(_Entry(topic.slug, term, True) for topic in topics.topics for term in topic.exclusions),
        *(_Entry(topic.slug, term, False) for topic in topics.topics for term in topic.terms),
    ]
    return entries, Finder([entry.term for entry in entries])


def _spans(statement: Statement, *, headline: bool) -> Sequence[Span]:
    return statement.spans if statement.headline == headline else ()


def _with_topics(
    statement: Statement, in_body: tuple[Tag, ...], in_title: tuple[Tag, ...]
) -> Statement:
    topics = in_title if statement.headline else in_body
    return statement if topics == statement.topics else statement._replace(topics=topics)


def _inside(found: Sequence[Match], starts: Sequence[int], span: Span) -> Iterator[Match]:
    for match in found[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]:
        if -match[1] <= span[1]:
            yield match


def _topic(slug: str, entry: Any, name: str) -> Topic:
    if not _SLUG.fullmatch(slug):
        raise _fault(name, slug, "cannot be a topic's id: use small letters, digits and hyphens")
    if not isinstance(entry, Mapping):
        raise _fault(name, slug, f"must be a table, [{slug}]")
    for key, value in entry.items():
        _check_key(name, slug, key, value)
    if not entry.get("label"):
        raise _fault(name, slug, "has no label")
    return Topic(
        slug,
        entry["label"],
        entry.get("parent"),
        entry.get("definition", ""),
        tuple(entry.get("terms", ())),
        tuple(entry.get("exclusions", ())),
        entry.get("iptc"),
        entry.get("eurovoc"),
    )


def _check_key(name: str, slug: str, key: str, value: Any) -> None:
    if key in _TEXTS and not isinstance(value, str):
        raise _fault(name, slug, f"{key} must be a string in quotation marks")
    if key in _LISTS and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        raise _fault(name, slug, f"{key} must be a list of strings")
    if key not in (*_TEXTS, *_LISTS):
        raise _fault(name, slug, f"unknown key {key}; the keys are {', '.join((*_TEXTS, *_LISTS))}")


def _check_terms(topic: Topic, name: str) -> None:
    for term in (*topic.terms, *topic.exclusions):
        try:
            spellings(term.removeprefix("="))
        except ValueError as error:
            raise _fault(name, topic.slug, str(error)) from error


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
