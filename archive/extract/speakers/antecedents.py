"""Whom "he" or "she" means: everyone named or heard shortly before, weighed by place and function.

The subject of a sentence and the source of a statement weigh most, an object or owner less, and
what stands in another's words next to nothing; each sentence and paragraph between takes its share.
Whoever has most in sum is the answer, and how much of all weight is his, how sure it is. That is
centering with counts in place of vetoes: Lappin and Leass, Computational Linguistics 20 (1994) 4.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from archive.extract.names.lexicon import fold, is_acronym
from archive.extract.names.mention_words import head_noun
from archive.extract.speakers.cast import Person
from archive.extract.speakers.salience import ENDS_SENTENCE, Focus, Subject
from archive.records import Article, Span

WEIGHTS: Mapping[str, float] = {"sentence": 1.0, "clause": 0.7, "object": 0.35, "owner": 0.25}
"""Of a mention, by what it does in its sentence; a source of a statement weighs as a subject does.

These and the shares below give 170 of 177 pronouns of general news with gold names their person,
the newest subject 151; none of 12 other choices gives more (tests/golden/cases/pronouns.txt)."""

PER_SENTENCE = 0.4
PER_PARAGRAPH = 0.7
REPORTED = 0.15
"""What is left of a weight over each sentence, over each paragraph, and in another's words."""

IN_CONTENT = 0.2
"""And of somebody whom the statement itself names: "he" is rarely in his own words."""

REPEATED = 0.6
"""Of each further mention of one person."""

LEAST = 0.004
"""A sum under which nobody is meant: an object six sentences before."""

RUNS = 40
"""Runs of capitals looked at before a pronoun; farther back nothing has weight left."""

REACH = 3000
"""Characters before a pronoun that are looked at."""

SURE_OF_BODY = 0.6
"""Share of all bodies that the noun can mean: "the company" is named less often than it is meant.
tests/golden/cases/descriptions.txt"""

SHORTEST_ACRONYM = 2

GENERAL = frozenset({"congress", "house", "senate", "party", "union", "media", "press"})
"""Bodies that are no company, whatever else may be."""

STILL_SPOKEN_OF = re.compile(
    r"(?<![\w’'“\"])(?:(He|She)(?=\s)|[Tt]he\s((?:[a-z]{3,12}\s)?[a-z]{3,16})(?=['’]s\s|\s[a-z]))"
)
"""A pronoun that opens a sentence, or an office: its person is spoken of still."""


class Antecedent(NamedTuple):
    """Whom a pronoun means: a person of the cast or a source of no name, and how sure that is.

    ``share`` is the part of all weights, and ``rivals`` counts the others that have any.
    """

    person: Person | None
    source: Subject | None
    share: float
    rivals: int


class Antecedents:
    """Finds the antecedents of "he" and "she" in one article."""

    def __init__(self, article: Article, focus: Focus) -> None:
        """Note where sentences and paragraphs begin, and the pronouns between statements."""
        self._focus = focus
        body = article.body
        starts = (match.end() for match in ENDS_SENTENCE.finditer(body))
        self._sentences = [at for at in starts if not focus.is_reported(at)]
        self._paragraphs = [span[0] for span in article.paragraphs]
        self._mentions_again = [
            (match.start(), match[1] or "", match[2] or "")
            for match in STILL_SPOKEN_OF.finditer(body)
            if match[1] or focus.is_office(match[2])
        ]
        self._followed = 0
        self._spoken_of: list[tuple[int, Person]] = []

    def find(self, place: int, gender: str, content: tuple[Span, ...]) -> Antecedent | None:
        """Return who is meant at ``place``; ``content`` is what the statement holds."""
        again = self._mentions_again
        while self._followed < len(again) and again[self._followed][0] < place:
            before, pronoun, office = again[self._followed]
            self._followed += 1
            if self._focus.spoke_at(before) or self._focus.is_reported(before):
                continue
            if office:
                person = self._focus.officer(office)
            else:
                found = self._best(before, "m" if pronoun == "He" else "f", ())
                person = found.person if found else None
            if person:
                self._spoken_of.append((before, person))
        return self._best(place, gender, content)

    def body(self, place: int, noun: str) -> str | None:
        """Return the name of the body that "the company" means, or None where two are as near."""
        endings = self._focus.naming.short_forms.get(noun)
        if endings is None:
            return None
        sums: dict[str, float] = {}
        for run in self._focus.runs(max(0, place - REACH), place)[-RUNS:]:
            name = run.reading.name
            if self._focus.is_body(run) and self._ends_in(name, endings):
                near = self._nearness(run.start, place)
                kept = REPORTED if self._focus.reported(run.start, place) else 1.0
                sums[name] = sums.get(name, 0.0) + near * kept
        best = max(sums, key=lambda name: sums[name], default=None)
        sure = best is not None and sums[best] > SURE_OF_BODY * sum(sums.values())
        return best if sure and best and sums[best] >= LEAST else None

    def _ends_in(self, name: str, endings: frozenset[str]) -> bool:
        naming = self._focus.naming
        last = fold(name.split()[-1])
        if last == fold(name) and last in naming.body_heads:
            return False  # "the Department" is a short form itself
        if last in endings or (is_acronym(name) and len(name) > SHORTEST_ACRONYM):
            return True
        return "" in endings and last not in naming.state_bodies and last not in GENERAL

    def _best(self, place: int, gender: str, content: tuple[Span, ...]) -> Antecedent | None:
        weights: dict[int, list[float]] = {}
        people: dict[int, Person] = {}
        for person, at, weight in self._mentions(place):
            if person.gender in ("", gender) or not gender:
                people[id(person)] = person
                weights.setdefault(id(person), []).append(weight * self._nearness(at, place))
        for key in {id(person) for person in self._focus.people_in(content)} & set(weights):
            weights[key] = [weight * IN_CONTENT for weight in weights[key]]
        sources: dict[int, Subject] = {}
        for subject in self._focus.before(place):
            if subject.place >= place - REACH and self._is_human(subject, gender):
                sources[id(subject)] = subject
                weights[id(subject)] = [self._nearness(subject.place, place)]
        sums = {key: _sum(found) for key, found in weights.items()}
        if not sums:
            return None
        key = max(sums, key=lambda key: sums[key])
        if sums[key] < LEAST:
            return None
        rivals = sum(1 for other, weight in sums.items() if other != key and weight >= LEAST)
        return Antecedent(people.get(key), sources.get(key), sums[key] / sum(sums.values()), rivals)

    def _mentions(self, place: int) -> list[tuple[Person, int, float]]:
        """Everyone of the cast before ``place``: named, heard, or still spoken of as "he"."""
        focus, begin = self._focus, max(0, place - REACH)
        heard = {s.place: s.people[0] for s in focus.before(place) if len(s.people) == 1}
        found = [(person, at, WEIGHTS["sentence"]) for at, person in heard.items() if at >= begin]
        found += [
            (person, subject.place, WEIGHTS["object"])
            for subject in focus.before(place)
            if len(subject.people) > 1 and subject.place >= begin
            for person in subject.people
        ]
        for at, person in reversed(self._spoken_of):
            if at < begin:
                break
            if at < place:
                found.append((person, at, WEIGHTS["sentence"]))
        for run in focus.runs(begin, place)[-RUNS:]:
            named = focus.function(run)
            if named is None or any(run.start - 3 <= at <= run.end for at in heard):
                continue
            person, function = named
            kept = REPORTED if focus.reported(run.start, place) else 1.0
            found.append((person, run.start, WEIGHTS[function] * kept))
        return found

    def _nearness(self, at: int, place: int) -> float:
        sentences = bisect_right(self._sentences, place) - bisect_right(self._sentences, at)
        paragraphs = bisect_right(self._paragraphs, place) - bisect_right(self._paragraphs, at)
        return float(PER_SENTENCE**sentences * PER_PARAGRAPH**paragraphs)

    def _is_human(self, subject: Subject, gender: str) -> bool:
        """Tell whether a source is nobody of the cast whom a pronoun of the gender can mean.

        So is somebody of whom the text tells no more than a part of the name.
        """
        if len(subject.speakers) != 1 or subject.people:
            return False
        speaker, naming = subject.speakers[0], self._focus.naming
        noun = head_noun(speaker.name)
        if speaker.kind == "unnamed" and noun not in naming.unnamed and noun not in naming.heads:
            return False
        return speaker.kind in ("unnamed", "person") and (
            not gender or naming.gendered.get(noun, gender) == gender
        )


def _sum(weights: list[float]) -> float:
    most = max(weights)
    return most + REPEATED * (sum(weights) - most)
