"""Whether day or month stands first in a file's dates, found by the values that decide it.

"04/05/2020" says nothing, "03/13/2020" in another row of the column says that its program writes
the month first. So articles whose date is open wait for one that decides, up to a limit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive.dates import Order, calendar, field_date, order_of
from archive.read.source import Found, Reading
from archive.records import Document, Note, Unread
from archive.vocabulary import default_vocabulary

MOST_WAITING = 20_000
"""Articles that wait for one that decides: in 2,000 dates of one year, chance leaves all of them at
days up to 12 once in 10^800 years, so what is open after these stays so."""

MOST_CHARACTERS = 50_000_000
"""Characters of those, so that memory is bounded: a tenth of what reading may take."""

APART = ("application/warc", "text/html", "text/plain", "text/markdown")
"""Kinds of documents that are each of a publisher and program of their own."""

_PUBLISHED = "published"


@dataclass(slots=True)
class _Dates:
    """What the dates of one file have shown so far; ``unread`` are those that are none."""

    file: str
    given: Order | None
    found: set[Order] = field(default_factory=set)
    waiting: list[Document | Unread | Note] = field(default_factory=list)
    size: int = 0
    unread: int = 0
    example: str = ""

    @property
    def order(self) -> Order:
        """The order that is given or found; "unknown" where nothing or too much was."""
        if self.given:
            return self.given
        return next(iter(self.found)) if len(self.found) == 1 else "unknown"

    def take(self, document: Document, value: str) -> None:
        """Take note of what a date tells."""
        found = order_of(value)
        if found and found != "unknown":
            self.found.add(found)
        order = self.given or found
        if field_date(value, "given", calendar(default_vocabulary()), order) is None:
            self.unread += 1
            self.example = self.example or value

    def must_wait(self, value: str) -> bool:
        """Say whether a value's order is still to be found."""
        return not (self.given or self.found) and order_of(value) == "unknown"

    def released(self) -> Iterator[Document | Unread | Note]:
        """Yield what waited, each document with the order of its dates."""
        for one in self.waiting:
            yield self.settled(one) if isinstance(one, Document) else one
        self.waiting.clear()
        self.size = 0

    def settled(self, document: Document) -> Document:
        """Return a document with the order of its dates, where it needs one."""
        if self.given or order_of(document.given.get(_PUBLISHED, "")):
            return replace(document, date_order=self.order)
        return document

    def note(self) -> Iterator[Note]:
        """Yield what is to be said of dates that could not be read."""
        if self.unread:
            articles = "1 article has" if self.unread == 1 else f"{self.unread} articles have"
            yield Note(
                self.file,
                f"{articles} a date that cannot be read, such as {self.example[:40]!r} "
                f"(field {_PUBLISHED})",
            )


def with_date_order(found: Found, reading: Reading) -> Found:
    """Yield what was found, each document with the order of day and month in its dates.

    Behind the articles of a file stands a note of how many have a date that cannot be read.
    """
    dates: _Dates | None = None
    for one in found:
        file = one.path.partition("#")[0]
        apart = isinstance(one, Document) and one.media_type in APART
        if dates is not None and (file != dates.file or apart):
            yield from dates.released()
            yield from dates.note()
            dates = None
        if not isinstance(one, Document):
            if dates is not None and dates.waiting:
                dates.waiting.append(one)
            else:
                yield one
            continue
        dates = dates or _Dates(file, reading.dates)
        value = one.given.get(_PUBLISHED, "")
        if value:
            dates.take(one, value)
        if dates.waiting or dates.must_wait(value):
            dates.waiting.append(one)
            dates.size += len(one.text)
            full = len(dates.waiting) > MOST_WAITING or dates.size > MOST_CHARACTERS
            if dates.found or full:
                yield from dates.released()
        else:
            yield dates.settled(one)
    if dates is not None:
        yield from dates.released()
        yield from dates.note()
