"""Where one cue's content ends because another begins, and which cues are nested in it."""

from archive.extract.attribution.reading import CLAUSAL, Reading
from archive.extract.attribution.tails import CONTRASTS, is_past
from archive.extract.grammar.adverbials import conjunction_before
from archive.extract.grammar.inflection import BASE, ING, PAST, THIRD
from archive.extract.grammar.tokens import DASHES
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    COLLECTIVE,
    DETERMINER,
    NAME,
    NUMBER,
    OCCASION,
    PHRASE_LEADS,
    PREPOSITION,
    PRONOUN,
    QUANTIFIER,
    RELATIVE,
    SPEAKS,
    SUBORDINATOR,
    TIME,
)

SPOKEN = frozenset("say stress admit deny announce urge ask pledge propose warn agree".split())
THOUGHT = frozenset("believe show decide".split())
JOINS = frozenset("and but or while whereas though although yet so as".split())
CIRCUMSTANCES = frozenset("by while before after when in".split())
AGAIN = frozenset("say add warn stress insist".split())
"""Verbs that go on with the outer speaker: "said Dahl was ill and added that"."""

ADVERBIAL = 8
"""Tokens of a time or place between a comma and a new source: ", at the debate she said"."""

NEW_ACTS = frozenset(("urge", "attitude", "as", "that"))
"""Complements that a thing, the subject of the content before, can't have: only a speaker urges."""


def break_before(window: Window, opened: Reading, new: Reading) -> int | None:
    """Return where the open content ends because ``new`` begins, or None where new is nested."""
    passage = window.passage
    own = new.source is not None and new.source[0] < new.words[0]
    start = new.source[0] if own and new.source else _joined_at(window, new)
    if own and start < opened.words[0] and is_relative(window, opened):
        return new.group - (passage.words[new.group - 1] == ",")
    if own and start == opened.content and opened.complement in CLAUSAL:
        return None  # the subject of the content: "say that Padilla, who must decide, has said"
    if start <= opened.content:
        stepped = own and new.group - 1 > opened.content and passage.words[new.group - 1] == ","
        return new.group - 1 if stepped else None
    seam = _Seam(window, opened, start)
    if new.voice == "participle":
        return seam.before_participle(opened, own=own)
    if new.voice == "infinitive":
        return None
    if new.voice == "passive" and seam.word == "when":
        return seam.before - (passage.words[seam.before - 1] == ",")  # "said no when asked about"
    if not own:
        continues = seam.joined or seam.comma
        separated = seam.spaced or seam.comma
        return (
            seam.end if continues and _same_time(window, opened, new, separated=separated) else None
        )
    return seam.before_clause(opened, new)


def _joined_at(window: Window, reading: Reading) -> int:
    """Return where a verb begins that shares its source, an occasion before it included."""
    conjunction = conjunction_before(window, reading.group) if reading.inherits else None
    return reading.group if conjunction is None else conjunction + 1


def _before_adverbial(window: Window, start: int, low: int) -> int:
    """Step over when and where something is said: "A, | at the debate this week she said B"."""
    passage, kinds = window.passage, window.passage.kinds
    for i in range(start - 1, max(low, start - ADVERBIAL), -1):
        if not passage.is_word(i) or passage.quoted[i]:
            return start
        if passage.words[i - 1] == "," and not passage.quoted[i - 1]:
            timed = window.any(i, start, TIME | OCCASION) and not window.has_finite(i, start)
            return i if timed and kinds[i] & (PREPOSITION | TIME) else start
    return start


class _Seam:
    """The tokens right before a cue's clause: what joins it to the content before."""

    def __init__(self, window: Window, opened: Reading, start: int) -> None:
        passage, before = window.passage, _before_adverbial(window, start, opened.content) - 1
        self.window, self.start, self.before = window, before + 1, before
        self.word = passage.lower[before]
        self.comma = self.word in (",", ";") or self.word in DASHES
        self.joined = self.word in JOINS
        self.spaced = (
            self.joined and before - 1 > opened.content and passage.words[before - 1] in (",", ";")
        )
        self.end = before - 1 if self.spaced else before
        if passage.quoted[before] and passage.quoted[before] != passage.quoted[start]:
            self.comma, self.end = True, start

    def before_participle(self, opened: Reading, *, own: bool) -> int | None:
        """A comma before a participle ends the content; "and" only where no clause is open."""
        if self.comma or self.spaced:
            return self.end
        separated = self.window.passage.words[self.before - 1] == ","
        if own and self.word == "with":
            return self.before - separated
        if self.word in CIRCUMSTANCES and separated:
            return self.before - 1
        loose = opened.voice == "participle" or opened.complement not in CLAUSAL
        if loose and self.word == "by":
            return self.before  # "defended his view by citing a poll"
        return self.end if self.joined and loose else None

    def before_clause(self, opened: Reading, new: Reading) -> int | None:
        """A clause with its own source ends the content where comma, "and" and tense show it."""
        if is_relative(self.window, new):
            if opened.complement in CLAUSAL:
                return None
            return self.end if self.comma else self.start
        if self.word in (";", ":"):
            return self.before
        if self.word in CONTRASTS and opened.complement not in CLAUSAL:
            return self.end
        thinks = new.verb.kind in THOUGHT and opened.verb.kind in SPOKEN
        if thinks and self.word == "," and opened.complement in CLAUSAL:
            return None  # "told them that in the end, he realized"
        if not (self.comma or (self.joined and (self.spaced or _can_speak(self.window, new)))):
            return None
        if self.spaced and not (_can_speak(self.window, new) or new.verb.kind in SPOKEN):
            return None
        asked = opened.voice == "passive" and opened.subject is None and opened.source is None
        if opened.voice == "participle" or (asked and self.comma):
            return self.end
        if self.word == "," and in_opening_clause(self.window, opened):
            return self.end
        if new.forms & PAST and (opened.forms & PAST or opened.voice == "finite"):
            conjoined = self.word in ("but", "while", "as", "and")
            return self.end if self.comma or self.spaced or conjoined else None
        separated = self.spaced or self.comma
        return self.end if _tense(opened) == _tense(new) and separated else None


def outranks(opened: Reading, closing: Reading) -> bool:
    """Tell whether a closing cue takes the whole sentence from an open one.

    "Belarus hopes that China will grow, Lukashenko added": the sentence is Lukashenko's. But in
    "Li said that trade, he noted, has grown" the second cue is nested.
    """
    told = opened.forms & PAST and opened.verb.kind in SPOKEN
    says = opened.forms & THIRD and opened.verb.lemma in ("say", "tell")
    if opened.voice != "participle" and not (told or says):
        return True
    return opened.complement not in CLAUSAL


def is_relative(window: Window, reading: Reading) -> bool:
    """Tell whether a cue's source is "who", "which" or "that"."""
    source = reading.source
    return source is not None and bool(window.passage.kinds[source[0]] & RELATIVE)


def _can_speak(window: Window, reading: Reading) -> bool:
    """Tell a source that can speak, by a name, a pronoun or a collective, from a thing."""
    if reading.source is None:
        return False
    return window.any(*reading.source, NAME | PRONOUN | COLLECTIVE | SPEAKS) or bool(
        window.passage.kinds[reading.source[0]] & (QUANTIFIER | NUMBER)
    )


def opens_sentence(window: Window, reading: Reading) -> bool:
    """Tell whether a cue's clause only opens the sentence: a participle's, or one after "when"."""
    if reading.voice in ("participle", "passive") and reading.subject is None:
        return reading.words[0] <= window.first + 1 or (
            reading.words[0] <= window.first + 3 and in_opening_clause(window, reading)
        )
    subordinate = bool(window.passage.kinds[window.opening()] & SUBORDINATOR)
    return subordinate and in_opening_clause(window, reading)


def in_opening_clause(window: Window, opened: Reading) -> bool:
    """Tell whether a cue stands in a clause that only opens the sentence: "When Li said A, …"."""
    passage, first = window.passage, window.opening()
    if not passage.kinds[first] & PHRASE_LEADS:
        return False
    return "," not in passage.words[first : opened.words[0]]


def _tense(reading: Reading) -> int:
    if reading.forms & PAST:
        return PAST
    return THIRD if reading.voice == "finite" or reading.forms & (THIRD | BASE) else ING


def _same_time(window: Window, opened: Reading, new: Reading, *, separated: bool) -> bool:
    """Tell whether "and urged" goes on with the main clause, not with the content.

    The tense decides: after a past cue, content is in the present or has verbs of its own in the
    past; then only a comma before "and" shows that the main clause goes on.
    """
    if new.forms == BASE and not opened.forms & BASE:
        return False  # "says he would take him aside and tell him that"
    if opened.voice == "participle":
        return bool(new.forms & PAST) or _tense(opened) == _tense(new)
    if _tense(opened) != _tense(new):
        return False
    if opened.complement not in CLAUSAL or opened.complement in ("to", "quote") or separated:
        return True
    if not any(is_past(window, i) for i in range(opened.content, new.group - 1)):
        return True
    if new.verb.lemma in AGAIN and new.complement in CLAUSAL:
        return True
    return new.complement in NEW_ACTS and not _is_animate(window, opened.content)


def _is_animate(window: Window, i: int) -> bool:
    """Tell whether the subject of a content that begins at ``i`` could be who urges or thanks."""
    passage = window.passage
    while i < window.after and passage.kinds[i] & DETERMINER:
        i += 1
    return i < window.after and bool(passage.kinds[i] & (NAME | PRONOUN | COLLECTIVE))
