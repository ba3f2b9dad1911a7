"""When each statement of an article was made: by its own sentence, else on the article's day.

"On 5 March 2018 Feld told parliament that the crane was safe": a time counts that stands outside of
what was said and belongs to the cue, not to another verb ("Feld, elected in 2017, said") and not as
a bound ("said after the storm on Monday"). A transcript, and a document that somebody issued, is of
its header's day, whatever it narrates.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from archive.dates import as_day
from archive.extract.attribution.drafts import Draft
from archive.extract.grammar.times import Time, Times, find_times, resolve_time, times
from archive.extract.grammar.tokens import Passage, Range
from archive.extract.grammar.wordclass import FINITE, ING, PRONOUN, WORD
from archive.records import Article, Date
from archive.vocabulary import Vocabulary

STATED = frozenset(("header", "dateline", "given"))
"""Methods by which a day is found that a document's header states itself."""

BOUND_REACH = 8
"""Tokens from "after" to the day that it bounds: "after the long debate in the house on Monday".
tests/extract/test_dating.py guards it."""

NOUN_REACH = 3
"""Tokens from a year to the noun it stands before: "a 2017 radio interview"."""

CUE_REACH = 2
"""Tokens between "had" or "previously" and the cue: "had also repeatedly said"."""

_LEADS = frozenset("on in at during late early of the mid".split())
_RELATIVE = frozenset("who which whose whom where when".split())
_COMING = frozenset("will shall 'll ’ll".split())
_GOES_ON = frozenset(("add", "continue", "go on to say"))
_SENTENCE_ENDS = frozenset((".", "!", "?"))


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    times: Times
    bounds: frozenset[str]
    far_bounds: frozenset[str]
    speech: frozenset[str]
    documents: frozenset[str]
    earlier: frozenset[str]


class _Found(NamedTuple):
    """A time that tells when something was said: the tokens it spans, and the date."""

    first: int
    run: Range
    date: Date | None


FAR = 120
"""Tokens from a cue in which a time is looked for: no sentence of the annotated texts is longer on
one side, and a row of a thousand cues without a full stop stays linear, test_linear.py."""

NEAR = 20
"""Statements before and behind one whose words are distinguished from the reporter's."""


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    table = vocabulary.table("months")["said"]["words"]
    return _Words(
        times(vocabulary),
        frozenset(table["bounds"]),
        frozenset(table["far_bounds"]),
        frozenset(table["speech"].split()),
        frozenset(table["documents"].split()),
        frozenset(table["earlier"]),
    )


def on_header_day(article: Article) -> Article:
    """Return a transcript or issued document with the day of its header as that of its event."""
    if article.published is None or (article.event and article.event.method in STATED):
        return article
    published = Date(article.published.iso, article.published.precision, "published")
    return replace(article, event=published)


def said_on(article: Article) -> Date | None:
    """Return when an article's statements were made: on the event's day, else the publication's."""
    if article.event is not None or article.published is None:
        return article.event
    return Date(article.published.iso, article.published.precision, "published")


class Dates:
    """Finds the dates of an article's statements, one after another in the order of the text."""

    def __init__(self, article: Article, vocabulary: Vocabulary) -> None:
        """Take over what is known of the article: the days of writing and of its event."""
        self.default = said_on(article)
        self._words = _words(vocabulary)
        self._event = as_day(article.event)
        self._base = as_day(article.written) or as_day(article.published)
        self._of: dict[int, Date | None] = {}
        self._last: tuple[int, Date | None] | None = None

    def of(
        self, passage: Passage, draft: Draft, paragraph: int, drafts: Sequence[Draft]
    ) -> Date | None:
        """Return when the statement of ``draft`` was made; ``drafts`` are all of its paragraph."""
        found = self._find(passage, draft, paragraph, drafts)
        if found is not None and self.default is not None and found.iso == self.default.iso:
            found = self.default
        self._of[id(draft)] = found
        self._last = (paragraph, found)
        return found

    def _find(
        self, passage: Passage, draft: Draft, paragraph: int, drafts: Sequence[Draft]
    ) -> Date | None:
        if draft.continues is not None and id(draft.continues) in self._of:
            return self._of[id(draft.continues)]
        if draft.cue is None:
            return self.default
        where = draft.said_in[0] if draft.said_in else passage
        cue, sentence = draft.cue, draft.sentence
        if where is not passage or not sentence[0] <= cue[0] < sentence[1]:
            sentence = _sentence(where, cue[0])
        if _is_coming(where, sentence, draft.cue):
            return self.default
        own = self._own_time(where, sentence, draft.cue, [] if where is not passage else drafts)
        if own is not None:
            return own.date
        if self._is_earlier(where, draft.cue):
            return None
        if self._last and self._last[0] == paragraph and _goes_on(where, draft):
            return self._last[1]
        return self.default

    def _own_time(
        self, passage: Passage, sentence: Range, cue: Range, drafts: Sequence[Draft]
    ) -> _Found | None:
        """Return the time that belongs to a cue: of its own run of words, else of one before it."""
        sentence = max(sentence[0], cue[0] - FAR), min(sentence[1], cue[1] + FAR)
        own: list[_Found] = []
        before: list[_Found] = []
        for run in _frame(passage, sentence, drafts, cue):
            for one in self._times(passage, run, cue):
                if run[0] <= cue[0] < run[1]:
                    own.append(one)
                elif run[0] < cue[0]:
                    before.append(one)
        if own:
            return min(own, key=lambda one: (_rank(one), abs(one.first - cue[0])))
        return before[-1] if before else None

    def _times(self, passage: Passage, run: Range, cue: Range) -> Iterator[_Found]:
        start = passage.starts[run[0]]
        text = passage.text[start : passage.ends[run[1] - 1]]
        for time in find_times(text, self._words.times):
            first = _token_at(passage, start + time.start, run)
            after = _token_at(passage, start + time.end - 1, run) + 1
            if self._belongs(passage, time, (first, after), run, cue):
                date = resolve_time(time, self._base, self._event, self._words.times)
                lies_ahead = date is not None and self._base and date.iso > self._base.isoformat()
                yield _Found(first, run, None if lies_ahead else date)

    def _belongs(self, passage: Passage, time: Time, place: Range, run: Range, cue: Range) -> bool:
        """Say whether a time tells when the cue's act was."""
        words, lower = self._words, passage.lower
        first, after = place
        if time.needs_noun and words.documents.isdisjoint(lower[after : after + NOUN_REACH]):
            return False
        i = first - 1
        while i >= run[0] and lower[i] in _LEADS:
            i -= 1
        if i >= run[0] and lower[i] in words.bounds and not cue[0] <= i < cue[1]:
            return False
        for j in range(first - 1, run[0] - 1, -1):
            if cue[0] <= j < cue[1] or lower[j] in words.speech:
                return True
            if first - j <= BOUND_REACH and lower[j] in words.far_bounds:
                return False
            if lower[j] in _RELATIVE or self._is_verb(passage, j):
                return False
        return True

    def _is_verb(self, passage: Passage, i: int) -> bool:
        kind = passage.kinds[i]
        verb = kind & WORD and kind & (FINITE | ING) and passage.lower[i] not in _LEADS
        return bool(verb) and passage.lower[i] not in self._words.documents

    def _is_earlier(self, passage: Passage, cue: Range) -> bool:
        """Tell "had said" and "previously said", of a day that the text does not name."""
        before = passage.lower[max(0, cue[0] - 1 - CUE_REACH) : cue[0]]
        beside = [*before[-1:], *passage.lower[cue[1] : cue[1] + 1]]
        return "had" in before or not self._words.earlier.isdisjoint(beside)


def _rank(found: _Found) -> int:
    """Prefer what is a date to what is none, an unknown decade."""
    return 0 if found.date else 1


def _frame(
    passage: Passage, sentence: Range, drafts: Sequence[Draft], cue: Range
) -> Iterator[Range]:
    """Yield the runs of a sentence that are nobody's words: outside of contents and quotations."""
    said = {i for draft in drafts for first, after in draft.pieces for i in range(first, after)}
    said -= set(range(*cue))  # a cue within what another one says reports for itself
    start = None
    for i in range(*sentence):
        if i in said or passage.quoted[i]:
            if start is not None:
                yield (start, i)
            start = None
        elif start is None:
            start = i
    if start is not None:
        yield (start, sentence[1])


def _sentence(passage: Passage, cue: int) -> Range:
    """Return the sentence around a cue: from full stop to full stop outside of quotations."""
    first = cue
    while first > max(0, cue - FAR) and not _ends(passage, first - 1):
        first -= 1
    after = cue + 1
    while after < min(len(passage), cue + FAR) and not _ends(passage, after - 1):
        after += 1
    return first, after


def _ends(passage: Passage, i: int) -> bool:
    """Say whether a full stop ends a sentence: not that of "Oct. 27" or "Mr. Li"."""
    if passage.words[i] not in _SENTENCE_ENDS or passage.quoted[i]:
        return False
    behind = passage.words[i + 1]
    short = i > 0 and len(passage.words[i - 1]) <= 3 and passage.is_name(i - 1)
    return not behind or (behind[0].isupper() and not short) or behind[0] in '“"‘'


def _token_at(passage: Passage, offset: int, run: Range) -> int:
    return max(run[0], bisect_right(passage.starts, offset, run[0], run[1]) - 1)


def _is_coming(passage: Passage, sentence: Range, cue: Range) -> bool:
    """Tell "will tell parliament on Friday": what is said of it is of the article's day."""
    before = passage.lower[max(sentence[0], cue[0] - 1 - CUE_REACH) : cue[0]]
    return not _COMING.isdisjoint(before)


def _goes_on(passage: Passage, draft: Draft) -> bool:
    """Tell whether a cue only goes on: "added", or one whose source is a pronoun."""
    if draft.verb and draft.verb.lemma in _GOES_ON:
        return True
    if draft.source is None:
        return True
    first, after = draft.source
    return after - first == 1 and bool(passage.kinds[first] & PRONOUN)
