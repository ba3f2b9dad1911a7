"""The words that names are made of, compiled from five tables of the vocabulary.

``names`` (given names, family names that stand first, particles), ``offices`` (titles, honorifics,
nouns for people and documents), ``countries`` (with adjectives and capitals), ``bodies``, and of
``people`` the offices that one person holds at a time.
All later steps ask this one object, in folded words: lower case, without accents.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from archive import text
from archive.vocabulary import Vocabulary

UPPER = "".join(
    chr(code) for code in (*range(0x250), *range(0x370, 0x590), *range(0x1E00, 0x2000))
    if chr(code).isupper()
)  # fmt: skip
"""The capitals of Latin, Greek and Cyrillic, for a character class: ``re`` knows no \\p{Lu}."""

SPACE = r"(?:[ \xa0]{1,2}+\n?|\n)"
"""Between two words of a name: blanks or one line end of a hard wrap, never a blank line."""

LOOKALIKES = str.maketrans("аеорсухіјѕєӏ", "aeopcyxijsel")
"""Cyrillic letters that stand in Latin names by mistake: "Niinistӧ" on a real page."""

LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss",
                         "æ": "ae", "œ": "oe", "’": "'", "‑": "-"})  # fmt: skip


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """Return the word in lower case, without accents, lookalikes and a closing dot.

    >>> fold("Niinistӧ"), fold("Kiliç"), fold("Sen.")
    ('niinisto', 'kilic', 'sen')
    """
    if word.isascii():
        return sys.intern(word.lower().removesuffix("."))
    plain = text.fold(word)
    if any("a" <= char <= "z" for char in plain):
        plain = plain.translate(LOOKALIKES)
    return plain.translate(LETTERS).removesuffix(".")


def folded_set(words: Iterable[str]) -> frozenset[str]:
    """Return a list of words of the vocabulary as a set in folded form."""
    return frozenset(" ".join(map(fold, word.split())) for word in words)


def singular(word: str) -> str:
    """Return a folded plural noun in the singular: "secretaries" -> "secretary".

    >>> singular("ministers"), singular("secretaries"), singular("men")
    ('minister', 'secretary', 'man')
    """
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


class Naming:
    """The compiled tables; every set and key holds folded words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile the tables ``names``, ``offices``, ``countries``, ``bodies`` and ``people``."""
        self._compile_names(vocabulary.table("names"))
        self._compile_offices(vocabulary.table("offices"))
        countries = vocabulary.table("countries")
        self._compile_countries(countries["countries"])
        self.shared = {
            name: (*countries["countries"][name]["adjectives"], *more)
            for name, more in countries["shared"].items()
        }
        bodies = vocabulary.table("bodies")
        self.body_heads = folded_set(bodies["heads"]["words"])
        self.state_bodies = folded_set(bodies["heads"]["state"])
        self.companies = folded_set(bodies["heads"]["companies"])
        self.short_forms = {noun: frozenset(endings) for noun, endings in bodies["short"].items()}
        self.body_names = folded_set(bodies["names"]["words"])
        self.things = folded_set(bodies["things"]["words"])
        self.body_acronyms = frozenset(bodies["acronyms"]["words"])
        self.known_bodies = self.body_names | folded_set(bodies["known"]["words"])
        self.no_names = folded_set(bodies["known"]["no_names"])
        self.things_too = folded_set(bodies["things_too"]["words"])
        self.of_heads = folded_set(bodies["of"]["heads"])
        self.run = re.compile(run_pattern(vocabulary.table("names")))
        sole = vocabulary.table("people")["sole"]
        self.sole = {kind: frozenset(sole[kind]) for kind in ("heads", "of_place", "of_field")}
        self.sole_titles = frozenset(sole["titles"])

    def _compile_names(self, table: Mapping[str, Any]) -> None:
        census = table["given_census"]
        self.given = {
            **dict.fromkeys(folded_set(census["he"]), "m"),
            **dict.fromkeys(folded_set(census["she"]), "f"),
            **dict.fromkeys(folded_set(table["given"]["he"]), "m"),
            **dict.fromkeys(folded_set(table["given"]["she"]), "f"),
        }
        self.family_first = folded_set(table["family_first"]["words"])
        self.short = {
            fold(form): fold(name)
            for name, forms in table["short"].items()
            for form in (name, *forms)
        }
        self.areas = folded_set(table["areas"]["words"])
        self.particles = folded_set(table["parts"]["particles"])
        self.suffixes = folded_set(table["parts"]["suffixes"])
        self.openers = folded_set(table["openers"]["words"])
        self.days = folded_set(table["openers"]["days"])
        self.headline = folded_set(table["headline"]["words"])

    def _compile_offices(self, table: Mapping[str, Any]) -> None:
        self.honorifics: Mapping[str, str] = table["honorifics"]
        self.heads: Mapping[str, str] = table["heads"]
        self.pairs: Mapping[str, str] = table["pairs"]
        self.pair_heads = frozenset(pair.split()[-1] for pair in self.pairs)
        self.wider = {head: frozenset(held) for head, held in table["wider"].items()}
        self.gendered = {
            **dict.fromkeys(table["gendered"]["he"], "m"),
            **dict.fromkeys(table["gendered"]["she"], "f"),
        }
        self.local_heads = frozenset(table["loose"]["local"])
        self.loose_heads = frozenset(table["loose"]["words"])
        self.courtesy = frozenset(table["courtesy"]["words"])
        self.ranks = frozenset(table["ranks"]["words"])
        self.past = frozenset(table["ranks"]["past"])
        self.born = frozenset(table["ranks"]["born"])
        self.holy = frozenset(table["ranks"]["holy"])
        self.modifiers = frozenset(table["modifiers"]["words"])
        self.portfolios = frozenset(table["portfolios"]["words"])
        self.unnamed = frozenset(table["unnamed"]["words"])
        self.unnamed_plural = frozenset(table["unnamed"]["plural"])
        self.labels = frozenset(table["unnamed"]["labels"])
        self.standing = frozenset(table["standing"]["words"])
        self.kin = frozenset(table["kin"]["words"])
        self.parents = frozenset(table["kin"]["parents"])
        self.collectives: Mapping[str, str] = {
            word: kind for kind, words in table["collectives"].items() for word in words
        }
        self.documents = frozenset(table["documents"]["words"])
        self.states: Mapping[str, str] = table["states"]

    def _compile_countries(self, countries: Mapping[str, Mapping[str, list[str]]]) -> None:
        self.countries: dict[str, str] = {}
        self.adjectives: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        for name, more in countries.items():
            for alias in (name, *more.get("aliases", ())):
                self.countries[fold_phrase(alias)] = name
            for adjective in more.get("adjectives", ()):
                # Two countries may share an adjective; the one listed first keeps it.
                self.adjectives.setdefault(fold_phrase(adjective), name)
            for capital in more.get("capitals", ()):
                self.capitals.setdefault(fold_phrase(capital), name)

    def country(self, words: str) -> str | None:
        """Return the country of a name, alias or adjective in folded words, or None."""
        return self.countries.get(words) or self.adjectives.get(words)

    def is_body(self, words: list[str], written: list[str]) -> bool:
        """Tell whether a capitalised phrase, folded and as written, names a body."""
        last = words[-1]
        return (
            last in self.body_heads
            or last in self.companies
            or " ".join(words) in self.body_names
            or is_acronym(written[-1])
        )

    def is_naming(self, word: str) -> bool:
        """Tell whether a folded word belongs to titles or given names, also where it is common."""
        return (
            word in self.heads
            or word in self.honorifics
            or word in self.modifiers
            or word in self.given
        )

    def office(self, words: list[str]) -> "Office | None":
        """Return the office that a title names, in folded words; None where no head ends it.

        "of" and what follows count like words before the head: "Minister of Defense" is the
        "Defense Minister".
        """
        return _office(self, tuple(words))


class Office:
    """A title taken apart: its head's common word and the other words."""

    __slots__ = ("head", "ranks", "rest")

    def __init__(self, head: str, rest: frozenset[str], ranks: frozenset[str]) -> None:
        """Keep the head, the words beside it and those of them that make another office."""
        self.head = head
        self.rest = rest
        self.ranks = ranks

    def means(self, held: "Office", naming: Naming) -> bool:
        """Tell whether these words, in a later mention, can mean the office ``held``."""
        if self.ranks != held.ranks or not self.rest <= held.rest | LOOSE:
            return False
        return self.head == held.head or held.head in naming.wider.get(self.head, ())


LOOSE = frozenset({"top", "senior", "new", "visiting", "us", "chief", "current", "longtime"})
"""Words of a later mention that the first title need not have: "the new premier"."""

LINKS = frozenset({"of", "the", "for", "and", "to", "in", "on", "at"})


@lru_cache(maxsize=1 << 12)
def _office(naming: Naming, words: tuple[str, ...]) -> Office | None:
    words = tuple(
        chain.from_iterable(word.replace("defence", "defense").split("/") for word in words)
    )
    if words[:2] == ("head", "of") and f"head-of-{words[-1]}" in naming.heads:
        words = (f"head-of-{words[-1]}",)
    for end in range(len(words), 0, -1):
        if end < len(words) and words[end] not in LINKS:
            continue
        pair = " ".join(words[max(0, end - 2) : end])
        head, used = (naming.pairs[pair], 2) if pair in naming.pairs else (None, 1)
        head = head or naming.heads.get(words[end - 1])
        if head is None:
            continue
        rest = frozenset(words[: end - used] + words[end:]) - LINKS - naming.courtesy
        if head == "minister" and rest & {"foreign", "external"}:
            head, rest = "foreign-minister", rest - {"foreign", "external", "affairs"}
        ranks = frozenset(part for word in rest for part in word.split("-")) & naming.ranks
        return Office(head, rest, ranks)
    return None


def fold_phrase(phrase: str) -> str:
    """Return the words of a phrase, each folded, with single blanks."""
    return " ".join(map(fold, phrase.split()))


def is_acronym(word: str) -> bool:
    """Tell whether a word is an acronym of letters: "NATO", "CEA", but no "U.S." and no "A"."""
    return 2 <= len(word) <= 7 and word.isupper() and word.isalpha()


@cache
def naming_of(vocabulary: Vocabulary) -> Naming:
    """Return the tables compiled, once for each vocabulary."""
    return Naming(vocabulary)


def run_pattern(table: Mapping[str, Any]) -> str:
    """Return the pattern of a run: capitalised words with the particles and dots inside names.

    It starts with a class of capitals, so that ``re`` skips to the next one at full speed; each
    part is possessive or fails within a word, so a megabyte of capitals costs what it is long.
    """
    capital = f"[{UPPER}]"
    openers = _by_first(table["openers"]["words"])
    pronouns = _by_first(table["openers"]["pronouns"])
    short = _by_first(table["parts"]["abbreviations"])
    particles = "|".join(sorted(table["parts"]["particles"], key=len, reverse=True))
    word = rf"(?:\.(?:{capital}\.)*+|(?:{short})\.|\w*+(?:[-‑'’](?!s\b)\w++)*+)"
    first = (
        rf"{capital}(?!(?:{openers})\b(?![-.'’]\w)|(?:{pronouns})\b(?![-.'’]\w|{SPACE}{capital}))"
        rf"{word}"
    )
    nickname = rf"(?:[(“\"]{capital}\w*+[)”\"]{SPACE})?"
    joined = r"(?:(?:al|el|ul|ad|an|ar|as|at|az|ash)[-‑])?"  # "Abdel-Fattah al-Sisi"
    more = rf"(?:{SPACE}{nickname}(?:(?:{particles}){SPACE}){{0,2}}{joined}{capital}{word})"
    return rf"{first}{more}{{0,9}}+(?:,?{SPACE}[JS][Rr]\b\.?)?"


def _by_first(words: Iterable[str]) -> str:
    """Return alternatives for the rest of each word, after its first letter was matched."""
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[0], set()).add(word[1:])
    return "|".join(
        f"(?<={first})(?:{'|'.join(sorted(rest, key=len, reverse=True))})"
        for first, rest in sorted(rests.items())
    )
