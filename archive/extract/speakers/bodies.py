"""Bodies under a short name: an acronym is the body that the text spells out with its letters."""

import re
from collections.abc import Iterable

from archive.extract.names.lexicon import LINKS, fold, is_acronym

SHORTEST = 2
LONGEST = 7
"""Letters of an acronym that is looked for."""

SPELLED_OUT = r"((?:[A-Z][\w’'&-]*\s(?:(?:of|for|the|and|on|in|to)\s){0,2}){1,8})\(%s\)"
"""Words in capitals, small words between them, before the acronym in brackets."""


def spelled_out(acronym: str, text: str, bodies: Iterable[str]) -> str | None:
    """Return the name that an acronym stands for in a text, or None.

    The text gives it in brackets, "International Ice Union (IIU)", or names one of the ``bodies``
    with these first letters.
    """
    if not (is_acronym(acronym) and acronym.isalpha() and SHORTEST <= len(acronym) <= LONGEST):
        return None
    defined = re.search(SPELLED_OUT % acronym, text) if f"({acronym})" in text else None
    if defined:
        words = defined[1].split()
        for first in range(len(words)):
            if fold(words[first]) not in LINKS and _initials(words[first:]) == acronym:
                return " ".join(words[first:])
    found = {name for name in bodies if _initials(name.split()) == acronym}
    return found.pop() if len(found) == 1 else None


def _initials(words: list[str]) -> str:
    """The first letters of the words, without those of small ones: "Bank of Asia" -> "BA"."""
    return "".join(word[0] for word in words if fold(word) not in LINKS and word[0].isupper())
