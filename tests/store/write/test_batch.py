"""A batch goes in whole or not at all, and a second time changes nothing."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from archive.records import Article, Document
from archive.store import counts
from archive.store.engine import open_for_writing
from archive.store.failures import Failure
from archive.store.write.batch import write_batch, write_or_refuse
from tests.factories import article, document, speaker, statement

LUKASHENKO = speaker("Alexander Lukashenko", title="President", of="Belarus")
SAMARKAND = article(
    statement("We stand with China", LUKASHENKO, said="2022-09-15", topics=["core-interests"]),
    statement("The two sides will trade more", [speaker("Xi Jinping"), LUKASHENKO], said="2022-09"),
    event="2022-09-15",
    published="2022-09-16",
    place="Samarkand",
    publisher="Xinhua",
    people=[("Xi Jinping", "participant"), ("Wang Yi", "attendee")],
)


def write(connection: Connection, *items: tuple[Document, Article]) -> list[str]:
    return [outcome.status for outcome in write_batch(connection, items)]


def ask(connection: Connection, query: str) -> list[tuple[object, ...]]:
    with connection.begin():
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def column(connection: Connection, query: str) -> list[object]:
    return [row[0] for row in ask(connection, query)]


def uids_by_text(connection: Connection) -> dict[object, object]:
    texts = column(connection, "SELECT text FROM statements ORDER BY id")
    return dict(
        zip(texts, column(connection, "SELECT uid FROM statements ORDER BY id"), strict=True)
    )


TABLES = (
    "articles",
    "documents",
    "statements",
    "speakers",
    "speaker_names",
    "roles",
    "statement_speakers",
    "article_people",
    "topics",
    "statement_topics",
)


def everything(connection: Connection) -> list[Sequence[tuple[object, ...]]]:
    return [ask(connection, f"SELECT * FROM {table}") for table in TABLES]


def test_a_statement_is_one_flat_row_of_the_view(connection: Connection) -> None:
    write(connection, (document("/news/samarkand.txt"), SAMARKAND))

    assert ask(
        connection,
        "SELECT said_on, published_on, speaker, role, topics, text, place, publisher, path"
        " FROM v_statements WHERE position = 0",
    ) == [
        (
            "2022-09-15",
            "2022-09-16",
            "Alexander Lukashenko",
            "President of Belarus",
            "core-interests",
            "We stand with China",
            "Samarkand",
            "Xinhua",
            "/news/samarkand.txt",
        )
    ]


def test_a_joint_statement_has_its_speakers_in_their_order(connection: Connection) -> None:
    write(connection, (document(), SAMARKAND))

    assert column(connection, "SELECT speaker FROM v_statements WHERE position = 1") == [
        "Xi Jinping; Alexander Lukashenko"
    ]


def test_a_date_without_a_day_stays_without_one(connection: Connection) -> None:
    write(connection, (document(), SAMARKAND))

    assert ask(
        connection,
        "SELECT said_on, said_precision, year, month FROM statements WHERE position = 1",
    ) == [("2022-09", "month", 2022, "2022-09")]


def test_keys_sort_by_date_whatever_the_order_of_coming(connection: Connection) -> None:
    for name, day in (("c", "2024-01-01"), ("a", "2021-12-31"), ("none", None), ("b", "2022-02")):
        text = article(statement(name, said=day), event=day, path=f"/{name}")
        write(connection, (document(f"/{name}", name), text))

    for query in (
        "SELECT text FROM statements ORDER BY id",
        "SELECT body FROM articles ORDER BY id",
    ):
        assert column(connection, query) == ["none", "a", "b", "c"]


def test_the_same_batch_again_changes_no_row(connection: Connection) -> None:
    assert write(connection, (document(), SAMARKAND)) == ["new"]
    before = everything(connection)

    assert write(connection, (document(), SAMARKAND)) == ["unchanged"]
    assert everything(connection) == before


def test_uids_are_the_same_in_another_archive(
    connection: Connection, empty_archive: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(empty_archive.read_bytes())
    first = article(statement("earlier", said="2020-01-01"), event="2020-01-01")
    uids = "SELECT uid FROM statements WHERE said_on > '2021' ORDER BY uid"
    write(connection, (document(), SAMARKAND))
    with open_for_writing(other) as elsewhere:
        write(elsewhere, (document("/x", "x"), first), (document("/elsewhere/b.txt"), SAMARKAND))

        assert column(elsewhere, uids) == column(connection, uids)


def test_a_changed_document_keeps_its_article_and_the_statements_that_stayed(
    connection: Connection,
) -> None:
    write(connection, (document(), SAMARKAND))
    before = uids_by_text(connection)
    [uid] = column(connection, "SELECT uid FROM articles")
    changed = article(*SAMARKAND.statements[:1], statement("A new one"), event="2022-09-15")

    assert write(connection, (document(text="changed"), changed)) == ["updated"]

    after = uids_by_text(connection)
    assert column(connection, "SELECT uid FROM articles") == [uid]
    assert set(after) == {"We stand with China", "A new one"}
    assert after["We stand with China"] == before["We stand with China"]


def test_statements_that_stay_as_they_were_keep_their_keys_too(connection: Connection) -> None:
    write(connection, (document(), SAMARKAND))
    before = column(connection, "SELECT id FROM statements ORDER BY position")

    write(connection, (document(text="changed"), replace(SAMARKAND, title="Another title")))

    assert column(connection, "SELECT id FROM statements ORDER BY position") == before


def test_keys_follow_the_reading_order_when_a_statement_is_inserted(connection: Connection) -> None:
    one, two = (statement(text, said="2022-09-15") for text in ("one", "two"))
    write(connection, (document(), article(one, two, event="2022-09-15")))
    between = statement("between", said="2022-09-15")

    write(connection, (document(text="changed"), article(one, between, two, event="2022-09-15")))

    assert column(connection, "SELECT text FROM statements ORDER BY id") == [
        "one",
        "between",
        "two",
    ]


@pytest.mark.parametrize("days", [["2021-01", "2021"], ["2021", "2021-01"], ["2021-01-01", "2021"]])
def test_a_year_and_its_first_month_have_one_day_in_the_key(
    connection: Connection, days: list[str]
) -> None:
    """Whichever is written first, what is kept is what counting everything anew finds."""
    for number, day in enumerate(days):
        said = statement(f"We stand with China {number}", LUKASHENKO, said=day)
        one = article(said, path=f"/{number}", event=day)
        write(connection, (document(f"/{number}", str(number)), one))

    before = ask(connection, "SELECT uid, first_said_on, last_said_on FROM speakers ORDER BY uid")
    with connection.begin():
        for query in counts.everything():
            connection.exec_driver_sql(query)

    after = ask(connection, "SELECT uid, first_said_on, last_said_on FROM speakers ORDER BY uid")
    assert before == after == [("alexander-lukashenko", "2021", max(days))]


def test_a_new_date_moves_the_article_with_all_that_hangs_on_it(connection: Connection) -> None:
    write(connection, (document(), SAMARKAND))
    moved = article(
        statement("We stand with China", LUKASHENKO, said="2024-08-23", topics=["core-interests"]),
        event="2024-08-23",
        people=[("Wang Yi", "attendee")],
    )

    write(connection, (document(text="changed"), moved))

    assert ask(connection, "SELECT said_on, speaker, topics, title, path FROM v_statements") == [
        ("2024-08-23", "Alexander Lukashenko", "core-interests", "A title", "/news/a.txt")
    ]
    assert ask(connection, "SELECT uid, first_said_on FROM v_speakers ORDER BY uid") == [
        ("alexander-lukashenko", "2024-08-23"),
        ("wang-yi", None),
        ("xi-jinping", None),
    ]


def test_the_same_bytes_elsewhere_are_another_document_of_the_article(
    connection: Connection,
) -> None:
    write(connection, (document("/a"), SAMARKAND))

    assert write(connection, (document("/b"), SAMARKAND)) == ["unchanged"]
    assert ask(connection, "SELECT statements, documents FROM v_articles") == [(2, 2)]


def test_copies_in_one_batch_are_one_article(connection: Connection) -> None:
    both = [(document("/a"), SAMARKAND), (document("/b"), SAMARKAND)]

    assert write(connection, *both) == ["new", "unchanged"]
    assert ask(connection, "SELECT statements, documents FROM v_articles") == [(2, 2)]


def test_a_changed_copy_becomes_an_article_of_its_own(connection: Connection) -> None:
    write(connection, (document("/a"), SAMARKAND), (document("/b"), SAMARKAND))

    assert write(connection, (document("/b", "b"), article(statement("mine")))) == ["updated"]
    assert ask(connection, "SELECT path, statements FROM v_articles ORDER BY path") == [
        ("/a", 2),
        ("/b", 1),
    ]


def test_the_old_bytes_under_a_new_path_are_a_new_article(connection: Connection) -> None:
    """Its uid would be that of the article that was updated; it gets another."""
    write(connection, (document("/a"), SAMARKAND))
    write(connection, (document("/a", "changed"), article(statement("changed"))))

    assert write(connection, (document("/old"), SAMARKAND)) == ["new"]
    assert ask(connection, "SELECT count(DISTINCT uid), count(*) FROM articles") == [(2, 2)]


def test_a_file_that_now_holds_another_article_leaves_none_behind(connection: Connection) -> None:
    other = article(statement("other"))
    write(connection, (document("/a"), SAMARKAND), (document("/b", "b"), other))

    assert write(connection, (document("/a", "b"), other)) == ["updated"]
    assert ask(connection, "SELECT body, documents FROM v_articles") == [("other", 2)]


def test_two_articles_that_swap_their_files_in_one_batch(connection: Connection) -> None:
    one, two = article(statement("one")), article(statement("two"))
    write(connection, (document("/a", "1"), one), (document("/b", "2"), two))

    write(connection, (document("/a", "2"), two), (document("/b", "1"), one))

    rows = ask(connection, "SELECT path, body FROM v_articles ORDER BY path")
    assert rows == [("/a", "two"), ("/b", "one")]


def test_equal_texts_in_one_article_are_two_statements(connection: Connection) -> None:
    thanks = statement("Thank you.", speaker("Q", "unnamed"))

    write(connection, (document(), article(thanks, thanks)))

    assert ask(connection, "SELECT count(*), count(DISTINCT uid) FROM statements") == [(2, 2)]


def test_again_writes_an_unchanged_document_anew(connection: Connection) -> None:
    write_batch(connection, [(document(), SAMARKAND)])
    better = article(statement("We stand with China", speaker("Xi Jinping"), said="2022-09-15"))

    [outcome] = write_batch(connection, [(document(), better)], again=True)

    assert outcome.status == "updated"
    assert column(connection, "SELECT speaker FROM v_statements") == ["Xi Jinping"]


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ('"stand with"', ["We stand with China"]),
        ('"trade"', ["The two sides will trade more"]),
        ('"vanished"', []),
    ],
)
def test_full_text_search_finds_statements(
    connection: Connection, words: str, texts: list[str]
) -> None:
    write(connection, (document(), SAMARKAND))

    with connection.begin():
        found = connection.exec_driver_sql(
            "SELECT s.text FROM statements_fts AS f JOIN statements AS s ON s.id = f.rowid"
            " WHERE statements_fts MATCH ?",
            (words,),
        ).scalars()
        assert list(found) == texts


@pytest.mark.parametrize(
    ("edit", "finds"),
    [
        ("UPDATE statements SET text = 'We stand by peace' WHERE position = 0", "peace"),
        ("UPDATE articles SET body = 'A word on tourism'", "tourism"),
        ("UPDATE articles SET title = 'The summit'", "summit"),
        ("UPDATE statements SET id = id + 7 WHERE position = 0", "stand"),
    ],
    ids=["statement", "body", "title", "key"],
)
def test_rows_edited_by_hand_are_found_as_they_are_now(
    connection: Connection, database: Path, edit: str, finds: str
) -> None:
    write(connection, (document(), SAMARKAND))
    with closing(sqlite3.connect(database)) as client:
        client.execute("PRAGMA foreign_keys = ON")
        client.execute(edit)
        client.commit()
        query = "SELECT count(*) FROM {0} JOIN {0}_fts ON {0}_fts.rowid = id WHERE {0}_fts MATCH ?"
        found = [
            client.execute(query.format(table), (finds,)).fetchone()[0]
            for table in ("articles", "statements")
        ]

        assert max(found) == 1


def test_an_article_deleted_by_hand_takes_everything_along(
    connection: Connection, database: Path
) -> None:
    write(connection, (document(), SAMARKAND))
    with closing(sqlite3.connect(database)) as client:
        client.execute("PRAGMA foreign_keys = ON")
        client.execute("DELETE FROM articles")
        client.commit()

    for table in ("statements", "documents", "statement_speakers", "statement_topics"):
        assert column(connection, f"SELECT count(*) FROM {table}") == [0]
    with connection.begin():
        connection.exec_driver_sql(
            "UPDATE speakers SET statements = 0, first_said_on = NULL, last_said_on = NULL"
        )
        connection.exec_driver_sql("UPDATE topics SET statements = 0")


def test_a_batch_that_breaks_a_rule_leaves_nothing(connection: Connection) -> None:
    wrong = article(statement("x")._replace(quotation="whispered"))  # type: ignore[arg-type]

    with pytest.raises(IntegrityError):
        write_batch(connection, [(document(), SAMARKAND), (document("/b", "b"), wrong)])

    for rows in everything(connection):
        assert rows == []


def test_what_the_database_does_not_take_costs_no_neighbour(connection: Connection) -> None:
    half = article(statement("\ud800 is half a character"))
    items = [(document("/a", "a"), SAMARKAND), (document("/b", "b"), half)]

    stored, refused = write_or_refuse(connection, items)

    assert [(one.path, one.status) for one in stored] == [("/a", "new")]
    assert [(one.path, one.error_class) for one in refused] == [("/b", "UnicodeEncodeError")]
    assert column(connection, "SELECT path FROM failures") == ["/b"]


def test_a_path_that_fails_again_keeps_one_open_failure(connection: Connection) -> None:
    for reason in ("no such file", "no text"):
        write_batch(connection, [], failures=[Failure("/a", reason, "UnreadableError")])

    assert ask(connection, "SELECT path, reason FROM failures") == [("/a", "no text")]


def test_a_failure_is_closed_when_the_document_is_taken_in(connection: Connection) -> None:
    write_batch(connection, [], failures=[Failure("/news/a.txt", "no text", "UnreadableError")])
    write(connection, (document(), SAMARKAND))

    assert column(connection, "SELECT resolved_at IS NOT NULL FROM failures") == [1]


def test_a_topic_counts_the_statements_of_those_below_it_once(connection: Connection) -> None:
    with connection.begin():
        connection.exec_driver_sql(
            "INSERT INTO topics (id, slug, label, parent_id) VALUES (1, 'core', 'Core', NULL),"
            " (2, 'taiwan', 'Taiwan', 1), (3, 'xizang', 'Xizang', 1)"
        )
    both = statement("both", topics=["taiwan", "xizang"])

    write(connection, (document(), article(both, statement("one", topics=["xizang"]))))

    assert ask(connection, "SELECT slug, statements FROM topics") == [
        ("core", 2),
        ("taiwan", 1),
        ("xizang", 2),
    ]
