"""Whom a surname with an office means where texts only name somebody: "President Putin".

Who speaks under a short name is told by ``archive.entities``; whoever is only spoken of leaves no
evidence there. A surname with an office means the one person of the archive who has that surname
and was seen in that office about then; where several have, it stays as it is written.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from archive.store.engine import reader
from archive.store.people.candidates import excluded_names
from archive.store.people.joins import delete_unused
from archive.store.uids import DAY_BITS
from archive.text import name_words

ABOUT_THEN = timedelta(days=365)
"""How long before and after somebody was seen in an office a text may still mean him by it; a term
of office has three years or more. tests/store/people/test_mentioned.py."""


SURELY = 10
"""How many times as often as all others of the surname somebody must be seen in the office: a text
in fifty takes the relative beside a President for one. tests/store/people/test_mentioned.py."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody known by a whole name, and an office with the days on which it was seen."""

    speaker: int
    uid: str
    role: int
    title: str
    of: str | None
    since: date
    until: date
    times: int


def settle_mentions(
    connection: Connection, family_first: Collection[str], suffixes: Collection[str] = ()
) -> int:
    """Give mentions of a surname with an office to the one who is meant; return how many.

    ``family_first`` are family names, folded, that stand before the given name, ``suffixes`` what
    may stand behind a surname ("jr"). Call it within ``connection.begin()``.
    """
    holders = _holders(connection, family_first, suffixes)
    excluded = excluded_names(reader(connection))
    settled = 0
    for source, name, role, title, of in reader(connection).execute(_SHORT).fetchall():
        found = [
            one
            for one in holders.get((name_words(name)[-1:] or [""])[0], ())
            if one.title.casefold() == title.casefold()
            and (of is None or one.of is None or one.of == of)
            and (name, one.uid) not in excluded
        ]
        for one in sorted(_meant(found), key=lambda one: one.of != of):
            first, last = one.since - ABOUT_THEN, one.until + ABOUT_THEN
            settled += connection.exec_driver_sql(
                _SETTLE,
                {"target": one.speaker, "new": one.role, "source": source, "role": role}
                | {"first": first.toordinal(), "last": last.toordinal()},
            ).rowcount
        delete_unused(connection, source)
    return settled


def _meant(found: Sequence[_Holder]) -> Sequence[_Holder]:
    """Return the offices of the one who is meant as a rule; none where that is open."""
    times = Counter[int]()
    for one in found:
        times[one.speaker] += one.times
    if not times:
        return []
    [(speaker, most), *_] = times.most_common()
    sure = most >= SURELY * (times.total() - most)
    return [one for one in found if one.speaker == speaker] if sure else []


def _holders(
    connection: Connection, family_first: Collection[str], suffixes: Collection[str]
) -> dict[str, list[_Holder]]:
    """Return who was seen in an office, by surname."""
    found: dict[str, list[_Holder]] = {}
    for speaker, uid, name, role, title, of, since, until, times in reader(connection).execute(
        _SEEN_IN
    ):
        words = [word for word in name_words(name) if word not in suffixes]
        if len(words) > 1:
            surname = words[0] if words[0] in family_first else words[-1]
            days = date.fromisoformat(since), date.fromisoformat(until)
            holder = _Holder(speaker, uid, role, title, of, *days, times)
            found.setdefault(surname, []).append(holder)
    return found


_SHORT = """
SELECT x.speaker_id, p.name, x.role_id, r.title, r.of
FROM (SELECT DISTINCT speaker_id, role_id FROM statement_mentions WHERE role_id > 0) AS x
JOIN speakers AS p ON p.id = x.speaker_id JOIN roles AS r ON r.id = x.role_id
WHERE p.kind = 'person' AND p.origin = 'text' AND instr(p.name, ' ') = 0"""

# With role_id > 0 the index of roles that are held is used, not the table, for each office.
_SEEN_IN = """
SELECT p.id, p.uid, p.name, r.id, r.title, r.of, r.seen_from, r.seen_until,
    1 + (SELECT count(*) FROM statement_speakers AS x WHERE x.role_id = r.id AND x.role_id > 0)
    + (SELECT count(*) FROM statement_mentions AS x WHERE x.role_id = r.id AND x.role_id > 0)
FROM roles AS r JOIN speakers AS p ON p.id = r.speaker_id
WHERE p.kind = 'person' AND instr(p.name, ' ') > 0
AND length(r.seen_from) = 10 AND length(r.seen_until) = 10 ORDER BY r.id"""

_SETTLE = f"""
UPDATE statement_mentions SET speaker_id = :target, role_id = :new
WHERE speaker_id = :source AND role_id = :role
AND (SELECT s.article_id >> {DAY_BITS} FROM statements AS s WHERE s.id = statement_id)
    BETWEEN :first AND :last"""
