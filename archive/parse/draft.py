"""What the steps of parsing hand on: the lines that are left, and the fields found so far."""

from typing import NamedTuple

from archive.dates import Order
from archive.records import Date, Removed


class Line(NamedTuple):
    """A paragraph's worth of text; ``gap`` says that a blank line stands before it.

    ``quoted`` says that it is part of a block quotation.
    """

    text: str
    gap: bool
    quoted: bool = False


class Draft(NamedTuple):
    """An article in the making. Each step takes lines away and fills fields that are empty.

    A named tuple, because ten copies of a dataclass cost a third of the time of parsing.
    """

    path: str
    lines: tuple[Line, ...]
    title: str | None = None
    published: Date | None = None
    updated: Date | None = None
    published_time: str | None = None
    event: Date | None = None
    written: Date | None = None
    place: str | None = None
    source: str | None = None
    agency: str | None = None
    editors: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    url: str | None = None
    language: str | None = None
    date_order: Order | None = None
