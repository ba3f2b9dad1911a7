"""What counts as a word, and which marks are the same mark: quotation marks, dashes, widths."""

import re
from unicodedata import category

# Each entry maps a character to one character, so that a position in the folded text is a position
# in what the user typed. U+FF01..FF5E are the full-width forms of ASCII.
_FOLD = str.maketrans(
    {chr(0xFF01 + n): chr(0x21 + n) for n in range(94)}
    | dict.fromkeys("“”„‟«»「」『』〝〞", '"')
    | dict.fromkeys("’‘‚‛′ʼ", "'")
    | dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
    | {chr(n): " " for n in (*range(32), 0x7F)}
)
# ‘so’ is a phrase, don’t is none: the marks must stand outside of words.
_SINGLE_QUOTED = re.compile(r"(?<![^\s(])‘([^‘’“”\"]{1,500})’(?!\w)")


def folded(text: str) -> str:
    """Return the text with one spelling for each kind of mark, as long as it was."""
    return _SINGLE_QUOTED.sub(r'"\1"', encodable(text)).translate(_FOLD)


def encodable(text: str) -> str:
    """Return the text with "?" for each half of a character, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def searchable(text: str) -> bool:
    """Is there a letter or a digit, which is what an index holds?"""
    return any(map(str.isalnum, text))


def trimmed(text: str) -> str:
    """Return the text from its first letter or digit on, without marks behind it.

    Invisible characters go, vowel signs at the end stay.
    """
    clean = "".join(c for c in text if category(c) not in ("Cf", "Cs", "Cc"))
    start, end = 0, len(clean)
    while start < end and not clean[start].isalnum():
        start += 1
    while end > start and category(clean[end - 1])[0] in "CPSZ":
        end -= 1
    return clean[start:end]


def nearest(name: str, names: list[str]) -> str | None:
    """Return the name that is most like ``name``, None where none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, names, n=1)), None)
