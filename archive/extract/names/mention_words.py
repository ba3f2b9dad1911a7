"""The small words of mentions, and the form in which a mention is read."""

import re
from dataclasses import dataclass
from typing import Literal

from archive.extract.names.lexicon import Office, fold
from archive.extract.names.runs import Reading

PhraseKind = Literal[
    "pronoun", "collective", "list", "name", "office",
    "country", "body", "document", "unnamed", "group",
]  # fmt: skip

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his"), "m"),
    **dict.fromkeys(("she", "her", "hers"), "f"),
    **dict.fromkeys(("they", "them", "their"), "they"),
    **dict.fromkeys(("it", "its", "this"), "it"),
    **dict.fromkeys(("i", "my", "me"), "i"),
    **dict.fromkeys(("we", "us", "our"), "we"),
    **dict.fromkeys(("who", "whose", "whom"), "who"),
    **dict.fromkeys(("which", "that"), "which"),
    **dict.fromkeys(("you", "your", "one", "another"), "nobody"),
}
"""A pronoun's gender, or the pronoun itself."""

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
INDEFINITE = frozenset(
    """a an some many several one another other few most any every no more numerous various
    multiple dozens hundreds thousands certain each unidentified unnamed anonymous""".split()
)
POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3}
PREPOSITIONS = frozenset(
    """of for in at from on to with who that which by about near among between inside outside
    whose familiar briefed close against under over within involved representing speaking
    including during after before""".split()
)
REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves", "jr", "sr"})

TRIM = " \t\n\xa0.,;:!?\"“”'‘’()[]*_-–—"
PARENTHESIS = re.compile(r"\s?\([^()]{0,80}\)")
LONGEST_MENTION = 300
"""Characters of a mention that are read; the longest source in 2,301 of news has 193."""

AROUND = re.compile(r"^(?:[Bb]y|[Ff]rom|[Aa]nd|[Bb]ut)\s|(?:\s(?:both|also|too)|['’]s?)$")
"""Words and marks around a mention that name nobody."""

AGE = re.compile(r"\d{1,3}$")
EXPLAINS = re.compile(
    r"(?:who|whose|which|where|when|including|such as|one of|then|now|formerly|named|known|based|"
    r"an?|citing|speaking|\w{2,20}ed)\s",
    re.IGNORECASE,
)
"""What a piece between commas begins with that explains the name before it."""

WITH = "and|alongside|along with|together with|as well as"
JOINTS = re.compile(rf"\s?,\s(?:{WITH})\s|\s(?:{WITH}|&)\s|,\s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention read: its kind, the words to keep where nobody is found, and what it asks for.

    ``number`` is how many people a collective counts, 0 where it does not tell; ``whose`` is the
    kind of collective ("people", "sides", "countries") or the pronoun's gender.
    """

    kind: PhraseKind
    words: str
    reading: Reading | None = None
    office: Office | None = None
    of: str | None = None
    number: int = 0
    whose: str = ""
    parts: tuple["Phrase", ...] = ()


def kept_words(plain: str) -> str:
    """Return the words that stand for an unresolved speaker: without "the", articles in small.

    >>> kept_words("The volunteers"), kept_words("A senior official")
    ('volunteers', 'a senior official')
    """
    first, _, rest = plain.partition(" ")
    if first.lower() == "the" and rest:
        return rest
    if first.lower() in INDEFINITE | POSSESSIVE | DEFINITE:
        return f"{first.lower()} {rest}".strip()
    return plain


def head_noun(words: str) -> str:
    """Return the folded noun that a description is about: "a report by the bank" -> "report"."""
    plain = [fold(word.strip(",;:")) for word in words.split()]
    end = next((i for i, word in enumerate(plain) if i and word in PREPOSITIONS), len(plain))
    return plain[end - 1]
