"""The counts that speakers and topics carry, kept in the transaction that changes them.

A batch adds what it brought and takes off what its updated articles had before. Counting again
would read each common speaker's million statements for each batch.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from archive.store.rows import Link, Tagging
from archive.store.sql import json_list
from archive.store.stage import many
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
    many(
        connection,
        _WIDEN,
        [
            {"id": one, "count": count, "first": first.get(one), "last": last.get(one)}
            for one, count in counts.items()
        ],
    )
    tagged = ((tag[0], tag[1]) for tag in tags if tag[0] in said)
    _add_topics(connection, _tally_topics(topics, tagged))


def tally(connection: Connection, articles: Sequence[str], topics: TopicKeys) -> Tally:
    """Count what the statements of articles (uids) have now."""
    if not articles:
        return Tally()
    said = Counter(speaker for _, speaker in _links(connection, "statement_speakers", articles))
    tagged = _links(connection, "statement_topics", articles)
    return Tally(said, _tally_topics(topics, tagged))


def change(connection: Connection, before: Tally, after: Tally) -> None:
    """Replace what updated articles counted for, and find the first and last days again."""
    speakers = before.speakers.keys() | after.speakers.keys()
    many(
        connection,
        "UPDATE speakers SET statements = statements + ? WHERE id = ?",
        [(after.speakers[one] - before.speakers[one], one) for one in speakers],
    )
    connection.exec_driver_sql(_REDATE, (json_list(speakers),))
    after.topics.subtract(before.topics)
    _add_topics(connection, after.topics)


def recount(connection: Connection, speakers: Iterable[int]) -> None:
    """Count the statements of a few speakers again, as after a correction."""
    keys = json_list(speakers)
    connection.exec_driver_sql(_RECOUNT, (keys,))
    connection.exec_driver_sql(_REDATE, (keys,))


def recount_all(connection: Connection) -> None:
    """Count everything again: after a merge, a new vocabulary, or edits by hand."""
    recount(connection, connection.exec_driver_sql("SELECT id FROM speakers").scalars())
    connection.exec_driver_sql(_RECOUNT_TOPICS)


def _tally_topics(topics: TopicKeys, tagged: Iterable[tuple[int, int]]) -> Counter[int]:
    wider = topics.wider
    counted = {(statement, above) for statement, topic in tagged for above in wider(topic)}
    return Counter(above for _, above in counted)


def _add_topics(connection: Connection, counts: Counter[int]) -> None:
    rows = [(count, topic) for topic, count in counts.items() if count]
    many(connection, "UPDATE topics SET statements = statements + ? WHERE id = ?", rows)


def _links(
    connection: Connection, table: str, articles: Sequence[str]
) -> Sequence[tuple[int, int]]:
    column = "speaker_id" if table == "statement_speakers" else "topic_id"
    rows = connection.exec_driver_sql(
        f"SELECT x.statement_id, x.{column} FROM articles AS a"
        f" JOIN statements AS s ON s.article_id = a.id JOIN {table} AS x ON x.statement_id = s.id"
        " WHERE a.uid IN (SELECT value FROM json_each(?))",
        (json_list(articles),),
    )
    return [(statement, other) for statement, other in rows]


_WIDEN = (
    "UPDATE speakers SET statements = statements + :count,"
    " first_said_on = min(coalesce(first_said_on, :first), coalesce(:first, first_said_on)),"
    " last_said_on = max(coalesce(last_said_on, :last), coalesce(:last, last_said_on))"
    " WHERE id = :id"
)

_STATEMENTS = "(SELECT count(*) FROM statement_speakers AS x WHERE x.speaker_id = speakers.id)"


_OF_A_DAY = (1 << DAY_BITS) - 1
"""The part of a key that tells statements of one day apart."""


def _said(edge: str) -> str:
    # Keys sort by date, so the first and the last day are found at the ends of an index. A year,
    # its first month and its first day have one day in the key: of these the texts are compared,
    # as `_WIDEN` does.
    key = (
        f"(SELECT {edge}(y.statement_id) FROM statement_speakers AS y"
        f" WHERE y.speaker_id = speakers.id AND y.statement_id >= {DATED})"
    )
    return (
        f"(SELECT {edge}(s.said_on) FROM statement_speakers AS x"
        " JOIN statements AS s ON s.id = x.statement_id WHERE x.speaker_id = speakers.id"
        f" AND x.statement_id BETWEEN ({key} & ~{_OF_A_DAY}) AND ({key} | {_OF_A_DAY}))"
    )


_FIRST, _LAST = _said("min"), _said("max")
_GIVEN = " WHERE id IN (SELECT value FROM json_each(?))"

_RECOUNT = f"UPDATE speakers SET statements = {_STATEMENTS}{_GIVEN}"
_DATED = f"first_said_on = {_FIRST}, last_said_on = {_LAST}"
_REDATE = f"UPDATE speakers SET {_DATED}{_GIVEN}"

_COUNTED = """
WITH RECURSIVE below (topic, wider) AS (
    SELECT id, id FROM topics
    UNION
    SELECT below.topic, topics.parent_id FROM below JOIN topics ON topics.id = below.wider
    WHERE topics.parent_id IS NOT NULL
),
counted (topic, statements) AS (
    SELECT below.wider, count(DISTINCT x.statement_id)
    FROM statement_topics AS x JOIN below ON below.topic = x.topic_id GROUP BY below.wider
)"""
_TAGGED = "coalesce((SELECT counted.statements FROM counted WHERE counted.topic = topics.id), 0)"
_RECOUNT_TOPICS = f"{_COUNTED} UPDATE topics SET statements = {_TAGGED}"

_MISDATED = f"first_said_on IS NOT {_FIRST} OR last_said_on IS NOT {_LAST}"

EVERYTHING = (
    f"UPDATE speakers SET statements = {_STATEMENTS}, {_DATED}",
    _RECOUNT_TOPICS,
)
"""Statements that count everything again, for any client."""

WRONG = (
    f"SELECT uid FROM speakers WHERE statements <> {_STATEMENTS} OR {_MISDATED}",
    f"{_COUNTED} SELECT slug FROM topics WHERE statements <> {_TAGGED}",
)
"""Queries for the speakers and topics that have wrong counts or dates."""
