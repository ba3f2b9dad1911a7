"""The people of an archive with all that is known of their names, for telling who is who."""

from collections.abc import Collection, Iterable
from sqlite3 import Connection

from archive.records import KnownName, KnownRole, PersonRecord, Seen
from archive.store.counts import DATED
from archive.store.sql import json_list
from archive.store.uids import DAY_BITS
from archive.text import name_words

MERGED, WITH_OFFICE, DECIDED = "merged", "office", "correction"
"""Origins of names: found by the program, always or with an office alone; decided by people."""

UNDECIDED = (
    "s.speaker_method <> 'correction'"
    " AND NOT EXISTS (SELECT 1 FROM corrections AS c WHERE c.statement_uid = s.uid"
    " AND c.field = 'speaker' AND c.undone_at IS NULL)"
)
"""Condition on a statement ``s`` whose speaker no person decided."""


SeenRow = tuple[int, int | None, int, str, bool, int]
"""A speaker and office (keys), the day, the publisher, whether by a label, in how many articles."""


def read_records(
    connection: Connection,
    *,
    words: Collection[str] | None = None,
    seen: Iterable[SeenRow] | None = None,
) -> list[PersonRecord]:
    """Return names with all that was seen of them, for telling who is who.

    ``words`` (``name_words`` names) are the people to look at: who has one of them in a name, and
    who holds an office that has. Offices alone, such as "President", are records of their own.
    ``seen`` says where people were seen, instead of the archive's statements.
    """
    asked = {"asked": None if words is None else json_list(_with_words(connection, words))}
    names: dict[int, list[str]] = {}
    joined: dict[int, list[KnownName]] = {}
    rows = connection.execute(_OTHER_NAMES, asked).fetchall()
    for key, name, since, until, is_joined in rows:
        names.setdefault(key, []).append(name)
        if is_joined:
            joined.setdefault(key, []).append(KnownName(name, since, until))
    short: dict[int, list[KnownName]] = {}
    for key, *name in connection.execute(_SHORT_NAMES, asked):
        short.setdefault(key, []).append(KnownName(*name))
    roles: dict[int, list[tuple[int, KnownRole]]] = {}
    places: dict[int, int] = {}
    for key, speaker, *role in connection.execute(_DATED_ROLES, asked).fetchall():
        mine = roles.setdefault(speaker, [])
        places[key] = len(mine)
        mine.append((key, KnownRole(*role)))
    sightings: dict[int, list[Seen]] = {}
    if seen is None:
        seen = connection.execute(_SEEN, asked).fetchall()
    for speaker, role_key, day, publisher, labelled, articles in seen:
        place = -1 if role_key is None else places.get(role_key, -1)
        one = Seen(place, day, publisher, bool(labelled), articles)
        sightings.setdefault(speaker, []).append(one)
    people = connection.execute(_PEOPLE, asked).fetchall()
    return [
        PersonRecord(
            key,
            uid,
            name,
            statements,
            bool(fixed),
            tuple(names.get(key, ())),
            tuple(role for _, role in roles.get(key, ())),
            tuple(number for number, _ in roles.get(key, ())),
            tuple(joined.get(key, ())),
            since,
            until,
            kind,
            tuple(sightings.get(key, ())),
            tuple(short.get(key, ())),
        )
        for key, uid, name, kind, statements, fixed, since, until in people
        if kind == "person" or key in roles
    ]


def _with_words(connection: Connection, words: Collection[str]) -> list[int]:
    """Return the records (keys) that have one of the words in a name that counts everywhere.

    An office alone is asked for with all who were seen in one of that name.
    """
    wanted = frozenset(words)
    rows = connection.execute(
        "SELECT n.speaker_id, n.name FROM speaker_names AS n JOIN speakers AS p"
        " ON p.id = n.speaker_id WHERE p.kind IN ('person', 'unnamed')"
    )
    found = [key for key, name in rows if not wanted.isdisjoint(name_words(name))]
    alone = connection.execute(_OFFICES_ALONE, {"found": json_list(found)}).fetchall()
    titles = [title for (title,) in alone]
    if titles:
        rows = connection.execute(
            "SELECT speaker_id FROM roles WHERE title COLLATE NOCASE IN"
            " (SELECT value FROM json_each(:titles))",
            {"titles": json_list(titles)},
        )
        found += [key for (key,) in rows]
    return list(dict.fromkeys(found))


def excluded_names(connection: Connection) -> set[tuple[str, str]]:
    """Return the names that people split from somebody, with that one's uid."""
    rows = connection.execute(
        "SELECT name, speaker_uid FROM name_exclusions WHERE undone_at IS NULL"
    )
    return {(name, uid) for name, uid in rows}


_OTHER_NAMES = f"""
SELECT n.speaker_id, n.name, n.from_on, n.until_on, n.origin = '{MERGED}'
FROM speaker_names AS n JOIN speakers AS p ON p.id = n.speaker_id
WHERE n.name <> p.name AND p.kind = 'person' AND n.origin <> '{WITH_OFFICE}'
AND (:asked IS NULL OR n.speaker_id IN (SELECT value FROM json_each(:asked))) ORDER BY n.name"""

_SHORT_NAMES = f"""
SELECT speaker_id, name, from_on, until_on FROM speaker_names
WHERE origin = '{WITH_OFFICE}' AND from_on IS NOT NULL AND until_on IS NOT NULL
AND (:asked IS NULL OR speaker_id IN (SELECT value FROM json_each(:asked)))"""

_DATED_ROLES = """
SELECT id, speaker_id, title, of, seen_from, seen_until FROM roles
WHERE coalesce(seen_from, seen_until) IS NOT NULL
AND (:asked IS NULL OR speaker_id IN (SELECT value FROM json_each(:asked))) ORDER BY id"""

_PEOPLE = """
SELECT id, uid, name, kind, statements, origin <> 'text', first_said_on, last_said_on
FROM speakers AS p WHERE kind IN ('person', 'unnamed')
-- Nothing tells who somebody is whom statements name and no more.
AND (statements > 0 OR origin <> 'text' OR EXISTS (SELECT 1 FROM roles WHERE speaker_id = p.id)
     OR EXISTS (SELECT 1 FROM article_people WHERE speaker_id = p.id))
AND (:asked IS NULL OR id IN (SELECT value FROM json_each(:asked))) ORDER BY id"""

_OFFICES_ALONE = """
SELECT DISTINCT r.title FROM roles AS r JOIN speakers AS p ON p.id = r.speaker_id
WHERE p.kind = 'unnamed' AND p.id IN (SELECT value FROM json_each(:found))"""

# Articles are counted, not statements: those of one article are one sighting. What a person
# decided to be somebody's is left out.
_SEEN = f"""
SELECT x.speaker_id, x.role_id, s.article_id >> {DAY_BITS}, coalesce(a.publisher, ''),
       s.speaker_method = 'turn', count(DISTINCT s.article_id)
FROM speakers AS p JOIN statement_speakers AS x ON x.speaker_id = p.id
JOIN statements AS s ON s.id = x.statement_id JOIN articles AS a ON a.id = s.article_id
WHERE p.kind IN ('person', 'unnamed') AND s.article_id >= {DATED}
AND (:asked IS NULL OR p.id IN (SELECT value FROM json_each(:asked)))
AND s.speaker_method <> 'correction'
AND s.uid NOT IN (SELECT statement_uid FROM corrections
                  WHERE field = 'speaker' AND undone_at IS NULL AND statement_uid IS NOT NULL)
GROUP BY 1, 2, 3, 4, 5"""
