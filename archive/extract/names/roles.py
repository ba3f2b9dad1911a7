"""Which titles are kept as offices: words of the vocabulary, with the body or country named.

What a text has around a name is read as a title generously, to find out who is meant. Kept is only
what names an office: "Tulsa Mayor" is the Mayor of Tulsa, "By President" a President, and "Nominee"
alone or "Environmental Justice" are nothing.
"""

from functools import lru_cache

from archive.extract.names.lexicon import LINKS, Naming, fold, is_acronym
from archive.extract.names.runs import Title, is_office_word

LONGEST_BODY = 8
"""Words of a body or place; "Department of Housing and Urban Development" has six. Longer ones have
run into the next phrase. tests/extract/names/test_roles.py."""


@lru_cache(maxsize=1 << 14)
def kept_title(naming: Naming, title: Title) -> Title | None:
    """Return a title as it is kept as an office, None where it names none."""
    written = title.text.split()
    words = [fold(word) for word in written]
    head = next(
        (i for i in range(len(words) - 1, -1, -1) if is_office_word(naming, words, i)), None
    )
    if head is None:
        return None
    head = _first_head(naming, words, head)
    first = head
    while first and _belongs(naming, words[first - 1]):
        first -= 1
    while first < head and words[first] in LINKS:
        first += 1
    before, behind = written[:first], written[head + 1 :]
    while before and fold(before[0]) in LINKS | naming.openers | naming.headline | naming.courtesy:
        before = before[1:]
    if any(fold(word) in naming.given for word in (*before, *behind)):
        return None
    of = _body(naming, title.of)
    if before and of is None and _is_owner(naming, before, words[head]):
        of = _body(naming, " ".join(before))
    office = " ".join(written[first:])
    if _says_nothing(naming, words[first : head + 1], behind) and of is None:
        return None
    return Title(office, of)


def _is_owner(naming: Naming, before: list[str], head: str) -> bool:
    """Tell "Tulsa (Mayor)" and "NEC (Director)" from "Joining (President)"."""
    words = [fold(word) for word in before]
    if naming.country(" ".join(words)) or naming.is_body(words, before):
        return True
    plain = not any(word in naming.headline or word.endswith("ing") for word in words)
    return plain and head in naming.local_heads and all(word[0].isupper() for word in before)


def _first_head(naming: Naming, words: list[str], last: int) -> int:
    """Return the head of a title, which stands before "of" and "for": "Minister of Justice"."""
    for index, word in enumerate(words[: last + 1]):
        if word in LINKS - {"and"} and index and is_office_word(naming, words, index - 1):
            return index - 1
    return last


def _belongs(naming: Naming, word: str) -> bool:
    pairs = {part for pair in naming.pairs for part in pair.split()}
    return (
        word in naming.heads
        or word in naming.modifiers
        or word in naming.portfolios
        or word in naming.ranks
        or word in pairs
        or word in LINKS
    )


def _body(naming: Naming, of: str | None) -> str | None:
    """Return a body or place without the name of a person that runs on behind it."""
    words = (of or "").split()
    words = words[: _end_of_body(naming, words)]
    while words and fold(words[-1]) in LINKS | naming.courtesy | naming.honorifics.keys():
        words.pop()
    whole = " ".join(words).rstrip(",;")
    short = len(words) <= LONGEST_BODY and any(char.isupper() for char in whole)
    return whole if whole and short and (len(whole) > 1 or is_acronym(whole)) else None


def _end_of_body(naming: Naming, words: list[str]) -> int:
    """Return where a name begins behind a body: "African Union | Macky Sall"."""
    plain = [fold(word) for word in words]
    for index in range(1, len(words)):
        if plain[index] in naming.given and plain[index] not in naming.countries:
            return index
        ended = plain[index - 1] in naming.body_heads or naming.country(plain[index - 1])
        goes_on = (
            plain[index] in naming.body_heads
            or plain[index] in naming.portfolios
            or plain[index] in LINKS
            or plain[index] in naming.companies
        )
        if ended and words[index][0].isupper() and not goes_on and not is_acronym(words[index]):
            return index
    return len(words)


def _says_nothing(naming: Naming, words: list[str], behind: list[str]) -> bool:
    """Tell whether a head alone names no office: "Executive", "head", "Nominee"."""
    return len(words) == 1 and not behind and words[0] in naming.loose_heads
