"""People across articles: who is known, and what the user's speakers.toml says about them.

A file of speakers looks so; only ``name`` is needed::

    [[speaker]]
    name = "Xi Jinping"
    kind = "person"                     # or body, country, group, document
    aliases = ["Hsi Chin-ping", { name = "Xi Dada", from = "2014-01-01", until = "2016-12-31" }]
    roles = [{ title = "President", of = "China", from = "2013-03-14" }]

    [[speaker]]
    name = "Wang Wei"
    id = "wang-wei-2"                   # another person of the same name
    from = "2015-01-01"                 # from when to when the name means this one
    roles = [{ title = "Mayor", of = "Harbin" }]

What the file says is known to every later ingest. What the archive holds already is merged: a
speaker that earlier texts gave one of the aliases as a name becomes the one named here.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast, get_args

from sqlalchemy import Connection, Select, and_, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from archive.errors import VocabularyError
from archive.records import KnownName, KnownPerson, KnownRole, SpeakerKind
from archive.store.counts import recount
from archive.store.people.merge import merge
from archive.store.schema import ingests, roles, speaker_names, speakers
from archive.store.sql import json_list
from archive.store.uids import short_uid, slug
from archive.vocabulary import read_toml

_KEYS = ("name", "kind", "id", "from", "until", "aliases", "roles")
_ALIAS_KEYS = ("name", "from", "until")
_ROLE_KEYS = ("title", "of", "from", "until")
_UID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PLACED = ("person", "body", "country", "group")
"""Kinds that a name can mean again in another article; "a senior official" cannot."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A speaker of the user's file; ``since`` and ``until`` bound the use of the name itself."""

    person: KnownPerson
    uid: str | None = None
    since: str | None = None
    until: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: speakers added, those that were known, statements that moved."""

    added: int
    known: int
    moved: int


def known_people(connection: sqlite3.Connection) -> tuple[KnownPerson, ...]:
    """Return whom people made known, with other names and offices, for resolving new texts.

    Those are the user's lists and decisions. What texts alone tell is weighed after each ingest,
    when all of them are there: else the order in which they come would tell who is who. Each
    process that analyses holds them all, so they share the words that come again and again.
    """
    words: dict[Any, Any] = {}
    names: dict[int, list[KnownName]] = {}
    for key, name, since, until in connection.execute(
        "SELECT n.speaker_id, n.name, n.from_on, n.until_on FROM speaker_names AS n"
        " JOIN speakers AS p ON p.id = n.speaker_id WHERE n.name <> p.name AND p.origin <> 'text'"
        # These mean somebody together with an office alone.
        " AND n.origin <> 'office' ORDER BY n.name"
    ):
        names.setdefault(key, []).append(KnownName(name, since, until))
    offices: dict[int, list[KnownRole]] = {}
    for key, *role in connection.execute(
        "SELECT r.speaker_id, r.title, r.of, r.seen_from, r.seen_until FROM roles AS r"
        " JOIN speakers AS p ON p.id = r.speaker_id WHERE p.origin <> 'text' ORDER BY r.id"
    ):
        offices.setdefault(key, []).append(KnownRole(*(words.setdefault(one, one) for one in role)))
    rows = connection.execute(
        "SELECT id, name, kind FROM speakers WHERE kind IN (SELECT value FROM json_each(?))"
        " AND origin <> 'text' ORDER BY id",
        (json_list(_PLACED),),
    )
    return tuple(
        KnownPerson(
            name,
            words.setdefault(kind, kind),
            tuple(names.get(key, ())),
            tuple(offices.get(key, ())),
        )
        for key, name, kind in rows
    )


def people_as_json(people: Iterable[KnownPerson]) -> str:
    """Return people as they are kept with a run; ``people_of_json`` reads them back."""
    return json.dumps(
        [
            [
                one.name,
                one.kind,
                [[name.name, name.since, name.until] for name in one.aliases],
                [[role.title, role.of, role.since, role.until] for role in one.roles],
            ]
            for one in people
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def people_of_json(stored: str) -> tuple[KnownPerson, ...]:
    """Return the people that ``people_as_json`` wrote."""
    return tuple(
        KnownPerson(
            name,
            kind,
            tuple(KnownName(*alias) for alias in aliases),
            tuple(KnownRole(*role) for role in roles),
        )
        for name, kind, aliases, roles in json.loads(stored)
    )


def read_speakers(path: Path) -> tuple[Entry, ...]:
    """Read the user's file; raise VocabularyError that names the entry and the fault."""
    table = read_toml(path)
    listed = table.get("speaker")
    if set(table) != {"speaker"} or not isinstance(listed, list):
        raise VocabularyError(f"{path} may contain only [[speaker]] entries")
    return tuple(_entry(one, f"{path}: speaker {n}") for n, one in enumerate(listed, 1))


def import_speakers(connection: Connection, entries: tuple[Entry, ...]) -> Imported:
    """Make what the entries say known; call it within ``connection.begin()``.

    Speakers are found by id, else by name. Aliases and offices that an earlier import gave them
    and this one doesn't are forgotten; importing a file again changes nothing.
    """
    added = moved = 0
    for entry in entries:
        key, is_new = _find_or_add(connection, entry)
        added += is_new
        _replace_names(connection, key, entry)
        _replace_roles(connection, key, entry.person.roles)
        for alias in _claimed(entry):
            moved += _take_over(connection, key, entry.person.kind, alias)
    # Runs that were interrupted go on with what is known now.
    resumed = update(ingests).where(ingests.c.resume_with.is_not(None))
    connection.execute(resumed.values(resume_with=None))
    return Imported(added, len(entries) - added, moved)


def _find_or_add(connection: Connection, entry: Entry) -> tuple[int, bool]:
    """Return the key of the speaker that an entry means, and whether it was added."""
    person = entry.person
    key = connection.scalar(_by_uid(entry.uid) if entry.uid else _by_name(person))
    if entry.wikidata and not entry.uid:
        same = select(speakers.c.id).where(speakers.c.wikidata == entry.wikidata)
        key = connection.scalar(same.order_by(speakers.c.id).limit(1)) or key
    values = {"name": person.name, "kind": person.kind, "origin": "import"}
    if entry.wikidata:
        values["wikidata"] = entry.wikidata
    if key is None:
        uid = entry.uid or free_uid(connection, person.name)
        row = insert(speakers).values(uid=uid, **values).returning(speakers.c.id)
        return connection.execute(row).scalar_one(), True
    connection.execute(update(speakers).where(speakers.c.id == key).values(values))
    return key, False


def _by_uid(uid: str) -> Select[int]:
    return select(speakers.c.id).where(speakers.c.uid == uid)


def _by_name(person: KnownPerson) -> Select[int]:
    """Ask for the speaker of a name.

    A text may have taken a body for a group; a country it can hardly take for anything else.
    """
    other = and_(speakers.c.origin == "text", speakers.c.kind != "country")
    same = speakers.c.kind == person.kind
    fits = same if person.kind == "country" else or_(same, other)
    named = select(speakers.c.id).where(speakers.c.name == person.name, fits)
    return named.order_by(speakers.c.kind != person.kind, speakers.c.id).limit(1)


def free_uid(connection: Connection, name: str) -> str:
    """Return a uid for a new speaker of this name: "wang-wei", "wang-wei-2" …"""
    first, number = short_uid(slug(name)), 1
    uid = first
    while connection.execute(_by_uid(uid)).first():
        number += 1
        uid = f"{first}-{number}"
    return uid


def _replace_names(connection: Connection, key: int, entry: Entry) -> None:
    mine = (speaker_names.c.speaker_id == key, speaker_names.c.origin == "import")
    connection.execute(delete(speaker_names).where(*mine))
    names = (KnownName(entry.person.name, entry.since, entry.until), *entry.person.aliases)
    new = insert(speaker_names)
    replaced = {name: new.excluded[name] for name in ("from_on", "until_on", "origin", "reason")}
    connection.execute(
        new.on_conflict_do_update(index_elements=["speaker_id", "name"], set_=replaced),
        [
            {
                "speaker_id": key,
                "name": one.name,
                "from_on": one.since,
                "until_on": one.until,
                "origin": "import",
                "reason": None,
            }
            for one in names
        ],
    )


def _replace_roles(connection: Connection, key: int, held: tuple[KnownRole, ...]) -> None:
    """Set the offices of an import; one that texts refer to keeps its row and its new dates."""
    mine = roles.c.speaker_id == key
    imported = update(roles).where(mine, roles.c.origin == "import")
    connection.execute(imported.values(origin="text"))
    for role in held:
        office = (roles.c.title == role.title, roles.c.of.is_not_distinct_from(role.of))
        seen = {"seen_from": role.since, "seen_until": role.until, "origin": "import"}
        first = select(roles.c.id).where(mine, *office, roles.c.origin == "text")
        row = connection.scalar(first.order_by(roles.c.id).limit(1))
        if row is not None:
            connection.execute(update(roles).where(roles.c.id == row).values(seen))
        else:
            new = insert(roles).values(speaker_id=key, title=role.title, of=role.of, **seen)
            connection.execute(new)


def _claimed(entry: Entry) -> tuple[KnownName, ...]:
    """Return the names whose speakers an entry takes over; not those of a mere namesake."""
    if entry.uid and not (entry.since or entry.until):
        return entry.person.aliases
    return (KnownName(entry.person.name, entry.since, entry.until), *entry.person.aliases)


def _take_over(connection: Connection, key: int, kind: str, alias: KnownName) -> int:
    """Merge the speakers whom texts alone gave this name into the one who bears it.

    Where days bound the name, what a namesake said on them moves too.
    """
    bounded = alias.since is not None or alias.until is not None
    of_name = (speakers.c.name == alias.name, speakers.c.kind == kind, speakers.c.id != key)
    own = select(speakers.c.name).where(speakers.c.id == key).scalar_subquery()
    from_text = speakers.c.origin == "text"
    fits = or_(from_text, speakers.c.name == own) if bounded else from_text
    others = connection.scalars(select(speakers.c.id).where(*of_name, fits)).all()
    moved = sum(merge(connection, other, key, alias.since, alias.until) for other in others)
    if moved:
        recount(connection, [key])
    return moved


def _entry(given: Any, where: str) -> Entry:
    table = _table(given, _KEYS, where)
    name = _text(table, "name", where)
    if name is None:
        raise VocabularyError(f"{where} has no name")
    kind = _text(table, "kind", where) or "person"
    if kind not in get_args(SpeakerKind) or kind == "unnamed":
        raise VocabularyError(f"{where}: unknown kind {kind!r}", hint="person, body, country …")
    uid = _text(table, "id", where)
    if uid is not None and not _UID.fullmatch(uid):
        raise VocabularyError(f"{where}: the id {uid!r} must be letters, digits and hyphens")
    aliases = tuple(_alias(one, where) for one in _list(table, "aliases", where))
    roles = tuple(_role(one, where) for one in _list(table, "roles", where))
    person = KnownPerson(name, cast(SpeakerKind, kind), aliases, roles)
    return Entry(person, uid, _day(table, "from", where), _day(table, "until", where))


def _alias(given: Any, where: str) -> KnownName:
    if isinstance(given, str) and given.strip():
        return KnownName(given.strip())
    table = _table(given, _ALIAS_KEYS, f"{where}: an alias")
    name = _text(table, "name", where)
    if name is None:
        raise VocabularyError(f"{where}: an alias has no name")
    return KnownName(name, _day(table, "from", where), _day(table, "until", where))


def _role(given: Any, where: str) -> KnownRole:
    table = _table(given, _ROLE_KEYS, f"{where}: a role")
    title = _text(table, "title", where)
    if title is None:
        raise VocabularyError(f"{where}: a role has no title")
    days = (_day(table, "from", where), _day(table, "until", where))
    return KnownRole(title, _text(table, "of", where), *days)


def _table(given: Any, keys: tuple[str, ...], where: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise VocabularyError(f"{where} must be a table")
    for key in given:
        if key not in keys:
            raise VocabularyError(f"{where}: unknown key {key}; the keys are {', '.join(keys)}")
    return given


def _text(table: Mapping[str, Any], key: str, where: str) -> str | None:
    value = table.get(key)
    if value is not None and not (isinstance(value, str) and value.strip()):
        raise VocabularyError(f"{where}: {key} must be a string in quotation marks")
    return value.strip() if value else None


def _list(table: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise VocabularyError(f"{where}: {key} must be a list")
    return value


def _day(table: Mapping[str, Any], key: str, where: str) -> str | None:
    """Return a day, given as a text or as a TOML date."""
    value = table.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise VocabularyError(
            f"{where}: {key} = {value!r} is not a day", hint="write 2013-03-14"
        ) from error
