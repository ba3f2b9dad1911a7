"""A copy becomes an article of its own, because a person says so."""

from dataclasses import replace
from pathlib import Path

from archive.ingest.topics import stored_topics
from archive.pipeline import Known, analyse_body
from archive.records import Article
from archive.store.curate import copies
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.people.known import known_people
from archive.store.write.batch import write_planned
from archive.store.write.corrections import UNSIGNED, Made
from archive.store.write.plan import plan
from archive.store.write.prepare import prepare


def split(database: Path, copy: int, made: Made = UNSIGNED) -> str:
    """Make an article of a copy, for good, and return its uid; raise UsageError for no such one."""
    with open_for_writing(database) as connection, connection.begin():
        return split_within(connection, copy, made)


def split_within(connection: Connection, copy: int, made: Made = UNSIGNED) -> str:
    """Do the same within the caller's transaction."""
    known, topics = Known(known_people(reader(connection))), stored_topics(reader(connection))
    split_copy = copies.split(connection, copy, made)
    topics_given = topics if topics.topics else None
    article = analyse_body(split_copy.article, known=known, topics=topics_given)
    items = [prepare(one, _at(article, one.path)) for one in split_copy.documents]
    planned = plan(reader(connection), items)
    write_planned(connection, planned)
    return planned[0].uid


def _at(article: Article, path: str) -> Article:
    return replace(article, path=path)
