"""Hits as a table on a terminal, with the words that were looked for marked.

Rich is imported by the one function that draws, since nothing else needs it.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from archive.records import Span
from archive.render.safe import one_line, safe

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

Row = Mapping[str, Any]
Marked = tuple[str, Sequence[Span]]
"""A text and the places in it to mark."""

LONGEST = 280
"""Characters of a statement in a table; `show` has all of it. The longest in the seed has 460."""
SNIPPET = 180
"""Characters of a body under an article's title."""
NARROW = 72
"""Columns of a terminal below which a hit is written as a paragraph, not as a line of a table."""
WIDE = 110
"""Columns of a terminal from which on there is room for what is less asked for."""
CLOSING = frozenset(".,;:!?)”’»…")
WHOLE = ("uid", "_on")
"""How the names of columns end whose values are copied, ids and dates: never broken."""
MATCH = "bold yellow"


class Column(NamedTuple):
    """A column of a list; an optional one is left out where there is little room."""

    heading: str
    name: str
    number: bool = False
    optional: bool = False


def draw(
    rows: Sequence[Row],
    marks: Mapping[int, Sequence[Span]],
    stream: IO[str],
    snippets: Mapping[int, Marked] = MappingProxyType({}),
    *,
    colour: bool,
) -> None:
    """Write rows of statements or of articles.

    ``marks`` are spans of the statement or title by row id, ``snippets`` bodies with spans, of
    which the part around the first is shown below. Rows with ``before`` and ``after`` are shown
    between these, those in ``also``, its copies, below.
    """
    console = make_console(stream, colour=colour)
    texts = [
        _also(row, _around(row, _below(row, _marked(row, marks.get(row["id"], ()), colour=colour),
                                       snippets.get(row["id"]), colour=colour)))
        for row in rows
    ]  # fmt: skip
    if console.width < NARROW:
        _draw_paragraphs(console, rows, texts)
    else:
        console.print(_table(rows, texts, wide=console.width >= WIDE))


def draw_list(
    columns: Sequence[Column], rows: Sequence[Row], stream: IO[str], *, colour: bool
) -> None:
    """Write rows under headings, as many columns as the width allows."""
    from rich.text import Text

    console = make_console(stream, colour=colour)
    shown = [c for c in columns if console.width >= WIDE or not c.optional]
    table = _empty_table()
    whole = WHOLE if console.width < NARROW else (*WHOLE, "name")
    for column in shown:
        table.add_column(
            column.heading,
            justify="right" if column.number else "left",
            no_wrap=column.number or column.name.endswith(whole),
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(_shown(row[column.name])) for column in shown))
    console.print(table)


def make_console(stream: IO[str], *, colour: bool) -> "Console":
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
    if isinstance(value, float):
        return f"{value:.1%}"
    if isinstance(value, tuple | list):
        value = "; ".join(value)
    text = "" if value is None else str(value)
    indent = len(text) - len(text.lstrip(" "))
    return " " * indent + safe(one_line(text))


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

    if "text" not in row:
        return _cut(row["title"] or "[no title]", spans, LONGEST, colour=colour)
    # What is read on within its context is not cut.
    longest = len(row["text"]) if "before" in row else LONGEST
    shown = _cut(row["text"], spans, longest, colour=colour)
    return Text.assemble("“", shown, "”") if row.get("quotation") == "direct" else shown


def _below(row: Row, head: "Text", snippet: Marked | None, *, colour: bool) -> "Text":
    """Put the part of the body that matches under an article's title, or in its place."""
    from rich.text import Text

    if snippet is None:
        return head
    body = _cut(*snippet, SNIPPET, colour=colour)
    body.stylize_before("dim")
    return Text("\n").join([head, body]) if row["title"] else body


def _around(row: Row, text: "Text") -> "Text":
    """Put the sentences before and after a statement beside it, fainter."""
    from rich.text import Text

    parts = [(row.get("before"), "dim"), (text, ""), (row.get("after"), "dim")]
    shown = [
        part if isinstance(part, Text) else Text(_piece(part), style)
        for part, style in parts
        if part
    ]
    if not shown:
        return text  # an article without title and words, of which old archives may have some
    joined = shown[0]
    for part in shown[1:]:
        # What is left of the statement's own sentence may be its full stop alone.
        joined = Text("" if part.plain[0] in CLOSING else " ").join([joined, part])
    return joined


def _also(row: Row, text: "Text") -> "Text":
    """Name below a hit who else printed it, with the copy's number, fainter."""
    from rich.text import Text

    if not row.get("also"):
        return text
    named = ", ".join(_copy(copy) for copy in row["also"])
    return Text("\n").join([text, Text(f"also: {named}", "dim")])


def _copy(row: Row) -> str:
    who = [row["publisher"] or row["url"] or row["path"] or "unknown", row["published_on"]]
    return f"{_shown(' '.join(filter(None, who)))} (copy {row['copy']})"


def _cut(whole: str, spans: Sequence[Span], longest: int, *, colour: bool) -> "Text":
    from rich.text import Text

    start, end = _window(whole, spans[0][0] if spans else 0, longest)
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
    return shown


def _window(text: str, place: int, longest: int) -> Span:
    """Return a part of a long text around ``place`` that begins and ends between words."""
    if len(text) <= longest:
        return 0, len(text)
    start = max(0, min(place - longest // 4, len(text) - longest))
    end = min(start + longest, len(text))
    if start:
        start = text.find(" ", start, place) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", place, end), place) if " " in text[place:end] else end
    return start, end


def _piece(text: str) -> str:
    return safe(text.replace("\n", " ").replace("\t", " "))
