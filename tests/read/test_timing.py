"""No text holds up an ingest."""

import time
from pathlib import Path

import pytest

from archive.errors import AnalysisTimeoutError
from archive.ingest import Options, Progress, ingest
from archive.read import Reading, limits_of
from archive.read.timing import CHARACTERS, time_limit


def compute(seconds: float) -> float:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return end


def test_work_without_end_is_interrupted() -> None:
    with (
        pytest.raises(AnalysisTimeoutError, match=r"took more than 0\.05 seconds"),
        time_limit(0.05, 100),
    ):
        compute(60)


def test_a_longer_text_may_take_longer_and_afterwards_nothing_is_limited() -> None:
    with time_limit(0.05, 40 * CHARACTERS):
        assert compute(0.2)
    with time_limit(0.05, 100):
        pass
    assert compute(0.2)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see AGAIN_SECONDS
def test_a_text_that_takes_too_long_fails_alone_and_is_taken_in_when_it_may(
    database: Path, tmp_path: Path, jobs: int
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for name in "ab":
        text = f"Rain\n\nThe minister said that it rained on town {name}.\n"
        (news / f"{name}.txt").write_text(text * 400)
    told: list[Progress] = []
    hasty = Reading(limits=limits_of(["seconds=0.001"]))

    found = list(
        ingest([str(news)], database, Options(reading=hasty, jobs=jobs, progress=told.append))
    )

    assert [(one.status, one.reason) for one in found] == [
        (
            "failed",
            "its analysis took more than 0.001 seconds",
        )
    ] * 2
    assert max(one.failed for one in told) == 2
    assert [one.phase for one in told][-1] == "comparing names"
    again = list(ingest([str(news)], database, Options(jobs=jobs)))
    assert [one.status for one in again] == ["new", "new"]
