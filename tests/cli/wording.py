"""An archive of the seed, and a terminal without colours, for tests of the wording commands.

``python -m tests.cli.wording`` writes the golden texts anew; read what changed before you keep it.
"""

import os
import re
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp

import pytest

from archive.cli import run

SEED = Path(__file__).parent.parent.parent / "seed"
GOLDEN = Path(__file__).parent / "golden"
DRAWN = {
    "phrase": ["phrase", "all-weather comprehensive strategic partnership"],
    "shifts": ["compare", "002", "004", "--part", "shifts"],
    "pairs": ["compare", "002", "004", "--part", "pairs"],
    "taiwan": ["timeline", "--speaker", "Lukashenko", "--topic", "taiwan"],
    "events": ["events"],
}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_UID = re.compile(r"\b([ase]):[a-z2-7]{12}\b")


@cache
def seed_archive() -> Path:
    """Make an archive of the seed, once."""
    path = Path(mkdtemp()) / "archive.db"
    assert run(["ingest", str(SEED), "--db", str(path)]) == 0
    return path


def drawn(*arguments: str) -> str:
    """Return what a terminal of COLUMNS shows; ids are hidden, for they hash whole texts."""
    seed_archive()
    with redirect_stdout(StringIO()) as output:
        assert run([*arguments, "--color", "always", "--db", str(seed_archive())]) == 0
    text = _COLOUR.sub("", output.getvalue())
    lines = (line.rstrip() for line in text.splitlines())
    return _UID.sub(lambda found: f"{found[1]}:{'·' * 12}", "\n".join(lines)) + "\n"


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Return what a command prints."""
    path = str(seed_archive())
    capfd.readouterr()
    assert run([*arguments, "--db", path]) == code
    return capfd.readouterr().out


if __name__ == "__main__":
    os.environ["COLUMNS"] = "100"
    for name, asked in DRAWN.items():
        (GOLDEN / f"{name}.txt").write_text(drawn(*asked), "utf-8")
