"""Case, marks and words: the one way each is folded, stripped and cut.

Two kinds of folding are needed, and they are not the same:

* ``fold`` compares names that people write in many ways: "Kılıç" and "Kilic", "ﬁ" and "fi" are one.
* ``fold_as_index`` does what FTS5's tokenizer ``unicode61`` does to the words of its index, so that
  what is counted here is what `archive query` finds.

Two ways of cutting a text into words, likewise: ``words`` are those of the index, folded, and
``written_words`` are compared to tell copies, with their capitals; fingerprints stored in archives
are made of them, so they never change.
"""

import re
from collections.abc import Sequence
from unicodedata import combining, normalize

INDEX_WORD = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
"""A word as ``unicode61`` takes it: a run of letters and digits, with the marks that stand on them.
So "all-weather" is two words, and "China's" too."""

_INDEX_WORD = re.compile(INDEX_WORD)
_WRITTEN_WORD = re.compile(r"\w+")
_NAME_WORD = re.compile(r"[^\W\d_]{2,}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "ng"}
    | {"ß": "ss"}
)


def strip_marks(text: str, *, compatible: bool = True) -> str:
    """Return a text without the marks on its letters: "Łukašenka" -> "Łukasenka".

    What is ``compatible`` by Unicode (NFKD) is made plain as well: ligatures, full-width letters.

    >>> strip_marks("naïve ﬁnance"), strip_marks("naïve ﬁnance", compatible=False)
    ('naive finance', 'naive ﬁnance')
    """
    if text.isascii():
        return text
    decomposed = normalize("NFKD" if compatible else "NFD", text)
    # A text has a hundred different characters, however long it is.
    marks = [character for character in set(decomposed) if combining(character)]
    return decomposed.translate(dict.fromkeys(map(ord, marks))) if marks else decomposed


def fold(text: str) -> str:
    """Return a text to compare by, without case and marks: "Erdoğan" -> "erdogan"."""
    return strip_marks(text.casefold())


def plain_letters(text: str, schwa: str = "a") -> str:
    """Return a folded text in the letters that one types who has no others: "wałesa" -> "walesa".

    Unicode takes marks off letters, but these are letters of their own. Azerbaijani ə is "a" in
    most English names (Əliyev is Aliyev) and "e" in others, so ``schwa`` says which.

    >>> plain_letters("støre"), plain_letters("yıldırım"), plain_letters("əliyev")
    ('store', 'yildirim', 'aliyev')
    """
    if text.isascii():
        return text
    return text.translate(_LETTERS).replace("ə", schwa)


def fold_as_index(text: str) -> str:
    """Return a text in small letters and without marks, as ``unicode61`` indexes it."""
    return strip_marks(text, compatible=False).lower()


def words(text: str) -> list[str]:
    """Return the words of a text as the index counts them, folded."""
    return [fold_as_index(found) for found in _INDEX_WORD.findall(text)]


def is_within(some: Sequence[str], text: str) -> bool:
    """Tell whether words, folded, stand side by side in a text; faster than ``words`` of all of it.

    >>> is_within(["core", "interests"], "China’s “core”-interests"), is_within(["ore"], "core")
    (True, False)
    """
    first, *rest = map(re.escape, some)
    behind = "".join(rf"[\W_]+{word}" for word in rest)
    pattern = rf"{first}(?<![^\W_]{first}){behind}(?![^\W_])"
    return re.search(pattern, fold_as_index(text)) is not None


def written_words(text: str) -> list[str]:
    """Return the words of a text spelled one way (NFKC), capitals kept."""
    return _WRITTEN_WORD.findall(text if text.isascii() else normalize("NFKC", text))


def name_words(name: str) -> list[str]:
    """Return the words of a name, folded, without initials: "J. D. Vance" -> ["vance"]."""
    return _NAME_WORD.findall(fold(name))


def without_entities(text: str) -> str:
    """Return a text with the signs that its entities stand for: "AT&amp;T" -> "AT&T".

    Twice over, because programs that write records escape what was escaped before. An entity needs
    its semicolon here, for an address may have "&copy=2" in it.

    >>> without_entities("&#8220;R&amp;amp;D&rdquo; ?a=1&copy=2")
    '“R&D” ?a=1&copy=2'
    """
    import html  # its table takes 3 ms, and a search needs none

    for _ in range(2):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text
