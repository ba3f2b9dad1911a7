"""Full names of one person, by counted evidence: the articles that speak for it and against.

Two names whose words allow it are one person's where both were seen in one office about the same
time, or where one publisher named both within a year and no third person fits one of them alone.
The strongest evidence is taken first. A name that fits two people who are not one joins neither:
what is said under it is shared out by ``shortnames``.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from archive.entities.nameforms import NameForm, NameForms
from archive.entities.sightings import ANYWHERE, Days, Holding, Sightings, ends, same_place
from archive.extract.names.tenure import NEAR, TERM, Tenures
from archive.records import Evidence, KnownRole, PersonRecord

Apart = Collection[tuple[str, str]]
"""A name and the uid of a speaker whom it does not mean, as people decided."""

CROWD = 400
"""People who have something of the name in common and are compared; more are too many to tell."""

FEW = 0.02
"""Share of articles below which an office is a slip: "President and Dr. Jill Biden" gave 2 of 400
articles of a First Lady the office of the President. tests/entities/test_identity.py, "noise"."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two records that are one person's, with what shows it."""

    one: PersonRecord
    other: PersonRecord
    why: Evidence


class FullNames:
    """Compares the full names of an archive, given once."""

    def __init__(
        self,
        forms: NameForms,
        tenures: Tenures,
        people: Iterable[PersonRecord],
        sightings: Sightings,
        apart: Apart = (),
    ) -> None:
        """Read the names; ``apart`` are names that people split from somebody."""
        self.forms = forms
        self.tenures = tenures
        self.people = sorted((p for p in people if p.kind == "person"), key=lambda one: one.key)
        self.sightings = sightings
        self.apart = frozenset(apart)
        self.read = {
            one.key: tuple(dict.fromkeys(map(forms.read, (one.name, *one.aliases))))
            for one in self.people
        }
        self.by_last_word: dict[str, list[tuple[int, NameForm]]] = defaultdict(list)
        for key, forms_of in self.read.items():
            for form in forms_of:
                if form.given:
                    articles = sightings.articles(key)
                    self.by_last_word[form.words[-1]].append((articles, form))
        self.contested: set[int] = set()
        self.groups = self._grouped()

    # -- who is compared -------------------------------------------------------------------------

    def pairs(self) -> Iterator[tuple[PersonRecord, PersonRecord]]:
        """Yield those who have something of the name in common, each pair once."""
        blocks: dict[str, list[PersonRecord]] = defaultdict(list)
        for one in self.people:
            forms = [form for form in self.read[one.key] if not form.is_bare]
            for key in dict.fromkeys(key for form in forms for key in self.keys(form)):
                blocks[key].append(one)
        done = set[tuple[int, int]]()
        for block in blocks.values():
            if 1 < len(block) <= CROWD:
                for one, other in combinations(block, 2):
                    if (one.key, other.key) not in done:
                        done.add((one.key, other.key))
                        yield one, other

    def keys(self, form: NameForm) -> Iterator[str]:
        """Yield what names that can be one person's have in common, one or another."""
        yield "letters " + form.letters
        if not form.surname_first:
            sound = self.forms.sound(form.surname)
            for letter in self.forms.initials(form):
                yield f"{sound}, {letter}"
                yield f"{form.surname[:4]}…, {letter}"
            yield "begins " + " ".join(form.words[:2])
        if len(form.words) == 2:
            yield "words " + " ".join(sorted(form.words))

    # -- evidence ---------------------------------------------------------------------------------

    def are_opposed(self, one: PersonRecord, other: PersonRecord) -> bool:
        """Tell whether names or people's decisions speak against the two being one."""
        if one.fixed and other.fixed:
            return True
        if (one.name, other.uid) in self.apart or (other.name, one.uid) in self.apart:
            return True
        return not any(
            self._fit(a, b)
            for a in self.read[one.key]
            for b in self.read[other.key]
            if not (a.is_bare or b.is_bare)
        )

    def _fit(self, one: NameForm, other: NameForm) -> bool:
        return self.forms.are_compatible(one, other) or self._are_spellings(one, other)

    def _are_spellings(self, one: NameForm, other: NameForm) -> bool:
        """Tell whether two names can be one in other letters: their office has to prove it."""
        if one.is_bare or other.is_bare or one.surname_first or other.surname_first:
            return False
        if one.surname == other.surname or one.suffix != other.suffix:
            return False
        return self.forms.are_spellings(one.surname, other.surname) and self.forms.have_one_given(
            one, other
        )

    def _are_alike(self, one: PersonRecord, other: PersonRecord) -> bool:
        """Tell whether the words alone make two names one's: no spelling, no son of the same."""
        return any(
            self.forms.are_compatible(a, b) and a.suffix == b.suffix
            for a in self.read[one.key]
            for b in self.read[other.key]
        )

    def shared(self, one: PersonRecord, other: PersonRecord) -> Evidence | None:
        """Return the office in which both were seen about the same time, in most articles."""
        alike = self._are_alike(one, other)
        is_son = not alike and self._is_son(one, other)
        best: tuple[int, int, Holding] | None = None
        for a in self.sightings.held[one.key]:
            for b in self.sightings.held[other.key]:
                if not self.tenures.are_shared(a.role, b.role):
                    continue
                same = self.tenures.are_the_same(a.role, b.role)
                if not alike and not same:
                    continue
                reach = 0 if is_son else (TERM if same else NEAR)
                if distance(a.days, b.days) > reach:
                    continue
                both = min(a.days.total, b.days.total)
                if best is None or both > best[0]:
                    best = (both, distance(a.days, b.days), a)
        if best is None:
            return None
        return Evidence(best[0], self.against(one, other), office_shown(best[2].role))

    def _is_son(self, one: PersonRecord, other: PersonRecord) -> bool:
        """Tell whether one is called "Jr." and the other is not."""
        suffixes = [{form.suffix for form in self.read[o.key]} for o in (one, other)]
        return suffixes[0].isdisjoint(suffixes[1])

    def together(self, one: PersonRecord, other: PersonRecord) -> Evidence | None:
        """Return the publisher that lets both speak within a year, under names that are alike."""
        if not self._are_alike(one, other):
            return None
        best: tuple[int, str] | None = None
        for publisher, days in self.sightings.spoke[one.key].items():
            others = self.sightings.spoke[other.key].get(publisher)
            if publisher == ANYWHERE or not others:
                continue
            if distance(Days.of(days), Days.of(others)) <= NEAR:
                both = min(sum(days.values()), sum(others.values()))
                best = max(best or (0, ""), (both, publisher))
        if best is None:
            return None
        return Evidence(best[0], self.against(one, other), f"named by {best[1]} within a year")

    def against(self, one: PersonRecord, other: PersonRecord) -> int:
        """Return in how many articles each held an office of one person, of different places."""
        most = 0
        for a in self.sightings.held[one.key]:
            for b in self.sightings.held[other.key]:
                if a.office.head != b.office.head or same_place(a.role.of, b.role.of):
                    continue
                alone = self.tenures.is_of_one(a.role) and self.tenures.is_of_one(b.role)
                if alone and distance(a.days, b.days) <= NEAR:
                    most = max(most, min(a.days.total, b.days.total))
        return most

    def is_one_life(self, one: PersonRecord, other: PersonRecord) -> bool:
        """Tell whether the days on which both names were seen in the office leave no long gap.

        "George Bush", seen as President in 1990 and in 2003, is not all George W. Bush.
        """
        merged: dict[int, int] = {}
        for a in self.sightings.held[one.key]:
            for b in self.sightings.held[other.key]:
                if self.tenures.are_shared(a.role, b.role):
                    merged.update(a.seen)
                    merged.update(b.seen)
        return not merged or Days.of(merged).runs_on(TERM)

    # -- groups -----------------------------------------------------------------------------------

    def _links(self) -> tuple[list[Link], list[Link]]:
        """Return the links that hold, strongest first, and those of two lives."""
        sure: list[Link] = []
        torn: list[Link] = []
        for one, other in self.renamed():
            sure.append(Link(one, other, Evidence(1 << 30, 0, "a name known before")))
        for one, other in self.pairs():
            if self.are_opposed(one, other):
                continue
            why = self.shared(one, other) or self.together(one, other)
            if why is None or why.supporting <= why.opposing:
                continue
            (sure if self.is_one_life(one, other) else torn).append(Link(one, other, why))
        sure.sort(key=lambda link: (-link.why.supporting, link.one.name, link.other.name))
        return sure, torn

    def renamed(self) -> Iterator[tuple[PersonRecord, PersonRecord]]:
        """Yield people with those whose very name is known as theirs from about the same time."""
        borne: dict[tuple[tuple[str, ...], str], list[tuple[PersonRecord, Days]]] = defaultdict(
            list
        )
        for one in self.people:
            for name in one.joined:
                form = self.forms.read(name.name)
                role = KnownRole("", None, name.since, name.until)
                borne[form.words, form.suffix].append((one, Days.of(_one_each(role))))
        for one in self.people if borne else ():
            form = self.forms.read(one.name)
            when = self.sightings.first_and_last(one.key)
            for other, days in borne.get((form.words, form.suffix), ()):
                if when is None or other is one or self.are_opposed(one, other):
                    continue
                if not days.days or distance(days, Days.of(dict.fromkeys(when, 1))) <= NEAR:
                    yield one, other

    def _grouped(self) -> list[list[PersonRecord]]:
        """Return who are one person. Sets ``contested``: names that fit two who are not one."""
        sure, torn = self._links()
        for link in torn:
            self.contested.add(min(link.one, link.other, key=self._fullness).key)
        neighbours: dict[int, list[PersonRecord]] = defaultdict(list)
        for link in sure:
            neighbours[link.one.key].append(link.other)
            neighbours[link.other.key].append(link.one)
        by_key = {one.key: one for one in self.people}
        for key, others in neighbours.items():
            rivals = [pair for pair in combinations(others, 2) if self._are_two(*pair)]
            if any(self._weighs(by_key[key], *pair) for pair in rivals):
                self.contested.add(key)
        group_of: dict[int, list[PersonRecord]] = {}
        self.why: dict[int, Evidence] = {}
        for link in sure:
            if self.contested & {link.one.key, link.other.key}:
                continue
            mine = group_of.get(link.one.key, [link.one])
            theirs = group_of.get(link.other.key, [link.other])
            if mine is theirs or any(self._are_two(a, b) for a in mine for b in theirs):
                continue
            for member in (link.one, link.other):
                self.why.setdefault(member.key, link.why)
            mine = mine + theirs
            group_of |= {member.key: mine for member in mine}
        return list({id(group): group for group in group_of.values()}.values())

    def _are_two(self, one: PersonRecord, other: PersonRecord) -> bool:
        return self.are_opposed(one, other)

    def _weighs(self, one: PersonRecord, first: PersonRecord, second: PersonRecord) -> bool:
        """Tell whether two whom a name could be are both seen often enough to be taken for it.

        "Donald J. Trump Prevents" and "Donald J. Trump Protects", of one article each, are slips.
        """
        return min(self._weight(first), self._weight(second)) > FEW * self._weight(one)

    def _weight(self, one: PersonRecord) -> int:
        held = (holding.days.total for holding in self.sightings.held[one.key])
        return max(self.sightings.articles(one.key), max(held, default=0), int(one.fixed) << 30)

    def _fullness(self, one: PersonRecord) -> tuple[int, bool, int]:
        """Order names by how much they tell: middle names and suffixes tell people apart."""
        form = max(self.read[one.key], key=lambda form: len(form.given))
        return len(form.given), bool(form.suffix), -one.key


def distance(one: Days, other: Days) -> int:
    """Return how many days lie between two sets of days at the least, 0 where their spans meet."""
    if not one.days or not other.days:
        return 1 << 30
    return max(0, max(one.days[0], other.days[0]) - min(one.days[-1], other.days[-1]))


def _one_each(role: KnownRole) -> dict[int, int]:
    return dict.fromkeys(ends(role, fixed=False), 1)


def office_shown(role: KnownRole) -> str:
    """Return an office in words: "President of Belarus"."""
    return f"{role.title} of {role.of}" if role.of else role.title


def standing(forms: NameForms, group: Sequence[PersonRecord]) -> list[PersonRecord]:
    """Return the names of one person, the one that stands for all first.

    One that stands for others already goes on doing so: uids are to last.
    """

    def order(one: PersonRecord) -> tuple[bool, bool, bool, int, str, int]:
        spelled = forms.read(one.name).is_spelled_out
        return (not one.fixed, not spelled, not one.joined, -one.statements, one.name, one.key)

    return sorted(group, key=order)
