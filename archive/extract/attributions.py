"""Weigh the cues of one sentence against each other: who says what from where to where.

Each cue has been read alone (``clauses``). Here it is decided which text each one claims: content
to its right runs until the next cue that breaks it, content to its left back to where the last one
ended; a cue inside another's content is nested and claims nothing.
"""

from archive.extract.clauses import Reading, read_cue
from archive.extract.cues import BASE, ING, PAST, THIRD, Cue, Verb
from archive.extract.drafts import Draft, Range, trimmed
from archive.extract.edges import (
    after_first_quote,
    is_content,
    is_past,
    is_title,
    lead_counts,
    opening,
    opens_title,
    without_tail,
)
from archive.extract.nouns import noun_cues
from archive.extract.phrases import DASHES, Window, pronoun_at, source_after, source_before

SPOKEN = frozenset(
    [
        "say",
        "stress",
        "admit",
        "deny",
        "announce",
        "urge",
        "ask",
        "pledge",
        "propose",
        "warn",
        "agree",
    ]
)
CLAUSAL = frozenset(("that", "clause", "quote", "wh", "to"))
JOINS = frozenset(("and", "but", "or", "while", "whereas", "though", "although", "yet", "so"))


def attribute(window: Window, cues: list[Cue]) -> list[Draft]:
    """Return the statements of one sentence, in the order of their cues."""
    readings = [reading for cue in cues if (reading := read_cue(window, cue)) is not None]
    return _Sentence(window, readings).drafts()


class _Sentence:
    """The state of one pass over a sentence's readings from left to right."""

    def __init__(self, window: Window, readings: list[Reading]) -> None:
        self.window = window
        self.passage = window.passage
        self.readings = readings
        self.done: list[Draft] = []
        self.open: tuple[Reading, Draft] | None = None
        self.limit = opening(window)
        self.source: Range | None = None
        self.orphans: list[Draft] = []

    def drafts(self) -> list[Draft]:
        for reading in self._with_sources_after():
            self._take(reading)
        self._close(self.window.after)
        self._adopt()
        for draft in self.done:
            draft.sentence = (self.window.first, self.window.after)
        return [draft for draft in self.done if draft.pieces or draft.awaits]

    def _with_sources_after(self) -> list[Reading]:
        extra = [*_sources_after(self.window), *noun_cues(self.window)]
        return sorted([*self.readings, *extra], key=lambda reading: reading.words[0])

    def _take(self, reading: Reading) -> None:
        closing = self._closing_content(reading)
        if closing is not None:
            self._take_closing(reading, closing)
            return
        if reading.complement == "none":
            self._take_awaiting(reading)
            return
        if reading.voice == "infinitive" and reading.inherits and not _meets(self.window, reading):
            return
        if self.open is None and reading.inherits and self._after_comma(reading):
            return  # "said Lee, asked about it": a passive
        if self.open is not None:
            if reading.voice == "noun":
                return
            end = _break(self.window, self.open[0], reading)
            if end is None:
                return
            self._close(end)
        elif reading.words[0] < self.limit:
            return
        self._begin(reading, reading.content)

    def _after_comma(self, reading: Reading) -> bool:
        before = reading.group - 1
        return reading.voice == "finite" and (
            before >= self.window.first and self.passage.words[before] == ","
        )

    def _take_awaiting(self, reading: Reading) -> None:
        """ "Li said:" at the end of a paragraph, or "As Li said, content"."""
        passage, window = self.passage, self.window
        i = reading.content
        if self.open is not None or reading.source is None:
            return
        if i < window.after and passage.words[i] == ":" and i + 1 >= window.after:
            draft = self._draft(reading, [], "before a quotation")
            draft.awaits = True
            self.done.append(draft)
        elif reading.introduced_by == "as":
            comma = next(
                (j for j in range(i, min(i + 25, window.after)) if passage.words[j] == ","), None
            )
            if comma is not None:
                self._begin(reading, comma + 1, "as the source says")

    def _begin(self, reading: Reading, content: int, rule: str | None = None) -> None:
        left = self._quote_before(reading) if reading.complement == "quote" else None
        draft = self._draft(reading, [(content, content)], rule or _rule(reading))
        self.open = (reading, draft)
        if left is not None:
            draft.pieces.insert(0, left)
            draft.rule = "interrupted quotation"
        self.limit = self.window.after

    def _draft(self, reading: Reading, pieces: list[Range], rule: str) -> Draft:
        source = reading.source
        if source is None and reading.inherits:
            source = self.source
            if source is None and reading.words[0] > self.limit + 3 and _may_guess(reading):
                source = _subject(self.window, reading.words)
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
        """End the open content at token ``end``."""
        if self.open is None:
            return
        reading, draft = self.open
        start = draft.pieces[-1][0]
        end = without_tail(self.window, reading, start, end)
        if reading.complement == "quote":
            end = self._quote_end(reading, start, end)
        elif reading.complement == "name":
            end = after_first_quote(self.passage, start, end)
        piece = trimmed(self.passage, start, end)
        draft.pieces = [p for p in (*draft.pieces[:-1], piece) if p]
        draft.awaits = not draft.pieces and self.passage.words[self.window.after - 1] == ":"
        if draft.pieces or draft.awaits:
            self.done.append(draft)
        self.open = None
        self.limit = end

    def _quote_end(self, reading: Reading, start: int, end: int) -> int:
        """A quotation that fills a sentence's end stands alone; what follows it is narration."""
        passage = self.passage
        number = passage.quoted[start]
        if not number:
            return end
        i = start
        while i < end and passage.quoted[i] == number:
            i += 1
        inner = passage.words[i - 2] if i - 2 > start else ""
        if i < end and (passage.words[i] in (",", ";") or inner in (",", ".", "!", "?")):
            rest = range(i, end)
            if not any(passage.quoted[j] for j in rest):
                return i
        return end

    def _closing_content(self, reading: Reading) -> list[Range] | None:
        """Return the pieces of content to the left of a closing cue, or None where it is none."""
        window, passage = self.window, self.passage
        if (
            reading.voice in ("participle", "passive", "infinitive", "noun")
            and not reading.inverted
        ):
            return None
        if reading.inherits and not reading.inverted:
            return None
        quote = self._quote_before(reading)
        if reading.complement != "none":
            if quote is None:
                return None
            if reading.complement == "quote" and not opens_title(window, reading.content):
                return None
            return [quote]
        if reading.introduced_by == "as" and self._attribution_start(reading) - 1 <= self.limit:
            return None
        end = self._attribution_start(reading)
        if end <= window.first:
            return None
        if quote is not None:
            return [quote, *self._resumed(reading, quote_left=True)]
        before = passage.words[end - 1]
        if before not in (",", "—", "–", "--", "?", "!") and not passage.quoted[end - 1]:
            return None
        if not reading.verb.frames & {"clause", "tell"} and not reading.inverted:
            return None
        start = self._left_limit(reading)
        piece = trimmed(passage, start, end)
        if before == "," and passage.lower[end - 2] in (
            "because",
            "that",
            "and",
            "but",
            "since",
            "so",
        ):
            return self._resumed(reading, quote_left=False) or None  # "because, he said, …"
        resumed = self._resumed(reading, quote_left=False, left=piece)
        if piece is None or not (resumed or is_content(window, *piece)):
            return None
        return [piece, *resumed]

    def _wins(self, reading: Reading) -> bool:
        """Tell whether a closing cue takes the sentence from the open content it stands in."""
        if self.open is None:
            return True
        if _outranks(self.open[0], reading):
            return True
        if self.open[0].voice == "participle" or reading.source is None:
            return False
        i = reading.content
        ends = i >= self.window.after or self.passage.words[i] in (".", "!", "?")
        pronoun = pronoun_at(self.window, reading.source[1] - 1)
        return ends and not pronoun and self.open[0].source != reading.source

    def _left_limit(self, reading: Reading) -> int:
        if self.open is not None and not self._wins(reading):
            return self.window.after
        if self.open is not None:
            return _clause_start(self.window, self.open[0])
        return self.limit if self.limit < reading.words[0] else self.window.first

    def _attribution_start(self, reading: Reading) -> int:
        """The first token of the attribution: its source or, inverted, its cue."""
        if reading.inverted or reading.source is None or reading.source[0] > reading.words[0]:
            start = reading.group
        else:
            start = reading.source[0]
        passage = self.passage
        while start - 1 >= self.window.first and (
            passage.lower[start - 1] in ("as", "and", "but", "so", "which")
            and start - 2 >= self.window.first
            and (passage.words[start - 2] == "," or passage.quoted[start - 2])
        ):
            start -= 1
        return start

    def _quote_before(self, reading: Reading) -> Range | None:
        """Return the content that ends in a quotation right before the attribution."""
        passage, window = self.passage, self.window
        end = self._attribution_start(reading)
        i = end - 1
        if i < window.first:
            return None
        comma = passage.words[i] == "," and not passage.quoted[i]
        if comma:
            i -= 1
        if i < window.first or not passage.quoted[i]:
            return None
        number = passage.quoted[i]
        first = i
        while first - 1 >= window.first and passage.quoted[first - 1] == number:
            first -= 1
        inner = passage.words[i - 1] if i > first else ""
        if not (comma or inner in (",", "?", "!", ".", "—", "–", "--", "...", "…", "-")):
            if first > self.limit and not reading.inverted:
                return None
        if reading.complement != "none" and is_title(window, first, i + 1):
            return None
        start = first
        if self.limit < first and self.open is None:
            lead = trimmed(passage, self.limit, first)
            if lead and (lead_counts(window, lead, first)):
                start = lead[0]
        elif self.open is not None:
            return trimmed(passage, first, i + 1) if self._wins(reading) else None
        return trimmed(passage, start, i + 1)

    def _resumed(
        self, reading: Reading, *, quote_left: bool, left: Range | None = None
    ) -> list[Range]:
        """Return the content that goes on behind the attribution: ", he said, would fail"."""
        window, passage = self.window, self.passage
        i = reading.content
        if i + 1 >= window.after or passage.words[i] not in (",", "—", "–", "--"):
            return []
        i += 1
        end = self._resumption_end(i, reading)
        if quote_left:
            if not passage.quoted[i]:
                if passage.lower[i] in ("and", "but") and i + 1 < end and passage.quoted[i + 1]:
                    i += 1
                else:
                    return []
            piece = trimmed(passage, i, self._quote_end(reading, i, end))
            return [piece] if piece else []
        word = passage.lower[i]
        if word.endswith("ing") or word in window.grammar.relative_pronouns:
            return []
        if word in window.grammar.subordinators and word not in ("because", "if", "unless"):
            return []
        counts = (
            left is None
            or passage.lower[left[0]] in window.grammar.subordinators
            or not is_content(window, *left)
            or window.is_finite(i)
            or word in ("and", "but", "or", "because", "if", "unless", "so")
            or passage.quoted[i]
        )
        piece = trimmed(passage, i, end) if counts else None
        return [piece] if piece else []

    def _resumption_end(self, start: int, reading: Reading) -> int:
        for other in self.readings:
            if (
                other.words[0] >= start
                and (other.voice == "participle" or other.source is not None or other.inherits)
                and other.complement != "none"
            ):
                begin = other.source[0] if other.source else other.group
                if begin - 1 >= start and self.passage.lower[begin - 1] in (",", "and", "but", ";"):
                    return begin - 1
        return self.window.after

    def _take_closing(self, reading: Reading, pieces: list[Range]) -> None:
        if self.open is not None:
            if not self._wins(reading):
                return
            self.open = None
        elif self.done and self.done[-1].cue and pieces[0][0] < self.done[-1].cue[1]:
            return
        draft = self._draft(
            reading, pieces, "closing cue" if len(pieces) == 1 else "split by the cue"
        )
        self.done.append(draft)
        self.limit = max(reading.content, pieces[-1][1], reading.words[1])

    def _adopt(self) -> None:
        """Give participles without a source the sentence's subject."""
        for draft in self.orphans:
            if draft.source is None and draft.cue is not None and draft.rule.startswith("part"):
                draft.source = self.source or _subject(self.window, draft.cue)
        self.done = [
            draft for draft in self.done if draft.source is not None or draft not in self.orphans
        ]


def _may_guess(reading: Reading) -> bool:
    """Tell whether a cue may take the sentence's subject for its source.

    "The ministry closed two plants and said that" may; "China supports Kenya and opposes
    interference" may not, for it can be content of a statement before it.
    """
    if reading.voice != "finite" or reading.forms & PAST:
        return True
    return reading.complement not in ("object", "attitude", "name")


def _rule(reading: Reading) -> str:
    if reading.voice == "participle":
        return f"participle, {reading.complement}"
    if reading.voice == "passive":
        return "passive"
    if reading.voice == "noun":
        return "noun"
    return f"cue, {reading.complement}"


def _outranks(opened: Reading, closing: Reading) -> bool:
    """Tell whether a closing cue takes the whole sentence from an open one.

    "Belarus hopes that China will grow, Lukashenko added": the sentence is Lukashenko's. But in
    "Li said that trade, he noted, has grown" the second cue is nested.
    """
    if opened.voice == "participle":
        return opened.complement not in CLAUSAL
    if not opened.forms & PAST or opened.verb.kind not in SPOKEN:
        return True
    return opened.complement not in CLAUSAL


def _clause_start(window: Window, reading: Reading) -> int:
    return opening(window)


def _break(window: Window, opened: Reading, new: Reading) -> int | None:
    """Return where the open content ends because ``new`` begins, or None where new is nested."""
    passage = window.passage
    own = new.source is not None and new.source[0] < new.words[0]
    start = new.source[0] if own and new.source else new.group
    if own and start < opened.words[0] and _relative(window, opened):
        return new.group - (passage.words[new.group - 1] == ",")
    if start <= opened.content:
        stepped = own and new.group - 1 > opened.content and passage.words[new.group - 1] == ","
        return new.group - 1 if stepped else None
    before = start - 1
    word = passage.lower[before]
    comma = passage.words[before] in (",", ";") or passage.words[before] in DASHES
    joined = word in JOINS or word == "as"
    spaced = joined and before - 1 > opened.content and passage.words[before - 1] in (",", ";")
    end = before - 1 if spaced else before
    if passage.quoted[before] and passage.quoted[before] != passage.quoted[start]:
        comma, end = True, start
    if new.voice == "participle":
        if comma or spaced:
            return end
        if own and word == "with":
            return before - (passage.words[before - 1] == ",")
        if (
            word in ("by", "while", "before", "after", "when", "in")
            and passage.words[before - 1] == ","
        ):
            return before - 1
        return (
            end
            if joined and (opened.voice == "participle" or opened.complement not in CLAUSAL)
            else None
        )
    if new.voice == "infinitive":
        return None
    if not own:
        return (
            end if (joined or comma) and _same_time(window, opened, new, spaced or comma) else None
        )
    if _relative(window, new):
        return None if opened.complement in CLAUSAL else (end if comma else start)
    if passage.words[before] == ";":
        return end
    if not (comma or joined) or (joined and not _speaks(window, new)):
        return None
    if opened.voice == "participle":
        return end
    if comma and word == "," and _in_opening_clause(window, opened):
        return end
    if new.forms & PAST and (opened.forms & PAST or opened.voice == "finite"):
        return end if comma or spaced or word in ("but", "while", "as", "and") else None
    return end if _tense(opened) == _tense(new) and (spaced or comma) else None


COLLECTIVES = frozenset(
    [
        "sides",
        "leaders",
        "presidents",
        "ministers",
        "officials",
        "two",
        "both",
        "parties",
        "governments",
        "premiers",
        "heads",
    ]
)


def _speaks(window: Window, reading: Reading) -> bool:
    """Tell a source that can speak, by a name, a pronoun or a collective, from a thing."""
    if reading.source is None:
        return False
    first, after = reading.source
    return any(
        window.passage.is_name(i) or pronoun_at(window, i) or window.passage.lower[i] in COLLECTIVES
        for i in range(first, after)
    )


def _relative(window: Window, reading: Reading) -> bool:
    """Tell whether a cue's source is "who", "which" or "that"."""
    source = reading.source
    return source is not None and (
        window.passage.lower[source[0]] in window.grammar.relative_pronouns
    )


PURPOSES = frozenset("praise thank stress express urge warn greet".split())


def _meets(window: Window, reading: Reading) -> bool:
    """Tell "called him to congratulate him" from "asked them to highlight it"."""
    lower = window.passage.lower
    return reading.verb.kind in PURPOSES and any(
        lower[i] in ("spoke", "met", "called", "phoned", "wrote", "joined", "hosted", "visited")
        for i in range(window.first, reading.group)
    )


def _in_opening_clause(window: Window, opened: Reading) -> bool:
    """Tell whether a cue stands in a clause that only opens the sentence: "When Li said A, …"."""
    passage, grammar = window.passage, window.grammar
    if passage.lower[window.first] not in grammar.prepositions | grammar.subordinators:
        return False
    return not any(passage.words[i] == "," for i in range(window.first, opened.words[0]))


def _tense(reading: Reading) -> int:
    if reading.forms & PAST:
        return PAST
    if reading.voice == "finite":
        return THIRD
    return THIRD if reading.forms & (THIRD | BASE) else ING


def _same_time(window: Window, opened: Reading, new: Reading, spaced: bool) -> bool:
    """Tell whether "and urged" goes on with the main clause, not with the content.

    The tense decides: after a past cue, content is in the present or has verbs of its own in the
    past; then only a comma before "and" shows that the main clause goes on.
    """
    if opened.voice == "participle":
        return bool(new.forms & PAST) or _tense(opened) == _tense(new)
    if _tense(opened) != _tense(new):
        return False
    if opened.complement not in CLAUSAL or opened.complement == "to":
        return True
    if opened.complement == "quote" or spaced:
        return True
    past = range(opened.content, new.group - 1)
    if not any(is_past(window, i) for i in past):
        return True
    return new.complement in ("urge", "attitude", "as", "that") and not _animate(window, opened.content)


def _animate(window: Window, i: int) -> bool:
    """Tell whether the subject of a content that begins at ``i`` could be who urges or thanks."""
    passage = window.passage
    while i < window.after and passage.lower[i] in window.grammar.determiners:
        i += 1
    return i < window.after and (
        passage.is_name(i) or pronoun_at(window, i) or passage.lower[i] in COLLECTIVES
    )


def _subject(window: Window, cue: Range) -> Range | None:
    """Return the subject of the sentence for a participle that no cue shares its source with.

    Before the participle it is the phrase before the first finite verb; for one that opens the
    sentence it stands behind the comma: "Citing costs, the ministry closed two plants".
    """
    passage, grammar = window.passage, window.grammar
    first = window.first
    leads = passage.lower[first] in grammar.prepositions | grammar.subordinators
    opens = cue[0] <= first + 1 or (leads and cue[0] <= first + 3)
    if opens or leads:
        comma = _first_comma(window, cue[1] if opens else first)
        if comma is None:
            return None
        if opens or comma < cue[0] - 1:
            first = comma + 1
    limit = min(window.after if first > cue[0] else cue[0], first + 30)
    for i in range(first + 1, limit):
        if not passage.quoted[i] and passage.is_word(i) and window.is_finite(i):
            relative = passage.lower[i - 1] in grammar.relative_pronouns
            return source_before(window, i - 2 if relative else i - 1)
    return None


def _first_comma(window: Window, start: int) -> int | None:
    passage = window.passage
    return next(
        (i for i in range(start, window.after) if passage.words[i] == "," and not passage.quoted[i]),
        None,
    )


def _sources_after(window: Window) -> list[Reading]:
    """Read "according to the ministry" and its like as closing cues with the source behind them."""
    found = []
    passage, phrases = window.passage, window.lexicon.sources_after
    for i in range(window.first, window.after):
        for rest in phrases.get(passage.lower[i], ()):
            after = i + 1 + len(rest)
            if passage.quoted[i] or tuple(passage.lower[i + 1 : after]) != rest:
                continue
            source = source_after(window, after)
            if source is None:
                continue
            verb = Verb(
                " ".join((passage.lower[i], *rest)), "say", frozenset(("quote",)), False, ()
            )
            opens = i <= opening(window)
            content = source[1]
            found.append(
                Reading(
                    (i, after),
                    i,
                    verb,
                    PAST,
                    "finite",
                    source,
                    False,
                    "none",
                    content,
                    inverted=True,
                    introduced_by="as" if opens else "",
                )
            )
    return found
