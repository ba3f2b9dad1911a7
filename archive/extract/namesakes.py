"""Who is who across articles: which names of an archive are one person's, which stay apart.

Only names with an office are joined. Two full names that can be one person's (``NameForms``) are
one where both were seen in one office about the same time, and no third name speaks against it.
What is said under a surname alone, or under a name that fits two people, is somebody's only where
exactly one person of that name was seen in that very office before and after the day, and the
office is one that a single person holds. All else stays as it is written: vague, not wrong.

The answer depends on what is known of the names, not on the order in which texts came.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from archive.extract.nameforms import NameForm, NameForms
from archive.extract.tenure import LONG, NEAR, TERM, Tenures, are_near, first_day, last_day
from archive.records import Bearer, Join, KnownName, KnownRole, Share

Apart = Collection[tuple[str, str]]
"""A name and the uid of a speaker whom it does not mean, as people decided."""

Days = Callable[[Iterable[Bearer]], Mapping[int, Sequence[int]]]
"""Looks up, for the offices of people (by key), the days of the articles in which they spoke so."""

FEW = 3
"""People of a surname among whom a person can choose."""

CROWD = 400
"""People of one surname and office who are compared with each other; more are too many to tell."""


class Namesakes:
    """Compares the people of an archive, given once; ``joins`` and ``shares`` tell who is who."""

    def __init__(
        self,
        forms: NameForms,
        tenures: Tenures,
        people: Iterable[Bearer],
        days: Days,
        apart: Apart = (),
    ) -> None:
        """Read the names; ``apart`` are names that people parted from somebody."""
        self._forms = forms
        self._days = days
        self._tenures = tenures
        self._apart = apart
        self._people = sorted(people, key=lambda one: one.key)
        self._read = {
            one.key: tuple(dict.fromkeys(map(forms.read, (one.name, *one.aliases))))
            for one in self._people
        }
        self._groups, self._contested = self._grouped()

    @property
    def joins(self) -> list[Join]:
        """The names that are one person's, each with the one whose name stands for all."""
        found: list[Join] = []
        for group in self._groups:
            target, *others = sorted(group, key=self._standing)
            found += [Join(one, target, self._why(one, group)) for one in others]
        return found

    def vague(self) -> list[Bearer]:
        """Return those whose name alone tells nobody: surnames, and names that fit two people."""
        return [one for one in self._people if self._is_vague(one)]

    def shares(self) -> list[Share]:
        """Return whose the words said under vague names are."""
        holders = self._holders()
        vague = self.vague()
        days = self._days(vague)
        found: list[Share] = []
        for one in vague:
            for key, role in zip(one.role_keys, one.roles, strict=True):
                if days.get(key) and self._tenures.is_of_one(role):
                    found += self._shared(one, key, role, days[key], holders)
        return found

    def suggestions(self) -> list[Join]:
        """Return what could be joined, but is not proved: for people to decide.

        A surname alone with one to three people who bear it, and full names that can be one.
        """
        bearers: dict[str, dict[int, Bearer]] = defaultdict(dict)
        for one in self._people:
            for form in self._read[one.key]:
                for key in (form.surname, *self._keys(form)) if form.given else ():
                    bearers[key][one.key] = one
        found = []
        for one in sorted(self._people, key=lambda one: (-one.statements, one.name)):
            if not one.fixed:
                near = self._near(one, bearers)
                if len(near) <= FEW:
                    found += [Join(one, other, self._told(one, other)) for other in near]
        return found

    def _near(self, one: Bearer, bearers: Mapping[str, Mapping[int, Bearer]]) -> list[Bearer]:
        """Return who could be meant by a surname, or by a full name that says less often more."""
        form = self._forms.read(one.name)
        keys = [form.surname] if form.is_bare else list(self._keys(form))
        others = {o.key: o for key in keys for o in bearers.get(key, {}).values()}
        others.pop(one.key, None)
        if form.is_bare:
            is_asked = one.statements and len(others) <= FEW
            near = list(others.values()) if is_asked else []
        else:
            mine = (one.statements, -one.key)
            near = [o for o in others.values() if o.statements and mine <= (o.statements, -o.key)]
        return sorted(
            (other for other in near if not self._are_opposed(one, other)), key=lambda o: o.key
        )

    def _told(self, one: Bearer, other: Bearer) -> str:
        roles = [", ".join(map(_office, who.roles)) or "no office" for who in (one, other)]
        return " / ".join(roles)

    def _standing(self, one: Bearer) -> tuple[bool, bool, int, str, int]:
        """Order the names of one person: the one that stands for all comes first."""
        spelled = self._forms.read(one.name).is_spelled_out
        return (not one.fixed, not spelled, -one.statements, one.name, one.key)

    def _is_vague(self, one: Bearer) -> bool:
        return not one.fixed and (one.key in self._contested or self._forms.read(one.name).is_bare)

    def _grouped(self) -> tuple[list[list[Bearer]], set[int]]:
        """Return who are one person, and the keys of those who could be either of two."""
        linked: dict[int, dict[int, Bearer]] = defaultdict(dict)
        for one, other in self._renamed():
            linked[one.key][other.key] = other
            linked[other.key][one.key] = one
        pairs = [pair for pair in self._pairs() if self._can_be_one(*pair)]
        days = self._days({one.key: one for pair in pairs for one in pair}.values())
        contested = set[int]()
        for one, other in pairs:
            if self._is_one_life(one, other, days):
                linked[one.key][other.key] = other
                linked[other.key][one.key] = one
            else:
                contested.add(min(one, other, key=self._fullness).key)
        contested |= {
            key
            for key, others in linked.items()
            if any(self._are_opposed(a, b) for a, b in combinations(others.values(), 2))
        }
        groups, seen = [], set[int](contested)
        for one in self._people:
            if one.key in linked and one.key not in seen:
                group = self._reached(one, linked, seen)
                # A chain may still end in two who are not one: then nobody is joined.
                if len(group) > 1 and not any(
                    self._are_opposed(a, b) for a, b in combinations(group, 2)
                ):
                    groups.append(group)
        return groups, contested

    def _reached(
        self, one: Bearer, linked: Mapping[int, Mapping[int, Bearer]], seen: set[int]
    ) -> list[Bearer]:
        group, seen_now = [one], {one.key}
        for member in group:
            more = [o for key, o in linked[member.key].items() if key not in seen | seen_now]
            group += more
            seen_now |= {o.key for o in more}
        seen |= seen_now
        return group

    def _pairs(self) -> Iterator[tuple[Bearer, Bearer]]:
        """Yield those who share an office's head and something of the name, each pair once."""
        blocks: dict[tuple[str, str], dict[int, Bearer]] = defaultdict(dict)
        for one in self._people:
            heads = {office.head for r in one.roles if (office := self._tenures.office(r.title))}
            for form in self._read[one.key]:
                for key in self._keys(form) if heads and not form.is_bare else ():
                    for head in heads:
                        blocks[key, head][one.key] = one
        done = set[tuple[int, int]]()
        for block in blocks.values():
            if len(block) <= CROWD:
                for one, other in combinations(block.values(), 2):
                    if (one.key, other.key) not in done:
                        done.add((one.key, other.key))
                        yield one, other

    def _keys(self, form: NameForm) -> Iterator[str]:
        """Yield what names that can be one person's have in common, one or another."""
        yield "letters " + form.letters
        if not form.surname_first:
            yield from (f"{form.surname}, {letter}" for letter in self._forms.initials(form))
            yield "begins " + " ".join(form.words[:2])
        if len(form.words) == 2:
            yield "words " + " ".join(sorted(form.words))

    def _renamed(self) -> Iterator[tuple[Bearer, Bearer]]:
        """Yield people with those whose very name is known as theirs from about the same time."""
        borne: dict[tuple[tuple[str, ...], str], list[tuple[Bearer, KnownName]]] = defaultdict(list)
        for one in self._people:
            for name in one.joined:
                form = self._forms.read(name.name)
                borne[form.words, form.suffix].append((one, name))
        for one in self._people if borne else ():
            form = self._forms.read(one.name)
            seen = KnownName(one.name, one.since, one.until)
            for other, name in borne.get((form.words, form.suffix), ()):
                is_near = one.since is not None and are_near(name, seen, NEAR)
                if is_near and other is not one and not self._are_opposed(one, other):
                    yield one, other

    def _can_be_one(self, one: Bearer, other: Bearer) -> bool:
        """Tell whether the names fit, and an office held about the same time."""
        is_son = self._is_son(one, other)
        return not self._are_opposed(one, other) and any(
            are_near(a, b, 0 if is_son else self._far(a, b))
            for a, b in self._shared_roles(one, other)
        )

    def _far(self, one: KnownRole, other: KnownRole) -> int:
        """Return how many days may lie between two names in an office for it to prove anything."""
        return TERM if self._tenures.are_the_same(one, other) else NEAR

    def _shared_roles(self, one: Bearer, other: Bearer) -> Iterator[tuple[KnownRole, KnownRole]]:
        for a in one.roles:
            for b in other.roles:
                if self._tenures.are_shared(a, b):
                    yield a, b

    def _is_one_life(self, one: Bearer, other: Bearer, days: Mapping[int, Sequence[int]]) -> bool:
        """Tell whether the days on which both names were seen in the office leave no long gap.

        "George Bush", seen as President in 1990 and in 2003, is not all George W. Bush.
        """
        shared = {role for pair in self._shared_roles(one, other) for role in pair}
        seen: list[tuple[int, int]] = []
        for who in (one, other):
            for key, role in zip(who.role_keys, who.roles, strict=True):
                if role in shared and who.fixed:
                    seen.append((first_day(role), last_day(role)))
                elif role in shared:
                    on = (first_day(role), last_day(role), *days.get(key, ()))
                    seen += [(day, day) for day in on]
        return _has_no_gap(seen)

    def _fullness(self, one: Bearer) -> tuple[int, bool, int]:
        """Order names by how much they tell: middle names and suffixes tell people apart."""
        form = max(self._read[one.key], key=lambda form: len(form.given))
        return len(form.given), bool(form.suffix), -one.key

    def _is_son(self, one: Bearer, other: Bearer) -> bool:
        """Tell whether one is called "Jr." and the other is not."""
        suffixes = [{form.suffix for form in self._read[o.key]} for o in (one, other)]
        return suffixes[0].isdisjoint(suffixes[1])

    def _are_opposed(self, one: Bearer, other: Bearer) -> bool:
        """Tell whether names or people's decisions speak against the two being one."""
        if one.fixed and other.fixed:
            return True
        if (one.name, other.uid) in self._apart or (other.name, one.uid) in self._apart:
            return True
        return not all(
            self._forms.are_compatible(a, b)
            for a in self._read[one.key]
            for b in self._read[other.key]
            if not (a.is_bare or b.is_bare)
        )

    def _why(self, one: Bearer, group: Sequence[Bearer]) -> str:
        """Tell the office that a name shares with another of the group, and when."""
        for other in sorted(group, key=self._standing):
            if other is not one:
                for a, b in self._shared_roles(one, other):
                    if are_near(a, b, self._far(a, b)):
                        return f"{_shown(a)}; {other.name}: {_shown(b)}"
        return "a name known before"

    def _holders(self) -> dict[tuple[str, str], list[tuple[Bearer, KnownRole]]]:
        """People with full names by surname and office, each as the one who stands for them."""
        stands = {one.key: one for one in self._people}
        for group in self._groups:
            first = min(group, key=self._standing)
            stands |= {member.key: first for member in group}
        held = defaultdict(list)
        for one in self._people:
            if self._is_vague(one):
                continue
            for role in one.roles:
                office = self._tenures.office(role.title)
                if office and self._tenures.is_of_one(role):
                    for surname in {form.surname for form in self._read[one.key] if form.given}:
                        held[surname, office.head].append((stands[one.key], role))
        return held

    def _shared(
        self,
        one: Bearer,
        key: int,
        role: KnownRole,
        days: Sequence[int],
        holders: Mapping[tuple[str, str], Sequence[tuple[Bearer, KnownRole]]],
    ) -> Iterator[Share]:
        form = self._forms.read(one.name)
        office = self._tenures.office(role.title)
        known = [
            (who, held)
            for who, held in holders.get((form.surname, office.head if office else ""), ())
            if self._tenures.are_the_same(role, held) and self._can_be(form, who)
        ]
        if role.of:
            # Of a president of Ghana only who is called so, at least once.
            told = {who.key for who, held in known if held.of == role.of}
            known = [(who, held) for who, held in known if who.key in told]
        spans = _spans(known)
        theirs: dict[int, list[int]] = defaultdict(list)
        for day in days:
            found = _in_office(spans, day)
            if len(found) == 1 and (one.name, found[0].uid) not in self._apart:
                theirs[found[0].key].append(day)
        for who in {who.key: who for who, _ in known}.values():
            if theirs[who.key]:
                why = f"the only {form.surname.title()} seen as {_office(role)} before and after"
                yield Share(one, key, tuple(theirs[who.key]), who, why)

    def _can_be(self, form: NameForm, who: Bearer) -> bool:
        return form.is_bare or any(
            self._forms.are_compatible(form, full) for full in self._read[who.key]
        )


def _has_no_gap(periods: Iterable[tuple[int, int]]) -> bool:
    end = None
    for since, until in sorted(periods):
        if end is not None and since - end > TERM:
            return False
        end = until if end is None else max(end, until)
    return True


def _spans(
    known: Iterable[tuple[Bearer, KnownRole]],
) -> list[tuple[Bearer, int, int]]:
    """Return from when to when each person was seen in an office, under whatever name.

    One who was seen in it on a single day counts nothing beside one who was seen for weeks.
    """
    spans: dict[int, tuple[Bearer, int, int]] = {}
    for who, role in known:
        _, since, until = spans.get(who.key, (who, first_day(role), last_day(role)))
        spans[who.key] = (who, min(since, first_day(role)), max(until, last_day(role)))
    return list(spans.values())


def _in_office(spans: Sequence[tuple[Bearer, int, int]], day: int) -> list[Bearer]:
    there = [(who, until - since) for who, since, until in spans if since <= day <= until]
    if any(length >= LONG for _, length in there):
        there = [(who, length) for who, length in there if length]
    return [who for who, _ in there]


def _shown(role: KnownRole) -> str:
    return f"{_office(role)} {role.since or ''}..{role.until or ''}"


def _office(role: KnownRole) -> str:
    return f"{role.title} of {role.of}" if role.of else role.title
