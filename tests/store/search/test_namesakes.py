"""Whom a name leaves out who has more statements: namesakes and other spellings."""

import sqlite3
from contextlib import closing

import pytest

from archive.store.search.lookup import Named, namesakes

PEOPLE = (
    (1, "joe-biden", "Joe Biden", 15),
    (2, "biden", "Biden", 62_325),
    (3, "jill-biden", "Jill Biden", 3_000),
    (4, "volodymyr-zelenskyy", "Volodymyr Zelenskyy", 378),
    (5, "zelensky", "Zelensky", 0),
    (6, "joseph-r-biden-jr", "Joseph R. Biden Jr.", 18_530),
    (7, "bidenko", "Bidenko", 99_999),
)


@pytest.mark.parametrize(
    ("text", "key", "left_out"),
    [
        ("Joe Biden", 1, ["biden", "joseph-r-biden-jr"]),
        ("Jill Biden", 3, ["biden"]),
        ("Zelensky", 5, ["volodymyr-zelenskyy"]),
        ("Volodymyr Zelenskyy", 4, []),
        ("Lukashenko", 5, []),
    ],
)
def test_who_is_left_out(text: str, key: int, left_out: list[str]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE speakers (id, uid, name, statements, kind)")
        connection.executemany("INSERT INTO speakers VALUES (?, ?, ?, ?, 'person')", PEOPLE)
        found = Named((key,), (text,), {k: n for k, _, _, n in PEOPLE}[key])

        assert [one.uid for one in namesakes(connection, text, found)] == left_out
