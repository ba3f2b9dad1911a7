"""The terms of a topic: how often each gave it, and how often that was right."""

from sqlalchemy import Connection

from archive.records import Tag
from archive.store.curate.topics import StoredTopic, import_topics
from archive.store.engine import reader
from archive.store.reports.topic import TermUse, term_uses
from archive.store.write.batch import write_batch
from archive.store.write.corrections import correct, undo
from tests.factories import article, document, statement

SEA = StoredTopic("sea", "Sea", terms=("fish", "boat"))


def test_a_term_says_how_often_it_was_right_among_what_was_reviewed(connection: Connection) -> None:
    with connection.begin():
        import_topics(connection, [SEA], "shipped")
    said = {"One fish swims": ["fish"], "A boat": ["boat"], "Two fish": ["fish"]}
    tagged = [
        statement(text)._replace(
            topics=tuple(Tag("sea", term, (n, n + 1)) for n, term in enumerate(terms))
        )
        for text, terms in said.items()
    ]
    write_batch(connection, [(document(), article(*tagged, statement("No water")))])

    def decide(text: str, field: str) -> int:
        with connection.begin():
            uid = connection.exec_driver_sql(
                "SELECT uid FROM statements WHERE text = ?", (text,)
            ).scalar_one()
            return correct(connection, str(uid), field, "sea")

    decide("One fish swims", "tag")  # it is on the topic already: confirmed
    number = decide("A boat", "untag")
    decide("No water", "tag")  # missed: no term has given it

    with connection.begin():
        assert list(term_uses(reader(connection), "sea")) == [
            TermUse("fish", "term", 2, reviewed=1, right=1),
            TermUse("boat", "term", 0, reviewed=1, right=0),
        ]
        undo(connection, number)
        assert list(term_uses(reader(connection), "sea")) == [
            TermUse("fish", "term", 2, reviewed=1, right=1),
            TermUse("boat", "term", 1),
        ]
