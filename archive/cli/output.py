"""Where output goes: a terminal gets tables and colours, a pipe all of the text as it is."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from archive.cli.options import BOM
from archive.cli.pager import paged
from archive.errors import UsageError
from archive.render.colour import Choice, wants_colour
from archive.render.formats import select, written
from archive.render.safe import safe

if TYPE_CHECKING:
    from archive.records import Span
    from archive.render.table import Column

Row = Mapping[str, Any]


BYTE_ORDER_MARK = "\ufeff"
"""Excel takes a CSV file that it opens by a double click for Windows-1252 without it."""


class Output:
    """Standard output as the options and the environment want it."""

    def __init__(self, form: str, colour: Choice = "auto", columns: Sequence[str] = ()) -> None:
        self.terminal = sys.stdout.isatty()
        self.colour = wants_colour(colour, os.environ, terminal=self.terminal)
        self.form = form
        self.columns = columns
        context = click.get_current_context(silent=True)
        wanted = context is not None and context.meta.get(BOM, False)
        self._before = BYTE_ORDER_MARK if wanted and form in ("csv", "tsv") else ""

    @property
    def draws(self) -> bool:
        """Is it a table for a person, which may be cut to the screen?"""
        return self.form == "table" and (self.terminal or self.colour)

    def write(self, pieces: Iterable[str]) -> None:
        """Write pieces of text; what a terminal would obey is escaped there."""
        stream = _utf8(sys.stdout)
        stream.write(self._before)
        self._before = ""
        for piece in pieces:
            stream.write(safe(piece) if self.terminal else piece)

    def write_lines(self, lines: Iterable[str]) -> None:
        """Write lines that hold our own colours, in which stored text is escaped already."""
        with paged() as stream:
            for line in lines:
                stream.write(line.rstrip() + "\n")

    def write_rows(self, rows: Iterable[Row], known: Sequence[str] = ()) -> None:
        """Write rows in the format that was asked for, when it is not drawn.

        ``known`` are the columns for a header above no rows.
        """
        form = "lines" if self.form == "table" else self.form
        self.write(written(rows, form, known, whole=bool(self.columns)))

    def write_hits(self, rows: Iterable[Row], known: Sequence[str], title: str) -> None:
        """Write statements or articles in the format that was asked for; Atom needs a title."""
        if self.columns and self.form in ("ids", "atom"):
            raise UsageError(
                f"--format {self.form} has no columns to choose from", hint="leave out -c"
            )
        if self.columns:
            rows = select(rows, self.columns, known)
        if self.form == "atom":
            from archive.render.atom import feed

            self.write(feed(rows, title, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"))
        elif self.form == "parquet":
            self._write_parquet(rows, self.columns or known)
        else:
            self.write_rows(rows, self.columns or known)

    def write_counts(self, rows: Iterable[Row], known: Sequence[str]) -> None:
        """Write how many there are of each kind in the format that was asked for."""
        if self.form in ("ids", "atom", "parquet"):
            raise UsageError(
                f"--format {self.form} lists hits and cannot write counts",
                hint="for counts use -f table, json, jsonl, csv, tsv or markdown",
            )
        self.write_hits(rows, known, "")

    def draw_counts(self, rows: Sequence[Row], kind: str, unit: str) -> None:
        """Draw how many there are of each kind."""
        from archive.render.table import Column

        drawn = (
            Column(kind.upper(), "value"),
            Column(unit.upper(), unit, number=True),
            Column("SHARE", "share", number=True),
            Column("FIRST", "first_on"),
            Column("LAST", "last_on"),
        )
        chosen = [column for column in drawn if column.name in (self.columns or column.name)]
        none = f"(no {kind})"
        self.write_list(
            chosen,
            [{**row, "value": none if row["value"] is None else row["value"]} for row in rows],
        )

    def _write_parquet(self, rows: Iterable[Row], columns: Sequence[str]) -> None:
        if self.terminal:
            raise UsageError(
                "Parquet is binary and cannot be shown on a terminal",
                hint="write it to a file: > hits.parquet",
            )
        from archive.render.parquet import parquet

        sys.stdout.buffer.write(parquet(rows, columns))

    def draw_hits(
        self,
        rows: Sequence[Row],
        marks: "Mapping[int, Sequence[Span]]",
        snippets: "Mapping[int, tuple[str, Sequence[Span]]] | None" = None,
    ) -> None:
        """Draw statements or articles: in the chosen columns, or as people want to see them."""
        from archive.render.table import Column, draw, draw_list

        with paged() as stream:
            if self.columns:
                chosen = [*select(rows, self.columns, [*rows[0]])]
                columns = [Column(name.upper(), name) for name in chosen[0] if name != "id"]
                draw_list(columns, chosen, stream, colour=self.colour)
            else:
                draw(rows, marks, stream, snippets or {}, colour=self.colour)

    def write_list(self, columns: "Sequence[Column]", rows: Sequence[Row]) -> None:
        """Write a list of things, drawn with these columns on a terminal."""
        if not self.draws:
            self.write_rows(rows)
            return
        from archive.render.table import draw_list

        with paged() as stream:
            draw_list(columns, rows, stream, colour=self.colour)


def note(text: str) -> None:
    """Say something about the result, on standard error."""
    click.echo(safe(text), err=True)


def _utf8(stream: TextIO) -> TextIO:
    """Programs are promised UTF-8 whatever the locale says; a terminal knows its own encoding."""
    if not stream.isatty() and hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream


def counted(number: int, things: str, *, most: int | None = None) -> str:
    """Return "1 topic" or "1,204 topics", and above ``most`` "1,000+ topics"."""
    if most is not None and number > most:
        return f"{most:,}+ {things}"
    one = "copy" if things == "copies" else things[:-1]
    return f"{number:,} {things if number != 1 else one}"


def shown_path(path: str) -> str:
    """Return a path as it is read best: from here, where it lies below the current folder."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path
