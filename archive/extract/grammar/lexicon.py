"""The lexicon of reporting cues, compiled from ``data/cues.toml``."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.errors import VocabularyError
from archive.extract.grammar.inflection import Inflection
from archive.vocabulary import Vocabulary

FRAMES = frozenset(
    "clause that wh quote inverts closes to object attitude urge tell as name ask".split()
)

NOUN, SOURCE_AFTER, PREDICATE = 32, 64, 128
"""Beside the forms of a verb: a noun that reports, a phrase whose source follows it, and an
adjective that reports behind a form of "be"."""


@dataclass(frozen=True, slots=True, eq=False)
class Verb:
    """A reporting word: what it may be followed by and what kind of act it is.

    ``particles`` are the words behind it ("out", "to"), ``nouns`` the heads that count in the
    frame "attitude" where they are not those of the whole lexicon, ``passive`` the words by which
    its passive leads to what is said of its subject; ``strict`` as in cues.toml.
    """

    lemma: str
    kind: str
    frames: frozenset[str]
    strict: bool = False
    particles: tuple[str, ...] = ()
    nouns: frozenset[str] | None = None
    passive: frozenset[str] = frozenset()


Entry = tuple[Verb, int]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All cues by their first word; ``spotter`` finds out whether a text can hold any at all."""

    entries: Mapping[str, tuple[Entry, ...]]
    attitudes: frozenset[str]
    reports: frozenset[str]
    aspect: frozenset[str]
    ready: frozenset[str]
    causes: frozenset[str]
    meetings: frozenset[str]
    encounters: frozenset[str]
    spotter: re.Pattern[str]


@cache
def load_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Compile the lexicon of a vocabulary; raise VocabularyError where a group is not well made."""
    table = vocabulary.table("cues")
    inflection = Inflection(table)
    entries: dict[str, list[Entry]] = defaultdict(list)
    for verb, first in _verbs(table):
        for form, bits in inflection.forms(first).items():
            entries[form].append((verb, bits))
    for found in entries.values():
        found.sort(key=lambda entry: -len(entry[0].particles))
    for verb, first, bit in (*_nouns(table), *_sources_after(table), *_predicates(table)):
        entries[first].append((verb, bit))
    return Lexicon(
        {form: tuple(found) for form, found in entries.items()},
        frozenset(table["attitudes"]["nouns"].split()),
        frozenset(table["reports"]["nouns"].split()),
        frozenset(
            form for verb in table["aspect"]["verbs"].split() for form in inflection.forms(verb)
        ),
        frozenset(table["aspect"]["adjectives"].split()),
        frozenset(table["causes"]["verbs"].split()),
        frozenset(table["meetings"]["verbs"].split()),
        frozenset(table["meetings"]["gerunds"].split()),
        _spotter(_spotted(entries)),
    )


def _verbs(table: Mapping[str, Any]) -> Iterator[tuple[Verb, str]]:
    """Yield each verb with its first word; what several groups say of one verb is joined."""
    strict = frozenset(table["strict"]["verbs"].split())
    merged: dict[str, tuple[str, set[str]]] = {}
    nouns: dict[str, frozenset[str]] = {}
    for group in table["group"]:
        frames = _frames(group)
        for name in group["verbs"].split():
            merged.setdefault(name, (group["class"], set()))[1].update(frames)
            if "nouns" in group:
                nouns[name] = frozenset(group["nouns"].split())
    passive = table.get("passive", {})
    for name, (kind, joined) in merged.items():
        first, *particles = name.split("_")
        yield (
            Verb(
                name.replace("_", " "),
                kind,
                frozenset(joined),
                name in strict,
                tuple(particles),
                nouns.get(name),
                frozenset(link for link, verbs in passive.items() if name in verbs.split()),
            ),
            first,
        )


def _frames(group: Mapping[str, Any]) -> set[str]:
    frames = set(group["frames"].split())
    if unknown := frames - FRAMES:
        raise VocabularyError(
            f"cues.toml: unknown frame {', '.join(sorted(unknown))} beside {group['verbs']!r}",
            hint=f"known frames: {', '.join(sorted(FRAMES))}",
        )
    return frames


def _nouns(table: Mapping[str, Any]) -> Iterator[tuple[Verb, str, int]]:
    for group in table.get("noun", []):
        for noun in group["nouns"].split():
            verb = Verb(noun, group["class"], frozenset(("that",)))
            yield verb, noun, NOUN
            yield verb, noun + "s", NOUN


def _sources_after(table: Mapping[str, Any]) -> Iterator[tuple[Verb, str, int]]:
    for group in table.get("after", []):
        for phrase in group["phrases"].split():
            first, *rest = phrase.split("_")
            name = phrase.replace("_", " ")
            verb = Verb(name, group["class"], frozenset(("quote",)), particles=tuple(rest))
            yield verb, first, SOURCE_AFTER


def _predicates(table: Mapping[str, Any]) -> Iterator[tuple[Verb, str, int]]:
    for group in table.get("predicate", []):
        for word in group["adjectives"].split():
            yield Verb(word, group["class"], frozenset(("that", "closes"))), word, PREDICATE


def _spotted(entries: Mapping[str, Iterable[Entry]]) -> Iterator[str]:
    """Yield what shows that a text can hold a cue: a word, or a phrase that opens with "in"."""
    for first, found in entries.items():
        if all(bits & SOURCE_AFTER for _, bits in found):
            yield from (verb.lemma for verb, _ in found)
        else:
            yield first


def _spotter(words: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern that finds any of ``words``, or a quotation mark or a colon.

    The words share their beginnings as a trie, which is twice as fast as a plain alternation.
    """
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(rf"\b{_branch(trie)}\b|[\"“”«»‘:]|''", re.IGNORECASE)


def _branch(node: Mapping[str, Any]) -> str:
    ways = [
        (r"\s{1,9}" if letter == " " else re.escape(letter)) + _branch(below)
        for letter, below in sorted(node.items())
        if letter
    ]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 else "(?:" + "|".join(ways) + ")"
    return f"(?:{joined})?" if "" in node else joined
