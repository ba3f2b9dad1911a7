"""How far a long work is, how fast it goes now, and when it will be done."""

from collections import deque
from typing import TYPE_CHECKING

from archive.cli.output import counted

if TYPE_CHECKING:
    from archive.ingest import Progress

RECENT_SECONDS = 10.0
"""The rate is that of so many seconds: that of the whole run would hide a standstill."""

SURE_SECONDS = 5.0
"""Before so many seconds no time left is shown: it would be a guess from a file or two."""


class Meter:
    """Takes what a run reports, with the seconds at which it did, by any clock.

    The time left is that of the whole run so far in proportion to the bytes: the bytes of the last
    seconds are of a few long or short texts, and an estimate by them swings from 3 minutes to 15.
    """

    def __init__(self, now: float) -> None:
        """Begin now."""
        self._began = self._now = now
        self._recent = deque([(now, 0)])
        self._progress: Progress | None = None

    def take(self, progress: "Progress", now: float) -> None:
        """Note how far the run is."""
        self._progress, self._now = progress, now
        if progress.phase is None:
            self._recent.append((now, progress.documents))
        while len(self._recent) > 2 and self._recent[1][0] <= now - RECENT_SECONDS:
            self._recent.popleft()

    @property
    def total(self) -> int | None:
        """Of how many bytes, or steps of a phase; None where that is not known."""
        if self._progress is None:
            return None
        if self._progress.phase is not None:
            return self._progress.steps
        # Files may grow while they are read.
        total = self._progress.total
        return total and max(total, self._progress.bytes, 1)

    @property
    def done(self) -> int:
        """How many of them are done."""
        if self._progress is None:
            return 0
        return self._progress.bytes if self._progress.phase is None else self._progress.step

    @property
    def rate(self) -> float:
        """Documents a second in the last ten."""
        (since, before), (until, after) = self._recent[0], self._recent[-1]
        # Where nothing has come for a while, the seconds since count too.
        return (after - before) / max(self._now - since, until - since, 0.1)

    @property
    def left(self) -> float | None:
        """Seconds until all is read; None where nobody can say."""
        spent = self._now - self._began
        if not self.total or not self.done or spent < SURE_SECONDS:
            return None
        return spent * (self.total - self.done) / self.done

    @property
    def state(self) -> str:
        """All of it but the name of the phase, on a line."""
        progress = self._progress
        if progress is None:
            return ""
        if progress.phase is not None:
            return f"{progress.step:,} of {progress.steps:,}" if progress.steps else ""
        # The last byte is read before the last statement is stored.
        share = [f"{min(self.done / self.total, 0.99):.0%}"] if self.total else []
        parts = [*share, counted(progress.documents, "documents"), f"{self.rate:,.0f}/s"]
        parts += [f"{progress.failed:,} failed"] if progress.failed else []
        parts += [f"{_duration(self.left)} left"] if self.left is not None else []
        return " · ".join(parts)

    def __str__(self) -> str:
        phase = self._progress.phase if self._progress else None
        return f"{phase or 'ingesting'}: {self.state}".removesuffix(": ")


def _duration(seconds: float) -> str:
    """Return a time in the two units that matter, rounded: nobody needs 7:17 of an estimate."""
    if seconds < 60:
        return f"{5 * max(1, round(seconds / 5))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
