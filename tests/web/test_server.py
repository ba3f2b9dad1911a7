"""Listening, and how long a question may take."""

from pathlib import Path

import pytest

from archive.cli import run
from archive.errors import StoreError, UsageError
from archive.web.limits import TooLongError, reading
from archive.web.server import address_of, is_local, listening

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True), ("127.1.2.3", True), ("::1", True), ("localhost", True),
        ("0.0.0.0", False), ("::", False), ("192.168.1.7", False), ("archive.example", False),
    ],
)  # fmt: skip
def test_only_this_machine_is_local(host: str, local: bool) -> None:
    assert is_local(host) is local


def test_a_port_that_is_taken_is_said() -> None:
    with listening("127.0.0.1", 0) as opened:
        port = opened.getsockname()[1]
        assert address_of(opened, "127.0.0.1") == f"http://127.0.0.1:{port}/"
        with pytest.raises(StoreError, match=f"cannot listen on 127.0.0.1, port {port}"):
            listening("127.0.0.1", port)


def test_what_is_no_address_is_said() -> None:
    with pytest.raises(UsageError, match="no address of this machine"):
        listening("256.256.256.256", 0)


def test_a_question_without_end_is_ended(seed: Path) -> None:
    with (
        pytest.raises(TooLongError, match="takes longer than the 0 seconds"),
        reading(seed, 0.0) as connection,
    ):
        connection.execute(ENDLESS).fetchall()


def test_an_archive_that_is_not_there_is_said_before_it_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--db", str(tmp_path / "none.db"), "serve", "--port", "0"]) == 4
    assert "there is no archive at" in capsys.readouterr().err
