"""The vocabulary in the archive, and tagging anew from the stored texts."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from archive.records import Span, Tag
from archive.store.curate.retagging import retag
from archive.store.curate.topics import StoredTopic, import_topics, load_topics, topics_origin
from archive.store.engine import reader
from archive.store.write.batch import write_batch
from tests.factories import article, document, statement

CORE = StoredTopic("core-interests", "Core interests", terms=("core interest+",), iptc="20000638")
TAIWAN = StoredTopic(
    "taiwan",
    "Taiwan",
    "core-interests",
    "Taiwan.",
    belongs="Its status.",
    excluded="Firms from there.",
    example="They abide by it.",
    cap="1921",
    terms=("Taiwan",),
    weak=("Strait",),
    hints=("island",),
    exclusions=("Taiwan Strait",),
)


def put(connection: Connection, *topics: StoredTopic) -> bool:
    with connection.begin():
        return import_topics(connection, topics)


def counts(connection: Connection) -> dict[str, int]:
    with connection.begin():
        rows = connection.exec_driver_sql("SELECT slug, statements FROM topics")
        return {row.slug: row.statements for row in rows}


def tag_word(word: str, topic: str) -> object:
    """Return a tagger that gives a topic to each statement with the word."""

    def tagger(
        text: str, statements: Sequence[Sequence[Span]], title: str
    ) -> list[tuple[Tag, ...]]:
        return [
            tuple(
                Tag(topic, word, (text.index(word, start), text.index(word, start) + len(word)))
                for start, end in spans
                if word in text[start:end]
            )
            for spans in statements
        ]

    return tagger


def test_a_vocabulary_comes_back_as_it_was_put_in(connection: Connection) -> None:
    assert put(connection, TAIWAN, CORE)

    assert set(load_topics(reader(connection))) == {CORE, TAIWAN}
    assert topics_origin(reader(connection)) == "import"
    connection.rollback()


def test_the_same_vocabulary_again_changes_nothing(connection: Connection) -> None:
    put(connection, CORE, TAIWAN)

    assert not put(connection, TAIWAN, CORE)


def test_a_topic_that_is_gone_takes_its_tags_along(connection: Connection) -> None:
    put(connection, CORE, TAIWAN)
    one = article(
        statement("Taiwan", topics=["taiwan"]), statement("core", topics=["core-interests"])
    )
    write_batch(connection, [(document(), one)])
    assert counts(connection) == {"core-interests": 2, "taiwan": 1}

    put(connection, replace(CORE, label="Other"))

    assert counts(connection) == {"core-interests": 1}


def test_statements_are_tagged_anew_without_their_documents(connection: Connection) -> None:
    put(connection, CORE, TAIWAN)
    headline = statement("Taiwan first")._replace(headline=True)
    one = article(
        headline, statement("On Taiwan they agree", topics=["core-interests"]), title="Taiwan first"
    )
    write_batch(connection, [(document(), one)])
    told: list[int] = []

    total = retag(connection, tag_word("Taiwan", "taiwan"), told.append)  # type: ignore[arg-type]

    assert (total, told) == (2, [1])
    assert counts(connection) == {"core-interests": 2, "taiwan": 2}
    with connection.begin():
        rows = connection.exec_driver_sql(
            'SELECT s.text, t.term, t.start, t."end" FROM statement_topics AS t'
            " JOIN statements AS s ON s.id = t.statement_id ORDER BY s.position"
        )
        assert [tuple(row) for row in rows] == [
            ("Taiwan first", "Taiwan", 0, 6),
            ("On Taiwan they agree", "Taiwan", 17, 23),
        ]


@pytest.mark.parametrize("articles", [0, 1, 2, 5])
def test_all_articles_are_tagged_however_many(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, articles: int
) -> None:
    monkeypatch.setattr("archive.store.curate.retagging.ARTICLES_AT_ONCE", 2)
    put(connection, TAIWAN, CORE)
    for number in range(articles):
        one = article(statement(f"Taiwan {number}"))
        write_batch(connection, [(document(f"/{number}", str(number)), one)])

    retag(connection, tag_word("Taiwan", "taiwan"))  # type: ignore[arg-type]

    assert counts(connection)["taiwan"] == articles
