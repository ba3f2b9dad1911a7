"""Weigh the cues of one sentence against each other: who says what from where to where.

Each cue has been read alone (``readings``). Here it is decided which text each one claims: content
to its right runs until the next cue that breaks it, content to its left back to where the last one
ended; a cue inside another's content is nested and claims nothing.
"""

from archive.extract.attribution.breaks import SPOKEN, break_before, opens_sentence, outranks
from archive.extract.attribution.clause import read_cue
from archive.extract.attribution.cues import Cue
from archive.extract.attribution.drafts import Draft, trimmed
from archive.extract.attribution.edges import (
    after_first_quote,
    after_quotation,
    before_main_clause,
    is_content,
    is_title,
    lead_counts,
    opens_title,
    without_tail,
)
from archive.extract.attribution.inversions import resumes
from archive.extract.attribution.reading import Reading
from archive.extract.attribution.subjects import may_share_subject, states_purpose, subject
from archive.extract.grammar.inflection import PAST
from archive.extract.grammar.tokens import Range
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import ING, OUTLET, RELATIVE, SUBORDINATOR

COMMA_REACH = 25
"""Tokens from "According to" to the comma behind its source."""

RELAYS = frozenset(("report",))
"""Verbs by which an agency passes on what somebody said."""

CLOSED_BY = frozenset((",", "—", "–", "--", "?", "!"))
LEADS_IN = frozenset((",", ":", "—", "–", "--", "-"))
QUOTE_ENDS = frozenset((",", "?", "!", ".", "—", "–", "--", "...", "…", "-"))
CONDITIONS = frozenset(("because", "if", "unless"))
GOES_ON = frozenset("and but or because if unless so".split())


def attribute(window: Window, cues: list[Cue]) -> list[Draft]:
    """Return the statements of one sentence, in the order of their cues."""
    readings = [reading for cue in cues if (reading := read_cue(window, cue)) is not None]
    return _Sentence(window, readings).drafts() if readings else []


class _Sentence:
    """One pass over a sentence's readings from left to right.

    ``open`` is the content that the last cue opened to its right, ``limit`` the first token that
    no statement has claimed, ``source`` whom a cue without a source shares.
    """

    def __init__(self, window: Window, readings: list[Reading]) -> None:
        self.window = window
        self.passage = window.passage
        self.readings = readings
        self.done: list[Draft] = []
        self.open: tuple[Reading, Draft] | None = None
        self.limit = window.opening()
        self.source: Range | None = None
        self.orphans: list[Draft] = []

    def drafts(self) -> list[Draft]:
        for reading in self.readings:
            self._take(reading)
        self._close(self.window.after)
        self._adopt()
        for draft in self.done:
            draft.sentence = (self.window.first, self.window.after)
        return [draft for draft in self.done if draft.pieces or draft.awaits]

    def _take(self, reading: Reading) -> None:
        closing = self._content_before(reading)
        if closing is not None:
            self._take_closing(reading, closing)
        elif reading.subject is not None:
            self._take_passive(reading, reading.subject)
        elif reading.complement == "none":
            self._take_waiting(reading)
        elif self._is_act(reading) and self._makes_room(reading):
            self._begin(reading, reading.content)

    def _is_act(self, reading: Reading) -> bool:
        """Drop infinitives that state no act, and passives: "said Lee, asked about it"."""
        if not reading.inherits:
            return True
        if reading.voice == "infinitive":
            return states_purpose(self.window, reading)
        before = reading.group - 1
        after_comma = before >= self.window.first and self.passage.words[before] == ","
        return self.open is not None or reading.voice != "finite" or not after_comma

    def _makes_room(self, reading: Reading) -> bool:
        """End the open content where ``reading`` begins; tell whether it is not nested."""
        if self.open is None:
            return reading.words[0] >= self.limit
        if reading.voice == "noun":
            return False
        end = break_before(self.window, self.open[0], reading)
        if end is None:
            return False
        self._close(end)
        return True

    def _take_waiting(self, reading: Reading) -> None:
        """Take "Li said:" at the end of a paragraph, and "As Li said, content"."""
        passage, i = self.passage, reading.content
        if self.open is not None or reading.source is None:
            return
        if passage.lower[i : i + 1] == ["it"]:
            return  # "as we know it"
        if i + 1 == self.window.after and passage.words[i] == ":":
            draft = self._draft(reading, [], "before a quotation")
            draft.awaits = True
            self.done.append(draft)
        elif reading.introduced_by == "as" and (
            reading.inverted or reading.verb.frames & {"clause", "that", "tell"}
        ):
            places = range(i, min(i + COMMA_REACH, self.window.after))
            comma = next((j for j in places if passage.words[j] == ","), None)
            if comma is not None:
                self._begin(reading, comma + 1, "as the source says")

    def _take_passive(self, reading: Reading, content: Range) -> None:
        """Take "The deal was denounced by the ministry", where no content is open."""
        if self.open is not None or content[0] < self.limit:
            return
        draft = self._draft(reading, [content], "passive")
        if reading.complement == "object":
            self.done.append(draft)
            self.limit = reading.content
            return
        draft.pieces.append((reading.content, reading.content))
        self.open = (reading, draft)
        self.limit = self.window.after

    def _begin(self, reading: Reading, content: int, rule: str | None = None) -> None:
        quoted = reading.complement == "quote" and reading.voice != "participle"
        left = self._quotation_before(reading) if quoted else None
        draft = self._draft(reading, [(content, content)], rule or _rule(reading))
        if left is not None:
            draft.pieces.insert(0, left)
            draft.rule = "interrupted quotation"
        self.open = (reading, draft)
        self.limit = self.window.after

    def _draft(self, reading: Reading, pieces: list[Range], rule: str) -> Draft:
        source = reading.source
        if source is None and reading.inherits:
            source = self.source
            late = reading.words[0] > self.limit + 3
            if source is None and late and may_share_subject(reading):
                source = subject(self.window, reading.words)
        draft = Draft(pieces, rule, source, reading.words, reading.verb, negated=reading.negated)
        if source is None and reading.voice not in ("passive", "noun"):
            self.orphans.append(draft)
        elif source is not None and reading.voice not in ("participle", "noun"):
            self.source = source
            for orphan in self.orphans:
                orphan.source = source
            self.orphans.clear()
        return draft

    def _close(self, end: int) -> None:
        """End the open content at token ``end``, or before what is none."""
        if self.open is None:
            return
        reading, draft = self.open
        start = draft.pieces[-1][0]
        if end == self.window.after and opens_sentence(self.window, reading):
            end = before_main_clause(self.window, start, end)
        colon = self._colon(reading, start, end)
        end = without_tail(self.window, reading, start, colon or end)
        if reading.complement == "quote":
            end = after_quotation(self.passage, start, end)
        elif reading.complement == "name" or self._describes(reading, start):
            end = after_first_quote(self.passage, start, end)
        piece = trimmed(self.passage, start, end)
        if piece and reading.complement == "object" and self.passage.lower[start] == "that":
            piece = (start, piece[1])  # "reiterated that view"
        draft.pieces = [p for p in (*draft.pieces[:-1], piece) if p]
        draft.awaits = not draft.pieces and self.passage.words[self.window.after - 1] == ":"
        if draft.pieces or draft.awaits:
            self.done.append(draft)
        if colon is not None and draft.pieces:
            self._quote_behind(draft, colon)
        self.open = None
        self.limit = end

    def _colon(self, reading: Reading, start: int, end: int) -> int | None:
        """Return the colon that parts an object from a quotation: ``praised the plan: “Good.”``."""
        passage = self.passage
        if reading.complement not in ("object", "attitude"):
            return None
        places = range(start + 1, end - 1)
        return next((i for i in places if passage.words[i] == ":" and passage.quoted[i + 1]), None)

    def _quote_behind(self, draft: Draft, colon: int) -> None:
        """Take the quotation behind a colon for the source's own words."""
        piece = trimmed(self.passage, colon + 1, self.window.after)
        if piece is not None:
            self.done.append(
                Draft([piece], "quotation", draft.source, implicit=True, continues=draft)
            )

    def _describes(self, reading: Reading, start: int) -> bool:
        """Tell "the plan, which he described as “a farce,” was dropped"."""
        leads = self.passage.lower[reading.group - 2 : reading.group]
        relative = any(word in ("which", "whom", "who", "that") for word in leads)
        return reading.complement == "as" and relative and bool(self.passage.quoted[start])

    def _content_before(self, reading: Reading) -> list[Range] | None:
        """Return the pieces of content that a closing cue has to its left, or None."""
        if not reading.inverted and (reading.voice != "finite" or reading.inherits):
            return None
        quotation = self._quotation_before(reading)
        if reading.complement != "none":
            goes_on = reading.complement == "quote" and not opens_title(
                self.window, reading.content
            )
            return None if quotation is None or goes_on else [quotation]
        start = self._attribution_start(reading)
        if start <= self.window.first or (
            reading.introduced_by == "as" and start - 1 <= self.limit
        ):
            return None
        if quotation is not None:
            return [quotation, *self._quotation_behind(reading)]
        return self._clause_before(reading, start)

    def _clause_before(self, reading: Reading, end: int) -> list[Range] | None:
        """Return the clause that ends at a comma before an attribution, and what resumes it."""
        passage = self.passage
        before = passage.words[end - 1]
        if before not in CLOSED_BY and not passage.quoted[end - 1]:
            return None
        if not reading.verb.frames & {"clause", "tell", "closes"} and not reading.inverted:
            return None
        if reading.source and passage.lower[reading.source[0]] in ("which", "that"):
            return None  # "a cut – which would add to debt"
        if before == "," and passage.lower[end - 2] in (*GOES_ON, "that", "since"):
            return self._clause_behind(reading, None) or None  # "because, he said, …"
        piece = trimmed(passage, self._left_limit(reading), end)
        resumed = self._clause_behind(reading, piece)
        if piece is None or not (resumed or is_content(self.window, *piece)):
            return None
        return [piece, *resumed]

    def _wins(self, reading: Reading) -> bool:
        """Tell whether a closing cue takes the sentence from the open content it stands in."""
        if self.open is None or outranks(self.open[0], reading):
            return True
        if self.open[0].voice == "participle" or reading.source is None:
            return False
        i = reading.content
        ends = i >= self.window.after or self.passage.words[i] in (".", "!", "?")
        pronoun = self.window.is_pronoun(reading.source[1] - 1)
        return ends and not pronoun and self.open[0].source != reading.source

    def _left_limit(self, reading: Reading) -> int:
        if self.open is not None:
            return self.window.opening() if self._wins(reading) else self.window.after
        return self.limit if self.limit < reading.words[0] else self.window.first

    def _attribution_start(self, reading: Reading) -> int:
        """Return the first token of the attribution: its source or, inverted, its cue."""
        passage, start = self.passage, reading.group
        if not reading.inverted and reading.source and reading.source[0] <= reading.words[0]:
            start = reading.source[0]
        while start - 2 >= self.window.first and (
            passage.lower[start - 1] in ("as", "and", "but", "so", "which")
            and (passage.words[start - 2] == "," or passage.quoted[start - 2])
        ):
            start -= 1
        return start

    def _quotation_before(self, reading: Reading) -> Range | None:
        """Return the content that ends in a quotation right before the attribution."""
        passage, window = self.passage, self.window
        last = self._attribution_start(reading) - 1
        comma = last >= window.first and passage.words[last] == "," and not passage.quoted[last]
        last -= comma
        if last < window.first or not passage.quoted[last]:
            return None
        first = last
        while first > window.first and passage.quoted[first - 1] == passage.quoted[last]:
            first -= 1
        ends = comma or (last > first and passage.words[last - 1] in QUOTE_ENDS)
        if not ends and first > self.limit and not reading.inverted:
            return None
        if reading.complement != "none" and is_title(window, first, last + 1):
            return None
        if self.open is not None:
            if not self._wins(reading):
                return None
            part = first > window.first and passage.words[first - 1] not in LEADS_IN
            whole = part or (outranks(self.open[0], reading) and not comma)
            limit = self.window.opening() if whole else first
            return trimmed(passage, self._lead_start(first, limit), last + 1)
        return trimmed(passage, self._lead_start(first, self.limit), last + 1)

    def _lead_start(self, quote: int, limit: int) -> int:
        """Return where content begins that ends in the quotation at ``quote``."""
        lead = trimmed(self.passage, limit, quote) if limit < quote else None
        return lead[0] if lead and lead_counts(self.window, lead, quote) else quote

    def _resumption(self, reading: Reading) -> Range | None:
        """Return the range behind a comma after the attribution: ", he said, would fail"."""
        i = reading.content
        if i + 1 >= self.window.after or self.passage.words[i] not in (",", "—", "–", "--"):
            return None
        return i + 1, self._resumption_end(i + 1)

    def _resumption_end(self, start: int) -> int:
        for other in self.readings:
            claims = other.voice == "participle" or other.source is not None or other.inherits
            if other.words[0] >= start and claims and other.complement != "none":
                begin = other.source[0] if other.source else other.group
                if begin - 1 >= start and self.passage.lower[begin - 1] in (",", "and", "but", ";"):
                    return begin - 1
        return self.window.after

    def _quotation_behind(self, reading: Reading) -> list[Range]:
        """Return the quotation that goes on behind the attribution, joined by "and" or "but"."""
        found = self._resumption(reading)
        if found is None:
            return []
        (i, end), passage = found, self.passage
        if not passage.quoted[i] and passage.lower[i] in ("and", "but") and i + 1 < end:
            i += 1
        if not passage.quoted[i]:
            return []
        piece = trimmed(passage, i, after_quotation(passage, i, end))
        return [piece] if piece else []

    def _clause_behind(self, reading: Reading, left: Range | None) -> list[Range]:
        """Return the rest of a clause that the attribution interrupts, not a comment on it."""
        found = self._resumption(reading)
        if found is None:
            return []
        (i, end), passage, window = found, self.passage, self.window
        if reading.inverted and not passage.quoted[i]:
            i = resumes(window, i - 1) or i
        word, kind = passage.lower[i], passage.kinds[i]
        if kind & (ING | RELATIVE) or (kind & SUBORDINATOR and word not in CONDITIONS):
            return []
        interrupted = left is None or (
            bool(passage.kinds[left[0]] & SUBORDINATOR) or not is_content(window, *left)
        )
        if not (interrupted or window.is_finite(i) or word in GOES_ON or passage.quoted[i]):
            return []
        piece = trimmed(passage, i, end)
        return [piece] if piece else []

    def _take_closing(self, reading: Reading, pieces: list[Range]) -> None:
        if self.open is not None:
            if not self._wins(reading):
                return
            if self._is_relayed(self.open[0], reading):
                self._close(pieces[-1][1])  # both said it
            self._leave(pieces[0][0])
        elif self.done and self.done[-1].cue and pieces[0][0] < self.done[-1].cue[1]:
            return
        rule = "closing cue" if len(pieces) == 1 else "split by the cue"
        self.done.append(self._draft(reading, pieces, rule))
        self.limit = max(reading.content, pieces[-1][1], reading.words[1])

    def _leave(self, start: int) -> None:
        """Give the open content up, or end it at a colon before the one at ``start``."""
        passage = self.passage
        colon = start - 1 - bool(passage.quoted[start - 1])
        if self.open and colon > self.open[0].content and passage.words[colon] == ":":
            self._close(colon)
        self.open = None

    def _is_relayed(self, inner: Reading, closing: Reading) -> bool:
        """Tell "Li said that A, the agency reported": Li's words, which the agency passes on."""
        own = inner.source is not None and inner.source[0] <= self.window.opening() + 1
        by = closing.source
        outlet = by is not None and self.window.any(*by, OUTLET)
        return bool(
            own
            and (outlet or closing.verb.lemma in RELAYS)
            and inner.voice == "finite"
            and inner.forms & PAST
            and inner.verb.kind in SPOKEN
        )

    def _adopt(self) -> None:
        """Give participles without a source the sentence's subject; drop other cues without one."""
        for draft in self.orphans:
            if draft.source is None and draft.cue is not None and draft.rule.startswith("part"):
                draft.source = self.source or subject(self.window, draft.cue)
        lost = [draft for draft in self.orphans if draft.source is None]
        self.done = [draft for draft in self.done if draft not in lost]


def _rule(reading: Reading) -> str:
    if reading.voice in ("passive", "noun"):
        return reading.voice
    lead = "participle" if reading.voice == "participle" else "cue"
    return f"{lead}, {reading.complement}"
