"""What one side says more than another: log-likelihood with an effect size.

The unit is the statement that holds a phrase, not the occurrence: one text that says a word ten
times would pass for ten (dispersion; Gries 2008). Sizes are the numbers of statements.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.corpus.association import log_likelihood, log_ratio
from archive.corpus.ngrams import Ngram, count_ngrams, inner, is_phrase, written
from archive.corpus.said import Said
from archive.corpus.uses import find_uses
from archive.corpus.variants import find_variants
from archive.corpus.words import function_words, sentences, units
from archive.text import words

LEAST_CONTENT = 3


@dataclass(frozen=True, slots=True)
class Key:
    """A phrase or topic with its statements on two sides.

    ``g2`` is the log-likelihood of the difference, ``ratio`` the log ratio: positive where A has
    more.
    """

    text: str
    a: int
    b: int
    g2: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A phrase that one side has and the other does not, with the form that the other has."""

    a: str
    b: str
    a_said: Said
    b_said: Said
    a_uses: int
    b_uses: int


def key(text: str, a: int, b: int, size_a: int, size_b: int) -> Key:
    """Compare one count."""
    return Key(text, a, b, log_likelihood(a, b, size_a, size_b), log_ratio(a, b, size_a, size_b))


def topics(a: Sequence[Said], b: Sequence[Said]) -> list[Key]:
    """Return the topics of two sides, the greatest difference first."""
    seen = sorted({topic for said in (*a, *b) for topic in said.topics})
    keys = [
        key(
            topic,
            sum(topic in said.topics for said in a),
            sum(topic in said.topics for said in b),
            len(a),
            len(b),
        )
        for topic in seen
    ]
    return sorted(keys, key=lambda one: (-one.g2, one.text))


def phrases(a: Sequence[Said], b: Sequence[Said], least: int = 2) -> list[Key]:
    """Return words and phrases by which two sides differ, the greatest difference first.

    ``least`` statements of one side must hold a phrase. One within a longer phrase is left out
    where the longer has the same statements on both sides.
    """
    in_a, in_b = _counted(a, least), _counted(b, least)
    both = {gram for gram in {*in_a, *in_b} if is_phrase(gram)}
    missing_a, missing_b = both - in_a.keys(), both - in_b.keys()
    in_a |= _exactly(a, missing_a)
    in_b |= _exactly(b, missing_b)
    explained = {
        part
        for gram in both
        for part in inner(gram)
        if part in both and (in_a[part], in_b[part]) == (in_a[gram], in_b[gram])
    }
    shown = written(both - explained, (said.text for said in (*a, *b)))
    keys = [key(text, in_a[g], in_b[g], len(a), len(b)) for g, text in shown.items()]
    return sorted(keys, key=lambda one: (-one.g2, -len(one.text), one.text))


def shifts(a: Sequence[Said], b: Sequence[Said], keys: Iterable[Key]) -> list[Shift]:
    """Return phrases that only one side has where the other has a form of them: what became what.

    Of phrases in each other the longest counts. A form is what ``variants`` calls one; both
    have at least three words of content, because of two there are too many.
    """
    found: list[Shift] = []
    for one in sorted(keys, key=lambda k: (-len(k.text), k.text)):
        if (one.a and one.b) or _is_known(one, found):
            continue
        shift = _shift(one.text, a, b) if one.a else _shift(one.text, b, a)
        if shift:
            found.append(shift if one.a else _turned(shift))
    return sorted(found, key=lambda one: (-one.a_uses - one.b_uses, one.a, one.b))


def _shift(text: str, having: Sequence[Said], lacking: Sequence[Said]) -> Shift | None:
    uses = find_uses(text, having)
    if not uses or not _is_telling(shown := uses[0].forms[0]):
        return None
    for variant in find_variants(shown, (), lacking):
        if variant.kind in ("more", "less", "other") and _is_telling(variant.text):
            n, m = len(uses), len(variant.uses)
            return Shift(shown, variant.text, uses[0].said, variant.first, n, m)
    return None


def _is_telling(text: str) -> bool:
    return sum(unit.key not in function_words() for unit in units(text)) >= LEAST_CONTENT


def _turned(shift: Shift) -> Shift:
    return Shift(shift.b, shift.a, shift.b_said, shift.a_said, shift.b_uses, shift.a_uses)


def _is_known(one: Key, found: Iterable[Shift]) -> bool:
    padded = f" {one.text} "
    return any(
        padded in f" {' '.join(_words(shift.a))} " or padded in f" {' '.join(_words(shift.b))} "
        for shift in found
    )


def _words(text: str) -> list[str]:
    return words(text)


def _counted(side: Sequence[Said], least: int) -> dict[Ngram, int]:
    texts = [said.text for said in side]
    return {gram: counted.statements for gram, counted in count_ngrams(texts, least).items()}


def _exactly(side: Sequence[Said], grams: Iterable[Ngram]) -> Mapping[Ngram, int]:
    """Count sequences that were too rare on this side to be counted with the others."""
    wanted = set(grams)
    lengths = sorted({len(gram) for gram in wanted})
    found = dict.fromkeys(wanted, 0)
    for said in side:
        for gram in _grams(said.text, lengths) & wanted:
            found[gram] += 1
    return found


def _grams(text: str, lengths: Sequence[int]) -> set[Ngram]:
    return {
        tuple(sentence[start : start + length])
        for sentence in sentences(text)
        for length in lengths
        for start in range(len(sentence) - length + 1)
    }
