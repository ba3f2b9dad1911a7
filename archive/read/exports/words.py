"""The tables of ``data/exports.toml``, compiled: labels, months, units, languages."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from archive.vocabulary import default_vocabulary


@cache
def words(table: str, name: str) -> tuple[str, ...]:
    """Return a list of words."""
    return tuple(default_vocabulary().table("exports")[table][name])


def folded(text: str) -> str:
    """Return a word as words are compared: without accents, case and a full stop at its end."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).strip(". \xa0")


@cache
def months() -> Mapping[str, int]:
    """Return the months by their folded names."""
    table = default_vocabulary().table("exports")["months"]
    return {folded(name): int(number) for number, names in table.items() for name in names}


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(map(folded, words("weekdays", "names")))


def is_weekday(word: str) -> bool:
    """Tell whether a word is the name of a day of the week in some language."""
    return folded(word.strip(",")) in _weekdays()


@cache
def languages() -> Mapping[str, str]:
    """Return the codes of languages by their folded names."""
    table = default_vocabulary().table("exports")["languages"]
    return {folded(name): code for code, names in table.items() for name in names}


def language_of(text: str | None) -> str | None:
    """Return the code of a language named in any interface: "ENGLISH; ANGLAIS" is "en"."""
    parts = re.split(r"[;,/]", text or "")
    return next((languages()[folded(p)] for p in parts if folded(p) in languages()), None)


def alternatives(names: Iterable[str]) -> str:
    """Return a regular expression's alternatives for words, the longest first."""
    return "|".join(map(re.escape, sorted(set(names), key=len, reverse=True)))


@cache
def labels(table: str, *names: str) -> re.Pattern[str]:
    """Return the pattern of "LABEL: value" for lists of labels; group 1 the label, 2 the value."""
    known = alternatives(word for name in names for word in words(table, name))
    return re.compile(rf"({known})[ \xa0]?:(?!//)[ \t\xa0]*(.*)", re.DOTALL)


@cache
def roles(table: str) -> Mapping[str, str]:
    """Return what each label of a table holds: "BYLINE" a "byline"."""
    lists = default_vocabulary().table("exports")[table]
    return {word: role for role, names in reversed(lists.items()) for word in names}


@cache
def _count() -> re.Pattern[str]:
    units = alternatives(words("words", "units"))
    return re.compile(
        rf"(\d{{1,3}}(?:[., \xa0\u202f]\d{{3}})+|\d{{1,7}})[ \xa0]?(?:{units})\.?(?!\w)"
    )


def word_count(text: str, *, whole: bool = True) -> int | None:
    """Return the number in "1,234 words", in any language; None for a line that is none."""
    match = _count().fullmatch(text.strip()) if whole else _count().search(text)
    return int(re.sub(r"\D", "", match[1])) if match else None
