"""The life of a phrase: since when, by whom, in which forms, instead of what."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from sqlite3 import Connection

from archive.corpus.phrase import PhraseHistory
from archive.corpus.uses import Use
from archive.errors import UsageError
from archive.query import Phrase, both, parse
from archive.render.phrase import history_parts
from archive.render.report import report
from archive.store.reports.phrase import read_history
from archive.store.search.request import Request, count, plan
from archive.text import words
from archive.web.asked import Asked, Page
from archive.web.charts import Bar, Chart, chart
from archive.web.marks import Piece, excerpt

MOST = 20_000
"""Statements with a phrase that a page reads: of so many it takes 5 s."""
LATEST = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement that holds the phrase, which is marked in it."""

    use: Use
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PhrasePage:
    """A phrase within the statements of ``q``; ``life`` is None where nobody says it."""

    phrase: str
    q: str
    life: PhraseHistory | None = None
    chart: Chart | None = None
    first: Shown | None = None
    latest: tuple[Shown, ...] = ()
    articles: int = 0


def phrase(connection: Connection, asked: Asked) -> Page:
    """Return the page of a phrase; without one, the page that asks for it."""
    wanted = asked.one("phrase").strip('"“” ')
    q = asked.one("q")
    if not wanted:
        return Page(
            "Phrases", "phrase.html", PhrasePage("", q), partial(_written, None), None, False
        )
    _must_be_few(connection, wanted, q, asked)
    life = read_history(connection, wanted, q, asked.today)
    if life is None:
        return Page(
            f"“{wanted}”",
            "phrase.html",
            PhrasePage(wanted, q),
            partial(_written, None),
            None,
            False,
        )
    everybody = [one for one in life.years if one.who is None]
    bars = [Bar(str(one.year), one.uses, one.statements) for one in everybody]
    first = next(use for use in life.uses if use.said is life.first)
    latest = [_shown(use) for use in life.uses[::-1][:LATEST]]
    shown = PhrasePage(
        wanted,
        q,
        life,
        chart("Uses by year", bars, "uses"),
        _shown(first),
        tuple(latest),
        len({use.said.article for use in life.uses}),
    )
    return Page(f"“{wanted}” in use", "phrase.html", shown, partial(_written, life))


def _must_be_few(connection: Connection, wanted: str, q: str, asked: Asked) -> None:
    tree = both(Phrase(" ".join(words(wanted))), parse(q))
    if words(wanted) and count(connection, plan(connection, Request(tree)), MOST + 1) > MOST:
        raise UsageError(
            f"more than {MOST:,} statements have “{wanted}”",
            hint="narrow it to a speaker or a year, or use the command: archive phrase",
        )


def _shown(use: Use) -> Shown:
    return Shown(use, tuple(excerpt(use.said.text, use.spans)))


def _written(life: PhraseHistory | None, form: str) -> Iterator[str]:
    if life is None:
        raise UsageError("no statement contains the phrase")
    return report(history_parts(life), form, "speakers")
