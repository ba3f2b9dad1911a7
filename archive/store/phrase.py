"""What is read to tell the life of a phrase."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from archive.corpus import uses as count
from archive.corpus.life import Life
from archive.corpus.said import Said
from archive.corpus.variants import find_variants, replaced
from archive.corpus.words import spellings, units, words
from archive.errors import UsageError
from archive.query import Near, Node, Phrase, Word, both, either, parse
from archive.store.denominators import background, begins_on, statements_by_year
from archive.store.said import read_said

LONGEST = 20
"""Words of a phrase whose variants are looked for: one search goes over as many combinations."""
ROOM = 3
"""Words that may stand between those of a variant, besides one that has come in."""


def read_life(connection: Connection, phrase: str, query: str, today: date) -> Life | None:
    """Return all about a phrase within the statements of a query; None where nobody says it."""
    wanted = words(phrase)
    if not wanted:
        raise UsageError(f"there is no word in {phrase!r}")
    if len(wanted) > LONGEST:
        raise UsageError(f"a phrase has at most {LONGEST} words, not {len(wanted)}")
    within = parse(query)
    found = count.find_uses(
        phrase, read_said(connection, both(Phrase(" ".join(wanted)), within), today)
    )
    if not found:
        return None
    candidates = _candidates(connection, phrase, within, today)
    variants = find_variants(phrase, found, candidates)
    speakers = {who for use in found for who in use.said.who}
    totals = statements_by_year(connection, background(within), speakers, today)
    by_speaker = count.by_speaker(found, totals)
    first, last = count.first_and_last(found)
    return Life(
        phrase=phrase,
        uses=tuple(found),
        first=first,
        last=last,
        begins_on=begins_on(connection),
        speakers=tuple(by_speaker),
        years=tuple(
            year
            for who in (None, *(one.who for one in by_speaker))
            for year in count.by_year(found, totals, who)
        ),
        publishers=tuple(count.by_publisher(found)),
        variants=tuple(variants),
        replaced=tuple(replaced(found, phrase, variants)),
    )


def _candidates(connection: Connection, phrase: str, within: Node, today: date) -> Sequence[Said]:
    """Read the statements that may hold a variant: those with all words of the phrase but one."""
    forms = [phrase[slice(*unit.span)] for unit in units(phrase)]
    if len(forms) == 1:
        wanted = either(*(Phrase(form) for form in _respelled(forms[0])))
    else:
        wanted = either(*(_without(forms, left_out) for left_out in range(len(forms))))
    return list(read_said(connection, both(wanted, within), today))


def _without(forms: Sequence[str], left_out: int) -> Node:
    rest = [word for n, form in enumerate(forms) if n != left_out for word in words(form)]
    return Near(tuple(rest), len(rest) + ROOM) if len(rest) > 1 else Word(rest[0])


def _respelled(form: str) -> list[str]:
    """Return other spellings of a word, joined and with its hyphen."""
    parts = words(form)
    joined = "".join(parts)
    return sorted({" ".join(parts), joined, *spellings(joined)})
