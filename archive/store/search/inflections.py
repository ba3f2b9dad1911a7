"""Words and their other forms: a word of a query is all words of the archive with the same stem.

The words of all texts stand once in ``inflections``, an index by Porter's stems. What is in
quotation marks or ends in ``*`` is sought as written, a word in every form that occurs.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice, product
from sqlite3 import Connection

from archive.query import Cased, Node, Phrase, Word, both, either, rewritten
from archive.store.search.spellings import abbreviation, joined, split

MOST = 200
"""Phrases that a word of several parts may stand for; more forms than that are left out."""

_WORD = re.compile(r"[\w\u0300-\u036f]{3,}")
"""Letters and the accents that may stand after them: "İ" in small letters is an "i" with one."""
_PART = re.compile(r"[^\W_]+")


def inflected(connection: Connection, tree: Node) -> Node:
    """Put all forms of each word that is not a beginning in its place."""

    def forms(leaf: Node) -> Node:
        if not isinstance(leaf, Word) or leaf.prefix:
            return leaf
        if short := abbreviation(leaf.text):
            written = either(*map(Phrase, short.phrases))
            return both(written, Cased(short.letters)) if short.cased else written
        parts = _PART.findall(leaf.text)
        found = [_forms(connection, part) for part in parts]
        others = [*_respelled(connection, parts)]
        if all(len(one) == 1 for one in found) and not others:
            return leaf
        # As it was typed comes first, and is never left out.
        phrases = chain((" ".join(one) for one in product(*found)), others)
        return either(*map(Phrase, dict.fromkeys(islice(phrases, MOST))))

    return rewritten(tree, forms)


def words_of(*texts: str | None) -> str:
    """Return the different words of texts that may have a stem, with spaces between."""
    whole = " ".join(filter(None, texts)).lower().replace("_", " ")
    return " ".join(set(_WORD.findall(whole)))


def _respelled(connection: Connection, parts: Sequence[str]) -> Iterator[str]:
    """Yield a word without its hyphen, or with one: what of it occurs in the archive."""
    if whole := joined(parts):
        yield from _stored(connection, whole)
    elif len(parts) == 1:
        for prefix, rest in split(parts[0], partial(_occurs, connection)):
            yield from (f"{prefix} {form}" for form in _forms(connection, rest))


def _occurs(connection: Connection, word: str) -> bool:
    return word in _stored(connection, word)


def _forms(connection: Connection, word: str) -> Sequence[str]:
    """Return a word as it was typed, and the other forms of it that occur."""
    return list(dict.fromkeys([word.lower(), *_stored(connection, word)]))


def _stored(connection: Connection, word: str) -> list[str]:
    found = connection.execute(
        "SELECT word FROM inflections WHERE inflections MATCH ? ORDER BY word", (f'"{word}"',)
    )
    return [form for (form,) in found]
