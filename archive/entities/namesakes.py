"""Who is who across articles: which names of an archive are one person's, which stay apart.

Only names with an office are joined. Two full names that can be one person's (``NameForms``) are
one where both were seen in one office about the same time, and no third name speaks against it.
What is said under a surname alone, or under a name that fits two people, is somebody's only where
exactly one person of that name was seen in that very office before and after the day, and the
office is one that a single person holds. All else stays as it is written: vague, not wrong.

The answer depends on what is known of the names, not on the order in which texts came.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from archive.entities.nameforms import NameForm
from archive.entities.pairing import Pairing
from archive.extract.names.tenure import LONG, are_near, first_day, last_day
from archive.records import Bearer, Join, KnownRole, Share

Days = Callable[[Iterable[Bearer]], Mapping[int, Sequence[int]]]
"""Looks up, for the offices of people (by key), the days of the articles in which they spoke so."""


class Namesakes:
    """Compares the people of an archive, given once; ``joins`` and ``shares`` tell who is who."""

    def __init__(self, pairing: Pairing, days: Days) -> None:
        """Compare the people of ``pairing``."""
        self._pairing = pairing
        self._forms = pairing.forms
        self._tenures = pairing.tenures
        self._people = pairing.people
        self._days = days
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

    def _standing(self, one: Bearer) -> tuple[bool, bool, bool, int, str, int]:
        """Order the names of one person: the one that stands for all comes first.

        One that stands for others already goes on doing so: uids are to last.
        """
        spelled = self._forms.read(one.name).is_spelled_out
        is_first = bool(one.joined)
        return (not one.fixed, not spelled, not is_first, -one.statements, one.name, one.key)

    def _is_vague(self, one: Bearer) -> bool:
        return not one.fixed and (one.key in self._contested or self._forms.read(one.name).is_bare)

    def _grouped(self) -> tuple[list[list[Bearer]], set[int]]:
        """Return who are one person, and the keys of those who could be either of two."""
        linked: dict[int, dict[int, Bearer]] = defaultdict(dict)
        for one, other in self._pairing.renamed():
            linked[one.key][other.key] = other
            linked[other.key][one.key] = one
        pairs = [pair for pair in self._pairing.pairs() if self._pairing.can_be_one(*pair)]
        days = self._days({one.key: one for pair in pairs for one in pair}.values())
        contested = set[int]()
        for one, other in pairs:
            if self._pairing.is_one_life(one, other, days):
                linked[one.key][other.key] = other
                linked[other.key][one.key] = one
            else:
                contested.add(min(one, other, key=self._pairing.fullness).key)
        contested |= {
            key
            for key, others in linked.items()
            if any(self._pairing.are_opposed(a, b) for a, b in combinations(others.values(), 2))
        }
        groups, seen = [], set[int](contested)
        for one in self._people:
            if one.key in linked and one.key not in seen:
                group = self._reached(one, linked, seen)
                # A chain may still end in two who are not one: then nobody is joined.
                if len(group) > 1 and not any(
                    self._pairing.are_opposed(a, b) for a, b in combinations(group, 2)
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

    def _why(self, one: Bearer, group: Sequence[Bearer]) -> str:
        """Tell the office that a name shares with another of the group, and when."""
        for other in sorted(group, key=self._standing):
            if other is not one:
                for a, b in self._pairing.shared_roles(one, other):
                    if are_near(a, b, self._pairing.far(a, b)):
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
                    for surname in {
                        form.surname for form in self._pairing.read[one.key] if form.given
                    }:
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
            if len(found) == 1 and (one.name, found[0].uid) not in self._pairing.apart:
                theirs[found[0].key].append(day)
        for who in {who.key: who for who, _ in known}.values():
            if theirs[who.key]:
                why = (
                    f"the only {form.surname.title()} seen as {office_shown(role)} before and after"
                )
                yield Share(one, key, tuple(theirs[who.key]), who, why)

    def _can_be(self, form: NameForm, who: Bearer) -> bool:
        return form.is_bare or any(
            self._forms.are_compatible(form, full) for full in self._pairing.read[who.key]
        )


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
    return f"{office_shown(role)} {role.since or ''}..{role.until or ''}"


def office_shown(role: KnownRole) -> str:
    return f"{role.title} of {role.of}" if role.of else role.title
