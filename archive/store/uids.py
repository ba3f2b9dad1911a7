"""The names of things: uids for people, integer keys that sort by date.

A uid is made of what it names, so the same document gives the same uids in every archive; a key is
made of a date and changes with it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from hashlib import sha256

from archive.records import Article, Date
from archive.text import fold

DAY_BITS = 20
"""Bits of a key below the day, for 1,048,576 statements. Measured: 40 cost 65 % more index."""

FIRST_DAY = 1 << 18
"""Days below it (before the year 718) are no dates: there the keys of undated rows may run on."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ALPHABET = _LETTERS + "234567"
_PAIRS = [high + low for high in _ALPHABET for low in _ALPHABET]
_FIRST_PAIRS = [high + low for high in (_ALPHABET[:26] + _LETTERS[:6]) for low in _ALPHABET]


def article_uid(document_sha256: str, repeat: int = 0) -> str:
    """Return "a:" and 12 characters made of the document's hash.

    ``repeat`` counts up where the uid is taken: an article keeps its uid when its document changes,
    and then the old bytes may come again under another path.
    """
    return "a:" + _code(document_sha256 if not repeat else f"{document_sha256}\n{repeat}")


def statement_uids(article: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield "s:" and 12 characters for each statement of an article, equal texts distinguished."""
    seen = dict[str, int]()
    for text in texts:
        repeat = seen[text] = seen.get(text, -1) + 1
        yield "s:" + _code(f"{article}\n{text}\n{repeat}")


def uid_from_elsewhere(article: str, uid: str) -> str:
    """Return the uid here of a statement that only another archive's corrections know."""
    return "s:" + _code(f"{article}\n{uid}")


def _code(material: str) -> str:
    """Return 60 bits of the hash in base32, beginning with a letter so that no digits lead it.

    Eight characters would meet among the twelve million statements of a million articles some
    sixty times; with twelve the chance of a single meeting is 1 in 16,000.
    """
    bits = int.from_bytes(sha256(material.encode()).digest()[:8], "big")
    return (
        _FIRST_PAIRS[bits >> 54]
        + _PAIRS[bits >> 44 & 1023]
        + _PAIRS[bits >> 34 & 1023]
        + _PAIRS[bits >> 24 & 1023]
        + _PAIRS[bits >> 14 & 1023]
        + _PAIRS[bits >> 4 & 1023]
    )


def number_of_uid(uid: str) -> int:
    """Return the 60 bits that a uid spells: they take less room where many rows refer to it."""
    bits = 0
    for letter in uid[2:]:
        bits = bits << 5 | _ALPHABET.index(letter)
    return bits


def uid_of_number(bits: int) -> str:
    """Return the article's uid that spells a number."""
    return "a:" + "".join(_ALPHABET[bits >> shift & 31] for shift in range(55, -1, -5))


def slug(name: str) -> str:
    """Return the uid that a speaker of this name gets: "Xi Jinping" -> "xi-jinping"."""
    words = _NO_WORD.sub("-", fold(name).replace("'", "").replace("’", ""))
    return unicodedata.normalize("NFC", words.strip("-")[:80]).strip("-") or "speaker"


LONGEST_UID = 40
"""Characters of a speaker's uid, with room for "-12" behind it; it is typed and shown in tables."""


def short_uid(first: str) -> str:
    """Return a slug that is no longer than a uid may be, cut between words.

    >>> short_uid("work-of-following-through-on-president-elects-promises")
    'work-of-following-through-on'
    """
    if len(first) <= LONGEST_UID:
        return first
    room = LONGEST_UID - 4
    return first[:room].rpartition("-")[0] or first[:room]


_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 16)
def day_of(iso: str | None) -> int:
    """Return the day of a date that may lack month and day, counted from 0001-01-01 = 1; 0: none.

    >>> day_of("2022-09") == day_of("2022-09-01")
    True
    """
    return date.fromisoformat(iso + "0000-01-01"[len(iso) :]).toordinal() if iso else 0


def article_date(article: Article) -> Date | None:
    """Return the date that an article is filed under: of the event, else of publication."""
    return article.event or article.published
