"""Join the names of one person across the articles of an archive, and part them again."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.entities.identity import Identity, identity_of
from archive.entities.suggestions import suggestions as possible
from archive.pipeline import name_speakers
from archive.records import KnownRole, Merge, Reassignment
from archive.store.curate import speakers as naming
from archive.store.curate.speaker_log import logged
from archive.store.curate.speakers import Said
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.people import candidates, joins
from archive.store.people.mentioned import settle_mentions
from archive.store.people.names import (
    ResolvedSpeaker,
    articles_of,
    names_of_speaker,
    resolve_speaker,
)
from archive.store.reports.show import load_article
from archive.store.uids import article_date
from archive.store.write.corrections import UNSIGNED, Made
from archive.store.write.prepare import Prepared
from archive.text import fold, name_words
from archive.vocabulary import Vocabulary, default_vocabulary

Tell = Callable[[str, int, int | None], None]
"""Called with a phase, how many of its steps are done, and of how many (None: unknown)."""


def _say_nothing(phase: str, step: int, steps: int | None) -> None:
    pass


MANY = 5_000
"""Words in names from which on looking at everybody costs no more."""


ROUNDS = 8
"""Rounds of joining at most; each that changes anything leaves fewer names or fewer days open."""


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What was decided: names that are one person's, and whose the words of short names are."""

    merges: tuple[Merge, ...]
    reassignments: tuple[Reassignment, ...]


class AffectedNames:
    """The words in the names of those whom a run has met: who has one of them is looked at."""

    def __init__(self, *, everybody: bool = False) -> None:
        """Begin with nobody, or look at everybody."""
        self._words: set[str] | None = None if everybody else set()

    def add(self, items: Iterable[Prepared]) -> None:
        """Note the people whom articles name."""
        if self._words is None:
            return
        for item in items:
            if item.document.uid:  # its names were joined where it comes from
                continue
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
    tell: Tell = _say_nothing,
) -> MergeResult:
    """Join what is one person's in one transaction; what was joined before changes nothing.

    What one round joins can show who somebody else is, so it is looked again at the names that
    share a word with those, until nothing changes. ``words`` are those in the names that may be
    new; without them all people are looked at. ``tell`` is called with what is being done, and how
    far it is.
    """
    vocabulary = vocabulary or default_vocabulary()
    merges: list[Merge] = []
    reassignments: list[Reassignment] = []
    with connection.begin():
        for _ in range(ROUNDS):
            done = _join_once(connection, vocabulary, words, tell)
            merges += done.merges
            reassignments += done.reassignments
            if not (done.merges or done.reassignments):
                break
            words = _words_of(done)
        names = vocabulary.table("names")
        lists = (names["family_first"]["words"], names["parts"]["suffixes"])
        first, suffixes = (frozenset(fold(word).strip(".") for word in some) for some in lists)
        settle_mentions(connection, first, suffixes)
    return MergeResult(tuple(merges), tuple(reassignments))


def _join_once(
    connection: Connection, vocabulary: Vocabulary, words: frozenset[str] | None, tell: Tell
) -> MergeResult:
    tell("comparing names", 0, None)
    found = _identity(reader(connection), vocabulary, words)
    done = MergeResult(tuple(found.merges()), tuple(found.reassignments()))
    for number, one in enumerate(done.merges):
        tell("merging names", number, len(done.merges))
        joins.merge_names(connection, one)
    for number, part in enumerate(done.reassignments):
        tell("reassigning statements", number, len(done.reassignments))
        joins.reassign(connection, part)
    return done


def _words_of(done: MergeResult) -> frozenset[str] | None:
    """The words in the names that a round has changed; None where they are too many to ask for."""
    pairs = [(one.source, one.target) for one in done.merges]
    pairs += [(one.source, one.target) for one in done.reassignments]
    found = {word for pair in pairs for one in pair for word in name_words(one.name)}
    return frozenset(found) if len(found) <= MANY else None


def join_again(database: Path, vocabulary: Vocabulary | None = None) -> MergeResult:
    """Join the names of an archive's people as the end of each ingest does."""
    with open_for_writing(database) as connection:
        return join_all(connection, vocabulary)


def suggestions(
    connection: sqlite3.Connection, vocabulary: Vocabulary | None = None
) -> list[Merge]:
    """Return names that could be one person's, but of which nothing proves it."""
    return possible(_identity(connection, vocabulary or default_vocabulary()))


def split(
    database: Path,
    speaker: str,
    name: str,
    vocabulary: Vocabulary | None = None,
    made: Made = UNSIGNED,
) -> tuple[str, int]:
    """Part a name from a speaker, for good; return who bears it now and how many statements moved.

    What was said under the name is found by resolving the speaker's articles again, as they are
    stored. Raises UsageError for a name that the speaker does not have.
    """
    vocabulary = vocabulary or default_vocabulary()
    with open_for_writing(database) as connection, connection.begin():
        one = resolve_speaker(reader(connection), speaker)
        bearers = naming.bearers_of(reader(connection), name)
        with logged(connection, "split", one.uid, name, made, bearers) as log:
            uid, moved = _split(connection, one, name, vocabulary)
            log.uids.append(uid)
        return uid, moved


def _split(
    connection: Connection, one: ResolvedSpeaker, name: str, vocabulary: Vocabulary
) -> tuple[str, int]:
    names = set(naming.split(connection, one, name))
    kept = {row.known_as for row in names_of_speaker(reader(connection), one.key)}
    said: list[Said] = []
    own: list[KnownRole] = []
    for uid in articles_of(reader(connection), one.key):
        stored = load_article(reader(connection), uid)
        article = name_speakers(stored.article, vocabulary)
        date = article_date(article)
        day = date.iso if date else None
        for known, statement in zip(stored.statements, article.statements, strict=True):
            mine = [s for s in statement.speakers if s.name in names and s.kind == "person"]
            if mine and one.uid in known.speakers and statement.origin == "machine":
                role = mine[0].role
                said.append(Said(known.uid, (role.title, role.of) if role else None, day))
        own += [
            KnownRole(role.title, role.of, day, day)
            for role in article.roles
            if role.speaker in kept
        ]
    return naming.reassign_split(connection, one, name, said, own), len(said)


def _identity(
    connection: sqlite3.Connection, vocabulary: Vocabulary, words: frozenset[str] | None = None
) -> Identity:
    records = candidates.read_records(connection, words=words)
    return identity_of(records, vocabulary, candidates.excluded_names(connection))
