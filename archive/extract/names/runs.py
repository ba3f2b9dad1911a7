"""Reading a run of capitalised words: whose name is it, with what title before it.

"Chinese Premier Li Qiang" is the name "Li Qiang" with the title "Premier" of "China". A reading
depends on the words alone, so it is made once for each run and kept.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from archive.extract.names.lexicon import LINKS, Naming, fold, is_acronym, singular

RunKind = Literal["person", "word", "office", "body", "country", "other"]

NICKNAME = '("“‘'
"""What opens a nickname inside a name: Benjamin (Benny) Gantz."""

LONGEST_NAME = 6
"""Words of the longest personal name; longer runs of capitals are headlines or lists."""


@dataclass(frozen=True, slots=True)
class Title:
    """An office as written and the country or body it belongs to."""

    text: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run reads as.

    ``core`` holds the name's words, folded, without initials and suffixes, hyphened words taken
    apart; ``start`` is the offset of the name in the run and ``name`` the name as written.
    ``proof`` says that a title, an honorific or a known given name shows a person; a ``word`` is
    a single capitalised word that may be a surname.
    """

    kind: RunKind
    name: str = ""
    core: tuple[str, ...] = ()
    start: int = 0
    title: Title | None = None
    gender: str = ""
    honorific: bool = False
    proof: bool = False


@lru_cache(maxsize=1 << 13)
def read_run(naming: Naming, run: str) -> Reading:
    """Read a run of capitalised words."""
    written = [word for word in run.split() if word[0] not in NICKNAME]
    words = [fold(word.removesuffix(",")) for word in written]
    while len(words) > 1 and words[-1] in naming.days:
        words.pop()
        written.pop()
    if not words:
        return Reading("other")  # a nickname alone
    phrase = " ".join(words)
    if phrase in naming.countries:
        return Reading("country", naming.countries[phrase])
    if phrase in naming.capitals:
        return Reading("other", " ".join(written), tuple(words))
    begin = _after_titles(naming, words)
    if begin == len(words):
        return _untitled_king(naming, written, words) or _office(naming, written, words)
    if begin:
        return _titled(naming, written, words, begin)
    return _untitled(naming, written, words)


def core_words(naming: Naming, words: list[str]) -> tuple[str, ...]:
    """Return the folded words of a name that identify it: no initials, no suffixes."""
    parts = [part for word in words for part in word.split("-") if part]
    kept = [p for p in parts if len(p.replace(".", "")) > 1 and p not in naming.suffixes]
    return tuple(kept or parts)


ARTICLES = frozenset({"a", "an", "the"})
ASIDES = frozenset({"will", "under", "would", "could", "should", "about"})
"""Words with a capital before a title, at the start of a sentence or in a headline."""

SHOUTED = 5
"""Letters of a word in capitals that is no abbreviation: "SECRETARY", not "CEO"."""


def split_title(naming: Naming, written: list[str]) -> Title | None:
    """Part a title's words: "Chinese Foreign Ministry spokesperson" is of that ministry."""
    words = [fold(word) for word in written]
    while (
        words
        and words[0]
        in ARTICLES | ASIDES | naming.courtesy | naming.honorifics.keys() - naming.heads.keys()
    ):
        words, written = words[1:], written[1:]
    head = _head(naming, words)
    if head is None:
        return None
    first = head
    while first and _extends_title(naming, words[first - 1]):
        first -= 1
    last = _end_of_title(naming, words, head)
    while first < head and words[first] in LINKS:
        first += 1
    title = " ".join(written[first:last])
    outside = written[last:]
    while outside and fold(outside[0]) in LINKS | naming.honorifics.keys():
        outside = outside[1:]
    of = " ".join(outside) or None
    left, left_written = words[:first], written[:first]
    left, left_written = _without_courtesy(naming, left, left_written)
    if left:
        owner = " ".join(left).removesuffix("'s").removesuffix("'")
        country = naming.country(owner)
        if country or owner != " ".join(left) or naming.is_body(left, left_written):
            of = country or " ".join(left_written)[: len(owner)]
        elif naming.country(left[0]):
            of = naming.country(left[0])
            title = " ".join([*left_written[1:], title])
        else:
            title = " ".join([*left_written, title])
    return Title(_plain_title(title), naming.country(" ".join(map(fold, (of or "").split()))) or of)


def _plain_title(title: str) -> str:
    """Return a title without a joint at its end, and in capitals only where it abbreviates."""
    words = title.split()
    while words and fold(words[-1]) in LINKS:
        words.pop()
    return " ".join(
        word.capitalize() if word.isupper() and len(word) >= SHOUTED else word for word in words
    )


def _end_of_title(naming: Naming, words: list[str], head: int) -> int:
    """Where a title ends behind its head: "of Human Services" belongs to it, "of Texas" not."""
    end = at = head + 1
    while at < len(words) and words[at] in LINKS:
        while at < len(words) and words[at] in LINKS:
            at += 1
        while at < len(words) and (words[at] in naming.portfolios or words[at] == "and"):
            at += 1
        whole = at == len(words) or words[at] in LINKS
        if not whole:
            break
        end = at
    return end


def _without_courtesy(
    naming: Naming, words: list[str], written: list[str]
) -> tuple[list[str], list[str]]:
    kept = [
        i
        for i, word in enumerate(words)
        if word not in naming.courtesy and word not in naming.honorifics
    ]
    return [words[i] for i in kept], [written[i] for i in kept]


def _head(naming: Naming, words: list[str]) -> int | None:
    """Return the index of a title's head: the last one before "of", else the last one."""
    found = None
    for index, word in enumerate(words):
        if word in LINKS - {"and"} and found is not None:
            return found
        if is_office_word(naming, words, index):
            found = index
    return found


def is_office_word(naming: Naming, words: list[str], index: int) -> bool:
    """Tell whether a folded word ends a title: "minister", the "lady" of "first lady"."""
    word = words[index]
    if word in naming.heads:
        return True
    return word in naming.pair_heads and index > 0 and f"{words[index - 1]} {word}" in naming.pairs


def _extends_title(naming: Naming, word: str) -> bool:
    return word in naming.modifiers or word in naming.heads or word in LINKS


def _after_titles(naming: Naming, words: list[str]) -> int:
    """Return the index behind the last title or honorific of a run, 0 where there is none."""
    for index in range(len(words) - 1, -1, -1):
        if words[index] in naming.honorifics or is_office_word(naming, words, index):
            return index + 1
    # "Presidents Biden (and Xi)": of two whose office stands before both.
    return int(len(words) == 2 and _is_plural_head(naming, words[0]))


def _untitled_king(naming: Naming, written: list[str], words: list[str]) -> Reading | None:
    """A name that ends like a title: "Billie Jean King", "Stephen Judge"."""
    if 2 <= len(words) <= 3 and words[0] in naming.given and words[0] not in naming.countries:
        return _person(naming, written, words, 0, None, proof=True)
    return None


def _office(naming: Naming, written: list[str], words: list[str]) -> Reading:
    if words[-1] in naming.honorifics and words[-1] not in naming.heads:
        return Reading("other")
    return Reading("office", " ".join(written), tuple(words), title=split_title(naming, written))


def _titled(naming: Naming, written: list[str], words: list[str], begin: int) -> Reading:
    rest = words[begin:]
    if _is_thing(naming, rest):
        return Reading("other", " ".join(written), tuple(words))
    if len(rest) > 1 and rest[-1] == "i" and words[begin - 1] not in naming.born | naming.holy:
        # "In a letter to President Berg I asked": no first of that name.
        rest.pop()
        words, written = words[:-1], written[:-1]
    if any(_is_body_word(naming, word) for word in rest) or rest[0] in naming.adjectives:
        return Reading("body", " ".join(written), tuple(words))
    if naming.country(" ".join(rest)) or len(rest) > LONGEST_NAME:
        return Reading("other", " ".join(written), tuple(words))
    title = split_title(naming, written[:begin])
    honorific = any(word in naming.honorifics for word in words[:begin])
    gender = _title_gender(naming, words[:begin])
    return _person(naming, written, words, begin, title, gender, honorific, proof=True)


def _is_body_word(naming: Naming, word: str) -> bool:
    return any(form in naming.body_heads | naming.companies for form in (word, singular(word)))


def _title_gender(naming: Naming, words: list[str]) -> str:
    genders = {naming.honorifics.get(word) or naming.gendered.get(word, "") for word in words}
    return next(iter(genders - {""}), "") if len(genders - {""}) == 1 else ""


def _untitled(naming: Naming, written: list[str], words: list[str]) -> Reading:
    document = len(words) > 1 and words[-1] in naming.documents
    if document or (naming.is_body(words, written) and not _has_acronym_behind(written)):
        return Reading("body", " ".join(written), tuple(words))
    if len(words) == 1:
        return _single(naming, written, words)
    skip = _leading_description(naming, words)
    rest = words[skip:]
    foreign = any(naming.country(word) or word in naming.portfolios for word in rest[1:])
    if len(rest) == 1:
        return Reading("word", written[-1], core_words(naming, rest))
    if rest[-1] == "i" and len(rest) > 1:
        rest = rest[:-1]
        words, written = words[:-1], written[:-1]
    if (
        foreign
        or _is_thing(naming, rest)
        or not 2 <= len(rest) <= LONGEST_NAME
        or (naming.country(rest[0]) and rest[0] not in naming.given)
    ):
        return Reading("other", " ".join(written), tuple(words))
    known = rest[0] in naming.given or (rest[0] in naming.family_first and len(rest) <= 3)
    # "GE Vernova" is no Ge, and "AL GORE" is an Al.
    known = known and not (is_acronym(written[skip]) and not written[-1].isupper())
    return _person(naming, written, words, skip, None, proof=known)


def _follows_country(naming: Naming, words: list[str]) -> bool:
    """Tell whether a short name stands behind a country, as in Russian and Chinese texts."""
    place = naming.countries.get(words[0]) or naming.capitals.get(words[0])
    if place is None or not 3 <= len(words) <= 4:
        return False
    no_names = naming.portfolios | naming.body_heads | naming.modifiers | naming.companies
    return not any(
        word in no_names or naming.country(word) or word in naming.headline for word in words[1:]
    )


def _is_thing(naming: Naming, words: list[str]) -> bool:
    """Tell "Joe Biden Expressway" and "Biden Plan" from "Tom Hall" and "Hall"."""
    if len(words) > 1 and words[-1] in naming.areas:
        return True  # "Lee County"
    if len(words) < 2 or words[-1] not in naming.things:
        return False
    return len(words) > 2 or words[0] not in naming.given


def _is_plural_head(naming: Naming, word: str) -> bool:
    """Tell "Advisers", which ends the name of a body, "Council of Economic Advisers", or a list."""
    single = singular(word)
    return single != word and single in naming.heads


def _has_acronym_behind(written: list[str]) -> bool:
    return len(written) > 1 and is_acronym(written[-1])


def _leading_description(naming: Naming, words: list[str]) -> int:
    """Words before a name that describe: "Democratic Texas", "National Intelligence Avril …"."""
    if words[0] in naming.given or words[0] in naming.family_first:
        return 0
    if _follows_country(naming, words):
        return 1  # "President of Pakistan Ishaq Dar"
    area = next((i for i, word in enumerate(words) if word in naming.areas), len(words))
    if 0 < area < len(words) - 2:
        return area + 1  # "governor of Omsk Oblast Vitaly Khotin"
    described, last = naming.portfolios | naming.body_heads, len(words) - 1
    fields = next(
        (
            i
            for i, word in enumerate(words)
            if word not in described
            and not _is_plural_head(naming, word)
            and not (word in naming.modifiers and _is_plural_head(naming, words[min(i + 1, last)]))
        ),
        0,
    )
    if fields and len(words) - fields > 1:
        return fields
    office = described | naming.modifiers
    if len(words) > 2 and all(word in office for word in words[:-1]):
        return len(words) - 1  # "Acting Administration Berg", a slip for "Administrator"
    for skip in range(1, len(words) - 1):
        if words[skip] in naming.given and words[skip] not in naming.countries:
            return skip
        before = words[skip - 1]
        leads = before in naming.portfolios | naming.modifiers or naming.country(before)
        if before in naming.body_heads or (leads and words[skip] in naming.family_first):
            return skip
    return 0


def _single(naming: Naming, written: list[str], words: list[str]) -> Reading:
    if words[0] in naming.adjectives or words[0] in naming.days:
        return Reading("other", written[0], tuple(words))
    return Reading("word", written[0], core_words(naming, words))


def _person(
    naming: Naming,
    written: list[str],
    words: list[str],
    begin: int,
    title: Title | None,
    gender: str = "",
    honorific: bool = False,
    *,
    proof: bool,
) -> Reading:
    name = " ".join(written[begin:])
    core = core_words(naming, words[begin:])
    start = sum(len(word) + 1 for word in written[:begin])
    if len(core) > 1 and core[0] not in naming.family_first:
        gender = gender or naming.given.get(core[0], "")
    return Reading("person", name, core, start, title, gender, honorific, proof)
