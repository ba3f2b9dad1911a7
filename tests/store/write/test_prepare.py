"""What is stored of a record is named by the columns of its table, each of them and no other."""

from archive.store.columns import ARTICLE_FACTS, DOCUMENT_FACTS, STATEMENT_FACTS, facts_of
from archive.store.schema import copies
from archive.store.write.documents import document_values
from archive.store.write.prepare import article_values, statement_values
from tests.factories import article, document, statement


def test_each_column_has_its_value() -> None:
    """Also the order: a row's checksum is made of its values as they follow each other."""
    assert tuple(article_values(article())) == ARTICLE_FACTS
    assert tuple(statement_values(statement("We trade"))) == STATEMENT_FACTS
    assert tuple(document_values(document(), "2024-05-31T00:00:00Z", None)) == DOCUMENT_FACTS


def test_a_copy_has_the_facts_of_an_article_behind_its_likeness() -> None:
    assert facts_of(copies)[:4] == ("kind", "similarity", "replaced", "shortened")
    assert facts_of(copies)[4:] == ARTICLE_FACTS
