"""Hits as a table on a terminal, with the words that were looked for marked.

Rich is imported by the one function that draws, since nothing else needs it.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from archive.records import Span
from archive.render.safe import one_line, safe

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

Row = Mapping[str, Any]

LONGEST = 280
"""Characters of a statement in a table; `show` has all of it. The longest in the seed has 460."""
NARROW = 72
"""Columns of a terminal below which a hit is written as a paragraph, not as a line of a table."""
WIDE = 110
"""Columns of a terminal from which on there is room for what is less asked for."""
MATCH = "bold yellow"


class Column(NamedTuple):
    """A column of a list; an optional one is left out where there is little room."""

    heading: str
    name: str
    number: bool = False
    optional: bool = False


def draw(
    rows: Sequence[Row], marks: Mapping[int, Sequence[Span]], stream: TextIO, *, colour: bool
) -> None:
    """Write rows of statements or of articles; ``marks`` are spans of the text by row id."""
    console = make_console(stream, colour=colour)
    texts = [_marked(row, marks.get(row["id"], ()), colour=colour) for row in rows]
    if console.width < NARROW:
        _draw_paragraphs(console, rows, texts)
    else:
        console.print(_table(rows, texts, wide=console.width >= WIDE))


def draw_list(
    columns: Sequence[Column], rows: Sequence[Row], stream: TextIO, *, colour: bool
) -> None:
    """Write rows under headings, as many columns as the width allows."""
    from rich.text import Text

    console = make_console(stream, colour=colour)
    shown = [c for c in columns if console.width >= WIDE or not c.optional]
    table = _empty_table()
    for column in shown:
        table.add_column(
            column.heading,
            justify="right" if column.number else "left",
            no_wrap=column.number,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(_shown(row[column.name])) for column in shown))
    console.print(table)


def make_console(stream: TextIO, *, colour: bool) -> "Console":
    """Return a console that writes colours or none, whatever the environment says of them."""
    from rich.console import Console

    return Console(
        file=stream,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        emoji=False,
        markup=False,
    )


def _shown(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, tuple | list):
        value = "; ".join(value)
    return "" if value is None else safe(one_line(str(value)))


def _table(rows: Sequence[Row], texts: "Sequence[Text]", *, wide: bool) -> "Table":
    from rich.text import Text

    table = _empty_table()
    statements = bool(rows) and "said_on" in rows[0]
    table.add_column("DATE", no_wrap=True)
    if statements:
        table.add_column("SPEAKER", max_width=24)
    table.add_column("STATEMENT" if statements else "ARTICLE", ratio=1)
    if wide:
        table.add_column("PUBLISHER", max_width=20)
    table.add_column("ID", no_wrap=True, style="cyan")
    for row, text in zip(rows, texts, strict=True):
        who = [Text(_who(row))] if statements else []
        source = [Text(_shown(row["publisher"]))] if wide else []
        table.add_row(_day(row), *who, text, *source, row["uid"])
    return table


def _empty_table() -> "Table":
    from rich.table import Table

    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")


def _draw_paragraphs(console: "Console", rows: Sequence[Row], texts: "Sequence[Text]") -> None:
    from rich.padding import Padding
    from rich.text import Text

    for row, text in zip(rows, texts, strict=True):
        head = (f"{_day(row)}  ", row["uid"], f"  {_who(row)}" if "said_on" in row else "")
        console.print(Text.assemble(head[0], (head[1], "cyan"), head[2]))
        console.print(Padding(text, (0, 0, 0, 2)))


def _day(row: Row) -> str:
    return str(row.get("said_on") or row.get("event_on") or row.get("published_on") or "")


def _who(row: Row) -> str:
    """Name the speakers; the words that stand for one whom nobody resolved are in brackets."""
    if row["speaker"]:
        return _shown(row["speaker"])
    return f"[{_shown(row['speaker_text'])}]" if row["speaker_text"] else "[unknown]"


def _marked(row: Row, spans: Sequence[Span], *, colour: bool) -> "Text":
    """Return the row's text around its first match, with all matches in it marked."""
    from rich.text import Text

    whole = row["text"] if "text" in row else row["title"] or "[no title]"
    start, end = _window(whole, spans[0][0] if spans else 0)
    shown = Text("…" * (start > 0))
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        shown.append(_piece(whole[at:first]))
        match = _piece(whole[first:last])
        shown.append(match if colour else f"⟦{match}⟧", MATCH)
        at = last
    shown.append(_piece(whole[at:end]) + "…" * (end < len(whole)))
    if row.get("quotation") == "direct":
        return Text.assemble("“", shown, "”")
    return shown


def _window(text: str, place: int) -> Span:
    """Return a part of a long text around ``place`` that begins and ends between words."""
    if len(text) <= LONGEST:
        return 0, len(text)
    start = max(0, min(place - LONGEST // 4, len(text) - LONGEST))
    end = min(start + LONGEST, len(text))
    if start:
        start = text.find(" ", start, place) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", place, end), place) if " " in text[place:end] else end
    return start, end


def _piece(text: str) -> str:
    return safe(text.replace("\n", " ").replace("\t", " "))
