"""The statements of an archive as a corpus of numbers (needs numpy)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import numpy as np

from archive.corpus.tokens import Corpus, Flags, Numbers, Places, begins
from archive.query import Everything, Node
from archive.store.reports.said import counted
from archive.store.reports.wordcache import WordCache, cache_path
from archive.store.search.filters import FIRST_KEY, SEQUENCE_BITS
from archive.store.search.request import Request, plan
from archive.store.sql import column


@dataclass(frozen=True, slots=True)
class StoredCorpus:
    """A corpus with the key of each of its statements in the database."""

    corpus: Corpus
    keys: tuple[int, ...]

    def of(self, speakers: tuple[int, ...]) -> Flags:
        """Return which statements one of these speakers made."""
        corpus = self.corpus
        statement = np.repeat(np.arange(corpus.size), np.diff(corpus.speaker_starts))
        found = np.zeros(corpus.size, np.bool_)
        found[statement[np.isin(corpus.speakers, speakers)]] = True
        return found


def read_corpus(
    connection: Connection, database: Path | None, tree: Node, today: date
) -> StoredCorpus:
    """Return the counted statements that a query finds; words are kept for ``database``."""
    picked, parameters = _picked(connection, tree, today)
    # Those without a date come last, so that the first use is the first that is dated.
    order = f"ORDER BY s.id < {FIRST_KEY}, s.id"
    rows = connection.execute(
        f"{picked} SELECT s.id, s.article_id FROM picked JOIN statements AS s ON s.id = picked.id"
        f" WHERE {counted(tree)} {order}",
        parameters,
    ).fetchall()
    cache = WordCache(cache_path(database) if database else None)
    texts = connection.execute(
        f"{picked} SELECT s.text FROM picked JOIN statements AS s ON s.id = picked.id"
        f" WHERE {counted(tree)} {order}",
        parameters,
    )
    ids, starts = cache.encode(column(texts))
    cache.write()
    keys = tuple(row[0] for row in rows)
    speakers, speaker_starts = _speakers(connection, keys)
    articles = np.array([row[1] for row in rows], np.int64)
    corpus = Corpus(
        cache.lexicon.words,
        ids,
        starts,
        np.unique(articles, return_inverse=True)[1].astype(np.int32),
        np.array([key >> SEQUENCE_BITS for key in keys], np.int32),
        speakers,
        speaker_starts,
    )
    return StoredCorpus(corpus, keys)


def _speakers(connection: Connection, keys: tuple[int, ...]) -> tuple[Numbers, Places]:
    """Return the speakers of the statements, one after another, and where those of each begin."""
    number = {key: place for place, key in enumerate(keys)}
    pairs = np.array(list(_pairs(connection, number)), np.int64).reshape(-1, 2)
    order = np.argsort(pairs[:, 0], kind="stable")
    counts = np.bincount(pairs[:, 0], minlength=len(keys))
    return pairs[order, 1].astype(np.int32), begins(counts)


def _pairs(connection: Connection, number: dict[int, int]) -> Iterator[tuple[int, int]]:
    rows = connection.execute("SELECT statement_id, speaker_id FROM statement_speakers")
    return ((number[key], speaker) for key, speaker in rows if key in number)


def _picked(connection: Connection, tree: Node, today: date) -> tuple[str, tuple[str | int, ...]]:
    if isinstance(tree, Everything):
        return "WITH picked (id) AS (SELECT id FROM statements)", ()
    found = plan(connection, Request(tree, today=today))
    return f"WITH picked (id) AS MATERIALIZED (\n{found.picked}\n)", found.parameters
