"""The foot of an article: marks of its end, editors and sources, and the site's own lines.

A mark ("Enditem", "###") or a line that only a foot has ("Related articles") ends the text when no
article follows it. What is left is looked at from the last line upwards, and stops at the first
line that can be body.
"""

import re
from collections.abc import Sequence

from archive.parse.boilerplate import Boilerplate, boilerplate
from archive.parse.draft import Draft, Line
from archive.parse.facts import Grammar, are_names, facts_of, grammar
from archive.parse.header import with_facts
from archive.parse.publishers import straight
from archive.vocabulary import Vocabulary

ZONE = 60
"""Last lines that can be foot. The longest footer seen, with a comment form, had 45."""

REST = 0.3
"""Share of the text below a mark of the end, at most, that is dropped with it; so a bulletin of
several articles, each with its own "###", keeps all of them."""

WIDEST = 160
"""A line that ends the text is shorter; the longest list of editors seen had 110 characters."""

_DIGITS = re.compile(r"[\d\s]{8,400}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{3,2000}")
_MARK_SIGNS = "()[]-—–* ."


def read_foot(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Take the foot's lines away and fill publisher, editors and dates from them."""
    rules, known = grammar(vocabulary), boilerplate(vocabulary)
    lines = [line for line in draft.lines if not _is_anywhere(line, known)]
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
    if lines:
        draft, lines[-1] = _unglued(draft, lines[-1], rules, known)
    return draft._replace(lines=tuple(line for line in lines if line.text))


def _is_anywhere(line: Line, known: Boilerplate) -> bool:
    return len(line.text) < 60 and straight(line.text) in known.anywhere


def _end(lines: Sequence[Line], rules: Grammar, known: Boilerplate) -> int:
    """Return where the foot begins that a mark shows, the number of lines where none does."""
    for place in range(max(1, len(lines) - ZONE), len(lines)):
        text = lines[place].text
        if _ends_text(text, rules, known) and _is_free(lines, place):
            return place
        if known.ending.search(text, max(0, len(text) - 20)) and _is_free(lines, place + 1):
            return place + 1
    return len(lines)


def _is_free(lines: Sequence[Line], place: int) -> bool:
    """Say whether what begins at a place is too little, or too little prose, for an article."""
    rest = sum(len(line.text) for line in lines[place:])
    total = rest + sum(len(line.text) for line in lines[:place])
    return rest <= REST * total or not any(map(_is_prose, lines[place + 1 :]))


def _is_prose(line: Line) -> bool:
    return len(line.text) > 120 and line.text[-1] in ".!?”\"'’)"


def _ends_text(text: str, rules: Grammar, known: Boilerplate) -> bool:
    if len(text) > WIDEST:
        return False
    if is_mark(text, rules, known) or known.end_starts.match(text):
        return True
    facts = facts_of(text, rules)
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
        or known.foot.match(text)
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
