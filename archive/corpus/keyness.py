"""What one side says more than another: log-likelihood with an effect size.

The unit is the statement that holds a phrase, not the occurrence: one text that says a word ten
times would pass for ten (dispersion; Gries 2008). Sizes are the numbers of statements.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.corpus.association import log_likelihood, log_ratio
from archive.corpus.ngrams import Ngram, inner, is_phrase, statements_with, written
from archive.corpus.said import Said
from archive.corpus.uses import find_uses
from archive.corpus.variants import find_variants
from archive.corpus.words import function_words, units
from archive.text import words

LEAST_CONTENT = 3
MANY = 500
"""Statements from which on arrays are quicker, numpy's import included."""


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
    in_a, in_b = (Counter(topic for said in side for topic in {*said.topics}) for side in (a, b))
    keys = [key(topic, in_a[topic], in_b[topic], len(a), len(b)) for topic in {*in_a, *in_b}]
    return sorted(keys, key=lambda one: (-one.g2, one.text))


def phrases(
    a: Sequence[Said], b: Sequence[Said], least: int = 2, telling: float = 0.0
) -> list[Key]:
    """Return words and phrases by which two sides differ, the greatest difference first.

    ``least`` statements of one side must hold a phrase, and the log-likelihood of the difference be
    ``telling``. One within a longer phrase is left out where the longer has the same statements on
    both sides.
    """
    counted, as_written = _sequences([[said.text for said in side] for side in (a, b)], least)
    both = {gram: (n, m) for gram, (n, m) in counted.items() if is_phrase(gram)}
    explained = {
        part for gram in both for part in inner(gram) if part in both and both[part] == both[gram]
    }
    shown = {
        gram
        for gram, (n, m) in both.items()
        if gram not in explained and log_likelihood(n, m, len(a), len(b)) >= telling
    }
    keys = [key(text, *both[gram], len(a), len(b)) for gram, text in as_written(shown).items()]
    return sorted(keys, key=lambda one: (-one.g2, -len(one.text), one.text))


def _sequences(
    sides: Sequence[Sequence[str]], least: int
) -> tuple[Mapping[Ngram, tuple[int, ...]], Callable[[Collection[Ngram]], dict[Ngram, str]]]:
    """Return what sequences the texts of two sides hold, and a function for how they are written.

    With numpy, many texts take a tenth of the time; both ways give the same.
    """
    if sum(map(len, sides)) > MANY:
        try:
            from archive.corpus.side_counts import SideCounts
        except ModuleNotFoundError:
            pass
        else:
            arrays = SideCounts(sides, least)
            return arrays.counts, arrays.written
    texts = [text for side in sides for text in side]
    return statements_with(sides, least), lambda grams: written(grams, texts)


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
