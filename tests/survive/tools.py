"""Tools that a machine may lack: a test that needs one skips, unless it is said that none may.

``ARCHIVE_TEST_REQUIRE=strace,tmpfs`` makes a failure of such a skip, for machines meant to have
them.
"""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

REQUIRED = "ARCHIVE_TEST_REQUIRE"


def lacking(tool: str, reason: str) -> NoReturn:
    """Skip the test for want of a tool; fail where that tool is required."""
    if tool in os.environ.get(REQUIRED, "").split(","):
        pytest.fail(f"{tool} is required here: {reason}", pytrace=False)
    pytest.skip(f"needs {tool}: {reason}")


def strace(log: Path, *options: str) -> list[str]:
    """Return the command that runs another under strace, which writes what it sees to ``log``."""
    if shutil.which("strace") is None:
        lacking("strace", "it is not installed")
    said = ""
    # With a filter, which not every kernel has, it stops at the calls that it is asked about alone.
    for filtered in (["--seccomp-bpf"], []):
        command = ["strace", "-f", *filtered, "--decode-fds=path", "-o"]
        tried = subprocess.run([*command, os.devnull, "true"], capture_output=True, text=True)
        if tried.returncode == 0 and not tried.stderr:
            return [*command, str(log), *options]
        said = tried.stderr.strip()
    lacking("strace", f"it may not trace here: {said}")
