"""The people whom a document's header names: its title, and what stands before the first turn.

They are kept apart from the people of the text: "Remarks by President Biden" names the President,
whoever of his family the remarks speak of.
"""

from collections.abc import Iterator

from archive.extract.names.appositions import titles_after
from archive.extract.names.lexicon import Naming, Office, fold
from archive.extract.names.runs import Reading, Title
from archive.extract.speakers.cast import (
    IN_TITLE,
    Cast,
    Person,
    display,
    fuller,
    holds,
    is_surname,
    same_name,
    split_title,
    surnames,
)
from archive.records import Article

OPENING = 1500
"""Characters before the first turn in which those present are listed; in the White House's
transcripts the longest such list has 900. tests/extract/speakers/test_turns.py, "list"."""


class Header:
    """The people of a header, in its order, found by name or office."""

    def __init__(self, article: Article, cast: Cast, naming: Naming) -> None:
        """Read the title and the lines before the first turn."""
        self.naming = naming
        self.cast = cast
        self.people: list[Person] = []
        self.addressed: set[int] = set()
        """Those (by ``id``) who have an honorific: "Dr. Jill Biden" is no "President Biden"."""
        for reading, more in self._readings(article):
            self._take(reading, more)

    def _readings(self, article: Article) -> Iterator[tuple[Reading, list[Title]]]:
        title = article.title or ""
        for _, end, reading in self.cast.headline_runs(title):
            if reading.kind == "person":
                yield reading, titles_after(self.naming, title, end, reading)
        turns = [
            s.mention.span[0] for s in article.statements if s.rule == "turn" and s.mention.span
        ]
        first = min(turns, default=0)
        for run in self.cast.between(max(0, first - OPENING), first):
            if run.reading.kind == "person" and run.reading.proof:
                more = titles_after(self.naming, article.body[:first], run.end, run.reading)
                yield run.reading, more

    def _take(self, reading: Reading, more: list[Title]) -> None:
        titles = [t for title in (reading.title, *more) for t in split_title(self.naming, title)]
        person = next((p for p in self.people if self._is_same(reading, titles, p)), None)
        if person is None:
            person = Person(display(reading.name), reading.core, IN_TITLE, reading.gender)
            person.surnames = surnames(self.naming, reading.core, self.cast.alone)
            self.people.append(person)
        elif fuller(reading.name, person.name):
            person.name, person.core = display(reading.name), reading.core
            person.surnames = surnames(self.naming, reading.core, self.cast.alone)
        person.gender = person.gender or reading.gender
        person.proof = True
        person.titles += [title for title in titles if title not in person.titles]
        if reading.honorific:
            self.addressed.add(id(person))

    def _is_same(self, reading: Reading, titles: list[Title], person: Person) -> bool:
        """Tell whether a form names somebody who stands in the header already."""
        if reading.gender and person.gender and reading.gender != person.gender:
            return False
        whole = len(reading.core) > 1
        if whole and len(person.core) > 1:
            return same_name(self.naming, reading.core, person.core)
        if reading.core == person.core:
            both = bool(titles and person.titles) and not whole
            return not both or self._share_office(titles, person)
        short = is_surname(reading.core, person) if not whole else self._begins(reading, person)
        return short and self._share_office(titles, person)

    def _share_office(self, titles: list[Title], person: Person) -> bool:
        """Tell two of one surname apart: "President Santos and First Lady Santos"."""
        return any(self._are_one_office(a, b) for a in titles for b in person.titles)

    def _begins(self, reading: Reading, person: Person) -> bool:
        """Tell whether a full name's surname is all that stands in the header so far."""
        return person.core[0] in surnames(self.naming, reading.core, self.cast.alone)

    def _are_one_office(self, one: Title, other: Title) -> bool:
        office = self.naming.office([fold(word) for word in one.text.split()])
        return office is not None and holds(self.naming, other, office, one.of)

    def named(self, reading: Reading) -> Person | None:
        """Return the only person of the header whom a name means."""
        found = [p for p in self.people if is_surname(reading.core, p)]
        found = [p for p in found if self._fits(reading, p)]
        if len(found) > 1 and reading.title:
            exact = [p for p in found if self._shares_office(reading.title, p)]
            found = exact or found
        return found[0] if len(found) == 1 else None

    def _shares_office(self, title: Title, person: Person) -> bool:
        return any(self._are_one_office(title, held) for held in person.titles)

    def _fits(self, reading: Reading, person: Person) -> bool:
        if reading.gender and person.gender and reading.gender != person.gender:
            return False
        if reading.title is None or self._shares_office(reading.title, person):
            return True
        office = self.naming.office([fold(word) for word in reading.title.text.split()])
        if office is None:
            return True
        if office.head in self.naming.sole["heads"]:
            return not person.titles and id(person) not in self.addressed
        return True

    def officers(self, office: Office, of: str | None) -> list[Person]:
        """Return the people of the header who hold an office, of that country where it is named."""
        return [p for p in self.people if any(holds(self.naming, t, office, of) for t in p.titles)]

    def in_full(self, person: Person) -> Person:
        """Return the person of the text who is called by the full name in that very office."""
        if len(person.core) > 1:
            return person
        found: dict[int, Person] = {}
        for run in self.cast.runs:
            reading = run.reading
            if (
                reading.kind == "person"
                and len(reading.core) > 1
                and reading.title
                and reading.core[-1] == person.core[-1]
                and self._shares_office(reading.title, person)
            ):
                whole = self.cast.person_of(reading)
                if whole:
                    found[id(whole)] = whole
        return next(iter(found.values())) if len(found) == 1 else person
