"""An article's rows as corrections change them: pure, so that no database is needed to test it.

What a correction replaces is kept as ``Before``: the columns of each row it changed, by uid, the
whole row where it was dropped, None where it was added. Taken back in the reverse order, these
restore what the machine had said, whatever was decided on top of what.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.records import GAP, Span

Facts = dict[str, Any]
"""The columns of a row. A statement's also hold ``speakers`` (uid, title, of) and ``topics`` (as
``archive.store.rows.Tagged``), and ``continues`` and ``answers`` are uids here."""

Before = dict[str, Facts | None]

AROUND = 32
"""Characters before and after the words that are kept, to tell repeated words apart."""

REFERENCES = ("continues", "answers")
AFTER = "after"
"""In the ``Before`` of a dropped statement: the uid of the one that it stood behind."""


@dataclass(slots=True)
class Sheet:
    """An article and its statements, by uid in reading order, as they are being changed."""

    uid: str
    article: Facts
    statements: dict[str, Facts]

    def around(self, statement: Mapping[str, Any]) -> str:
        """Return the text that a statement's offsets point into."""
        text = self.article["title"] if statement["headline"] else self.article["body"]
        return str(text or "")

    def insert(self, uid: str, facts: Facts, after: str | None) -> None:
        """Put a statement behind another one, None: before all."""
        order = list(self.statements)
        place = order.index(after) + 1 if after in self.statements else 0
        items = list(self.statements.items())
        items.insert(place, (uid, facts))
        self.statements = dict(items)

    def before(self, uid: str) -> str | None:
        """Return the uid of the statement before one, None for the first."""
        order = list(self.statements)
        place = order.index(uid)
        return order[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the words of a statement stand, so that they are found when all else has changed."""

    quote: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    start: int | None = None


def anchor_of(sheet: Sheet, uid: str) -> Anchor:
    """Return how a statement is found again."""
    facts = sheet.statements[uid]
    text, start, end = sheet.around(facts), facts["start"], facts["end"]
    return Anchor(
        facts["text"],
        text[max(0, start - AROUND) : start] or None,
        text[end : end + AROUND] or None,
        start,
    )


def find(sheet: Sheet, uid: str | None, anchor: Anchor) -> str | None:
    """Return the statement that a decision was about: by its uid, else by its words.

    One that holds the words or lies within them; of several the one that has the same words before
    and after, and of those the nearest. None where there is none, or nothing tells several apart.
    """
    if uid in sheet.statements:
        return uid
    quote = anchor.quote
    if not quote:
        return None
    alike = [
        one
        for one, facts in sheet.statements.items()
        if quote in facts["text"] or facts["text"] in quote
    ]
    if len(alike) > 1:
        alike = list(_best(sheet, alike, anchor))
    return alike[0] if len(alike) == 1 else None


def _best(sheet: Sheet, uids: Sequence[str], anchor: Anchor) -> Iterator[str]:
    """Yield those whose surroundings fit best, if they fit at all."""
    fits = {}
    for uid in uids:
        own = anchor_of(sheet, uid)
        same = (own.quote == anchor.quote, own.prefix == anchor.prefix, own.suffix == anchor.suffix)
        # Versions before 0012 kept no words after.
        fits[uid] = sum(same[1:]) if anchor.suffix is not None else int(same[1])
    most = max(fits.values())
    best = [uid for uid in uids if fits[uid] == most and most]
    if len(best) > 1 and anchor.start is not None:
        near = {uid: abs(sheet.statements[uid]["start"] - anchor.start) for uid in best}
        best = [uid for uid in best if near[uid] == min(near.values())]
    yield from best


def restore(sheet: Sheet, before: Before) -> None:
    """Put back what a correction replaced; rows that are gone meanwhile are left out."""
    for uid, facts in before.items():
        if uid == sheet.uid:
            sheet.article.update(facts or {})
        elif facts is None:
            sheet.statements.pop(uid, None)
        elif AFTER in facts:
            kept = {name: value for name, value in facts.items() if name != AFTER}
            sheet.insert(uid, kept, facts[AFTER])
    for uid, facts in before.items():
        if facts and uid in sheet.statements and AFTER not in facts:
            _restore_statement(sheet.statements[uid], facts)


def _restore_statement(held: Facts, facts: Facts) -> None:
    """Put columns back; topics are given and taken one by one, so that a new tagging stays."""
    for name, value in facts.items():
        if name == "topics_less":
            held["topics"] = [tag for tag in held["topics"] if tuple(tag[:2]) != tuple(value)]
        elif name == "topics_more":
            held["topics"] = [*held["topics"], *(t for t in value if t not in held["topics"])]
        else:
            held[name] = value


def add(before: Before, more: Before) -> None:
    """Note what else was replaced; what stood in a column first is what stood there before."""
    for uid, facts in more.items():
        held = before.get(uid)
        if uid not in before:
            before[uid] = facts
        elif held is not None and facts is not None:
            before[uid] = {**facts, **held}


def change(sheet: Sheet, uid: str, **facts: Any) -> Before:
    """Change columns of a statement or of the article and return what stood there."""
    held = sheet.article if uid == sheet.uid else sheet.statements[uid]
    before = {name: held[name] for name in facts}
    held.update(facts)
    return {uid: before}


def remove(sheet: Sheet, uid: str) -> Before:
    """Take a statement out; what carried it on or answered it refers to nothing then."""
    before: Before = {uid: {**sheet.statements[uid], AFTER: sheet.before(uid)}}
    for other, facts in sheet.statements.items():
        lost = {name: facts[name] for name in REFERENCES if facts[name] == uid}
        if lost and other != uid:
            before[other] = lost
            facts.update(dict.fromkeys(lost))
    del sheet.statements[uid]
    return before


def place(text: str, words: str, near: int = 0) -> tuple[Span, ...] | None:
    """Return the spans of words in a text, the nearest where they stand there several times.

    Words in pieces, as a cue leaves them, are joined by ``GAP``.
    """
    pieces = [piece for piece in words.split(GAP) if piece.strip()]
    spans: list[Span] = []
    for number, piece in enumerate(pieces):
        found = list(_places(text, piece))
        found = [one for one in found if not spans or one >= spans[-1][1]]
        if not found:
            return None
        wanted = near if number == 0 else spans[-1][1]
        start = min(found, key=lambda one: abs(one - wanted))
        spans.append((start, start + len(piece)))
    return tuple(spans) or None


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def paragraph_of(paragraphs: Sequence[Sequence[int]], start: int) -> int:
    """Return the number of the paragraph in which a place lies."""
    return max(0, bisect_right([first for first, _ in paragraphs], start) - 1)
