"""Where a search begins: the one table that gives keys in order, and has the fewest to offer.

An index of words gives keys by date; so does the link of a speaker or topic to its statements. All
other parts of the query are conditions on what comes from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.errors import UsageError
from archive.query import Field, Node, Not, both, conjuncts
from archive.store.conditions import LINKED, Conditions
from archive.store.filters import Condition, Unit, held
from archive.store.match import Index, expression, has_prefix, index_of

FEW = 1_000
"""Statements of a speaker below which it costs less to ask them for the words than the reverse."""
SOME = 20_000
"""Statements of a speaker below which it costs less to sort their articles than to ask all."""
WEIGHTS = {"statements": "", "articles": ", 4.0, 1.0, 1.0"}
"""What a word counts in each column of an index: one in a title says more."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table with its key, and the conditions that make it give only what is looked for.

    ``row`` is the alias under which it holds the row itself, if it does; ``repeats`` where a key
    can come twice; ``score`` ranks, lowest first; ``answers`` is the part of the query that
    needs no more looking at.
    """

    table: str
    key: str
    conditions: tuple[Condition, ...] = ()
    has_row: bool = False
    repeats: bool = False
    score: str | None = None
    answers: tuple[Node, ...] = ()


def begin(unit: Unit, tree: Node, conditions: Conditions, *, ranked: bool) -> Source:
    """Choose where to begin; raise UsageError where ranking has no words to go by."""
    parts = conjuncts(tree)
    words = _by_words(unit, parts, ranked=ranked)
    if ranked and words is None:
        raise UsageError("--sort rank needs words to rank by", hint="use --sort -date")
    if ranked or not (link := _narrowest(parts, conditions)):
        return words or _all(unit)
    most = FEW if words else SOME if unit == "articles" else None
    if most is not None and link.statements > most:
        return words or _all(unit)
    return _by_statements(link, parts, conditions) if unit == "articles" else _by_link(link)


def _all(unit: Unit) -> Source:
    alias = unit[0]
    return Source(f"{unit} AS {alias}", f"{alias}.id", has_row=True)


def _by_words(unit: Unit, parts: Sequence[Node], *, ranked: bool) -> Source | None:
    """Begin with an index of words; its keys come in order, so the newest 20 end the search.

    Where a query has words and phrases, the stems answer for the words and give besides all that
    can hold the phrases, which are then looked at one by one. What goes on after a ``*`` cannot be
    looked at so, and begins itself.
    """
    by_index: dict[Index | None, list[Node]] = {"stem": [], "fts": []}
    for part in parts:
        if expression(part.part if isinstance(part, Not) else part):
            by_index.setdefault(index_of(part), []).append(part)
    stems, written = by_index["stem"], by_index["fts"]
    wanted = [part for part in written if not isinstance(part, Not)]
    index: Index = "stem"
    answers, also = stems, wanted
    if expression(both(*stems)) is None or any(map(has_prefix, wanted)):
        index, answers, also = "fts", written, []
    asked = expression(both(*answers, *also))
    if asked is None:
        return None
    table = f"{unit}_{index}"
    return Source(
        table,
        f"{table}.rowid",
        (Condition(f"{table} MATCH ?", (asked,), unit),),
        score=f"bm25({table}{WEIGHTS[unit]})" if ranked else None,
        answers=tuple(answers),
    )


@dataclass(frozen=True, slots=True)
class _Link:
    """A speaker or topic, or several, and the part of the query that names them."""

    name: str
    ids: tuple[int, ...]
    statements: int
    part: Node

    @property
    def source(self) -> tuple[str, Condition, bool]:
        """The table of keys, the condition on it, and whether a key can come twice."""
        marks = ", ".join("?" * len(self.ids))
        condition = Condition(f"k.{self.name}_id IN ({marks})", self.ids)
        return f"statement_{self.name}s AS k", condition, self.name == "topic" or len(self.ids) > 1


def _narrowest(parts: Sequence[Node], conditions: Conditions) -> _Link | None:
    """Return the speaker or topic that has the fewest statements."""
    found = []
    for part in parts:
        if isinstance(part, Field) and part.name in LINKED and None not in part.values:
            named = conditions.meaning(part.name, [value for value in part.values if value])
            found.append(_Link(part.name, named.ids, named.statements, part))
    return min(found, key=lambda link: link.statements, default=None)


def _by_link(link: _Link) -> Source:
    table, condition, repeats = link.source
    return Source(table, "k.statement_id", (condition,), repeats=repeats, answers=(link.part,))


def _by_statements(link: _Link, parts: Sequence[Node], conditions: Conditions) -> Source:
    """Begin with the statements of a speaker, and take the articles that hold them."""
    table, condition, _ = link.source
    found = [(part, conditions.of(part)) for part in parts if part is not link.part]
    theirs = [(part, made) for part, made in found if all(c.about == "statements" for c in made)]
    return Source(
        f"{table} CROSS JOIN statements AS s ON s.id = k.statement_id",
        "s.article_id",
        (condition, *(held(c, "s.id") for _, made in theirs for c in made)),
        repeats=True,
        answers=(link.part, *(part for part, _ in theirs)),
    )
