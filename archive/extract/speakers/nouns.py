"""Nouns that stand for somebody told of elsewhere: "the report", "the Republican nominee"."""

import re
from dataclasses import replace

from archive.extract.names.lexicon import fold
from archive.extract.names.mention_words import Phrase, head_noun
from archive.extract.names.runs import Reading
from archive.extract.speakers.cast import Person
from archive.extract.speakers.context import Resolved, Scene
from archive.records import Statement

REACH_EARLIER = 4000
"""Characters before a noun in which it must not have stood for something else."""

SAYS_MORE = 2
"""Words of "the governor"; "the former Florida governor" tells enough of one without a title."""

OPENS = re.compile(r"(?:^|[.!?”\"\n]|'')\s*\Z")
"""What stands before the subject of a sentence; it is searched for up to a place."""

REACH_NAME = 80
"""Characters before a description in which the name that it explains begins."""


def noun(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """A description: as used before, else of who it fits alone, else of the one in focus."""
    return (
        earlier(scene, phrase, statement)
        or fitting(scene, phrase, statement)
        or described(scene, phrase, statement)
    )


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
    runs = scene.cast.between(place - REACH_NAME, place)
    if not runs or scene.article.body[runs[-1].end : place] != ", ":
        return None
    start = runs[-1].start
    if not OPENS.search(scene.article.body, max(0, start - len("\n\n“ ")), start):
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
