"""Pronouns: the newest subject of the text that one agrees with, or nobody."""

import re
from collections.abc import Mapping
from dataclasses import replace

from archive.extract.names.lexicon import fold
from archive.extract.names.mention_words import Phrase, head_noun
from archive.extract.names.mentions import read_phrase
from archive.extract.speakers.cast import display
from archive.extract.speakers.context import CONFIDENCE, OPEN, Resolved, Scene, named_as
from archive.extract.speakers.salience import Subject
from archive.records import Speaker, SpeakerKind, Statement

SENTENCE_END = re.compile(r"[.!?][”\"]?\s+")

REACH_SENTENCE = 300
"""Characters of the sentence before a pronoun that are looked at."""

DOCUMENT_WITHIN = 4
"""Words of that sentence in which its subject stands."""

BY_SHARE = ((0.8, 0.97), (0.6, 0.89), (0.0, 0.75))
"""How often a pronoun is right, by its person's share of all that it could mean: 142 of 145, 25 of
28 and 6 of 7 in 100 articles of general news with gold names."""

REACH_WHO = 60
"""Characters before "who" in which the noun that it stands for must end, right before it."""

REACH_HEAD = 200
"""Characters before "who" with an apposition between: "Ann Lee, the head of the union, who"."""

RUNS_OF_HEAD = 6
"""Runs of capitals in such an apposition: "the president of the Foundation for Peace"."""

BEHIND_NAME = re.compile(
    r"['’]?,?\s|\s\([^()]{1,30}\),?\s"
    r"|,\s(?:\d{1,2},|(?:an?|the|one|[A-Z][\w.]+['’]s)\s[^.,;:“”\"\n]{2,120},?)\s"
)
"""Between a name and the "who" that stands for it: nothing, a party, an age or an apposition."""

HEAD = re.compile(
    r"\b((?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Tt]hose|[Tt]wo|[Tt]hree|[Oo]ther)\s"
    r"(?:(?!(?:of|in|for|and|by|to|with|the|at|on|an?|some|many|most|several|those|two|three)\s)[\w’'-]+\s){0,3}(?!of\b)[\w’'-]+),?\s\Z"
)
"""A noun phrase of up to five words right before a relative pronoun."""

HEADS: Mapping[str, SpeakerKind] = {"group": "group", "document": "document", "body": "body"}


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
    if phrase.whose == "who":
        return _who(scene, span[0])
    return _which(scene, span[0]) if phrase.whose == "which" else OPEN


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
    found = scene.antecedents.find(place, gender, statement.spans)
    if found is None:
        proved = [p for p in scene.cast.people if p.proof and p.gender in ("", gender)]
        if len(proved) == 1 and 0 <= proved[0].start < place:
            return scene.resolved(proved, "only person")
        return OPEN
    if found.source:
        return replace(_again(found.source), rivals=found.rivals)
    people = [found.person] if found.person else []
    sure = next(right for share, right in BY_SHARE if found.share >= share)
    return replace(scene.resolved(people, "pronoun"), rivals=found.rivals, confidence=sure)


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
    """The noun phrase that a relative clause stands behind, across an apposition."""
    body = scene.article.body
    runs = scene.cast.between(max(0, place - REACH_HEAD), place)
    for run in reversed(runs[-RUNS_OF_HEAD:]):
        between = body[run.end : place]
        person = scene.cast.person_of(run.reading)
        if person and person.proof and BEHIND_NAME.fullmatch(between):
            return scene.resolved([person], "pronoun")
    return _head(scene, place, human=True)


def _which(scene: Scene, place: int) -> Resolved:
    """The body or document that "which" or "that" stands for."""
    runs = scene.cast.between(max(0, place - REACH_WHO), place)
    if runs and place - runs[-1].end <= len(", ") and runs[-1].reading.kind in ("body", "country"):
        reading = runs[-1].reading
        kind: SpeakerKind = "body" if reading.kind == "body" else "country"
        speaker = scene.canonical(Speaker(display(reading.name), kind))
        return Resolved((speaker,), "pronoun", CONFIDENCE["pronoun"])
    return _head(scene, place, human=False)


def _head(scene: Scene, place: int, *, human: bool) -> Resolved:
    """The description right before a relative pronoun, as if it spoke itself."""
    found = HEAD.search(scene.article.body, max(0, place - REACH_WHO), place)
    if found is None:
        return OPEN
    naming = scene.naming
    phrase = read_phrase(naming, found[1])
    noun = head_noun(found[1])
    kind = HEADS.get(phrase.kind)
    if phrase.kind in ("unnamed", "office") and (noun in naming.unnamed or noun in naming.heads):
        kind = "unnamed"
    if kind is None or human != (kind in ("group", "unnamed")):
        return OPEN
    return named_as(phrase.words, kind, "as written")
