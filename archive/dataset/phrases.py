"""Set phrases of a whole dataset, by the code that finds those of an archive (needs numpy)."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from archive.corpus.phrase import SetPhrase
from archive.corpus.set_phrases import find_set_phrases
from archive.corpus.tokens import Corpus, Lexicon, Numbers, Places, begins
from archive.corpus.written import Use, written
from archive.dataset.statements import held_statements
from archive.store.reports.set_phrases import Asked, figures_of
from archive.store.uids import day_of

NOT_COUNTED = ("question", "courtesy")
"""Kinds of statements that ``archive phrases`` leaves out, too."""


def read_set_phrases(
    dataset: Path, asked: Asked, today: date, limit: int | None = None
) -> tuple[list[SetPhrase], int]:
    """Return the phrases that are asked for, the most telling first, and how many there are.

    Of ``asked`` count the least number of articles, new and gone.
    """
    corpus, uses = _corpus(dataset)
    found = find_set_phrases(corpus, asked.least)
    figures = dict(figures_of(found, asked, today))
    shown = dict(islice(figures.items(), limit))
    return list(written(found, shown, uses.__getitem__)), len(figures)


def _corpus(dataset: Path) -> tuple[Corpus, list[Use]]:
    """Return the statements as numbers, in the order of time, and what is shown of each."""
    lexicon = Lexicon()
    ids, lengths = list[Numbers](), list[Places]()
    uses, days = list[Use](), list[int]()
    articles, people = dict[str, int](), dict[str, int]()
    of_article, speakers = list[int](), list[list[int]]()
    for rows in _counted(dataset):
        encoded, sizes = lexicon.encode(row["text"] for row in rows)
        ids.append(encoded)
        lengths.append(sizes)
        for row in rows:
            uses.append((row["said_on"], row["uid"], row["text"]))
            days.append(day_of(row["said_on"]))
            of_article.append(articles.setdefault(row["article"], len(articles)))
            speakers.append([people.setdefault(uid, len(people)) for uid, _ in row["people"]])
    day = np.array(days, np.int32)
    order = np.lexsort((day, day == 0))
    size = np.concatenate([np.zeros(0, np.int64), *lengths])
    first, starts = begins(size)[:-1][order], begins(size[order])
    shift = np.repeat(first - starts[:-1], size[order])
    words = np.concatenate([np.zeros(0, np.int32), *ids])
    theirs = [speakers[place] for place in order]
    return Corpus(
        lexicon.words,
        words[np.arange(len(words)) + shift],
        starts[:-1],
        np.array(of_article, np.int32)[order],
        day[order],
        np.array([one for several in theirs for one in several], np.int32),
        begins(np.array([len(several) for several in theirs], np.int64)),
    ), [uses[place] for place in order]


def _counted(dataset: Path) -> Iterator[list[dict[str, Any]]]:
    for rows in held_statements(dataset, ("said_on", "headline", "kind")):
        yield [row for row in rows if not row["headline"] and row["kind"] not in NOT_COUNTED]
