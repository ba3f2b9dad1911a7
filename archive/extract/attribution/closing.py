"""Content to the left of its cue: ``“Trade grew,” said Li``, and what goes on behind the source."""

from bisect import bisect_left

from archive.extract.attribution.breaks import SPOKEN, outranks
from archive.extract.attribution.claims import Claims
from archive.extract.attribution.drafts import trimmed
from archive.extract.attribution.edges import (
    after_quotation,
    is_content,
    is_title,
    lead_counts,
    opens_title,
)
from archive.extract.attribution.inversions import resumes
from archive.extract.attribution.reading import Reading
from archive.extract.grammar.inflection import PAST
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    COLLECTIVE,
    ING,
    NAME,
    OUTLET,
    PREPOSITION,
    RELATIVE,
    SPEAKS,
    SUBORDINATOR,
    WRITING,
)

RELAYS = frozenset(("report",))
"""Verbs by which an agency passes on what somebody said."""

APPOSITION = 20
"""Tokens of an office behind a name, before the quotation goes on."""

MOST_CUES = 20
"""Cues behind an attribution that are looked at for the next one: it keeps long lists linear,
test_hostile.py."""

CLOSED_BY = frozenset((",", "—", "–", "--", "?", "!"))

LEADS_IN = frozenset((",", ":", "—", "–", "--", "-"))

QUOTE_ENDS = frozenset((",", "?", "!", ".", "—", "–", "--", "...", "…", "-"))

CONDITIONS = frozenset(("because", "if", "unless"))

GOES_ON = frozenset("and but or because if unless so".split())


def content_before(claims: Claims, reading: Reading) -> list[Range] | None:
    """Return the pieces of content that a closing cue has to its left, or None."""
    if not reading.inverted and (reading.voice != "finite" or reading.inherits):
        return None
    quotation = quotation_before(claims, reading)
    if reading.complement != "none":
        goes_on = reading.complement == "quote" and not opens_title(claims.window, reading.content)
        return None if quotation is None or goes_on else [quotation]
    start = _attribution_start(claims, reading)
    if start <= claims.window.first or (
        reading.introduced_by == "as" and start - 1 <= claims.limit
    ):
        return None
    if quotation is not None:
        return [quotation, *_quotation_behind(claims, reading)]
    return _clause_before(claims, reading, start)


def _clause_before(claims: Claims, reading: Reading, end: int) -> list[Range] | None:
    """Return the clause that ends at a comma before an attribution, and what resumes it."""
    passage = claims.passage
    before = passage.words[end - 1]
    parted = before in CLOSED_BY or bool(passage.quoted[end - 1])
    if not parted and not _stands_by(claims, reading):
        return None
    if not reading.verb.frames & {"clause", "tell", "closes"} and not reading.inverted:
        return None
    if reading.source and passage.lower[reading.source[0]] in ("which", "that"):
        return None  # "a cut – which would add to debt"
    if before == "," and passage.lower[end - 2] in (*GOES_ON, "that", "since"):
        return _clause_behind(claims, reading, None) or None  # "because, he said, …"
    piece = trimmed(passage, _left_limit(claims, reading), end)
    resumed = _clause_behind(claims, reading, piece) if parted else []
    if piece is None:
        return (
            None if reading.inverted else resumed or None
        )  # "And yet, aides say, the port is open"
    if not (resumed or is_content(claims.window, *piece)):
        return None
    return [piece, *resumed]


def _stands_by(claims: Claims, reading: Reading) -> bool:
    """Tell "Lee leads according to the agency" from "prices vary according to season"."""
    window, source = claims.window, reading.source
    if reading.verb.lemma != "according to" or source is None or source[0] < reading.words[0]:
        return False
    return window.any(*source, NAME | COLLECTIVE | SPEAKS | WRITING)


def wins(claims: Claims, reading: Reading) -> bool:
    """Tell whether a closing cue takes the sentence from the open content it stands in."""
    if claims.opened is None or outranks(claims.opened[0], reading):
        return True
    if claims.opened[0].voice == "participle" or reading.source is None:
        return False
    i = reading.content
    ends = i >= claims.window.after or claims.passage.words[i] in (".", "!", "?")
    pronoun = claims.window.is_pronoun(reading.source[1] - 1)
    return ends and not pronoun and claims.opened[0].source != reading.source


def _left_limit(claims: Claims, reading: Reading) -> int:
    if claims.opened is not None:
        return claims.window.opening() if wins(claims, reading) else claims.window.after
    return claims.limit if claims.limit < reading.words[0] else claims.window.first


def _attribution_start(claims: Claims, reading: Reading) -> int:
    """Return the first token of the attribution: its source or, inverted, its cue."""
    passage, start = claims.passage, reading.group
    if not reading.inverted and reading.source and reading.source[0] <= reading.words[0]:
        start = reading.source[0]
    while start - 2 >= claims.window.first and (
        passage.lower[start - 1] in ("as", "and", "but", "so", "which")
        and (passage.words[start - 2] == "," or passage.quoted[start - 2])
    ):
        start -= 1
    return start


def quotation_before(claims: Claims, reading: Reading) -> Range | None:
    """Return the content that ends in a quotation right before the attribution."""
    passage, window = claims.passage, claims.window
    last = _attribution_start(claims, reading) - 1
    comma = last >= window.first and passage.words[last] == "," and not passage.quoted[last]
    last -= comma
    if last < window.first or not passage.quoted[last]:
        return None
    first = last
    while first > window.first and passage.quoted[first - 1] == passage.quoted[last]:
        first -= 1
    ends = comma or (last > first and passage.words[last - 1] in QUOTE_ENDS)
    if not ends and first > claims.limit and not reading.inverted:
        return None
    if reading.complement != "none" and is_title(window, first, last + 1):
        return None
    if claims.opened is not None:
        colon = first > claims.opened[0].content and passage.words[first - 1] == ":"
        if not (colon or wins(claims, reading)):
            return None
        part = first > window.first and passage.words[first - 1] not in LEADS_IN
        whole = part or (outranks(claims.opened[0], reading) and not comma)
        limit = claims.window.opening() if whole else first
        return trimmed(passage, _lead_start(claims, first, limit), last + 1)
    return trimmed(passage, _lead_start(claims, first, claims.limit), last + 1)


def _lead_start(claims: Claims, quote: int, limit: int) -> int:
    """Return where content begins that ends in the quotation at ``quote``."""
    lead = trimmed(claims.passage, limit, quote) if limit < quote else None
    return lead[0] if lead and lead_counts(claims.window, lead, quote) else quote


def _resumption(claims: Claims, reading: Reading) -> Range | None:
    """Return the range behind a comma after the attribution: ", he said, would fail"."""
    i = reading.content
    if i + 1 >= claims.window.after or claims.passage.words[i] not in (",", "—", "–", "--"):
        return None
    return i + 1, _resumption_end(claims, i + 1)


def _resumption_end(claims: Claims, start: int) -> int:
    at = bisect_left(claims.readings, start, key=lambda reading: reading.words[0])
    for other in claims.readings[at : at + MOST_CUES]:
        speaks = other.voice == "participle" or other.source is not None or other.inherits
        if speaks and other.complement != "none":
            begin = other.source[0] if other.source else other.group
            if begin - 1 >= start and claims.passage.lower[begin - 1] in (",", "and", "but", ";"):
                return begin - 1
    return claims.window.after


def _quotation_behind(claims: Claims, reading: Reading) -> list[Range]:
    """Return the quotation that goes on behind the attribution, joined by "and" or "but"."""
    found = _resumption(claims, reading)
    if found is None:
        return []
    (i, end), passage = found, claims.passage
    if not passage.quoted[i] and passage.lower[i] in ("and", "but") and i + 1 < end:
        i += 1
    if not passage.quoted[i]:
        i = _behind_apposition(claims, i, end) or i
    if not passage.quoted[i]:
        return []
    piece = trimmed(passage, i, after_quotation(passage, i, end))
    return [piece] if piece else []


def _behind_apposition(claims: Claims, start: int, end: int) -> int | None:
    """Return the quotation that goes on behind an office: ``said Lee, a director, "but she"``."""
    passage = claims.passage
    for i in range(start, min(end - 1, start + APPOSITION)):
        if passage.words[i] == "," and passage.quoted[i + 1]:
            goes_on = passage.words[i + 2][:1].islower()
            return i + 1 if goes_on and not claims.window.has_finite(start, i) else None
        if passage.quoted[i] or passage.words[i] in (";", ":"):
            return None
    return None


def _clause_behind(claims: Claims, reading: Reading, left: Range | None) -> list[Range]:
    """Return the rest of a clause that the attribution interrupts, not a comment on it."""
    found = _resumption(claims, reading)
    if found is None:
        return []
    (i, end), passage, window = found, claims.passage, claims.window
    if reading.inverted and not passage.quoted[i]:
        i = resumes(window, i - 1) or i
    word, kind = passage.lower[i], passage.kinds[i]
    if left and passage.lower[left[0]].startswith("it") and word in ("to", "for", "that"):
        return _piece(claims, i, end)  # "It makes sense, she said, to wait"
    if kind & (ING | RELATIVE) or (kind & SUBORDINATOR and word not in CONDITIONS):
        return []
    interrupted = left is None or not is_content(window, *left) or _only_opens(window, left)
    if not (interrupted or window.is_finite(i) or word in GOES_ON or passage.quoted[i]):
        return []
    return _piece(claims, i, end)


def _piece(claims: Claims, first: int, after: int) -> list[Range]:
    piece = trimmed(claims.passage, first, after)
    return [piece] if piece else []


def _only_opens(window: Window, left: Range) -> bool:
    """Tell "Without a pilot, Lee said, she can't leave" by the words that only open a clause."""
    passage = window.passage
    if passage.kinds[left[0]] & SUBORDINATOR:
        return True
    if not passage.kinds[left[0]] & (PREPOSITION | ING):
        return False
    comma = next((i for i in range(*left) if passage.words[i] == ","), None)
    return comma is None or not window.has_finite(comma + 1, left[1])


def is_relayed(claims: Claims, inner: Reading, closing: Reading) -> bool:
    """Tell "Li said that A, the agency reported": Li's words, which the agency passes on."""
    own = inner.source is not None and inner.source[0] <= claims.window.opening() + 1
    by = closing.source
    outlet = by is not None and claims.window.any(*by, OUTLET)
    return bool(
        own
        and (outlet or closing.verb.lemma in RELAYS)
        and inner.voice == "finite"
        and inner.forms & PAST
        and inner.verb.kind in SPOKEN
    )
