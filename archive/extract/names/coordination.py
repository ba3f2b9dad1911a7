"""Mentions of several: "Li and Golovchenko", "the President, the Vice President, and Senators"."""

import re
from collections.abc import Callable

from archive.extract.names.lexicon import LINKS, LOOSE, Naming, fold
from archive.extract.names.mention_words import (
    AGE,
    EXPLAINS,
    JOINTS,
    PREPOSITIONS,
    TRIM,
    WITH,
    Phrase,
    kept_words,
)
from archive.extract.names.runs import is_office_word, read_run

BOTH = re.compile("^[Bb]oth (?=.{1,200} and )")
NATIONAL = frozenset("national federal international european american".split())
"""What opens the name of a body: "the National Oceanic and Atmospheric Administration"."""

OPENS_ANOTHER = frozenset("the his her their its".split())
"""What opens a list's member that is somebody else: "the chancellor and his counterpart"."""

SHORT = 2
"""Words behind "and" that are the end of one body's name rather than a body of their own."""

Reader = Callable[[Naming, str], Phrase]


def read_list(naming: Naming, plain: str, read_one: Reader) -> Phrase | None:
    """Read a mention as a list of mentions, each read by ``read_one``; None where it is none."""
    if not JOINTS.search(plain):
        return None
    if _is_one_body(naming, plain):
        return Phrase("body", kept_words(plain))
    plain = BOTH.sub("", plain)
    pieces = _bodies_joined(naming, [p.strip(TRIM) for p in JOINTS.split(plain)], plain)
    pieces = _fields_joined(naming, plain, pieces)
    pieces = [piece for piece in pieces if piece and fold(piece) not in naming.suffixes]
    if len(pieces) < 2 or len(pieces) > 12:
        return None
    adjectives = [naming.adjectives.get(fold(re.sub("^[Tt]he ", "", p))) for p in pieces[:-1]]
    countries = [country for country in adjectives if country]
    if len(countries) == len(adjectives):
        return _adjective_list(naming, plain, countries, pieces[-1], read_one)
    return _members(naming, plain, pieces, [read_one(naming, piece) for piece in pieces])


def _bodies_joined(naming: Naming, pieces: list[str], plain: str) -> list[str]:
    """Put a body's name together among others: "the Food and Drug Administration and Acme"."""
    if len(pieces) < 3:
        return pieces
    joined: list[str] = []
    for piece in pieces:
        whole = f"{joined[-1]} and {piece}" if joined and joined[-1] else ""
        if whole and whole in plain and _is_one_body(naming, whole):
            joined[-1] = whole
        else:
            joined.append(piece)
    return joined


def _fields_joined(naming: Naming, plain: str, pieces: list[str]) -> list[str]:
    """Put the fields of one office together: "the minister for trade and industry, Ann Lee"."""
    joined: list[str] = []
    for piece in pieces:
        field = _is_field(naming, piece)
        if field and joined and fold(joined[-1].split()[-1]) in naming.portfolios:
            begin = plain.find(joined[-1])
            joined[-1] = plain[begin : plain.find(piece, begin + len(joined[-1])) + len(piece)]
        else:
            joined.append(piece)
    return joined


def _is_field(naming: Naming, piece: str) -> bool:
    """Tell "industry" and "Human Services Ann Lee", which go on with "of Health", from a member."""
    words = [fold(word) for word in piece.split()]
    first = next((i for i, word in enumerate(words) if word not in naming.portfolios), len(words))
    if first == len(words):
        return piece.islower()
    bare = first > 0 and not is_office_word(naming, words, first)
    return (
        bare
        and words[first] not in naming.modifiers
        and read_run(naming, " ".join(piece.split()[first:])).kind in ("person", "word")
    )


def _members(naming: Naming, plain: str, pieces: list[str], parts: list[Phrase]) -> Phrase | None:
    """Keep of the pieces those that are members; None where they make no list."""
    if not _opens_list(naming, pieces[0], parts[0]):
        return None
    if "," in plain:
        parts = _without_appositions(plain, pieces, parts)
    if parts[0].kind in ("group", "unnamed") and {part.kind for part in parts[1:]} == {"name"}:
        parts = parts[1:]
    if len(parts) < 2:
        return parts[0] if parts[0].kind == "name" else None
    if not any(_is_told(part) for part in parts) or _shared_office(pieces, parts):
        return None
    if "," in plain and not re.search(rf"\s(?:{WITH})\s", plain):
        return None
    return Phrase("list", kept_words(plain), parts=tuple(parts))


def _opens_list(naming: Naming, piece: str, part: Phrase) -> bool:
    """Tell whether a first piece is a member: no "officials from China" and no "Current"."""
    if part.kind not in ("name", "office", "country") and not _is_told(part):
        return not _is_qualified(piece)
    last = fold(piece.split()[-1])
    return part.kind != "name" or last not in naming.ranks | LOOSE


def _is_told(part: Phrase) -> bool:
    """Tell whether a part names somebody, a body by its proper name at least."""
    if part.kind == "body":
        return part.words.split()[-1][0].isupper() and part.words[0].isupper()
    return part.kind in ("name", "office", "country", "pronoun")


def _is_qualified(piece: str) -> bool:
    """Tell whether a list's first piece only opens one: "officials from China (and Belarus)"."""
    return any(fold(word) in PREPOSITIONS or word in ("like", "such") for word in piece.split()[1:])


def _adjective_list(
    naming: Naming, plain: str, first: list[str], last: str, read_one: Reader
) -> Phrase | None:
    """Read "Chinese, Belarusian presidents" and "the U.S. and Afghan leaders"."""
    words = last.split()
    country = naming.adjectives.get(fold(words[0]))
    if country is None or len(words) < 2:
        return None
    collective = read_one(naming, " ".join(["the", *words[1:]]))
    if collective.kind != "collective":
        return None
    parts = tuple(Phrase("country", name, of=name) for name in (*first, country))
    return Phrase(
        "collective", kept_words(plain), office=collective.office, number=len(parts),
        whose=collective.whose, parts=parts,
    )  # fmt: skip


def _without_appositions(plain: str, pieces: list[str], parts: list[Phrase]) -> list[Phrase]:
    """Drop what explains a name before it: "Li, the premier, and Wang, who was there"."""
    kept: list[Phrase] = []
    explaining = False
    place = 0
    for piece, part in zip(pieces, parts, strict=True):
        joint = plain[place : plain.find(piece, place)]
        place = plain.find(piece, place) + len(piece)
        if kept and _explains(piece, part, joint, kept[-1], explaining=explaining):
            explaining = True
            continue
        if kept and joint.strip() == "," and part.kind == "name" and _introduces(kept[-1]):
            kept.pop()  # "and his counterpart, Bola Tinubu"
        explaining = False
        kept.append(part)
    return kept


def _introduces(before: Phrase) -> bool:
    """Tell whether what stands before a name only says what its bearer is."""
    return before.kind in ("unnamed", "office") and before.words[0].islower()


def _explains(piece: str, part: Phrase, joint: str, before: Phrase, *, explaining: bool) -> bool:
    """Tell whether a piece goes on explaining what was named, rather than naming another."""
    if AGE.match(piece) or EXPLAINS.match(piece):
        return True
    if explaining and not (part.kind == "name" and "," in joint and "and" in joint):
        return True
    if before.kind != "name" or "," not in joint or part.kind == "name":
        return False
    listed = part.kind == "office" and " of " not in piece and _is_capitalised(piece)
    return not listed and (part.kind in ("office", "unnamed", "document") or piece[0].islower())


def _is_capitalised(piece: str) -> bool:
    return piece[0].isupper() or (piece.startswith("the ") and piece[4:5].isupper())


def _shared_office(pieces: list[str], parts: list[Phrase]) -> bool:
    """Tell whether two offices are one person's: "the president and chief executive of Acme"."""
    return (
        all(part.kind in ("office", "unnamed") for part in parts)
        and not any(fold(piece.split()[0]) in OPENS_ANOTHER for piece in pieces[1:])
        and not all(
            piece.removeprefix("the ").removeprefix("The ")[0].isupper() for piece in pieces
        )
    )


def _is_one_body(naming: Naming, plain: str) -> bool:
    """Tell whether "and" or a comma stands inside a name: "the Food and Drug Administration"."""
    before, _, after = plain.partition(" and ")
    if not after or " and " in after:
        return False
    last = after.split()[-1]
    first = before.removeprefix("the ").removeprefix("The ").split()
    if not first or not last[0].isupper() or after.startswith(("the ", "The ")):
        return False
    start = [fold(word) for word in first]
    headed = start[0] in naming.body_heads and ("of" in start or "for" in start)
    if headed and not naming.country(" ".join(map(fold, after.split()))):
        return read_run(naming, after).kind in ("word", "body", "other")
    ends_body = fold(last) in naming.body_heads
    reading = read_run(naming, " ".join(first))
    unproved = reading.kind == "person" and not reading.proof  # "Small Business and Trade Council"
    alone = (
        start[0] in NATIONAL
        or reading.kind in ("word", "other", "office", "body")
        or (unproved and len(after.split()) <= SHORT)
    )
    return (
        ends_body
        and alone
        and all(word[0].isupper() or fold(word) in LINKS for word in first)
        and not naming.country(" ".join(start))
    )
