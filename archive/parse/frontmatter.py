"""YAML front matter: the scalar subset that crawlers and site generators write, exactly.

Plain, single-quoted and double-quoted scalars over one or more lines with their folding and
escapes, literal and folded blocks, and flat lists: YAML 1.2.2, chapters 7.3 and 8.1. Anchors, tags
and nesting don't occur there, and 60 lines of our own start faster than a YAML library and build no
objects that a text asked for.
"""

import re
from collections.abc import Iterator

Fields = dict[str, tuple[str, ...]]
"""Each field's values: one for a scalar, several for a list."""

_FENCE = re.compile(r"\ufeff?\s{0,64}---[ \t]{0,16}(?=\n)")
_CLOSE = re.compile(r"\n(?:---|\.\.\.)[ \t]{0,16}(?=\n|$)")
_KEY = re.compile(r"""(["']?)([A-Za-z_][\w.-]{0,60})\1[ \t]{0,8}:(?:[ \t]+|$)(.*)""")
_ESCAPE = re.compile(
    r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n[ \t]*|[\s\S])"
    r"|(?<![ \t])[ \t]*+\n[ \t\n]*"
)
# The look-behind lets a match begin at the first of many spaces only, which keeps it linear.
_BREAK = re.compile(r"(?<![ \t])[ \t]*+\n[ \t\n]*")
_SINGLE = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_LIMIT = 64_000
"""Front matter is looked for in this many characters; the longest seen had 2,000."""


def split_front_matter(text: str) -> tuple[Fields, str]:
    """Return the fields of a front matter and the text after it; no fields where there is none.

    A block that holds anything but fields is no front matter and stays in the text.
    """
    opened = _FENCE.match(text)
    closed = _CLOSE.search(text, opened.end(), opened.end() + _LIMIT) if opened else None
    if not opened or not closed:
        return {}, text
    fields: Fields = {}
    for key, value in _entries(text[opened.end() : closed.start()]):
        if key is None:
            return {}, text
        fields.setdefault(key, _values(value))
    return fields, text[closed.end() :] if fields else text


def _entries(block: str) -> Iterator[tuple[str | None, str]]:
    """Yield each key with its raw value, following lines included; a None key for no field."""
    key, value = None, ""
    for line in block.split("\n"):
        if not line or line[0] in " \t#-":
            value += "" if line.startswith("#") else "\n" + line
            continue
        if key:
            yield key, value
        match = _KEY.match(line)
        if not match:
            yield None, line
            return
        key, value = match[2].lower(), match[3]
    if key:
        yield key, value


def _values(raw: str) -> tuple[str, ...]:
    stripped = raw.strip()
    if stripped.startswith("[") and stripped.endswith("]"):
        items = stripped[1:-1].split(",")
    elif stripped.startswith("- "):
        items = re.split(r"(?:^|\n)[ \t]*-[ \t]+", stripped)
    else:
        items = [raw]
    return tuple(value for item in items if (value := _scalar(item)))


def _scalar(raw: str) -> str:
    text = raw.strip()
    if text[:1] == '"' and text[-1:] == '"' and len(text) > 1:
        return _ESCAPE.sub(_unescaped, text[1:-1])
    if text[:1] == "'" and text[-1:] == "'" and len(text) > 1:
        return _folded(text[1:-1].replace("''", "'"))
    if text[:1] in ("|", ">"):
        return _block(raw)
    plain = re.split(r"(?:^|[ \t])#", text, maxsplit=1)[0]
    return "" if plain.strip() in ("~", "null", "Null", "NULL") else _folded(plain.strip())


def _unescaped(match: re.Match[str]) -> str:
    escape = match[1]
    if escape is None:
        return _fold(match[0])
    if escape[0] == "\n":
        return ""
    if len(escape) > 1:
        code = int(escape[1:], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return _SINGLE.get(escape, escape)


def _folded(text: str) -> str:
    return _BREAK.sub(lambda match: _fold(match[0]), text)


def _fold(breaks: str) -> str:
    """One line end is a space, each further one stays."""
    return "\n" * (breaks.count("\n") - 1) or " "


def _block(raw: str) -> str:
    header, _, rest = raw.strip(" ").partition("\n")
    text = "\n".join(line.strip() for line in rest.strip("\n").split("\n"))
    return _folded(text) if header[0] == ">" else text
