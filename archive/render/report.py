"""Answers of several parts, each a small table: drawn one under another, or as data for programs.

In a row, a name that begins with "_" is for the eye alone: a bar, a text with marks in it. JSON has
one object with a list a part, JSON Lines and tab-separated lines name the part first, CSV has the
rows of one part, because its columns are the same in every line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from archive.errors import UsageError
from archive.render.formats import as_object, json_lines, json_text, written
from archive.render.safe import one_line, safe
from archive.render.table import Column, draw_list, make_console

Row = Mapping[str, Any]

MOST = 10
"""Rows of a part that are drawn; data formats have all."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table with a name for programs and a title for people; ``single`` where it is one row.

    ``drawn`` are rows for the eye where they are others than those for programs; ``note`` stands
    under them, and ``most`` of them are shown.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    note: str = ""
    single: bool = False
    most: int | None = MOST
    drawn: Sequence[Row] | None = None

    @property
    def shown(self) -> Sequence[Row]:
        """The rows for the eye, all of them."""
        return self.rows if self.drawn is None else self.drawn


def chosen(parts: Sequence[Part], name: str | None) -> Sequence[Part]:
    """Return the part of that name alone, all where none is asked for; raise UsageError."""
    if name is None:
        return parts
    found = [part for part in parts if part.name == name]
    if not found:
        known = ", ".join(part.name for part in parts)
        raise UsageError(f"there is no part {name!r}", hint=f"the parts are {known}")
    return found


def report(parts: Sequence[Part], form: str, main: str) -> Iterator[str]:
    """Yield the text of parts in a format for programs; CSV of ``main`` where there are several."""
    if form == "json":
        yield json_text({part.name: _value(part) for part in parts}, indent=2) + "\n"
    elif form == "jsonl":
        objects = ({"part": part.name, **as_object(row)} for part in parts for row in _rows(part))
        yield from json_lines(objects, array=False)
    elif form in ("csv", "tsv"):
        part = parts[0] if len(parts) == 1 else next(p for p in parts if p.name == main)
        yield from written(_rows(part), form)
    elif form == "markdown":
        yield from _markdown(parts)
    else:
        for part in parts:
            for row in _rows(part):
                yield "\t".join([part.name, *(one_line(_text(v)) for v in row.values())]) + "\n"


def draw(parts: Sequence[Part], stream: IO[str], *, colour: bool) -> None:
    """Write parts for a person, each under its title; what has no rows or title is left out."""
    from rich.text import Text

    console = make_console(stream, colour=colour)
    for number, part in enumerate(p for p in parts if p.title and (p.rows or p.note)):
        if number:
            console.print()
        console.print(Text(safe(one_line(part.title)), "bold"))
        if part.rows and part.columns:
            draw_list(part.columns, part.shown[: part.most], stream, colour=colour)
        for line in _notes(part):
            console.print(Text(safe(line), "dim"))


def percent(share: float) -> str:
    """Return a share as a reader wants it: three digits at most, never more than it is worth."""
    value = share * 100
    return f"{value:.0f} %" if value >= 10 or value == 0 else f"{value:.2g} %"


def _notes(part: Part) -> Iterator[str]:
    hidden = len(part.shown) - len(part.shown[: part.most])
    if hidden:
        yield f"… and {hidden:,} more; all with --format jsonl"
    if part.note:
        yield from part.note.split("\n")


def _rows(part: Part) -> Iterator[dict[str, Any]]:
    for row in part.rows:
        yield {name: value for name, value in row.items() if not name.startswith("_")}


def _value(part: Part) -> Any:
    rows = [as_object(row) for row in _rows(part)]
    return rows[0] if part.single and rows else rows


def _markdown(parts: Iterable[Part]) -> Iterator[str]:
    for number, part in enumerate(part for part in parts if part.columns and part.rows):
        yield f"{chr(10) * (number > 0)}### {one_line(part.title or part.name)}\n\n"
        shown = (
            {column.heading.lower(): _text(row[column.name]) for column in part.columns}
            for row in part.shown
        )
        yield from written(shown, "markdown")


def _text(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, tuple | list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
