"""An ingest killed at any moment and run again ends as one that nobody disturbed.

The normal run kills six times, ``poe survive`` two hundred times.
"""

import random
import time
from pathlib import Path

import pytest

from tests.survive.conftest import Tell
from tests.survive.runs import Held, Ingest, check_disturbed, check_mended


@pytest.mark.parametrize(
    "kills", [6, pytest.param(200, marks=pytest.mark.survive)], ids=["six", "all"]
)
def test_killed_and_run_again_it_ends_as_if_undisturbed(
    tmp_path: Path, texts: Path, undisturbed: Held, kills: int, tell: Tell
) -> None:
    started = time.monotonic()
    whole = Ingest(tmp_path / "timed.db", texts)
    assert whole.ended() == 0
    took = time.monotonic() - started

    moments = random.Random(20_260_101)
    done, halfway, trial = 0, 0, 0
    while done < kills:
        trial += 1
        database = tmp_path / f"{trial}.db"
        kept = 0
        while done < kills:
            run = Ingest(database, texts)
            if done % 2 == 0:  # while documents are being stored
                run.tells(kept + moments.randint(1, 4))
                killed = run.killed_after(moments.uniform(0, 0.02))
            else:  # from the making of the file on
                killed = run.killed_after(moments.uniform(0.1, took))
            if not killed:
                break
            done += 1
            now = check_disturbed(database, run.told, undisturbed)
            assert now >= kept, "what was stored is gone"
            halfway += kept < now < len(whole.told)
            kept = now
        check_mended(database, texts, undisturbed)
    assert halfway, "no kill came while documents were being stored"
    tell(
        f"{done} kills, {halfway} of them while documents were being stored:"
        " nothing lost, doubled or half-stored"
    )
