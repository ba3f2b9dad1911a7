"""Which of a batch's articles are copies of one another or of what the archive holds.

The article holds the best version, whichever came first: one whose statements came with it before
one that was analysed, the longer one where it is longer by a tenth, one with a date before one
without, the earlier one. A better version that comes later takes the article over; its uid stays,
and with it what people have cited. Where it is a copy of several articles that are none of one
another (two shortened versions), all of them become its copies.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from sqlite3 import Connection

from archive.likeness import Cut, Likeness, likeness
from archive.store.columns import ARTICLE_FACTS
from archive.store.people.decisions import copy_decisions
from archive.store.sql import json_list
from archive.store.uids import day_of, uid_of_number
from archive.store.write.prepare import ORIGIN, WORDS, Prepared

COMMON = 50
"""Articles that share a fingerprint beyond which it is a formula and tells nothing."""

COMPARED = 10
"""Candidates that a text is compared with, those first that share most fingerprints."""

CUT = 500_000
"""Characters of the texts that stay cut into words, for the next one that is like them: 20 MB."""

LONGER = 1.1
"""How many times as many words a version must have to be the fuller one."""


@dataclass(frozen=True, slots=True)
class Match:
    """How a text is a copy of another: ``kind`` is exact, near or merged."""

    kind: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Version:
    """A text that an article holds: in the archive (``key``) or in the batch (``position``)."""

    uid: str
    body: str
    words: int
    given: bool
    title: str | None
    day: str | None
    place: str | None
    key: int | None = None
    position: int | None = None

    @property
    def rank(self) -> tuple[bool, int, bool, int, int, str, str]:
        """Return what puts versions in one order, whichever was read first: the best is last."""
        tenths = int(log(max(self.words, 1), LONGER))
        dated = self.day is not None
        return (
            self.given,
            tenths,
            dated,
            -day_of(self.day),
            self.words,
            self.body,
            self.title or "",
        )

    def beats(self, other: "Version") -> bool:
        """Tell whether an article would rather hold this one."""
        return self.rank > other.rank


class Versions:
    """The articles that those of a batch may be copies of."""

    def __init__(self, connection: Connection, items: Sequence[Prepared]) -> None:
        """Look up all fingerprints at once."""
        self._connection = connection
        self._decided = copy_decisions(connection)
        wanted = {one for item in items for one in item.fingerprints}
        wanted |= {item.copy_of for item in items if item.copy_of is not None}
        for pair in self._decided:
            wanted |= pair
        self._holders = _holders(connection, wanted)
        self._numbered = _numbered(connection, {key for one in items if (key := _number(one))})
        self._versions: dict[str, Version | None] = {}
        self._cuts = Cuts()

    def matches(self, item: Prepared, mine: Version) -> list[tuple[Version, Match]]:
        """Return the versions that a text is a copy of, and how, the best first.

        What a person or the archive that it comes from decided is the only one, and so is what
        has the same number in a news database, however alike the texts are.
        """
        number = _number(item)
        if number is not None:
            if (same := self._of_number(item, mine, number)) is not None:
                return [same]
            self._numbered[number] = mine.uid
        if not item.fingerprints:
            return []
        cut, found = self._cut(mine), []
        for uid in self._candidates(item):
            version = self._version(uid)
            if version is None or (mine.given and version.given):
                continue
            match = self._compared(item, cut, version)
            if match and (match.kind == "merged" or item.copy_of is not None):
                return [(version, match)]
            if match:
                found.append((version, match))
        return sorted(found, key=lambda one: one[0].rank, reverse=True)

    def _of_number(
        self, item: Prepared, mine: Version, number: str
    ) -> tuple[Version, Match] | None:
        """Return the version that a database knows by the same number as a text."""
        version = self._version(self._numbered.get(number, ""))
        if version is None:
            return None
        cut, other = self._cut(mine), self._cut(version)
        if item.fingerprints and self._decided_of(item, other.same) is False:
            return None
        found = likeness(cut, other)
        return version, Match(found.kind, found)

    def hold(self, version: Version, fingerprints: Sequence[int]) -> None:
        """Let the rest of the batch find a version, which its article will hold from now on."""
        self._versions[version.uid] = version
        for one in fingerprints:
            self._holders.setdefault(one, []).append(version.uid)

    def drop(self, uid: str) -> None:
        """Let nothing of the batch find an article that has become a copy."""
        self._versions[uid] = None

    def _candidates(self, item: Prepared) -> list[str]:
        held = [holders for one in item.fingerprints if (holders := self._holders.get(one))]
        if not held and not self._decided and item.copy_of is None:
            return []
        shared = Counter(
            uid for holders in held if len(holders) <= COMMON for uid in dict.fromkeys(holders)
        )
        # The very same words come first, however common: the first fingerprint says so.
        first = self._holders.get(item.fingerprints[0], [])[:1]
        mine = item.fingerprints[0]
        merged = [
            uid
            for pair, is_copy in self._decided.items()
            if is_copy and mine in pair
            for other in pair - {mine}
            for uid in self._holders.get(other, [])
        ]
        named = self._holders.get(item.copy_of, [])[:1] if item.copy_of is not None else []
        most = sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:COMPARED]
        found = [*merged, *named, *first, *(uid for uid, _ in most)]
        return list(dict.fromkeys(found))

    def _compared(self, item: Prepared, mine: Cut, version: Version) -> Match | None:
        other = self._cut(version)
        is_copy = self._decided_of(item, other.same)
        if is_copy is False:
            return None
        found = likeness(mine, other)
        if found.is_copy and (is_copy is None or other.same == item.copy_of):
            return Match(found.kind, found)
        return Match("merged", found) if is_copy else None

    def _decided_of(self, item: Prepared, other: int) -> bool | None:
        """Say whether a person called two texts copies, here or where ``item`` comes from."""
        here = self._decided.get(frozenset((item.fingerprints[0], other)))
        if here is not None:
            return here
        if other in item.apart:
            return False
        return True if other == item.copy_of else None

    def _cut(self, version: Version) -> Cut:
        return self._cuts.of(Cut(version.body, version.title, version.day, version.place))

    def _version(self, uid: str) -> Version | None:
        if uid not in self._versions:
            row = self._connection.execute(_VERSION, (uid,)).fetchone()
            self._versions[uid] = Version(uid, *row) if row else None
        return self._versions[uid]


_Key = tuple[str, str | None, str | None, str | None]


class Cuts:
    """Texts cut into words, those that were asked for last, of at most ``CUT`` characters."""

    def __init__(self) -> None:
        self._cuts: dict[_Key, Cut] = {}
        self._characters = 0

    def of(self, new: Cut) -> Cut:
        """Return a text that can be compared; what was found out about it is kept for a while."""
        key = (new.text, new.title, new.day, new.place)
        cut = self._cuts.pop(key, None)
        if cut is None:
            cut, self._characters = new, self._characters + len(new.text)
        self._cuts[key] = cut
        while self._characters > CUT and len(self._cuts) > 1:
            oldest = next(iter(self._cuts))
            del self._cuts[oldest]
            self._characters -= len(oldest[0])
        return cut


def version_of(item: Prepared, uid: str, position: int) -> Version:
    """Return a batch's text as a version of the article ``uid``."""
    title, published, event, place = (str(item.article[column] or "") or None for column in _KNOWN)
    return Version(
        uid,
        item.body,
        int(item.article[WORDS] or 0),
        item.article[ORIGIN] == "given",
        title,
        published or event,
        place,
        position=position,
    )


_KNOWN = [ARTICLE_FACTS.index(name) for name in ("title", "published_on", "event_on", "place")]


def _number(item: Prepared) -> str | None:
    """Return the number by which a news database finds a text; None for one from elsewhere."""
    return item.document.given.get("id")


def _numbered(connection: Connection, wanted: set[str]) -> dict[str, str]:
    """Return the articles (uids) that hold a document of these numbers."""
    if not wanted:
        return {}
    rows = connection.execute(
        "SELECT d.number, a.uid FROM documents AS d JOIN articles AS a ON a.id = d.article_id"
        " WHERE d.number IN (SELECT value FROM json_each(?)) ORDER BY d.id DESC",
        (json_list(wanted),),
    )
    return dict(rows.fetchall())


def _holders(connection: Connection, wanted: set[int]) -> dict[int, list[str]]:
    rows = connection.execute(
        "SELECT j.value, p.article FROM json_each(?) AS j CROSS JOIN fingerprints AS p"
        " ON p.fingerprint = j.value WHERE p.article IN"
        " (SELECT article FROM fingerprints AS q WHERE q.fingerprint = j.value LIMIT ?)",
        (json_list(wanted), COMMON + 1),
    )
    holders: dict[int, list[str]] = {}
    for one, article in rows:
        holders.setdefault(one, []).append(uid_of_number(article))
    return holders


_VERSION = (
    "SELECT body, words, origin = 'given', title, coalesce(published_on, event_on), place, id"
    " FROM articles WHERE uid = ?"
)
