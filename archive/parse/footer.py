"""The foot of an article: marks of its end, editors and sources, and the site's own lines.

A mark ("Enditem", "###") ends the text unless most of it follows, a line that recommends something
("Related articles") or names the editors does where no sentence of the text follows. What is left
is looked at from the last line upwards, and stops at the first line that can be body.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.parse.boilerplate import (
    LONGEST_PROMOTION,
    Boilerplate,
    boilerplate,
    is_sentence,
)
from archive.parse.draft import Draft, Line
from archive.parse.facts import Grammar, are_names, facts_of, grammar
from archive.parse.header import LONGEST_TITLE, with_facts
from archive.parse.promotions import are_teasers, without_promotions
from archive.parse.publishers import straight
from archive.records import Removed
from archive.vocabulary import Vocabulary

ZONE = 60
"""Last lines that can be foot. The longest footer seen, with a comment form, had 45."""

REST = 0.3
"""Share of the text below a mark of the end, at most, that is dropped with it; so a bulletin of
several articles, each with its own "###", keeps all of them."""

WIDEST = 160
"""A line with the editors that ends the text is shorter; the longest seen had 110 characters."""

_DIGITS = re.compile(r"[\d\s]{8,400}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{3,2000}")
_MARK_SIGNS = "()[]-—–* ."


def read_foot(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Take the foot's lines away and fill publisher, editors and dates from them."""
    rules, known = grammar(vocabulary, draft.date_order), boilerplate(vocabulary)
    lines = [line for line in draft.lines if not _is_anywhere(line, known)]
    removed = [Removed(one.text, "advertisement") for one in draft.lines if one not in lines]
    end = _end(lines, rules, known)
    foot, lines = lines[end:], lines[:end]
    while lines and _is_foot(lines[-1].text, rules, known):
        foot.insert(0, lines.pop())
    if foot and lines and _is_place_above(lines[-1].text, foot[0].text, rules):
        place = lines.pop().text
        draft = draft._replace(place=draft.place or place)
    for line in foot:
        if facts := facts_of(line.text, rules):
            draft = with_facts(draft, facts, "footer")
    if lines and is_signature(lines[-1].text):
        signed = (lines.pop().text,)
        draft = draft._replace(authors=draft.authors or signed)
    lines, promoted = without_promotions(lines, known)
    if lines:
        draft, lines[-1] = _unglued(draft, lines[-1], rules, known)
    removed += [*promoted, *(Removed(line.text, "footer") for line in foot)]
    return draft._replace(
        lines=tuple(line for line in lines if line.text), removed=(*draft.removed, *removed)
    )


def _is_anywhere(line: Line, known: Boilerplate) -> bool:
    return len(line.text) < 60 and straight(line.text) in known.anywhere


def _end(lines: Sequence[Line], rules: Grammar, known: Boilerplate) -> int:
    """Return where the foot begins that a mark shows, the number of lines where none does."""
    start = max(1, len(lines) - ZONE)
    separators = _separators(lines, rules, known)
    for place in range(start, len(lines)):
        text = lines[place].text
        if is_mark(text, rules, known) or known.end_starts.match(text):
            if place not in separators and _is_little(lines, place):
                return place
        elif known.ending.search(text, max(0, len(text) - 20)) and _is_little(lines, place + 1):
            return place + 1
        if _recommends(text, rules, known) and _is_over(lines[place + 1 :], rules, known):
            return place
    return len(lines)


def _separators(lines: Sequence[Line], rules: Grammar, known: Boilerplate) -> frozenset[int]:
    """Return the places of marks that stand between texts: one of them ends no more than another.

    A bulletin has "###" behind each of its items, so a text goes on behind the first of them.
    """
    places = [n for n, line in enumerate(lines) if is_mark(line.text, rules, known)]
    inner = [
        n
        for n, following in pairwise([*places, len(lines)])
        if any(is_sentence(line.text) for line in lines[n + 1 : following])
    ]
    return frozenset(inner) if len(inner) > 1 else frozenset()


def _is_little(lines: Sequence[Line], place: int) -> bool:
    """Say whether what begins at a place is too little, or no prose, to be an article's rest."""
    rest = sum(len(line.text) for line in lines[place:])
    total = rest + sum(len(line.text) for line in lines[:place])
    return rest <= REST * total or not any(is_sentence(one.text) for one in lines[place + 1 :])


def _is_over(lines: Sequence[Line], rules: Grammar, known: Boilerplate) -> bool:
    """Say whether no more of the text follows: no sentences but those of notices and teasers."""
    rest = [line for line in lines if not _is_foot(line.text, rules, known)]
    rest = [line for line in rest if not known.is_promotion(line.text)]
    return not any(is_prose(line.text) for line in rest) or are_teasers(rest)


def is_prose(text: str) -> bool:
    """Say whether a line is a sentence, or so long that it is a paragraph without a full stop."""
    return is_sentence(text) or len(text) > LONGEST_TITLE


def _recommends(text: str, rules: Grammar, known: Boilerplate) -> bool:
    """Say whether a line can open the foot: it recommends other things, or names the editors."""
    if len(text) > LONGEST_PROMOTION:
        return False
    if known.is_opening(text):
        return True
    facts = facts_of(text, rules) if len(text) <= WIDEST else None
    return bool(facts and facts.editors)


def is_mark(text: str, rules: Grammar, known: Boilerplate) -> bool:
    """Say whether a line is a mark of the end, alone or with the time after it."""
    if len(text) > 60:
        return False
    bare = text.strip(_MARK_SIGNS)
    if bare in known.marks or (bare and not bare.strip("# ")):
        return True
    word, _, time = bare.partition(" ")
    return word in known.marks and bool((facts := facts_of(time.strip(), rules)) and facts.time)


def _is_foot(text: str, rules: Grammar, known: Boilerplate) -> bool:
    return bool(
        facts_of(text, rules)
        or is_mark(text, rules, known)
        or known.is_foot(text)
        or _DIGITS.fullmatch(text)
        or _ADDRESS.fullmatch(text)
        or _is_menu(text)
    )


def _is_menu(text: str) -> bool:
    """Say whether a line is a bar of short entries, "About us | Contact us | Legal notice"."""
    parts = text.split("|")
    return len(parts) > 1 and len(text) < 300 and all(len(part.split()) <= 5 for part in parts)


def is_signature(text: str) -> bool:
    """Say whether a last line is who signed, in capitals: JOSEPH R. BIDEN JR."""
    words = text.split()
    return text.isupper() and 2 <= len(words) <= 5 and all(map(_is_name, words))


def _is_name(word: str) -> bool:
    return word.replace(".", "").replace("-", "").replace("'", "").replace("’", "").isalpha()


def _is_place_above(text: str, below: str, rules: Grammar) -> bool:
    """Say whether a line is the place that stands above a last date: New Delhi, March 09, 2023."""
    facts = facts_of(below, rules)
    is_dated = bool(facts and facts.published and not facts.source)
    return is_dated and len(text.split()) <= 4 and text[-1] not in '.!?:;”"' and are_names(text)


def _unglued(draft: Draft, line: Line, rules: Grammar, known: Boilerplate) -> tuple[Draft, Line]:
    """Take a mark or an editor's bracket from the end of the last paragraph."""
    text = line.text
    opened = max(text.rfind("(", len(text) - 160), text.rfind("[", len(text) - 160))
    facts = facts_of(text[opened:], rules) if opened > 0 else None
    if facts and (facts.editors or facts.source or facts.authors):
        draft, text = with_facts(draft, facts, "footer"), text[:opened].rstrip()
    if match := known.ending.search(text, max(0, len(text) - 20)):
        text = text[: match.start()].rstrip()
    return draft, line._replace(text=text)
