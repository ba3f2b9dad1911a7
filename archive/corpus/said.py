"""A statement as the statistics of wording see it."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Who(NamedTuple):
    """A speaker: the uid that tells two of one name apart, and the name."""

    uid: str
    name: str


UNKNOWN = Who("", "unknown")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: its words, who made it, when, and where it is written.

    ``said_on`` is an ISO day, month or year, None where it is not known; ``article`` is a uid, and
    ``countries`` are those of the offices in which the speakers spoke, or the speakers themselves.
    """

    uid: str
    text: str
    said_on: str | None = None
    article: str = ""
    speakers: tuple[Who, ...] = ()
    publisher: str | None = None
    place: str | None = None
    title: str | None = None
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    position: int = field(default=0, compare=False)

    @property
    def year(self) -> int | None:
        """The year in which it was said."""
        return int(self.said_on[:4]) if self.said_on else None

    @property
    def who(self) -> tuple[Who, ...]:
        """Those to whom it counts: the speakers, or "unknown"."""
        return self.speakers or (UNKNOWN,)

    @property
    def names(self) -> str:
        """The speakers' names as one text."""
        return "; ".join(who.name for who in self.who)


def in_order(said: Said) -> tuple[bool, str, str, int]:
    """Sort by day, the undated last, then as one reads."""
    return (said.said_on is None, said.said_on or "", said.article, said.position)
