"""Bodies under a short name: an acronym is the body that the text spells out with its letters."""

import re
from collections.abc import Iterable, Mapping

from archive.extract.names.lexicon import LINKS, fold

IN_BRACKETS = re.compile(r"\s\(([A-Z]{2,7})\)")
REACH = 100
"""Characters before an acronym in brackets in which the name begins."""

ACRONYM = re.compile(r"[A-Z]{2,7}")


def acronyms(text: str, bodies: Iterable[str]) -> Mapping[str, str]:
    """Return the names that acronyms stand for in a text; one pass over it.

    The text gives them in brackets, "International Ice Union (IIU)", or it names one of the
    ``bodies`` with these first letters, and no other.
    """
    found: dict[str, set[str]] = {}
    for name in bodies:
        letters = _initials(name.split())
        if ACRONYM.fullmatch(letters):
            found.setdefault(letters, set()).add(name)
    alone = {letters: names.pop() for letters, names in found.items() if len(names) == 1}
    defined: dict[str, str] = {}
    for match in IN_BRACKETS.finditer(text):
        whole = _spelled(match[1], text[max(0, match.start() - REACH) : match.start()])
        if whole:
            defined[match[1]] = whole
    return alone | defined


def _spelled(acronym: str, before: str) -> str | None:
    """Return the words at the end of ``before`` that have the acronym's letters."""
    words = before.split()
    for first in range(len(words) - 1, -1, -1):
        word = words[first]
        if not (word[0].isupper() or fold(word) in LINKS) or word[-1] in ".,;:)":
            return None
        if fold(word) not in LINKS and _initials(words[first:]) == acronym:
            return " ".join(words[first:])
    return None


def _initials(words: list[str]) -> str:
    """The first letters of the words, without those of small ones: "Bank of Asia" -> "BA"."""
    return "".join(word[0] for word in words if fold(word) not in LINKS and word[0].isupper())
