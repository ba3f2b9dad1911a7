"""The speakers, people and offices of a batch: names become rows, known ones or new ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Table, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from archive.store.columns import insert_text, listed_as
from archive.store.compiled import Compiled
from archive.store.people.candidates import WITH_OFFICE
from archive.store.rows import Link, Mentioning, Row
from archive.store.schema import roles, speaker_names, speakers
from archive.store.sql import json_list
from archive.store.stage import many
from archive.store.uids import LONGEST_UID, short_uid, slug
from archive.store.write.prepare import Prepared

_Named = tuple[str, str]
"""A name and the kind of what bears it: the country Jordan is not the person Jordan."""

_Office = tuple[int, str, str | None]

_Part = tuple[int, int | None]
"""The key of a speaker and of the office held."""


@dataclass(slots=True)
class _Candidate:
    """A speaker who bears a name, always or between two days."""

    key: int
    canonical: bool
    from_on: str | None
    until_on: str | None

    @property
    def dated(self) -> bool:
        return self.from_on is not None or self.until_on is not None

    def bears_on(self, iso: str | None) -> bool:
        if not self.dated:
            return True
        if iso is None:
            return False
        return (self.from_on or "") <= iso and iso <= (self.until_on or "9999")


@dataclass(slots=True)
class _Held:
    """An office's row with the days on which it was seen; ``changed`` where they grew."""

    key: int
    seen_from: str | None
    seen_until: str | None
    fixed: bool
    changed: bool = False

    def see(self, iso: str | None) -> None:
        if iso is None or self.fixed:
            return
        if self.seen_from is None or iso < self.seen_from:
            self.seen_from, self.changed = iso, True
        if self.seen_until is None or iso > self.seen_until:
            self.seen_until, self.changed = iso, True


_Offices = dict[_Office, _Held]


class Roster:
    """Who appears in a batch; those that the archive doesn't know are added to it."""

    def __init__(self, connection: Connection, items: Sequence[Prepared]) -> None:
        """Look up all names and offices at once and insert what is new."""
        self._connection = connection
        named = {(one.name, one.kind) for item in items for one in item.speakers}
        self._kinds = _kinds(named)
        others = {name for item in items for name in _others(item)} - self._kinds.keys()
        mentioned = {(one.name, one.kind) for item in items for one in item.named}
        every = {name for name, _ in named | mentioned} | others
        self._candidates = _candidates(connection, every)
        known = {one for one in self._candidates if one[0] in others}
        self._kinds = dict.fromkeys(others, "person") | _kinds(known) | self._kinds
        self._offices: _Offices = {}
        self._add(sorted(named | mentioned | {(name, self._kinds[name]) for name in others}))
        self._parts, self._mentioned = self._resolve(items)

    def links(self, statement: int, item: int, speakers: Sequence[int]) -> list[Link]:
        """Return the rows of statement_speakers for a statement of the batch's n-th item."""
        parts = self._parts[item]
        if len(speakers) == 1:
            return [(statement, parts[speakers[0]][0], 0, parts[speakers[0]][1])]
        rows: dict[int, Link] = {}
        for speaker in speakers:
            key, role = parts[speaker]
            rows.setdefault(key, (statement, key, len(rows), role))
        return list(rows.values())

    def mentions(
        self, statement: int, item: int, mentions: Sequence[tuple[int, int, int]], links: list[Link]
    ) -> Iterator[Mentioning]:
        """Yield the rows of statement_mentions for a statement of the batch's n-th item.

        Who speaks of himself by another of his names is not mentioned: ``links`` tell who speaks.
        """
        mentioned = self._mentioned[item]
        speakers = {speaker for _, speaker, *_ in links}
        for one, start, end in mentions:
            if mentioned[one][0] not in speakers:
                yield (statement, start, end, *mentioned[one])

    def people_rows(self, article: int, item: Prepared) -> list[Row]:
        """Return the rows of article_people; who took part is not listed as attending too."""
        parts: dict[int, str] = {}
        for name, part in item.people:
            key = self.key(name, self._kinds[name], item.date)
            if parts.get(key) != "participant":
                parts[key] = part
        return [(article, key, part) for key, part in parts.items()]

    def key(
        self, name: str, kind: str, iso: str | None, title: str | None = None, of: str | None = None
    ) -> int:
        """Return the speaker's key: the one who bore the name that day, by office if several.

        A speaker whose name holds only between two days beats one who bears it always. A name that
        only other people bear as a second name, several of them, gets a speaker of its own: better
        vague than wrong.
        """
        candidates = self._candidates.get((name, kind), ())
        if len(candidates) == 1 and not candidates[0].dated:
            return candidates[0].key
        bearers = [one for one in candidates if one.bears_on(iso)]
        bearers = [one for one in bearers if one.dated] or bearers
        if len(bearers) > 1 and title:
            holders = [one for one in bearers if (one.key, title, of) in self._offices]
            bearers = holders or bearers
        if len(bearers) > 1:
            bearers = [one for one in bearers if one.canonical]
        if not bearers:
            self._add([(name, kind)], again=True)
            return self._candidates[name, kind][-1].key
        return min(one.key for one in bearers)

    def _add(self, named: Iterable[_Named], *, again: bool = False) -> None:
        """Insert a speaker for each name that nobody bears (with ``again``, on no such day).

        Spellings that differ in case, accents and punctuation alone are names of one speaker.
        """
        missing = [one for one in named if again or one not in self._candidates]
        if not missing:
            return
        slugs = [slug(name) for name, _ in missing]
        alike = {} if again else _speakers_of_slugs(self._connection, slugs)
        taken = _taken(self._connection, list(map(short_uid, slugs)))
        following = _next_key(self._connection, speakers)
        new: list[Row] = []
        names: list[dict[str, object]] = []
        for (name, kind), first in zip(missing, slugs, strict=True):
            key = alike.get((first, kind))
            if key is None:
                key = following + len(new)
                uid = _free(self._connection, short_uid(first), taken)
                new.append((key, uid, name, kind))
                if not again and len(first) <= LONGEST_UID:
                    alike[first, kind] = key
            names.append({"speaker_id": key, "name": name})
            candidate = _Candidate(key, True, None, None)
            self._candidates.setdefault((name, kind), []).append(candidate)
        many(self._connection, _INSERT_SPEAKER, new)
        _INSERT_NAME.run_all(self._connection, names)

    def _resolve(self, items: Sequence[Prepared]) -> tuple[list[list[_Part]], list[list[_Part]]]:
        """Return for each item the rows of its speakers and of their offices, and of those named.

        Offices are stored with the days on which they were seen.
        """
        keys = [one.key for several in self._candidates.values() for one in several]
        self._offices = _offices(self._connection, keys)
        self._next_office = _next_key(self._connection, roles)
        new: _Offices = {}
        parts: tuple[list[list[_Part]], list[list[_Part]]] = ([], [])
        for item in items:
            iso = item.date
            for name, title, of in item.roles:
                key = self.key(name, self._kinds[name], iso, title, of)
                self._see((key, title, of), iso, new)
            for people, theirs in zip((item.speakers, item.named), parts, strict=True):
                theirs.append([])
                for name, kind, office, of in people:
                    key = self.key(name, kind, iso, office, of)
                    role = self._see((key, office, of), iso, new) if office else None
                    theirs[-1].append((key, role))
        _insert_offices(self._connection, new)
        self._extend_offices(new)
        return parts

    def _see(self, office: _Office, iso: str | None, new: _Offices) -> int:
        """Note an office on a day and return the key of its row, which is still to be written."""
        held = self._offices.get(office)
        if held is None:
            held = _Held(self._next_office + len(new), None, None, False)
            self._offices[office] = new[office] = held
        held.see(iso)
        return held.key

    def _extend_offices(self, new: _Offices) -> None:
        grown = [
            {"key": held.key, "since": held.seen_from, "until": held.seen_until}
            for office, held in self._offices.items()
            if held.changed and office not in new
        ]
        _SEE_OFFICE.run_all(self._connection, grown)


def _kinds(named: Iterable[_Named]) -> dict[str, str]:
    """Return the kind of each name; a person's where a name has two."""
    kinds: dict[str, str] = {}
    for name, kind in sorted(named):
        if kinds.get(name) != "person":
            kinds[name] = kind
    return kinds


def _others(item: Prepared) -> Iterator[str]:
    """Yield the names of an article that need not have said anything."""
    yield from (name for name, _ in item.people)
    yield from (name for name, _, _ in item.roles)


def _candidates(connection: Connection, names: set[str]) -> dict[_Named, list[_Candidate]]:
    rows = _CANDIDATES.run(connection, names=json_list(names))
    found: dict[_Named, list[_Candidate]] = {}
    for name, kind, key, canonical, from_on, until_on in rows:
        candidate = _Candidate(key, bool(canonical), from_on, until_on)
        found.setdefault((name, kind), []).append(candidate)
    return found


def _offices(connection: Connection, keys: Sequence[int]) -> dict[_Office, _Held]:
    rows = _OFFICES.run(connection, speakers=json_list(keys))
    return {
        (speaker, title, of): _Held(key, seen_from, seen_until, origin != "text")
        for key, speaker, title, of, seen_from, seen_until, origin in rows
    }


def _insert_offices(connection: Connection, new: _Offices) -> None:
    rows = [(held.key, *office, held.seen_from, held.seen_until) for office, held in new.items()]
    many(connection, _INSERT_OFFICE, rows)


def _next_key(connection: Connection, table: Table) -> int:
    return int(_last_key(table).run(connection).scalar_one()) + 1


@cache
def _last_key(table: Table) -> Compiled:
    return Compiled(select(func.coalesce(func.max(table.c.id), 0)))


def _speakers_of_slugs(connection: Connection, slugs: Sequence[str]) -> dict[_Named, int]:
    """Return the speakers whose name is spelt alike, by slug and kind."""
    rows = _BY_UID.run(connection, uids=json_list(slugs))
    return {(uid, kind): key for uid, kind, key in rows}


def _free(connection: Connection, first: str, taken: set[str]) -> str:
    """Return a uid that nobody has, and take it: "wang-wei", "wang-wei-2" …"""
    uid, number = first, 1
    while uid in taken or (number > 1 and _taken(connection, [uid])):
        number += 1
        uid = f"{first}-{number}"
    taken.add(uid)
    return uid


def _taken(connection: Connection, uids: Sequence[str]) -> set[str]:
    return set(_BY_UID.run(connection, uids=json_list(uids)).scalars())


_INSERT_SPEAKER = insert_text(speakers, ("id", "uid", "name", "kind"))
_INSERT_NAME = Compiled(insert(speaker_names).on_conflict_do_nothing(), ("speaker_id", "name"))
_INSERT_OFFICE = insert_text(roles, ("id", "speaker_id", "title", "of", "seen_from", "seen_until"))
_SEE_OFFICE = Compiled(
    update(roles)
    .where(roles.c.id == bindparam("key"))
    .values(seen_from=bindparam("since"), seen_until=bindparam("until"))
)
_CANDIDATES = Compiled(
    select(
        speaker_names.c.name,
        speakers.c.kind,
        speakers.c.id,
        speakers.c.name == speaker_names.c.name,
        speaker_names.c.from_on,
        speaker_names.c.until_on,
    )
    .join(speakers, speakers.c.id == speaker_names.c.speaker_id)
    # Names with an office mean somebody together with it alone: that is looked at after the run.
    .where(speaker_names.c.name.in_(listed_as("names")), speaker_names.c.origin != WITH_OFFICE)
    .order_by(speakers.c.id)
)
_OFFICES = Compiled(
    select(
        *(roles.c[name] for name in ("id", "speaker_id", "title", "of")),
        *(roles.c[name] for name in ("seen_from", "seen_until", "origin")),
    )
    .where(roles.c.speaker_id.in_(listed_as("speakers")))
    .order_by(roles.c.id.desc())
)
_BY_UID = Compiled(
    select(speakers.c.uid, speakers.c.kind, speakers.c.id).where(
        speakers.c.uid.in_(listed_as("uids"))
    )
)
