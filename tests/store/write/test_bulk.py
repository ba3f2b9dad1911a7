"""New rows are written without triggers; nobody is to notice."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from archive.store.engine import open_for_writing, reader
from archive.store.schema import articles
from archive.store.upkeep.repairs import missing_inflections
from archive.store.write import bulk
from archive.store.write.batch import write_batch
from tests.conftest import check_whole
from tests.factories import article, document, statement


def triggers(database: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
        ).fetchall()


ANY_FORM = "SELECT group_concat(word, ' OR ') FROM inflections WHERE inflections MATCH ?"


def found(database: Path, index: str, words: str) -> list[str]:
    with closing(sqlite3.connect(database)) as raw:
        table = index.rsplit("_", 1)[0]
        rows = raw.execute(
            f"SELECT t.uid FROM {index} AS f JOIN {table} AS t ON t.id = f.rowid"
            f" WHERE {index} MATCH ?",
            (words,),
        )
        return [uid for (uid,) in rows]


def any_form(database: Path, word: str) -> str:
    with closing(sqlite3.connect(database)) as raw:
        return str(raw.execute(ANY_FORM, (word,)).fetchone()[0])


def test_new_rows_are_found_by_words_inflections_and_forms(database: Path) -> None:
    said = statement("partners in \uff34\uff52\uff41\uff44\uff45 and 核心利益", "Xi Jinping")
    with open_for_writing(database) as connection:
        write_batch(connection, [(document(), article(said, title="An oﬃce"))])

    assert len(found(database, "statements_fts", "partners")) == 1
    assert found(database, "statements_fts", "partner") == []
    assert len(found(database, "statements_fts", any_form(database, "partner"))) == 1
    assert len(found(database, "statements_fts", "trade")) == 1
    assert len(found(database, "statements_fts", '"心利"')) == 1
    assert len(found(database, "articles_fts", "office")) == 1
    check_whole(database)


SIGNS = st.sampled_from("abcdeést'’-–_ .,/\n\u00ad\u200b\u0301İıſKß5½ªﬁ核心Яё“”→…")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(SIGNS, min_size=1, max_size=40), min_size=1, max_size=4))
def test_whoever_writes_a_text_its_words_are_among_the_inflections(
    connection: Connection, texts: list[str]
) -> None:
    """Python cuts the words of new articles, SQL those of edits, and FTS5 those of its index."""
    raw = reader(connection)
    for table in ("articles", "documents", "inflections WHERE length(word) > 2"):
        raw.execute(f"DELETE FROM {table}")
    connection.info.clear()
    items = [
        (document(f"/{text}", text), article(statement(text), title=text)) for text in {*texts}
    ]
    write_batch(connection, items)
    assert missing_inflections(raw) == set()

    raw.execute("DELETE FROM inflections WHERE length(word) > 2")
    raw.execute("UPDATE articles SET title = title || ' ', body = body || ' '")
    raw.execute("UPDATE statements SET text = text || ' '")
    assert missing_inflections(raw) == set()


def test_the_triggers_are_there_again_word_for_word(database: Path) -> None:
    before = triggers(database)
    with open_for_writing(database) as connection:
        write_batch(connection, [(document(), article(statement("We trade", "Xi Jinping")))])

    assert triggers(database) == before
    assert [name for name, _ in before if name.endswith("_search_insert")] == [
        "articles_search_insert",
        "statements_search_insert",
    ]


def test_a_batch_that_fails_leaves_the_triggers_as_they_were(database: Path) -> None:
    before = triggers(database)
    columns = ("id", "uid", "body", "paragraphs", "words", "analysed_by")
    with (
        open_for_writing(database) as connection,
        pytest.raises(IntegrityError, match="UNIQUE"),
        connection.begin(),
    ):
        bulk.insert(
            connection,
            articles,
            columns,
            [(number, "a:same", "text", "[]", 1, "0") for number in (1, 2)],
        )

    assert triggers(database) == before


def test_triggers_of_others_still_see_new_rows(database: Path) -> None:
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("CREATE TABLE seen (uid TEXT)")
        raw.execute(
            "CREATE TRIGGER mine AFTER INSERT ON statements"
            " BEGIN INSERT INTO seen VALUES (new.uid); END"
        )
    with open_for_writing(database) as connection:
        write_batch(connection, [(document(), article(statement("We trade", "Xi Jinping")))])

    with closing(sqlite3.connect(database)) as raw:
        assert raw.execute("SELECT count(*) FROM seen").fetchone() == (1,)
