"""A concordance: the found words in one column, the text to their left set against it."""

from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

from archive.render.safe import one_line, safe
from archive.render.table import MATCH, make_console

if TYPE_CHECKING:
    from rich.text import Text


def draw_kwic(rows: Sequence[Mapping[str, Any]], stream: IO[str], *, colour: bool) -> None:
    """Write a line a place: date, speaker, left, words, right, id, as far as the screen goes."""
    from rich.table import Table

    console = make_console(stream, colour=colour)
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(no_wrap=True, max_width=18)
    table.add_column(no_wrap=True, justify="right", ratio=1)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, ratio=1)
    table.add_column(no_wrap=True, style="cyan")
    for row in rows:
        keyword = _shown(row["keyword"])
        keyword.stylize(MATCH)
        left = _shown(row["pre"])
        left.overflow = "crop"
        table.add_row(
            row["date"] or "",
            _shown(row["speaker"]),
            left,
            keyword,
            _shown(row["post"]),
            row["docname"],
        )
    console.print(table)


def _shown(text: str | None) -> "Text":
    from rich.text import Text

    return Text(safe(one_line(text or "")), overflow="ellipsis")
