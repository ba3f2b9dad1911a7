"""What is given to SQL and taken from it: a list as one parameter, names, the values of rows."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any


def json_list(values: Iterable[str | int]) -> str:
    """Return what ``json_each(?)`` takes: a list as one parameter, however long."""
    return json.dumps(list(values), ensure_ascii=False)


def column(found: sqlite3.Cursor) -> Iterator[Any]:
    """Yield the first value of each row."""
    return (row[0] for row in found)


def scalar(found: sqlite3.Cursor) -> Any:
    """Return the first value of the first row, None where there is no row."""
    row = found.fetchone()
    return None if row is None else row[0]


def mappings(found: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    """Yield each row as a mapping of column to value."""
    names = [description[0] for description in found.description]
    return (dict(zip(names, row, strict=True)) for row in found)


def names(columns: Sequence[str]) -> str:
    """Return column names as SQL lists them."""
    return ", ".join(f'"{name}"' for name in columns)
