"""Join the names of one person across the articles of an archive, and part them again."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archive.extract.nameforms import NameForms
from archive.extract.namesakes import Namesakes
from archive.extract.naming import naming_of
from archive.extract.tenure import Tenures
from archive.records import Join, Share
from archive.store import joins
from archive.store.connect import Connection, open_for_writing
from archive.vocabulary import Vocabulary, default_vocabulary


@dataclass(frozen=True, slots=True)
class Joined:
    """What was joined: whole names, and what vague names said in an office."""

    joins: tuple[Join, ...]
    shares: tuple[Share, ...]


def join_all(connection: Connection, vocabulary: Vocabulary | None = None) -> Joined:
    """Join what is one person's in one transaction; what was joined before changes nothing.

    It reads all people of the archive, so it is done once a run: 60,000 take about a second.
    """
    vocabulary = vocabulary or default_vocabulary()
    with connection.begin():
        found = _namesakes(connection, vocabulary)
        whole = tuple(found.joins)
        for one in whole:
            joins.join(connection, one)
        if whole:
            found = _namesakes(connection, vocabulary)
        shares = tuple(found.shares())
        for part in shares:
            joins.share(connection, part)
    return Joined(whole, shares)


def join_again(database: Path, vocabulary: Vocabulary | None = None) -> Joined:
    """Join the names of an archive's people as the end of each ingest does."""
    with open_for_writing(database, create=False) as connection:
        return join_all(connection, vocabulary)


def _namesakes(connection: Connection, vocabulary: Vocabulary) -> Namesakes:
    naming = naming_of(vocabulary)
    return Namesakes(
        NameForms(naming, vocabulary),
        Tenures(naming),
        joins.read_bearers(connection),
        partial(joins.role_days, connection),
        joins.parted(connection),
    )
