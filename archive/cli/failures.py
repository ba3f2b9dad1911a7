"""What could not be taken in, said so that a thousand failures of one kind are three lines."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.cli.output import shown_path
from archive.cli.progress import Say
from archive.render.safe import safe

if TYPE_CHECKING:
    from archive.ingest import Result
    from archive.store.failures import Failure

NOTHING_FAILED = "there are no failures left to try again"

SHOWN = 3
"""Failures for one reason that are said one by one: a crawl has an index page for each article."""

_DETAIL = re.compile(r"\d{1,20}|“[^”]{0,1000}”|'[^']{0,200}'")


@dataclass(slots=True)
class FailureReport:
    """Says of failures why, each at once; of those for one reason the first few, then how many.

    What was said already (``known``, lines) is not said again. ``is_recorded``: all can be listed.
    """

    say: Say
    known: set[str] = field(default_factory=set)
    is_recorded: bool = True
    _times: Counter[str] = field(default_factory=Counter)

    def add(self, failure: "Failure | Result") -> None:
        """Say why one failed, unless that is known or was said often."""
        line = reason(failure)
        if line in self.known:
            return
        kind = _kind(failure)
        self._times[kind] += 1
        if self._times[kind] <= SHOWN:
            self.say(line)

    def end(self) -> None:
        """Say how many more there were for each reason, and how all are listed."""
        more = {kind: number - SHOWN for kind, number in self._times.items() if number > SHOWN}
        for kind, number in more.items():
            self.say(safe(f"… and {number:,} more: {kind}"))
        if more and self.is_recorded:
            self.say("all of them: archive db failures")


def reason(failure: "Failure | Result") -> str:
    """Return one line that names what failed, as it is read best, and why."""
    path = shown_path(failure.path)
    known = (failure.reason or "").replace(failure.path, path)
    return safe(known if path in known else f"{path}: {known}")


def _kind(failure: "Failure | Result") -> str:
    """Return a reason without what is of this failure alone: its path, numbers, words quoted."""
    bare = (failure.reason or "").replace(failure.path, "").strip(" :")
    return _DETAIL.sub("…", bare)
