"""What a page is asked, and what it answers: plain values, so that pages know nothing of HTTP."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive.errors import ArchiveError, UsageError
from archive.render.citation import Cited
from archive.store.reports.selection import Selection

LONGEST = 2_000
"""Characters of a parameter. A query of so many has some 300 words; an address that is longer is
refused by some servers and programs (8 kB)."""


class MissingError(ArchiveError):
    """There is no such page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is asked.

    ``id`` is what the address names, ``parameters`` are those behind the question mark, and
    ``selected`` is what alone is shown, of a static site; None is all.
    """

    today: date
    id: str = ""
    parameters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    selected: Selection | None = None

    def of_selection(self, keys: Sequence[int]) -> list[int]:
        """Return those keys of statements that are shown."""
        if self.selected is None:
            return list(keys)
        return [key for key in keys if key in self.selected.statements]

    def one(self, name: str) -> str:
        """Return a parameter, empty where it is not given; raise UsageError for a long one."""
        text = next(iter(self.parameters.get(name, ())), "").strip()
        if len(text) > LONGEST:
            raise UsageError(
                f"{name} has {len(text):,} characters; at most {LONGEST:,} can be asked"
            )
        return text

    def number(self, name: str, most: int) -> int:
        """Return a number from 1 to ``most``, 1 where none is given; raise UsageError."""
        text = self.one(name) or "1"
        if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= most):
            raise UsageError(f"{name} must be a number from 1 to {most:,}, not {text!r}")
        return int(text)

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """Return one of the choices, the first where none is given; raise UsageError."""
        text = self.one(name) or choices[0]
        if text not in choices:
            raise UsageError(f"{name} must be one of {', '.join(choices)}, not {text!r}")
        return text


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, the template that shows ``data``, and the same for programs.

    ``written`` yields it as "json" or "csv"; ``cited`` is what a citation of it names where it has
    one of its own. ``has_files`` is false where there is nothing to write.
    """

    title: str
    template: str
    data: Any
    written: Callable[[str], Iterable[str]]
    cited: Callable[[], Cited] | None = None
    has_files: bool = True
