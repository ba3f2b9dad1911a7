"""Mentions of one speaker: a name, an office, a noun used before. One answer or None each."""

import re
from dataclasses import replace

from archive.extract.names.lexicon import fold, is_acronym
from archive.extract.names.mention_words import Phrase, head_noun
from archive.extract.names.runs import Reading, read_run
from archive.extract.speakers.cast import Person, display, holds, role_of
from archive.extract.speakers.context import CONFIDENCE, Resolved, Scene, named_as, of_known
from archive.records import KnownPerson, Speaker, Statement

REACH_EARLIER = 4000
"""Characters before a noun in which it must not have stood for something else."""

HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him)\b")

SAYS_MORE = 2
"""Words of "the governor"; "the former Florida governor" tells enough of one without a title."""

OPENS = re.compile(r"(?:^|[.!?”\"\n]|'')\s*\Z")
"""What stands before the subject of a sentence; it is searched for up to a place."""

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
    if not reading.proof and not _is_personal(scene, reading, statement):
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


def noun(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """A description: as used before, else of who it fits alone, else of the one in focus."""
    return (
        earlier(scene, phrase, statement)
        or fitting(scene, phrase, statement)
        or described(scene, phrase, statement)
    )


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
    return named_as(display(found), "body", "described") if found else None


def earlier(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """A noun used before: "the report" is "a new report", if that was the only one."""
    first, _, noun = (statement.mention.text or "").partition(" ")
    if fold(first) not in ("the", "this", "that") or " " in noun:
        return None
    described = scene.described.get(fold(noun), ())
    if len(described) != 1 or _is_another(scene, noun, described[0], statement):
        return None
    return described[0]


def described(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """A noun that tells what somebody is, "the Republican nominee": the one being talked of.

    He spoke or was the subject last, is of the noun's gender, and holds what the noun says as far
    as the text tells his office. Only nouns for people of standing: "the spokesman" is another.
    """
    naming = scene.naming
    words = [fold(word) for word in (statement.mention.text or "").split()]
    if len(words) < 2 or words[0] != "the" or statement.mention.span is None:
        return None
    noun = words[-1]
    if noun not in naming.standing or statement.headline:
        return None
    antecedent = scene.antecedents.find(
        statement.mention.span[0], naming.gendered.get(noun, ""), statement.spans
    )
    person = antecedent.person if antecedent else None
    if person is None or not _can_be(scene, person, words):
        return None
    found = scene.resolved([person], "office in focus")
    return replace(found, rivals=1)


def fitting(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """A description: the person in whose apposition it stands, or the only one whom it fits."""
    if phrase.kind not in ("unnamed", "office"):
        return None
    span = statement.mention.span
    place = span[0] if span and not statement.headline else None
    if span and place is not None:
        apposed = _apposed(scene, span[0]) or _named_behind(scene, span[1])
        if apposed:
            return scene.resolved([apposed], "described")
    if phrase.office and not phrase.of and len((statement.mention.text or "").split()) <= SAYS_MORE:
        return None  # "the secretary" is not the press secretary
    person = scene.descriptions.only(statement.mention.text or "", place)
    return scene.resolved([person], "described") if person else None


def _apposed(scene: Scene, place: int) -> Person | None:
    """The person right before a description: "Ann Lee, the mayor said"."""
    runs = scene.cast.between(place - REACH_SUFFIX, place)
    if not runs or scene.article.body[runs[-1].end : place] != ", ":
        return None
    if not OPENS.search(scene.article.body, 0, runs[-1].start):
        return None  # "the nickname for Ann Lee, his son said"
    return _proved(scene, runs[-1].reading)


def _named_behind(scene: Scene, end: int) -> Person | None:
    """The person whose name follows a description: "said a former spokesman, Ann Lee, who"."""
    if scene.article.body[end : end + 2] != ", ":
        return None
    runs = scene.cast.between(end + 2, end + 3)
    if not runs or scene.article.body[runs[0].end : runs[0].end + 1] not in ",.":
        return None
    return _proved(scene, runs[0].reading)


def _proved(scene: Scene, reading: Reading) -> Person | None:
    person = scene.cast.person_of(reading) if len(reading.core) > 1 else None
    return person if person and person.proof else None


def _can_be(scene: Scene, person: Person, words: list[str]) -> bool:
    """Tell whether a description fits what the text tells of somebody's office and country."""
    naming = scene.naming
    office = naming.office(words[1:])
    runs_for = office is None or office.head in ("candidate", "nominee")
    if not person.titles:
        return runs_for or len(words) > SAYS_MORE
    countries = {naming.country(word) for word in words} - {None}
    named = {title.of for title in person.titles if title.of in naming.countries.values()}
    if countries and named and not countries & named:
        return False
    return runs_for or (office is not None and scene.holds(person, office))


def _is_another(scene: Scene, noun: str, found: Resolved, statement: Statement) -> bool:
    """Tell whether the noun stood for something else since: "foreign ministry spokesman Lim"."""
    if statement.mention.span is None:
        return False
    end, body = statement.mention.span[0], scene.article.body
    last = body.rfind(noun, max(0, end - REACH_EARLIER), end)
    before = body[max(0, last - 60) : last + len(noun)].lower()
    name = found.speakers[0].name.lower()
    same = before.endswith((f"the {noun}".lower(), f"this {noun}".lower()))
    return last >= 0 and not same and name[:60] not in body[max(0, last - 60) : last + 60].lower()


def remember(scene: Scene, answer: Resolved) -> None:
    """Keep a source that stayed in its own words, for ``earlier``."""
    if answer.found == "as written" and len(answer.speakers) == 1:
        described = scene.described.setdefault(head_noun(answer.speakers[0].name), [])
        if len(described) < 2 and answer not in described:
            described.append(answer)


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
