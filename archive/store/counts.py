"""The counts that speakers and topics carry, kept in the transaction that changes them.

A batch adds what it brought and takes off what its updated articles had before. Counting again
would read each common speaker's million statements for each batch.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    Connection,
    Function,
    ScalarSelect,
    Table,
    Text,
    Update,
    bindparam,
    func,
    or_,
    select,
    update,
)

from archive.store.columns import listed_as, text_of
from archive.store.compiled import Compiled
from archive.store.rows import Link, Tagging
from archive.store.schema import (
    articles,
    speakers,
    statement_speakers,
    statement_topics,
    statements,
    topics,
)
from archive.store.sql import json_list
from archive.store.tags import TopicKeys
from archive.store.uids import DAY_BITS, FIRST_DAY

DATED = FIRST_DAY << DAY_BITS
"""Keys of statements below it have no date."""

Dates = Mapping[int, str | None]
"""When each statement was said, by key."""


@dataclass(slots=True)
class Tally:
    """Statements by speaker and by topic, those of narrower topics included."""

    speakers: Counter[int] = field(default_factory=Counter)
    topics: Counter[int] = field(default_factory=Counter)


def add_new(
    connection: Connection,
    said: Dates,
    links: Iterable[Link],
    tags: Iterable[Tagging],
    topics: TopicKeys,
) -> None:
    """Add the statements of new articles, given as the rows that link speakers and topics."""
    theirs = [(link[0], link[1]) for link in links if link[0] in said]
    counts = Counter(speaker for _, speaker in theirs)
    # Keys sort by date, so of each speaker the last one met is the latest.
    dated = sorted(pair for pair in theirs if pair[0] >= DATED)
    last = {speaker: said[statement] for statement, speaker in dated}
    first = {speaker: said[statement] for statement, speaker in reversed(dated)}
    rows = [
        {"key": one, "count": count, "first": first.get(one), "last": last.get(one)}
        for one, count in counts.items()
    ]
    _widen().run_all(connection, rows)
    tagged = ((tag[0], tag[1]) for tag in tags if tag[0] in said)
    _add_topics(connection, _tally_topics(topics, tagged))


def tally(connection: Connection, articles: Sequence[str], topics: TopicKeys) -> Tally:
    """Count what the statements of articles (uids) have now."""
    if not articles:
        return Tally()
    links = _links(connection, statement_speakers.c.speaker_id, articles)
    said = Counter(speaker for _, speaker in links)
    tagged = _links(connection, statement_topics.c.topic_id, articles)
    return Tally(said, _tally_topics(topics, tagged))


def change(connection: Connection, before: Tally, after: Tally) -> None:
    """Replace what updated articles counted for, and find the first and last days again."""
    changed = before.speakers.keys() | after.speakers.keys()
    _add(
        connection,
        speakers,
        {one: after.speakers[one] - before.speakers[one] for one in changed},
    )
    _redate().run(connection, keys=json_list(changed))
    after.topics.subtract(before.topics)
    _add_topics(connection, after.topics)


def recount(connection: Connection, keys: Iterable[int]) -> None:
    """Count the statements of a few speakers again, as after a correction."""
    _recount_some().run(connection, keys=json_list(keys))


def recount_all(connection: Connection) -> None:
    """Count everything again: after a merge, a new vocabulary, or edits by hand."""
    connection.execute(_recount())
    connection.execute(_recount_topics())


def everything() -> Sequence[str]:
    """Return statements that count everything again, for any client."""
    return (text_of(_recount()), text_of(_recount_topics()))


def wrong() -> Sequence[str]:
    """Return queries for the speakers and topics that have wrong counts or dates."""
    # SQLAlchemy 2.0's `is_distinct_from` leaves values out of a text.
    edges = (speakers.c[name].op("IS NOT")(day) for name, day in _edges().items())
    misled = select(speakers.c.uid).where(or_(speakers.c.statements != _of_speaker(), *edges))
    miscounted = select(topics.c.slug).where(topics.c.statements != _of_topic())
    return (text_of(misled), text_of(miscounted))


def _tally_topics(topics: TopicKeys, tagged: Iterable[tuple[int, int]]) -> Counter[int]:
    wider = topics.wider
    counted = {(statement, above) for statement, topic in tagged for above in wider(topic)}
    return Counter(above for _, above in counted)


def _add_topics(connection: Connection, counts: Counter[int]) -> None:
    _add(connection, topics, {topic: count for topic, count in counts.items() if count})


def _add(connection: Connection, table: Table, counts: Mapping[int, int]) -> None:
    """Add to the statements of speakers or topics (keys)."""
    rows = [{"key": key, "count": count} for key, count in counts.items()]
    _more(table).run_all(connection, rows)


@cache
def _more(table: Table) -> Compiled:
    more = update(table).where(table.c.id == bindparam("key"))
    return Compiled(more.values(statements=table.c.statements + bindparam("count")))


def _links(
    connection: Connection, to: Column[int], uids: Sequence[str]
) -> Sequence[tuple[int, int]]:
    """Return the statements of articles with what links them: to speakers or to topics."""
    rows = _linked(to).run(connection, uids=json_list(uids))
    return [(statement, other) for statement, other in rows]


@cache
def _linked(to: Column[int]) -> Compiled:
    link = to.table.c.statement_id
    of_articles = articles.join(statements, statements.c.article_id == articles.c.id)
    found = select(link, to).select_from(of_articles.join(to.table, link == statements.c.id))
    return Compiled(found.where(articles.c.uid.in_(listed_as("uids"))))


@cache
def _widen() -> Compiled:
    """Return the UPDATE that adds statements to a speaker, of which the days may be new ones."""
    first, last = bindparam("first", type_=Text), bindparam("last", type_=Text)
    held = (speakers.c.first_said_on, speakers.c.last_said_on)
    return Compiled(
        update(speakers)
        .where(speakers.c.id == bindparam("key"))
        .values(
            statements=speakers.c.statements + bindparam("count"),
            first_said_on=func.min(func.coalesce(held[0], first), func.coalesce(first, held[0])),
            last_said_on=func.max(func.coalesce(held[1], last), func.coalesce(last, held[1])),
        )
    )


@cache
def _redate() -> Compiled:
    """Return the UPDATE of the days on which speakers first and last said something."""
    given = speakers.c.id.in_(listed_as("keys"))
    return Compiled(update(speakers).where(given).values(_edges()))


@cache
def _recount_some() -> Compiled:
    return Compiled(_recount().where(speakers.c.id.in_(listed_as("keys"))))


def _recount() -> Update:
    """Return the UPDATE that counts the statements of speakers again, and finds their days."""
    return update(speakers).values(statements=_of_speaker(), **_edges())


def _of_speaker() -> ScalarSelect[int]:
    """Return the subquery of how many statements a speaker made."""
    made = select(func.count()).where(statement_speakers.c.speaker_id == speakers.c.id)
    return made.correlate(speakers).scalar_subquery()


def _edges() -> dict[str, ScalarSelect[Any]]:
    """Return the subqueries of the days on which a speaker first and last said something."""
    return {"first_said_on": _edge(func.min), "last_said_on": _edge(func.max)}


_OF_A_DAY = (1 << DAY_BITS) - 1
"""The part of a key that tells statements of one day apart."""


def _edge(outermost: Callable[..., Function[Any]]) -> ScalarSelect[Any]:
    # Keys sort by date, so the first and the last day are found at the ends of an index. A year,
    # its first month and its first day have one day in the key: of these the texts are compared,
    # as `_widen` does.
    x, y = statement_speakers.alias(), statement_speakers.alias()
    dated = (y.c.speaker_id == speakers.c.id, y.c.statement_id >= DATED)
    key = select(outermost(y.c.statement_id)).where(*dated).correlate(speakers).scalar_subquery()
    that_day = x.c.statement_id.between(key.bitwise_and(~_OF_A_DAY), key.bitwise_or(_OF_A_DAY))
    said = select(outermost(statements.c.said_on)).select_from(
        x.join(statements, statements.c.id == x.c.statement_id)
    )
    mine = said.where(x.c.speaker_id == speakers.c.id, that_day)
    return mine.correlate(speakers).scalar_subquery()


def _recount_topics() -> Update:
    return update(topics).values(statements=_of_topic())


def _of_topic() -> Function[int]:
    """Return how many statements a topic has, those of narrower topics included."""
    counted = _counted()
    mine = select(counted.c.statements).where(counted.c.wider == topics.c.id)
    return func.coalesce(mine.correlate(topics).scalar_subquery(), 0)


def _counted() -> CTE:
    """Return the table of topics with the statements that are counted for each."""
    one, above = topics.alias(), topics.alias()
    below = select(one.c.id.label("topic"), one.c.id.label("wider")).cte("below", recursive=True)
    wider = select(below.c.topic, above.c.parent_id).join(above, above.c.id == below.c.wider)
    below = below.union(wider.where(above.c.parent_id.is_not(None)))
    tags = statement_topics.c
    each = select(below.c.wider, func.count(tags.statement_id.distinct()).label("statements"))
    of_tags = each.join_from(statement_topics, below, below.c.topic == tags.topic_id)
    return of_tags.group_by(below.c.wider).cte("counted")
