"""Adverbials that belong to a cue, not to what is said: times, occasions, audiences."""

from archive.extract.grammar.tokens import STOPS
from archive.extract.grammar.window import Window
from archive.extract.grammar.wordclass import (
    AUDIENCE,
    AUXILIARY,
    BOUNDARY,
    DETERMINER,
    FINITE,
    NAME,
    NUMBER,
    OCCASION,
    PREPOSITION,
    PRONOUN,
    QUANTIFIER,
    TIME,
    WEEKDAY,
)

TIME_PREPOSITIONS = frozenset("on in at during since before after by until over late early".split())
PARTNER_PREPOSITIONS = frozenset("with to for of from by".split())
VAGUE_DAYS = frozenset("last late early".split())
COMPARED_DAYS = frozenset("earlier later".split())
NOT_SKIPPED = frozenset("never not no".split())
INSIDE_TIMES = frozenset("the a an of . , this that".split())
COUNTS = frozenset("seven eight nine ten".split())
PHRASE = 9
"""Tokens from a preposition to the head of its phrase: "at the annual press briefing"."""

MOOD = 4
"""Tokens from "with" to the noun of a mood: "with deep and"."""

SUBJECTS = PRONOUN | DETERMINER | NAME

THAT_REACH = 30
"""Tokens between a cue and its "that"."""


def skip_adverbials(window: Window, start: int) -> int:
    """Return the token behind the adverbials at ``start`` that belong to the cue.

    "said here Friday that", "said in a statement on Tuesday that", "said to reporters that"; a
    phrase that could be content ("said for many countries, China is") is left where it is.
    """
    passage, i = window.passage, start
    while i < window.after and not passage.quoted[i]:
        behind = _after_adverbial(window, i)
        if behind <= i:
            break
        i = behind
        if i < window.after and passage.words[i] == "." and window.is_dot_inside(i):
            i += 1
    return i


def _after_adverbial(window: Window, i: int) -> int:
    passage = window.passage
    word, kind = passage.lower[i], passage.kinds[i]
    if word in VAGUE_DAYS and not _names_day(window, i + 1):
        return i  # "called for early conclusion"
    adverb = window.is_adverb(i) and word not in NOT_SKIPPED
    if word == "there" and i + 1 < window.after and passage.kinds[i + 1] & AUXILIARY:
        return i  # "said there is hope"
    if word == "as" and i + 1 < window.after and passage.kinds[i + 1] & SUBJECTS:
        return i  # "said as he met with Li"
    if kind & WEEKDAY or word in VAGUE_DAYS or word in COMPARED_DAYS:
        return after_time(window, i, window.after) or i + adverb
    if adverb:
        return i + 1
    if word == "with":
        return _after_mood(window, i) or _after_occasion(window, i)
    if word == "to" and i + 1 < window.after and _is_audience(window, i + 1):
        return _after_audience(window, i + 1)
    named = i + 1 < window.after and bool(passage.kinds[i + 1] & (DETERMINER | NAME))
    if kind & PREPOSITION and (word != "to" or named):  # "to show" is no "to the show"
        return _after_occasion(window, i)
    return i


def _after_mood(window: Window, start: int) -> int | None:
    """Return the token behind "with satisfaction" or "with deep regret", where content follows."""
    passage = window.passage
    for i in range(start + 1, min(window.after - 1, start + MOOD)):
        if passage.lower[i] in window.lexicon.attitudes and not passage.is_name(i):
            behind = passage.kinds[i + 1] & (DETERMINER | NAME) or passage.lower[i + 1] == "that"
            return i + 1 if behind else None
        if passage.kinds[i] & (DETERMINER | NAME | BOUNDARY) or not passage.is_word(i):
            return None
    return None


def _names_day(window: Window, i: int) -> bool:
    """Tell "late Friday" and "early in May" from "late payments"."""
    if i >= window.after:
        return True
    kind = window.passage.kinds[i]
    return bool(kind & (TIME | NUMBER)) or window.passage.lower[i] in TIME_PREPOSITIONS


def _is_audience(window: Window, i: int) -> bool:
    kinds = window.passage.kinds
    if kinds[i] & AUDIENCE:
        return True
    head = i + 1 if kinds[i] & DETERMINER else i
    return head < window.after and bool(kinds[head] & AUDIENCE)


def _after_audience(window: Window, i: int) -> int:
    while i < window.after and window.passage.kinds[i] & (DETERMINER | AUDIENCE):
        i += 1
    return i


def _after_occasion(window: Window, start: int) -> int:
    """Return the token behind "in a statement" or "at a briefing in Minsk", or start."""
    passage = window.passage
    time = after_time(window, start + 1, window.after)
    if time is not None and passage.lower[start] in TIME_PREPOSITIONS:
        occasion = time < window.after and passage.kinds[time] & OCCASION  # "in a 2017 interview"
        if not occasion:
            return time
    head = _occasion(window, start)
    if head is None:
        return start
    i = head + 1
    while i + 1 < window.after and passage.lower[i] in PARTNER_PREPOSITIONS:
        behind = _after_response(window, head, i + 1) or _after_name(window, i + 1)
        if behind is None:
            break
        i = behind
    return i


def _after_response(window: Window, head: int, start: int) -> int | None:
    """Return the stop or "that" behind "in response to the new tariffs", what is answered."""
    passage = window.passage
    if passage.lower[head] not in ("response", "reply", "reaction"):
        return None
    for i in range(start, min(window.after, start + PHRASE)):
        if passage.words[i] in (".", ",") or passage.lower[i] == "that":
            return i
        if not passage.is_word(i) or passage.quoted[i] or passage.kinds[i] & FINITE:
            return None
    return None


def _occasion(window: Window, start: int) -> int | None:
    """Return the last of the nouns behind a preposition that name an occasion."""
    passage, head = window.passage, None
    for i in range(start + 1, min(window.after, start + PHRASE)):
        if not passage.is_word(i) or passage.quoted[i]:
            break
        if passage.kinds[i] & OCCASION:
            head = i
        elif head is not None or passage.kinds[i] & (BOUNDARY | PREPOSITION):
            break
    return head


def _after_name(window: Window, start: int) -> int | None:
    """Return the token behind a name or a short noun phrase at ``start``."""
    passage, i = window.passage, start
    while i < window.after and passage.kinds[i] & DETERMINER:
        i += 1
    named = i
    while i < window.after and passage.is_word(i) and passage.is_name(i):
        i += 1
    if i > named:
        return i
    return i + 1 if i > start and i < window.after and passage.is_word(i) else None


def after_time(window: Window, start: int, after: int) -> int | None:
    """Return the token behind a time expression at ``start``: "last week", "Oct. 27", "2015"."""
    passage = window.passage
    i, found = start, False
    while i < after:
        kind = passage.kinds[i]
        if kind & TIME or (kind & NUMBER and len(passage.words[i]) <= 7):
            found = True
        elif i - start > 6 or not _inside_time(window, i, after, found=found):
            break
        i += 1
    return i if found else None


def _inside_time(window: Window, i: int, after: int, *, found: bool) -> bool:
    """Tell whether a small word or mark at ``i`` goes on with a time: "the end of the year"."""
    word = window.passage.lower[i]
    if word not in INSIDE_TIMES:
        return False
    kind = window.passage.kinds[i + 1] if i + 1 < after else 0
    if word == ",":
        return bool(kind & NUMBER)
    return word == "." or not found or bool(kind & TIME)


def only_time(window: Window, first: int, last: int) -> bool:
    """Tell "Last month" or "The next day", which is no source; both ends included."""
    kinds = window.passage.kinds[first : last + 1]
    return any(kind & TIME for kind in kinds) and all(
        kind & (TIME | DETERMINER | NUMBER) for kind in kinds
    )


def before_time(window: Window, first: int, last: int) -> int:
    """Cut a time off the end of a source and return its last token: "the board on Monday"."""
    passage = window.passage
    for i in range(last, max(first, last - 5), -1):
        if is_share(window, i):
            return last
        if passage.lower[i] in ("on", "in", "at", "during"):
            return i - 1 if after_time(window, i + 1, last + 1) == last + 1 else last
    if last > first and passage.kinds[last] & WEEKDAY and passage.is_word(last - 1):
        return last - 1
    return last


def is_share(window: Window, i: int) -> bool:
    """Tell "nine in 10" and "four out of 10", which count people, from "the board in 2010"."""
    passage = window.passage
    counted = bool(passage.kinds[i + 1] & NUMBER) and len(passage.words[i + 1]) < len("2010")
    counts = passage.kinds[i - 1] & (NUMBER | QUANTIFIER) or passage.lower[i - 1] in COUNTS
    return passage.lower[i] == "in" and counted and bool(counts)


def conjunction_before(window: Window, verb: int) -> int | None:
    """Return the "but" that only an occasion parts from a verb: "but in an interview said"."""
    lower = window.passage.lower
    for i in range(verb - 2, max(window.first, verb - 10), -1):
        if lower[i] in ("and", "but"):
            return i if skip_adverbials(window, i + 1) >= verb else None
    return None


def that_ahead(window: Window, start: int) -> int | None:
    """Return the "that" which opens the content behind an adverbial at ``start``.

    A relative "that" ("in the report that was published") is recognised by the verb behind it.
    """
    passage, kinds = window.passage, window.passage.kinds
    for i in range(start, min(window.after - 1, start + THAT_REACH)):
        stops = passage.words[i] in STOPS and not (i > start and window.is_dot_inside(i))
        if passage.quoted[i] or stops:
            return None
        aside = i == start + 1 and passage.words[start] == ","  # "said in a letter, written by"
        if i > start and kinds[i] & FINITE and not kinds[i] & TIME and not aside:
            return None
        if passage.lower[i] == "that" and i > start:
            purpose = passage.lower[i - 1] == "so"
            return None if purpose or kinds[i + 1] & (FINITE | AUXILIARY) else i
    return None
