"""A concordance: the found words in one column, the text to their left set against it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

from archive.render.safe import one_line, safe
from archive.render.table import MATCH, WIDE, make_console

if TYPE_CHECKING:
    from rich.text import Text

Row = Mapping[str, Any]

SPEAKER = 18
"""Columns of the screen for a speaker's name."""


def draw_kwic(rows: Sequence[Row], stream: IO[str], *, colour: bool) -> None:
    """Write a line a place: date, speaker, left, words, right, and an id where there is room."""
    console = make_console(stream, colour=colour)
    for line in _lines(rows, console.width):
        console.print(line, soft_wrap=True)


def _lines(rows: Sequence[Row], width: int) -> Iterator["Text"]:
    from rich.cells import cell_len, set_cell_size
    from rich.text import Text

    widest = max((cell_len(_shown(row["keyword"])) for row in rows), default=0)
    ids = max((len(row["docname"]) for row in rows), default=0) + 1 if width >= WIDE else 0
    keyword = min(widest, width // 3)
    side = max(8, (width - 10 - SPEAKER - keyword - ids - 4) // 2)
    for row in rows:
        left = _shown(row["pre"])
        while cell_len(left) > side:
            left = left[1:]
        yield Text.assemble(
            (f"{row['date'] or '':10} ", "dim"),
            _fitted(_shown(row["speaker"]), SPEAKER),
            " ",
            set_cell_size("", side - cell_len(left)),
            left,
            " ",
            (set_cell_size(_shown(row["keyword"]), keyword), MATCH),
            " ",
            set_cell_size(_shown(row["post"]), side),
            (f" {row['docname']}" if ids else "", "cyan"),
        )


def _fitted(text: str, width: int) -> str:
    """Return a text of exactly so many columns, with … where it is cut."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…"


def _shown(text: str | None) -> str:
    return safe(one_line(text or ""))
