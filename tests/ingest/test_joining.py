"""One person under several names: joined after each ingest, parted and joined by hand for good."""

import random
from pathlib import Path

import pytest
from sqlalchemy import Connection

from archive.errors import UsageError
from archive.ingest import ingest
from archive.ingest.joining import MergeResult, join_again, join_all, split, suggestions
from archive.records import Speaker
from archive.store.connect import open_for_reading
from archive.store.curate import speakers as naming
from archive.store.engine import open_for_writing, reader
from archive.store.people.names import ResolvedSpeaker, names_of_speaker, resolve_speaker
from archive.store.write.batch import write_batch
from archive.store.write.corrections import correct
from archive.store.write.ingests import begin_ingest, end_ingest
from tests.factories import article, document, speaker, statement

JOE = speaker("Joe Biden", title="President", of="United States")
JOSEPH = speaker("Joseph R. Biden Jr.", title="President")
BIDEN = speaker("Biden", title="President")
JILL = speaker("Jill Biden", title="First Lady")
FIRST_LADY = speaker("Biden", title="First Lady")

Said = tuple[Speaker | str, str]


def say(connection: Connection, *said: Said) -> None:
    """Store one article a saying: who, and on which day."""
    for who, day in said:
        name = who if isinstance(who, str) else who.name
        text = f"{name} {day}"
        people = [(name, "participant")] if name == "Biden" else []
        one = article(statement(text, who, said=day), event=day, people=people)  # type: ignore[arg-type]
        write_batch(connection, [(document(f"/{text}", text), one)])


def counts(connection: Connection) -> dict[str, int]:
    """Return the number of statements by uid."""
    with connection.begin():
        rows = connection.exec_driver_sql("SELECT uid, statements FROM speakers ORDER BY uid")
        return {str(uid): int(count) for uid, count in rows}


def known(connection: Connection, uid: str) -> ResolvedSpeaker:
    return resolve_speaker(reader(connection), uid)


def names(connection: Connection, uid: str) -> dict[str, tuple[str | None, str | None, str]]:
    """Return the other names of a speaker with their days and how they were found."""
    with connection.begin():
        one = known(connection, uid)
        return {
            row.known_as: (row.from_on, row.until_on, row.reason or row.origin)
            for row in names_of_speaker(reader(connection), one.key)[1:]
        }


def test_two_names_of_one_office_are_one_speaker(connection: Connection) -> None:
    say(connection, (JOSEPH, "2021-02-01"), (JOSEPH, "2021-06-01"))
    say(connection, (JOE, "2021-03-01"), (JOE, "2021-03-02"), (JOE, "2022-01-01"))
    join_all(connection)

    assert counts(connection) == {"joe-biden": 5}
    found = "President: 2 articles"
    assert names(connection, "joe-biden") == {
        "Joseph R. Biden Jr.": ("2021-02-01", "2021-06-01", found)
    }


def test_joining_again_changes_nothing(connection: Connection) -> None:
    say(connection, (JOSEPH, "2021-02-01"), (JOSEPH, "2021-06-01"), (JOE, "2021-03-01"))
    say(connection, (BIDEN, "2021-02-14"))
    first = join_all(connection)

    assert (len(first.merges), len(first.reassignments)) == (1, 1)
    assert join_all(connection) == MergeResult((), ())


def test_what_one_round_joins_can_show_who_another_is(connection: Connection) -> None:
    """The name with the title joins one, and only the two together show the third."""
    garbled = speaker("Joe Biden President", title="President")
    say(connection, (JOE, "2021-08-03"), (JOSEPH, "2020-07-08"), ("Joe Biden", "2021-09-01"))
    say(connection, (garbled, "2020-04-06"), (garbled, "2022-02-09"))
    say(connection, ("Jill Biden", "2021-03-05"), ("Joseph R. Biden Jr.", "2022-01-07"))
    first = join_all(connection)

    assert [(one.source.name, one.target.name) for one in first.merges] == [
        ("Joe Biden President", "Joe Biden"),
        ("Joseph R. Biden Jr.", "Joe Biden"),
    ]
    assert counts(connection) == {"jill-biden": 1, "joe-biden": 6}
    assert join_all(connection) == MergeResult((), ())


def test_a_surname_is_shared_out_by_office(connection: Connection) -> None:
    say(connection, (JOE, "2021-03-01"), (JOE, "2022-03-01"))
    say(connection, (JILL, "2021-03-01"), (JILL, "2022-03-01"))
    say(connection, (BIDEN, "2021-06-01"), (FIRST_LADY, "2021-07-01"), ("Biden", "2021-08-01"))
    join_all(connection)

    assert counts(connection) == {"biden": 1, "jill-biden": 3, "joe-biden": 3}
    why = "President: 2 articles"
    assert names(connection, "joe-biden") == {"Biden": ("2021-06-01", "2021-06-01", why)}
    with connection.begin():
        met = connection.exec_driver_sql(
            "SELECT p.uid, a.event_on FROM article_people JOIN speakers AS p ON p.id = speaker_id"
            " JOIN articles AS a ON a.id = article_id ORDER BY 2"
        ).all()
    assert [tuple(row) for row in met] == [
        ("joe-biden", "2021-06-01"),
        ("jill-biden", "2021-07-01"),
        ("biden", "2021-08-01"),
    ]


def test_a_surname_means_in_the_next_text_whom_it_meant_in_that_time(
    connection: Connection,
) -> None:
    say(connection, (JOE, "2021-03-01"), (JOE, "2022-03-01"), (BIDEN, "2021-06-01"))
    join_all(connection)
    say(connection, ("Biden", "2021-06-02"), (BIDEN, "2021-06-03"))
    join_all(connection)

    assert counts(connection) == {"joe-biden": 5}


def test_a_joined_name_is_known_while_it_was_seen_and_joined_anew_soon_after(
    connection: Connection,
) -> None:
    say(connection, (JOE, "2021-03-01"), (JOE, "2021-03-02"), (JOE, "2021-03-03"))
    say(connection, (JOSEPH, "2021-02-01"), (JOSEPH, "2021-06-01"))
    join_all(connection)
    say(connection, ("Joseph R. Biden Jr.", "2021-04-01"))
    assert counts(connection) == {"joe-biden": 6}

    say(connection, ("Joseph R. Biden Jr.", "2021-12-01"))
    assert counts(connection) == {"joe-biden": 6, "joseph-r-biden-jr": 1}


def test_a_speaker_keeps_the_uid_whatever_name_comes_to_be_common(connection: Connection) -> None:
    say(connection, (JOE, "2021-02-01"), (JOE, "2021-04-01"), (JOSEPH, "2021-02-01"))
    join_all(connection)
    joseph = speaker("Joseph Biden", title="President")
    say(connection, *((joseph, f"2021-03-0{day}") for day in range(1, 6)))
    join_all(connection)

    assert counts(connection) == {"joe-biden": 8}


def test_a_name_spelled_out_stands_for_an_initial(connection: Connection) -> None:
    initial = speaker("J. Biden", title="President")
    say(connection, (initial, "2021-02-01"), (initial, "2021-04-01"), (initial, "2021-05-01"))
    say(connection, (JOE, "2021-03-01"))
    join_all(connection)

    assert counts(connection) == {"joe-biden": 4}


def test_a_name_out_of_its_time_is_joined_only_if_near(connection: Connection) -> None:
    say(connection, (JOE, "2021-02-01"), (JOE, "2021-03-01"), (JOSEPH, "2021-02-01"))
    join_all(connection)
    say(connection, ("Joseph R. Biden Jr.", "2021-12-01"))
    join_all(connection)
    assert counts(connection) == {"joe-biden": 4}

    say(connection, ("Joseph R. Biden Jr.", "1990-01-01"))
    join_all(connection)
    assert counts(connection) == {"joe-biden": 4, "joseph-r-biden-jr": 1}


def test_what_a_person_decided_stays(connection: Connection) -> None:
    say(connection, (JOE, "2021-03-01"), (JOE, "2022-03-01"), (BIDEN, "2021-06-01"))
    with connection.begin():
        said = connection.exec_driver_sql(
            "SELECT uid FROM statements WHERE text LIKE 'Biden%'"
        ).scalar_one()
        correct(connection, said, "speaker", ["biden"])
    join_all(connection)

    assert counts(connection) == {"biden": 1, "joe-biden": 2}


def test_speakers_are_joined_by_hand_for_good(connection: Connection) -> None:
    say(connection, ("Tony Fauci", "2022-05-18"), ("Fauci", "2021-02-10"))
    with connection.begin():
        one, other = (known(connection, uid) for uid in ("tony-fauci", "fauci"))
        assert naming.merge_by_hand(connection, other.key, one.key) == 1
    say(connection, ("Fauci", "2023-01-01"))

    assert counts(connection) == {"tony-fauci": 3}
    assert names(connection, "tony-fauci") == {"Fauci": (None, None, "correction")}


def test_a_surname_stays_bound_to_its_office_when_its_bearer_is_joined(
    connection: Connection,
) -> None:
    say(connection, (JOSEPH, "2021-03-01"), (JOSEPH, "2022-03-01"), (BIDEN, "2021-06-01"))
    say(connection, ("Joe Biden", "2021-07-01"))
    join_all(connection)
    with connection.begin():
        one, other = (known(connection, uid) for uid in ("joe-biden", "joseph-r-biden-jr"))
        assert naming.merge_by_hand(connection, other.key, one.key) == 3
    say(connection, ("Biden", "2021-08-01"))

    assert counts(connection) == {"biden": 1, "joe-biden": 4}
    assert {name: found[2] for name, found in names(connection, "joe-biden").items()} == {
        "Biden": "President: 2 articles",
        "Joseph R. Biden Jr.": "correction",
    }


def test_what_cannot_be_joined_by_hand(connection: Connection) -> None:
    say(connection, ("Jordan", "2022-05-18"), (speaker("Jordan", "country"), "2021-02-10"))
    with connection.begin():
        one, other = (known(connection, uid) for uid in ("jordan", "jordan-2"))
        with pytest.raises(UsageError, match="is a country, not a person"):
            naming.merge_by_hand(connection, other.key, one.key)
    with connection.begin(), pytest.raises(UsageError, match="matches several speakers"):
        known(connection, "Jordan")


def test_suggestions_are_of_those_whom_no_office_proves(connection: Connection) -> None:
    say(connection, ("Tony Fauci", "2022-05-18"), ("Fauci", "2021-02-10"), (JOE, "2021-03-01"))
    with connection.begin():
        found = suggestions(reader(connection))

    assert [(one.source.name, one.target.name, str(one.why)) for one in found] == [
        ("Tony Fauci", "Fauci", "no office / no office: 1 article")
    ]


TEXTS = {
    "a": ("2021-03-01", "President Joe Biden said that spring would come."),
    "b": ("2021-02-01", "President Joseph R. Biden said that work was slow."),
    "c": ("2021-12-01", "President Joe Biden said that winter was here."),
    "d": ("2021-06-01", "President Biden said that summer was warm. Biden added that he was glad."),
    "e": ("2021-06-02", "First Lady Jill Biden said that schools were open."),
}


@pytest.fixture
def archive_of_texts(database: Path, tmp_path: Path) -> Path:
    """An archive of five texts on two people named Biden."""
    for name, (day, text) in TEXTS.items():
        path = tmp_path / "texts" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: Report {name}\ndate: {day}\n---\n\n{text}\n", "utf-8")
    assert {one.status for one in ingest([str(path.parent)], database)} == {"new"}
    return database


def listed(path: Path) -> dict[str, int]:
    """Return the number of statements of those who speak."""
    with open_for_reading(path) as connection:
        rows = connection.execute(
            "SELECT uid, statements FROM speakers WHERE statements ORDER BY uid"
        )
        return {str(uid): int(count) for uid, count in rows}


def test_an_ingest_ends_with_joining(archive_of_texts: Path) -> None:
    assert listed(archive_of_texts) == {"jill-biden": 1, "joe-biden": 5}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Biden", {"biden": 2, "jill-biden": 1, "joe-biden": 3}),
        ("Joseph R. Biden", {"jill-biden": 1, "joe-biden": 4, "joseph-r-biden": 1}),
    ],
)
def test_a_parted_name_takes_back_what_was_said_under_it_for_good(
    archive_of_texts: Path, name: str, expected: dict[str, int]
) -> None:
    uid, moved = split(archive_of_texts, "joe-biden", name)
    assert listed(archive_of_texts) == expected
    assert moved == expected[uid]

    join_again(archive_of_texts)
    assert listed(archive_of_texts) == expected


def test_a_parted_name_can_be_joined_again(archive_of_texts: Path) -> None:
    split(archive_of_texts, "joe-biden", "Joseph R. Biden")
    with open_for_writing(archive_of_texts) as connection, connection.begin():
        one, other = (known(connection, uid) for uid in ("joe-biden", "joseph-r-biden"))
        naming.merge_by_hand(connection, other.key, one.key)

    assert listed(archive_of_texts) == {"jill-biden": 1, "joe-biden": 5}


def test_only_another_name_can_be_parted(archive_of_texts: Path) -> None:
    with pytest.raises(UsageError, match="joe-biden has no other name 'Joe Biden'"):
        split(archive_of_texts, "joe-biden", "Joe Biden")


@pytest.mark.parametrize(
    ("interrupted", "expected"),
    [
        (True, {"ann-lee": 1, "joe-biden": 3}),
        (False, {"ann-lee": 1, "joe-biden": 2, "joseph-r-biden-jr": 1}),
    ],
    ids=["after an interruption everybody", "else those it meets"],
)
def test_whom_an_ingest_looks_at(
    database: Path, tmp_path: Path, interrupted: bool, expected: dict[str, int]
) -> None:
    with open_for_writing(database) as connection:
        run, _ = begin_ingest(connection, "archive ingest other", [])
        say(connection, (JOE, "2021-02-01"), (JOE, "2021-04-01"), (JOSEPH, "2021-02-01"))
        if not interrupted:
            end_ingest(connection, run, whole=True)
    path = tmp_path / "lee.txt"
    path.write_text("Ann Lee said that summer was warm.", "utf-8")
    list(ingest([str(path)], database))

    assert listed(database) == expected


GOLD = Path(__file__).parents[1] / "golden" / "whitehouse" / "texts"


def people(path: Path) -> set[frozenset[str]]:
    """Return the names of each person who speaks."""
    found: dict[int, set[str]] = {}
    with open_for_reading(path) as connection:
        for speaker_id, name in connection.execute(
            "SELECT speaker_id, n.name FROM speaker_names AS n JOIN speakers AS p"
            " ON p.id = speaker_id WHERE p.kind = 'person' AND p.statements > 0"
        ):
            found.setdefault(speaker_id, set()).add(name)
    return {frozenset(names) for names in found.values()}


def test_the_order_of_texts_does_not_tell_who_is_who(empty_archive: Path, tmp_path: Path) -> None:
    """Whatever the order and the number of runs, the same names are joined."""
    paths = sorted(map(str, GOLD.iterdir()))
    found = []
    for seed, runs in enumerate((1, 2, 3)):
        order = random.Random(seed).sample(paths, len(paths))
        size = -(-len(order) // runs)
        path = tmp_path / f"{seed}.db"
        path.write_bytes(empty_archive.read_bytes())
        for start in range(0, len(order), size):
            list(ingest(order[start : start + size], path))
        found.append(people(path))

    biden = {"Joe Biden", "Joseph R. Biden Jr.", "Joseph R. Biden, Jr.", "Biden"}
    assert biden in found[0]
    assert found[0] == found[1] == found[2]
