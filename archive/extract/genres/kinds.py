"""What kind of statement one is: a statement, a question, an answer to one, or a mere courtesy."""

import re
from dataclasses import dataclass
from functools import cache

from archive.records import Statement, StatementKind
from archive.vocabulary import Vocabulary

SHORT = 3
"""Words of a turn that may be a courtesy, as issue 12 counts them: 9 % of a large archive were
"Thank you" and "Go ahead". Names do not count: "Go ahead, Peter"."""

WORD = re.compile(r"[\w'’-]{1,40}")


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    courtesies: frozenset[str]
    asks: frozenset[str]
    wh: frozenset[str]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    table = vocabulary.table("forms")["kinds"]
    return _Words(*(frozenset(table[name].split()) for name in ("courtesies", "asks", "wh")))


def kind_of(statement: Statement, vocabulary: Vocabulary) -> StatementKind:
    """Return the kind of a statement of a text: who asks whether or about something says no more.

    "Asked him to leave" is none: what is asked about opens with a wh-word or a quotation.
    """
    if statement.quotation == "direct" and statement.text.rstrip("'’\"” ").endswith("?"):
        return "question"
    words = _words(vocabulary)
    verb, _, particle = (statement.cue_lemma or "").partition(" ")
    if verb not in words.asks:
        return "statement"
    first = WORD.match(statement.text)
    opens = first is not None and first.group().lower() in words.wh
    asks = particle == "about" or opens or statement.quotation == "direct"
    return "question" if asks else "statement"


def kind_in_turn(text: str, vocabulary: Vocabulary, *, asks: bool, answers: bool) -> StatementKind:
    """Return the kind of what is said in a turn that ``asks``, or ``answers`` the one before."""
    if is_courtesy(text, vocabulary):
        return "courtesy"
    if asks:
        return "question"
    return "answer" if answers else "statement"


def is_courtesy(text: str, vocabulary: Vocabulary) -> bool:
    """Tell "Thank you, Peter" and "Go ahead" from "Not yet": no word of it says anything."""
    courtesies = _words(vocabulary).courtesies
    words = WORD.findall(text[: SHORT * 40])
    plain = [word.lower() for word in words if word.lower() in courtesies]
    named = [word for word in words if word.lower() not in courtesies and word[0].isupper()]
    return 0 < len(plain) <= SHORT and len(plain) + len(named) == len(words) and len(named) <= 2
