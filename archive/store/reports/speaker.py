"""What one speaker says, year by year, and whom they meet and speak of."""

import re
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
    """Return who else is named in statements (keys), by names of two words or of a country.

    A single word can be another's name or none at all: "May", "Rice".
    """
    rows = connection.execute(
        "SELECT n.name, p.uid, p.name FROM speaker_names AS n JOIN speakers AS p"
        " ON p.id = n.speaker_id WHERE p.id <> ? AND p.kind IN ('person', 'country')"
        " AND (n.name LIKE '% %' OR p.kind = 'country')",
        (speaker,),
    ).fetchall()
    texts = connection.execute(
        "SELECT text FROM statements WHERE id IN (SELECT value FROM json_each(?))",
        (json_list(statements),),
    ).fetchall()
    known = {written: (uid, name) for written, uid, name in rows}
    counts = Counter[tuple[str, str]]()
    for found in _names_in([text for (text,) in texts], list(known)):
        counts.update({known[written] for written in found})
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][1]))
    return [Linked(uid, name, number) for (uid, name), number in ordered[:most]]


def _names_in(texts: Sequence[str], names: Sequence[str]) -> list[set[str]]:
    """Return the names that stand in each text as whole words, the longest where several begin."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    if not names:
        return []
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    found = []
    for text in texts:
        places = automaton.find_matches_as_indexes(text)
        found.append({names[n] for n, start, end in places if _is_whole(text, start, end)})
    return found


_WORD = re.compile(r"\w")


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and _WORD.match(text[start - 1])
    after = end < len(text) and _WORD.match(text[end])
    return not before and not after
