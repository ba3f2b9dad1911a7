"""The same file in the clients that people have: every table and view read, full text found.

Datasette, DuckDB, pandas, Polars, sqlite-utils and litecli come with the extra ``clients``; without
it their tests are skipped. RSQLite 2.2 (R) and DB Browser 3.12 were tried by hand: types are right,
an id is integer64 in R; DB Browser says of each STRICT table that it cannot parse it, and shows it.
"""

import asyncio
import gc
import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine, inspect, select

from tests import readme
from tests.store import small_archive

TABLES = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name"
GUIDE = (readme.ROOT / "archive" / "help" / "sql.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_archive.make(tmp_path_factory.mktemp("clients") / "archive.db")


@pytest.fixture(scope="module")
def names(path: Path) -> list[str]:
    """Every table and view of the file."""
    with closing(sqlite3.connect(path)) as raw:
        found = [name for (name,) in raw.execute(TABLES)]
    assert {"v_statements", "statements_fts", "inflections", "searches"} <= {*found}
    return found


def count(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])


def test_the_guide_has_twelve_queries() -> None:
    assert len(QUERIES) == 12


@pytest.mark.parametrize("query", QUERIES, ids=range(1, len(QUERIES) + 1))
def test_a_query_of_the_guide_finds_something(query: str) -> None:
    with closing(sqlite3.connect(readme.database())) as client:
        assert client.execute(query).fetchall()


def test_python_reads_every_table_and_view(path: Path, names: list[str]) -> None:
    with closing(sqlite3.connect(path)) as client:
        for name in names:
            client.execute(f'SELECT * FROM "{name}"').fetchall()


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="needs the sqlite3 shell")
def test_the_sqlite3_shell_reads_every_table_and_view(path: Path, names: list[str]) -> None:
    script = "".join(f'SELECT count(*) FROM (SELECT * FROM "{name}");\n' for name in names)
    script += (
        "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH (SELECT group_concat(word,"
        " ' OR ') FROM inflections WHERE inflections MATCH 'trading');\n"
    )
    done = subprocess.run(
        ["sqlite3", "-readonly", path], input=script, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert [int(line) for line in done.stdout.split()] == [
        *(count(path, name) for name in names), 3,
    ]  # fmt: skip


def test_sqlalchemy_reflects_every_table_and_view(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        metadata = MetaData()
        metadata.reflect(connection, views=True)
        tables = metadata.tables
        for table in tables.values():
            assert len(connection.execute(select(table)).all()) == count(path, table.name)
        keys = {key["referred_table"] for key in inspect(engine).get_foreign_keys("statements")}
    engine.dispose()
    assert keys == {"articles"}
    assert {"v_statements", "statements", "statement_speakers"} <= {*tables}


@pytest.fixture
def needs(request: pytest.FixtureRequest) -> None:
    """Skip where the client that a test names is not installed."""
    if find_spec(request.param) is None:
        pytest.skip(f"needs {request.param}: pip install '.[clients]'")


def client(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("needs", [name], indirect=True)


@pytest.mark.usefixtures("needs")
@client("pandas")
def test_pandas_reads_every_table_and_view(path: Path, names: list[str]) -> None:
    import pandas

    with closing(sqlite3.connect(path)) as raw:
        for name in names:
            assert len(pandas.read_sql(f'SELECT * FROM "{name}"', raw)) == count(path, name)
        query = "SELECT rowid FROM statements_fts WHERE statements_fts MATCH '\"core interests\"'"
        assert len(pandas.read_sql(query, raw)) == 2


@pytest.fixture
def duck(path: Path) -> Iterator[Any]:
    """DuckDB with its extension for SQLite, which PyPI has, so that nothing is fetched."""
    import duckdb
    import duckdb_extension_sqlite_scanner

    folder = Path(duckdb_extension_sqlite_scanner.__file__).parent / "extensions"
    (extension,) = folder.glob(f"v{duckdb.__version__}/*.duckdb_extension")
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{extension}'")
        connection.execute(f"ATTACH '{path}' AS a (TYPE sqlite, READ_ONLY)")
        yield connection


@pytest.mark.usefixtures("needs")
@client("duckdb_extension_sqlite_scanner")
def test_duckdb_reads_every_table_and_view(duck: Any, path: Path, names: list[str]) -> None:
    shown = {row[2] for row in duck.execute("SHOW ALL TABLES").fetchall()}
    ours = [name for name in names if not re.search(r"_fts(_|$)|^inflections|^sqlite_", name)]
    assert {name for name in ours if not name.startswith(("v_", "new_"))} <= shown
    for name in ours:
        rows = duck.execute(f'SELECT * FROM a."{name}"').fetchall()
        assert len(rows) == count(path, name)


TYPES = {
    "kind": "VARCHAR",
    "said_on": "VARCHAR", "speaker": "VARCHAR", "role": "VARCHAR", "text": "VARCHAR",
    "topics": "VARCHAR", "title": "VARCHAR", "genre": "VARCHAR",
    "publisher": "VARCHAR", "place": "VARCHAR",
    "published_on": "VARCHAR", "year": "INTEGER", "month": "VARCHAR", "url": "VARCHAR",
    "uid": "VARCHAR", "article": "VARCHAR", "speakers_json": "VARCHAR", "topics_json": "VARCHAR",
    "id": "BIGINT", "article_id": "BIGINT", "position": "BIGINT", "speaker_text": "VARCHAR",
    "cue": "VARCHAR", "cue_lemma": "VARCHAR", "cue_class": "VARCHAR", "quotation": "VARCHAR",
    "implicit": "BIGINT", "headline": "BIGINT", "collective": "BIGINT", "start": "BIGINT",
    "end": "BIGINT", "said_precision": "VARCHAR", "said_method": "VARCHAR",
    "speaker_method": "VARCHAR", "speaker_confidence": "DOUBLE", "rule": "VARCHAR",
    "confidence": "DOUBLE", "origin": "VARCHAR", "path": "VARCHAR",
}  # fmt: skip
"""The columns of v_statements in their order: what people read first, the machine's behind."""


@pytest.mark.usefixtures("needs")
@client("duckdb_extension_sqlite_scanner")
def test_duckdb_knows_the_types_of_v_statements(duck: Any) -> None:
    assert dict(row[:2] for row in duck.execute("DESCRIBE a.v_statements").fetchall()) == TYPES
    query = "SELECT avg(confidence), min(month) FROM a.v_statements WHERE year >= 2022"
    assert duck.execute(query).fetchall() == [(pytest.approx(0.8667, abs=1e-4), "2022-09")]


NUMBERS = {
    "v_articles": {"statements", "documents", "words", "year", "id"},
    "v_speakers": {"id", "statements"},
    "v_topics": {"id", "statements"},
    "v_mentions": {"year", "headline", "start", "end", "statement_id", "speaker_id"},
    "v_speaker_years": {"year", "statements", "articles", "words"},
    "v_speaker_topics": {"year", "statements", "articles"},
    "v_same_event": {"people_in_both", "people_in_a", "people_in_b"},
    "v_copies": {"id", "similarity", "replaced", "shortened", "words"},
}
"""Columns of views that are no texts."""


@pytest.mark.usefixtures("needs")
@client("duckdb_extension_sqlite_scanner")
@pytest.mark.parametrize("view", NUMBERS)
def test_duckdb_knows_the_numbers_of_a_view(duck: Any, view: str) -> None:
    columns = duck.execute(f"DESCRIBE a.{view}").fetchall()

    assert {name for name, kind, *_ in columns if kind != "VARCHAR"} == NUMBERS[view]


@pytest.mark.usefixtures("needs")
@client("pandas")
def test_pandas_knows_the_types_of_v_statements(path: Path) -> None:
    import pandas

    with closing(sqlite3.connect(path)) as raw:
        frame = pandas.read_sql("SELECT * FROM v_statements WHERE said_on IS NOT NULL", raw)
    assert {name for name in frame if frame[name].dtype.kind in "if"} == {
        name for name, kind in TYPES.items() if kind != "VARCHAR"
    }


def test_arrays_hold_each_speaker_and_topic_of_a_statement(path: Path) -> None:
    """For facets that count the two of a joint statement, not both names as one value."""
    query = "SELECT speakers_json, topics_json FROM v_statements WHERE uid = ?"
    with closing(sqlite3.connect(path)) as raw:
        joint = raw.execute(query, ("s:upgrade1",)).fetchone()
        unnamed = raw.execute(query, ("s:undated1",)).fetchone()
        tagged = raw.execute(query, ("s:nation22",)).fetchone()
    assert joint == ('["Xi Jinping","Alexander Lukashenko"]', "[]")
    assert unnamed == ("[]", "[]")
    assert tagged == ('["Alexander Lukashenko"]', '["taiwan"]')


def test_an_array_holds_any_name(tmp_path: Path) -> None:
    name = 'Dwayne "The\tRock" \\ Johnson\r\n'
    with closing(sqlite3.connect(small_archive.make(tmp_path / "archive.db"))) as raw:
        raw.execute("UPDATE speakers SET name = ? WHERE uid = 'xi-jinping'", (name,))
        query = "SELECT speakers_json FROM v_statements WHERE uid = 's:upgrade1'"
        [(array,)] = raw.execute(query).fetchall()
    assert json.loads(array) == [name, "Alexander Lukashenko"]


@pytest.mark.usefixtures("needs")
@client("duckdb_extension_sqlite_scanner")
def test_duckdb_hands_full_text_to_sqlite(duck: Any) -> None:
    query = (
        "SELECT rowid FROM statements_fts WHERE statements_fts MATCH (SELECT group_concat(word,"
        " '' OR '') FROM inflections WHERE inflections MATCH ''trading'')"
    )
    assert len(duck.execute(f"SELECT * FROM sqlite_query('a', '{query}')").fetchall()) == 3


@pytest.mark.usefixtures("needs")
@client("duckdb_extension_sqlite_scanner")
def test_the_lines_of_the_guide_for_duckdb_find_something(duck: Any) -> None:
    """All but the two that install the extension and attach the file."""
    (block,) = re.findall(r"```duckdb\n(.*?)```", GUIDE, re.DOTALL)
    queries = [line for line in block.splitlines() if line.startswith("SELECT")]
    assert len(queries) == 2
    for query in queries:
        assert duck.execute(query).fetchall(), query


@pytest.mark.usefixtures("needs")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@client("datasette")
def test_datasette_shows_every_table_and_finds_by_full_text(path: Path, names: list[str]) -> None:
    from datasette.app import Datasette

    async def ask() -> None:
        server = Datasette([str(path)])
        for name in names:
            answer = await server.client.get(f"/archive/{name}.json?_shape=array")
            assert answer.status_code == 200, name
        for table, words, hits in (
            ("statements", "core interests", 3),
            ("statements", "covid-19", 1),
            ("articles", "gigantic", 1),
            ("articles", "nonsense", 0),
        ):
            answer = await server.client.get(
                f"/archive/{table}.json", params={"_search": words, "_shape": "array"}
            )
            assert len(answer.json()) == hits, words

    asyncio.run(ask())
    gc.collect()  # Datasette leaves its connections open, which Python 3.13 complains of here


@pytest.mark.usefixtures("needs")
@client("polars")
def test_polars_knows_the_types_of_v_statements(path: Path) -> None:
    import polars

    with closing(sqlite3.connect(path)) as raw:
        frame = polars.read_database("SELECT * FROM v_statements", raw, infer_schema_length=None)
    assert len(frame) == count(path, "v_statements")
    kinds = {"VARCHAR": {"String", "Null"}, "BIGINT": {"Int64", "Null"}, "INTEGER": {"Int64"},
             "DOUBLE": {"Float64"}}  # fmt: skip
    assert {
        name: str(kind)
        for name, kind in frame.schema.items()
        if str(kind) not in kinds[TYPES[name]]
    } == {}
    mean = frame.filter(polars.col("year") >= 2022).select(polars.col("confidence").mean()).item()
    assert mean == pytest.approx(0.8667, abs=1e-4)


def test_the_sqlite3_module_gets_the_types_of_v_statements(path: Path) -> None:
    known = {"VARCHAR": str, "BIGINT": int, "INTEGER": int, "DOUBLE": float}
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT * FROM v_statements")
        columns = [one[0] for one in rows.description]
        assert {*columns} == {*TYPES}
        for row in rows:
            for name, value in zip(columns, row, strict=True):
                assert value is None or type(value) is known[TYPES[name]], name


@pytest.mark.usefixtures("needs")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@client("datasette")
def test_datasette_sends_numbers_as_numbers(path: Path) -> None:
    """0.65 and 1.0 alpha answer alike; the second was looked at by hand."""
    from datasette.app import Datasette

    known = {"VARCHAR": str, "BIGINT": int, "INTEGER": int, "DOUBLE": float}
    whole = known | {"DOUBLE": int}

    async def ask() -> list[dict[str, Any]]:
        server = Datasette([str(path)])
        answer = await server.client.get("/archive/v_statements.json?_shape=array")
        found: list[dict[str, Any]] = answer.json()
        return found

    rows = asyncio.run(ask())
    gc.collect()
    assert rows
    for row in rows:
        # JSON has one kind of number: 1.0 may come as 1.
        wrong = {
            name
            for name, value in row.items()
            if value is not None and type(value) not in (known[TYPES[name]], whole[TYPES[name]])
        }
        assert wrong == set()


def lines_of_the_guide(program: str) -> list[str]:
    """The lines of the guide that call a program, for the seeds' archive."""
    return [line for line in GUIDE.splitlines() if line.startswith(f"{program} ")]


def run_line(line: str) -> str:
    words = [str(readme.database()) if one == "archive.db" else one for one in shlex.split(line)]
    done = subprocess.run(
        [str(Path(sys.executable).parent / words[0]), *words[1:]],
        capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout


@pytest.mark.usefixtures("needs")
@client("sqlite_utils")
def test_the_lines_of_the_guide_for_sqlite_utils_find_something() -> None:
    lines = lines_of_the_guide("sqlite-utils")
    assert len(lines) == 3
    found, table, counted = map(run_line, lines)
    assert json.loads(found)[0]["uid"].startswith("s:")
    assert table.splitlines()[0] == "said_on,speaker,text"
    assert len(table.splitlines()) > 10
    assert {type(row["statements"]) for row in json.loads(counted)} == {int}


@pytest.mark.usefixtures("needs")
@client("sqlite_utils")
def test_sqlite_utils_knows_the_types_of_a_table(path: Path) -> None:
    import sqlite_utils

    database = sqlite_utils.Database(str(path))
    try:
        kinds = {column.name: column.type for column in database["statements"].columns}
        rows = list(database.query("SELECT avg(confidence) AS a FROM v_statements"))
    finally:
        database.close()
    assert kinds["confidence"] == "REAL"
    assert kinds["position"] == "INTEGER"
    assert kinds["said_on"] == "TEXT"
    assert isinstance(rows[0]["a"], float)


@pytest.mark.usefixtures("needs")
@client("litecli")
def test_the_line_of_the_guide_for_litecli_finds_something() -> None:
    [line] = lines_of_the_guide("litecli")
    assert "Xi Jinping" in run_line(line)


@pytest.mark.parametrize("by", ["sqlite3 shell", "python", "sqlalchemy"])
def test_an_edit_by_a_client_keeps_the_indexes_right(tmp_path: Path, by: str) -> None:
    path = small_archive.make(tmp_path / "archive.db")
    edit = "UPDATE statements SET text = 'wholly 核心 changed' WHERE uid = 's:upgrade1'"
    if by == "sqlite3 shell":
        if not shutil.which("sqlite3"):
            pytest.skip("needs the sqlite3 shell")
        subprocess.run(["sqlite3", path, edit], check=True)
    elif by == "python":
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute(edit)
    else:
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            connection.exec_driver_sql(edit)
        engine.dispose()
    with closing(sqlite3.connect(path)) as raw:
        for words, hits in (("weather", 0), ("changed", 1), ("核心", 1)):
            found = raw.execute(
                "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH ?", (words,)
            )
            assert found.fetchone() == (hits,), words
        forms = raw.execute("SELECT word FROM inflections WHERE inflections MATCH 'changing'")
        assert ("changed",) in forms.fetchall()
        for table in ("statements_fts", "inflections"):
            raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
