"""Documents that somebody issues in the first person: every paragraph is the issuer's own words."""

import re
from dataclasses import dataclass
from functools import cache

from archive.records import Article
from archive.vocabulary import Vocabulary

FIRST_PERSON_CHECKED = 40_000
"""Characters that are looked at; an address of an hour has about as many."""

WORD = re.compile(r"[\w'’]+")
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
QUOTED = re.compile(r"[“\"][^“”\"\n]{1,2000}[”\"]")


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    titles: re.Pattern[str]
    asides: re.Pattern[str]
    first_person: frozenset[str]
    share: float
    per_report: float


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    table = vocabulary.table("forms")["issued"]
    return _Words(
        re.compile(table["titles"], re.IGNORECASE),
        re.compile(table["asides"]),
        frozenset(table["first_person"].split()),
        float(table["share"]),
        float(table["per_report"]),
    )


def is_issued(article: Article, vocabulary: Vocabulary) -> bool:
    """Tell by its title whether a document may speak for its issuer."""
    return article.title is not None and bool(_words(vocabulary).titles.match(article.title))


def issued_paragraphs(article: Article, vocabulary: Vocabulary, reports: int) -> frozenset[int]:
    """Return the numbers of the paragraphs that speak for the document's issuer.

    It says "I" or "we" often enough, also against the number of ``reports`` of what others said:
    a spokesman's statement in the third person is reported speech like any other.
    """
    words = _words(vocabulary)
    if not _first_person(article.body[:FIRST_PERSON_CHECKED], words, reports):
        return frozenset()
    return frozenset(
        number
        for number, (start, end) in enumerate(article.paragraphs)
        if not _aside(article.body[start:end], words)
    )


def _first_person(body: str, words: _Words, reports: int) -> bool:
    text = QUOTED.sub(" ", body)
    said = sum(
        1 for word in WORD.findall(text) if word.lower().replace("’", "'") in words.first_person
    )
    sentences = max(1, len(SENTENCE_END.findall(text)))
    return said >= words.share * sentences and said >= words.per_report * reports


def _aside(text: str, words: _Words) -> bool:
    """A salutation, a signature or a heading: no full stop, or one of the patterns."""
    return text[-1:] not in '.!?”"…:;)' or words.asides.match(text) is not None
