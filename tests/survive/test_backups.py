"""`archive db backup FILE` while an ingest runs copies a whole state: ten of ten pass the check."""

from pathlib import Path

from click.testing import CliRunner

from archive.cli import cli
from tests.survive.conftest import GOLDEN, Tell
from tests.survive.runs import Ingest, check_disturbed, held

BACKUPS = 10
TRIES = 30
"""An ingest that ends before its copies are made is followed by another."""


def backed_up(database: Path, copy: Path) -> None:
    done = CliRunner().invoke(cli, ["db", "backup", str(copy), "--db", str(database)])
    assert done.exit_code == 0, done.output


def checked(copy: Path) -> str:
    return CliRunner().invoke(cli, ["db", "check", "--db", str(copy)], standalone_mode=False).output


def test_backups_made_while_an_ingest_runs_are_whole(tmp_path: Path, tell: Tell) -> None:
    assert Ingest(tmp_path / "undisturbed.db", GOLDEN).ended() == 0
    undisturbed = held(tmp_path / "undisturbed.db")
    whole = len(undisturbed.rows[2])

    sizes: list[int] = []
    for trial in range(TRIES):
        if len(sizes) == BACKUPS:
            break
        database = tmp_path / f"{trial}.db"
        run = Ingest(database, GOLDEN)
        run.tells(2)
        while run.process.poll() is None and len(sizes) < BACKUPS:
            copy = tmp_path / f"copy-{trial}-{len(sizes)}.db"
            told = [*run.told]
            backed_up(database, copy)
            if run.process.poll() is not None:
                break  # it may have ended before the copy was begun
            assert checked(copy).endswith(" is as it was written\n")
            sizes.append(check_disturbed(copy, told, undisturbed))
            run.tells(len(told) + 3)
        assert run.ended() == 0
        assert held(database) == undisturbed

    assert len(sizes) == BACKUPS
    assert any(size < whole for size in sizes), "no copy was made of an unfinished archive"
    tell(
        f"{BACKUPS} backups of {BACKUPS}, of {min(sizes)} to {max(sizes)} documents, made while"
        f" {whole} were taken in, pass the check"
    )
