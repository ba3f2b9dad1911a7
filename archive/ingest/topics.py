"""The archive's own vocabulary of topics, and tagging with another one."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from archive.pipeline import Topic, TopicList, checked, tagger_for, topics_of
from archive.store.curate.retagging import Differences, compare, retag
from archive.store.curate.topics import Origin, import_topics, load_topics, topics_origin
from archive.store.engine import Connection, open_for_writing, reader
from archive.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import of topics does to the archive's vocabulary, by slugs."""

    topics: TopicList
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def plan_import(
    connection: sqlite3.Connection, given: Sequence[Topic], name: str, *, replaces: bool
) -> Plan:
    """Lay topics over those of the archive, or put them in their place where it ``replaces``.

    A topic that the archive has is replaced as a whole. Raises VocabularyError, which calls the
    file ``name``, where the topics do not hold together afterwards.
    """
    rows = load_topics(connection)
    held = {row.slug: Topic(**asdict(row)) for row in rows}
    own = {topic.slug: topic for topic in given}
    topics = checked((own if replaces else held | own).values(), name)
    return Plan(
        topics,
        tuple(slug for slug in own if slug not in held),
        tuple(slug for slug, topic in own.items() if slug in held and held[slug] != topic),
        tuple(slug for slug in held if slug not in own) if replaces else (),
    )


def retag_all(
    database: Path,
    topics: TopicList | None = None,
    progress: Callable[[int], None] = lambda articles: None,
    vocabulary: Vocabulary | None = None,
) -> int:
    """Tag all statements again, with other topics where they are given; return how many tags.

    ``progress`` gets the number of articles of each step; the weights are ``vocabulary``'s.
    """
    with open_for_writing(database) as connection:
        with connection.begin():
            if topics:
                import_topics(connection, topics.topics)
            topics = stored_topics(reader(connection))
        return retag(connection, tagger_for(topics, vocabulary).tags, progress)


def differences(
    connection: sqlite3.Connection,
    progress: Callable[[int], None] = lambda articles: None,
    vocabulary: Vocabulary | None = None,
) -> Differences:
    """Return what tagging again would change, and change nothing."""
    tagger = tagger_for(stored_topics(connection), vocabulary)
    return compare(connection, tagger.tags, progress)


def stored_topics(connection: sqlite3.Connection) -> TopicList:
    """Return the archive's own vocabulary of topics, ready for tagging."""
    rows = load_topics(connection)
    return checked((Topic(**asdict(row)) for row in rows), "the archive's topics")


def topics_in_use(
    connection: Connection, given: TopicList | None, vocabulary: Vocabulary
) -> TopicList:
    """Return the topics to tag with; those given are laid over the archive's, if it has any.

    Raises VocabularyError where both together do not hold.
    """
    with connection.begin():
        held = topics_origin(reader(connection))
        if given is None and held == "import":
            return stored_topics(reader(connection))
        topics = given or topics_of(vocabulary)
        if given and held:
            name = "the topics given and the archive's"
            topics = plan_import(reader(connection), given.topics, name, replaces=False).topics
        origin: Origin = "import" if given else "shipped"
        changed = import_topics(connection, topics.topics, origin)
    if changed:
        retag(connection, tagger_for(topics, vocabulary).tags)
    return topics
