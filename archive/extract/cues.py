"""The lexicon of reporting cues, compiled from ``data/cues.toml``, and the cues of a passage.

A cue is found by its first word, in any of its inflected forms, and by the particles behind it.
What it is worth is decided later, by the clause it stands in.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.errors import VocabularyError
from archive.extract.tokens import Passage
from archive.vocabulary import Vocabulary

FRAMES = frozenset(
    [
        "clause",
        "that",
        "wh",
        "quote",
        "inverts",
        "to",
        "object",
        "attitude",
        "urge",
        "tell",
        "as",
        "name",
        "ask",
    ]
)
BASE, THIRD, PAST, PARTICIPLE, ING = 1, 2, 4, 8, 16
"""The forms a verb stands in, as bits: "said" is both PAST and PARTICIPLE."""

FINITE = THIRD | PAST
VOWELS = "aeiou"


@dataclass(frozen=True, slots=True, eq=False)
class Verb:
    """A reporting verb: what it may be followed by and what kind of act it is."""

    lemma: str
    kind: str
    frames: frozenset[str]
    strict: bool
    particles: tuple[str, ...]
    nouns: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb cue in a passage: tokens ``first`` to ``after - 1``, its verb and its form bits."""

    first: int
    after: int
    verb: Verb
    forms: int


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All cues by their first word; ``spotter`` finds out whether a text can hold any at all."""

    verbs: Mapping[str, tuple[tuple[Verb, int], ...]]
    sources_after: Mapping[str, tuple[tuple[str, ...], ...]]
    nouns: Mapping[str, str]
    attitudes: frozenset[str]
    aspect: frozenset[str]
    spotter: re.Pattern[str]


@cache
def load_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Compile the lexicon of a vocabulary; raise VocabularyError where a group is not well made."""
    table = vocabulary.table("cues")
    forms = _Forms(table)
    merged = _merged_groups(table)
    strict = frozenset(_words(table["strict"]["verbs"]))
    by_form: dict[str, list[tuple[Verb, int]]] = defaultdict(list)
    own_nouns = {
        name: frozenset(_words(group["nouns"]))
        for group in table["group"]
        if "nouns" in group
        for name in _words(group["verbs"])
    }
    for name, (kind, frames) in merged.items():
        first, *particles = name.split("_")
        lemma = name.replace("_", " ")
        verb = Verb(
            lemma, kind, frozenset(frames), name in strict, tuple(particles), own_nouns.get(name)
        )
        for form, bits in forms.of(first).items():
            by_form[form].append((verb, bits))
    for entries in by_form.values():
        entries.sort(key=lambda entry: -len(entry[0].particles))
    nouns = {
        noun: group["class"] for group in table.get("noun", []) for noun in _words(group["nouns"])
    }
    after: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for group in table.get("after", []):
        for phrase in _words(group["phrases"]):
            first, *rest = phrase.split("_")
            after[first].append(tuple(rest))
    return Lexicon(
        {form: tuple(entries) for form, entries in by_form.items()},
        {first: tuple(rests) for first, rests in after.items()},
        nouns,
        frozenset(_words(table["attitudes"]["nouns"])),
        frozenset(form for verb in _words(table["aspect"]["verbs"]) for form in forms.of(verb)),
        _spotter([*by_form, *nouns, *(noun + "s" for noun in nouns), *after]),
    )


def find_cues(passage: Passage, lexicon: Lexicon) -> list[Cue]:
    """Return the verb cues of a passage outside its quotations, in order."""
    found: list[Cue] = []
    lower, quoted, verbs = passage.lower, passage.quoted, lexicon.verbs
    until = 0
    for i, word in enumerate(lower):
        if quoted[i] or i < until or word not in verbs:
            continue
        for verb, bits in verbs[word]:
            after = i + 1 + len(verb.particles)
            if verb.particles and (
                tuple(lower[i + 1 : after]) != verb.particles or _infinitive(passage, after)
            ):
                continue
            found.append(Cue(i, after, verb, bits))
            until = after
            break
    return found


def _infinitive(passage: Passage, i: int) -> bool:
    """Tell "agreed to work" from "agreed to a plan" by what follows "to": ``i`` is behind it."""
    if passage.lower[i - 1] != "to" or i >= len(passage) or passage.quoted[i]:
        return False
    word = passage.lower[i]
    return passage.words[i][0].islower() and word not in NOMINAL and not word.endswith("ing")


NOMINAL = frozenset(
    "the a an this that these those his her their its our my your any all each every no some one "
    "two three him them us me it".split()
)


def _merged_groups(table: Mapping[str, Any]) -> dict[str, tuple[str, set[str]]]:
    """Join what several groups say of one verb: its class is that of the first."""
    merged: dict[str, tuple[str, set[str]]] = {}
    for group in table["group"]:
        frames = set(group["frames"].split())
        if unknown := frames - FRAMES:
            raise VocabularyError(
                f"cues.toml: unknown frame {', '.join(sorted(unknown))} beside {group['verbs']!r}",
                hint=f"known frames: {', '.join(sorted(FRAMES))}",
            )
        for name in _words(group["verbs"]):
            merged.setdefault(name, (group["class"], set()))[1].update(frames)
    return merged


class _Forms:
    """Inflects a verb by rule, with the table's exceptions."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.irregular = {verb: tuple(forms.split()) for verb, forms in table["irregular"].items()}
        self.doubling = frozenset(_words(table["doubling"]["verbs"]))

    def of(self, verb: str) -> dict[str, int]:
        """Return each form of ``verb`` with its bits.

        >>> _Forms({"irregular": {}, "doubling": {"verbs": ""}}).of("deny")
        {'deny': 1, 'denies': 2, 'denied': 12, 'denying': 16}
        """
        third, past, participle, ing = self.irregular.get(verb) or self._regular(verb)
        forms: dict[str, int] = {}
        for form, bit in (
            (verb, BASE),
            (third, THIRD),
            (past, PAST),
            (participle, PARTICIPLE),
            (ing, ING),
        ):
            forms[form] = forms.get(form, 0) | bit
        return forms

    def _regular(self, verb: str) -> tuple[str, str, str, str]:
        if verb in self.doubling:
            stem = verb + verb[-1]
            return verb + "s", stem + "ed", stem + "ed", stem + "ing"
        if verb.endswith("e"):
            return verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
        if verb.endswith("y") and verb[-2] not in VOWELS:
            return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
        return third, verb + "ed", verb + "ed", verb + "ing"


def _words(text: str) -> list[str]:
    return text.lower().split()


def _spotter(words: list[str]) -> re.Pattern[str]:
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
    ways = [re.escape(letter) + _branch(below) for letter, below in sorted(node.items()) if letter]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 else "(?:" + "|".join(ways) + ")"
    return f"(?:{joined})?" if "" in node else joined
