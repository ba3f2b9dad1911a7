"""Whom statements name, as stored: with each article, moved by merges, settled by office."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from archive.query import parse
from archive.records import About, Role, Speaker
from archive.store.engine import open_for_writing, reader
from archive.store.people.mentioned import settle_mentions
from archive.store.people.merge import merge
from archive.store.people.names import resolve_speaker
from archive.store.reports.network import read_network
from archive.store.search.request import Request, count, plan
from archive.store.upkeep.upgrade import upgrade
from archive.store.write.batch import write_batch
from tests.factories import article, document, statement

BODY = "Orsk is right, Vex added"


def office(name: str, title: str | None, of: str | None = None) -> Speaker:
    return Speaker(name, "person", Role(name, title, of) if title else None)


def name(
    connection: Connection, *named: Speaker, day: str = "2022-05-01", path: str = "/a"
) -> None:
    """Store an article with one statement by Vex that names these, each at its place."""
    about = tuple(About(one, (at, at + 4)) for at, one in enumerate(named))
    said = statement(f"{BODY} {path}", office("Ada Vex", None), said=day)._replace(about=about)
    write_batch(connection, [(document(path, path), article(said, event=day))], again=True)


def mentions(connection: Connection) -> list[tuple[str, str | None]]:
    """Return who is named, with the office, in the order of statements."""
    return [
        (str(who), title)
        for who, title in reader(connection).execute(
            "SELECT p.name, r.title FROM statement_mentions AS x"
            " JOIN speakers AS p ON p.id = x.speaker_id LEFT JOIN roles AS r ON r.id = x.role_id"
            " ORDER BY x.statement_id, x.start"
        )
    ]


def key(connection: Connection, who: str) -> int:
    return resolve_speaker(reader(connection), who).key


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    upgrade(tmp_path / "archive.db")
    with open_for_writing(tmp_path / "archive.db") as opened:
        yield opened


def found(connection: Connection, query: str) -> int:
    return count(
        reader(connection), plan(reader(connection), Request(parse(query), today=date.min))
    )


def test_mentions_are_stored_with_their_article_and_replaced_with_it(
    connection: Connection,
) -> None:
    name(connection, office("Lena Orsk", "President"), Speaker("Norway", "country"))
    assert mentions(connection) == [("Lena Orsk", "President"), ("Norway", None)]

    name(connection, Speaker("Norway", "country"))
    assert mentions(connection) == [("Norway", None)]


def test_about_finds_who_is_named_and_excludes_and_counts(connection: Connection) -> None:
    name(connection, office("Lena Orsk", "President"), Speaker("Norway", "country"), path="/a")
    name(connection, Speaker("United States", "country"), path="/b")
    name(connection, path="/c")

    assert found(connection, "about:orsk") == 1
    assert found(connection, 'about:"Lena Orsk" about:norway') == 1
    assert found(connection, "about:US") == 1
    assert found(connection, "about:orsk,norway,us") == 2
    assert found(connection, "-about:norway") == 2
    assert found(connection, "about:none") == 1
    assert found(connection, "about:orsk speaker:vex right") == 1


def test_a_merge_moves_mentions_and_their_office(connection: Connection) -> None:
    name(connection, office("Lena Orsk", "President"), path="/a")
    name(connection, office("L. Orsk", "President"), path="/b")

    with connection.begin():
        merge(connection, key(connection, "l-orsk"), key(connection, "lena-orsk"))

    assert mentions(connection) == [("Lena Orsk", "President")] * 2


def test_a_surname_with_an_office_means_the_one_who_held_it_about_then(
    connection: Connection,
) -> None:
    name(connection, office("Lena Orsk", "President"), day="2022-05-01", path="/a")
    name(connection, office("Orsk", "President"), day="2022-08-01", path="/b")
    name(connection, office("Orsk", "President"), day="2024-08-01", path="/c")
    name(connection, office("Orsk", "Senator"), day="2022-08-01", path="/d")

    with connection.begin():
        settled = settle_mentions(connection, ())

    assert settled == 1
    assert sorted(mentions(connection)) == [
        ("Lena Orsk", "President"),
        ("Lena Orsk", "President"),
        ("Orsk", "President"),
        ("Orsk", "Senator"),
    ]


def test_of_two_of_a_surname_in_one_office_nobody_is_meant(connection: Connection) -> None:
    name(connection, office("Lena Orsk", "President"), path="/a")
    name(connection, office("Nils Orsk", "President"), path="/b")
    name(connection, office("Orsk", "President"), path="/c")

    with connection.begin():
        assert settle_mentions(connection, ()) == 0


def test_one_slip_among_many_does_not_hide_who_holds_an_office(connection: Connection) -> None:
    for number in range(20):
        name(connection, office("Lena Orsk", "President"), path=f"/a{number}")
    name(connection, office("Nils Orsk", "President"), path="/b")
    name(connection, office("Orsk", "President"), path="/c")

    with connection.begin():
        assert settle_mentions(connection, ()) == 1


def test_a_family_name_that_stands_first_is_a_surname_too(connection: Connection) -> None:
    name(connection, office("Orsk Lena", "President"), path="/a")
    name(connection, office("Orsk", "President"), path="/b")

    with connection.begin():
        assert settle_mentions(connection, {"orsk"}) == 1


def test_what_stands_behind_a_surname_is_none(connection: Connection) -> None:
    name(connection, office("Lena R. Orsk Jr.", "President"), path="/a")
    name(connection, office("Orsk", "President"), path="/b")

    with connection.begin():
        assert settle_mentions(connection, (), {"jr"}) == 1


def test_the_network_counts_who_speaks_of_whom(connection: Connection) -> None:
    norway = Speaker("Norway", "country")
    name(connection, office("Lena Orsk", "President"), norway, norway, path="/a")
    name(connection, norway, day="2023-05-01", path="/b")
    name(connection, day="2023-05-02", path="/c")

    def pairs(query: str) -> list[tuple[str, int, int, list[tuple[int | None, int, int]]]]:
        edges = read_network(reader(connection), parse(query), date.min)
        return [
            (
                edge.mentioned.name,
                edge.statements,
                edge.of,
                [(one.year, one.statements, one.of) for one in edge.years],
            )
            for edge in edges
        ]

    assert pairs("speaker:vex") == [
        ("Norway", 2, 3, [(2022, 1, 1), (2023, 1, 2)]),
        ("Lena Orsk", 1, 3, [(2022, 1, 1)]),
    ]
    assert pairs("about:orsk") == [("Lena Orsk", 1, 3, [(2022, 1, 1)])]
    assert pairs("said:2023") == [("Norway", 1, 2, [(2023, 1, 2)])]
