"""Reading the words that name a speaker: what kind of mention they are, before one is looked for.

The reading depends on the words alone and is kept; ``speakers`` then asks the article who is meant.
The head of the phrase decides: "a spokesman for Mr. Trump" is a spokesman, "Clinton campaign
manager Robby Mook" is Robby Mook.
"""

from functools import lru_cache

from archive.extract.names.coordination import read_list
from archive.extract.names.lexicon import LINKS, LOOSE, Naming, Office, fold, is_acronym, singular
from archive.extract.names.mention_words import (
    AROUND,
    DEFINITE,
    INDEFINITE,
    LONGEST_MENTION,
    NUMBERS,
    PARENTHESIS,
    POSSESSIVE,
    PREPOSITIONS,
    PRONOUNS,
    REFLEXIVES,
    TRIM,
    Phrase,
    kept_words,
)
from archive.extract.names.runs import Reading, is_office_word, read_run, split_title


@lru_cache(maxsize=1 << 12)
def read_phrase(naming: Naming, text: str) -> Phrase:
    """Read the words of a mention."""
    if len(text) > LONGEST_MENTION:
        text = text[:LONGEST_MENTION].rpartition(" ")[0] or text[:LONGEST_MENTION]
    plain = " ".join(PARENTHESIS.sub("", text).split())
    plain = AROUND.sub("", plain.strip(TRIM)) or " ".join(text.split())
    return read_list(naming, plain, _one) or _one(naming, plain)


def _one(naming: Naming, plain: str) -> Phrase:
    """Read a mention that is no list: each reader takes it or leaves it to the next."""
    words = plain.split()
    first = fold(words[0])
    if len(words) == 1 and first in PRONOUNS:
        return Phrase("pronoun", plain, whose=PRONOUNS[first])
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


# -- Names ---------------------------------------------------------------------------------------


def _name(naming: Naming, plain: str) -> Phrase | None:
    """Read a mention whose head is a proper name, of whatever kind."""
    body = None
    for match in naming.run.finditer(plain):
        reading = read_run(naming, match[0])
        before, after = plain[: match.start() + reading.start], plain[match.end() :]
        if reading.kind == "other" and _ends_head(after) and _names_body(naming, before):
            return Phrase("body", plain[match.start() + reading.start : match.end()])
        if reading.kind in ("office", "other") or not _ends_head(after):
            continue
        if reading.kind in ("person", "word"):
            if not _is_noun(naming, reading) and _describes(naming, before, reading):
                return Phrase("name", kept_words(plain), _described(naming, before, reading))
        elif body is None and fold(before.strip()) in ("", "the"):
            body = Phrase("body", kept_words(plain))
            if reading.kind == "country":
                body = Phrase("country", reading.name, of=reading.name) if not after else None
    return body


def _names_body(naming: Naming, before: str) -> bool:
    """Tell whether a noun for a body stands before a name: "environment group Open River"."""
    words = before.split()
    return bool(words) and words[-1].islower() and words[-1] in naming.body_heads


def _is_noun(naming: Naming, reading: Reading) -> bool:
    """Tell whether a capitalised word is a common noun or a mere letter, no name."""
    last = reading.core[-1]
    single = len(reading.core) == 1 and not reading.honorific
    return _is_group(naming, last) or (
        single and (len(last) == 1 or last in INDEFINITE or last in naming.documents)
    )


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
        places = [i for i, word in enumerate(words) if word in ("of", "in", "from", "at", "near")]
        titled = places and words[places[0]] == "of" and words[places[0] - 1] in naming.heads
        picked = words[:2] in (["one", "of"], ["another", "of"])  # "One of them, Ada Bruun"
        placed = bool(places) and not titled and not picked  # "the president of the union, Musa F."
        whole = len(reading.core) > 1 or reading.title is not None
        return whole and (reading.proof or not placed) and reading.kind == "person"
    if any(word in PREPOSITIONS for word in words):
        return _is_long_title(naming, words)
    if words == ["the"]:
        return True
    if reading.kind == "word" and words[-1] not in naming.heads:
        return words[-1] in naming.adjectives or words[-1].removesuffix("'s") in naming.countries
    return "'s" not in words[-1] or (reading.kind == "person" and 2 <= len(reading.core) <= 4)


def _is_long_title(naming: Naming, words: list[str]) -> bool:
    """Tell whether words with "of" are one title: "Secretary of State", "Ministry of X spokesman".

    "A spokesman for", "supporters of candidate" are none: the name there is another's.
    """
    if set(words) & PREPOSITIONS - {"of", "for"}:
        return False
    first = next(i for i, word in enumerate(words) if word in PREPOSITIONS)
    if words[-1] in naming.heads:
        return first > 0 and words[first - 1] in naming.body_heads
    headed = first > 0 and words[first - 1] in naming.heads
    field = words[-1] in naming.portfolios or words[-1] in naming.body_heads
    return field or (headed and naming.country(words[-1]) is not None)


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
    """Drop the determiners; return the rest and the number they show."""
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
    folded_title = [fold(word) for word in title.text.split()]
    known = naming.modifiers | naming.portfolios | LOOSE | LINKS | naming.heads.keys()
    pairs = {word for pair in naming.pairs for word in pair.split()}
    if (
        not set(folded_title) <= known | pairs
        or set(folded_title) <= naming.unnamed - naming.heads.keys()
    ):
        return None
    return Phrase(
        "office", kept_words(" ".join(words)), office=naming.office(folded_title), of=of or title.of
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
    if head in naming.unnamed:
        return Phrase("unnamed", kept)
    if head in naming.body_heads or head in naming.companies or _is_name(words[:end]):
        return Phrase("body", kept, of=head if not indefinite else None)
    plural = singular(head) != head and not head.endswith(("ss", "us", "is"))
    return Phrase("group" if plural else "unnamed", kept)


def _is_name(words: list[str]) -> bool:
    return all(word[0].isupper() for word in words) or is_acronym(words[-1])
