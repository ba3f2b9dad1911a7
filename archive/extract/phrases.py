"""Where phrases begin and end: sources, adverbials and addressees, by closed word classes alone.

All functions look at the tokens of one sentence, ``[first, after)``, go at most ``REACH`` tokens
far, and return indices or None. None of them looks into quotations.
"""

from dataclasses import dataclass

from archive.extract.cues import PAST, Lexicon
from archive.extract.grammar import Grammar
from archive.extract.tokens import Passage

REACH = 40
"""Longer sources do not occur in 2,300 annotated statements; it keeps every scan linear."""

DASHES = frozenset(("—", "–", "--", "---", "-"))
STOPS = frozenset((".", "!", "?", ";", ":", "...", "…")) | DASHES
NOT_ADVERBS = frozenset(
    [
        "family",
        "ally",
        "assembly",
        "supply",
        "reply",
        "anomaly",
        "monopoly",
        "bully",
        "rally",
        "italy",
        "july",
        "jelly",
        "belly",
        "kelly",
        "reilly",
        "fly",
        "ply",
        "sally",
        "molly",
        "holly",
        "billy",
        "polly",
        "emily",
        "o'reilly",
        "o’reilly",
        "lily",
        "early",
        "only",
        "daily",
        "weekly",
        "monthly",
        "quarterly",
        "yearly",
        "friendly",
        "elderly",
        "likely",
        "unlikely",
        "lonely",
        "lovely",
        "holy",
        "ugly",
        "silly",
        "deadly",
        "costly",
        "orderly",
        "scholarly",
        "hourly",
        "timely",
    ]
)
CLITICS = ("'s", "’s", "'ve", "’ve", "'d", "’d", "'ll", "’ll", "'re", "’re", "'m", "’m")
INFINITIVE_ENDS = frozenset(["the", "a", "an", "this", "that", "these", "those"])


@dataclass(frozen=True, slots=True)
class Window:
    """One sentence of a passage, with what is needed to read it."""

    passage: Passage
    first: int
    after: int
    grammar: Grammar
    lexicon: Lexicon

    def is_adverb(self, i: int) -> bool:
        """Return whether token ``i`` can only be an adverb here."""
        word = self.passage.lower[i]
        if word in self.grammar.adverbs:
            return True
        return (
            word.endswith("ly")
            and len(word) > 4
            and word not in NOT_ADVERBS
            and self.passage.words[i][0].islower()
        )

    def is_finite(self, i: int) -> bool:
        """Return whether token ``i`` looks like a finite verb: by list, by -ed, or a past cue."""
        word = self.passage.lower[i]
        if word in self.grammar.verbs or word.endswith(("n't", "n’t")):
            return True
        if self.passage.words[i][0].isupper():
            return False
        if word.endswith("ed") and len(word) > 4:
            return word not in ("united", "indeed", "hundred", "sacred", "naked", "speed", "breed")
        entries = self.lexicon.verbs.get(word)
        return bool(entries) and any(
            bits & PAST and not verb.particles for verb, bits in entries or ()
        )

    def has_finite(self, first: int, after: int) -> bool:
        """Return whether a finite verb stands among the tokens ``first`` to ``after - 1``."""
        quoted = self.passage.quoted
        return any(not quoted[i] and self.is_finite(i) for i in range(first, after))


def boundary_at(window: Window, i: int) -> bool:
    """Return whether token ``i`` ends a noun phrase; "May" and "Will" with a capital are names."""
    passage = window.passage
    if passage.lower[i] not in window.grammar.boundaries:
        return False
    return passage.words[i][0].islower() or i == window.first


def pronoun_at(window: Window, i: int) -> bool:
    """Return whether token ``i`` is a subject pronoun, a clitic on it included: "he's"."""
    word = window.passage.lower[i]
    if word in window.grammar.subject_pronouns:
        return True
    cut = word.replace("’", "'").partition("'")
    return bool(cut[1]) and cut[0] in window.grammar.subject_pronouns


def source_before(window: Window, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends at token ``end`` as a half-open range, or None.

    An apposition, a relative clause or an aside between it and ``end`` is stepped over: for
    "Mao Ning, a spokeswoman, said" and "Li, who is also a party chief, said" the range is the name.
    """
    passage = window.passage
    for _ in range(3):
        if end >= window.first and passage.quoted[end]:
            end = _before_name_in_quotes(window, end)
        if end < window.first or passage.quoted[end]:
            return None
        word = passage.words[end]
        if word == ",":
            opening = _opening_comma(window, end)
            if opening is None:
                return None
            named = _name_beside_office(window, opening, end)
            if named is not None:
                return named
            end = opening - 1
        elif word in (")", "]"):
            opening = _opening(window, end, "([")
            if opening is None:
                return None
            end = opening - 1
        elif word in DASHES:
            opening = _opening(window, end, DASHES)
            if opening is None:
                return None
            end = opening - 1
        else:
            return _noun_phrase_before(window, end)
    return None


def _before_name_in_quotes(window: Window, end: int) -> int:
    """Step over a nickname or a title in quotation marks: ``Lehel, known as “Guccifer,” said``.

    What is left is the token before it, or the comma that opens the apposition it stands in.
    """
    passage = window.passage
    first = end
    while first > window.first and passage.quoted[first - 1] == passage.quoted[end]:
        first -= 1
    words = [i for i in range(first, end) if passage.is_word(i)]
    if not 0 < len(words) <= 4 or not all(passage.is_name(i) for i in words):
        return end
    if passage.words[end - 1] == ",":
        opening = _opening_comma(window, end)
        return end if opening is None else opening - 1
    return first - 1


def _name_beside_office(window: Window, opening: int, closing: int) -> tuple[int, int] | None:
    """For "The foreign minister, Ingrid Dahl, said" return office and name together."""
    passage = window.passage
    inner = range(opening + 1, closing)
    if not 0 < len(inner) <= 4 or not all(passage.is_name(i) for i in inner):
        return None
    office = _noun_phrase_before(window, opening - 1)
    if office is None or passage.is_name(office[1] - 1):
        return None
    return (office[0], closing)


def _opening(window: Window, end: int, marks: frozenset[str] | str) -> int | None:
    words = window.passage.words
    for i in range(end - 1, max(window.first, end - REACH) - 1, -1):
        if words[i] in marks:
            return i if i > window.first else None
    return None


ASIDES = frozenset(
    ["however", "meanwhile", "moreover", "too", "though", "therefore", "nevertheless", "also"]
)


def _opening_comma(window: Window, end: int) -> int | None:
    """Return the comma that opens the aside which the comma ``end`` closes.

    Of several the first is taken behind which no verb stands and before which a noun phrase opens
    the clause: "Ann Lee, 31, head of the board, a charity, said" leads to the first comma.
    """
    passage, grammar = window.passage, window.grammar
    best = fallback = None
    for i in range(end - 1, max(window.first, end - REACH) - 1, -1):
        word = passage.words[i]
        if passage.quoted[i]:
            continue
        if word == "(" or (word in STOPS and not (word == "." and dot_inside(window, i))):
            break
        if word != ",":
            continue
        opener = passage.lower[i + 1]
        if opener in grammar.relative_pronouns:
            best = i
            continue
        if opener in ("and", "but", "or") or i + 1 == end:
            break
        if not _verbless(window, i + 1, end):
            if fallback is None and (
                opener in grammar.prepositions or opener in grammar.subordinators
            ):
                fallback = i
            continue
        fallback = i if fallback is None else fallback
        before = _noun_phrase_before(window, i - 1) if i > window.first else None
        if before and _at_clause_start(window, before[0]):
            best = i
    return fallback if best is None else best


def _verbless(window: Window, first: int, after: int) -> bool:
    """Tell an apposition, by its lack of a verb; relative clauses and participles don't count."""
    passage, grammar = window.passage, window.grammar
    for i in range(first, after):
        if passage.lower[i] in ("who", "which", "whose", "that"):
            return True
        if not passage.quoted[i] and passage.lower[i] in grammar.verbs:
            return False
    return True


def _relative(window: Window, first: int, after: int) -> int:
    """Return where a relative clause begins in the range, or its end: verbs in it don't count."""
    lower = window.passage.lower
    return next((i for i in range(first, after) if lower[i] in ("who", "which", "whose")), after)


def _at_clause_start(window: Window, i: int) -> bool:
    """Tell whether a clause can begin at token ``i``, by the token before it."""
    if i <= window.first:
        return True
    passage = window.passage
    before = passage.lower[i - 1]
    return (
        before in (",", ";", ":", "and", "but", "or")
        or before in DASHES
        or before in window.grammar.openers
        or boundary_at(window, i - 1)
        or bool(passage.quoted[i - 1])
    )


PRONOUNS = frozenset("he she it they we i".split())


def _noun_phrase_before(window: Window, end: int) -> tuple[int, int] | None:
    passage, grammar = window.passage, window.grammar
    lower, words = passage.lower, passage.words
    while end > window.first and window.is_adverb(end) and not passage.quoted[end]:
        end -= 1
    if end < window.first or passage.quoted[end]:
        return None
    if pronoun_at(window, end):
        return _with_partner(window, end)
    if lower[end] in grammar.relative_pronouns:
        return (end, end + 1)
    if not passage.is_word(end) and words[end] not in (".", "'", "’", ")"):
        return None
    start, conjunctions, commas = end + 1, [], []
    i = end
    low = max(window.first, end - REACH)
    while i >= low:
        word = words[i]
        if passage.quoted[i]:
            break
        if passage.is_word(i):
            if lower[i] == "and":
                conjunctions.append(i)
            elif boundary_at(window, i) or _stops_phrase(window, i):
                outer = _before_relative(window, i)
                if outer is not None:
                    return outer
                break
            elif lower[i] in PRONOUNS and i < end:
                break
        elif word == ",":
            if not conjunctions or not _in_list(window, i, conjunctions[-1]):
                break
            commas.append(i)
        elif word == ".":
            if i and not dot_inside(window, i):
                break
        elif word in (")", "]"):
            opening = _opening(window, i, "([")
            if opening is None:
                break
            i = opening
        elif word not in ("'", "’", "&", "-", "/", "$", "%", "#", "@"):
            break
        start = i
        i -= 1
    start = _without_verbs(window, start, end, conjunctions)
    return _trimmed(window, start, end)


def _before_relative(window: Window, i: int) -> tuple[int, int] | None:
    """Step over a restrictive relative clause: "officials who spoke with the paper said"."""
    passage = window.passage
    for j in range(i, max(window.first, i - 15), -1):
        if passage.quoted[j] or not passage.is_word(j):
            return None
        if passage.lower[j] == "who" or (
            passage.lower[j] in ("that", "which")
            and (window.is_finite(j + 1) or window.is_adverb(j + 1))
        ):
            return _noun_phrase_before(window, j - 1)
    return None


def _stops_phrase(window: Window, i: int) -> bool:
    """Tell whether a finite verb at ``i`` shows that the noun phrase begins behind it."""
    if not window.passage.words[i][0].islower():
        return False
    if window.passage.lower[i].endswith("ed") and i + 1 < window.after:
        return _active(window, i)
    return window.is_finite(i)


def _active(window: Window, i: int) -> bool:
    """Tell an active past from a participle used as an adjective ("the elected president")."""
    before = window.passage.lower[i - 1] if i > window.first else ""
    if before in window.grammar.determiners or before in window.grammar.prepositions:
        return False
    nxt = window.passage.lower[i + 1]
    return (
        nxt in window.grammar.determiners
        or nxt in window.grammar.prepositions
        or (window.passage.words[i + 1][0].isupper() and window.passage.words[i - 1][0].isupper())
    )


def _in_list(window: Window, comma: int, conjunction: int) -> bool:
    """Tell whether the comma joins a list that "and" ends: "China, Russia and Iran"."""
    between = conjunction - comma - 1
    return 0 <= between <= 6 and not window.has_finite(comma + 1, conjunction)


def dot_inside(window: Window, i: int) -> bool:
    """Tell whether the dot at ``i`` belongs to an abbreviation or initial before it."""
    before = window.passage.words[i - 1]
    last = before.lower().rpartition("-")[2]
    return (len(before) == 1 and before.isupper()) or last in window.grammar.abbreviations


def _with_partner(window: Window, end: int) -> tuple[int, int]:
    """A pronoun is a source by itself, or with a name before "and": "Li and he"."""
    lower = window.passage.lower
    if end - 2 >= window.first and lower[end - 1] == "and" and window.passage.is_name(end - 2):
        before = _noun_phrase_before(window, end - 2)
        if before and _at_clause_start(window, before[0]):
            return (before[0], end + 1)
    return (end, end + 1)


def _without_verbs(window: Window, start: int, end: int, conjunctions: list[int]) -> int:
    """Cut at an "and" that joins clauses, not nouns: a verb or nothing nominal stands before it."""
    for i in conjunctions:
        if i < start:
            continue
        if i == start or not _nominal(window, start, i):
            return i + 1
    return start


def _nominal(window: Window, first: int, after: int) -> bool:
    passage = window.passage
    if not _at_clause_start(window, first):
        return False
    if any(passage.is_word(i) and window.is_finite(i) for i in range(first, after)):
        return False
    lead = passage.lower[first]
    return passage.is_name(first) or lead in window.grammar.determiners or after - first <= 3


def _trimmed(window: Window, start: int, end: int) -> tuple[int, int] | None:
    """Cut what opens the clause but is no part of the phrase: adverbs, times, prepositions."""
    passage, grammar = window.passage, window.grammar
    lower = passage.lower
    while start <= end:
        word = lower[start]
        if (
            (not passage.is_word(start) and passage.words[start] not in ("$", "#", "@"))
            or word in ("and", "or", "but")
            or (word in grammar.openers and not (start == end))
            or (window.is_adverb(start) and word not in ("both", "all", "each") and start < end)
        ):
            start += 1
        elif word in grammar.prepositions and start < end:
            after = _after_time(window, start + 1, end + 1)
            if after is None:
                after = _last_phrase(window, start + 1, end)
            if after is None:
                return None
            start = after
        elif word in grammar.times and start < end:
            after = _after_time(window, start, end + 1)
            if after is None or after > end:
                break
            start = after
        else:
            break
    end = _before_time(window, start, end)
    if start > end or _only_time(window, start, end) or lower[end] in grammar.subordinators:
        return None
    start = _late_determiner(window, start, end)
    last = lower[end]
    if last in grammar.prepositions or last in grammar.determiners - grammar.possessives - {
        "others",
        "some",
        "many",
        "both",
        "all",
        "most",
        "several",
        "this",
        "another",
        "other",
        "two",
        "three",
        "four",
        "five",
        "six",
        "few",
        "each",
        "one",
        "neither",
        "either",
        "any",
        "those",
        "these",
        "more",
    }:
        return None
    if passage.is_word(end) and window.is_adverb(end) and start == end:
        return None
    return (start, end + 1)


def _only_time(window: Window, start: int, end: int) -> bool:
    """Tell "Last month" or "The next day", which is no source."""
    passage, grammar = window.passage, window.grammar
    times = [passage.lower[i] in grammar.times for i in range(start, end + 1)]
    return any(times) and all(
        time or passage.lower[i] in grammar.determiners or passage.words[i][0].isdigit()
        for i, time in enumerate(times, start)
    )


def _before_time(window: Window, start: int, end: int) -> int:
    """Cut a time off the end of a source: "the board on Monday", "the company in 2009"."""
    passage, grammar = window.passage, window.grammar
    for i in range(end, max(start, end - 5), -1):
        if passage.lower[i] in ("on", "in", "at", "during"):
            behind = _after_time(window, i + 1, end + 1)
            return i - 1 if behind == end + 1 else end
    if end > start and passage.lower[end] in grammar.weekdays and passage.is_word(end - 1):
        return end - 1
    return end


def _after_time(window: Window, start: int, after: int) -> int | None:
    """Return the token behind a time expression at ``start``: "last week", "Oct. 27", "2015"."""
    passage, grammar = window.passage, window.grammar
    i, found = start, False
    while i < after:
        word = passage.lower[i]
        if word in grammar.times or (word[0].isdigit() and len(word) <= 7):
            found = True
        elif (
            word not in ("the", "a", "an", "of", ".", ",", "this", "that")
            or i - start > 6
            or (word == "," and not (i + 1 < after and passage.lower[i + 1][0].isdigit()))
            or (
                word in ("the", "a", "an", "of", "this", "that")
                and found
                and (i + 1 >= after or passage.lower[i + 1] not in grammar.times)
            )
        ):
            break
        i += 1
    return i if found else None


def _last_phrase(window: Window, start: int, end: int) -> int | None:
    """Return where the subject begins behind "In Beijing": at the last determiner or name."""
    passage, grammar = window.passage, window.grammar
    for i in range(end, start, -1):
        before = passage.lower[i - 1]
        if passage.lower[i] in grammar.determiners and before not in grammar.prepositions:
            if before not in grammar.determiners:
                return i
    return None


def _late_determiner(window: Window, start: int, end: int) -> int:
    """Cut an object that ran into the subject: "responsibility the group" is "the group"."""
    passage, grammar = window.passage, window.grammar
    for i in range(end, start, -1):
        if passage.lower[i] not in ("the", "a", "an"):
            continue
        before = passage.lower[i - 1]
        if (
            passage.is_word(i - 1)
            and before not in grammar.prepositions
            and before not in grammar.determiners
            and before not in ("and", "all", "both", "half")
            and passage.words[i - 1][0].islower()
        ):
            return i
    return start


def source_after(window: Window, start: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins at ``start`` and ends before punctuation or a clause."""
    passage, grammar = window.passage, window.grammar
    lower, words = passage.lower, passage.words
    if start >= window.after or passage.quoted[start]:
        return None
    i = start
    limit = min(window.after, start + REACH)
    while i < limit and not passage.quoted[i]:
        word = words[i]
        if passage.is_word(i):
            if i > start and (
                lower[i] in grammar.boundaries
                or (lower[i] in ("at", "in", "on", "during", "after") and _ends_source(window, i))
                or (lower[i] in grammar.weekdays)
                or (lower[i].endswith("ing") and lower[i] in window.lexicon.verbs)
            ):
                break
        elif word == ".":
            if not dot_inside(window, i) or i + 1 >= limit:
                break
        elif word == "(":
            closing = next((j for j in range(i, limit) if words[j] == ")"), None)
            if closing is None:
                break
            i = closing
        elif word not in ("'", "’", "&", "/", "$", "%", "#", "@"):
            break
        i += 1
    while i > start and (
        lower[i - 1] in ("and", "or", "but") or lower[i - 1] in grammar.prepositions
    ):
        i -= 1
    return (start, i) if i > start else None


def _ends_source(window: Window, i: int) -> bool:
    """Tell whether a preposition behind a source speaks of the occasion: "said Li on Friday"."""
    passage, grammar = window.passage, window.grammar
    for j in range(i + 1, min(window.after, i + 6)):
        word = passage.lower[j]
        if word in grammar.times or word in grammar.occasions:
            return True
        if not passage.is_word(j):
            return False
    return False


def skip_adverbials(window: Window, start: int) -> int:
    """Return the token behind the adverbials at ``start`` that belong to the cue.

    "said here Friday that", "said in a statement on Tuesday that", "said to reporters that",
    "said while meeting with Li that"; a phrase that could be content ("said for many countries,
    China is") is left where it is.
    """
    passage, grammar = window.passage, window.grammar
    i = start
    while i < window.after and not passage.quoted[i]:
        word = passage.lower[i]
        if window.is_adverb(i) and word not in ("both", "all", "each", "never", "not", "no"):
            nxt = i + 1
        elif word in grammar.weekdays or word in ("last", "earlier", "later", "late", "early"):
            nxt = _after_time(window, i, window.after) or i
        elif word == "to" and i + 1 < window.after and _is_audience(window, i + 1):
            nxt = _end_of_phrase(window, i + 1)
        elif word in grammar.prepositions:
            nxt = _after_occasion(window, i)
        else:
            break
        if nxt <= i:
            break
        i = nxt
        if i < window.after and passage.words[i] == "." and dot_inside(window, i):
            i += 1
    return i


def _is_audience(window: Window, i: int) -> bool:
    lower = window.passage.lower
    if lower[i] in window.grammar.audiences:
        return True
    head = i + 1 if lower[i] in window.grammar.determiners else i
    return head < window.after and lower[head] in window.grammar.audiences


def _end_of_phrase(window: Window, start: int) -> int:
    lower, grammar = window.passage.lower, window.grammar
    i = start
    while i < window.after and (lower[i] in grammar.determiners or lower[i] in grammar.audiences):
        i += 1
    return i


def _after_occasion(window: Window, start: int) -> int:
    """Return the token behind "in a statement", "on Tuesday", "at a briefing in Minsk", or start."""
    passage, grammar = window.passage, window.grammar
    time = _after_time(window, start + 1, window.after)
    if time is not None and passage.lower[start] in (
        "on",
        "in",
        "at",
        "during",
        "since",
        "before",
        "after",
        "by",
        "until",
        "over",
        "late",
        "early",
    ):
        return time
    head = None
    for i in range(start + 1, min(window.after, start + 9)):
        if not passage.is_word(i) or passage.quoted[i]:
            break
        word = passage.lower[i]
        if word in grammar.occasions:
            head = i
        elif head is not None or word in grammar.boundaries or word in grammar.prepositions:
            break
    if head is None:
        return start
    i = head + 1
    while i + 1 < window.after and passage.lower[i] in ("with", "to", "for", "of", "from", "by"):
        end = _name_after(window, i + 1)
        if end is None:
            break
        i = end
    return i


def _name_after(window: Window, start: int) -> int | None:
    """Return the token behind a name or a short noun phrase at ``start``."""
    passage, grammar = window.passage, window.grammar
    i = start
    while i < window.after and passage.lower[i] in grammar.determiners:
        i += 1
    named = i
    while i < window.after and passage.is_word(i) and passage.is_name(i):
        i += 1
    if i > named:
        return i
    return i + 1 if i > start and i < window.after and passage.is_word(i) else None


def that_ahead(window: Window, start: int) -> int | None:
    """Return the "that" which opens the content behind an adverbial at ``start``.

    A relative "that" ("in the report that was published") is told by the verb behind it.
    """
    passage, grammar = window.passage, window.grammar
    for i in range(start, min(window.after - 1, start + 30)):
        if passage.quoted[i] or passage.words[i] in STOPS:
            return None
        if i > start and window.is_finite(i) and passage.lower[i] not in grammar.times:
            return None
        if passage.lower[i] == "that" and i > start:
            nxt = passage.lower[i + 1]
            if nxt in grammar.verbs or nxt in grammar.auxiliaries:
                return None
            return i
    return None


def addressee_end(window: Window, start: int) -> int | None:
    """Return the token behind the addressee at ``start``: "told | reporters in Minsk | that"."""
    passage, grammar = window.passage, window.grammar
    lower = passage.lower
    if start >= window.after:
        return None
    if lower[start] in ("him", "her", "them", "us", "me", "you", "it", "himself", "herself"):
        return start + 1
    for i in range(start, min(window.after, start + 25)):
        if lower[i] in ("that", ":", "whether", "if", "how", "why", "what") or (
            passage.quoted[i] and i > start
        ):
            return i if i > start else None
        if passage.words[i] in STOPS:
            return i if passage.words[i] == "." else None
        if passage.words[i] == ",":
            return i
        if lower[i] == "to" and i > start and i + 1 < window.after:
            if lower[i + 1] not in grammar.determiners and not passage.is_name(i + 1):
                return i
        if i > start and pronoun_at(window, i):
            return i
        if i > start and lower[i] in grammar.determiners and passage.is_word(i - 1):
            if lower[i - 1] not in grammar.prepositions and lower[i - 1] not in ("and", "all"):
                return i
    return None
