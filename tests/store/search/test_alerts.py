"""Saved searches: what a name stands for, and what is new since the last look."""

from datetime import date

import pytest
from sqlalchemy import Connection

from archive.errors import QueryError, UsageError
from archive.query import parse
from archive.store.curate.searches import forget, remember, save
from archive.store.engine import reader
from archive.store.search.alerts import look
from archive.store.search.request import Request, plan, rows
from archive.store.search.saved import load, saved
from archive.store.write.batch import write_batch
from tests.factories import article, document, statement

TODAY = date(2024, 5, 31)


def add(connection: Connection, name: str, *texts: str) -> None:
    said = [statement(text, "Xi Jinping", said="2024-01-02", topics=["trade"]) for text in texts]
    write_batch(connection, [(document(f"/{name}", " ".join(texts)), article(*said))])


def keep(connection: Connection, name: str, query: str) -> int:
    with connection.begin():
        return save(connection, name, parse(query), "statements", TODAY)


def new(connection: Connection, name: str, *, kept: bool = True) -> list[str]:
    with connection.begin():
        found = look(reader(connection), name, TODAY)
        if kept:
            remember(connection, name, found.uids)
        return [row["text"] for row in found.new]


def found(connection: Connection, query: str) -> list[str]:
    with connection.begin():
        return [
            row["text"]
            for row in rows(reader(connection), plan(reader(connection), Request(parse(query))))
        ]


def test_what_came_since_the_last_look_is_new_once(connection: Connection) -> None:
    add(connection, "a", "we trade", "we talk")
    assert keep(connection, "commerce", "trade") == 1
    assert new(connection, "commerce") == []
    add(connection, "b", "they trade too")
    assert new(connection, "commerce", kept=False) == ["they trade too"]
    assert new(connection, "commerce") == ["they trade too"]
    assert new(connection, "commerce") == []


def test_what_is_taken_in_again_is_not_new(connection: Connection) -> None:
    add(connection, "a", "we trade")
    keep(connection, "commerce", "trade")
    add(connection, "copy", "we trade")
    add(connection, "a", "we trade")
    assert new(connection, "commerce") == []


def test_what_matches_by_an_edit_is_new(connection: Connection) -> None:
    add(connection, "a", "we talk")
    keep(connection, "commerce", "trade")
    with connection.begin():
        connection.exec_driver_sql("UPDATE statements SET text = 'we trade'")
    assert new(connection, "commerce") == ["we trade"]


def test_a_name_stands_for_its_query(connection: Connection) -> None:
    add(connection, "a", "we trade", "we talk", "we invest")
    keep(connection, "commerce", "trade OR invest")
    keep(connection, "all", "query:commerce OR talk")
    assert found(connection, "query:commerce") == ["we trade", "we invest"]
    assert found(connection, "-query:commerce") == ["we talk"]
    assert found(connection, "query:all -trade") == ["we talk", "we invest"]


def test_a_search_cannot_stand_for_itself(connection: Connection) -> None:
    keep(connection, "a", "trade")
    keep(connection, "b", "query:a")
    with pytest.raises(QueryError, match="refers to itself: a in b"):
        keep(connection, "a", "query:b")
    assert load_query(connection, "a") == "trade"


def test_a_search_is_replaced_and_forgotten(connection: Connection) -> None:
    keep(connection, "a", "trade")
    keep(connection, "a", "talk")
    assert load_query(connection, "a") == "talk"
    with connection.begin():
        forget(connection, "a")
        assert list(saved(reader(connection))) == []


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("comerce", "there is no saved search 'comerce'",
         "did you mean commerce? List all: archive searches"),
        ("zzz", "there is no saved search 'zzz'", "List all: archive searches"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_an_error(
    connection: Connection, name: str, message: str, hint: str
) -> None:
    keep(connection, "commerce", "trade")
    with pytest.raises(UsageError) as caught, connection.begin():
        load(reader(connection), name)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize("name", ["", "a b", "none", "a:b", '"'])
def test_a_name_can_stand_in_a_query(connection: Connection, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a name"):
        keep(connection, name, "trade")


def load_query(connection: Connection, name: str) -> str:
    with connection.begin():
        return load(reader(connection), name).query
