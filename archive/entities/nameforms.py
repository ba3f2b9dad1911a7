"""Two names, one person? What the words of names alone can say to that; offices decide.

"Joe Biden", "Joseph R. Biden Jr." and "J. Biden" can be one, "George W. Bush" and "George H. W.
Bush" cannot. A surname alone can be anybody's of that surname.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from archive.extract.names.lexicon import Naming, fold
from archive.vocabulary import Vocabulary

_NICKNAME = '("“‘'
_CLOSING = ')"”’'
_DEGREES = frozenset({"phd", "md", "esq"})
_FIRST = frozenset({"i"})
"""Of popes and kings; later ones are in the list of suffixes."""

_DOUBLE = re.compile(r"(.)\1")
_ENDING = re.compile(r"(?:iy|ij|y|j)$")

LONG_ENOUGH = 6
"""Letters of surnames that one letter tells apart by spelling alone: "Lukashenka", not "Chen".
tests/entities/test_nameforms.py, "spellings"."""


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name taken apart, in folded words without hyphens and apostrophes.

    ``words`` stand as written, without the suffix. ``given`` is empty for a surname alone; initials
    are words of one letter. ``suffix`` is "jr", "iii" … and ``nickname`` what stands in brackets.
    ``surname_first``: as in Xi Jinping.
    """

    words: tuple[str, ...]
    given: tuple[str, ...]
    surname: str
    suffix: str = ""
    nickname: str = ""
    surname_first: bool = False

    @property
    def is_bare(self) -> bool:
        """Tell whether it is a surname alone."""
        return not self.given

    @property
    def letters(self) -> str:
        """The letters alone: "Chang Ho-jin" and "Chang Hojin" have the same."""
        return "".join(self.words)

    @property
    def is_spelled_out(self) -> bool:
        """Tell whether the first given name is more than an initial."""
        return bool(self.given) and len(self.given[0]) > 1


class NameForms:
    """Reads names and compares them, with the given names' short forms of the vocabulary."""

    def __init__(self, naming: Naming, vocabulary: Vocabulary) -> None:
        """Compile the table ``people``."""
        self._naming = naming
        self._stand_for: dict[str, frozenset[str]] = {}
        for name, forms in vocabulary.table("people")["short"].items():
            for form in (name, *forms):
                known = self._stand_for.get(fold(form), frozenset())
                self._stand_for[fold(form)] = known | {fold(name)}
        self.read = lru_cache(maxsize=1 << 16)(self._read)

    def _read(self, name: str) -> NameForm:
        """Take a name apart.

        A common family name of Chinese, Korean … that leads two or three words is the surname;
        else the last word is, with the particles before it: "van der Bellen".
        """
        written = name.replace(",", " ").split()
        nickname = next((w[1:-1] for w in written if w[0] in _NICKNAME and w[-1] in _CLOSING), "")
        whole = [fold(word) for word in written if word[0] not in _NICKNAME]
        suffix = ""
        while len(whole) > 1 and whole[-1] in self._naming.suffixes | _DEGREES | _FIRST:
            last = whole.pop()
            suffix = suffix if last in _DEGREES else last
        is_short = 2 <= len(whole) <= 3
        surname_first = is_short and whole[0] in self._naming.family_first
        words = [plain for word in whole for plain in _plain(word)]
        if not words:
            return NameForm((name,), (), name)
        if surname_first:
            return NameForm(tuple(words), tuple(words[1:]), words[0], suffix, "", True)
        start = len(words) - 1
        while start and words[start - 1] in self._naming.particles:
            start -= 1
        given, surname = tuple(words[:start]), "".join(words[start:])
        return NameForm(tuple(words), given, surname, suffix, "".join(_plain(fold(nickname))))

    def sound(self, surname: str) -> str:
        """Return what spellings of a surname in Latin letters have in common.

        Double letters count once, and what -y, -iy, -yy and -ii end in is one sound.

        Zelensky, Zelenskyy and Zelenskiy are "zelenski".
        """
        once = _DOUBLE.sub(r"\1", surname)
        return _ENDING.sub("i", once)

    def are_spellings(self, one: str, other: str) -> bool:
        """Tell whether two surnames can be spellings of one: they differ in one letter or sound."""
        if self.sound(one) == self.sound(other):
            return True
        return min(len(one), len(other)) >= LONG_ENOUGH and _differ_in_one(one, other)

    def have_one_given(self, one: NameForm, other: NameForm) -> bool:
        """Tell whether the first given names can be one, in other letters: "Alyaksandr"."""
        first, second = one.given[0], other.given[0]
        return self._given_fit(one, other) or (
            min(len(first), len(second)) >= LONG_ENOUGH and first[:2] == second[:2]
        )

    def is_given(self, word: str) -> bool:
        """Tell whether a folded word is a given name that the vocabulary knows."""
        return word in self._naming.given or word in self._stand_for

    def is_tail(self, short: NameForm, long: NameForm) -> bool:
        """Tell whether a name is what another ends in: "Lance Bottoms", "Keisha Lance Bottoms"."""
        size = len(short.words)
        if not 1 < size < len(long.words) or short.surname_first or long.surname_first:
            return False
        return long.words[-size:] == short.words and short.suffix in ("", long.suffix)

    def initials(self, form: NameForm) -> set[str]:
        """Return the initials that the first given name can have: "Bob" is a Robert, too."""
        first = [name for name in (form.given[0], form.nickname) if name]
        return {name[0] for given in first for name in self._names(given)}

    def are_compatible(self, one: NameForm, other: NameForm) -> bool:
        """Tell whether two full names can be one person's, by their words alone."""
        if one.is_bare or other.is_bare:
            return False
        if one.suffix and other.suffix and one.suffix != other.suffix:
            return False
        if one.letters == other.letters or _are_turned_round(one, other):
            return True
        if one.surname_first or other.surname_first:
            return False
        if one.surname != other.surname:
            return _goes_on(one.words, other.words) or _goes_on(other.words, one.words)
        return self._given_fit(one, other)

    def _given_fit(self, one: NameForm, other: NameForm) -> bool:
        first = self._are_alike(one.given[0], other.given[0]) or any(
            form.nickname and self._are_alike(form.nickname, than.given[0])
            for form, than in ((one, other), (other, one))
        )
        # "George W." is not "George H. W."; one without middle names may be either.
        middle, others = one.given[1:], other.given[1:]
        if not first or not middle or not others:
            return first
        return len(middle) == len(others) and all(map(self._are_alike, middle, others))

    def _are_alike(self, one: str, other: str) -> bool:
        """Tell whether two given names are one: an initial, or a short form."""
        if one == other:
            return True
        if len(one) == 1 or len(other) == 1:
            return one[0] == other[0]
        return not self._names(one).isdisjoint(self._names(other))

    def _names(self, form: str) -> frozenset[str]:
        return self._stand_for.get(form, frozenset()) | {form}


def _plain(word: str) -> Iterable[str]:
    """Yield the words of a folded one: "j.d." are two initials, "ho-jin" is one word."""
    if word.isalnum():
        yield word
        return
    for part in word.split("."):
        letters = "".join(char for char in part if char.isalnum())
        if letters:
            yield letters


def _differ_in_one(one: str, other: str) -> bool:
    """Tell whether one letter is another, or is left out."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at:] == long[at + 1 :]


def _are_turned_round(one: NameForm, other: NameForm) -> bool:
    """Tell whether two words change places: "Kishida Fumio", "Fumio Kishida"."""
    return len(one.words) == 2 and one.words == other.words[::-1]


def _goes_on(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether a name of two words or more begins another: "Mohammed bin Salman Al Saud"."""
    return 2 <= len(short) < len(long) and long[: len(short)] == short
