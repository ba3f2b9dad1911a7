"""What nobody foresaw: a line that asks for a report, and the traceback in a file."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.cli.net import FAULT, caught


def divide() -> int:
    return 1 // 0


@pytest.fixture(autouse=True)
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own, where nothing is kept yet."""
    for name in ("HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def test_a_fault_is_reported_in_a_line_with_the_traceback_in_a_file(
    logs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert caught(divide, ["query", "caf\udce9"]) == FAULT

    said, (kept,) = capsys.readouterr().err, [*logs.rglob("fault-*.txt")]
    assert said.splitlines() == [
        "Error: a fault of this program: ZeroDivisionError; what was stored is safe",
        f"Hint: please report it with what stands in {kept}: archive help security",
    ]
    text = kept.read_text("utf-8")
    assert "command: 'query' 'caf\\udce9'" in text
    assert "ZeroDivisionError: integer division" in text
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (OSError(24, "Too many open files"), 4, "Error: Too many open files\n"),
        (FileNotFoundError(2, "No such file", "/gone"), 4, "Error: /gone: No such file\n"),
        (MemoryError(), 4, "Error: no memory left\nHint: end other programs and try again\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
    ids=["open files", "folder is gone", "memory", "Ctrl-C"],
)
def test_what_the_system_refuses_is_said_in_its_words(
    error: BaseException, code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> int:
        raise error

    assert caught(refuse, []) == code
    assert capsys.readouterr().err == message


@pytest.mark.skipif(sys.platform == "win32", reason="signals end no process so")
def test_an_interrupt_before_the_program_has_begun_just_ends_it() -> None:
    program = "import archive.__main__, os, signal; os.kill(os.getpid(), signal.SIGINT)"

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        # What runs in the background of a script ignores interrupts, and hands that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )

    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")
