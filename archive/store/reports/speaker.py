"""What one speaker says, year by year, and whom they meet and speak of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from archive.store.search.filters import SEQUENCE_BITS
from archive.store.sql import json_list


@dataclass(frozen=True, slots=True)
class Linked:
    """Another speaker, and in how many articles or statements the two are together."""

    uid: str
    name: str
    number: int


def years_of(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    """Count the statements of speakers (keys) by year, by the keys alone."""
    years = Counter[int]()
    rows = connection.execute(
        f"SELECT statement_id >> {SEQUENCE_BITS}, count(DISTINCT statement_id)"
        " FROM statement_speakers WHERE speaker_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        (json_list(keys),),
    )
    for day, number in rows:
        if day:
            years[date.fromordinal(day).year] += number
    return dict(years)


def met_by(connection: Connection, speaker: int, most: int) -> list[Linked]:
    """Return with whom a speaker (key) is named as taking part, in how many articles."""
    rows = connection.execute(
        "SELECT p.uid, p.name, count(*) FROM article_people AS x"
        " JOIN article_people AS y ON y.article_id = x.article_id AND y.speaker_id <> x.speaker_id"
        " JOIN speakers AS p ON p.id = y.speaker_id"
        " WHERE x.speaker_id = ? AND x.part = 'participant' AND y.part = 'participant'"
        " GROUP BY p.id ORDER BY 3 DESC, p.name LIMIT ?",
        (speaker, most),
    )
    return [Linked(*row) for row in rows]


def named_in(
    connection: Connection, statements: Sequence[int], speaker: int, most: int
) -> list[Linked]:
    """Return who else is named within statements (keys): people, bodies and countries."""
    rows = connection.execute(
        "SELECT p.uid, p.name, count(DISTINCT m.statement_id) FROM json_each(?) AS k"
        " JOIN statement_mentions AS m ON m.statement_id = k.value AND m.speaker_id <> ?"
        " JOIN speakers AS p ON p.id = m.speaker_id"
        " GROUP BY p.id ORDER BY 3 DESC, p.name LIMIT ?",
        (json_list(statements), speaker, most),
    )
    return [Linked(*row) for row in rows]
