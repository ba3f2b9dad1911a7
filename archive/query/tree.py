"""The nodes of a query; the text of each is a query that gives it again."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from archive.query.dates import first_day, last_day


@dataclass(frozen=True, slots=True)
class Everything:
    """What the empty query and ``*`` ask for."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or with ``prefix`` all that begin so; "all-weather" is the phrase of its parts."""

    text: str
    prefix: bool = False

    def __str__(self) -> str:
        return self.text + "*" * self.prefix


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another exactly; with ``prefix`` the last may go on."""

    text: str
    prefix: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' + "*" * self.prefix


@dataclass(frozen=True, slots=True)
class Near:
    """Words that all stand within ``distance`` words of each other, in any order."""

    words: tuple[str, ...]
    distance: int

    def __str__(self) -> str:
        return f'"{" ".join(self.words)}"~{self.distance}'


@dataclass(frozen=True, slots=True)
class Cased:
    """An abbreviation in its capitals; nobody types it, it is put beside a word such as US."""

    letters: str

    def __str__(self) -> str:
        return self.letters


@dataclass(frozen=True, slots=True)
class Field:
    """A field with one of ``values``; None stands for "has none"."""

    name: str
    values: tuple[str | None, ...]

    def __str__(self) -> str:
        return f"{self.name}:{','.join(map(_written, self.values))}"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first of ``since`` to the last of ``until``; None leaves an end open."""

    since: str | None
    until: str | None

    def __str__(self) -> str:
        if self.since == self.until:
            return self.since or ".."
        return f"{self.since or ''}..{self.until or ''}"

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and the last day, both inclusive; ``today`` anchors "-6m"."""
        return (
            first_day(self.since, today) if self.since else None,
            last_day(self.until, today) if self.until else None,
        )


@dataclass(frozen=True, slots=True)
class When:
    """A date field within one of ``periods``; None stands for "has no date"."""

    name: str
    periods: tuple[Period | None, ...]

    def __str__(self) -> str:
        return f"{self.name}:{','.join(str(p) if p else 'none' for p in self.periods)}"


@dataclass(frozen=True, slots=True)
class Not:
    """What ``part`` does not match."""

    part: "Node"

    def __str__(self) -> str:
        bare = isinstance(self.part, Word | Phrase | Near | Field | When)
        return f"-{self.part}" if bare else f"-({self.part})"


@dataclass(frozen=True, slots=True)
class And:
    """What all parts match."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(f"({p})" if isinstance(p, Or) else str(p) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """What one of the parts matches."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(f"({p})" if isinstance(p, And) else str(p) for p in self.parts)


Term = Word | Phrase | Near
Node = Everything | Word | Phrase | Near | Cased | Field | When | Not | And | Or


def conjuncts(tree: Node) -> tuple[Node, ...]:
    """Return the parts that must all match; a tree that joins nothing is its own only part."""
    return tree.parts if isinstance(tree, And) else (tree,)


def both(*nodes: Node) -> Node:
    """Join nodes that must all match, without brackets in brackets."""
    flat = [part for node in nodes for part in (node.parts if isinstance(node, And) else (node,))]
    parts = tuple(part for part in flat if part != Everything())
    if not parts:
        return Everything()
    return parts[0] if len(parts) == 1 else And(parts)


def either(*nodes: Node) -> Node:
    """Join nodes of which one must match, without brackets in brackets."""
    parts = tuple(p for node in nodes for p in (node.parts if isinstance(node, Or) else (node,)))
    return parts[0] if len(parts) == 1 else Or(parts)


def rewritten(tree: Node, change: Callable[[Node], Node]) -> Node:
    """Return the tree with each of its leaves changed, without brackets in brackets."""
    match tree:
        case And(parts=parts):
            return both(*(rewritten(part, change) for part in parts))
        case Or(parts=parts):
            return either(*(rewritten(part, change) for part in parts))
        case Not(part=part):
            return Not(rewritten(part, change))
        case _:
            return change(tree)


def terms(tree: Node) -> Iterator[Term]:
    """Yield the words and phrases that a hit may hold: those that are not excluded."""
    if isinstance(tree, Word | Phrase | Near):
        yield tree
    elif isinstance(tree, And | Or):
        for part in tree.parts:
            yield from terms(part)


def names_field(tree: Node, name: str) -> bool:
    """Tell whether a field of that name stands anywhere in the tree, also where it is excluded."""
    match tree:
        case And(parts=parts) | Or(parts=parts):
            return any(names_field(part, name) for part in parts)
        case Not(part=part):
            return names_field(part, name)
        case Field() | When():
            return tree.name == name
        case _:
            return False


def cased(tree: Node) -> frozenset[str]:
    """Return the abbreviations that count in capitals alone, wherever they stand in the tree."""
    if isinstance(tree, Cased):
        return frozenset({tree.letters})
    parts = tree.parts if isinstance(tree, And | Or) else ()
    return frozenset[str]().union(*map(cased, parts))


_BARE = re.compile(r'[^\s",()]+')


def _written(value: str | None) -> str:
    if value is None:
        return "none"
    return value if _BARE.fullmatch(value) and value.lower() != "none" else f'"{value}"'
