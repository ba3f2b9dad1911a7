"""How sure a statement is: one number for "these words, said by this speaker", as a frequency.

A logistic model of yes-or-no signs: the rule and the cue that found the statement, how its speaker
was found, lengths, rivals nearby, and warnings such as a source without a name. Its weights are in
``data/confidence.toml``, fitted by ``tests/benchmarks/confidence.py`` on annotated texts that the
rules were not made on; of the statements with 0.9, nine in ten are right there. Where the words
that name a speaker don't name him, "he" or "the minister", the number is also at most as sure as
the speaker.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp

from archive.records import Article, Statement
from archive.vocabulary import Vocabulary

LENGTHS = (1, 3, 6, 11, 21, 36)
"""Words at which a content counts as longer; quantiles of 5,000 statements in news, about."""

NAMES = (1, 2, 3, 5, 9)
"""Words at which a source counts as longer; "as written" ones of nine and more were half right."""

CROWD = (1, 2, 3, 4, 6)
"""Statements of a paragraph."""

MOST_RIVALS = 40
"""Statements of a paragraph that are compared with each other: more are a list or hostile text."""

NEXT = 40
"""Characters from one content to the next of the same sentence: ", and the mayor warned that"."""

GAPS = (1, 2, 6, 20, 60)
"""Characters between source and cue, and cue and content, at which they count as farther apart."""

INDIRECT = frozenset(("pronoun", "office", "ambiguous", "collective", "carried on"))
"""Ways to find a speaker whom the words beside the cue do not name."""

MARKS = (
    ", which",
    ", who",
    " – ",
    " — ",
    " - ",
    ";",
    ":",
    " but ",
    "(",
    ", and ",
    ", said",
    ", a ",
)
PRONOUNS = frozenset("he she it they we i who you his her their its".split())
MODALS = frozenset("would could will may might should can to must".split())
SMALL = frozenset(
    """the a an to that it he she they we i you his her their its this there in on for of as with
    and but not no if whether how why what who when where more all some any him them""".split()
)
SUREST = 0.99
"""Of the surest twentieth of all statements 98 in a hundred are right, where they were measured."""

DOUBT = -0.2
"""Weight from which on a sign is named as what lowers a confidence: 0.90 to 0.88."""

LEAST = -9.0
"""Where the sum of weights is cut off, on both sides: one in 8,000."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The weight of each sign, by its name."""

    weights: Mapping[str, float]

    def sum(self, signs: Sequence[str]) -> float:
        """Return the sum of the weights; a sign that the fit never met weighs nothing."""
        return sum(self.weights.get(sign, 0.0) for sign in signs)


@cache
def load_model(vocabulary: Vocabulary) -> Model:
    """Return the model of a vocabulary."""
    return Model(vocabulary.table("confidence")["weights"])


def state_confidence(article: Article, vocabulary: Vocabulary) -> Article:
    """Return the article with a confidence for each statement that no document brought with it."""
    model = load_model(vocabulary)
    stated = [
        one
        if one.origin == "given"
        else one._replace(confidence=round(confidence(model.sum(signs), one), 2))
        for one, signs in zip(article.statements, signs_of(article), strict=True)
    ]
    return replace(article, statements=tuple(stated))


def confidence(total: float, statement: Statement) -> float:
    """Return the frequency that a sum of weights stands for, no surer than an indirect speaker."""
    sure = min(SUREST, 1 / (1 + exp(-max(LEAST, min(-LEAST, total)))))
    named = statement.speaker_method not in INDIRECT or not statement.speakers
    return sure if named else sure * statement.speaker_confidence


def signs_of(article: Article) -> list[list[str]]:
    """Return the signs of each statement of an article, in the order of its statements."""
    beside = _rivals(article.statements)
    return [[*_signs(article, one), *beside[at]] for at, one in enumerate(article.statements)]


def warnings(article: Article, vocabulary: Vocabulary) -> list[list[str]]:
    """Return for each statement the signs that lower its confidence, the gravest first."""
    weights = load_model(vocabulary).weights
    return [
        [
            *_indirect(one),
            *sorted(
                (s for s in signs if weights.get(s, 0) < DOUBT), key=lambda sign: weights[sign]
            ),
        ]
        for one, signs in zip(article.statements, signs_of(article), strict=True)
    ]


def _indirect(one: Statement) -> Iterator[str]:
    if one.speaker_method in INDIRECT and one.speakers:
        yield f"speaker by {one.speaker_method} only, {one.speaker_confidence:.2f}"


def _signs(article: Article, one: Statement) -> Iterator[str]:
    yield "every statement"
    yield f"rule: {one.rule}"
    yield f"cue: {one.cue_lemma}"
    yield f"cue class: {one.cue_class}"
    yield f"speaker by: {one.speaker_method}"
    yield f"quotation: {one.quotation}"
    yield from _content_signs(article, one)
    yield from _source_signs(article, one)
    if one.cue is not None:
        yield f"form: {_form(one.cue)}"


def _form(cue: str) -> str:
    first = cue.partition(" ")[0].lower()
    return next((end for end in ("ing", "ed", "s") if first.endswith(end)), "other")


def _size(limits: Sequence[int], number: int) -> str:
    """Return the step between two limits that a number falls into, as "6-10" or "36+"."""
    at = bisect_right(limits, number)
    low = limits[at - 1] if at else 0
    return f"{low}+" if at == len(limits) else f"{low}-{limits[at] - 1}"


def _content_signs(article: Article, one: Statement) -> Iterator[str]:
    text, (start, end) = one.text, (one.spans[0][0], one.spans[-1][1])
    where = (article.title or "") if one.headline else article.body
    yield f"content of {_size(LENGTHS, text.count(' ') + 1)} words"
    first = text[:30].split(" ", 1)[0].lower()
    if first in SMALL:
        yield f"content opens: {first}"
    elif text[:1].islower():
        yield "content opens in lower case"
    if len(one.spans) > 1:
        yield "content in pieces"
    for mark in MARKS:
        if mark in text:
            yield f"content holds: {mark.strip()}"
    behind = where[end : end + 2]
    yield f"behind content: {behind[:1] if not behind[:1].isspace() else 'a word'}"
    if start and where[start - 1 : start].isspace():
        yield f"before content: {where[max(0, start - 2) : start - 1]}"[:17]


def _source_signs(article: Article, one: Statement) -> Iterator[str]:
    mention, cue = one.mention, one.cue_span
    if mention.text is None or mention.span is None:
        yield "no words name the speaker"
        return
    words = mention.text.split()
    yield f"source of {_size(NAMES, len(words))} words"
    lower = words[0].lower()
    if lower in PRONOUNS:
        yield f"source: {lower}"
    elif not any(word[0].isupper() for word in words):
        yield "source without a name" if len(words) > 1 else "source is one word in lower case"
    for mark in (",", " and ", "’s ", "'s ", "ed ", " of ", " in "):
        if mark in mention.text:
            yield f"source holds: {mark.strip()}"
    if cue is None:
        return
    where = (article.title or "") if one.headline else article.body
    behind, before = mention.span[0] >= cue[1], mention.span[1] <= cue[0]
    apart = where[mention.span[1] : cue[0]] if before else where[cue[1] : mention.span[0]]
    side = "behind" if behind else "before"
    yield f"source {side} the cue by {_size(GAPS, len(apart))} characters"
    if not MODALS.isdisjoint(apart[:60].lower().split()):
        yield "a modal before the cue"
    first = one.spans[0][0]
    side = "behind" if first >= cue[1] else "before"
    gap = first - cue[1] if side == "behind" else cue[0] - one.spans[0][1]
    yield f"content {side} the cue by {_size(GAPS, max(0, gap))} characters"


def _rivals(statements: Sequence[Statement]) -> list[list[str]]:
    """Say of each statement how it stands to the others of its paragraph."""
    found: list[list[str]] = [[] for _ in statements]
    near = defaultdict(list)
    for at, one in enumerate(statements):
        near[one.headline, one.paragraph].append(at)
    for places in near.values():
        for at in places:
            found[at].append(f"statements in the paragraph: {_size(CROWD, len(places))}")
        if len(places) > 1 and len(places) <= MOST_RIVALS:
            _note_overlaps(statements, places, found)
    return found


def _note_overlaps(
    statements: Sequence[Statement], places: Sequence[int], found: list[list[str]]
) -> None:
    for at in places:
        start, end = statements[at].spans[0][0], statements[at].spans[-1][1]
        for other in places:
            if other == at:
                continue
            first, last = statements[other].spans[0][0], statements[other].spans[-1][1]
            if first <= start and end <= last:
                found[at].append("inside another's content")
            elif start <= first and last <= end:
                found[at].append("holds another's content")
            elif first < end and start < last:
                found[at].append("overlaps another's content")
            elif 0 <= first - end < NEXT:
                found[at].append("another begins right behind")
