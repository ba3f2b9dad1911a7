"""Names that could be one person's, but of which too little proves it: for people to decide."""

from collections import defaultdict

from archive.entities.fullnames import FullNames, office_shown
from archive.entities.identity import Identity
from archive.records import Evidence, Merge, PersonRecord

FEW = 3
"""People of a surname among whom a person can choose."""


def suggestions(identity: Identity) -> list[Merge]:
    """Return what could be merged, but is not proved; what would move most statements comes first.

    A short name with one to three people who bear it, and full names that can be one. Of two that
    are suggested the one with fewer statements is the ``source``, whose statements would move.
    """
    names = identity.names
    candidates: dict[str, dict[int, PersonRecord]] = defaultdict(dict)
    for one in names.people:
        for form in names.read[one.key]:
            for key in (form.surname, *names.keys(form)) if form.given else ():
                candidates[key][one.key] = one
    found: dict[tuple[int, int], Merge] = {}
    for one in names.people:
        for other in _near(names, one, candidates) if not one.fixed and one.statements else ():
            source, target = sorted((one, other), key=lambda p: (p.fixed, p.statements, p.key))
            if not source.fixed:
                why = _shown(names, source, target)
                found[source.key, target.key] = Merge(source, target, why)
    return sorted(
        found.values(), key=lambda m: (-m.source.statements, m.source.name, m.target.name)
    )


def _near(
    names: FullNames, one: PersonRecord, candidates: dict[str, dict[int, PersonRecord]]
) -> list[PersonRecord]:
    """Return who could be meant by a surname, or by a full name that says less often more."""
    form = names.forms.read(one.name)
    keys = [form.surname] if form.is_bare else list(names.keys(form))
    others = {o.key: o for key in keys for o in candidates.get(key, {}).values() if o.statements}
    others.pop(one.key, None)
    near = [other for other in others.values() if not _are_opposed(names, one, other)]
    return near if len(near) <= FEW else []


def _are_opposed(names: FullNames, one: PersonRecord, other: PersonRecord) -> bool:
    bare = names.forms.read(one.name).is_bare or names.forms.read(other.name).is_bare
    if bare:
        return (one.name, other.uid) in names.apart or (other.name, one.uid) in names.apart
    return names.are_opposed(one, other)


def _shown(names: FullNames, one: PersonRecord, other: PersonRecord) -> Evidence:
    """Tell what speaks for the two being one: an office, a publisher, else the words alone."""
    why = names.shared(one, other) or names.together(one, other)
    if why:
        return why
    offices = " / ".join(
        ", ".join(dict.fromkeys(map(office_shown, who.roles[:2]))) or "no office"
        for who in (one, other)
    )
    articles = names.sightings.articles
    return Evidence(min(articles(one.key), articles(other.key)), 0, offices)
