"""Mentions of one speaker: a name, an office, a noun used before. One answer or None each."""

import re

from archive.extract.names.lexicon import fold, is_acronym
from archive.extract.names.mention_words import Phrase
from archive.extract.names.runs import Reading, read_run
from archive.extract.speakers.cast import Person, display, holds, role_of
from archive.extract.speakers.context import CONFIDENCE, Resolved, Scene, named_as, of_known
from archive.extract.speakers.nouns import earlier, noun
from archive.records import KnownPerson, Speaker, Statement

HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him)\b")


REACH_SUFFIX = 80
"""Characters in which a name that ends in a suffix begins."""


def name(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """A full name or a surname: the one of the article's people whom it can mean."""
    reading = phrase.reading
    if reading is None:
        return None
    if len(reading.core) > 2 or statement.headline:
        keep = 2 if len(reading.core) > 2 else 1
        reading = scene.cast.cut(statement.mention.text or reading.name, reading, keep)
    if set(reading.core) <= scene.naming.suffixes:
        reading = _whole_run(scene, statement) or reading
    person = scene.cast.person_of(reading)
    if (
        person
        and not person.proof
        and scene.known.named(person.name, scene.day) is None
        and not _is_personal(scene, reading, statement)
    ):
        # "GE Vernova", "Freedom Caucus": nothing shows that they are people.
        return named_as(display(person.name), "body", "full name")
    if person:
        known = _known_by_surname(scene, person) if len(person.core) == 1 else None
        if known:
            return scene.resolved([person], "known", name=known.name)
        return scene.resolved([person], "full name" if len(reading.core) > 1 else "surname")
    whole = scene.known.named(reading.name, scene.day)
    if whole:
        return of_known(whole)
    if scene.cast.by_name(reading.core):
        return named_as(phrase.words, "unnamed", "ambiguous")
    if len(reading.core) == 1 and not reading.honorific and scene.cast.is_common(reading.name):
        return None  # "Studies show": a noun that opens a sentence
    is_state = reading.name.lower() in scene.naming.states.values()
    if is_state or (not reading.proof and not _is_personal(scene, reading, statement)):
        return named_as(display(reading.name), "body", "as written")
    if len(reading.core) > 1:
        return named_as(display(reading.name), "person", "full name")
    speaker = Speaker(display(reading.name), "person")
    return Resolved((speaker,), "surname", CONFIDENCE["only person"])


def _is_personal(scene: Scene, reading: Reading, statement: Statement) -> bool:
    """Tell whether the text shows that a name of no known kind is a person's.

    Its first word is a given name or a family name that leads, its last stands alone elsewhere, or
    "he" or "she" stands in the same paragraph; no word of it is an acronym or holds a digit.
    """
    naming = scene.naming
    words = reading.name.split()
    if any(is_acronym(word) or any(char.isdigit() for char in word) for word in words):
        return False
    if len(words) > 1 and all(scene.cast.is_common(word) for word in words):
        return False  # "Small Business", in a text on small businesses
    if reading.core[0] in naming.given or reading.core[0] in naming.family_first:
        return True
    if len(reading.core) > 1 and reading.core[-1] in scene.cast.alone:
        return True
    span = statement.mention.span
    if span is None or statement.headline:
        return False
    body = scene.article.body
    end = body.find("\n\n", span[1])
    return bool(HE_OR_SHE.search(body, span[1], end if end >= 0 else len(body)))


def office(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """An office: the one who holds it, else the holder who is being talked of."""
    if phrase.office is None or _names_another(scene, phrase):
        return None
    holders = _narrowed(scene, scene.cast.by_office(phrase.office, phrase.of), phrase)
    if len(holders) == 1:
        return scene.resolved(holders, "office")
    if holders:
        return _holder_in_focus(scene, holders, statement)
    known = scene.known.officer(scene.naming, phrase.office, phrase.of, scene.day)
    if known:
        return of_known(known)
    return noun(scene, phrase, statement)


def _names_another(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether the words behind "of" name a person: "the leader of the party Ann Lee"."""
    reading = read_run(scene.naming, phrase.of) if phrase.of else None
    return reading is not None and reading.kind == "person" and reading.proof


def body(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """A noun for a body, "the ministry": the only one that the article names by it."""
    if phrase.of is None or phrase.words != phrase.of:
        return None
    named = {name for name in scene.cast.bodies if fold(name.split()[-1]) == phrase.of}
    named = {name for name in named if len(name.split()) > 1}
    if len(named) == 1:
        return named_as(named.pop(), "body", "office")
    again = None if named else earlier(scene, phrase, statement)
    span = statement.mention.span
    if again or span is None or statement.headline:
        return again
    found = scene.antecedents.body(span[0], phrase.of)
    return named_as(found, "body", "described") if found else None


def _whole_run(scene: Scene, statement: Statement) -> Reading | None:
    """The name in the text that ends in a mention of "Jr." alone."""
    span = statement.mention.span
    runs = scene.cast.between(span[0] - REACH_SUFFIX, span[0]) if span else []
    return runs[-1].reading if span and runs and runs[-1].end >= span[1] else None


def _known_by_surname(scene: Scene, person: Person) -> KnownPerson | None:
    """Who is known by the one name and the office that the article gives."""
    role = role_of(scene.naming, person)
    held = scene.office_of(role.title) if role else None
    of = role.of if role else None
    return scene.known.surnamed(scene.naming, person.core, held, of, scene.day)


def _narrowed(scene: Scene, holders: list[Person], phrase: Phrase) -> list[Person]:
    """Of several holders, those of that very country or body, then those of that very title."""
    if len(holders) > 1 and phrase.of and phrase.office:
        exact = [
            any(t.of and holds(scene.naming, t, phrase.office, phrase.of) for t in person.titles)
            for person in holders
        ]
        holders = [p for p, fits in zip(holders, exact, strict=True) if fits] or holders
    if len(holders) > 1:
        word = fold(phrase.words.split()[-1])
        literal = [p for p in holders if any(word == fold(t.text.split()[-1]) for t in p.titles)]
        holders = literal or holders
    return holders


def _holder_in_focus(scene: Scene, holders: list[Person], statement: Statement) -> Resolved | None:
    """Of several holders of an office, the newest subject; nobody that the content names."""
    span = statement.mention.span
    if span is None or statement.headline:
        return None
    person = scene.focus.one_of(holders, span[0], statement.spans)
    return scene.resolved([person], "office in focus") if person else None
