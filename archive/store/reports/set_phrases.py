"""Set phrases of an archive, with the statements behind them (needs numpy)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from sqlite3 import Connection

from archive.corpus.phrase import SetPhrase
from archive.corpus.set_phrases import SetPhrases, find_set_phrases
from archive.corpus.turnover import contrast, gone_since, new_since
from archive.corpus.written import Use, ends, written
from archive.errors import UsageError
from archive.query import Node, When, period
from archive.store.reports.corpora import StoredCorpus, read_corpus
from archive.store.search.lookup import find_speakers

CHUNK = 900
"""Keys in one query; SQLite takes 999 parameters on old systems."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which phrases are wanted: of a query, new or gone since a date, of A against B.

    ``against`` None is everybody else.
    """

    tree: Node
    least: int = 3
    new: str | None = None
    gone: str | None = None
    speaker: str | None = None
    against: str | None = None


def read_set_phrases(
    connection: Connection,
    asked: Asked,
    today: date,
    database: Path | None = None,
    limit: int | None = None,
) -> tuple[list[SetPhrase], int]:
    """Return the phrases that are asked for, the most telling first, and how many there are.

    ``limit`` are returned at most: to show one as it is written, its first statement is read.
    """
    stored = read_corpus(connection, database, asked.tree, today)
    found = find_set_phrases(stored.corpus, asked.least)
    chosen = dict(_chosen(connection, stored, found, asked, today))
    shown = dict(islice(chosen.items(), limit))
    keys = {number: [stored.keys[one] for one in ends(found, number)] for number in shown}
    read = _read(connection, sorted({key for pair in keys.values() for key in pair}))
    return list(written(found, shown, lambda one: read[stored.keys[one]])), len(chosen)


def _chosen(
    connection: Connection, stored: StoredCorpus, found: SetPhrases, asked: Asked, today: date
) -> Iterator[tuple[int, Mapping[str, float]]]:
    """Yield the numbers of those asked for, each with its further figures."""
    if asked.speaker is not None:
        ours = stored.of(find_speakers(connection, asked.speaker).ids)
        theirs = (
            ~ours
            if asked.against is None
            else stored.of(find_speakers(connection, asked.against).ids)
        )
        contrasted = contrast(found, ours, theirs, asked.least)
        for number, a, b, g2, ratio in zip(
            contrasted.numbers,
            contrasted.a,
            contrasted.b,
            contrasted.g2,
            contrasted.ratio,
            strict=True,
        ):
            figures = {"a": int(a), "b": int(b), "contrast_g2": float(g2), "ratio": float(ratio)}
            yield int(number), figures | {"of_a": contrasted.of_a, "of_b": contrasted.of_b}
    else:
        yield from figures_of(found, asked, today)


def figures_of(
    found: SetPhrases, asked: Asked, today: date
) -> Iterator[tuple[int, Mapping[str, float]]]:
    """Yield the numbers of those that are new or gone, or all, each with its further figures."""
    if asked.new is not None or asked.gone is not None:
        day = _ordinal(asked.new or asked.gone or "", today)
        turned = new_since if asked.new is not None else gone_since
        known = turned(found, day, asked.least)
        for number, expected in zip(known.numbers, known.expected, strict=True):
            yield int(number), {"expected": float(expected)}
    else:
        for number in range(len(found)):
            yield number, {}


def _ordinal(text: str, today: date) -> int:
    tree = period("said", text, None)
    span = tree.periods[0] if isinstance(tree, When) else None
    first = span.days(today)[0] if span else None
    if first is None:
        raise UsageError(f"{text!r} is not a date")
    return first.toordinal()


def _read(connection: Connection, keys: Sequence[int]) -> dict[int, Use]:
    rows: dict[int, Use] = {}
    for part in _chunks(keys):
        marks = ", ".join("?" * len(part))
        for key, said_on, uid, text in connection.execute(
            f"SELECT id, said_on, uid, text FROM statements WHERE id IN ({marks})", tuple(part)
        ):
            rows[key] = (said_on, uid, text)
    return rows


def _chunks(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[at : at + CHUNK] for at in range(0, len(keys), CHUNK))
