"""What one article tells while its mentions are resolved, and the form that answers take."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from archive.extract.names.lexicon import Naming, Office, fold, fold_phrase
from archive.extract.names.mention_words import TRIM
from archive.extract.speakers.antecedents import Antecedents
from archive.extract.speakers.bodies import acronyms
from archive.extract.speakers.cast import Cast, Person, holds, related, role_of
from archive.extract.speakers.descriptions import Descriptions
from archive.extract.speakers.header import Header
from archive.extract.speakers.issuers import issuer
from archive.extract.speakers.known import Known
from archive.extract.speakers.participants import parties
from archive.extract.speakers.salience import Focus
from archive.records import Article, KnownPerson, Speaker, SpeakerKind

THRESHOLD = 0.5
"""Below this a speaker stays open: half of the answers would be another's name."""

CONFIDENCE: Mapping[str, float] = {
    "full name": 0.98,
    "surname": 0.98,
    "turn": 0.97,
    "office": 0.93,
    "issuer": 0.93,
    "as written": 0.8,
    "pronoun": 0.9,
    "collective": 0.9,
    "known": 0.8,
    "office in focus": 0.85,
    "described": 0.85,
    "only person": 0.6,
    "ambiguous": 0.55,
    "unresolved": 0.0,
}
"""How often each way of resolving names whom the text does. In 100 articles of general news with
gold names, 20 others and 51 documents of the White House: "surname" 449 of 454, "full name" 263 of
268, "pronoun" 249 of 259, "as written" 261 of 328 (the rest are words for somebody whom the text
names), "turn" 108 of 111, "office" 40 of 41, "collective" 32 of 35, "issuer" 29 of 29, "office in
focus" 14 of 15, "described" 8 of 9; each stands a little lower where the counts are small, the
others rest on fewer signs. How sure a statement is as a whole is fitted apart
(``archive.extract.confidence``)."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An answer: who speaks, how that was found and how sure it is."""

    speakers: tuple[Speaker, ...] = ()
    found: str = "unresolved"
    confidence: float = 0.0
    people: tuple[Person, ...] = ()
    collective: bool = False
    rivals: int = 0
    """How many others the words could have meant, too."""


OPEN = Resolved()


class Scene:
    """One article with its cast, its focus so far, and who is known besides."""

    def __init__(self, article: Article, naming: Naming, known: Known) -> None:
        """Read the people of the article."""
        self.article = article
        self.naming = naming
        self.known = known
        self.cast = Cast(article, naming)
        self.descriptions = Descriptions(self.cast, naming)
        self.header = Header(article, self.cast, naming)
        self.focus = Focus(article, self.cast, naming)
        self.labels: dict[str, Resolved] = {}
        """Whom the labels of turns mean, each looked for once."""
        self.described: dict[str, list[Resolved]] = {}
        """Sources kept in their own words so far, by the noun of each."""
        date = article.event or article.published
        self.day = date.iso if date else ""

    @cached_property
    def antecedents(self) -> Antecedents:
        """Whom "he" and "she" can mean."""
        return Antecedents(self.article, self.focus)

    @cached_property
    def acronyms(self) -> Mapping[str, str]:
        """The bodies that acronyms stand for."""
        return acronyms(self.article.body, self.cast.bodies)

    @cached_property
    def called(self) -> frozenset[str]:
        """The folded words of all labels of turns."""
        labels = {s.mention.text for s in self.article.statements if s.rule == "turn"}
        words = {word for label in labels if label for word in label.replace("-", " ").split()}
        return frozenset(fold(word.strip(TRIM)) for word in words)

    @cached_property
    def participants(self) -> list[Person]:
        """The people whose meeting the article reports."""
        return parties(self.article, self.cast)

    @cached_property
    def principals(self) -> list[Person]:
        """Those whom "the two leaders" means: the parties who met, else who issue it jointly."""
        names = [s.name for s in self.issuer.speakers] if not self.participants else []
        joint = [person for person in self.cast.people if person.name in names]
        return self.participants or (joint if len(joint) > 1 else [])

    @cached_property
    def issuer(self) -> Resolved:
        """Whose document the article is."""
        found = issuer(self.article, self.cast, self.header, self.naming)
        speakers = tuple(map(self.canonical, found))
        if not speakers:
            return OPEN
        several = len(speakers) > 1 or speakers[0].kind == "group"
        return Resolved(speakers, "issuer", CONFIDENCE["issuer"], collective=several)

    def canonical(self, speaker: Speaker) -> Speaker:
        """Call somebody known by the known name."""
        known = self.known.named(speaker.name, self.day)
        if known is None or known.name == speaker.name:
            return speaker
        role = replace(speaker.role, speaker=known.name) if speaker.role else None
        return Speaker(known.name, known.kind, role)

    def resolved(self, people: list[Person], found: str, name: str | None = None) -> Resolved:
        """Answer with people of the article, one of them by another ``name``."""
        speakers = tuple(self.canonical(_speaker(self.naming, person, name)) for person in people)
        return Resolved(speakers, found, CONFIDENCE[found], tuple(people), len(people) > 1)

    def holds(self, person: Person, office: Office) -> bool:
        """Tell whether somebody was seen in an office, or in one that is a looser word for it."""
        return any(
            holds(self.naming, title, office, None) or related(self.naming, title, office)
            for title in person.titles
        )

    def office_of(self, title: str) -> Office | None:
        """The office that a written title names."""
        return self.naming.office(fold_phrase(title).split())


def of_known(known: KnownPerson) -> Resolved:
    """Answer with somebody whom only earlier texts name."""
    return Resolved((Speaker(known.name, known.kind),), "known", CONFIDENCE["known"])


def named_as(words: str, kind: SpeakerKind, found: str) -> Resolved:
    """Answer with the words themselves."""
    return Resolved((Speaker(words, kind),), found, CONFIDENCE[found], collective=kind == "group")


def _speaker(naming: Naming, person: Person, name: str | None) -> Speaker:
    return Speaker(name or person.name, "person", role_of(naming, person, name))
