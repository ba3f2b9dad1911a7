"""Rows for programs: JSON, JSON Lines, CSV, TSV, Markdown, ids, and bare lines for a pipe.

Nothing is cut. JSON has lists where a row of the view joins several values, and true and false;
``archive/help/formats.md`` names the fields.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from archive.errors import UsageError
from archive.render.safe import cell, one_line

Row = Mapping[str, Any]

VERSION = 1
"""Of the names and meanings of fields. A field may be added; where one changes, this goes up."""

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


def written(
    rows: Iterable[Row], form: str, known: Sequence[str] = (), *, whole: bool = False
) -> Iterator[str]:
    """Yield the text of the rows in the format ``form``, piece by piece.

    Markdown and lines have the main columns, unless ``whole`` asks for all. Where there are no rows
    CSV and TSV have a header of the ``known`` columns, so that a program can read them.
    """
    if form in _BRIEFLY:
        return _BRIEFLY[form](rows, tuple if whole else brief_columns)
    if form in _WITH_HEADER:
        return _with_header(rows, known, _WITH_HEADER[form])
    return _WRITERS[form](rows)


def select(rows: Iterable[Row], columns: Sequence[str], known: Sequence[str]) -> Iterator[Row]:
    """Return the rows with these columns alone, in this order; raise UsageError for an unknown one.

    The names that JSON has for lists are names too: speakers is speaker.
    """
    plural = {many: one for one, (many, _) in _LISTS.items()}
    names = [plural.get(name, name) if name not in known else name for name in columns]
    for name, written_so in zip(names, columns, strict=True):
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, n=1)
            guess = f"did you mean {near[0]}? " if near else ""
            listed = f"There are {', '.join(known)}."
            raise UsageError(f"there is no column {written_so!r}", hint=guess + listed)
    return ({"id": row.get("id"), **{name: row[name] for name in names}} for row in rows)


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


def _with_header(
    rows: Iterable[Row], known: Sequence[str], line: Callable[[Iterable[object]], str]
) -> Iterator[str]:
    headed = False
    for row in rows:
        shown = {name: value for name, value in row.items() if name not in _HIDDEN}
        if not headed:
            headed = True
            yield line(shown)
        yield line(map(_flat, shown.values()))
    if known and not headed:
        yield line(name for name in known if name not in _HIDDEN)


def _csv_line(values: Iterable[object]) -> str:
    line = StringIO()
    import csv  # a table on the screen needs none

    # It quotes what holds a line break only where that is part of its own ending, so a bare \r
    # would begin a new row, past the guard against formulas.
    csv.writer(line, lineterminator="\r\n").writerow(map(cell, values))
    return line.getvalue().removesuffix("\r\n") + "\n"


def _tsv_line(values: Iterable[object]) -> str:
    return "\t".join(str(cell(one_line(_text(value)))) for value in values) + "\n"


def _ids(rows: Iterable[Row]) -> Iterator[str]:
    return (f"{row['uid']}\n" for row in rows)


Columns = Callable[[Row], Iterable[str]]


def _markdown(rows: Iterable[Row], columns: Columns) -> Iterator[str]:
    for number, row in enumerate(rows):
        shown = _shown(row, columns)
        if number == 0:
            yield f"| {' | '.join(shown)} |\n|{' --- |' * len(shown)}\n"
        yield f"| {' | '.join(map(_markdown_cell, shown.values()))} |\n"


def _markdown_cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _lines(rows: Iterable[Row], columns: Columns) -> Iterator[str]:
    for row in rows:
        yield "\t".join(_shown(row, columns).values()) + "\n"


def _shown(row: Row, columns: Columns) -> dict[str, str]:
    return {name: one_line(_text(row[name])) for name in columns(row) if name not in _HIDDEN}


def brief_columns(row: Row) -> tuple[str, ...]:
    """Return which columns of a row a person wants to see first."""
    known = next((columns for columns in _BRIEF if {*columns[:2]} <= row.keys()), tuple(row))
    return tuple(name for name in known if name in row)


_BRIEF = (
    ("said_on", "speaker", "text", "publisher", "uid", "copy"),
    ("event_on", "title", "publisher", "place", "participants", "statements", "uid", "copy"),
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
    "ids": _ids,
}
_WITH_HEADER: Mapping[str, Callable[[Iterable[object]], str]] = {
    "csv": _csv_line,
    "tsv": _tsv_line,
}
_BRIEFLY: Mapping[str, Callable[[Iterable[Row], Columns], Iterator[str]]] = {
    "markdown": _markdown,
    "lines": _lines,
}
