"""Reading the words that name a speaker: what kind of mention they are, before one is looked for.

The reading depends on the words alone and is kept; ``speakers`` then asks the article who is meant.
The head of the phrase decides: "a spokesman for Mr. Trump" is a spokesman, "Clinton campaign
manager Robby Mook" is Robby Mook.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from archive.extract.names import Reading, is_office_word, read_run, split_title
from archive.extract.naming import LINKS, LOOSE, Naming, Office, fold, is_acronym, singular

PhraseKind = Literal[
    "pronoun", "collective", "list", "name", "office",
    "country", "body", "document", "unnamed", "group",
]  # fmt: skip

PRONOUNS = {"he": "m", "she": "f", "him": "m", "they": "they", "it": "it", "i": "i", "we": "we",
            "who": "who", "you": "you", "this": "it", "them": "they"}  # fmt: skip
"""A pronoun's gender, or the pronoun itself."""

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
INDEFINITE = frozenset(
    [
        "a",
        "an",
        "some",
        "many",
        "several",
        "one",
        "another",
        "other",
        "few",
        "most",
        "any",
        "every",
        "no",
        "more",
        "numerous",
        "various",
        "multiple",
        "dozens",
        "hundreds",
        "thousands",
        "certain",
        "each",
        "unidentified",
        "unnamed",
        "anonymous",
    ]
)
POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3}
PREPOSITIONS = frozenset(
    [
        "of",
        "for",
        "in",
        "at",
        "from",
        "on",
        "to",
        "with",
        "who",
        "that",
        "which",
        "by",
        "about",
        "near",
        "among",
        "between",
        "inside",
        "outside",
        "whose",
        "familiar",
        "briefed",
        "close",
        "against",
        "under",
        "over",
        "within",
        "involved",
        "representing",
        "speaking",
        "including",
        "during",
        "after",
        "before",
    ]
)
REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves", "jr", "sr"})

TRIM = " \t\n\xa0.,;:!?\"“”'‘’()[]*_-–—"
PARENTHESIS = re.compile(r"\s?\([^()]{0,80}\)")
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


@lru_cache(maxsize=1 << 15)
def read_phrase(naming: Naming, text: str) -> Phrase:
    """Read the words of a mention."""
    plain = " ".join(PARENTHESIS.sub("", text).split())
    plain = plain.strip(TRIM) or " ".join(text.split())
    lowered = plain.lower()
    if lowered in PRONOUNS:
        return Phrase("pronoun", plain, whose=PRONOUNS[lowered])
    return _list(naming, plain) or _one(naming, plain)


def _one(naming: Naming, plain: str) -> Phrase:
    """Read a mention that is no list: each reader takes it or leaves it to the next."""
    words = plain.split()
    first = fold(words[0])
    indefinite = (
        first in INDEFINITE or first in POSSESSIVE or (first.isdigit() and first not in NUMBERS)
    )
    name = _name(naming, plain)
    if name:
        return name
    if not indefinite:
        found = _collective(naming, words) or _office(naming, words)
        if found:
            return found
    return _thing(naming, words, indefinite=indefinite)


def kept_words(plain: str) -> str:
    """Return the words that stand for an unresolved speaker: without "the", articles in small.

    >>> kept_words("The volunteers"), kept_words("A senior official")
    ('volunteers', 'a senior official')
    """
    first, _, rest = plain.partition(" ")
    if first.lower() == "the" and rest:
        return rest
    if first.lower() in INDEFINITE | POSSESSIVE | DEFINITE and rest:
        return f"{first.lower()} {rest}"
    return plain


def head_noun(words: str) -> str:
    """Return the folded noun that a description is about: "a report by the bank" -> "report"."""
    plain = [fold(word.strip(",;:")) for word in words.split()]
    end = next((i for i, word in enumerate(plain) if i and word in PREPOSITIONS), len(plain))
    return plain[end - 1]


# -- Lists ---------------------------------------------------------------------------------------


def _list(naming: Naming, plain: str) -> Phrase | None:
    """Read "Li and Golovchenko", "the President, the Vice President, and Senators"."""
    if not JOINTS.search(plain):
        return None
    if _is_one_body(naming, plain):
        return Phrase("body", kept_words(plain))
    pieces = [piece.strip(TRIM) for piece in JOINTS.split(plain)]
    pieces = [piece for piece in pieces if piece and fold(piece) not in naming.suffixes]
    if len(pieces) < 2 or len(pieces) > 12:
        return None
    adjectives = [naming.adjectives.get(fold(re.sub("^[Tt]he ", "", p))) for p in pieces[:-1]]
    if all(adjectives):
        return _adjective_list(naming, plain, [a for a in adjectives if a], pieces[-1])
    parts = [_one(naming, piece) for piece in pieces]
    if "," in plain:
        parts = _without_appositions(plain, pieces, parts)
    told = [part for part in parts if part.kind not in ("unnamed", "group", "collective")]
    if parts[0].kind not in ("name", "office", "country", "body") and _is_qualified(pieces[0]):
        return None
    if len(parts) < 2 or not told or _shared_office(plain, pieces, parts):
        return None
    if "," in plain and " and " not in plain and "alongside" not in plain:
        return None
    return Phrase("list", kept_words(plain), parts=tuple(parts))


def _is_qualified(piece: str) -> bool:
    """Tell whether a list's first piece only opens one: "officials from China (and Belarus)"."""
    return any(fold(word) in PREPOSITIONS or word in ("like", "such") for word in piece.split()[1:])


def _adjective_list(naming: Naming, plain: str, first: list[str], last: str) -> Phrase | None:
    """Read "Chinese, Belarusian presidents" and "the U.S. and Afghan leaders"."""
    words = last.split()
    country = naming.adjectives.get(fold(words[0]))
    collective = _collective(naming, ["the", *words[1:]]) if country and words[1:] else None
    if collective is None or country is None:
        return None
    parts = tuple(Phrase("country", name, of=name) for name in (*first, country))
    return Phrase(
        "collective", kept_words(plain), office=collective.office, number=len(parts),
        whose=collective.whose, parts=parts,
    )  # fmt: skip


def _without_appositions(plain: str, pieces: list[str], parts: list[Phrase]) -> list[Phrase]:
    """Drop what explains a name before it: "Li, the premier, and Wang, who …"."""
    kept: list[Phrase] = []
    explaining = False
    for piece, part in zip(pieces, parts, strict=True):
        after_name = bool(kept) and kept[-1].kind == "name" and f", {piece}" in plain
        listed = part.kind == "office" and " of " not in piece and _is_capitalised(piece)
        explains = part.kind in ("office", "unnamed", "document") or piece[0].islower()
        if part.kind != "name" and explains and not listed and (after_name or explaining):
            explaining = True
            continue
        explaining = False
        kept.append(part)
    return kept


def _is_capitalised(piece: str) -> bool:
    return piece[0].isupper() or (piece.startswith("the ") and piece[4:5].isupper())


def _shared_office(plain: str, pieces: list[str], parts: list[Phrase]) -> bool:
    """Tell whether two offices are one person's: "the president and chief executive of Acme"."""
    return (
        all(part.kind in ("office", "unnamed") for part in parts)
        and not any(piece[:4].lower() == "the " for piece in pieces[1:])
        and not all(
            piece.removeprefix("the ").removeprefix("The ")[0].isupper() for piece in pieces
        )
    )


def _is_one_body(naming: Naming, plain: str) -> bool:
    """Tell whether "and" or a comma stands inside a name: "the Food and Drug Administration"."""
    before, _, after = plain.partition(" and ")
    if not after:
        return False
    last = after.split()[-1]
    first = before.removeprefix("the ").removeprefix("The ").split()
    if not first or not last[0].isupper() or after.startswith(("the ", "The ")):
        return False
    start = [fold(word) for word in first]
    headed = start[0] in naming.body_heads and "of" in start
    if headed and not naming.country(" ".join(map(fold, after.split()))):
        return read_run(naming, after).kind in ("word", "body", "other")
    ends_body = fold(last) in naming.body_heads
    alone = read_run(naming, " ".join(first)).kind in ("word", "other", "office")
    return (
        ends_body
        and alone
        and all(word[0].isupper() or fold(word) in LINKS for word in first)
        and not naming.country(" ".join(start))
    )


# -- Names ---------------------------------------------------------------------------------------


def _name(naming: Naming, plain: str) -> Phrase | None:
    """Read a mention whose head is a proper name, of whatever kind."""
    body = None
    for match in naming.run.finditer(plain):
        reading = read_run(naming, match[0])
        before, after = plain[: match.start() + reading.start], plain[match.end() :]
        if reading.kind in ("office", "other") or not _ends_head(after):
            continue
        if reading.kind in ("person", "word"):
            if not _is_group(naming, reading.core[-1]) and _describes(naming, before, reading):
                return Phrase("name", kept_words(plain), _described(naming, before, reading))
        elif body is None and fold(before.strip()) in ("", "the"):
            body = Phrase("body", kept_words(plain))
            if reading.kind == "country":
                body = Phrase("country", reading.name, of=reading.name) if not after else None
    return body


def _is_group(naming: Naming, word: str) -> bool:
    """Tell whether a capitalised word is a noun for people: "Senators", "Participants"."""
    return word in naming.unnamed or _is_plural_group(naming, word)


def _is_plural_group(naming: Naming, word: str) -> bool:
    single = singular(word)
    return word in naming.unnamed_plural or (
        single != word and (single in naming.heads or single in naming.unnamed)
    )


def _ends_head(after: str) -> bool:
    """Tell whether what follows a name leaves it the head: nothing, a comma, "of", "who"."""
    if not after or after[0] in ",(;:–—":
        return True
    if not after[0].isspace():
        return False
    word = fold(after.split()[0])
    return word in PREPOSITIONS or word in REFLEXIVES or word == "and"


def _describes(naming: Naming, before: str, reading: Reading) -> bool:
    """Tell whether the words before a name belong to it: a title, a description and a comma."""
    before = before.strip()
    if not before:
        return True
    words = [fold(word) for word in before.rstrip(",").split()]
    if before.endswith(","):
        placed = any(word in ("of", "in", "from", "at", "near") for word in words)
        whole = len(reading.core) > 1 or reading.title is not None
        return whole and (reading.proof or not placed) and reading.kind == "person"
    if any(word in PREPOSITIONS for word in words):
        behind = words[-1] in naming.portfolios or words[-1] in naming.body_heads
        return behind and not set(words) & PREPOSITIONS - {"of", "for"}
    if words == ["the"]:
        return True
    if reading.kind == "word" and words[-1] not in naming.heads:
        return words[-1] in naming.adjectives or words[-1].removesuffix("'s") in naming.countries
    return "'s" not in words[-1] or words[-1].removesuffix("'s") in naming.countries


def _described(naming: Naming, before: str, reading: Reading) -> Reading:
    """Add the office that stands in lower case before the name: "spokesperson Mao Ning"."""
    if reading.title or not before.strip():
        return reading
    title = split_title(naming, before.strip(" ,").split())
    return Reading(
        reading.kind, reading.name, reading.core, reading.start, title, reading.gender,
        reading.honorific, reading.proof,
    )  # fmt: skip


# -- Offices and collectives ---------------------------------------------------------------------


def _stripped(words: list[str]) -> tuple[list[str], int]:
    """Drop the determiners; return the rest and the number they told."""
    number, rest = 0, list(words)
    while rest and (fold(rest[0]) in DEFINITE or fold(rest[0]) in NUMBERS):
        number = NUMBERS.get(fold(rest[0]), number)
        rest.pop(0)
    return rest, number


def _collective(naming: Naming, words: list[str]) -> Phrase | None:
    """Read "the two presidents", "both sides", "the leaders of X and Y", "both"."""
    rest, number = _stripped(words)
    if not rest:
        return (
            Phrase("collective", " ".join(words), number=number, whose="sides") if number else None
        )
    plain = [fold(word) for word in rest]
    head = next((i for i, word in enumerate(plain) if i and word in PREPOSITIONS), len(plain))
    of = None
    if plain[:3] in (["heads", "of", "state"], ["heads", "of", "government"]):
        office: Office | None = naming.office([f"head-of-{plain[2]}"])
        return Phrase(
            "collective", kept_words(" ".join(words)), office=office, number=number, whose="people"
        )
    if head < len(plain) and plain[head] != "of":
        return None
    noun = plain[head - 1]
    if noun == "sides" and head > 1 and naming.country(plain[head - 2]):
        return None
    if noun in naming.collectives and (number or head == 1 or naming.collectives[noun] == "people"):
        if head > 1 and not set(plain[: head - 1]) <= naming.modifiers | LOOSE and not number:
            return None
        if fold(words[0]) not in DEFINITE and not number:
            return None
        return Phrase(
            "collective",
            kept_words(" ".join(words)),
            number=number,
            whose=naming.collectives[noun],
            of=of,
        )
    single = singular(noun)
    if single == noun or not is_office_word(naming, [*plain[: head - 1], single], head - 1):
        return None
    office = naming.office([*plain[: head - 1], single])
    if office is None or (fold(words[0]) not in DEFINITE and not number and words[0][0].islower()):
        return None
    if (
        not set(plain[: head - 1])
        <= naming.modifiers | naming.portfolios | LOOSE | naming.heads.keys()
    ):
        return None
    return Phrase(
        "collective", kept_words(" ".join(words)), office=office, number=number, whose="people"
    )


def _office(naming: Naming, words: list[str]) -> Phrase | None:
    """Read an office instead of a name: "the Chinese premier", "Israel's prime minister"."""
    rest, number = _stripped(words)
    if number or not rest or len(rest) > 12:
        return None
    countries = [naming.country(fold(w).removesuffix("'s").removesuffix("'")) for w in rest[:3]]
    of = next((country for country in countries if country), None)
    kept = [w for i, w in enumerate(rest) if not (i < 3 and countries[i])]
    title = split_title(naming, kept) if kept else None
    if title is None or any("'s" in fold(word) for word in kept):
        return None
    told = [fold(word) for word in title.text.split()]
    known = naming.modifiers | naming.portfolios | LOOSE | LINKS | naming.heads.keys()
    pairs = {word for pair in naming.pairs for word in pair.split()}
    if not set(told) <= known | pairs or set(told) <= naming.unnamed - naming.heads.keys():
        return None
    return Phrase(
        "office", kept_words(" ".join(words)), office=naming.office(told), of=of or title.of
    )


# -- Countries, bodies, documents, unnamed -------------------------------------------------------


def _thing(naming: Naming, words: list[str], *, indefinite: bool) -> Phrase:
    """Read what is no person: the noun before the first preposition or comma decides."""
    kept = kept_words(" ".join(words))
    plain = [fold(word.strip(",;:")) for word in words]
    if plain[0] in DEFINITE and len(plain) > 1:
        words, plain = words[1:], plain[1:]
    phrase = " ".join(plain)
    if phrase in naming.countries:
        return Phrase("country", naming.countries[phrase], of=naming.countries[phrase])
    if phrase in naming.capitals:
        return Phrase("country", " ".join(words))
    if len(plain) == 2 and plain[1] == "side" and naming.country(plain[0]):
        return Phrase("country", naming.country(plain[0]) or kept)
    end = next(
        (
            i
            for i, word in enumerate(plain)
            if i and (word in PREPOSITIONS or words[i - 1][-1] in ",;:")
        ),
        len(plain),
    )
    head = plain[end - 1]
    if head in naming.documents or singular(head) in naming.documents:
        return Phrase("document", kept)
    if _is_plural_group(naming, head):
        return Phrase("group", kept)
    if head in naming.body_heads or head in naming.companies or _is_name(words[:end]):
        return Phrase("body", kept, of=head if not indefinite else None)
    plural = singular(head) != head and not head.endswith(("ss", "us", "is"))
    return Phrase("group" if plural else "unnamed", kept)


def _is_name(words: list[str]) -> bool:
    return all(word[0].isupper() for word in words) or is_acronym(words[-1])
