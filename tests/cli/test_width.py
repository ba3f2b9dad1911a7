"""Help is as wide as the screen, within bounds, as click itself makes it."""

import pytest

from archive.cli import width


@pytest.mark.parametrize(
    ("columns", "expected"),
    [("60", 58), ("96", 94), ("300", 94), ("20", 50), ("wide", 78), ("", 78)],
)
def test_the_width_of_help(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_terminal() -> None:
        raise OSError

    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("os.get_terminal_size", no_terminal)

    assert width() == expected
