"""Statements that came with their document, found in its body: pure alignment.

Each is looked for by its offsets, then by its words exactly, then with quotation marks, dashes and
spaces taken alike, then by the longest run of words that it shares with the body. What is nowhere
is kept as ``Unread`` with the reason, because ``body[start:end]`` must be a statement's text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from archive.records import (
    GAP,
    Article,
    Date,
    GivenStatement,
    Mention,
    Quotation,
    Span,
    Statement,
    Tag,
    Unread,
)

ALIKE = 0.75
"""Share of a statement's words that must stand in the body, in order, for it to count as found.
A reworded summary of a sentence shares about half of its words, a typist's copy more than 0.9."""

SHORTEST = 4
"""Words that must stand there in one run: three are often a phrase of another sentence."""

MOST = 4_000_000_000
"""What the search for all statements of an article may cost, in characters passed over: five to ten
seconds. A hundred statements of a hundred words that are only alike, in a text of ten thousand
words, take a quarter of it."""

_PAIR = 900
"""What comparing a pair of equal words costs, in the same measure."""

_SPACE = re.compile(r"\s{1,1000}")
_WORD = re.compile(r"\w{1,100}")
_ALIKE = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'") | dict.fromkeys("‐‑‒–—―−", "-")
    | {"\xa0": " ", "\u202f": " "}
)  # fmt: skip
_OPENING, _CLOSING = "“„«\"‘'「『", "”“»\"’'」』"
_EDGES = " \t\r\n" + _OPENING + _CLOSING
_STOPS = _EDGES + ",.;:"


class Place(NamedTuple):
    """Where a statement stands, and how surely it is that one."""

    spans: tuple[Span, ...]
    confidence: float


def align(
    article: Article,
    given: Iterable[GivenStatement],
    tag: Callable[[Article], Article] = lambda article: article,
) -> Article:
    """Return the article with the statements that stand in it, and ``unread`` with the others.

    Those of which no topics were stated get them by ``tag``, those without a date the article's.
    """
    body, title = Text(article.body), Text(article.title or "")
    placed: list[tuple[GivenStatement, Place]] = []
    unread: list[Unread] = []
    for one in given:
        text = title if one.stated.headline else body
        place = text.place(one.stated)
        if place is None:
            unread.append(_not_there(one, text))
        else:
            placed.append((one, place))
    placed.sort(key=lambda pair: (not pair[0].stated.headline, pair[1].spans[0]))
    places = {one.position: number for number, (one, _) in enumerate(placed)}
    statements = tuple(_stated(one, place, article, places) for one, place in placed)
    article = replace(article, statements=statements, unread=(*article.unread, *unread))
    tagged = zip(placed, statements, tag(article).statements, strict=True)
    return replace(
        article,
        statements=tuple(
            own if one.topics is not None else by_us for (one, _), own, by_us in tagged
        ),
    )


def beside(article: Article, found: Article) -> Article:
    """Add what the machine found in the same text: statements where no given one stands, people."""
    taken = [(s.headline, span) for s in article.statements for span in s.spans]
    every = list(enumerate(found.statements))
    free = [(n, s) for n, s in every if not any(_overlaps(s, *one) for one in taken)]
    order = [(s, n, True) for n, s in free]
    order += [(s, n, False) for n, s in enumerate(article.statements)]
    order.sort(key=lambda one: (not one[0].headline, one[0].spans[0]))
    places = {(is_found, n): place for place, (_, n, is_found) in enumerate(order)}

    def moved(position: int | None, is_found: bool) -> int | None:
        return None if position is None else places.get((is_found, position))

    return replace(
        article,
        people=article.people or found.people,
        roles=article.roles or found.roles,
        statements=tuple(
            statement._replace(
                continues=moved(statement.continues, is_found),
                answers=moved(statement.answers, is_found),
            )
            for statement, _, is_found in order
        ),
    )


class Text:
    """A body or title in which statements are looked for, each at a place of its own."""

    def __init__(self, text: str) -> None:
        """Look in ``text``; nothing is taken yet."""
        self.text = text
        self._taken: set[Span] = set()
        self._left = MOST

    def is_given_up(self) -> bool:
        """Say whether the search has cost so much that only offsets are still looked at."""
        return self._left < 0

    def place(self, stated: Statement) -> Place | None:
        """Return where a statement stands, if anywhere; words that stand twice, the next time."""
        place = self._place(stated)
        self._taken.update(place.spans if place else ())
        return place

    def _place(self, stated: Statement) -> Place | None:
        if self._fits(stated):
            return Place(stated.spans, stated.confidence)
        if not stated.text.strip() or self.is_given_up():
            return None
        near = stated.spans[0][0] if stated.spans else 0
        if spans := self._pieces(stated.text, near):
            return Place(spans, stated.confidence)
        return self._alike(stated)

    def _fits(self, stated: Statement) -> bool:
        """Say whether the words stated, if any, are those at the offsets stated."""
        spans = stated.spans
        in_order = all(before[1] <= after[0] for before, after in pairwise(spans))
        if not spans or not in_order or spans[-1][1] > len(self.text):
            return False
        text = GAP.join(self.text[start:end] for start, end in spans)
        return bool(text.strip()) and stated.text in ("", text)

    def _pieces(self, text: str, near: int) -> tuple[Span, ...] | None:
        """Return the spans of a text, whole or in the pieces that its cue left of it."""
        if span := self._find(text, near):
            return (span,)
        pieces = text.split(GAP) if GAP in text else text.split(GAP.strip())
        spans: list[Span] = []
        for piece in filter(None, (piece.strip(_EDGES) for piece in pieces)):
            span = self._find(piece, spans[-1][1] if spans else near)
            if span is None or (spans and span[0] < spans[-1][1]):
                return None
            spans.append(span)
        return tuple(spans) or None

    def _find(self, text: str, near: int) -> Span | None:
        """Return the first free place from ``near`` on, else the first free one, else any."""
        for whole, wanted in self._forms(text):
            self._left -= len(whole)
            spans = [
                (self._at(whole, place), self._at(whole, place + len(wanted) - 1) + 1)
                for place in _places(whole, wanted)
            ]
            if spans:
                return min(spans, key=lambda span: (span in self._taken, span[0] < near, span))
        return None

    def _forms(self, text: str) -> Iterable[tuple[str, str]]:
        """Yield the text and what to look for in it, the most exact first."""
        yield self.text, text.strip()
        yield self.text, text.strip(_EDGES)
        yield self._folded[0], _fold(text.strip(_EDGES))[0]
        yield self._folded[0], _fold(text.strip(_STOPS))[0]

    def _at(self, whole: str, place: int) -> int:
        return place if whole is self.text else self._folded[1][place]

    @cached_property
    def _folded(self) -> tuple[str, Sequence[int]]:
        return _fold(self.text)

    @cached_property
    def _words(self) -> tuple[list[str], list[Span]]:
        matches = list(_WORD.finditer(self.text))
        return [match[0].casefold() for match in matches], [match.span() for match in matches]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index = defaultdict(list)
        for place, word in enumerate(self._words[0]):
            index[word].append(place)
        return dict(index)

    def _alike(self, stated: Statement) -> Place | None:
        """Return the place of the passage that shares most words with a statement, in order."""
        wanted = [match[0].casefold() for match in _WORD.finditer(stated.text)]
        start, size = self._longest_run(wanted)
        if size < SHORTEST:
            return None
        words, spans = self._words
        low, high = max(0, start - len(wanted)), start + size + len(wanted)
        blocks = SequenceMatcher(None, wanted, words[low:high], autojunk=False)
        found = [block for block in blocks.get_matching_blocks() if block.size]
        share = sum(block.size for block in found) / len(wanted)
        length = found[-1].b + found[-1].size - found[0].b
        if share < ALIKE or length * ALIKE > len(wanted):
            return None
        first, last = low + found[0].b, low + found[-1].b + found[-1].size - 1
        span = (spans[first][0], spans[last][1])
        return Place((span,), min(stated.confidence, round(share, 2)))

    def _longest_run(self, wanted: Sequence[str]) -> tuple[int, int]:
        """Return the place and length of the longest run of words that stands in the text."""
        self._left -= _PAIR * sum(len(self._index.get(word, ())) for word in wanted)
        if self.is_given_up():
            return 0, 0
        best, size = 0, 0
        ending: dict[int, int] = {}  # length of the run that ends at a place of the text
        for word in wanted:
            ending = {place: ending.get(place - 1, 0) + 1 for place in self._index.get(word, ())}
            for place, length in ending.items():
                if length > size:
                    best, size = place - length + 1, length
        return best, size


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """Return a text with marks and spaces taken alike, and the place of each character of it."""
    folded, places, end = [], list[int](), 0
    for match in _SPACE.finditer(text):
        folded.append(text[end : match.start()] + " ")
        places += range(end, match.start() + 1)
        end = match.end()
    folded.append(text[end:])
    places += range(end, len(text))
    return "".join(folded).translate(_ALIKE), places


def _places(whole: str, wanted: str) -> list[int]:
    """Return where ``wanted`` stands as whole words; the first hundred places are enough."""
    places: list[int] = []
    place = whole.find(wanted) if wanted else -1
    while place >= 0 and len(places) < 100:
        end = place + len(wanted)
        if not _cuts_word(whole, place) and not _cuts_word(whole, end):
            places.append(place)
        place = whole.find(wanted, place + 1)
    return places


def _cuts_word(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place + 1]
    return len(around) == 2 and around.isalnum() and around.isascii()


def _stated(
    one: GivenStatement, place: Place, article: Article, places: dict[int, int]
) -> Statement:
    stated = one.stated
    text = (article.title or "") if stated.headline else article.body
    return stated._replace(
        spans=place.spans,
        text=GAP.join(text[start:end] for start, end in place.spans),
        confidence=place.confidence,
        quotation=one.quotation or _quotation(text, place.spans),
        paragraph=-1 if stated.headline else _paragraph(article, place.spans[0][0]),
        mention=Mention(stated.mention.text, _kept(text, stated.mention.span, stated.mention.text)),
        cue_span=_kept(text, stated.cue_span, stated.cue),
        said=stated.said if one.is_dated else _day_of(article),
        topics=_tags(one, place.spans, text),
        continues=_moved(stated.continues, places),
        answers=_moved(stated.answers, places),
    )


def _day_of(article: Article) -> Date | None:
    """Return the day of what the article reports, else of its publication."""
    if article.event or article.published is None:
        return article.event
    return replace(article.published, method="published")


def _kept(text: str, span: Span | None, words: str | None) -> Span | None:
    """Return a span where the words stated do stand there."""
    return span if span and words and text[span[0] : span[1]] == words else None


def _tags(one: GivenStatement, spans: tuple[Span, ...], text: str) -> tuple[Tag, ...]:
    """Return the topics given; one that no term gave is its own term, at the statement's place."""
    tags = [tag for tag in one.stated.topics if tag.span[1] <= len(text)]
    known = {tag.topic for tag in tags}
    tags += [Tag(topic, topic, spans[0]) for topic in one.topics or () if topic not in known]
    return tuple(tags)


def _quotation(text: str, spans: tuple[Span, ...]) -> Quotation:
    """Tell direct from indirect by the marks around it, and mixed by marks inside."""
    start, end = spans[0][0], spans[-1][1]
    opens = text[max(0, start - 1) : start] in tuple(_OPENING)
    closes = text[end : end + 1] in tuple(_CLOSING) or text[end + 1 : end + 2] in tuple('”»"')
    if opens and closes:
        return "direct"
    inside = text[start:end]
    return "mixed" if any(mark in inside for mark in '“”«»"') else "indirect"


def _paragraph(article: Article, place: int) -> int:
    return max(0, bisect_right([start for start, _ in article.paragraphs], place) - 1)


def _moved(position: int | None, places: dict[int, int]) -> int | None:
    return None if position is None else places.get(position)


def _overlaps(statement: Statement, is_headline: bool, span: Span) -> bool:
    return statement.headline == is_headline and any(
        start < span[1] and span[0] < end for start, end in statement.spans
    )


def _not_there(one: GivenStatement, text: Text) -> Unread:
    words = " ".join(one.stated.text[:200].split())
    shown = f"“{words[:80]}{'…' if len(words) > 80 else ''}”" if words else "its offsets"
    where = "title" if one.stated.headline else "text"
    reason = f"{one.path} is not in the {where} of its article: {shown}"
    if text.is_given_up():
        reason = f"{one.path} was not found before it became too long a search: {shown}"
    hint = "check that the text and the statement are of the same version"
    return Unread(one.path, reason, "UnreadableError", hint)
