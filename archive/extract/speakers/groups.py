"""Mentions of several at once: "the two presidents", "both sides", "Li and Golovchenko"."""

from collections.abc import Callable

from archive.extract.names.mention_words import Phrase
from archive.extract.speakers.cast import Person
from archive.extract.speakers.context import CONFIDENCE, Resolved, Scene
from archive.records import Speaker, Statement


def collective(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    """A noun for several: the people who met, the holders of the office, the countries."""
    if phrase.parts:
        return _of_each_country(scene, phrase)
    if phrase.whose == "countries":
        return _countries(scene, phrase.number or 2)
    people = _office_holders(scene, phrase) if phrase.office else scene.principals
    if phrase.number and len(people) != phrase.number and phrase.whose == "people":
        people = scene.principals if len(scene.principals) == phrase.number else []
    if len(people) > 1:
        return scene.resolved(people, "collective")
    return _countries(scene, 2) if phrase.whose == "sides" else None


def listed(
    phrase: Phrase, statement: Statement, answer: Callable[[Phrase, Statement], Resolved]
) -> Resolved:
    """A list: each of its members, those nobody is found for in their own words."""
    answers = [answer(part, statement) for part in phrase.parts]
    speakers = tuple({s.name: s for found in answers for s in found.speakers}.values())
    people = tuple(person for found in answers for person in found.people)
    sure = min(found.confidence for found in answers)
    return Resolved(speakers, "collective", sure, people, collective=len(speakers) > 1)


def _office_holders(scene: Scene, phrase: Phrase) -> list[Person]:
    """People of the office that a collective names, those at the meeting first."""
    holders = scene.cast.by_office(phrase.office, phrase.of) if phrase.office else []
    met = [person for person in scene.principals if person in holders]
    if len(met) > 1 and (not phrase.number or len(met) == phrase.number):
        return met
    return holders if phrase.number else _two_in_title(scene, holders)


def _two_in_title(scene: Scene, people: list[Person]) -> list[Person]:
    """People of an office that were not counted: two, where the title names just these."""
    title = scene.article.title or ""
    named = [scene.cast.person_of(reading) for reading in scene.cast.read_headline(title)]
    return people if len(people) == 2 and all(person in named for person in people) else []


def _of_each_country(scene: Scene, phrase: Phrase) -> Resolved | None:
    """The one officer or party of each country: "Chinese, Belarusian presidents"."""
    people: list[Person] = []
    for part in phrase.parts:
        found = scene.principals or scene.cast.people
        if phrase.office:
            found = scene.cast.by_office(phrase.office, part.of)
        found = [p for p in found if any(t.of == part.of for t in p.titles)]
        people += found if len(found) == 1 else []
    if len(people) == len(phrase.parts):
        return scene.resolved(people, "collective")
    more = len(scene.principals) - len(phrase.parts)
    if more == 0 or (more > 0 and not phrase.words.endswith("officials")):
        return scene.resolved(scene.principals, "collective")
    return None


def _countries(scene: Scene, number: int) -> Resolved | None:
    """The countries of the parties, or the only ones that title or lead name."""
    countries = frozenset(scene.naming.countries.values())
    named = [title.of for p in scene.principals for title in p.titles if title.of in countries]
    found = list(dict.fromkeys(name for name in named if name))
    if len(found) != number:
        found = scene.cast.lead_countries(scene.article)
    if len(found) != number:
        return None
    speakers = tuple(Speaker(name, "country") for name in found)
    return Resolved(speakers, "collective", CONFIDENCE["collective"], collective=True)
