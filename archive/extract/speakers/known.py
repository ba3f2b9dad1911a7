"""People and bodies known from earlier texts and from the user's own list."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.extract.names.lexicon import Naming, Office, fold, fold_phrase
from archive.extract.names.runs import core_words
from archive.extract.names.tenure import is_of_one
from archive.records import KnownName, KnownPerson, KnownRole


@dataclass(frozen=True, slots=True)
class _Officer:
    person: KnownPerson
    office: Office
    role: KnownRole


class Known:
    """An index of known people; never changed once built.

    Everything is asked for a day (ISO, "" where the article has none), and an answer is given only
    where exactly one fits on that day.
    """

    def __init__(self, people: Iterable[KnownPerson] = ()) -> None:
        """Index the people by every name; offices are indexed when first asked for."""
        self.people = tuple(people)
        self._names: dict[str, list[tuple[KnownPerson, KnownName]]] = {}
        self._parts: dict[str, list[KnownPerson]] = {}
        self._officers: dict[int, dict[str, list[_Officer]]] = {}
        for person in self.people:
            for alias in (KnownName(person.name), *person.aliases):
                self._names.setdefault(fold_phrase(alias.name), []).append((person, alias))

    def named(self, name: str, day: str) -> KnownPerson | None:
        """Return who bears this very name or alias on that day."""
        if not self.people:
            return None
        found = {
            person.name: person
            for person, alias in self._names.get(fold_phrase(name), ())
            if _holds(alias, day)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def surnamed(
        self, naming: Naming, core: tuple[str, ...], office: Office | None, of: str | None, day: str
    ) -> KnownPerson | None:
        """Return the only person with this surname who held the office on that day.

        A surname alone proves nobody, nor does an office that several hold at a time: the Senator
        Scott who is known need not be the one who speaks.
        """
        if not self.people or office is None or not is_of_one(naming, office, of):
            return None
        self._index_parts(naming)
        found = self._parts.get(" ".join(core), [])
        found = [p for p in found if any(_fits(naming, r, office, of, day) for r in p.roles)]
        return found[0] if len(found) == 1 else None

    def officer(
        self, naming: Naming, office: Office, of: str | None, day: str
    ) -> KnownPerson | None:
        """Return the only one who held the office on that day."""
        if not self.people or not day or not of:
            return None
        heads = {office.head, *naming.wider.get(office.head, ())}
        index = self._index_offices(naming)
        found = {
            officer.person.name: officer.person
            for head in heads
            for officer in index.get(head, ())
            if _fits(naming, officer.role, office, of, day)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _index_parts(self, naming: Naming) -> None:
        if self._parts:
            return
        for person in self.people:
            core = core_words(naming, [fold(word) for word in person.name.split()])
            if person.kind == "person" and len(core) > 1:
                first = core[0] in naming.family_first and len(core) in (2, 3)
                self._parts.setdefault(core[0] if first else core[-1], []).append(person)

    def _index_offices(self, naming: Naming) -> dict[str, list[_Officer]]:
        index = self._officers.get(id(naming))
        if index is None:
            index = self._officers[id(naming)] = {}
            for person in self.people:
                for role in person.roles:
                    office = naming.office(fold_phrase(role.title).split())
                    if office:
                        index.setdefault(office.head, []).append(_Officer(person, office, role))
        return index


NOBODY = Known()


def _holds(dated: KnownName | KnownRole, day: str) -> bool:
    """Tell whether a day lies in the period; an unknown day lies in every period."""
    return not day or ((dated.since or "") <= day and (dated.until is None or day <= dated.until))


def _fits(naming: Naming, role: KnownRole, office: Office, of: str | None, day: str) -> bool:
    held = naming.office(fold_phrase(role.title).split())
    same_place = not of or not role.of or fold_phrase(of) == fold_phrase(role.of)
    return held is not None and office.means(held, naming) and same_place and _holds(role, day)
