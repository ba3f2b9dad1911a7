"""Characters that carry no text: odd spaces become plain ones, invisible ones go.

Quotation marks, dashes and letters stay as they were written. Each step is a search that C does
and that most texts end at once, for the body of an archive is read through here.
"""

import re

from archive.text import without_entities

# A line ends at these too; U+2029 ends a paragraph.
_LINE_ENDS = (("\r\n", "\n"), ("\r", "\n"), ("\x0b", "\n"), ("\x0c", "\n"))
_WIDE_LINE_ENDS = (("\x85", "\n"), ("\u2028", "\n"), ("\u2029", "\n\n"))

_CONTROLS = tuple(map(chr, [*range(9), *range(14, 32), 127]))
_SPACES = tuple(
    (space, " ")
    for space in "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u202f\u205f\u3000"
)
# Soft hyphen, zero-width space, word joiner, byte order mark, marks of direction.
_INVISIBLE = tuple("\xad\u200b\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e"
                   "\u2066\u2067\u2068\u2069\u180e")  # fmt: skip
_C1 = tuple(chr(code) for code in range(0x80, 0xA0) if code != 0x85)
# Joiners shape Indic and Persian letters and emoji; beside a Latin letter they are dirt.
_JOINER = re.compile("(?<=[!-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[!-\u024f])")
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_characters(text: str) -> str:
    r"""Return ``text`` with "\n" as the only line end, tabs kept, and no invisible characters.

    What crawlers left escaped ("&quot;", "&nbsp;") becomes the sign that it stands for.
    """
    text = _replaced(without_entities(text), _LINE_ENDS)
    text = _without(text, _CONTROLS)
    if text.isascii():
        return text
    text = _replaced(text, _WIDE_LINE_ENDS)
    text = _replaced(text, _SPACES)
    text = _without(text, _INVISIBLE)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub("", text)
    try:
        is_plain = b"\xc2" not in text.encode()  # no letter from U+0080 to U+00BF is left
    except UnicodeEncodeError:
        return plain_characters(_SURROGATE.sub("", text))
    return text if is_plain else _without(text, _C1)


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        if old in text:
            text = text.replace(old, new)
    return text


def _without(text: str, characters: tuple[str, ...]) -> str:
    for character in characters:
        if character in text:
            text = text.replace(character, "")
    return text
