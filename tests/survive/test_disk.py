"""The disk that power cuts are tried on keeps what was synced, and of the rest what chance will."""

from random import Random

import pytest

from tests.survive.disk import Call, Cut, Disk, Made, Removed, Synced, Written

SAFE = (Made("a"), Synced(""), Written("a", 0, b"old"), Synced("a"))


def found(*calls: Call, kept: float) -> dict[str, bytes]:
    disk = Disk()
    for call in calls:
        disk.does(call)
    return disk.after_power_cut(Random(1), kept)


@pytest.mark.parametrize(
    ("calls", "none", "all_"),
    [
        ([Made("a"), Written("a", 0, b"x")], {}, {"a": b"x"}),
        ([Made("a"), Written("a", 0, b"x"), Synced("a")], {}, {"a": b"x"}),
        ([Made("a"), Written("a", 0, b"x"), Synced("")], {"a": b""}, {"a": b"x"}),
        ([*SAFE, Written("a", 1, b"new")], {"a": b"old"}, {"a": b"onew"}),
        ([*SAFE, Cut("a", 1)], {"a": b"old"}, {"a": b"o"}),
        ([*SAFE, Removed("a")], {"a": b"old"}, {}),
        ([*SAFE, Removed("a"), Synced("")], {}, {}),
        ([*SAFE, Removed("a"), Made("a")], {"a": b"old"}, {"a": b""}),
        ([*SAFE, Made("b"), Synced("b")], {"a": b"old"}, {"a": b"old", "b": b""}),
    ],
)
def test_only_what_was_synced_is_sure(
    calls: list[Call], none: dict[str, bytes], all_: dict[str, bytes]
) -> None:
    assert found(*calls, kept=0) == none
    assert found(*calls, kept=1) == all_


def test_a_write_is_kept_by_sectors() -> None:
    [content] = found(Made("a"), Synced(""), Written("a", 100, b"x" * 5000), kept=0.5).values()

    assert 0 < content.count(b"x") < 5000
    assert content.count(b"x") % 512 in (0, 412, (5100 % 512), (412 + 5100 % 512) % 512)
