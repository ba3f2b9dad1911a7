"""Pronouns: the newest subject of the text that one agrees with, or nobody."""

import re
from dataclasses import replace

from archive.extract.names.lexicon import fold
from archive.extract.names.mention_words import Phrase, head_noun
from archive.extract.speakers.cast import Person
from archive.extract.speakers.context import CONFIDENCE, OPEN, Resolved, Scene
from archive.extract.speakers.salience import Subject
from archive.records import Statement

SENTENCE_END = re.compile(r"[.!?][”\"]?\s+")

REACH_SENTENCE = 300
"""Characters of the sentence before a pronoun that are looked at."""

DOCUMENT_WITHIN = 4
"""Words of that sentence in which its subject stands."""

REACH_RIVALS = 1000
"""Characters before a pronoun in which others are named whom it could mean."""

BY_RIVALS = (0.89, 0.84, 0.81)
"""How often a pronoun is right, by the number of others whom it could mean, two or more last: 74 of
83, 42 of 50 and 55 of 65 in 100 articles of general news with gold names."""

REACH_WHO = 60
"""Characters before "who" in which the name must end, right before it."""


def pronoun(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """Resolve "he", "she", "they", "it", "who", and "I" or "we" in an issued document."""
    span = statement.mention.span
    if phrase.whose in ("i", "we"):
        return scene.issuer
    if span is None or statement.headline:
        return OPEN
    if phrase.whose in ("m", "f"):
        return _single(scene, span[0], phrase.whose, statement)
    if phrase.whose == "they":
        return _they(scene, span[0])
    if phrase.whose == "it" and _follows_document(scene, span[0]):
        return OPEN
    if phrase.whose == "it":
        thing = scene.focus.thing(span[0])
        return _again(thing) if thing else OPEN
    return _who(scene, span[0]) if phrase.whose == "who" else OPEN


def _follows_document(scene: Scene, place: int) -> bool:
    """Tell whether the sentence before is about a text that is no source: "A pact was signed."."""
    begin = max(0, place - REACH_SENTENCE)
    body = scene.article.body
    ends = [match.end() for match in SENTENCE_END.finditer(body, begin, place)]
    start = ends[-2] if len(ends) > 1 and not body[ends[-1] : place].strip() else begin
    opening = body[start:place].split()[:DOCUMENT_WITHIN]
    subject = scene.focus.last(place)
    spoke = subject is not None and subject.place >= start
    article = bool(opening) and opening[0].lower() in ("a", "an", "the")
    return article and not spoke and any(fold(w) in scene.naming.documents for w in opening)


def _single(scene: Scene, place: int, gender: str, statement: Statement) -> Resolved:
    described = scene.focus.described(place)
    if described:
        noun = head_noun(described.speakers[0].name)
        agrees = scene.naming.gendered.get(noun, gender) == gender
        return _again(described) if agrees else OPEN
    person = scene.focus.person(place, gender, statement.spans, scene.principals)
    if person:
        rivals = _rivals(scene, place, gender, person)
        sure = BY_RIVALS[min(rivals, len(BY_RIVALS) - 1)]
        return replace(scene.resolved([person], "pronoun"), rivals=rivals, confidence=sure)
    proved = [p for p in scene.cast.people if p.proof and p.gender in ("", gender)]
    if len(proved) == 1 and 0 <= proved[0].start < place:
        return scene.resolved(proved, "only person")
    return OPEN


def _rivals(scene: Scene, place: int, gender: str, person: Person) -> int:
    """Count the others whom the text names shortly before and whom the pronoun could mean."""
    runs = scene.cast.between(max(0, place - REACH_RIVALS), place)
    found = {id(p): p for run in runs if (p := scene.cast.person_of(run.reading))}
    found.pop(id(person), None)
    return sum(1 for p in found.values() if p.proof and p.gender in ("", gender))


def _they(scene: Scene, place: int) -> Resolved:
    """The last source where it was several; else those who met; else several before."""
    several = scene.focus.several(place)
    if several and several is scene.focus.last(place):
        return _again(several)
    if len(scene.principals) > 1:
        return scene.resolved(scene.principals, "collective")
    return _again(several) if several else OPEN


def _again(subject: Subject) -> Resolved:
    several = len(subject.speakers) > 1 or subject.speakers[0].kind == "group"
    return Resolved(subject.speakers, "pronoun", CONFIDENCE["pronoun"], subject.people, several)


def _who(scene: Scene, place: int) -> Resolved:
    """The name that a relative clause stands behind."""
    runs = scene.cast.between(max(0, place - REACH_WHO), place)
    person = scene.cast.person_of(runs[-1].reading) if runs else None
    if person and place - runs[-1].end <= 3:
        return scene.resolved([person], "pronoun")
    return OPEN
