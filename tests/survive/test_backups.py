"""`archive db backup FILE` while an ingest runs copies a whole state, each time.

The normal run makes four backups, ``poe survive`` a hundred.
"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import cli
from tests.survive.conftest import GOLDEN, Tell
from tests.survive.runs import Ingest, check_disturbed, held


def backed_up(database: Path, copy: Path) -> None:
    done = CliRunner().invoke(cli, ["db", "backup", str(copy), "--db", str(database)])
    assert done.exit_code == 0, done.output


def checked(copy: Path) -> str:
    return CliRunner().invoke(cli, ["db", "check", "--db", str(copy)], standalone_mode=False).output


@pytest.mark.parametrize(
    "backups", [4, pytest.param(100, marks=pytest.mark.survive)], ids=["four", "all"]
)
def test_backups_made_while_an_ingest_runs_are_whole(
    tmp_path: Path, backups: int, tell: Tell
) -> None:
    assert Ingest(tmp_path / "undisturbed.db", GOLDEN).ended() in (0, 3)  # a text has no body
    undisturbed = held(tmp_path / "undisturbed.db")
    whole = len(undisturbed.rows[0])

    sizes: list[int] = []
    for trial in range(3 * backups):  # one that ends before all are made is followed by another
        if len(sizes) == backups:
            break
        database = tmp_path / f"{trial}.db"
        run = Ingest(database, GOLDEN)
        run.tells(2)
        while run.process.poll() is None and len(sizes) < backups:
            copy = tmp_path / f"copy-{trial}-{len(sizes)}.db"
            told = [*run.told]
            backed_up(database, copy)
            if run.process.poll() is not None:
                break  # it may have ended before the copy was begun
            assert checked(copy).endswith(" is intact\n")
            sizes.append(check_disturbed(copy, told, undisturbed))
            run.tells(len(told) + 3)
        assert run.ended() in (0, 3)
        assert held(database) == undisturbed

    assert len(sizes) == backups
    assert any(size < whole for size in sizes), "no copy was made of an unfinished archive"
    tell(
        f"{backups} backups of {backups}, of {min(sizes)} to {max(sizes)} documents, made while"
        f" {whole} were taken in, pass the check"
    )
