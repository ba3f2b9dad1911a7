"""What is read of the life of a phrase."""

from datetime import date

import pytest
from sqlalchemy import Connection

from archive.corpus.phrase import InArticle
from archive.store.engine import reader
from archive.store.reports.phrase import read_history
from archive.store.write.batch import write_batch
from tests.factories import article, document, statement

TODAY = date(2024, 5, 31)


@pytest.fixture
def archive(connection: Connection) -> Connection:
    """An article with the phrase in its title alone, and three weeks later one who says it."""
    early = article(
        statement("we met", "Xi Jinping", said="2021-02-23"),
        title="A rules-based order",
        event="2021-02-23",
        publisher="Xinhua",
    )
    late = article(
        statement("the rules-based order must hold", "Wang Yi", said="2021-03-12"),
        event="2021-03-12",
        publisher="BelTA",
    )
    for name, one in (("/early", early), ("/late", late)):
        write_batch(connection, [(document(name, name), one)])
    return connection


def earliest(archive: Connection, query: str) -> InArticle | None:
    with archive.begin():
        life = read_history(reader(archive), "rules-based order", query, TODAY)
    assert life
    assert life.first.said_on == "2021-03-12"
    return life.article


def test_an_article_may_have_it_before_any_statement(archive: Connection) -> None:
    found = earliest(archive, "")
    assert found
    assert (found.day, found.title) == ("2021-02-23", "A rules-based order")


@pytest.mark.parametrize("query", ["speaker:wang", "publisher:belta", "said:2021-03.."])
def test_only_what_the_query_asks_of_articles(archive: Connection, query: str) -> None:
    """Nobody can be the speaker of a title."""
    assert earliest(archive, query) is None
