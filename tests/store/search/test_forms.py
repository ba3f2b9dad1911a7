"""How texts are found that an index of words would miss; whoever writes them, the index fits."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from archive.store.upkeep.check import check
from archive.store.upkeep.upgrade import upgrade
from archive.store.write.batch import write_batch
from tests.conftest import check_whole
from tests.factories import article, document, statement


@pytest.fixture
def client(connection: Connection, database: Path) -> Iterator[sqlite3.Connection]:
    """A client that knows nothing of us, on an archive of one statement."""
    write_batch(connection, [(document(), article(statement("We trade", "Xi Jinping")))])
    with closing(sqlite3.connect(database)) as raw:
        yield raw


def forms(client: sqlite3.Connection) -> str | None:
    text: str | None = client.execute("SELECT forms FROM statements").fetchone()[0]
    return text and " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("all-weather “partnership” – and a café", None),
        ("核心利益", "核心 心利 利益 益"),
        ("我们 trade, 益", "我们 们 trade, 益"),
        ("co\u00adoperation\u200b s", "cooperation s"),
        ("ｃｏｒｅ　Ｇ２０", "core G20"),
        ("stra\u00dfe о чём ﬁnance", "strasse о чем finance"),
        ("ไทย", "ไท ทย ย"),
        ("Øresund, Łódź, Đakovo, Kırıkkale", "Oresund, Lódź, Dakovo, Kirikkale"),
        ("Þórr, Ægir, cœur, Əliyev, eŋ, maður", "Thórr, Aegir, coeur, Aliyev, eng, madur"),
        ("かな 한국", "かな な 한국 국"),
    ],
)
def test_forms_are_written_where_words_are_not_enough(
    client: sqlite3.Connection, text: str, shown: str | None
) -> None:
    client.execute("UPDATE statements SET text = ?", (text,))
    assert forms(client) == shown


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE statements SET text = '核心利益'",
        "UPDATE statements SET text = 'We trade more'",
        "UPDATE statements SET id = id + 5, text = '核心'",
        "UPDATE statements SET id = id + 5",
        "DELETE FROM statements",
        "UPDATE articles SET title = '全天候', body = body || '核心'",
    ],
)
@pytest.mark.parametrize("before", ["We trade", "核心 trade"])
@pytest.mark.parametrize("recursive", ["OFF", "ON"])
def test_an_edit_by_any_client_leaves_the_indexes_true(
    client: sqlite3.Connection, database: Path, edit: str, before: str, recursive: str
) -> None:
    client.execute(f"PRAGMA recursive_triggers = {recursive}")
    client.execute("PRAGMA foreign_keys = ON")
    with client:
        client.execute("UPDATE statements SET text = ?", (before,))
        client.execute(edit)
        client.execute("UPDATE speakers SET statements = (SELECT count(*) FROM statements)")
        client.execute(
            "UPDATE speakers SET first_said_on = NULL, last_said_on = NULL WHERE statements = 0"
        )
    check_whole(database)


def test_forms_cannot_be_made_to_lie(client: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="forms follows the text"):
        client.execute("UPDATE statements SET forms = 'else'")


def test_long_texts_are_cut_into_pairs_without_a_gap(client: sqlite3.Connection) -> None:
    """Taken in pieces of 400 characters: a pair stands across the edge of two pieces too."""
    text = "".join(chr(0x4E00 + n % 997) for n in range(2_003))
    client.execute("UPDATE statements SET text = ?", (text,))
    pairs = [text[n : n + 2] for n in range(len(text))]
    assert (forms(client) or "").split() == pairs


def inflections(client: sqlite3.Connection, word: str) -> list[str]:
    query = "SELECT word FROM inflections WHERE inflections MATCH ? ORDER BY word"
    return [form for (form,) in client.execute(query, (word,))]


def test_words_are_found_as_written_and_their_other_forms_are_known(
    client: sqlite3.Connection,
) -> None:
    def found(words: str) -> int:
        query = "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH ?"
        return int(client.execute(query, (words,)).fetchone()[0])

    assert [found("trading"), found("trade"), inflections(client, "trading")] == [0, 1, ["trade"]]
    assert inflections(client, "going") == ["go"]
    assert inflections(client, "uses") == []


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE statements SET text = 'Tariffs: negotiated, and “negotiating” – twice'",
        "UPDATE articles SET body = 'Negotiating' || char(10) || 'by tariffs/negotiated'",
        "UPDATE statements SET text = 'tar\u00adiffs negotiated\anegotiating'",
    ],
)
def test_the_words_of_an_edit_are_known_with_their_other_forms(
    client: sqlite3.Connection, database: Path, edit: str
) -> None:
    with client:
        client.execute(edit)
        client.execute(edit)

    assert inflections(client, "negotiate") == ["negotiated", "negotiating"]
    assert "tariffs" in inflections(client, "tariff")
    assert not [one for one in check(database) if one.where == "inflections"]


def test_an_older_archive_gets_its_index_and_inflections(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    upgrade(path, "0001")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "INSERT INTO articles (id, uid, body, paragraphs, words, analysed_by)"
            " VALUES (1, 'a:old', '核心利益 of partners', '[]', 3, '0')"
        )
    upgrade(path)
    with closing(sqlite3.connect(path)) as raw:
        for words in ("partners", '"心利 利益"'):
            found = raw.execute(
                "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", (words,)
            )
            assert found.fetchall() == [(1,)]
        assert inflections(raw, "partner") == ["partners"]
    check_whole(path)
