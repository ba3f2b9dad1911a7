"""What an archive holds besides its articles, carried over into another one.

Speakers that people made known, decisions on copies, saved searches, failures and the list of runs.
What contradicts something there is left as it is there and reported: ``Conflict``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from sqlite3 import Connection as Reader

from sqlalchemy import Connection

from archive.store.curate.topics import load_topics
from archive.store.engine import reader
from archive.store.people.adding import add_speaker
from archive.store.people.merge import merge
from archive.store.sql import mappings, names


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that two archives say differently: what it is, what ours says, and theirs."""

    what: str
    ours: str
    theirs: str


def carry_speakers(connection: Connection, other: Reader) -> Iterator[Conflict]:
    """Make known whom people made known in another archive, with names, offices and splits.

    Call it within ``connection.begin()``, before the articles: their names then find them.
    """
    uids: dict[str, str] = {}
    for key, uid, name, kind, origin, wikidata in other.execute(_KNOWN).fetchall():
        mine, ours = _speaker(connection, uid, name, kind, origin)
        uids[uid] = ours
        if wikidata:
            held = reader(connection).execute(_WIKIDATA, (mine,)).fetchone()[0]
            if held and held != wikidata:
                yield Conflict(f"Wikidata id of {ours}", held, wikidata)
            connection.exec_driver_sql(
                "UPDATE speakers SET wikidata = coalesce(wikidata, ?) WHERE id = ?",
                (wikidata, mine),
            )
        _carry_names(connection, other, key, mine, kind)
        for role in other.execute(_ROLES, (key,)).fetchall():
            connection.exec_driver_sql(_ADD_ROLE, (mine, *role, mine, *role[:4]))
    for name, uid, made_at, undone_at in other.execute(_EXCLUSIONS).fetchall():
        ours = uids.get(uid, uid)
        yield from _excluded(connection, name, ours)
        connection.exec_driver_sql(
            _ADD_EXCLUSION, (name, ours, made_at, undone_at, name, ours, made_at)
        )


def _speaker(
    connection: Connection, uid: str, name: str, kind: str, origin: str
) -> tuple[int, str]:
    """Return the key and uid here of a speaker of another archive, who is known from now on."""
    found = reader(connection).execute(_SAME, (name, kind, uid)).fetchone()
    if found is None:
        uid = add_speaker(connection, name, kind, origin)
        found = reader(connection).execute("SELECT id, uid FROM speakers WHERE uid = ?", (uid,))
        key, uid = found.fetchone()
        return int(key), str(uid)
    connection.exec_driver_sql(
        "UPDATE speakers SET origin = ? WHERE id = ? AND origin = 'text'", (origin, found[0])
    )
    return int(found[0]), str(found[1])


def _carry_names(connection: Connection, other: Reader, key: int, mine: int, kind: str) -> None:
    """Give a speaker (``mine``) the names that people gave, with what was said under them."""
    for row in other.execute(_NAMES, (key,)).fetchall():
        connection.exec_driver_sql(_ADD_NAME, (mine, *row))
        name, since, until = row[:3]
        others = connection.exec_driver_sql(_OF_TEXT, (name, kind, mine)).scalars().all()
        for source in others:
            merge(connection, source, mine, since, until)


def _excluded(connection: Connection, name: str, uid: str) -> Iterator[Conflict]:
    held = reader(connection).execute(_HAS_NAME, (uid, name)).fetchone()
    if held:
        yield Conflict(f"the name {name!r}", f"it means {uid}", f"it does not mean {uid}")


def carry_copy_decisions(connection: Connection, other: Reader) -> Iterator[Conflict]:
    """Carry over which texts are copies and which are none; call it before the articles."""
    columns = "made_at, made_by, reason, tool, article_uid, field, machine_value, value, undone_at"
    held = dict(reader(connection).execute(_COPY_DECISIONS))
    for row in other.execute(
        f"SELECT {columns} FROM corrections WHERE field IN ('copy', 'no copy') ORDER BY id"
    ).fetchall():
        field, value, undone_at = row[5], row[7], row[8]
        if undone_at is None and value in held:
            if held[value] != field:
                yield Conflict(f"two texts of {row[4]}", held[value], field)
            continue
        connection.exec_driver_sql(
            f"INSERT INTO corrections (command, {columns})"
            f" SELECT (SELECT coalesce(max(command), 0) + 1 FROM corrections), {_marks(row)}"
            " WHERE NOT EXISTS (SELECT 1 FROM corrections AS c WHERE c.made_at = ?"
            " AND c.field = ? AND c.value = ?)",
            (*row, row[0], field, value),
        )


def carry_undone(connection: Connection, other: Reader) -> None:
    """Carry over the corrections that were undone, for the log."""
    columns = (
        "made_at, made_by, reason, tool, article_uid, statement_uid, field, machine_value, value,"
        " quote, prefix, suffix, start, undone_at"
    )
    numbers: dict[int, int] = {}
    for command, *row in other.execute(
        f"SELECT command, {columns} FROM corrections WHERE undone_at IS NOT NULL"
        " AND field NOT IN ('copy', 'no copy') ORDER BY id"
    ).fetchall():
        if reader(connection).execute(_KNOWN_UNDONE, (row[0], row[4], row[5], row[6])).fetchone():
            continue
        if command not in numbers:
            query = "SELECT coalesce(max(command), 0) + 1 FROM corrections"
            numbers[command] = int(connection.exec_driver_sql(query).scalar_one())
        connection.exec_driver_sql(
            f"INSERT INTO corrections (command, {columns}) VALUES (?, {_marks(row)})",
            (numbers[command], *row),
        )


def carry_searches(connection: Connection, other: Reader, label: str) -> Iterator[Conflict]:
    """Carry over saved searches; where another one has the name here, theirs gets another."""
    held = dict(reader(connection).execute("SELECT name, query FROM searches"))
    for key, name, query, unit, *days in other.execute(_SEARCHES).fetchall():
        if held.get(name) == query:
            continue
        own = name
        if name in held:
            own = f"{name} ({label})"
            yield Conflict(f"the saved search {name!r}", held[name], f"{query} (kept as {own!r})")
        added = connection.exec_driver_sql(_ADD_SEARCH, (own, query, unit, *days)).scalar()
        hits = other.execute("SELECT uid FROM search_hits WHERE search_id = ?", (key,))
        for (uid,) in hits.fetchall() if added else ():
            connection.exec_driver_sql("INSERT INTO search_hits VALUES (?, ?)", (added, uid))


def carry_runs(connection: Connection, other: Reader) -> Mapping[int, int]:
    """Carry over the list of runs; return their keys there and here."""
    columns = "started_at ended_at version command new unchanged updated failed".split()
    # Two runs may begin in the same second, so all that is known of them counts.
    same = "SELECT id FROM ingests WHERE " + " AND ".join(f"{name} IS ?" for name in columns)
    keys: dict[int, int] = {}
    for row in list(mappings(other.execute("SELECT * FROM ingests ORDER BY id"))):
        values = tuple(row[name] for name in columns)
        found = reader(connection).execute(same, values)
        held = found.fetchone()
        keys[row["id"]] = int(
            held[0]
            if held
            else connection.exec_driver_sql(
                f"INSERT INTO ingests ({names(columns)}) VALUES ({_marks(values)}) RETURNING id",
                values,
            ).scalar_one()
        )
    return keys


def carry_failures(connection: Connection, other: Reader) -> None:
    """Carry over what could not be taken in there, and is not here either."""
    for row in other.execute(
        "SELECT path, reason, error_class, failed_at FROM failures WHERE resolved_at IS NULL"
    ).fetchall():
        connection.exec_driver_sql(_ADD_FAILURE, (*row, row[0]))


def differing_topics(connection: Reader, other: Reader) -> Iterator[Conflict]:
    """Yield the topics that two archives define differently: ours stay as they are."""
    theirs = {one.slug: one for one in load_topics(other)}
    for one in load_topics(connection):
        if one.slug in theirs and theirs[one.slug] != one:
            said = (f"{len(x.terms) + len(x.weak)} terms" for x in (one, theirs[one.slug]))
            yield Conflict(f"the topic {one.slug}", *said)


def _marks(row: object) -> str:
    assert isinstance(row, list | tuple)
    return ", ".join("?" * len(row))


_KNOWN = "SELECT id, uid, name, kind, origin, wikidata FROM speakers WHERE origin <> 'text'"
_SAME = (
    "SELECT p.id, p.uid FROM speakers AS p WHERE p.name = ? AND p.kind = ?"
    " ORDER BY p.uid = ? DESC, p.id LIMIT 1"
)
_WIKIDATA = "SELECT wikidata FROM speakers WHERE id = ?"
_NAMES = (
    "SELECT name, from_on, until_on, origin, reason FROM speaker_names WHERE speaker_id = ?"
    " AND origin IN ('import', 'correction')"
)
_ADD_NAME = (
    "INSERT INTO speaker_names (speaker_id, name, from_on, until_on, origin, reason)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (speaker_id, name) DO UPDATE SET"
    " origin = iif(origin IN ('import', 'correction'), origin, excluded.origin),"
    " from_on = iif(origin IN ('import', 'correction'), from_on, excluded.from_on),"
    " until_on = iif(origin IN ('import', 'correction'), until_on, excluded.until_on)"
)
_OF_TEXT = "SELECT id FROM speakers WHERE name = ? AND kind = ? AND id <> ? AND origin = 'text'"
_ROLES = (
    "SELECT title, of, seen_from, seen_until, origin FROM roles"
    " WHERE speaker_id = ? AND origin <> 'text' ORDER BY id"
)
_ADD_ROLE = (
    "INSERT INTO roles (speaker_id, title, of, seen_from, seen_until, origin)"
    " SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM roles WHERE speaker_id = ?"
    " AND title = ? AND of IS ? AND seen_from IS ? AND seen_until IS ?)"
)
_EXCLUSIONS = "SELECT name, speaker_uid, made_at, undone_at FROM name_exclusions ORDER BY id"
_ADD_EXCLUSION = (
    "INSERT INTO name_exclusions (name, speaker_uid, made_at, undone_at)"
    " SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM name_exclusions"
    " WHERE name = ? AND speaker_uid = ? AND (undone_at IS NULL OR made_at = ?))"
)
_HAS_NAME = (
    "SELECT 1 FROM speaker_names AS n JOIN speakers AS p ON p.id = n.speaker_id"
    " WHERE p.uid = ? AND n.name = ? AND n.origin IN ('import', 'correction')"
)
_COPY_DECISIONS = (
    "SELECT value, field FROM corrections WHERE undone_at IS NULL AND field IN ('copy', 'no copy')"
)
_KNOWN_UNDONE = (
    "SELECT 1 FROM corrections WHERE made_at = ? AND article_uid IS ? AND statement_uid IS ?"
    " AND field = ?"
)
_SEARCHES = "SELECT id, name, query, unit, saved_at, looked_at FROM searches ORDER BY id"
_ADD_SEARCH = (
    "INSERT INTO searches (name, query, unit, saved_at, looked_at) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (name) DO NOTHING RETURNING id"
)
_ADD_FAILURE = (
    "INSERT INTO failures (path, reason, error_class, failed_at) SELECT ?, ?, ?, ?"
    " WHERE NOT EXISTS (SELECT 1 FROM documents WHERE path = ?) ON CONFLICT DO NOTHING"
)
