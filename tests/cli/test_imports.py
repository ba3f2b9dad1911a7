"""Commands that read start at once: none of them imports SQLAlchemy or Alembic."""

import subprocess
import sys

import pytest

from tests import readme

READING = (
    "query taiwan",
    "query taiwan --by year",
    "query taiwan --context 1 -f json",
    "query --articles taiwan",
    "query nothing-of-this",
    "query taiwan --copies -f csv",
    "kwic taiwan",
    "verify taiwan",
    "show s:1",
    "show a:1 -f json",
    "cite s:1",
    "speakers",
    "speakers names xi-jinping",
    "topics",
    "phrase strategic partnership",
    "phrases",
    "trend taiwan",
    "compare a:1 a:2",
    "timeline trade --speaker xi-jinping",
    "collocates cooperation",
    "events",
    "copies",
    "export",
    "searches",
    "db",
    "db info",
    "db failures",
    "db path",
    "completion bash",
)

SCRIPT = """
import sys
from archive.cli import run
code = run(sys.argv[1:])
heavy = sorted({name.partition(".")[0] for name in sys.modules} & {"sqlalchemy", "alembic"})
sys.exit(f"imports {heavy}" if heavy else code)
"""


@pytest.mark.parametrize("line", READING)
def test_a_command_that_reads_does_without_sqlalchemy(line: str) -> None:
    command = [sys.executable, "-c", SCRIPT, "--db", str(readme.database()), *line.split()]

    done = subprocess.run(command, capture_output=True, text=True)

    assert (done.returncode, done.stderr.partition("imports [")[1]) == (0, ""), done.stderr


def test_a_completion_does_without_sqlalchemy() -> None:
    """A shell asks on each press of a key."""
    script = (
        "import os, sys\n"
        "os.environ |= {'_ARCHIVE_COMPLETE': 'bash_complete', 'COMP_WORDS': 'archive query"
        " speaker:x', 'COMP_CWORD': '2', 'ARCHIVE_DB': sys.argv[1]}\n"
        "from archive.cli import run\n"
        "try:\n    run([])\nexcept SystemExit:\n    pass\n"
        "sys.exit('sqlalchemy' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(readme.database())], capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (0, "plain,speaker:xi-jinping\n"), done.stderr
