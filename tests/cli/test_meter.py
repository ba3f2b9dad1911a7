"""What is told of a long ingest."""

import pytest

from archive.cli.meter import Meter
from archive.ingest import Progress

MB = 1_000_000


def test_share_rate_failures_and_time_left() -> None:
    meter = Meter(100.0)
    meter.take(Progress(documents=100, bytes=1 * MB, total=10 * MB), 110.0)
    meter.take(Progress(documents=400, bytes=4 * MB, total=10 * MB, failed=3), 140.0)

    assert meter.state == "40% · 400 documents · 10/s · 3 failed · 1 min left"
    assert str(meter) == f"ingesting: {meter.state}"


def test_the_rate_is_that_of_the_last_ten_seconds() -> None:
    meter = Meter(0.0)
    for second in range(1, 61):
        meter.take(Progress(documents=50 * second, bytes=second), float(second))
    assert meter.rate == 50
    for second in range(61, 81):
        meter.take(Progress(documents=3000 + 3 * (second - 60), bytes=second), float(second))
    assert meter.rate == 3


def test_a_standstill_shows() -> None:
    meter = Meter(0.0)
    meter.take(Progress(documents=100, bytes=MB), 1.0)
    meter.take(Progress(documents=100, bytes=MB), 30.0)

    assert meter.rate == 0


def test_the_time_left_does_not_swing_with_the_texts_of_a_moment() -> None:
    """Short texts first, ten long ones in the middle that take as long for each byte."""
    meter, told = Meter(0.0), []
    read = 0
    for second in range(1, 101):
        read += 3 * MB if second % 10 == 0 else MB
        meter.take(Progress(documents=second, bytes=read, total=120 * MB), float(second))
        told.append(meter.left)

    ends = [second + left for second, left in enumerate(told, 1) if left is not None]
    assert max(ends) / min(ends) < 1.25


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (Progress(documents=1, bytes=10), "ingesting: 1 document · 0/s"),
        (
            Progress(documents=9, bytes=10, total=10),
            "ingesting: 99% · 9 documents · 1/s · 5 s left",
        ),
        (Progress(phase="comparing names"), "comparing names"),
        (Progress(phase="merging names", step=3, steps=1200), "merging names: 3 of 1,200"),
    ],
    ids=["standard input", "read, not stored", "a phase", "a phase with steps"],
)
def test_what_is_told(progress: Progress, told: str) -> None:
    meter = Meter(0.0)
    meter.take(progress, 10.0)

    assert str(meter) == told
