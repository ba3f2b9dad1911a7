"""Tables and columns of a data package, and their values in cells of text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from archive.vocabulary import default_vocabulary

Kind = Literal["string", "integer", "number", "boolean", "array", "json"]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``source`` is the column of the schema that describes it, or a description."""

    name: str
    kind: Kind
    source: str

    def __post_init__(self) -> None:
        """Refuse a type that no package knows."""
        assert self.kind in get_args(Kind), self.kind

    def cell(self, value: Any) -> str:
        """Return a value as a cell of CSV; an empty one is none."""
        match self.kind:
            case _ if value is None:
                return ""
            case "array" | "json":
                return json.dumps(value, ensure_ascii=False)
            case "boolean":
                return "true" if value else "false"
            case _:
                return str(value)

    def value(self, cell: Any) -> Any:
        """Return the value of a cell of CSV or Parquet; raise ValueError for one of another kind.

        >>> Column("score", "number", "").value("0.5"), Column("spans", "array", "").value("[[0]]")
        (0.5, [[0]])
        """
        if cell is None or cell == "":
            return None
        match self.kind:
            case "array" | "json":
                return json.loads(cell)
            case "boolean":
                return cell in (True, "true")
            case "integer":
                return int(cell)
            case "number":
                return float(cell)
            case _:
                return str(cell)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``key`` are the columns that are unique together, ``refers`` columns to others'."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: Mapping[str, str]


@cache
def tables() -> Mapping[str, Table]:
    """Return the tables by name, in the order of the file."""
    return {
        name: Table(
            name,
            tuple(Column(*column) for column in facts["columns"]),
            tuple(facts.get("key", ())),
            facts.get("refers", {}),
        )
        for name, facts in default_vocabulary().table("package").items()
    }


def picked(names: Sequence[str], record: Row) -> dict[str, Any]:
    """Return what a record says under these names; none of what it does not say."""
    return {name: record.get(name) for name in names}
