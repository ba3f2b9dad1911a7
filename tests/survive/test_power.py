"""When the power fails, at any moment, what was acknowledged is on the disk.

The calls of one real ingest are recorded by strace; then the power is cut between any two of them
and the archive opened as it lies on the disk. The normal run cuts six times, ``poe survive``
a hundred and fifty times.
"""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.survive.conftest import Tell
from tests.survive.disk import TRACED, Call, Disk, Told, calls
from tests.survive.runs import TELLING, Held, arguments, check_disturbed, check_mended, held
from tests.survive.tools import strace


def recorded(folder: Path, texts: Path) -> list[Call]:
    """Ingest into a new archive in ``folder``, and return all that was done there and said."""
    output, log = folder.with_suffix(".told"), folder.with_suffix(".calls")
    shown = ("-xx", "-s", "1000000", "-e", f"trace={TRACED}", "-P", str(folder), "-P", str(output))
    files = [f"{folder}/archive.db{end}" for end in ("", "-wal", "-journal")]
    traced = strace(log, *shown, *(part for file in files for part in ("-P", file)))
    ingest = [*traced, sys.executable, str(TELLING), *arguments(folder / "archive.db", texts)]
    with output.open("w") as told:
        subprocess.run(ingest, stdout=told, check=True)
    with log.open() as lines:
        return list(calls(lines, folder, output))


@pytest.mark.parametrize(
    "cuts", [6, pytest.param(150, marks=pytest.mark.survive)], ids=["six", "all"]
)
def test_after_a_power_cut_it_ends_as_if_undisturbed(
    tmp_path: Path, texts: Path, undisturbed: Held, cuts: int, tell: Tell
) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    done = recorded(folder, texts)
    assert held(folder / "archive.db") == undisturbed

    chance = random.Random(20_260_103)
    moments = sorted(chance.sample(range(1, len(done)), cuts))
    disk, told, halfway = Disk(), list[str](), 0
    for moment, call in enumerate(done, 1):
        disk.does(call)
        if isinstance(call, Told) and call.text.startswith("/"):
            told += call.text.splitlines()
        if moment not in moments:
            continue
        for file in folder.iterdir():
            file.unlink()
        kept = chance.choice((0, chance.random(), 1))
        for name, content in disk.after_power_cut(chance, kept).items():
            (folder / name).write_bytes(content)
        now = check_disturbed(folder / "archive.db", told, undisturbed)
        halfway += 0 < now < len(undisturbed.rows[0])
        check_mended(folder / "archive.db", texts, undisturbed)
    assert halfway, "no cut came while documents were being stored"
    tell(
        f"{cuts} power cuts, {halfway} of them while documents were being stored:"
        " nothing acknowledged lost, nothing doubled or half-stored"
    )
