"""Mentions -> speakers: one function for each kind of mention, each giving one answer or None.

A wrong speaker is the worst fault of an archive of statements: a mention that more than one person
fits stays open, in its own words. The order follows eyecite's ``resolve``: read the mention, ask
the article, ask who is known, leave it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from archive.extract.cast import Cast, Person, display, holds
from archive.extract.focus import Focus, Subject
from archive.extract.issuers import issuer
from archive.extract.known import NOBODY, Known
from archive.extract.meetings import attendance, attendees, parties
from archive.extract.mentions import PARENTHESIS, TRIM, Phrase, head_noun, kept_words, read_phrase
from archive.extract.naming import Naming, fold, naming_of
from archive.records import Article, KnownPerson, Role, Speaker, SpeakerKind, Statement
from archive.vocabulary import Vocabulary

__all__ = ["NOBODY", "THRESHOLD", "Known", "resolve"]

THRESHOLD = 0.5
"""Below this a speaker stays open: half of the answers would be another's name."""

CONFIDENCE: Mapping[str, float] = {
    "full name": 0.98,
    "surname": 0.96,
    "office": 0.92,
    "office in focus": 0.75,
    "pronoun": 0.88,
    "only person": 0.6,
    "collective": 0.85,
    "turn": 0.97,
    "issuer": 0.93,
    "known": 0.8,
    "as written": 0.9,
    "ambiguous": 0.55,
    "unresolved": 0.0,
}
"""How sure each way of resolving is: the share found right on the readouts and White House gold,
rounded down where it was seen often (``tests/extract/test_speakers.py`` guards the order)."""

CARRIED_ON = 0.95
"""A statement that shares another's speaker is a little less sure than that one."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An answer: who speaks, how that was found and how sure it is."""

    speakers: tuple[Speaker, ...] = ()
    found: str = "unresolved"
    confidence: float = 0.0
    people: tuple[Person, ...] = ()
    collective: bool = False


OPEN = Resolved()


def resolve(article: Article, vocabulary: Vocabulary, known: Known = NOBODY) -> Article:
    """Return the article with its statements' speakers, its people and their roles.

    Statements are in text order, those of the headline first. A statement without a mention takes
    the speaker of the one that it ``continues``, or the document's issuer where its rule is
    "issuer".
    """
    scene = Scene(article, naming_of(vocabulary), known)
    answers = scene.answers()
    statements = tuple(
        _with_answer(statement, answer)
        for statement, answer in zip(article.statements, answers, strict=True)
    )
    return replace(
        article,
        statements=statements,
        people=attendance(scene.participants, attendees(article, scene.cast)),
        roles=scene.roles(),
    )


def _with_answer(statement: Statement, answer: Resolved) -> Statement:
    sure = answer.confidence >= THRESHOLD
    return replace(
        statement,
        speakers=answer.speakers if sure else (),
        collective=answer.collective and sure,
        found=answer.found if sure else "unresolved",
        speaker_confidence=round(answer.confidence, 3),
    )


class Scene:
    """What one article tells while its mentions are resolved, in text order."""

    def __init__(self, article: Article, naming: Naming, known: Known) -> None:
        """Read the people of the article."""
        self.article = article
        self.naming = naming
        self.known = known
        self.cast = Cast(article, naming)
        self.focus = Focus(article, self.cast, naming)
        date = article.event or article.published
        self.day = date.iso if date else ""
        self._described: dict[str, list[Resolved]] = {}
        self._readers: dict[str, Callable[[Phrase, Statement], Resolved | None]] = {
            "name": self.name,
            "office": self.office,
            "pronoun": self.pronoun,
            "collective": self.collective,
            "list": self.several,
            "body": self.body,
        }

    @cached_property
    def participants(self) -> list[Person]:
        """The people whose meeting the article reports."""
        return parties(self.article, self.cast)

    @cached_property
    def issuer(self) -> Resolved:
        """Whose document the article is."""
        speakers = tuple(map(self._canonical, issuer(self.article, self.cast, self.naming)))
        if not speakers:
            return OPEN
        several = len(speakers) > 1 or speakers[0].kind == "group"
        return Resolved(speakers, "issuer", CONFIDENCE["issuer"], collective=several)

    def answers(self) -> list[Resolved]:
        """Resolve every statement; mentions first, in text order, then those without one."""
        statements = self.article.statements
        answers = [OPEN] * len(statements)
        order = sorted(range(len(statements)), key=lambda i: _place(statements[i]))
        for index in order:
            statement = statements[index]
            if statement.rule == "issuer" and statement.mention.text is None:
                answers[index] = self.issuer
            elif statement.mention.text is not None:
                answers[index] = self.mentioned(statement)
                self._note(statement, answers[index])
        return [self._carried(answers, index) for index in range(len(answers))]

    def _note(self, statement: Statement, answer: Resolved) -> None:
        if answer.found == "as written" and not statement.headline and len(answer.speakers) == 1:
            noun = head_noun(answer.speakers[0].name)
            if answer not in self._described.setdefault(noun, []):
                self._described[noun].append(answer)
        if answer.speakers and not statement.headline and statement.mention.span:
            place = statement.mention.span[0]
            self.focus.note(Subject(place, answer.speakers, answer.people))

    def _carried(self, answers: list[Resolved], index: int) -> Resolved:
        """Follow ``continues`` to a statement that has a speaker, however long the chain."""
        statements = self.article.statements
        seen = {index}
        at = index
        while answers[at] is OPEN and statements[at].mention.text is None:
            following = statements[at].continues
            if following is None or following in seen or not 0 <= following < len(answers):
                return answers[index]
            seen.add(following)
            at = following
        if at == index:
            return answers[index]
        source = answers[at]
        if source.speakers and source.found != "carried on":
            source = replace(source, found="carried on", confidence=source.confidence * CARRIED_ON)
        answers[index] = source  # kept, so that the next link of a long chain is one step away
        return source

    def mentioned(self, statement: Statement) -> Resolved:
        """Resolve a statement's mention."""
        text = statement.mention.text or ""
        if statement.rule == "turn":
            return self.turn(text, statement)
        phrase = read_phrase(self.naming, text)
        return self.phrase(phrase, statement) or self.as_written(phrase)

    def phrase(self, phrase: Phrase, statement: Statement) -> Resolved | None:
        """Resolve a read mention by the function for its kind; None where there is none."""
        reader = self._readers.get(phrase.kind, self.earlier)
        return reader(phrase, statement)

    # -- One function for each kind of mention ---------------------------------------------------

    def name(self, phrase: Phrase, statement: Statement) -> Resolved | None:
        """A full name or a surname: whoever of the article's people it can mean, if only one."""
        reading = phrase.reading
        if reading is None:
            return None
        person = self.cast.person_of(reading)
        if person:
            found = "full name" if len(reading.core) > 1 else "surname"
            if len(person.core) == 1 and (known := self._known_by_surname(person)):
                return self._resolved([person], "known", name=known.name)
            return self._resolved([person], found)
        whole = self.known.named(reading.name, self.day)
        if whole:
            return self._of_known(whole)
        if len(reading.core) > 1 and not self.cast.by_name(reading.core):
            speaker = Speaker(display(reading.name), "person")
            return Resolved((speaker,), "full name", CONFIDENCE["full name"])
        if not self.cast.by_name(reading.core):
            known_one = self.known.surnamed(self.naming, reading.core, None, None, self.day)
            if known_one:
                return self._of_known(known_one)
            return Resolved(
                (Speaker(display(reading.name), "person"),), "surname", CONFIDENCE["ambiguous"]
            )
        return Resolved((Speaker(phrase.words, "unnamed"),), "ambiguous", CONFIDENCE["ambiguous"])

    def office(self, phrase: Phrase, statement: Statement) -> Resolved | None:
        """An office: the one who holds it, else the holder who is being talked of."""
        if phrase.office is None:
            return None
        holders = self.cast.by_office(phrase.office, phrase.of)
        holders = self._current(holders, phrase)
        if len(holders) == 1:
            return self._resolved(holders, "office")
        if holders:
            return self._holder_in_focus(holders, statement)
        known = self.known.officer(self.naming, phrase.office, phrase.of, self.day)
        return self._of_known(known) if known else None

    def pronoun(self, phrase: Phrase, statement: Statement) -> Resolved | None:
        """A pronoun: the newest subject that it agrees with."""
        span = statement.mention.span
        if span is None or statement.headline:
            return OPEN
        place = span[0]
        if phrase.whose in ("m", "f"):
            return self._single_pronoun(place, phrase.whose, statement)
        if phrase.whose == "they":
            return self._they(place)
        if phrase.whose == "it":
            thing = self.focus.thing(place)
            return self._again(thing) if thing else OPEN
        if phrase.whose in ("i", "we"):
            return self.issuer
        if phrase.whose == "who":
            return self._who(place)
        return OPEN

    def collective(self, phrase: Phrase, statement: Statement) -> Resolved | None:
        """Several at once: "the two presidents", "both sides", "the two countries"."""
        if phrase.parts:
            return self._of_each_country(phrase)
        if phrase.whose == "countries":
            return self._countries(phrase.number or 2)
        people = self._office_holders(phrase) if phrase.office else self.participants
        if phrase.number and len(people) != phrase.number and phrase.whose == "people":
            people = self.participants if len(self.participants) == phrase.number else []
        if len(people) > 1:
            return self._resolved(people, "collective")
        return self._countries(2) if phrase.whose == "sides" else None

    def several(self, phrase: Phrase, statement: Statement) -> Resolved | None:
        """A list: each of its members, those nobody is found for in their own words."""
        answers = [self.phrase(part, statement) or self.as_written(part) for part in phrase.parts]
        speakers = tuple({s.name: s for answer in answers for s in answer.speakers}.values())
        people = tuple(person for answer in answers for person in answer.people)
        sure = min(answer.confidence for answer in answers)
        return Resolved(speakers, "collective", sure, people, collective=len(speakers) > 1)

    def body(self, phrase: Phrase, statement: Statement) -> Resolved | None:
        """A noun for a body, "the ministry": the only one that the article names by it."""
        if phrase.of is None or phrase.words != phrase.of:
            return None
        named = {name for name in self.cast.bodies if fold(name.split()[-1]) == phrase.of}
        named = {name for name in named if len(name.split()) > 1}
        if len(named) != 1:
            return None
        return Resolved((Speaker(named.pop(), "body"),), "office", CONFIDENCE["office"])

    def earlier(self, phrase: Phrase, statement: Statement) -> Resolved | None:
        """A noun used before: "the report" is "a new report", if that was the only one."""
        first, _, noun = (statement.mention.text or "").partition(" ")
        if fold(first) not in ("the", "this", "that") or " " in noun:
            return None
        named = self._described.get(fold(noun), ())
        return named[0] if len(named) == 1 else None

    def turn(self, text: str, statement: Statement) -> Resolved:
        """A turn's label: "MS. JEAN-PIERRE", "THE PRESIDENT", "Q", "CCTV"."""
        label = " ".join(PARENTHESIS.sub("", text).split()).strip(TRIM) or text
        if fold(label) in self.naming.labels or fold(label.split()[-1]) in self.naming.unnamed:
            return self._answerer(label) or _told(label, "unnamed", "turn")
        phrase = read_phrase(self.naming, display(label) if label.isupper() else label)
        answer = self.phrase(phrase, statement)
        if answer is None and phrase.kind == "office":
            answer = self._issuing_officer(phrase)
        if answer is None or answer.found == "ambiguous":
            return _told(kept_words(label), "body" if " " not in label else "unnamed", "turn")
        if " " not in label and label.isupper() and not answer.people:
            return _told(label, "body", "turn")
        return replace(answer, found="turn", confidence=CONFIDENCE["turn"])

    def as_written(self, phrase: Phrase) -> Resolved:
        """The words themselves, for whom nobody is found."""
        kinds: Mapping[str, SpeakerKind] = {
            "country": "country", "body": "body", "document": "document",
            "group": "group", "collective": "group", "list": "group",
        }  # fmt: skip
        kind = kinds.get(phrase.kind, "unnamed")
        if phrase.kind == "pronoun":
            return OPEN
        return replace(_told(phrase.words, kind, "as written"), collective=kind == "group")

    # -- What they share -------------------------------------------------------------------------

    def _resolved(self, people: list[Person], found: str, name: str | None = None) -> Resolved:
        speakers = tuple(self._canonical(_speaker(person, name)) for person in people)
        return Resolved(speakers, found, CONFIDENCE[found], tuple(people), len(people) > 1)

    def _of_known(self, known: KnownPerson) -> Resolved:
        return Resolved((Speaker(known.name, known.kind),), "known", CONFIDENCE["known"])

    def _canonical(self, speaker: Speaker) -> Speaker:
        """Call somebody known by the known name."""
        known = self.known.named(speaker.name, self.day)
        if known is None or known.name == speaker.name:
            return speaker
        role = replace(speaker.role, speaker=known.name) if speaker.role else None
        return Speaker(known.name, known.kind, role)

    def _known_by_surname(self, person: Person) -> KnownPerson | None:
        role = person.role
        office = self.naming.office([fold(w) for w in role.title.split()]) if role else None
        of = role.of if role else None
        return self.known.surnamed(self.naming, person.core, office, of, self.day)

    def _current(self, holders: list[Person], phrase: Phrase) -> list[Person]:
        """Of several holders, those of that very country or body, then those of that very title."""
        office, of = phrase.office, phrase.of
        if len(holders) > 1 and of and office:
            titles = [[t for t in person.titles if t.of] for person in holders]
            exact = [any(holds(self.naming, t, office, of) for t in held) for held in titles]
            holders = [p for p, fits in zip(holders, exact, strict=True) if fits] or holders
        if len(holders) > 1:
            word = fold(phrase.words.split()[-1])
            literal = [
                p for p in holders if any(word == fold(t.text.split()[-1]) for t in p.titles)
            ]
            holders = literal or holders
        return holders

    def _holder_in_focus(self, holders: list[Person], statement: Statement) -> Resolved | None:
        """Of several holders of an office, the newest subject; nobody that the content names."""
        span = statement.mention.span
        if span is None or statement.headline:
            return None
        person = self.focus.one_of(holders, span[0], statement.spans)
        return self._resolved([person], "office in focus") if person else None

    def _single_pronoun(self, place: int, gender: str, statement: Statement) -> Resolved:
        person = self.focus.person(place, gender, statement.spans)
        if person:
            return self._resolved([person], "pronoun")
        proved = [p for p in self.cast.people if p.proof and p.gender in ("", gender)]
        if len(proved) == 1 and 0 <= proved[0].start < place:
            return self._resolved(proved, "only person")
        return OPEN

    def _they(self, place: int) -> Resolved:
        last = self.focus.last(place)
        several = self.focus.several(place)
        if several and several is last:
            return self._again(several)
        if len(self.participants) > 1:
            return self._resolved(self.participants, "collective")
        return self._again(several) if several else OPEN

    def _again(self, subject: Subject) -> Resolved:
        several = len(subject.speakers) > 1 or subject.speakers[0].kind == "group"
        return Resolved(subject.speakers, "pronoun", CONFIDENCE["pronoun"], subject.people, several)

    def _who(self, place: int) -> Resolved:
        """The name that a relative clause stands behind."""
        runs = self.cast.between(max(0, place - 60), place)
        person = self.cast.person_of(runs[-1].reading) if runs else None
        if person and place - runs[-1].end <= 3:
            return self._resolved([person], "pronoun")
        return OPEN

    def _office_holders(self, phrase: Phrase) -> list[Person]:
        """People of the office a collective names, those at the meeting first."""
        office = phrase.office
        holders = self.cast.by_office(office, phrase.of) if office else []
        met = [person for person in self.participants if person in holders]
        if len(met) > 1 and (not phrase.number or len(met) == phrase.number):
            return met
        return holders if phrase.number else []

    def _of_each_country(self, phrase: Phrase) -> Resolved | None:
        """The one officer or party of each country: "Chinese, Belarusian presidents"."""
        people: list[Person] = []
        for part in phrase.parts:
            pool = self.participants or self.cast.people
            if phrase.office:
                found = self.cast.by_office(phrase.office, part.of)
                found = [p for p in found if any(t.of == part.of for t in p.titles)]
            else:
                found = [p for p in pool if any(t.of == part.of for t in p.titles)]
            people += found[:1] if len(found) == 1 else []
        if len(people) == len(phrase.parts):
            return self._resolved(people, "collective")
        if len(self.participants) >= len(phrase.parts):
            return self._resolved(self.participants, "collective")
        return None

    def _countries(self, number: int) -> Resolved | None:
        """The countries of the parties, or the only ones that title or lead name."""
        named = [title.of for p in self.participants for title in p.titles if title.of]
        found = [name for name in dict.fromkeys(named) if name in self.naming.countries.values()]
        if len(found) != number:
            found = self.cast.lead_countries(self.article)
        if len(found) != number:
            return None
        speakers = tuple(Speaker(name, "country") for name in found)
        return Resolved(speakers, "collective", CONFIDENCE["collective"], collective=True)

    def _answerer(self, label: str) -> Resolved | None:
        """Who answers as "A": the only spokesperson of the article."""
        if fold(label) not in ("a", "answer"):
            return None
        office = self.naming.office(["spokesperson"])
        found = self.cast.by_office(office, None) if office else []
        return self._resolved(found, "turn") if len(found) == 1 else None

    def _issuing_officer(self, phrase: Phrase) -> Resolved | None:
        """Of several presidents, "THE PRESIDENT" whose remarks the title announces."""
        speakers = self.issuer.speakers
        if len(speakers) != 1 or phrase.office is None:
            return None
        role = speakers[0].role
        held = self.naming.office([fold(w) for w in role.title.split()]) if role else None
        if held is None or not phrase.office.means(held, self.naming):
            return None
        people = tuple(p for p in self.cast.people if p.name == speakers[0].name)
        return Resolved(speakers, "turn", CONFIDENCE["turn"], people)

    def roles(self) -> tuple[Role, ...]:
        """The offices seen, in text order; a bare one only where none tells its country."""
        roles: list[Role] = []
        for person in self.cast.people:
            if not person.proof:
                continue
            name = self._canonical(Speaker(person.name, "person")).name
            told = {title.text.lower() for title in person.titles if title.of}
            roles += [
                Role(name, title.text, title.of)
                for title in person.titles
                if title.of or title.text.lower() not in told
            ]
        return tuple(dict.fromkeys(roles))


def _place(statement: Statement) -> tuple[bool, int]:
    span = statement.mention.span or statement.spans[0]
    return (not statement.headline, span[0])


def _speaker(person: Person, name: str | None = None) -> Speaker:
    role = person.role
    if name and role:
        role = replace(role, speaker=name)
    return Speaker(name or person.name, "person", role)


def _told(words: str, kind: SpeakerKind, found: str) -> Resolved:
    return Resolved((Speaker(words, kind),), found, CONFIDENCE[found])
