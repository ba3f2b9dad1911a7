"""Names that could be one person's, but of which no office proves it: for people to decide."""

from collections import defaultdict
from collections.abc import Mapping

from archive.entities.namesakes import office_shown
from archive.entities.pairing import Pairing
from archive.records import Bearer, Join

FEW = 3
"""People of a surname among whom a person can choose."""


def suggestions(pairing: Pairing) -> list[Join]:
    """Return what could be joined, but is not proved: for people to decide.

    A surname alone with one to three people who bear it, and full names that can be one.
    """
    bearers: dict[str, dict[int, Bearer]] = defaultdict(dict)
    for one in pairing.people:
        for form in pairing.read[one.key]:
            for key in (form.surname, *pairing.keys(form)) if form.given else ():
                bearers[key][one.key] = one
    found: list[Join] = []
    for one in sorted(pairing.people, key=lambda one: (-one.statements, one.name)):
        if not one.fixed:
            near = _near(pairing, one, bearers)
            if len(near) <= FEW:
                found += [Join(one, other, _told(one, other)) for other in near]
    return found


def _near(
    pairing: Pairing, one: Bearer, bearers: Mapping[str, Mapping[int, Bearer]]
) -> list[Bearer]:
    """Return who could be meant by a surname, or by a full name that says less often more."""
    form = pairing.forms.read(one.name)
    keys = [form.surname] if form.is_bare else list(pairing.keys(form))
    others = {o.key: o for key in keys for o in bearers.get(key, {}).values()}
    others.pop(one.key, None)
    if form.is_bare:
        is_asked = one.statements and len(others) <= FEW
        near = list(others.values()) if is_asked else []
    else:
        mine = (one.statements, -one.key)
        near = [o for o in others.values() if o.statements and mine <= (o.statements, -o.key)]
    return sorted(
        (other for other in near if not pairing.are_opposed(one, other)), key=lambda o: o.key
    )


def _told(one: Bearer, other: Bearer) -> str:
    roles = [", ".join(map(office_shown, who.roles)) or "no dated office" for who in (one, other)]
    return " / ".join(roles)
