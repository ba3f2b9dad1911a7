"""Whatever comes in whatever order and batches, each path holds what it held last, once."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.records import Article, Document
from archive.store.engine import open_for_writing
from archive.store.write.batch import write_batch
from tests.conftest import check_whole
from tests.factories import article, document, speaker, statement

PATHS = ("/a", "/b", "/c")
SPEAKERS = (speaker("Xi Jinping"), speaker("Alexander Lukashenko", title="President", of="Belarus"))

texts = st.integers(0, 4)
batches = st.lists(st.dictionaries(st.sampled_from(PATHS), texts, min_size=1), max_size=8)


def version(path: str, number: int) -> tuple[Document, Article]:
    """Return one of five texts; neighbours share a statement, and each has its own date."""
    said = f"202{number}-01-01"
    shared = statement("shared", SPEAKERS[number % 2], said=said, topics=["taiwan"])
    own = statement(f"own {number}", SPEAKERS, said=said if number else None)
    parts = (shared, own) if number % 2 else (own, shared, shared)
    return document(path, str(number)), article(*parts, path=path, event=said)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches=batches)
def test_each_path_holds_what_it_held_last(
    empty_archive: Path, batches: list[dict[str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        shutil.copy(empty_archive, path)
        held: dict[str, int] = {}
        with open_for_writing(path) as connection:
            for batch in batches:
                write_batch(connection, [version(name, n) for name, n in batch.items()])
                held |= batch
        check_whole(path)
        with closing(sqlite3.connect(path)) as raw:
            rows = raw.execute(
                "SELECT d.path, body FROM documents AS d JOIN articles AS a ON a.id = article_id"
            ).fetchall()
            kept = raw.execute("SELECT count(*), count(DISTINCT body) FROM articles").fetchone()
            order = raw.execute(
                "SELECT count(*) FROM statements AS x JOIN statements AS y ON y.article_id ="
                " x.article_id AND y.said_on IS x.said_on"
                " WHERE x.position < y.position AND x.id > y.id"
            ).fetchone()

    assert dict(rows) == {name: version(name, number)[1].body for name, number in held.items()}
    assert kept == (len(set(held.values())),) * 2
    assert order == (0,)
