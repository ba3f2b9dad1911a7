"""What takes long says so on a terminal, and leaves nothing behind."""

import os
import pty
import subprocess
import sys

CODE = """
from archive.cli.progress import waiting
with waiting("Comparing", after=0):
    input()
"""


def test_a_terminal_is_told_what_is_being_done() -> None:
    terminal, theirs = pty.openpty()
    child = subprocess.Popen([sys.executable, "-c", CODE], stdin=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    assert child.stdin
    seen = b""
    while b"Comparing" not in seen:
        seen += os.read(terminal, 1024)
    child.stdin.write(b"\n")
    child.stdin.close()

    assert child.wait() == 0
    os.close(terminal)


def test_a_pipe_is_not() -> None:
    code = CODE.replace("input()", "pass")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert (done.stdout, done.stderr) == (b"", b"")
