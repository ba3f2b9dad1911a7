"""Titles in the words around a name: "foreign ministry spokesperson X", "X, who runs Y", "X of Z".

Both looks are bounded: some words back, one phrase ahead.
"""

import re

from archive.extract.names.lexicon import LINKS, Naming, fold
from archive.extract.names.runs import Reading, Title, is_office_word, split_title

REACH_BEFORE = 90
REACH_AFTER = 150
"""Characters looked at before and after a name; the longest title in the gold texts has 72."""

OWNERS = frozenset("the his her its their".split())
PASTS = frozenset("said told spoke met held made took gave went wrote will has is was".split())
"""Verbs behind an office that opens a clause; others end in -ed."""

STATES = frozenset("republic federation people's islamic democratic".split())
OF_PLACE = re.compile(r"(?:’s|'s)?\s(?:of|from)\s(?:the\s)?([A-Z][^,.;:()\n]{2,60})")
PHRASE = re.compile(
    r",\s(?:the\s|an?\s|who\s(?:is|was|serves\sas)\s(?:the\s|an?\s)?)?([^,.;:()“”\"]{3,140})"
)


def title_before(
    naming: Naming, text: str, start: int, reading: Reading, *, joined: bool = False
) -> Title | None:
    """Return the title whose words stand right before a name, lower case included.

    ``joined``: an "and" and another title stand between. Then "the" tells of somebody else: in
    "the Vice President and President Ali" there are two. Right before a name that nothing else
    proves, only the title's head counts: in "the Office of Science and Technology Policy" nobody is
    called Technology Policy.
    """
    taken: list[str] = []
    headed, proof = False, reading.proof
    for word in reversed(_words_before(text, start)):
        plain = fold(word)
        if word[-1] in ",;:)”\"'" or (word[-1] == "." and plain not in naming.heads):
            break
        headed = headed or plain in naming.heads
        proof = proof or (not taken and len(reading.core) > 1 and plain in naming.countries)
        if not headed and not (proof and _belongs_behind(naming, plain)):
            break
        if headed and not _belongs(naming, word, plain):
            break
        if headed and joined and plain == "the":
            return None
        taken.insert(0, word)
    while taken and fold(taken[0]) in LINKS:
        taken.pop(0)
    return split_title(naming, taken) if headed else None


def title_apposed(naming: Naming, text: str, start: int, reading: Reading) -> Title | None:
    """Return the title that a comma parts from its bearer: "the Ambassador of Chile, Ann Lee".

    It must tell whose officer it is, as "his minister, Bo Hall" does: in "the President, Ann Lee,
    and Bo Hall" there may be three.
    """
    if len(reading.core) < 2:
        return None
    taken: list[str] = []
    for word in reversed(_words_before(text, start - 2)):
        plain = fold(word)
        if plain in OWNERS and taken and taken[0] not in LINKS:
            title = split_title(naming, taken) if _is_headed(naming, taken) else None
            return title if title and (title.of or plain != "the") else None
        if not (_belongs(naming, word, plain) or naming.country(plain)) or word[-1] in ',;:)”"':
            return None
        taken.insert(0, word)
    return None


def _is_headed(naming: Naming, words: list[str]) -> bool:
    return any(is_office_word(naming, [fold(w) for w in words], i) for i in range(len(words)))


def _words_before(text: str, start: int) -> list[str]:
    """The whole words of the same paragraph within reach before ``start``."""
    begin = max(0, start - REACH_BEFORE)
    before = text[begin:start].rpartition("\n\n")[2]
    words = before.split()
    return words[1:] if begin and len(before) == start - begin else words


def _belongs_behind(naming: Naming, plain: str) -> bool:
    """What may stand between a title's head and the name: "Secretary of Health and … X".

    So may a country, which Russian use puts there: "President of Belarus Alexander Lukashenko".
    """
    return (
        plain in naming.portfolios
        or plain in LINKS
        or plain in naming.body_heads
        or plain in STATES
        or naming.country(plain) is not None
    )


def _belongs(naming: Naming, word: str, plain: str) -> bool:
    return (
        plain in naming.heads
        or plain in naming.modifiers
        or plain in naming.portfolios
        or plain in ("of", "the", "for")
        or plain in naming.body_heads
        or (word[0].isupper() and plain not in naming.openers)
    )


def titles_after(naming: Naming, text: str, end: int, reading: Reading) -> list[Title]:
    """Return the titles that follow a name: ", a spokesperson for X and Y", "of Israel"."""
    ahead = text[end : end + REACH_AFTER].replace("\n", " ")
    if reading.title and not reading.title.of:
        place = OF_PLACE.match(ahead)
        country = _leading_country(naming, place[1]) if place else None
        if country:
            return [Title(reading.title.text, country)]
    phrase = PHRASE.match(ahead)
    if phrase is None:
        return []
    # Words cut off where the reach ends make no title.
    whole = phrase[1] if phrase.end() < len(ahead) else phrase[1].rpartition(" ")[0]
    titles: list[Title] = []
    for part in whole.split(" and "):
        title = _title_of_phrase(naming, part.split())
        if title is None:  # "in Geneva, President Lee and the Minister met": no apposition
            break
        titles.append(title)
    return titles


def _leading_country(naming: Naming, words: str) -> str | None:
    parts = [fold(word) for word in words.split()[:5]]
    for size in range(len(parts), 0, -1):
        name = naming.countries.get(" ".join(parts[:size]).removesuffix("'s"))
        if name:
            return name
    return None


def _title_of_phrase(naming: Naming, words: list[str]) -> Title | None:
    """Read a phrase after a comma that is a title from its first word on, up to "who" or a verb."""
    plain = [fold(word) for word in words]
    for index in range(min(len(words), 7)):
        if is_office_word(naming, plain, index):
            break
        if not _belongs(naming, words[index], plain[index]):
            return None
    else:
        return None
    end = index + 1
    if end < len(words) and words[end][0].isupper() and plain[end] not in naming.heads:
        return None
    while end < len(words) and (_belongs(naming, words[end], plain[end]) or plain[end] == "to"):
        end += 1
    if end < len(words) and (plain[end].endswith("ed") or plain[end] in PASTS):
        return None  # "As part of his Unity Agenda, the President released a plan"
    if _runs_into_name(naming, words, plain, index):
        return None  # "with Mr. Lee, Secretary of Homeland Security Roth and others"
    return split_title(naming, words[:end])


def _runs_into_name(naming: Naming, words: list[str], plain: list[str], head: int) -> bool:
    """Tell whether a name follows a title's field: then the title is that one's."""
    for index in range(head + 2, len(words)):
        known = plain[index] in naming.portfolios or plain[index] in naming.body_heads
        field = plain[index - 1] in naming.portfolios
        if words[index][0].isupper() and field and not known and not naming.country(plain[index]):
            return plain[index] not in naming.heads and plain[index] not in naming.modifiers
    return False
