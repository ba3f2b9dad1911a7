"""Where a search begins: tables that give keys in the order of dates, merged like sorted lists.

An index of words gives keys by date; so does the link of a speaker or topic to its statements.
SQLite merges such lists by INTERSECT, EXCEPT and UNION in one pass and stops at the newest 20 (a
word with a phrase: 0.3 ms; looking into the second index for each row of the first: 10 ms, at 1.2
million statements). What no list answers is a condition on the rows of the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.errors import UsageError
from archive.query import Field, Node, Not, both, conjuncts, either
from archive.store.search.conditions import LINKED, Conditions
from archive.store.search.filters import LINKS, Condition, Unit, held, joined
from archive.store.search.match import expression

Merge = Literal["", "INTERSECT", "EXCEPT", "UNION"]

SOME = 2_500
"""Statements of a speaker below which it costs less to sort their articles than to ask all."""
MANY = 8
"""Lists that are merged into one; more are read as a whole and sorted."""
WEIGHTS = {"statements": "", "articles": ", 4.0, 1.0, 1.0"}
"""What a word counts in each column of an index: one in a title says more."""


class Leg(NamedTuple):
    """A list of keys: a table, its key, and conditions on it; ``merge`` is how it joins the rest.

    ``has_row`` where the table holds the row looked for; ``repeats`` where a key can come twice;
    ``score`` ranks, lowest first.
    """

    table: str
    key: str
    condition: Condition | None = None
    merge: Merge = ""
    has_row: bool = False
    repeats: bool = False
    score: str | None = None


class Source(NamedTuple):
    """Lists of keys to merge, in order, and the parts of the query that they answer."""

    legs: tuple[Leg, ...]
    answers: tuple[Node, ...] = ()


def begin(unit: Unit, tree: Node, conditions: Conditions) -> Source:
    """Choose the lists to merge: the shortest of speakers and topics, then words."""
    parts = conjuncts(tree)
    words = _by_words(unit, parts)
    links = _links(parts, conditions)
    if unit == "statements":
        return _merged(unit, [*map(_by_link, links[:1]), *words])
    if links and not words and links[0].statements <= SOME:
        return _by_statements(links[0], parts, conditions)
    return _merged(unit, words)


def begin_ranked(unit: Unit, tree: Node) -> Source:
    """Begin with the index of words that ranks; raise UsageError where there are no words."""
    for source in _by_words(unit, conjuncts(tree)):
        [leg] = source.legs
        if leg.merge != "EXCEPT":
            score = f"bm25({leg.table}{WEIGHTS[unit]})"
            return source._replace(legs=(leg._replace(score=score),))
    raise UsageError("--sort rank needs words to rank by", hint="use --sort -date")


def _merged(unit: Unit, sources: Sequence[Source]) -> Source:
    """Take what is wanted first, then what is not; what lies in several lists only if need be."""
    wanted = [source for source in sources if source.legs[0].merge != "EXCEPT"]
    single = [source for source in wanted if len(source.legs) == 1]
    used = single or wanted[:1]
    if not used:
        alias = unit[0]
        return Source((Leg(f"{unit} AS {alias}", f"{alias}.id", has_row=True),))
    first, *others = used
    merged = [*first.legs, *(one.legs[0]._replace(merge="INTERSECT") for one in others)]
    unwanted = [source for source in sources if source.legs[0].merge == "EXCEPT"]
    answers = [part for source in (*used, *unwanted) for part in source.answers]
    return Source((*merged, *(source.legs[0] for source in unwanted)), tuple(answers))


def _by_words(unit: Unit, parts: Sequence[Node]) -> list[Source]:
    """Return the list of what the words of the query find or exclude, if it has any."""
    mine = [part for part in parts if expression(part.part if isinstance(part, Not) else part)]
    if asked := expression(both(*mine)):
        return [Source((_words(unit, asked),), tuple(mine))]
    unwanted = [part.part for part in mine if isinstance(part, Not)]
    if unwanted and (asked := expression(either(*unwanted))):
        return [Source((_words(unit, asked)._replace(merge="EXCEPT"),), tuple(mine))]
    return []


def _words(unit: Unit, asked: str) -> Leg:
    table = f"{unit}_fts"
    return Leg(table, f"{table}.rowid", Condition(f"{table} MATCH ?", (asked,), unit))


@dataclass(frozen=True, slots=True)
class _Link:
    """What a part of the query means: one speaker or topic, or several."""

    name: str
    ids: tuple[int, ...]
    statements: int
    part: Node


def _links(parts: Sequence[Node], conditions: Conditions) -> list[_Link]:
    """Return the speakers and topics that are asked for, those with the fewest statements first."""
    found = []
    for part in parts:
        if isinstance(part, Field) and part.name in LINKED and None not in part.values:
            named = conditions.meaning(part.name, [value for value in part.values if value])
            found.append(_Link(part.name, named.ids, named.statements, part))
    return sorted(found, key=lambda link: link.statements)


def _by_link(link: _Link) -> Source:
    """Take the list of each speaker or topic that is meant."""
    groups = [(id_,) for id_ in link.ids] if len(link.ids) <= MANY else [link.ids]
    legs = [_linked(link.name, ids) for ids in groups]
    return Source((legs[0], *(leg._replace(merge="UNION") for leg in legs[1:])), (link.part,))


def _linked(name: str, ids: tuple[int, ...]) -> Leg:
    table, column = LINKS[name]
    marks = ", ".join("?" * len(ids))
    return Leg(
        f"{table} AS k",
        "k.statement_id",
        Condition(f"k.{column} IN ({marks})", ids),
        repeats=name != "speaker" or len(ids) > 1,
    )


def _by_statements(link: _Link, parts: Sequence[Node], conditions: Conditions) -> Source:
    """Begin with the statements of a speaker, and take the articles that hold them.

    What else the query says of statements is said of these.
    """
    leg = _linked(link.name, link.ids)
    assert leg.condition
    found = [(part, conditions.of(part)) for part in parts if part is not link.part]
    theirs = [(part, made) for part, made in found if all(c.about == "statements" for c in made)]
    said = joined("AND", [leg.condition, *(held(c, "s.id") for _, made in theirs for c in made)])
    table = f"{leg.table} CROSS JOIN statements AS s ON s.id = k.statement_id"
    answers = (link.part, *(part for part, _ in theirs))
    return Source((Leg(table, "s.article_id", said, repeats=True),), answers)
