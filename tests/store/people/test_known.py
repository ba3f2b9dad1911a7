"""Who is who across articles, from the texts and from the user's speakers.toml."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from archive.errors import VocabularyError
from archive.records import KnownName, KnownPerson, KnownRole, Speaker
from archive.store.engine import reader
from archive.store.people.known import Imported, import_speakers, known_people, read_speakers
from archive.store.write.batch import write_batch
from tests.factories import article, document, speaker, statement

Import = Callable[[str], Imported]


def say(connection: Connection, *said: tuple[Speaker | str, str]) -> None:
    """Store one article a saying: who, and on which day."""
    for who, day in said:
        name = who if isinstance(who, str) else who.name
        text = f"{name} {day}"
        one = article(statement(text, who, said=day), event=day)
        write_batch(connection, [(document(f"/{text}", text), one)])


def speakers(connection: Connection) -> dict[str, tuple[str, int]]:
    """Return name and number of statements by uid."""
    with connection.begin():
        rows = connection.exec_driver_sql("SELECT uid, name, statements FROM speakers ORDER BY uid")
        return {uid: (name, count) for uid, name, count in rows}


@pytest.fixture
def imported(connection: Connection, tmp_path: Path) -> Import:
    """A function that imports a speakers.toml of this text."""

    def run(text: str) -> Imported:
        path = tmp_path / "speakers.toml"
        path.write_text(text, "utf-8")
        with connection.begin():
            return import_speakers(connection, read_speakers(path))

    return run


def test_one_name_in_two_articles_is_one_speaker(connection: Connection) -> None:
    say(connection, ("Xi Jinping", "2021-01-26"), ("Xi Jinping", "2024-08-23"))

    assert speakers(connection) == {"xi-jinping": ("Xi Jinping", 2)}


def test_two_people_who_share_a_surname_stay_two(connection: Connection) -> None:
    say(connection, ("Li Qiang", "2023-10-27"), ("Li Keqiang", "2021-01-26"))

    assert set(speakers(connection)) == {"li-qiang", "li-keqiang"}


def test_a_country_is_not_the_person_of_its_name(connection: Connection) -> None:
    say(connection, (speaker("Jordan", "country"), "2021-01-01"), ("Jordan", "2021-01-02"))

    assert speakers(connection) == {"jordan": ("Jordan", 1), "jordan-2": ("Jordan", 1)}


@pytest.mark.parametrize(
    "other", ["Joseph R. Biden, Jr.", "JOSEPH R. BIDEN JR", "Joseph R. Bìden Jr"]
)
def test_another_spelling_of_the_same_letters_is_the_same_speaker(
    connection: Connection, other: str
) -> None:
    say(connection, ("Joseph R. Biden Jr", "2021-01-01"), (other, "2021-01-02"))

    assert speakers(connection) == {"joseph-r-biden-jr": ("Joseph R. Biden Jr", 2)}


def test_who_is_seen_in_texts_alone_is_not_known_to_the_next_ones(connection: Connection) -> None:
    """Else the order of texts would tell who is who: they are compared after each ingest."""
    premier = speaker("Li Qiang", title="Premier", of="China")
    say(connection, (premier, "2024-08-22"), (premier, "2023-10-27"))

    assert known_people(reader(connection)) == ()
    connection.rollback()


def test_what_an_import_says_is_known(connection: Connection, imported: Import) -> None:
    told = imported(
        """
        [[speaker]]
        name = "Xi Jinping"
        aliases = ["Hsi Chin-ping", { name = "Xi Dada", from = 2014-01-01, until = "2016-12-31" }]
        roles = [{ title = "President", of = "China", from = "2013-03-14" }]
        """
    )

    assert told == Imported(added=1, known=0, moved=0)
    assert known_people(reader(connection)) == (
        KnownPerson(
            "Xi Jinping",
            "person",
            (KnownName("Hsi Chin-ping"), KnownName("Xi Dada", "2014-01-01", "2016-12-31")),
            (KnownRole("President", "China", "2013-03-14", None),),
        ),
    )
    connection.rollback()


def test_importing_again_changes_nothing_and_forgets_what_is_gone(
    connection: Connection, imported: Import
) -> None:
    text = '[[speaker]]\nname = "Xi Jinping"\naliases = ["Hsi Chin-ping"]\n'
    imported(text)
    before = known_people(reader(connection))
    connection.rollback()

    assert imported(text) == Imported(added=0, known=1, moved=0)
    assert known_people(reader(connection)) == before
    connection.rollback()

    imported('[[speaker]]\nname = "Xi Jinping"\n')
    assert known_people(reader(connection)) == (KnownPerson("Xi Jinping"),)
    connection.rollback()


def test_an_alias_takes_over_the_speaker_that_texts_made_of_it(
    connection: Connection, imported: Import
) -> None:
    aliased = speaker("Aleksandr Lukashenko", title="President", of="Belarus")
    say(connection, (aliased, "2021-01-26"), ("Alexander Lukashenko", "2022-09-15"))

    told = imported(
        '[[speaker]]\nname = "Alexander Lukashenko"\naliases = ["Aleksandr Lukashenko"]\n'
    )

    assert told.moved == 1
    assert speakers(connection) == {"alexander-lukashenko": ("Alexander Lukashenko", 2)}
    with connection.begin():
        rows = connection.exec_driver_sql("SELECT speaker, role FROM v_statements ORDER BY id")
        assert [tuple(row) for row in rows] == [
            ("Alexander Lukashenko", "President of Belarus"),
            ("Alexander Lukashenko", None),
        ]
    say(connection, ("Aleksandr Lukashenko", "2023-12-04"))
    assert speakers(connection) == {"alexander-lukashenko": ("Alexander Lukashenko", 3)}


def test_an_alias_with_dates_takes_over_those_days_only(
    connection: Connection, imported: Import
) -> None:
    say(connection, ("Madam President", "2010-01-01"), ("Madam President", "2020-01-01"))

    imported(
        """
        [[speaker]]
        name = "Jane Roe"
        aliases = [{ name = "Madam President", from = "2018-01-01" }]
        """
    )

    assert speakers(connection) == {
        "jane-roe": ("Jane Roe", 1),
        "madam-president": ("Madam President", 1),
    }


WANG = """
[[speaker]]
name = "Wang Wei"
until = "2014-12-31"

[[speaker]]
name = "Wang Wei"
id = "wang-wei-2"
from = "2015-01-01"
"""


@pytest.mark.parametrize("said_first", [True, False], ids=["texts first", "file first"])
def test_two_people_of_one_name_are_told_apart_by_their_days(
    connection: Connection, imported: Import, said_first: bool
) -> None:
    said = (("Wang Wei", "2010-01-01"), ("Wang Wei", "2020-01-01"), ("Wang Wei", "2021-01-01"))
    if said_first:
        say(connection, *said)
        imported(WANG)
    else:
        imported(WANG)
        say(connection, *said)

    assert speakers(connection) == {"wang-wei": ("Wang Wei", 1), "wang-wei-2": ("Wang Wei", 2)}


def test_two_people_of_one_name_are_told_apart_by_office(
    connection: Connection, imported: Import
) -> None:
    imported(
        """
        [[speaker]]
        name = "Wang Wei"
        roles = [{ title = "Mayor", of = "Harbin" }]

        [[speaker]]
        name = "Wang Wei"
        id = "wang-wei-2"
        roles = [{ title = "Minister", of = "China" }]
        """
    )
    say(
        connection,
        (speaker("Wang Wei", title="Minister", of="China"), "2020-01-01"),
        (speaker("Wang Wei", title="Mayor", of="Harbin"), "2020-01-02"),
    )

    assert speakers(connection) == {"wang-wei": ("Wang Wei", 1), "wang-wei-2": ("Wang Wei", 1)}


def test_an_import_says_what_kind_a_name_is(connection: Connection, imported: Import) -> None:
    say(connection, (speaker("Xinhua", "group"), "2021-01-01"))

    imported('[[speaker]]\nname = "Xinhua"\nkind = "body"\n')
    say(connection, (speaker("Xinhua", "body"), "2021-01-02"))

    assert speakers(connection) == {"xinhua": ("Xinhua", 2)}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('name = "Xi"', "may contain only \\[\\[speaker\\]\\] entries"),
        ("[[speaker]]\nkind = 'person'", "speaker 1 has no name"),
        ("[[speaker]]\nname = 'Xi'\nnick = 'X'", "unknown key nick"),
        ("[[speaker]]\nname = 'Xi'\nkind = 'robot'", "unknown kind 'robot'"),
        ("[[speaker]]\nname = 'Xi'\nid = 'Xi Jinping'", "letters, digits and hyphens"),
        ("[[speaker]]\nname = 'Xi'\naliases = 'X'", "aliases must be a list"),
        ("[[speaker]]\nname = 'Xi'\nroles = [{ of = 'China' }]", "a role has no title"),
        ("[[speaker]]\nname = 'Xi'\nfrom = '2013-02-31'", "is not a day"),
        ("[[speaker]]\nname = 7", "name must be a string"),
        ("[[speaker]\n", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(
    imported: Import, text: str, fault: str
) -> None:
    with pytest.raises(VocabularyError, match=fault):
        imported(text)
