"""A limit to the time that one analysis may take, so that no text holds up an ingest."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from archive.errors import AnalysisTimeoutError

CHARACTERS = 200_000
"""Characters of a text that have the limit once, and each as many more once again. Measured: 68 of
70 generators of hostile text took at most 2.2 s of processor time for so many, in proportion to
their length; the limit is 10 s unless another is asked for."""

AGAIN_SECONDS = 0.1
"""Until the work is interrupted again: Python drops an exception that comes to it while it frees
memory, and goes on."""


@contextmanager
def time_limit(seconds: float, characters: int) -> Iterator[None]:
    """Raise AnalysisTimeoutError where the work takes more processor time than its text may.

    The system's timer interrupts the work itself: there is no thread that could hang. Where there
    is no such timer (Windows), or in a thread other than the main one, there is no limit.
    """
    if not hasattr(signal, "setitimer") or not _is_main_thread():
        yield
        return
    allowed = seconds * max(1.0, characters / CHARACTERS)

    def stop(number: int, frame: FrameType | None) -> None:
        raise AnalysisTimeoutError(
            f"its analysis took more than {allowed:.3g} seconds",
            hint=f"allow more: --limit seconds={2 * seconds:g}",
        )

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, allowed, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before or signal.SIG_DFL)


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
