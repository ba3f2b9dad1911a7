"""A session of reviewing: what repairs most comes first, answers are written and taken back."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.errors import UsageError
from archive.ingest.review import Review, queue
from archive.store.engine import open_for_writing
from archive.store.write.batch import write_batch
from archive.store.write.corrections import correct
from tests.factories import article, document, statement

DOUBT: dict[str, Any] = {"speaker_confidence": 0.4, "confidence": 0.95}
TURN: dict[str, Any] = {"speaker_confidence": 0.6, "rule": "turn", "speaker_method": "turn"}


@pytest.fixture(autouse=True)
def texts(database: Path) -> None:
    """Two turns under one label, a doubtful pronoun, a sure statement; two names like one."""
    labelled = [
        statement(text, "Xi Jinping")._replace(**TURN)
        for text in ("We had a great day", "I will call him")
    ]
    labelled = [
        one._replace(mention=one.mention._replace(text="THE PRESIDENT")) for one in labelled
    ]
    gaggle = article(
        *labelled,
        statement("He will come", "Li Qiang")._replace(**DOUBT),
        statement("It is sure", "Wang Yi")._replace(speaker_confidence=0.99),
        title="Gaggle",
    )
    said = {"Anthony S. Fauci": "One Two Three Four", "Fauci": "Masks Hands Home"}
    names = article(
        *(
            statement(f"{word} will help", who)._replace(speaker_confidence=0.99)
            for who, words in said.items()
            for word in words.split()
        )
    )
    with open_for_writing(database) as connection:
        write_batch(connection, [(document(), gaggle), (document("/b", "b"), names)])
        with connection.begin():  # not in the second of a decision: those would be analysed again
            connection.exec_driver_sql("UPDATE documents SET read_at = '2020-01-01T00:00:00Z'")


def by(database: Path, text: str) -> object:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute("SELECT speaker FROM v_statements WHERE text = ?", (text,)).fetchone()[0]


def ask(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(query).fetchall()


def test_what_repairs_most_comes_first_then_what_is_least_sure(database: Path) -> None:
    found = [(one.kind, one.repairs, one.source or one.label) for one in queue(database)]

    assert found == [("merge", 3, "fauci"), ("label", 2, "THE PRESIDENT"), ("statement", 1, "")]


def test_answers_are_written_and_the_queue_gets_shorter(database: Path) -> None:
    review = Review(database, queue(database), "ann")

    review.confirm()  # the two names are one
    assert review.context() is not None
    review.name("Li Qiang")  # all that stands under the label
    review.context()
    review.decide([])  # nobody known said it

    assert by(database, "Masks will help") == "Anthony S. Fauci"
    assert by(database, "I will call him") == "Li Qiang"
    assert by(database, "He will come") is None
    assert (review.item, review.progress) == (None, "3 decided · 0 left · 6 statements")
    assert queue(database) == []
    made = ask(database, "SELECT field, made_by, tool FROM corrections ORDER BY id")
    assert made == [
        ("merge", "ann", "archive review"),
        ("turns", "ann", "archive review"),
        ("speaker", "ann", "archive review"),
    ]


def test_each_answer_is_taken_back_and_asked_again(database: Path) -> None:
    review = Review(database, queue(database))
    first = review.item
    review.confirm()
    review.name("Li Qiang")

    review.undo()
    review.undo()

    assert review.item == first
    assert review.repaired == 0
    assert by(database, "Masks will help") == "Fauci"
    assert by(database, "I will call him") == "Xi Jinping"
    with pytest.raises(UsageError, match="nothing to undo"):
        review.undo()


def test_what_is_not_the_same_is_not_asked_again(database: Path) -> None:
    review = Review(database, queue(database))

    review.reject()

    assert by(database, "Masks will help") == "Fauci"
    assert [one.kind for one in queue(database)] == ["label", "statement"]


def test_a_skipped_question_comes_again_in_the_next_session(database: Path) -> None:
    review = Review(database, queue(database))

    review.skip()

    assert review.item is not None
    assert review.item.kind == "label"
    assert len(queue(database)) == 3


def test_what_is_no_statement_goes(database: Path) -> None:
    review = Review(database, [one for one in queue(database) if one.kind == "statement"])
    review.context()

    review.reject()

    assert ask(database, "SELECT 1 FROM statements WHERE text = 'He will come'") == []


def test_the_second_of_two_people_is_told_what_changed_meanwhile(database: Path) -> None:
    items = [one for one in queue(database) if one.kind == "statement"]
    review = Review(database, items, "bob")
    review.context()
    with open_for_writing(database) as connection, connection.begin():
        correct(connection, items[0].statement, "speaker", ["wang-yi"])

    with pytest.raises(UsageError, match="somebody changed it meanwhile"):
        review.decide([])

    assert by(database, "He will come") == "Wang Yi"
    assert review.context() is not None
    review.decide([])
    assert by(database, "He will come") is None


def test_a_statement_shows_its_context_and_who_may_have_said_it(database: Path) -> None:
    review = Review(database, [one for one in queue(database) if one.kind == "statement"])

    found = review.context()

    assert found is not None
    assert (found.title, found.text) == ("Gaggle", "He will come")
    assert found.before.endswith("I will call him\n\n")
    assert found.after == "\n\nIt is sure"
    assert [(one.name, one.evidence) for one in found.candidates] == [
        ("Li Qiang", "the machine's, 1 here"),
        ("Xi Jinping", "2 here"),
        ("Wang Yi", "1 here"),
    ]


def test_a_sample_is_reviewed_as_one(database: Path) -> None:
    review = Review(database, queue(database, sample=2, seed=3), is_sample=True)
    review.context()

    review.confirm()

    made = ask(database, "SELECT field, tool, value = machine_value FROM corrections")
    assert made == [("speaker", "archive review --sample", 1)]
    assert len(queue(database, sample=100)) == 10
