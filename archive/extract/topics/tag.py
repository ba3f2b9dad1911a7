"""Statements -> statements with topics: each tag keeps a term, its place, and how likely it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from archive.extract.topics.evidence import (
    AFTER,
    BEFORE,
    LEAD,
    NOTHING,
    OWN,
    TERMS,
    TITLE,
    Found,
    around,
    in_title,
    index_of,
    said_in,
    strength,
    terms_between,
)
from archive.extract.topics.score import (
    ALONE_BEFORE,
    ALONE_IN_TITLE,
    LED,
    MOST_OTHERS,
    NARROWER,
    RANK,
    STANDING_BITS,
    Weights,
    case_of,
    reduced,
    standing_of,
    weights_of,
)
from archive.extract.topics.subjects import TopicList, topics_of
from archive.extract.topics.terms import Match
from archive.records import Article, Span, Statement, Tag, TagPlace
from archive.vocabulary import Vocabulary, default_vocabulary

SHORT, LONG = 40, 350
"""Characters below which a statement is short ("Yeah. Go ahead."), and from which it is long."""

_BACK = re.compile(
    r"(?:and|but|so|well|yes|no)?,? ?"
    r"\b(?:it|its|this|that|these|those|they|them|their|there|both)\b",
    re.IGNORECASE,
)
"""A beginning that points back to what was said before."""

_BACK_AT_THE_END = re.compile(r"\b(?:it|this|that|them|these|those|there)\b[^\w]*", re.IGNORECASE)
"""An end that points back: "gain more opportunities from it"."""

_LAST_WORD = 12
"""Characters at the end that are looked at: the longest of these words and marks behind it."""

_SPEAKS = OWN | LEAD | TITLE

Weighed = tuple[str, int, int]
"""A topic, what speaks for it (``score.reduced``), and how it stands among the others
(``score.Standing``)."""


class Speaking(NamedTuple):
    """What ``evidence.around`` counted for a topic, as far as it is asked for again and again.

    ``counts`` are the ``score.reduced`` ones. Nothing else is said of what does not speak.
    """

    speaks: bool
    shows: bool
    titled: bool
    strength: int
    before: int
    counts: int


class Tagger:
    """A vocabulary with its weights; equal evidence is weighed once."""

    def __init__(self, topics: TopicList, weights: Weights) -> None:
        """Compile the vocabulary, unless it was before."""
        self.index = index_of(topics)
        self.weights = weights
        self._speaking: dict[int, Speaking] = {}
        self._scores: dict[int, float] = {}

    def tags(
        self, text: str, statements: Sequence[Sequence[Span]], title: str = ""
    ) -> list[tuple[Tag, ...]]:
        """Return the likely topics of each statement, given by its spans of ``text``."""
        if not any(statements):
            return [()] * len(statements)
        found = self.index.find(text)
        named = self.index.find(title) if title else NOTHING
        said = in_title(self.index, named)
        return [
            self._statement(text, found, spans, named, said) if spans else ()
            for spans in statements
        ]

    def weighed(
        self, text: str, found: Found, spans: Sequence[Span], said: Mapping[str, int]
    ) -> list[Weighed]:
        """Return each topic that the statement, the text before it or the title speaks for."""
        counts = around(self.index, found, spans, said)
        speaking: list[tuple[str, Speaking]] = []
        shown = most = lead = led = titled = 0
        wider: set[str] = set()
        for slug, number in counts.items():
            what = self._speaking.get(number) or self._read(number)
            if what.speaks:
                speaking.append((slug, what))
                most, lead = max(most, what.strength), max(lead, what.before)
                led += what.before > 0
                titled += what.titled
                if what.shows:
                    shown += 1
                    wider |= self.index.wider[slug]
        if not speaking:
            return []
        start, end = spans[0][0], spans[-1][1]
        alike = standing_of(
            others=min(shown, MOST_OTHERS),
            length=0 if end - start < SHORT else 2 if end - start >= LONG else 1,
            refers=_points_back(text, start, end),
        )
        return [
            (
                slug,
                number,
                alike
                + (2 * RANK if own == most else RANK if 2 * own >= most else 0)
                + (LED if before == lead else 0)
                + (ALONE_BEFORE if before and led == 1 else 0)
                + (ALONE_IN_TITLE if named and titled == 1 else 0)
                + (NARROWER if slug in wider else 0),
            )
            for slug, (_, _, named, own, before, number) in speaking
        ]

    def _read(self, number: int) -> "Speaking":
        what = self._speaking[number] = Speaking(
            speaks=number & _SPEAKS != 0,
            shows=number & TERMS != 0,
            titled=number & TITLE != 0,
            strength=strength(number & OWN),
            before=number & LEAD,
            counts=reduced(number),
        )
        return what

    def _statement(
        self,
        text: str,
        found: Found,
        spans: Sequence[Span],
        named: Found,
        said: Mapping[str, int],
    ) -> tuple[Tag, ...]:
        likely, scores, threshold = {}, self._scores, self.weights.threshold
        for slug, number, standing in self.weighed(text, found, spans, said):
            key = number << STANDING_BITS | standing
            score = scores.get(key)
            if score is None:
                score = scores[key] = self.weights.score(case_of(number, standing))
            if score >= threshold:
                likely[slug] = score
        return tuple(self._evidence(likely, found, spans, named)) if likely else ()

    def _evidence(
        self, likely: Mapping[str, float], found: Found, spans: Sequence[Span], named: Found
    ) -> Iterator[Tag]:
        """Yield what gave each topic: all that the statement says, else the nearest around it."""
        slugs, hints = self.index.slugs, self.index.hints
        missing = set(likely)
        for span in sorted(spans):
            for match in said_in(found, span):
                if slugs[match[2]] in likely:
                    if not hints[match[2]]:
                        missing.discard(slugs[match[2]])
                    yield self._tag(match, "statement", likely)
        if not missing:
            return
        for place, match in _around(found, spans, named):
            slug = slugs[match[2]]
            if slug in missing:
                yield self._tag(match, place, likely)
                missing.remove(slug)
                if not missing:
                    return

    def _tag(self, match: Match, place: TagPlace, likely: Mapping[str, float]) -> Tag:
        start, minus_end, number = match
        slug, term, _ = self.index.entries[number]
        return Tag(slug, term, (start, -minus_end), place, likely[slug])


def _points_back(text: str, start: int, end: int) -> bool:
    if _BACK.match(text, start, end):
        return True
    return any(
        match.end() == end
        for match in _BACK_AT_THE_END.finditer(text, max(start, end - _LAST_WORD), end)
    )


def _around(found: Found, spans: Sequence[Span], named: Found) -> Iterator[tuple[TagPlace, Match]]:
    """Yield the terms around a statement: before it from the nearest on, in the title, after it."""
    first, last = spans[0][0], spans[-1][1]
    for match in reversed(terms_between(found, first - BEFORE, first)):
        yield "before", match
    for match in named.terms:
        yield "title", match
    for match in terms_between(found, last, last + AFTER):
        yield "after", match


@cache
def tagger_of(topics: TopicList, weights: Weights) -> Tagger:
    """Return the tagger of a vocabulary, made once."""
    return Tagger(topics, weights)


def tag(article: Article, vocabulary: Vocabulary, topics: TopicList | None = None) -> Article:
    """Put topics on each statement, from ``topics`` or else from the vocabulary's own table."""
    tagger = tagger_of(topics or topics_of(vocabulary), weights_of(vocabulary))
    title, statements = article.title or "", article.statements
    in_body = tagger.tags(article.body, [_spans(s, headline=False) for s in statements], title)
    of_title = tagger.tags(title, [_spans(s, headline=True) for s in statements])
    return replace(article, statements=tuple(map(_with_topics, statements, in_body, of_title)))


def tagger_for(topics: TopicList, vocabulary: Vocabulary | None = None) -> Tagger:
    """Return the tagger of any topics, with a vocabulary's weights, else those that we ship."""
    return tagger_of(topics, weights_of(vocabulary or default_vocabulary()))


def tags(
    text: str, statements: Sequence[Sequence[Span]], topics: TopicList, title: str = ""
) -> list[tuple[Tag, ...]]:
    """Return the tags of each statement, given by its spans of ``text``; no record is needed."""
    return tagger_for(topics).tags(text, statements, title)


def _spans(statement: Statement, *, headline: bool) -> Sequence[Span]:
    return statement.spans if statement.headline == headline else ()


def _with_topics(
    statement: Statement, in_body: tuple[Tag, ...], in_title: tuple[Tag, ...]
) -> Statement:
    topics = in_title if statement.headline else in_body
    return statement if topics == statement.topics else statement._replace(topics=topics)
