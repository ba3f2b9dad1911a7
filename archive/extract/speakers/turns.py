"""The labels of a transcript's turns: "MS. JEAN-PIERRE", "THE PRESIDENT", "Q", "CCTV".

A label means somebody of the document's own header, else somebody whom the text names with an
office that fits. Nobody else: whom a speech mentions does not thereby take the floor, so a label
that neither tells keeps its words, with its office, and the rest of the archive says who held it
on that day (``archive.entities``).
"""

import re
from collections.abc import Callable
from dataclasses import replace

from archive.extract.names.lexicon import fold
from archive.extract.names.mention_words import PARENTHESIS, TRIM, Phrase, kept_words
from archive.extract.names.mentions import read_phrase
from archive.extract.names.runs import Reading, Title
from archive.extract.speakers.cast import Person, display, is_kin, is_surname
from archive.extract.speakers.context import CONFIDENCE, Resolved, Scene, named_as
from archive.records import Role, Speaker, Statement

PRESENTED = re.compile(
    r"(?:\bname(?:’s|'s| is)|\bI(?:’m|'m| am)|\b[Tt]his is|joined (?:here )?by|"
    r"introduce(?: you to)?|"
    r"[Ww]elcome|over to|turn to|hear from|here with|is here)\W+(?:[A-Z]\w*\.?\s){0,2}$"
)
"""How a speaker presents himself or is presented, right before the name."""

REACH_PRESENTED = 60
"""Characters before a name in which it is presented."""


def turn(
    scene: Scene,
    statement: Statement,
    answer: Callable[[Phrase, Statement], Resolved | None],
) -> Resolved:
    """Resolve a label; one that nobody fits is kept as it stands."""
    text = statement.mention.text or ""
    label = " ".join(PARENTHESIS.sub("", text).split()).strip(TRIM) or text
    if label not in scene.labels:
        scene.labels[label] = _resolved(scene, label, statement, answer)
    return scene.labels[label]


def _resolved(
    scene: Scene,
    label: str,
    statement: Statement,
    answer: Callable[[Phrase, Statement], Resolved | None],
) -> Resolved:
    if _is_unnamed(scene, label):
        return _answerer(scene, label) or named_as(label, "unnamed", "turn")
    phrase = read_phrase(scene.naming, display(label) if label.isupper() else label)
    if phrase.kind == "office" and phrase.office:
        return _officer(scene, phrase)
    if phrase.kind == "name" and phrase.reading:
        if phrase.reading.title is None and _is_acronym(label):
            return named_as(label, "body", "turn")
        return _named(scene, phrase.reading)
    found = answer(phrase, statement) if phrase.kind in ("list", "collective") else None
    if found and found.people:
        return replace(found, found="turn", confidence=CONFIDENCE["turn"])
    kept = kept_words(label)
    kind = phrase.kind if phrase.kind in ("country", "group") else None
    return named_as(kept, kind or ("unnamed" if " " in label else "body"), "turn")


def _is_acronym(label: str) -> bool:
    return " " not in label and label.isupper() and label.isascii() and len(label) <= 5


def _is_unnamed(scene: Scene, label: str) -> bool:
    words = [fold(word) for word in label.split() if word[0] not in "#0123456789"]
    if not words:
        return True
    return " ".join(words) in scene.naming.labels or words[-1] in scene.naming.labels


def _answerer(scene: Scene, label: str) -> Resolved | None:
    """Who answers as "A": the only spokesperson of the article."""
    office = scene.naming.office(["spokesperson"])
    if fold(label) not in ("a", "answer") or office is None:
        return None
    found = scene.cast.by_office(office, None)
    return scene.resolved(found, "turn") if len(found) == 1 else None


def _officer(scene: Scene, phrase: Phrase) -> Resolved:
    """Who speaks as "THE PRESIDENT": whom the header names in the office, under no other label.

    "Remarks by President Biden and President Yoon of Korea": the guest has "PRESIDENT YOON".
    """
    assert phrase.office is not None
    found = scene.header.officers(phrase.office, phrase.of)
    if len(found) > 1:
        found = [p for p in found if not _has_label(scene, p)] or found
    if len(found) > 1:
        found = [p for p in found if not any(title.of for title in p.titles)] or found
    if not found:
        people = scene.header.people
        found = people if len(people) == 1 and not people[0].titles else []
    if found:
        rivals = len(found) - 1
        return replace(_of_header(scene, found[0]), rivals=rivals)
    words = kept_words(display(phrase.words) if phrase.words.isupper() else phrase.words)
    role = Role(words, words, phrase.of)
    return Resolved((Speaker(words, "unnamed", role),), "turn", CONFIDENCE["turn"])


def _has_label(scene: Scene, person: Person) -> bool:
    """Tell whether a turn is called by the person's own name."""
    return any(word in scene.called for word in person.core)


def _named(scene: Scene, reading: Reading) -> Resolved:
    """Who speaks as "SECRETARY BLINKEN": of the header, else of the text with such an office."""
    person = scene.header.named(reading)
    if person:
        return _of_header(scene, person, reading.title)
    person = _introduced(scene, reading)
    if person:
        return scene.resolved([person], "turn")
    name = display(reading.name)
    role = Role(name, reading.title.text, reading.title.of) if reading.title else None
    return Resolved((Speaker(name, "person", role),), "turn", CONFIDENCE["turn"])


def _of_header(scene: Scene, person: Person, title: Title | None = None) -> Resolved:
    whole = scene.header.in_full(person)
    if whole is person and title and not person.titles:
        person.titles.append(title)
    return scene.resolved([whole], "turn")


def _introduced(scene: Scene, reading: Reading) -> Person | None:
    """The only one whom the text names in full, with an office that the label allows."""
    naming = scene.naming
    office = scene.office_of(reading.title.text) if reading.title else None
    found = [
        person
        for person in scene.cast.people
        if len(person.core) > len(reading.core)
        and person.proof
        and is_surname(reading.core, person)
        and not (reading.gender and person.gender and reading.gender != person.gender)
        and (scene.holds(person, office) if office else _is_presented(scene, person))
        and not is_kin(naming, scene.cast.body, person)
    ]
    return found[0] if len(found) == 1 else None


def _is_presented(scene: Scene, person: Person) -> bool:
    """Tell whether somebody is presented: by a title, or "My name is", "joined by", "over to"."""
    if person.titles:
        return True
    body = scene.cast.body
    for run in scene.cast.runs:
        if run.reading.core == person.core:
            name_at = run.start + run.reading.start
            before = body[max(0, name_at - REACH_PRESENTED) : name_at]
            if run.reading.honorific or PRESENTED.search(before):
                return True
    return False
