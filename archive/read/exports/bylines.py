"""Bylines to names: without "By", offices, addresses and places, in the case of names."""

import re
from collections.abc import Iterable
from functools import cache

from archive.read.exports.words import alternatives, words

LONGEST = 5
"""Words of a name: "María del Carmen López García" has five."""

_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,8}\b", re.I)
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,200}[)\]]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    joins = alternatives(words("bylines", "joins"))
    return (
        re.compile(rf"\s*(?:{alternatives(words('bylines', 'begins'))})(?:\s+|:\s*)", re.I),
        re.compile(rf"\s*[,;/|&•]\s*|\s+(?:{joins})\s+", re.I),
        re.compile(rf"\s+(?:{alternatives(words('bylines', 'ends'))})\s.*|\s+[-–—]\s.*", re.I),
        re.compile(rf"\b(?:{alternatives(words('bylines', 'offices'))})\b", re.I),
    )


def names(text: str | None, *, inverted: bool = False) -> list[str]:
    """Return the people in a byline, each once; ``inverted``: "Obuya, Jack; Amsel, Ruth"."""
    begins, between, ends, office = _patterns()
    text = " ".join((text or "").replace("\xa0", " ").split())
    if inverted and "," in text:
        return _unique(_turned(part) for part in re.split(r"\s*[;·]\s*", text))
    text = _ADDRESS.sub("", _BRACKETS.sub("", text))
    text = begins.sub("", text, count=1) if begins.match(text) else text
    found = []
    for part in between.split(text):
        name = ends.sub("", part).strip(" .:*\"'“”-–—")
        is_name = name and name[0].isalpha() and not any(map(str.isdigit, name))
        if is_name and len(name.split()) <= LONGEST and not office.search(name):
            found.append(_cased(name))
    return _unique(found)


def is_byline(text: str) -> bool:
    """Tell whether a line is a byline: it begins with "By" and names follow."""
    begins = _patterns()[0].match(text)
    if begins is None or len(text) > 120 or text.rstrip()[-1:] in '.!?”"':
        return False
    rest = text[begins.end() :]
    return bool(names(text)) and rest[:1].isupper()


def _turned(part: str) -> str:
    last, _, first = part.partition(",")
    first = first.split(",")[0]
    return _cased(f"{first.strip()} {last.strip()}".strip())


def _cased(name: str) -> str:
    """Return a name in capitals as names are written: "ANNA O'NEILL" is "Anna O'Neill"."""
    if not name.isupper() or len(name) < 4:
        return name
    return re.sub(r"\bMc([a-z])", lambda m: "Mc" + m[1].upper(), name.title()).replace("’S ", "’s ")


def _unique(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, found)))
