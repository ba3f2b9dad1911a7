"""Whose words are those of a name that tells too little: a surname, a name of two, an office alone.

Each day on which such a name speaks is decided for itself, by counted articles:

1. In an office that one person holds ("President"), it is who was seen in it before and after that
   day, under that surname. Of several who were, the one whom nearly all articles about that time
   show in it.
2. In no such office it is the one bearer of the surname whom the same publisher's articles of that
   time let speak, or else name with an office. Two bearers: nobody.
3. In running text a surname in no office is the one's to whom the articles of about that time give
   it elsewhere.

All else stays as it is written: vague, not wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.entities.fullnames import FEW, FullNames, office_shown, standing
from archive.entities.nameforms import NameForm
from archive.entities.sightings import ANYWHERE, Days, Holding, same_place
from archive.extract.names.lexicon import Office
from archive.extract.names.tenure import LONG, NEAR, TERM, first_day, last_day
from archive.records import Evidence, KnownRole, PersonRecord, Reassignment, Seen

NEARLY_ALL = 0.9
"""Share of articles that one of two holders must have: in the days about a change of office the
texts name both. tests/entities/test_identity.py, "change of office"."""

ENOUGH = 3
"""Articles about a day that tell which of two who held an office then is meant."""

SLIP = 1
"""Articles that count nothing against ``ENOUGH``: a misread name, a guest of the same surname."""

TERMS = 2
"""Usual terms that may lie between two days on which somebody was seen in an office, to have held
it all the time. tests/entities/test_identity.py, "two of them"."""

ABOUT = 45
"""Days before and after one that tell who holds an office then, where several were seen in it."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person with all records that are this one's; ``target`` stands for all."""

    target: PersonRecord
    records: tuple[PersonRecord, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """What somebody was seen in: an office, or speaking for a publisher."""

    person: Person
    days: Days


class ShortNames:
    """Tells whose the words of short names are, given who bears the full ones."""

    def __init__(self, names: FullNames, records: Iterable[PersonRecord]) -> None:
        """Index the people by surname and by office."""
        self._names = names
        self._forms = names.forms
        self._tenures = names.tenures
        self._sightings = names.sightings
        self._records = list(records)
        self._people = self._all_people()
        self._surnamed: dict[str, list[Person]] = defaultdict(list)
        self._officers: dict[str, list[Person]] = defaultdict(list)
        for person in self._people:
            for sound in {self._forms.sound(s) for s in self._surnames(person)}:
                self._surnamed[sound].append(person)
            heads = {h.office.head for r in person.records for h in self._sightings.held[r.key]}
            for head in heads:
                self._officers[head].append(person)

    def _all_people(self) -> list[Person]:
        grouped = {one.key for group in self._names.groups for one in group}
        alone = [
            (one,)
            for one in self._names.people
            if one.key not in grouped and not self.is_short(one)
        ]
        people = []
        for group in [*self._names.groups, *alone]:
            first, *others = standing(self._forms, group)
            people.append(Person(first, (first, *others)))
        return people

    def _surnames(self, person: Person) -> set[str]:
        forms = (form for one in person.records for form in self._names.read[one.key])
        return {form.surname for form in forms if form.given}

    def is_short(self, one: PersonRecord) -> bool:
        """Tell whether a record's name alone tells nobody."""
        if one.fixed:
            return False
        return (
            one.kind != "person"
            or one.key in self._names.contested
            or self._forms.read(one.name).is_bare
            or bool(self._tails(one))
        )

    def _tails(self, one: PersonRecord) -> list[NameForm]:
        """Return the longer names, of no fewer articles, that end in this one: "Lance Bottoms"."""
        form = self._forms.read(one.name)
        if form.is_bare or len(form.words) < 2:
            return []
        mine = self._sightings.articles(one.key)
        return [
            longer
            for articles, longer in self._names.by_last_word.get(form.words[-1], ())
            if articles >= mine and self._forms.is_tail(form, longer)
        ]

    def reassignments(self) -> list[Reassignment]:
        """Return whose the words of all short names are."""
        found: list[Reassignment] = []
        for one in self._records:
            if self.is_short(one):
                found += self._of_one(one)
        return found

    def _of_one(self, one: PersonRecord) -> Iterator[Reassignment]:
        people = self._bearers(one) if one.kind == "person" else []
        decided: dict[tuple[int, bool, int], dict[int, Evidence]] = defaultdict(dict)
        by_key = {person.target.key: person for person in self._people} if one.seen else {}
        open_: list[Seen] = []
        claims_of = _Claims(self, one, people)
        for seen in one.seen:
            found = self._holder(one, seen, claims_of)
            if found is None:
                open_.append(seen)
            else:
                person, why = found
                decided[seen.role, seen.labelled, person.target.key][seen.day] = why
        called = self._called(one, people, decided) if open_ else []
        for seen in open_:
            if seen.role < 0 and not seen.labelled:
                near = [claim for claim in called if claim.days.within(seen.day, NEAR)]
                if len(near) == 1:
                    key = near[0].person.target.key
                    why = Evidence(near[0].days.within(seen.day, NEAR), 0, f"{one.name} elsewhere")
                    decided[seen.role, False, key][seen.day] = why
        for (role, labelled, key), days in decided.items():
            target = by_key[key].target
            if target.key != one.key and (one.name, target.uid) not in self._names.apart:
                why = max(days.values(), key=lambda w: w.supporting)
                number = one.role_keys[role] if role >= 0 else None
                yield Reassignment(one, number, tuple(sorted(days)), target, why, labelled)

    def _called(
        self,
        one: PersonRecord,
        people: Sequence[Person],
        decided: Mapping[tuple[int, bool, int], Mapping[int, Evidence]],
    ) -> list[_Claim]:
        """Return to whom other articles' words under the short name were given, now or before."""
        days: dict[int, dict[int, int]] = defaultdict(dict)
        for (_, _, key), theirs in decided.items():
            days[key].update(dict.fromkeys(theirs, 1))
        for person in people:
            for record in person.records:
                for name in record.short:
                    if name.name == one.name:
                        span = range(first_day(name), last_day(name) + 1, ABOUT)
                        days[person.target.key].update(dict.fromkeys((*span, last_day(name)), 1))
        by_key = {person.target.key: person for person in self._people}
        return [_Claim(by_key[key], Days.of(seen)) for key, seen in days.items()]

    def _bearers(self, one: PersonRecord) -> list[Person]:
        """Return the people whom a short name could mean by its words."""
        form = self._forms.read(one.name)
        if one.key in self._names.contested:
            return [
                person
                for person in self._surnamed.get(self._forms.sound(form.surname), ())
                if any(
                    self._forms.are_compatible(form, full)
                    for record in person.records
                    for full in self._names.read[record.key]
                )
            ]
        if form.is_bare:
            alike = self._surnamed.get(self._forms.sound(form.surname), [])
            same = [person for person in alike if form.surname in self._surnames(person)]
            return same or alike
        return [
            person
            for person in self._people
            if any(
                self._forms.is_tail(form, full)
                for record in person.records
                for full in self._names.read[record.key]
            )
        ]

    def _holder(
        self, one: PersonRecord, seen: Seen, claims: "_Claims"
    ) -> tuple[Person, Evidence] | None:
        """Return who speaks under a short name on a day, and what shows it."""
        role = one.roles[seen.role] if seen.role >= 0 else None
        if role and self._tenures.is_of_one(role):
            return _decided(claims.in_office(seen.role), seen.day, office_shown(role))
        if one.kind != "person" or seen.publisher == ANYWHERE:
            return None
        if role:
            found = _nearly_all(claims.in_office(seen.role), seen.day, NEAR)
            if found:
                return found[0].person, Evidence(found[1], found[2], office_shown(role))
        return _bearer_of(claims, seen)

    def in_office(self, role: KnownRole, people: Iterable[Person]) -> list[_Claim]:
        """Return who of the people was seen in an office, when."""
        office = self._tenures.office(role.title)
        if office is None:
            return []
        claims = []
        for person in people:
            days: dict[int, int] = defaultdict(int)
            for record in person.records:
                for holding in self._sightings.held[record.key]:
                    if self._is_the_office(role, office, holding):
                        for day, articles in holding.seen.items():
                            days[day] += articles
            if days and (not role.of or self._is_called(person, role)):
                claims.append(_Claim(person, Days.of(days)))
        return claims

    def _is_called(self, person: Person, role: KnownRole) -> bool:
        """Tell whether somebody is called officer of that very country or body, at least once."""
        return any(
            holding.role.of and same_place(role.of, holding.role.of)
            for record in person.records
            for holding in self._sightings.held[record.key]
        )

    def officers(self, role: KnownRole) -> list[Person]:
        """Return who was seen in an office of that kind."""
        office = self._tenures.office(role.title)
        return self._officers.get(office.head, []) if office else []

    def speaking(self, people: Iterable[Person], publisher: str) -> list[_Claim]:
        """Return who of the people speaks in a publisher's articles, when."""
        claims = []
        for person in people:
            days: dict[int, int] = defaultdict(int)
            for record in person.records:
                spoke = self._sightings.spoke[record.key].get(publisher, {})
                for day, articles in spoke.items():
                    days[day] += articles
            if days:
                claims.append(_Claim(person, Days.of(days)))
        return claims

    def named(self, people: Iterable[Person]) -> list[_Claim]:
        """Return who of the people is named with an office, when."""
        claims = []
        for person in people:
            days: dict[int, int] = defaultdict(int)
            for record in person.records:
                for holding in self._sightings.held[record.key]:
                    for day, articles in holding.seen.items():
                        days[day] = max(days[day], articles)
            if days:
                claims.append(_Claim(person, Days.of(days)))
        return claims

    def _is_the_office(self, role: KnownRole, office: Office, holding: Holding) -> bool:
        if holding.office.head != office.head or holding.office.ranks != office.ranks:
            return False
        if self._tenures.is_of_one(role):
            return self._tenures.are_the_same(role, holding.role)
        return same_place(role.of, holding.role.of)


class _Claims:
    """The claims on the words of one short name, each kind gathered once."""

    def __init__(self, names: ShortNames, one: PersonRecord, people: Sequence[Person]) -> None:
        self._names = names
        self._one = one
        self._people = people
        self._in_office: dict[int, list[_Claim]] = {}
        self._speaking: dict[str, list[_Claim]] = {}
        self._named: list[_Claim] | None = None

    def in_office(self, role: int) -> list[_Claim]:
        if role not in self._in_office:
            held = self._one.roles[role]
            is_person = self._one.kind == "person"
            people = self._people if is_person else self._names.officers(held)
            self._in_office[role] = self._names.in_office(held, people)
        return self._in_office[role]

    def speaking(self, publisher: str) -> list[_Claim]:
        if publisher not in self._speaking:
            self._speaking[publisher] = self._names.speaking(self._people, publisher)
        return self._speaking[publisher]

    def named(self) -> list[_Claim]:
        if self._named is None:
            self._named = self._names.named(self._people)
        return self._named


def _bearer_of(claims: _Claims, seen: Seen) -> tuple[Person, Evidence] | None:
    """Return the one bearer whom a publisher lets speak about that time, else who is named."""
    speaking = claims.speaking(seen.publisher)
    found = _nearly_all(speaking, seen.day, NEAR)
    if found:
        shown = f"the one bearer whom {seen.publisher} lets speak"
        return found[0].person, Evidence(found[1], found[2], shown)
    if any(claim.days.within(seen.day, NEAR) for claim in speaking):
        return None
    found = _nearly_all(claims.named(), seen.day, NEAR)
    if found:
        return found[0].person, Evidence(found[1], found[2], "the one bearer who is named")
    return None


def _decided(claims: Sequence[_Claim], day: int, shown: str) -> tuple[Person, Evidence] | None:
    """Return who held an office on a day: seen before and after it, or near it alone."""
    most = max((claim.days.total for claim in claims), default=0)
    long = any(claim.days.span >= LONG for claim in claims)
    weighty = [
        claim for claim in claims if claim.days.total > FEW * most and (claim.days.span or not long)
    ]
    there = [claim for claim in weighty if claim.days.holds(day, TERMS * TERM)]
    if not there:
        there = [claim for claim in weighty if claim.days.within(day, TERM)]
        if len(there) != 1:
            return None
    if len(there) == 1:
        mine = there[0].days.within(day, NEAR)
        others = sum(claim.days.within(day, NEAR) for claim in claims) - mine
        return there[0].person, Evidence(max(1, mine), others, shown)
    for reach in (0, ABOUT, NEAR):  # on the very day of a change it is who speaks on it
        best = _nearly_all(there, day, reach)
        if best and best[1] >= ENOUGH:
            return best[0].person, Evidence(best[1], best[2], shown)
    return None


def _nearly_all(claims: Sequence[_Claim], day: int, reach: int) -> tuple[_Claim, int, int] | None:
    """Return the claim that nearly all articles about a day show, with those for and against."""
    counts = [(claim.days.within(day, reach), claim) for claim in claims]
    total = sum(count for count, _ in counts)
    best, claim = max(counts, key=lambda one: one[0], default=(0, None))
    is_slip = best >= ENOUGH and total - best <= SLIP
    if claim is None or not best or (best < NEARLY_ALL * total and not is_slip):
        return None
    return claim, best, total - best
