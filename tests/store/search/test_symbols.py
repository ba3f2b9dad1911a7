"""Words beside emoji and signs that are not seen: found, and the archive is whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from archive.store.upkeep.check import check
from archive.store.upkeep.upgrade import upgrade
from tests.store.search.test_words import write

SIGNS = {
    "emoji": chain(range(0x1F300, 0x1F650), range(0x1F680, 0x1F700), range(0x1F900, 0x1FB00)),
    "older symbols": range(0x2600, 0x27C0),
    "variation selectors": chain(range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0, 16)),
    "skin tones": range(0x1F3FB, 0x1F400),
    "flags": chain(range(0x1F1E6, 0x1F200), range(0xE0020, 0xE0080)),
    "keycaps": [0x20E3],
    "isolates and marks of direction": [*range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C, 0x2060],
    "joiners": [0x200B, 0x200C, 0x200D],
    "new currencies": range(0x20BA, 0x20C1),
    "private signs": chain(range(0xE000, 0xF900, 256), [0xF0000, 0x10FFFD]),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A client within one transaction that is never committed."""
    path = tmp_path_factory.mktemp("client") / "archive.db"
    upgrade(path)
    write(path)
    with closing(sqlite3.connect(path)) as raw:
        yield raw


@pytest.mark.parametrize("codes", SIGNS.values(), ids=SIGNS.keys())
def test_a_word_between_two_signs_is_found(
    client: sqlite3.Connection, codes: Iterator[int]
) -> None:
    hidden = []
    for code in codes:
        sign = chr(code)
        text = f"The {sign}harbour{sign} is shut"
        client.execute("UPDATE statements SET text = ? WHERE position = 0", (text,))
        found = client.execute(
            "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'harbour'"
        ).fetchone()
        if found != (1,):
            hidden.append(hex(code))
    assert hidden == []


def test_the_archive_of_such_texts_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    upgrade(path)
    write(path)
    text = "The 3️⃣the 🚢harbour👍🏽 is ️invested, a ₿coin, \u2066closed\u2069 🇨🇳today"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE statements SET text = ? WHERE position = 0", (text,))
    assert [one for one in check(path) if "inflections" in str(one)] == []
