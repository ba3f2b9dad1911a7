"""The file without this program: the sqlite3 shell, plain SQL, and how SQLite answers."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from archive.store.write.batch import write_batch
from tests.factories import article, document, speaker, statement

XI = speaker("Xi Jinping", title="President", of="China")


@pytest.fixture
def filled(connection: Connection, database: Path) -> Path:
    """Forty articles over forty days."""
    items = []
    for number in range(1, 41):
        day = f"2021-{number // 28 + 1:02}-{number % 28 + 1:02}"
        said = statement(f"word{number} stands", XI, said=day, topics=["taiwan"])
        one = article(said, event=day, people=[("Xi Jinping", "participant")], publisher="Xinhua")
        items.append((document(f"/{number}", str(number)), one))
    write_batch(connection, items)
    return database


@pytest.fixture
def client(filled: Path) -> Iterator[sqlite3.Connection]:
    """A client that knows nothing of us."""
    with closing(sqlite3.connect(filled)) as raw:
        yield raw


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="needs the sqlite3 shell")
@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("SELECT count(*) FROM v_statements WHERE topics LIKE '%taiwan%'", "40"),
        ("SELECT count(*) FROM v_articles", "40"),
        ("SELECT name, statements, roles FROM v_speakers", "Xi Jinping|40|President of China"),
        ("SELECT slug, statements, first_said_on FROM v_topics", "taiwan|40|2021-01-02"),
        ("SELECT rowid >> 20 FROM statements_fts WHERE statements_fts MATCH 'word7'", "737798"),
    ],
    ids=["statements", "articles", "speakers", "topics", "full text"],
)
def test_the_shell_answers_without_python(filled: Path, query: str, answer: str) -> None:
    shell = subprocess.run(
        ["sqlite3", "-readonly", filled, query], capture_output=True, text=True, check=True
    )

    assert (shell.stdout.strip(), shell.stderr) == (answer, "")


def test_every_table_and_view_can_be_read(client: sqlite3.Connection) -> None:
    names = client.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")

    for (name,) in names.fetchall():
        client.execute(f'SELECT * FROM "{name}" LIMIT 1').fetchall()


def test_no_stored_text_is_empty(client: sqlite3.Connection) -> None:
    """Unknown is NULL, so that a client's own empty value is never mistaken for ours."""
    for table in ("articles", "statements", "speakers", "roles", "documents", "topics"):
        for _, name, kind, *_ in client.execute(f"PRAGMA table_info({table})").fetchall():
            if kind == "TEXT":
                empty = client.execute(f"SELECT count(*) FROM {table} WHERE \"{name}\" = ''")
                assert empty.fetchone() == (0,), f"{table}.{name}"


@pytest.mark.parametrize(
    ("query", "uses"),
    [
        (
            "SELECT statement_id FROM statement_speakers WHERE speaker_id = 1 ORDER BY 1 DESC",
            "COVERING INDEX statement_speakers_speaker (speaker_id=?)",
        ),
        (
            "SELECT statement_id FROM statement_topics WHERE topic_id = 1 AND statement_id > 2",
            "COVERING INDEX statement_topics_topic (topic_id=? AND statement_id>?)",
        ),
        ("SELECT uid FROM statements ORDER BY id LIMIT 1 OFFSET 11", "SCAN statements"),
        (
            "SELECT uid FROM statements WHERE uid >= 's:ab' AND uid < 's:ab~'",
            "INDEX sqlite_autoindex_statements_1 (uid>? AND uid<?)",
        ),
        (
            "SELECT * FROM statements WHERE article_id = 1 ORDER BY position",
            "INDEX statements_article (article_id=?)",
        ),
        ("SELECT * FROM documents WHERE sha256 = 'x'", "INDEX documents_sha256 (sha256=?)"),
        (
            "SELECT * FROM documents WHERE path = '/a'",
            "INDEX sqlite_autoindex_documents_1 (path=?)",
        ),
        (
            "SELECT speaker_id FROM speaker_names WHERE name = 'Xi'",
            "INDEX speaker_names_name (name=?)",
        ),
        (
            "SELECT * FROM corrections WHERE undone_at IS NULL AND article_uid = 'a:x'",
            "INDEX corrections_whole (article_uid=?)",
        ),
        (
            "UPDATE failures SET resolved_at = '' WHERE path = '/a' AND resolved_at IS NULL",
            "INDEX failures_open (path=?)",
        ),
        (
            "SELECT id FROM articles WHERE publisher = 'Xinhua' ORDER BY id DESC LIMIT 20",
            "INDEX articles_publisher (publisher=?)",
        ),
    ],
)
def test_an_index_answers(client: sqlite3.Connection, query: str, uses: str) -> None:
    plan = client.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()

    assert uses in " ".join(row[3] for row in plan)
    assert "TEMP B-TREE" not in " ".join(row[3] for row in plan)


def test_the_newest_matches_come_without_sorting(client: sqlite3.Connection) -> None:
    """The search index is ordered by key, and a key by date."""
    query = (
        "SELECT rowid FROM statements_fts WHERE statements_fts MATCH 'stands'"
        " AND rowid BETWEEN 1 AND 1 << 60 ORDER BY rowid DESC LIMIT 20"
    )
    plan = client.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()

    assert "TEMP B-TREE" not in plan[0][3]
    assert len(client.execute(query).fetchall()) == 20
