"""The sentences around a statement, as the text has them."""

from datetime import date

import pytest
from sqlalchemy import Connection

from archive.query import parse
from archive.store.engine import reader
from archive.store.search.context import with_context
from archive.store.search.request import Request, plan, rows
from archive.store.write.batch import write_batch
from tests.factories import article, document, statement

TEXTS = ("Trade grew. It grew fast.", "Xi said it helps Mr. Li", "Steel fell.", "All was well.")


@pytest.mark.parametrize(
    ("words", "sentences", "before", "after"),
    [
        ("helps", 1, "It grew fast.", "Steel fell."),
        ("helps", 2, "Trade grew. It grew fast.", "Steel fell. All was well."),
        ("well", 1, "Steel fell.", None),
        ("grew", 9, None, "Xi said it helps Mr. Li Steel fell. All was well."),
    ],
)
def test_sentences_stand_before_and_after(
    connection: Connection, words: str, sentences: int, before: str | None, after: str | None
) -> None:
    said = [statement(text, said="2024-01-02") for text in TEXTS]
    write_batch(connection, [(document(), article(*said))])
    with connection.begin():
        hits = rows(
            reader(connection),
            plan(reader(connection), Request(parse(words), today=date(2024, 5, 31))),
        )
        (row,) = with_context(reader(connection), hits, sentences)
    assert (row["before"], row["after"]) == (before, after)
