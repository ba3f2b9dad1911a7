"""Descriptions that fit one person of the article: "the Vermont senator", "a British diplomat".

What the text tells of somebody stands around the name: titles, the words before it, an apposition,
party and state in brackets. A description means the only person whom all its words tell of. One
with "a", or of a headline, may stand before the name; then the name must come soon.
"""

import re
from functools import cached_property

from archive.extract.names.lexicon import LINKS, Naming, fold
from archive.extract.names.mention_words import DEFINITE, INDEFINITE, POSSESSIVE, PREPOSITIONS, TRIM
from archive.extract.speakers.cast import Cast, Person, Run

MENTIONS = 8
"""Mentions of a person whose surroundings are read; who somebody is stands at the first ones."""

REACH_BEFORE = 60
REACH_AFTER = 140
"""Characters around a name; the longest apposition in the gold texts has 118."""

FORWARD = 1500
"""Characters within which a description with "a" is followed by the name that it means."""

FEWEST = 2
"""Words besides "a" that a description must have, to mean somebody who is named only later."""

LONGEST = 8
"""Words of a description; a longer one tells of an event."""

APPOSITION = re.compile(
    r",\s(?:who\s(?:is|was|served\sas|serves\sas)\s)?((?:an?|the|one)\s[^,.;:()“”\"\n]{3,120}"
    r"|[a-z][^,.;:()“”\"\n]{3,120}(?=,)|[A-Z][\w.]+['’]s\s[^,.;:()“”\"\n]{3,120})"
)
PLACE = re.compile(r"\s(?:of|from)\s(?:the\s)?([A-Z][^,.;:()\n]{2,60})")
PARTY = re.compile(r"\s\(([RDI])(?:[-–—\s]+([A-Z][\w.\s]{1,14}))?\)")
PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}
"""The letters behind a legislator's name in American news: "(R-Ala.)"."""

BREAKS = frozenset(',;:)”"—–')


class Descriptions:
    """What an article tells of each of its people, and who a description can be."""

    def __init__(self, cast: Cast, naming: Naming) -> None:
        """Read nothing yet: few articles describe anybody."""
        self._cast = cast
        self._naming = naming

    def only(self, mention: str, place: int | None) -> Person | None:
        """Return the only person whom a description fits; ``place`` is None in a headline."""
        words = [word.strip(TRIM) for word in mention.split()]
        first = fold(words[0]) if words else ""
        given = self._given(words)
        if first in POSSESSIVE or not given or len(words) > LONGEST:
            return None
        definite = first in DEFINITE
        if not definite and place is not None and len(given) < FEWEST:
            return None
        found = [person for person, known in self._known.values() if given <= known]
        if len(found) != 1:
            return None
        person = found[0]
        behind = place is not None and not place < person.start <= place + FORWARD
        return None if behind and not definite else person

    def _given(self, words: list[str]) -> frozenset[str]:
        naming = self._naming
        plain = [fold(word) for word in words]
        if not any(w in naming.heads or w in naming.unnamed or w in PARTY_WORDS for w in plain):
            return frozenset()
        skipped = INDEFINITE | DEFINITE | LINKS | PREPOSITIONS | naming.past
        return frozenset(
            word
            for one in plain
            if one and one not in skipped
            for word in [self._common(one)]
            if word
        )

    def _common(self, word: str) -> str:
        """The form in which words are compared: "Belarusian" is "Belarus", "Sen." a senator."""
        word = word.removesuffix("'s").removesuffix("'")
        country = self._naming.country(word)
        if country:
            return country
        word = self._naming.heads.get(word, word)
        return PARTY_WORDS.get(word, self._naming.states.get(word, word))

    @cached_property
    def _known(self) -> dict[int, tuple[Person, frozenset[str]]]:
        runs: dict[int, list[Run]] = {}
        people: dict[int, Person] = {}
        for run in self._cast.runs:
            if run.reading.kind not in ("person", "word"):
                continue
            person = self._cast.person_of(run.reading)
            if person is not None and person.proof:
                people[id(person)] = person
                runs.setdefault(id(person), []).append(run)
        return {
            key: (person, self._around(person, runs[key][:MENTIONS]))
            for key, person in people.items()
        }

    def _around(self, person: Person, runs: list[Run]) -> frozenset[str]:
        body, found = self._cast.body, []
        for title in person.titles:
            found += f"{title.text} {title.of or ''}".split()
        for run in runs:
            found += self._before(run)
            found += body[run.start : run.start + run.reading.start].split()
            ahead = body[run.end : run.end + REACH_AFTER]
            place = PLACE.match(ahead)
            found += place[1].split()[:3] if place else []
            party = PARTY.match(ahead)
            if party:
                found += [PARTIES[party[1]], *(party[2] or "").split()]
                ahead = ahead[party.end() :]
            apposed = APPOSITION.match(ahead)
            found += apposed[1].split() if apposed else []
        known = {self._common(fold(word.strip(TRIM))) for word in found}
        naming = self._naming
        known |= {loose for loose, held in naming.wider.items() if held & known}
        return frozenset(known)

    def _before(self, run: Run) -> list[str]:
        """The words of the same phrase before a name: "protest organizer | Ann Lee"."""
        before = self._cast.body[max(0, run.start - REACH_BEFORE) : run.start]
        taken: list[str] = []
        for word in reversed(before.rpartition("\n")[2].split()):
            if word[-1] in BREAKS or (word[-1] in ".!?" and word[:1].islower()):
                break
            if word[0].islower() and not self._tells_of_people(fold(word)):
                break
            taken.append(word)
        return taken

    def _tells_of_people(self, word: str) -> bool:
        """Tell whether a small word can belong to a description: "organizer", no verb."""
        naming = self._naming
        known = naming.heads.keys() | naming.unnamed | naming.modifiers | naming.portfolios
        return word in known or word in naming.body_heads or word.endswith(AGENTS) or word == "of"


AGENTS = ("er", "or", "ist", "ian", "ant", "man", "woman", "ee")
"""What nouns for people end in; no past tense does."""

PARTY_WORDS = {
    "democratic": "democrat",
    "democrat": "democrat",
    "republican": "republican",
    "gop": "republican",
    "independent": "independent",
}
