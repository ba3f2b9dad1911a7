"""Other spellings of a word: US and U.S., co-operation and cooperation."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

SHORTEST = 3
"""Letters of what follows a prefix: the index of inflections holds no shorter words."""

LONGEST = 7
"""Letters of the longest prefix, "counter"."""

_CAPITALS = re.compile(r"[A-Z]{2,5}")
_STOPPED = re.compile(r"(?:[A-Za-z]\.){1,5}[A-Za-z]")


class Abbreviation(NamedTuple):
    """Letters of an abbreviation; ``cased`` where in small letters they are another word."""

    letters: str
    cased: bool

    @property
    def phrases(self) -> tuple[str, str]:
        """How it stands in an index of words: as one word, and with stops as a word a letter."""
        return self.letters, " ".join(self.letters)


def abbreviation(word: str) -> Abbreviation | None:
    """Return the abbreviation that a word is, by its capitals or stops; None where it is none.

    >>> abbreviation("U.S"), abbreviation("AI"), abbreviation("Taiwan")
    (Abbreviation(letters='US', cased=True), Abbreviation(letters='AI', cased=False), None)
    """
    if _STOPPED.fullmatch(word):
        letters = word.replace(".", "").upper()
    elif _CAPITALS.fullmatch(word):
        letters = word
    else:
        return None
    return Abbreviation(letters, letters in _words("also_words"))


def joined(parts: Sequence[str]) -> str | None:
    """Return a word of two parts without its hyphen; None for more parts or fewer."""
    return "".join(parts).lower() if len(parts) == 2 else None


def split(word: str, occurs: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield the prefixes that a word may begin with, and the rest of each where that ``occurs``.

    >>> list(split("cooperation", {"operation", "peration"}.__contains__))
    [('co', 'operation')]
    """
    lowered = word.lower()
    for length in range(1, min(len(lowered) - SHORTEST, LONGEST) + 1):
        # The list of prefixes is read only where a rest occurs: that costs less.
        if occurs(lowered[length:]) and lowered[:length] in _words("prefixes"):
            yield lowered[:length], lowered[length:]


def in_capitals(letters: str) -> Iterable[str]:
    """Return the patterns (GLOB) of an abbreviation as it is written, in a text between blanks."""
    edge = "[^A-Za-z0-9]"
    return [f"*{edge}{between.join(letters)}{edge}*" for between in ("", ".", ". ")]


@cache
def _words(name: str) -> frozenset[str]:
    # Few searches need it, and a search should begin at once.
    from archive.vocabulary import default_vocabulary

    return frozenset(str(default_vocabulary().table("spellings")[name]).split())
