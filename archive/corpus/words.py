"""Text -> words and the places where a sentence ends.

Words are those of the search index (``archive.text.words``), so that a phrase counted here is one
that `archive query` finds. Unlike the index, a sequence does not go over the end of a sentence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from archive.records import Span
from archive.text import INDEX_WORD, fold_as_index, plain_letters
from archive.vocabulary import Vocabulary, default_vocabulary

BREAK = ""
"""Stands in a list of words where a sentence or a clause in brackets ends."""

_MARK = (  # the dot comes first, so that what stands before it is looked at only there
    r"\.(?<!\b[a-z]\.)(?<!\bmr\.)(?<!\bdr\.)(?<!\bms\.)(?<!\bst\.)(?<!\bno\.)(?<!\bmrs\.)"
    r"(?=[\s\"”’)]|$)|[;:!?…—()\[\]\n•|]"
)
_TOKEN = re.compile(rf"{INDEX_WORD}|{_MARK}", re.IGNORECASE)
_UNIT = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’‐‑-](?=[^\W_]))*")
_JOINTS = re.compile(r"['’‐‑-]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word as it is written, hyphens and apostrophes inside: "all-weather", "China's".

    ``key`` is the same for "cooperation", "co-operation" and, by the endings of the vocabulary,
    for "organisation" and "organization".
    """

    key: str
    span: Span


def tokens(text: str) -> list[str]:
    """Return the words of a text, and the marks that end a sentence as they are: the fast way."""
    return _TOKEN.findall(fold_as_index(text))


def words_and_breaks(text: str) -> list[str]:
    """Return the words of a text with BREAK where a sentence ends."""
    return [token if token[0].isalnum() else BREAK for token in tokens(text)]


def sentences(text: str) -> Iterator[list[str]]:
    """Yield the words of each sentence."""
    found: list[str] = []
    for word in words_and_breaks(text):
        if word:
            found.append(word)
        elif found:
            yield found
            found = []
    if found:
        yield found


def places(text: str) -> list[tuple[str, Span]]:
    """Return words with their spans, and BREAK with the place of the mark."""
    return [
        (fold_as_index(found[0]) if found[0][0].isalnum() else BREAK, found.span())
        for found in _TOKEN.finditer(text)
    ]


def word_spans(text: str) -> Iterator[Span]:
    """Yield where the words of a text stand, in their order."""
    return (found.span() for found in _TOKEN.finditer(text) if found[0][0].isalnum())


def spans_of(phrase: list[str], text: str) -> list[Span]:
    """Return where a sequence of words stands in a text, each place once, without overlaps.

    Letters of their own are as plain ones, as in a search: "oresund" stands in "Øresund".
    """
    wanted = [plain_letters(word) for word in phrase]
    tokens = [(plain_letters(word), span) for word, span in places(text)]
    length, at, found = len(phrase), 0, list[Span]()
    while at + length <= len(tokens):
        if [word for word, _ in tokens[at : at + length]] == wanted:
            found.append((tokens[at][1][0], tokens[at + length - 1][1][1]))
            at += length
        else:
            at += 1
    return found


def units(text: str, vocabulary: Vocabulary | None = None) -> list[Unit]:
    """Return the words of a text as they are written, with keys that spelling does not change."""
    endings = _endings(vocabulary or default_vocabulary())
    return [
        Unit(_american(_JOINTS.sub("", fold_as_index(found[0])), endings), found.span())
        for found in _UNIT.finditer(text)
    ]


def spellings(word: str, vocabulary: Vocabulary | None = None) -> set[str]:
    """Return the British and American spellings that a word may have, itself among them."""
    both = {word}
    for british, american in (vocabulary or default_vocabulary()).table("wording")["endings"]:
        for ours, theirs in ((british, american), (american, british)):
            if word.endswith(ours):
                both.add(word.removesuffix(ours) + theirs)
    return both


@cache
def function_words(vocabulary: Vocabulary | None = None) -> frozenset[str]:
    """Return the words with which no phrase begins or ends."""
    listed = (vocabulary or default_vocabulary()).table("wording")["function_words"]
    return frozenset(str(listed).split())


def surface(text: str) -> str:
    """Return a piece of text on one line."""
    return " ".join(text.split())


@cache
def _endings(vocabulary: Vocabulary) -> Mapping[str, str]:
    return dict(vocabulary.table("wording")["endings"])


def _american(word: str, endings: Mapping[str, str]) -> str:
    """Replace the longest ending that is British; a word of the list may be an ending itself."""
    for start in range(max(0, len(word) - 12), len(word) - 1):
        if word[start:] in endings:
            return word[:start] + endings[word[start:]]
    return word


def as_written(folded: str, text: str) -> str:
    """Return a phrase as a statement that holds it writes it, with hyphens and capitals."""
    spans = spans_of(folded.split(" "), text)
    return surface(text[slice(*spans[0])]) if spans else folded
