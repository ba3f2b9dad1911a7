"""How right the machine is: shares of what was reviewed, and how much more to review."""

import pytest

from archive.corpus.accuracy import Judged, needed_for, rates


@pytest.mark.parametrize(
    ("share", "width", "needed"),
    [(0.5, 0.03, 1064), (0.9, 0.03, 388), (1.0, 0.03, 61), (0.5, 0.1, 93)],
)
def test_as_many_reviews_are_needed(share: float, width: float, needed: int) -> None:
    """At a half Wilson's and the normal interval agree: 1.96² · 0.25 / 0.03² = 1,067."""
    assert needed_for(share, width) == needed


def test_rates_are_of_all_and_of_each_group() -> None:
    judged = [
        Judged(right, {"kind": kind}, drawn=True)
        for right, kind in [(True, "report"), (True, "report"), (False, "report"), (True, "issued")]
    ]

    found = [(one.group, one.value, one.right, one.reviewed) for one in rates(judged, ["kind"])]

    assert found == [("all", "all", 3, 4), ("kind", "report", 2, 3), ("kind", "issued", 1, 1)]
    first = rates(judged, ["kind"])[0]
    assert (round(first.low, 3), round(first.high, 3)) == (0.301, 0.954)
    assert first.more == needed_for(0.75) - 4


def test_nothing_reviewed_has_no_rate() -> None:
    assert rates([], ["kind"]) == []
