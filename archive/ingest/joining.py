"""Join the names of one person across the articles of an archive, and part them again."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archive.entities.namesakes import Namesakes
from archive.entities.pairing import Pairing, pairing_of
from archive.entities.suggestions import suggestions as possible
from archive.pipeline import name_speakers
from archive.records import Join, KnownRole, Share
from archive.store.curate import speakers as naming
from archive.store.curate.speakers import Said
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.people import candidates as bearers
from archive.store.people import joins
from archive.store.people.names import articles_of, names_of_speaker, resolve_speaker
from archive.store.reports.show import load_article
from archive.store.uids import article_date
from archive.store.write.prepare import Prepared
from archive.text import name_words
from archive.vocabulary import Vocabulary, default_vocabulary

MANY = 5_000
"""Words in names from which on looking at everybody costs no more."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What was joined: whole names, and what vague names said in an office."""

    joins: tuple[Join, ...]
    shares: tuple[Share, ...]


class Touched:
    """The words in the names of those whom a run has met: who has one of them is looked at."""

    def __init__(self, *, everybody: bool = False) -> None:
        """Begin with nobody, or look at everybody."""
        self._words: set[str] | None = None if everybody else set()

    def add(self, items: Iterable[Prepared]) -> None:
        """Note the people whom articles name."""
        if self._words is None:
            return
        for item in items:
            names = {one.name for one in item.speakers if one.kind == "person"}
            for name in names | {role[0] for role in item.roles}:
                self._words.update(name_words(name))
        if len(self._words) > MANY:
            self._words = None

    @property
    def words(self) -> frozenset[str] | None:
        """The words; None stands for all."""
        return None if self._words is None else frozenset(self._words)


def join_all(
    connection: Connection,
    vocabulary: Vocabulary | None = None,
    words: frozenset[str] | None = None,
) -> Joined:
    """Join what is one person's in one transaction; what was joined before changes nothing.

    ``words`` are those in the names that may be new; without them all people are looked at, which
    is of the order of 4 s of CPU for 60,000.
    """
    vocabulary = vocabulary or default_vocabulary()
    with connection.begin():
        days = partial(bearers.role_days, reader(connection))
        found = Namesakes(_pairing(reader(connection), vocabulary, words), days)
        whole = tuple(found.joins)
        if whole:
            del found  # each holds everybody: never two at once
            for one in whole:
                joins.join(connection, one)
            found = Namesakes(_pairing(reader(connection), vocabulary, words), days)
        shares = tuple(found.shares())
        for part in shares:
            joins.share(connection, part)
    return Joined(whole, shares)


def join_again(database: Path, vocabulary: Vocabulary | None = None) -> Joined:
    """Join the names of an archive's people as the end of each ingest does."""
    with open_for_writing(database) as connection:
        return join_all(connection, vocabulary)


def suggestions(connection: sqlite3.Connection, vocabulary: Vocabulary | None = None) -> list[Join]:
    """Return names that could be one person's, but of which no office proves it."""
    vocabulary = vocabulary or default_vocabulary()
    return possible(_pairing(connection, vocabulary, provable=False))


def split(
    database: Path, speaker: str, name: str, vocabulary: Vocabulary | None = None
) -> tuple[str, int]:
    """Part a name from a speaker, for good; return who bears it now and how many statements moved.

    What was said under the name is found by resolving the speaker's articles again, as they are
    stored. Raises UsageError for a name that the speaker does not have.
    """
    vocabulary = vocabulary or default_vocabulary()
    with open_for_writing(database) as connection, connection.begin():
        one = resolve_speaker(reader(connection), speaker)
        parted = set(naming.part(connection, one, name))
        kept = {row.known_as for row in names_of_speaker(reader(connection), one.key)}
        said: list[Said] = []
        own: list[KnownRole] = []
        for uid in articles_of(reader(connection), one.key):
            stored = load_article(reader(connection), uid)
            article = name_speakers(stored.article, vocabulary)
            date = article_date(article)
            day = date.iso if date else None
            for known, statement in zip(stored.statements, article.statements, strict=True):
                mine = [s for s in statement.speakers if s.name in parted and s.kind == "person"]
                if mine and one.uid in known.speakers and statement.origin == "machine":
                    role = mine[0].role
                    said.append(Said(known.uid, (role.title, role.of) if role else None, day))
            own += [
                KnownRole(role.title, role.of, day, day)
                for role in article.roles
                if role.speaker in kept
            ]
        return naming.give_back(connection, one, name, said, own), len(said)


def _pairing(
    connection: sqlite3.Connection,
    vocabulary: Vocabulary,
    words: frozenset[str] | None = None,
    *,
    provable: bool = True,
) -> Pairing:
    people = bearers.read_bearers(connection, words=words, provable=provable)
    apart = bearers.parted(connection)
    return pairing_of(people, vocabulary, apart)
