"""A text cut into words, and which of them are names and numbers."""

import re
from functools import cache, cached_property
from hashlib import blake2b
from unicodedata import normalize

from archive.text import written_words
from archive.vocabulary import default_vocabulary

RUN_COMPARED = 4
"""Words of a run by which two texts are compared before they are laid side by side."""

_WORD = re.compile(r"\w+")
_BEGINS = re.compile(r"[.!?:;•\n“\"(—*|-]")


class Cut:
    """A text cut into words, once, to be compared with many others; with what is known of it.

    ``day`` is an ISO date, which may lack day and month; ``place`` that of its dateline.
    """

    def __init__(
        self,
        text: str,
        title: str | None = None,
        day: str | None = None,
        place: str | None = None,
    ) -> None:
        """Cut nothing yet: what comparing asks for is worked out when it is first asked."""
        self.text = text
        self.title, self.day, self.place = title, day, place

    @cached_property
    def words(self) -> list[str]:
        """The words as written."""
        return written_words(self.text)

    @cached_property
    def folded(self) -> list[str]:
        """The words without capitals."""
        return [word.casefold() for word in self.words]

    @cached_property
    def shouts(self) -> bool:
        """Is more than half of it in capitals, which tell nothing then?"""
        return sum(word[0].isupper() for word in self.words) > len(self.words) / 2

    @cached_property
    def begins(self) -> list[bool]:
        """Of each word whether a sentence or the like begins with it."""
        text = self.text if self.text.isascii() else normalize("NFKC", self.text)
        found, last = [], 0
        for match in _WORD.finditer(text):
            found.append(last == 0 or _BEGINS.search(text, last, match.start()) is not None)
            last = match.end()
        return found

    @cached_property
    def named(self) -> frozenset[str]:
        """The words, folded, that have a capital within a sentence and are never without one."""
        if self.shouts:
            return frozenset()
        pairs = zip(self.words, self.begins, strict=True)
        capital = {word.casefold() for word, begins in pairs if word[0].isupper() and not begins}
        return frozenset(capital) - self.small

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that occur without a capital."""
        return frozenset(word for word in self.words if word[0].islower())

    def facts(self, other: "Cut") -> list[bool]:
        """Say of each word whether it is a name or a number; ``other`` knows names, too."""
        names = self.named - other.small if not self.shouts else other.named
        numbers = number_words()
        return [
            word[0].isdigit()
            or folded in numbers
            or (word[0].isupper() and len(word) > 1 and folded in names)
            for word, folded in zip(self.words, self.folded, strict=True)
        ]

    @cached_property
    def same(self) -> int:
        """A number that texts have in common whose words are the same."""
        joined = " ".join(self.folded).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(joined, digest_size=6).digest())

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """All runs of four words."""
        shifted = (self.folded[place:] for place in range(RUN_COMPARED))
        return frozenset(zip(*shifted, strict=False))


@cache
def number_words() -> frozenset[str]:
    """Return the words that are numbers: a template differs in them as in digits."""
    return frozenset(default_vocabulary().table("copies")["numbers"].split())
