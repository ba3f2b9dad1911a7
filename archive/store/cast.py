"""The speakers, people and offices of a batch: names become rows, known ones or new ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from archive.records import Article, Date, Role, Speaker
from archive.store.identity import article_date, slug
from archive.store.rows import Row, json_list

_Named = tuple[str, str]
"""A name and the kind of what bears it: the country Jordan is not the person Jordan."""

_Office = tuple[int, str, str | None]


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


class Cast:
    """Who appears in a batch; those that the archive doesn't know are added to it."""

    def __init__(self, connection: Connection, articles: Sequence[Article]) -> None:
        """Look up all names and offices at once and insert what is new."""
        self._connection = connection
        self._kinds = _kinds(articles)
        named = {
            (speaker.name, speaker.kind)
            for article in articles
            for statement in article.statements
            for speaker in statement.speakers
        }
        others = {name for a in articles for name in _others(a)} - self._kinds.keys()
        self._candidates = _candidates(connection, {name for name, _ in named} | others)
        for name in others:
            self._kinds[name] = self._kind_of(name)
        self._offices: dict[_Office, _Held] = {}
        self._add(sorted(named | {(name, self._kinds[name]) for name in others}))
        self._learn_offices(articles)
        self._links: dict[tuple[tuple[Speaker, ...], str | None], list[tuple[int, int | None]]] = {}

    def links(self, statement: int, speakers: tuple[Speaker, ...], date: Date | None) -> list[Row]:
        """Return the rows of statement_speakers for one statement."""
        iso = date.iso if date else None
        found = self._links.get((speakers, iso))
        if found is None:
            found = self._links[speakers, iso] = list(self._found(speakers, iso))
        return [(statement, key, position, role) for position, (key, role) in enumerate(found)]

    def people_rows(self, article: int, record: Article) -> list[Row]:
        """Return the rows of article_people; who took part is not listed as attending too."""
        date = article_date(record)
        iso = date.iso if date else None
        parts: dict[int, str] = {}
        for person in record.people:
            key = self.key(person.name, self._kinds[person.name], iso)
            if parts.get(key) != "participant":
                parts[key] = person.part
        return [(article, key, part) for key, part in parts.items()]

    def key(self, name: str, kind: str, iso: str | None, role: Role | None = None) -> int:
        """Return the speaker's key: the one who bore the name that day, by office if several.

        A speaker whose name holds only between two days beats one who bears it always. A name that
        only other people bear as a second name, several of them, gets a speaker of its own: better
        vague than wrong.
        """
        candidates = self._candidates.get((name, kind), ())
        bearers = [one for one in candidates if one.bears_on(iso)]
        bearers = [one for one in bearers if one.dated] or bearers
        if len(bearers) > 1 and role:
            holders = [one for one in bearers if (one.key, role.title, role.of) in self._offices]
            bearers = holders or bearers
        if len(bearers) > 1:
            bearers = [one for one in bearers if one.canonical]
        if not bearers:
            self._add([(name, kind)], again=True)
            return self._candidates[name, kind][-1].key
        return min(one.key for one in bearers)

    def _found(
        self, speakers: tuple[Speaker, ...], iso: str | None
    ) -> Iterator[tuple[int, int | None]]:
        seen = set()
        for speaker in speakers:
            key = self.key(speaker.name, speaker.kind, iso, speaker.role)
            if key not in seen:
                seen.add(key)
                role = speaker.role
                held = self._offices.get((key, role.title, role.of)) if role else None
                yield key, held.key if held else None

    def _kind_of(self, name: str) -> str:
        kinds = [kind for other, kind in self._candidates if other == name]
        return "person" if "person" in kinds or not kinds else kinds[0]

    def _add(self, named: Iterable[_Named], *, again: bool = False) -> None:
        """Insert a speaker for each name that nobody bears (with ``again``, on no such day)."""
        missing = [one for one in named if again or one not in self._candidates]
        if not missing:
            return
        uids = _free_slugs(self._connection, [name for name, _ in missing])
        key = _next_key(self._connection, "speakers")
        rows: list[Row] = []
        for number, ((name, kind), uid) in enumerate(zip(missing, uids, strict=True), key):
            rows.append((number, uid, name, kind))
            candidate = _Candidate(number, True, None, None)
            self._candidates.setdefault((name, kind), []).append(candidate)
        self._connection.exec_driver_sql(
            "INSERT INTO speakers (id, uid, name, kind) VALUES (?, ?, ?, ?)", rows
        )
        self._connection.exec_driver_sql(
            "INSERT INTO speaker_names (speaker_id, name) VALUES (?, ?)",
            [(row[0], row[2]) for row in rows],
        )

    def _learn_offices(self, articles: Sequence[Article]) -> None:
        """Store each office that an article gives somebody, and the days on which it was seen."""
        keys = [one.key for several in self._candidates.values() for one in several]
        self._offices = _offices(self._connection, keys)
        following = _next_key(self._connection, "roles")
        new: dict[_Office, _Held] = {}
        for article in articles:
            date = article_date(article)
            iso = date.iso if date else None
            for name, kind, role in _roles(article, self._kinds):
                office = (self.key(name, kind, iso, role), role.title, role.of)
                held = self._offices.get(office)
                if held is None:
                    held = self._offices[office] = _Held(following + len(new), None, None, False)
                    new[office] = held
                held.see(iso)
        _insert_offices(self._connection, new)
        self._extend_offices(new)

    def _extend_offices(self, new: dict[_Office, _Held]) -> None:
        grown = [
            (held.seen_from, held.seen_until, held.key)
            for office, held in self._offices.items()
            if held.changed and office not in new
        ]
        if grown:
            self._connection.exec_driver_sql(
                "UPDATE roles SET seen_from = ?, seen_until = ? WHERE id = ?", grown
            )


def _kinds(articles: Sequence[Article]) -> dict[str, str]:
    """Return the kind of each name that speaks; a person's where a name has two."""
    kinds: dict[str, str] = {}
    for article in articles:
        for statement in article.statements:
            for speaker in statement.speakers:
                if kinds.get(speaker.name) != "person":
                    kinds[speaker.name] = speaker.kind
    return kinds


def _others(article: Article) -> Iterator[str]:
    """Yield the names of an article that need not have said anything."""
    yield from (person.name for person in article.people)
    yield from (role.speaker for role in article.roles)


def _roles(article: Article, kinds: dict[str, str]) -> Iterator[tuple[str, str, Role]]:
    for role in article.roles:
        yield role.speaker, kinds[role.speaker], role
    for statement in article.statements:
        for speaker in statement.speakers:
            if speaker.role:
                yield speaker.name, speaker.kind, speaker.role


def _candidates(connection: Connection, names: set[str]) -> dict[_Named, list[_Candidate]]:
    rows = connection.exec_driver_sql(
        "SELECT n.name, p.kind, p.id, p.name = n.name, n.from_on, n.until_on"
        " FROM speaker_names AS n JOIN speakers AS p ON p.id = n.speaker_id"
        " WHERE n.name IN (SELECT value FROM json_each(?)) ORDER BY p.id",
        (json_list(names),),
    )
    found: dict[_Named, list[_Candidate]] = {}
    for name, kind, key, canonical, from_on, until_on in rows:
        candidate = _Candidate(key, bool(canonical), from_on, until_on)
        found.setdefault((name, kind), []).append(candidate)
    return found


def _offices(connection: Connection, speakers: Sequence[int]) -> dict[_Office, _Held]:
    rows = connection.exec_driver_sql(
        "SELECT speaker_id, title, of, id, seen_from, seen_until, origin <> 'text' FROM roles"
        " WHERE speaker_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
        (json_list(speakers),),
    )
    return {
        (speaker, title, of): _Held(key, seen_from, seen_until, bool(fixed))
        for speaker, title, of, key, seen_from, seen_until, fixed in rows
    }


def _insert_offices(connection: Connection, new: dict[_Office, _Held]) -> None:
    rows = [(held.key, *office, held.seen_from, held.seen_until) for office, held in new.items()]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO roles (id, speaker_id, title, of, seen_from, seen_until)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )


def _next_key(connection: Connection, table: str) -> int:
    query = f"SELECT coalesce(max(id), 0) + 1 FROM {table}"
    return int(connection.exec_driver_sql(query).scalar_one())


def _free_slugs(connection: Connection, names: Sequence[str]) -> list[str]:
    """Return a uid for each name that nobody has: "wang-wei", "wang-wei-2" …"""
    wanted = [slug(name) for name in names]
    taken = _taken(connection, wanted)
    uids = []
    for first in wanted:
        uid, number = first, 1
        while uid in taken or (number > 1 and _taken(connection, [uid])):
            number += 1
            uid = f"{first}-{number}"
        taken.add(uid)
        uids.append(uid)
    return uids


def _taken(connection: Connection, uids: Sequence[str]) -> set[str]:
    rows = connection.exec_driver_sql(
        "SELECT uid FROM speakers WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(uids),),
    )
    return {str(uid) for (uid,) in rows}
