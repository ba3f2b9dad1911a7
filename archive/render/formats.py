"""Rows for programs: JSON, JSON Lines, CSV, Markdown, and tab-separated lines for a pipe.

Nothing is cut. JSON has lists where a row of the view joins several values, and true and false;
``archive/help/formats.md`` names the fields.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from archive.render.safe import cell, one_line

Row = Mapping[str, Any]

_LISTS = {
    "speaker": ("speakers", "; "),
    "role": ("roles", "; "),
    "topics": ("topics", ", "),
    "participants": ("participants", "; "),
}
_FLAGS = frozenset({"implicit", "headline", "collective"})
_HIDDEN = frozenset({"id"})
"""The integer key changes when a date does; ``uid`` is what lasts."""


def as_object(row: Row) -> dict[str, Any]:
    """Return a row as JSON has it."""
    return dict(_member(name, value) for name, value in row.items() if name not in _HIDDEN)


def json_text(value: Any, indent: int | None = None) -> str:
    """Return JSON in UTF-8, not in escapes."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def written(rows: Iterable[Row], form: str) -> Iterator[str]:
    """Yield the text of the rows in the format ``form``, piece by piece."""
    return _WRITERS[form](rows)


def json_lines(values: Iterable[Any], *, array: bool) -> Iterator[str]:
    """Yield values one a line, or as one array with one a line in it."""
    if not array:
        yield from (json_text(value) + "\n" for value in values)
        return
    before = "[\n"
    for value in values:
        yield before + json_text(value)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _jsonl(rows: Iterable[Row]) -> Iterator[str]:
    return json_lines(map(as_object, rows), array=False)


def _json(rows: Iterable[Row]) -> Iterator[str]:
    return json_lines(map(as_object, rows), array=True)


def _csv(rows: Iterable[Row]) -> Iterator[str]:
    for number, row in enumerate(rows):
        shown = {name: value for name, value in row.items() if name not in _HIDDEN}
        if number == 0:
            yield _csv_line(shown)
        yield _csv_line(cell(_flat(value)) for value in shown.values())


def _csv_line(values: Iterable[object]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()


def _markdown(rows: Iterable[Row]) -> Iterator[str]:
    for number, row in enumerate(rows):
        shown = _brief(row)
        if number == 0:
            yield f"| {' | '.join(shown)} |\n|{' --- |' * len(shown)}\n"
        yield f"| {' | '.join(map(_markdown_cell, shown.values()))} |\n"


def _markdown_cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield "\t".join(_brief(row).values()) + "\n"


def _brief(row: Row) -> dict[str, str]:
    """Return the columns that a table shows, each on one line."""
    return {name: one_line(_text(row[name])) for name in brief_columns(row)}


def brief_columns(row: Row) -> tuple[str, ...]:
    """Return which columns of a row a person wants to see first."""
    known = next((columns for columns in _BRIEF if columns[0] in row), tuple(row))
    return tuple(name for name in known if name in row)


_BRIEF = (
    ("said_on", "speaker", "text", "publisher", "uid"),
    ("event_on", "title", "publisher", "place", "participants", "statements", "uid"),
    ("name", "kind", "statements", "first_said_on", "last_said_on", "roles", "uid"),
    ("slug", "label", "statements", "first_said_on", "last_said_on"),
)


def _flat(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple | list) else value


def _text(value: Any) -> str:
    return "" if value is None else str(_flat(value))


def _member(name: str, value: Any) -> tuple[str, Any]:
    if name in _FLAGS:
        return name, bool(value)
    if name in _LISTS:
        name, separator = _LISTS[name]
        return name, value.split(separator) if value else []
    return name, value


_WRITERS: Mapping[str, Callable[[Iterable[Row]], Iterator[str]]] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
    "lines": _lines,
}
