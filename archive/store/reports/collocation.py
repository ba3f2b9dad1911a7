"""What is read to count the neighbours of a word."""

from datetime import date

from sqlalchemy import Connection

from archive.corpus.collocation import Collocate, Neighbours, collocates, neighbours
from archive.errors import UsageError
from archive.query import Phrase, both, parse
from archive.store.reports.denominators import background, word_counts
from archive.store.reports.said import read_said
from archive.text import words


def read_collocates(
    connection: Connection, phrase: str, query: str, window: int, least: int, today: date
) -> tuple[Neighbours, list[Collocate]]:
    """Return the neighbours of a word or phrase in the statements of a query, scored.

    Frequencies are those of the statements that the query's fields of who, where and when leave.
    """
    wanted = words(phrase)
    if not wanted:
        raise UsageError(f"there is no word in {phrase!r}")
    within = parse(query)
    said = read_said(connection, both(Phrase(" ".join(wanted)), within), today)
    found = neighbours(phrase, said, window)
    counts = word_counts(connection, background(within), today)
    return found, collocates(found, counts, sum(counts.values()), least)
