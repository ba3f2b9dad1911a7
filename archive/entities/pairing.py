"""Two people of an archive, one person? By their names, their offices and the days."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from archive.entities.nameforms import NameForm, NameForms
from archive.extract.names.lexicon import naming_of
from archive.extract.names.tenure import NEAR, TERM, Tenures, are_near, first_day, last_day
from archive.records import Bearer, KnownName, KnownRole
from archive.vocabulary import Vocabulary

Apart = Collection[tuple[str, str]]
"""A name and the uid of a speaker whom it does not mean, as people decided."""

CROWD = 400
"""People of one surname and office who are compared with each other; more are too many to tell."""


class Pairing:
    """Compares people, given once, in pairs."""

    def __init__(
        self, forms: NameForms, tenures: Tenures, people: Iterable[Bearer], apart: Apart = ()
    ) -> None:
        """Read the names; ``apart`` are names that people parted from somebody."""
        self.forms = forms
        self.tenures = tenures
        self.people = sorted(people, key=lambda one: one.key)
        self.apart = apart
        self.read = {
            one.key: tuple(dict.fromkeys(map(forms.read, (one.name, *one.aliases))))
            for one in self.people
        }

    def pairs(self) -> Iterator[tuple[Bearer, Bearer]]:
        """Yield those who share an office's head and something of the name, each pair once."""
        holders: dict[str, list[Bearer]] = defaultdict(list)
        for one in self.people:
            for head in {
                office.head for r in one.roles if (office := self.tenures.office(r.title))
            }:
                holders[head].append(one)
        done = set[tuple[int, int]]()
        for several in holders.values():
            # One office after the other: what all names have in common takes more than they do.
            for block in self._blocks(several):
                for one, other in combinations(block, 2):
                    if (one.key, other.key) not in done:
                        done.add((one.key, other.key))
                        yield one, other

    def _blocks(self, people: Iterable[Bearer]) -> Iterator[Sequence[Bearer]]:
        """Yield people of whom any two have something of the name in common."""
        blocks: dict[str, list[Bearer]] = defaultdict(list)
        for one in people:
            forms = (form for form in self.read[one.key] if not form.is_bare)
            for key in dict.fromkeys(key for form in forms for key in self.keys(form)):
                blocks[key].append(one)
        return (block for block in blocks.values() if 1 < len(block) <= CROWD)

    def keys(self, form: NameForm) -> Iterator[str]:
        """Yield what names that can be one person's have in common, one or another."""
        yield "letters " + form.letters
        if not form.surname_first:
            yield from (f"{form.surname}, {letter}" for letter in self.forms.initials(form))
            yield "begins " + " ".join(form.words[:2])
        if len(form.words) == 2:
            yield "words " + " ".join(sorted(form.words))

    def renamed(self) -> Iterator[tuple[Bearer, Bearer]]:
        """Yield people with those whose very name is known as theirs from about the same time."""
        borne: dict[tuple[tuple[str, ...], str], list[tuple[Bearer, KnownName]]] = defaultdict(list)
        for one in self.people:
            for name in one.joined:
                form = self.forms.read(name.name)
                borne[form.words, form.suffix].append((one, name))
        for one in self.people if borne else ():
            form = self.forms.read(one.name)
            seen = KnownName(one.name, one.since, one.until)
            for other, name in borne.get((form.words, form.suffix), ()):
                is_near = one.since is not None and are_near(name, seen, NEAR)
                if is_near and other is not one and not self.are_opposed(one, other):
                    yield one, other

    def can_be_one(self, one: Bearer, other: Bearer) -> bool:
        """Tell whether the names fit, and an office held about the same time."""
        is_son = self._is_son(one, other)
        return not self.are_opposed(one, other) and any(
            are_near(a, b, 0 if is_son else self.far(a, b))
            for a, b in self.shared_roles(one, other)
        )

    def far(self, one: KnownRole, other: KnownRole) -> int:
        """Return how many days may lie between two names in an office for it to prove anything."""
        return TERM if self.tenures.are_the_same(one, other) else NEAR

    def shared_roles(self, one: Bearer, other: Bearer) -> Iterator[tuple[KnownRole, KnownRole]]:
        for a in one.roles:
            for b in other.roles:
                if self.tenures.are_shared(a, b):
                    yield a, b

    def is_one_life(self, one: Bearer, other: Bearer, days: Mapping[int, Sequence[int]]) -> bool:
        """Tell whether the days on which both names were seen in the office leave no long gap.

        "George Bush", seen as President in 1990 and in 2003, is not all George W. Bush.
        """
        shared = {role for pair in self.shared_roles(one, other) for role in pair}
        seen: list[tuple[int, int]] = []
        for who in (one, other):
            for key, role in zip(who.role_keys, who.roles, strict=True):
                if role in shared and who.fixed:
                    seen.append((first_day(role), last_day(role)))
                elif role in shared:
                    on = (first_day(role), last_day(role), *days.get(key, ()))
                    seen += [(day, day) for day in on]
        return _has_no_gap(seen)

    def fullness(self, one: Bearer) -> tuple[int, bool, int]:
        """Order names by how much they tell: middle names and suffixes tell people apart."""
        form = max(self.read[one.key], key=lambda form: len(form.given))
        return len(form.given), bool(form.suffix), -one.key

    def _is_son(self, one: Bearer, other: Bearer) -> bool:
        """Tell whether one is called "Jr." and the other is not."""
        suffixes = [{form.suffix for form in self.read[o.key]} for o in (one, other)]
        return suffixes[0].isdisjoint(suffixes[1])

    def are_opposed(self, one: Bearer, other: Bearer) -> bool:
        """Tell whether names or people's decisions speak against the two being one."""
        if one.fixed and other.fixed:
            return True
        if (one.name, other.uid) in self.apart or (other.name, one.uid) in self.apart:
            return True
        return not all(
            self.forms.are_compatible(a, b)
            for a in self.read[one.key]
            for b in self.read[other.key]
            if not (a.is_bare or b.is_bare)
        )


def _has_no_gap(periods: Iterable[tuple[int, int]]) -> bool:
    end = None
    for since, until in sorted(periods):
        if end is not None and since - end > TERM:
            return False
        end = until if end is None else max(end, until)
    return True


def pairing_of(people: Iterable[Bearer], vocabulary: Vocabulary, apart: Apart = ()) -> Pairing:
    """Return people compared by the names and offices of a vocabulary."""
    table = naming_of(vocabulary)
    return Pairing(NameForms(table, vocabulary), Tenures(table), people, apart)
