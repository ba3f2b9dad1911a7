"""What is read to tell the life of a phrase."""

from collections.abc import Sequence
from datetime import date
from sqlite3 import Connection

from archive.corpus.phrase import InArticle, PhraseHistory
from archive.corpus.said import Said
from archive.corpus.uses import by_publisher, by_speaker, by_year, find_uses, first_and_last
from archive.corpus.variants import find_variants, replaced
from archive.corpus.words import spellings, units
from archive.errors import UsageError
from archive.query import (
    Everything,
    Field,
    Near,
    Node,
    Period,
    Phrase,
    When,
    Word,
    both,
    conjuncts,
    either,
    parse,
)
from archive.store.reports.denominators import background, begins_on, statements_by_year
from archive.store.reports.said import copies_of, read_said
from archive.store.search.request import Request, count, plan, rows
from archive.text import words

LONGEST = 20
"""Words of a phrase whose variants are looked for: one search goes over as many combinations."""
MOST = 20_000
"""Statements that are read to look for variants; a word that more have is too common for that."""
ROOM = 3
"""Words that may stand between those of a variant, besides one that has come in."""


def read_history(
    connection: Connection, phrase: str, query: str, today: date
) -> PhraseHistory | None:
    """Return all about a phrase within the statements of a query; None where nobody says it."""
    wanted = words(phrase)
    if not wanted:
        raise UsageError(f"{phrase!r} contains no word")
    if len(wanted) > LONGEST:
        raise UsageError(f"a phrase has at most {LONGEST} words, not {len(wanted)}")
    within = parse(query)
    found = find_uses(phrase, read_said(connection, both(Phrase(" ".join(wanted)), within), today))
    if not found:
        return None
    candidates, common = _candidates(connection, phrase, within, today)
    variants = find_variants(phrase, found, candidates)
    speakers = {who for use in found for who in use.said.who}
    whole = background(within)
    totals = statements_by_year(connection, whole, speakers, today)
    users = by_speaker(found, totals)
    copies = copies_of(connection, (use.said.article for use in found))
    first, last = first_and_last(found)
    return PhraseHistory(
        phrase=phrase,
        uses=tuple(found),
        first=first,
        last=last,
        begins_on=begins_on(connection),
        speakers=tuple(users),
        years=tuple(by_year(found, totals, (None, *(one.who for one in users)))),
        publishers=tuple(by_publisher(found, copies)),
        variants=tuple(variants),
        replaced=tuple(replaced(found, phrase, variants)),
        too_common=common,
        of="" if whole == Everything() else str(whole),
        article=_in_article(connection, both(Phrase(" ".join(wanted)), within), first, today),
    )


def _in_article(connection: Connection, tree: Node, first: Said, today: date) -> InArticle | None:
    """Return the earliest article with the phrase, where it is earlier than the first statement.

    Asked only where the query says nothing of who speaks and on what: an article does not.
    """
    of_articles = ("publisher", "place", "lang")
    if not all(
        isinstance(part, Phrase | When) or (isinstance(part, Field) and part.name in of_articles)
        for part in conjuncts(tree)
    ):
        return None
    since = both(tree, When("said", (Period(None, first.said_on),))) if first.said_on else tree
    asked = plan(connection, Request(since, "articles", "date", 1, today))
    for row in rows(connection, asked):
        day = row["event_on"] or row["published_on"]
        if day and day < (first.said_on or "9999"):
            return InArticle(row["uid"], day, row["title"], row["publisher"])
    return None


def _candidates(
    connection: Connection, phrase: str, within: Node, today: date
) -> tuple[list[Said], tuple[str, ...]]:
    """Read the statements that may hold a variant: those with all words of the phrase but one.

    The second value are words beside which none was looked for, because too many statements have
    them: only of a phrase of two words a single one is left.
    """
    forms = [phrase[slice(*unit.span)] for unit in units(phrase)]
    if len(forms) == 1:
        wanted: list[Node] = [Phrase(form) for form in _respelled(forms[0])]
    else:
        wanted = [_without(forms, left_out) for left_out in range(len(forms))]
    found, common = list[Node](), list[str]()
    for node in wanted:
        asked = plan(connection, Request(both(node, within), today=today))
        if count(connection, asked, MOST + 1) > MOST:
            common.append(str(node).strip('"'))
        else:
            found.append(node)
    if not found:
        return [], tuple(common)
    return list(read_said(connection, both(either(*found), within), today)), tuple(common)


def _without(forms: Sequence[str], left_out: int) -> Node:
    rest = [word for n, form in enumerate(forms) if n != left_out for word in words(form)]
    return Near(tuple(rest), len(rest) + ROOM) if len(rest) > 1 else Word(rest[0])


def _respelled(form: str) -> list[str]:
    """Return other spellings of a word, joined and with its hyphen."""
    parts = words(form)
    joined = "".join(parts)
    return sorted({" ".join(parts), joined, *spellings(joined)})
