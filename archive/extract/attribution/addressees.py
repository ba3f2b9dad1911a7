"""What follows somebody who is told or asked: "told reporters in Minsk that", "asked Li how"."""

from archive.extract.attribution.cues import Cue
from archive.extract.attribution.frames import is_infinitive, urged
from archive.extract.attribution.reading import WH, Complement, Kind
from archive.extract.grammar.adverbials import skip_adverbials, that_ahead
from archive.extract.grammar.tokens import STOPS
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    AUXILIARY,
    DETERMINER,
    FINITE,
    NAME,
    PREPOSITION,
    PRONOUN,
    WORD,
)

ADDRESSEES = frozenset("him her them us me you it himself herself".split())
CONTENT_MARKS = frozenset("that : whether if how why what about".split())
ADDRESSEE_REACH = 25


def behind_addressee(window: Window, start: int, cue: Cue) -> Complement | None:
    """Find content behind "told reporters" or "asked the minister": the addressee is none."""
    frames = cue.verb.frames
    if not frames & {"tell", "ask"} or window.passage.quoted[start]:
        return None
    if window.passage.words[start] == "," and "that" in frames:
        return None  # "warned, however, that"
    end = _addressee_end(window, start)
    if end is None:
        return None
    i = skip_adverbials(window, end) if end < window.after else end
    if i < window.after and window.passage.words[i] == ",":
        i = _behind_apposition(window, i)
    kind, content = _told(window, i)
    if "tell" not in frames and kind not in ("wh", "quote", "that"):
        return None
    if kind == "none" and "urge" in frames and urged(window, start, cue.verb) is not None:
        return Complement("urge", start, cue.after)  # "warned the bank against buying"
    return Complement(kind, start if kind == "urge" else content, start)


def _behind_apposition(window: Window, comma: int) -> int:
    """Return the "that" behind what stands beside an addressee, or the comma before it.

    A name, "told his counterpart, Hu Jun, that", or a place and a time: "told voters in Salem,
    Ohio on Monday that".
    """
    ahead = that_ahead(window, comma)
    if ahead is None:
        return comma
    return ahead if window.passage.kinds[comma + 1] & (NAME | PREPOSITION) else comma


def _told(window: Window, i: int) -> tuple[Kind, int]:
    """Return kind and place of what stands at ``i``, behind an addressee."""
    passage = window.passage
    if i >= window.after or passage.words[i] in (".", "!", "?"):
        return "none", i
    word, kind = passage.lower[i], passage.kinds[i]
    ahead = that_ahead(window, i) if kind & PREPOSITION else None
    if ahead is not None:
        return "that", ahead + 1
    behind = i + 1 < window.after
    if word == "that":
        return "that", i + 1
    if passage.quoted[i]:
        return "quote", i
    if word in (",", ":"):
        if behind and passage.quoted[i + 1]:
            return "quote", i + 1
        if behind and passage.lower[i + 1] == "that":
            return "that", i + 2
        return ("clause", i + 1) if word == ":" and behind else ("none", i)
    if word in WH:
        return "wh", i
    if word == "to" and is_infinitive(window, i):
        return "urge", i
    if word == "about" and behind:
        return "wh", i + 1
    if kind & PREPOSITION and word not in ("for", "under", "as", "after", "if"):
        return "none", i
    return "clause", i


def _addressee_end(window: Window, start: int) -> int | None:
    """Return the token behind the addressee at ``start``: "told | reporters in Minsk | that"."""
    passage = window.passage
    if window.is_pronoun(start) and passage.kinds[start + 1] & (AUXILIARY | FINITE):
        return None  # "warned it could take weeks"
    if passage.lower[start] in ADDRESSEES:
        joined = passage.lower[start + 1 : start + 2] == ["and"]  # "told him and his wife that"
        if not joined:
            return start + 1
    for i in range(start, min(window.after, start + ADDRESSEE_REACH)):
        word = passage.lower[i]
        if word in CONTENT_MARKS or (passage.quoted[i] and i > start):
            title = passage.quoted[i] and _after_title(window, i)
            return title or i if i > start else None
        if word in STOPS:
            return i if word == "." else None
        if word == "," or (i > start and _opens_content(window, i)):
            return i
    return None


def _after_title(window: Window, start: int) -> int | None:
    """Return the token behind a programme's name: ``told CNN's “The Morning” on Monday | that``."""
    passage, end = window.passage, start
    while end < window.after and passage.quoted[end] == passage.quoted[start]:
        end += 1
    words = [i for i in range(start, end) if passage.is_word(i)]
    if not words or not all(passage.is_name(i) or len(passage.words[i]) < 4 for i in words):
        return None
    owned = passage.lower[start - 1].endswith(("'s", "’s"))
    return end if owned and end < window.after and passage.words[end - 2] not in ",.!?" else None


def _opens_content(window: Window, i: int) -> bool:
    """Tell whether what is told begins at ``i``, behind an addressee, without "that"."""
    passage, kind = window.passage, window.passage.kinds[i]
    if passage.lower[i] == "to" and i + 1 < window.after:
        return not passage.kinds[i + 1] & (DETERMINER | NAME)
    if kind & PRONOUN:
        return True
    if passage.lower[i] == "there" and i + 1 < window.after:
        return bool(passage.kinds[i + 1] & AUXILIARY)
    if kind & NAME and passage.is_name(i - 1):
        return False  # "told This Week that"
    before = passage.kinds[i - 1]
    return bool(kind & DETERMINER and before & WORD and not before & PREPOSITION) and (
        passage.lower[i - 1] not in ("and", "all")
    )
