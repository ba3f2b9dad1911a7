"""What speaks for each topic of a statement: how many terms and hints, and where they stand.

The text is searched once, however many statements there are; what was found is handed to the
statements by place. What speaks for one topic is one whole number that holds small counts side by
side (``COUNTS``), so that a match costs an addition, and equal evidence is weighed only once.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from archive.extract.topics.subjects import TopicList
from archive.extract.topics.terms import Finder, Match
from archive.records import Span

BEFORE, NEAR, AFTER = 300, 120, 120
"""Characters around a statement that are looked at: two or three sentences before it, of which the
last is near, and one after it. The readers of the gold saw 240 on either side."""

COUNTS = ("terms", "hints", "sure", "again", "near", "before", "after", "title", "title hints")
"""What a number counts, the lowest bits first. ``sure`` are the terms that are not weak, ``again``
those met more than once, ``near`` those of ``before`` that stand in the last sentence."""

_BITS = 6
"""Of each count, so that all fit into 60 bits: no statement holds 64 terms of one topic."""

UNIT = {name: 1 << _BITS * place for place, name in enumerate(COUNTS)}

TERMS = (1 << _BITS) - 1
"""The bits of the terms that a statement holds."""

OWN = (1 << 4 * _BITS) - 1
"""The bits of all that it holds."""

LEAD = TERMS << _BITS * COUNTS.index("before")
"""The bits of the terms before it."""

TITLE = TERMS << _BITS * COUNTS.index("title")
"""The bits of the terms in the title."""


class Entry(NamedTuple):
    """A term of a vocabulary: whose it is, and whether "term", "weak", "hint" or "exclusion"."""

    slug: str
    term: str
    kind: str


class Found(NamedTuple):
    """The matches in a text with their starts; ``terms`` leaves hints out."""

    matches: Sequence[Match]
    starts: Sequence[int]
    terms: Sequence[Match]
    term_starts: Sequence[int]


NOTHING = Found((), (), (), ())


class Index:
    """A vocabulary compiled for searching; fourteen thousand terms take some 100 milliseconds."""

    def __init__(self, topics: TopicList) -> None:
        """Compile all terms into one automaton."""
        listed = topics.topics
        # Exclusions come first, so that one of the same span as a term is met before it.
        self.entries = [
            *(Entry(one.slug, term, "exclusion") for one in listed for term in one.exclusions),
            *(Entry(one.slug, term, "term") for one in listed for term in one.terms),
            *(Entry(one.slug, term, "weak") for one in listed for term in one.weak),
            *(Entry(one.slug, term, "hint") for one in listed for term in one.hints),
        ]
        self.slugs = [entry.slug for entry in self.entries]
        self.hints = [entry.kind == "hint" for entry in self.entries]
        self.exclusions = [entry.kind == "exclusion" for entry in self.entries]
        self.phrases = [entry.kind == "term" and " " in entry.term for entry in self.entries]
        self.own = self._units(UNIT["terms"], UNIT["hints"], UNIT["sure"])
        self.title = self._units(UNIT["title"], UNIT["title hints"])
        parents = {one.slug: one.parent for one in listed}
        self.wider = {slug: frozenset(_above(slug, parents)) for slug in parents}
        self._finder = Finder([entry.term for entry in self.entries])

    def find(self, text: str) -> Found:
        """Return where terms and hints stand, but for what something longer covers."""
        hints = self.hints
        matches = _longest(self._finder.find(text), self.slugs, self.exclusions, self.phrases)
        terms = [match for match in matches if not hints[match[2]]]
        return Found(matches, [m[0] for m in matches], terms, [m[0] for m in terms])

    def _units(self, term: int, hint: int, sure: int = 0) -> Sequence[int]:
        units = {"term": term + sure, "weak": term, "hint": hint, "exclusion": 0}
        return [units[entry.kind] for entry in self.entries]


@cache
def index_of(topics: TopicList) -> Index:
    """Return the vocabulary compiled, once."""
    return Index(topics)


def in_title(index: Index, found: Found) -> Mapping[str, int]:
    """Return what was found in a title, counted for each topic."""
    counts: dict[str, int] = {}
    for number in {number for _, _, number in found.matches}:
        slug = index.slugs[number]
        counts[slug] = counts.get(slug, 0) + index.title[number]
    return counts


def around(
    index: Index, found: Found, spans: Sequence[Span], title: Mapping[str, int]
) -> dict[str, int]:
    """Return what speaks for each topic of the statement that stands at ``spans``.

    A term counts in a statement where it lies wholly in one span.
    """
    slugs, counts = index.slugs, dict(title)
    first, last = spans[0][0], spans[-1][1]
    seen: set[int] = set()
    for span in spans:
        for _, _, number in said_in(found, span):
            slug = slugs[number]
            if number not in seen:
                seen.add(number)
                counts[slug] = counts.get(slug, 0) + index.own[number]
            elif not index.hints[number]:
                counts[slug] += _AGAIN
    met: set[int] = set()
    for start, _, number in reversed(terms_between(found, first - BEFORE, first)):
        if number not in met:
            met.add(number)
            slug = slugs[number]
            counts[slug] = counts.get(slug, 0) + (_NEAR if start >= first - NEAR else _FAR)
    for _, _, number in terms_between(found, last, last + AFTER):
        slug = slugs[number]
        if slug in counts:  # What comes after does not speak by itself.
            counts[slug] += _AFTER
    return counts


_AGAIN, _AFTER = UNIT["again"], UNIT["after"]
_FAR = UNIT["before"]
_NEAR = UNIT["before"] + UNIT["near"]


def said_in(found: Found, span: Span) -> Sequence[Match]:
    """Return the matches that lie wholly in a span."""
    start, end = span
    low, high = bisect_left(found.starts, start), bisect_left(found.starts, end)
    return [match for match in found.matches[low:high] if -match[1] <= end]


def terms_between(found: Found, start: int, end: int) -> Sequence[Match]:
    """Return the matches of terms, not hints, that lie wholly between two places of the text."""
    low = bisect_left(found.term_starts, start)
    high = bisect_left(found.term_starts, end, low)
    if low == high:
        return ()
    return [match for match in found.terms[low:high] if -match[1] <= end]


def counts_of(number: int) -> Sequence[int]:
    """Return the counts that a number holds, in the order of ``COUNTS``."""
    return [number >> _BITS * place & TERMS for place in range(len(COUNTS))]


@cache
def strength(own: int) -> int:
    """Return how much of a statement is about a topic, from the bits of what it holds itself.

    A term counts for two, a sure one for three, and for two more where it comes again.
    """
    terms, hints, sure, again = counts_of(own)[:4]
    return 2 * (terms + again) + sure + hints


def _longest(
    matches: Iterable[Match],
    slugs: Sequence[str],
    exclusions: Sequence[bool],
    phrases: Sequence[bool],
) -> list[Match]:
    """Leave out what an exclusion of the same topic or a longer term of any topic covers.

    A phrase inside the term of another topic stays: "human rights" in "politicization of human
    rights", where "trade" in "trade union" goes.
    """
    kept: list[Match] = []
    excluded: dict[str, int] = {}
    here: set[str] = set()
    place = reach = 0  # where the longest begins, and minus where it ends
    for match in matches:
        start, minus_end, number = match
        if exclusions[number]:
            slug = slugs[number]
            excluded[slug] = min(minus_end, excluded.get(slug, 0))
            continue
        slug = slugs[number]
        if minus_end >= reach and (start != place or minus_end != reach):
            if not phrases[number] or slug in here or minus_end >= excluded.get(slug, 0):
                continue
            here.add(slug)
            kept.append(match)
            continue
        if excluded and minus_end >= excluded.get(slug, 0):
            continue
        if start != place or minus_end != reach:
            place, reach, here = start, minus_end, {slug}
            kept.append(match)
        elif slug not in here:
            here.add(slug)
            kept.append(match)
    return kept


def _above(slug: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    parent = parents[slug]
    while parent is not None:
        yield parent
        parent = parents[parent]
