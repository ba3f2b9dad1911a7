"""`archive review` in the terminal: driven key by key, in Textual's pilot and in a real one."""

import asyncio
import fcntl
import os
import pty
import select
import sqlite3
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pyte
import pytest

from archive.cli import run
from archive.cli.reviewing import ReviewApp
from archive.ingest.review import Review, queue
from archive.store.engine import open_for_writing
from archive.store.write.batch import write_batch
from tests.factories import article, document, statement


@pytest.fixture(autouse=True)
def archive(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three doubtful statements of one article, the least sure first in the queue."""
    monkeypatch.setenv("ARCHIVE_DB", str(database))
    monkeypatch.setenv("ARCHIVE_USER", "ann")
    doubtful = [
        statement(text, who)._replace(speaker_confidence=confidence, confidence=0.95)
        for text, who, confidence in [
            ("Rain will fall", "Xi Jinping", 0.2),
            ("Trade grows [bold]fast[/]", "Li Qiang", 0.3),
            ("It will snow 😀", "Xi Jinping", 0.4),
        ]
    ]
    with open_for_writing(database) as connection:
        write_batch(connection, [(document(), article(*doubtful, title="Talks"))])
    return database


def said(database: Path) -> dict[str, str | None]:
    with closing(sqlite3.connect(database)) as raw:
        return dict(raw.execute("SELECT substr(text, 1, 5), speaker FROM v_statements ORDER BY id"))


def played(database: Path, *keys: str) -> Review:
    """Play keys in Textual's own test terminal, and return the session."""
    review = Review(database, queue(database), "ann")

    async def play() -> None:
        async with ReviewApp(review).run_test(size=(100, 40)) as pilot:
            for key in keys:
                await pilot.press(key)
                await pilot.pause()

    asyncio.run(play())
    return review


def test_one_key_is_one_answer(archive: Path) -> None:
    review = played(archive, "enter", "2", "0")

    assert said(archive) == {"Rain ": "Xi Jinping", "Trade": "Xi Jinping", "It wi": None}
    assert review.progress == "3 decided · 0 left · 3 statements"


def test_a_name_is_typed(archive: Path) -> None:
    played(archive, "n", *"li-qiang", "enter")

    assert said(archive)["Rain "] == "Li Qiang"


def test_keys_while_a_name_is_typed_are_letters(archive: Path) -> None:
    review = played(archive, "n", "q", "1", "u", "escape", "s")

    assert (review.position, review.commands) == (1, [])


def test_what_cannot_be_is_said_and_asked_again(archive: Path) -> None:
    review = played(archive, "u", "9", "n", *"nobody-of-this-name", "enter")

    assert (review.position, review.commands) == (0, [])


def test_the_latest_answer_is_taken_back(archive: Path) -> None:
    review = played(archive, "d", "0", "u", "u")

    assert said(archive) == {"Rain ": "Xi Jinping", "Trade": "Li Qiang", "It wi": "Xi Jinping"}
    assert review.position == 0


class Terminal:
    """The program in a pseudo-terminal, with the screen that a person would see.

    Not by ``fork``, which warns in a process with threads, as those of a parallel run have.
    """

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.screen = pyte.Screen(100, 40)
        self.stream = pyte.ByteStream(self.screen)
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        self.child = subprocess.Popen(
            [sys.executable, "-m", "archive", *arguments], cwd=folder, start_new_session=True,
            stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm-256color"},
        )  # fmt: skip
        os.close(slave)

    def see(self, wanted: Callable[[str], bool]) -> str:
        """Read until the screen shows what is wanted; fail after a minute without a change."""
        while select.select([self.master], [], [], 60)[0]:
            if not self.read():
                break
            shown = "\n".join(self.screen.display)
            if wanted(shown):
                return shown
        raise AssertionError("\n".join(self.screen.display))

    def read(self) -> bytes:
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:  # what Linux says at the end of a pseudo-terminal
            return b""
        self.stream.feed(data)
        return data

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def ends(self) -> None:
        while self.read():
            pass
        assert self.child.wait(timeout=60) == 0

    def close(self) -> None:
        self.child.kill()
        self.child.wait()
        os.close(self.master)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def begin(*arguments: str) -> Terminal:
        opened.append(Terminal(tmp_path, *arguments))
        return opened[-1]

    yield begin
    for one in opened:
        one.close()


def test_the_real_program_is_answered_left_and_gone_on_with(
    archive: Path, terminal: Callable[..., Terminal]
) -> None:
    one = terminal("review")
    first = "1  Xi Jinping (the machine's, 2 here)"
    shown = one.see(lambda text: "3 left" in text and first in text and "quit" in text)
    assert "Who says this (“Xi Jinping”) in “Talks”? Found by full name, right 20%" in shown
    assert "Rain will fall" in shown
    assert "Trade grows [bold]fast[/]" in shown
    one.type("2")
    one.see(lambda text: "1 decided · 2 left" in text)
    one.type("u")
    one.see(lambda text: "0 decided · 3 left" in text)
    one.type("2")
    one.see(lambda text: "1 decided · 2 left" in text)
    one.type("q")
    one.ends()
    assert said(archive)["Rain "] == "Li Qiang"

    again = terminal("review")
    again.see(lambda text: "0 decided · 2 left" in text)
    again.type("\r")
    again.see(lambda text: "1 decided · 1 left" in text)
    again.type("q")
    again.ends()

    with closing(sqlite3.connect(archive)) as raw:
        made = raw.execute("SELECT made_by, tool FROM corrections WHERE undone_at IS NULL")
        assert made.fetchall() == [("ann", "archive review")] * 2


def test_the_queue_is_listed_without_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "--list"]) == 0

    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["1", "20%", "statement"],
        ["1", "30%", "statement"],
        ["1", "40%", "statement"],
    ]


def test_without_a_terminal_nobody_is_asked(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["review"]) == 2

    assert "there is no terminal" in capfd.readouterr().err
