"""The archive's own vocabulary of topics, and tagging with another one."""

import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from archive.pipeline import Topic, TopicList, checked, tagger_for, topics_of
from archive.store.curate.topics import Origin, import_topics, load_topics, retag, topics_origin
from archive.store.engine import Connection, open_for_writing, reader
from archive.vocabulary import Vocabulary


def retag_all(
    database: Path,
    topics: TopicList | None = None,
    progress: Callable[[int], None] = lambda articles: None,
) -> int:
    """Tag all statements anew, with other topics where they are given; return how many tags.

    ``progress`` is told how many articles each step took in.
    """
    with open_for_writing(database) as connection:
        with connection.begin():
            if topics:
                import_topics(connection, topics.topics)
            topics = stored_topics(reader(connection))
        return retag(connection, tagger_for(topics).tags, progress)


def stored_topics(connection: sqlite3.Connection) -> TopicList:
    """Return the archive's own vocabulary of topics, ready for tagging."""
    rows = load_topics(connection)
    return checked((Topic(**asdict(row)) for row in rows), "the archive's topics")


def topics_in_use(
    connection: Connection, given: TopicList | None, vocabulary: Vocabulary
) -> TopicList:
    """Return the topics to tag with; those that are given become the archive's, everywhere."""
    with connection.begin():
        if given is None and topics_origin(reader(connection)) == "import":
            return stored_topics(reader(connection))
        topics = given or topics_of(vocabulary)
        origin: Origin = "import" if given else "shipped"
        changed = import_topics(connection, topics.topics, origin)
    if changed:
        retag(connection, tagger_for(topics).tags)
    return topics
