"""What a person decided is shown, outlives every re-ingest, and can be taken back."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from archive.errors import UsageError
from archive.store.engine import reader
from archive.store.people.decisions import corrections
from archive.store.write.batch import write_batch
from archive.store.write.corrections import correct, undo
from tests.factories import article, document, speaker, statement

XI = speaker("Xi Jinping", title="President", of="China")
STAND = statement("We stand with China", XI, said="2021-01-26")
HEARD = article(
    STAND,
    statement("Trade grows", speaker("Alexander Lukashenko"), said="2021-01-26"),
    event="2021-01-26",
)


@pytest.fixture
def uid(connection: Connection) -> str:
    """The statement that the machine gave to Xi, though Lukashenko made it."""
    write_batch(connection, [(document(), HEARD)])
    with connection.begin():
        query = "SELECT uid FROM statements WHERE position = 0"
        found = connection.exec_driver_sql(query).scalar_one()
    return str(found)


def decide(connection: Connection, uid: str, *speakers: str) -> int:
    with connection.begin():
        return correct(connection, uid, "speaker", list(speakers))


def shown(connection: Connection) -> dict[str, tuple[str | None, str | None]]:
    """Return speaker and role of each text as the view shows them."""
    with connection.begin():
        rows = connection.exec_driver_sql("SELECT text, speaker, role FROM v_statements")
        return {text: (who, role) for text, who, role in rows}


def test_the_view_and_the_counts_show_the_decision(connection: Connection, uid: str) -> None:
    decide(connection, uid, "alexander-lukashenko")

    assert shown(connection)["We stand with China"] == ("Alexander Lukashenko", None)
    with connection.begin():
        rows = connection.exec_driver_sql("SELECT uid, statements FROM speakers ORDER BY uid")
        assert [tuple(row) for row in rows] == [("alexander-lukashenko", 2), ("xi-jinping", 0)]


def test_it_outlives_a_changed_document(connection: Connection, uid: str) -> None:
    decide(connection, uid, "alexander-lukashenko")

    changed = article(statement("Before all"), *HEARD.statements, event="2021-01-26")
    write_batch(connection, [(document(text="changed"), changed)])

    assert shown(connection)["We stand with China"][0] == "Alexander Lukashenko"


def test_it_outlives_a_new_analysis_of_the_same_document(connection: Connection, uid: str) -> None:
    decide(connection, uid, "alexander-lukashenko")

    write_batch(connection, [(document(), HEARD)], again=True)

    assert shown(connection)["We stand with China"][0] == "Alexander Lukashenko"


@pytest.mark.parametrize(
    "text", ["We stand with China on Taiwan", "stand with China"], ids=["longer", "shorter"]
)
def test_it_finds_the_statement_whose_edges_were_drawn_anew(
    connection: Connection, uid: str, text: str
) -> None:
    decide(connection, uid, "alexander-lukashenko")

    redrawn = replace(HEARD, statements=(statement(text, XI), HEARD.statements[1]))
    write_batch(connection, [(document(), redrawn)], again=True)

    assert shown(connection)[text][0] == "Alexander Lukashenko"


def test_it_waits_where_the_words_are_gone_and_returns_with_them(
    connection: Connection, uid: str
) -> None:
    decide(connection, uid, "alexander-lukashenko")
    write_batch(connection, [(document(text="2"), article(statement("Something else", XI)))])
    assert shown(connection) == {"Something else": ("Xi Jinping", "President of China")}

    write_batch(connection, [(document(text="3"), HEARD)])

    assert shown(connection)["We stand with China"][0] == "Alexander Lukashenko"


def test_taken_back_the_machines_value_stands_again(connection: Connection, uid: str) -> None:
    number = decide(connection, uid, "alexander-lukashenko")

    with connection.begin():
        undo(connection, number)

    assert shown(connection)["We stand with China"] == ("Xi Jinping", "President of China")
    with connection.begin():
        assert list(corrections(reader(connection))) == []
        assert [one.id for one in corrections(reader(connection), undone=True)] == [number]


def test_taken_back_it_is_what_the_machine_says_today(connection: Connection, uid: str) -> None:
    number = decide(connection, uid)
    better = STAND._replace(speakers=(speaker("Roman Golovchenko"),))
    write_batch(connection, [(document(), article(better, event="2021-01-26"))], again=True)
    assert shown(connection)["We stand with China"] == (None, None)

    with connection.begin():
        undo(connection, number)

    assert shown(connection)["We stand with China"] == ("Roman Golovchenko", None)


def test_a_second_decision_stands_on_the_first(connection: Connection, uid: str) -> None:
    first = decide(connection, uid, "alexander-lukashenko")
    second = decide(connection, uid, "alexander-lukashenko", "xi-jinping")

    with connection.begin():
        latest, earliest = corrections(reader(connection))
    assert latest.value == ["alexander-lukashenko", "xi-jinping"]
    assert latest.machine_value == ["alexander-lukashenko"]
    assert earliest.machine_value == ["xi-jinping"]
    assert latest.quote == "We stand with China"

    with connection.begin():
        undo(connection, first)
    both = "Alexander Lukashenko; Xi Jinping"
    assert shown(connection)["We stand with China"][0] == both
    with connection.begin():
        undo(connection, second)
    assert shown(connection)["We stand with China"][0] == "Xi Jinping"


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("speaker", ["nobody"], "no speaker nobody"),
        ("mood", ["glad"], "mood cannot be corrected"),
    ],
)
def test_a_decision_on_what_is_not_there_is_refused(
    connection: Connection, uid: str, field: str, value: list[str], fault: str
) -> None:
    with pytest.raises(UsageError, match=fault), connection.begin():
        correct(connection, uid, field, list(value))

    assert shown(connection)["We stand with China"][0] == "Xi Jinping"


def test_there_must_be_such_a_statement_and_such_a_correction(connection: Connection) -> None:
    with pytest.raises(UsageError, match="no statement s:none"), connection.begin():
        correct(connection, "s:none", "speaker", [])
    with pytest.raises(UsageError, match="no correction 7"), connection.begin():
        undo(connection, 7)


def test_it_waits_where_its_speaker_was_deleted_by_hand(connection: Connection, uid: str) -> None:
    with connection.begin():
        connection.exec_driver_sql(
            "INSERT INTO speakers (uid, name, kind) VALUES ('jane-roe', 'Jane Roe', 'person')"
        )
    decide(connection, uid, "jane-roe")
    with connection.begin():
        connection.exec_driver_sql("DELETE FROM speakers WHERE uid = 'jane-roe'")

    write_batch(connection, [(document(), HEARD)], again=True)

    assert shown(connection)["We stand with China"][0] == "Xi Jinping"
