"""How a text is found besides as it stands: the same in a query as in the column ``forms``.

Triggers work the column out, in SQL, so that every client's edit does; here is the same for the
words of a query and for bulk ingest. A test compares the two on texts of all kinds.
"""

import re
from functools import cache
from itertools import pairwise

# Soft hyphen, zero-width space and joiners, marks of direction, word joiner, isolates, byte order
# mark, the Arabic mark of direction.
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, *range(0x2066, 0x206A), 0xFEFF, 0x61C),
    "",
)
_PLAIN = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "ё": "е", "Ё": "е"}
    # Letters of their own, which Unicode does not take marks off.
    | {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
    | {"þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ŋ": "ng", "Ŋ": "Ng"}
    | {"ə": "a", "Ə": "A"}
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {chr(0xFEE0 + ord(c)): c for c in map(chr, range(0x30, 0x7B)) if c.isalnum()}
)
UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u31ff"
    "\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, kana, ideographs, Hangul: scripts without spaces between words."""


SYMBOLS = (
    "[\u20ba-\u20e4\u218a-\u218b\u23f4-\u23ff\u2460-\u249b\u24ea-\u24ff\u2700\u2776-\u2793"
    "\u2b4d-\u2bff\u2e3c-\u2e5d\ue000-\uf8ff"
    "\ufe00-\ufe0f\U0001f000-\U0001fbff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Emoji, variation selectors, circled numbers, new currencies, private signs. FTS5's tables are
older than most and take them for letters: a word beside one is found by a space in its place."""


@cache
def _symbol() -> re.Pattern[str]:
    return re.compile(SYMBOLS)


@cache
def _run() -> re.Pattern[str]:
    # Made where it is first needed: these three take a tenth of a search in Latin letters.
    return re.compile(f"{UNSPACED}+")


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(UNSPACED * 2)


@cache
def _rare() -> re.Pattern[str]:
    return re.compile(f"{UNSPACED}|{SYMBOLS}|[{''.join(map(chr, (*_INVISIBLE, *_PLAIN)))}]")


def plain(text: str) -> str:
    """Return the text without what is invisible, in plain letters, spaces in place of symbols."""
    return _symbol().sub(" ", text.translate(_INVISIBLE).translate(_PLAIN))


def plain_places(text: str) -> tuple[str, list[int]]:
    """Return the text in plain letters, and where each of its characters stands in ``text``."""
    shown = [plain(character) for character in text]
    places = [at for at, piece in enumerate(shown) for _ in piece]
    return "".join(shown), places


def forms_of(text: str) -> str | None:
    """Return how a text is found besides as it stands; None where in no other way.

    Pairs of characters in scripts without spaces, each but the last of a run with the one after
    it; all else in plain letters, without what is invisible, spaces in place of symbols.
    """
    if text.isascii() or not _rare().search(text):
        return None
    shown = text.translate(_INVISIBLE)
    found = "".join(map(_form, shown, [*shown[1:], ""]))
    return found if found and found != text else None


def _form(character: str, after: str) -> str:
    if _pair().fullmatch(pair := character + after):
        return f" {pair} "
    if _run().fullmatch(character):
        return f" {character} "
    if _symbol().match(character):
        return " "
    return str(_PLAIN.get(ord(character), character))


def pieces(text: str) -> tuple[str, bool]:
    """Return the words to look for, and whether the last of them is only the beginning of one.

    A run of a script without spaces becomes its overlapping pairs: "核心利益" is "核心 心利 利益".
    What follows a run stands behind its last character in the index, so that comes too: "利益 a"
    is "利益 益 a". A single character is the beginning of a pair.
    """
    if text.isascii():
        return text, False
    shown = plain(text)
    found = [run.span() for run in _run().finditer(shown)]
    if not found:
        return shown, False
    words, at = list[str](), 0
    for start, end in found:
        run = shown[start:end]
        is_last = not any(map(str.isalnum, shown[end:]))
        words += [shown[at:start], *map("".join, pairwise(run))]
        words += [run[-1]] if not is_last or len(run) == 1 else []
        at = end
    last = found[-1]
    return " ".join([*words, shown[at:]]), len(shown[slice(*last)]) == 1 and is_last
