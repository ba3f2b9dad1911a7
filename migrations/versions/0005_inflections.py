"""One index of words instead of two: what other forms a word has is kept once, not in every text.

The indexes of stems were a fifth of a file. A word of a query is now looked up in ``inflections``,
which holds each word of the archive once, under its stem, and all its forms are sought in the index
of words as they stand: the same rows, in the same order of dates, with phrases and inflections in
one expression. Triggers enter new words, so any client's edit does.

Revision ID: 0005
Revises: 0004
"""

from collections.abc import Sequence
from types import ModuleType

from alembic import op
from sqlalchemy import Connection

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INFLECTIONS = """\
CREATE VIRTUAL TABLE inflections USING fts5 (
    -- Each word of the texts, found by any English inflection of it. Triggers enter new ones.
    word,
    tokenize="porter unicode61 remove_diacritics 2 categories 'L* M* N* Co'",
    columnsize=0
)"""

INFLECTED = "value GLOB '*[a-z\u00c0-\u024f\u1e00-\u1eff\u212a\u212b]*' AND length(value) > 2"
"""Words in Latin letters, which may still have their accents. Porter's rules are for English; two
letters are no form of a longer word, though they would have us for use and it for its."""

SHORT = ("be", "do", "go")
"""The verbs of two letters, which do have longer forms; they are there from the beginning."""

# What parts words, but for rare signs: a "word" with one of these in it is found as a phrase.
PARTING = (
    *(chr(code) for code in range(1, 128) if not chr(code).isalnum() and chr(code) != " "),
    *"\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff‘’“”–—…«»‐‑•·′″",
)


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(INFLECTIONS)
    for word in SHORT:
        connection.exec_driver_sql("INSERT INTO inflections (word) VALUES (?)", (word,))
    connection.exec_driver_sql(
        "CREATE VIEW new_texts AS\n"
        "    -- Shows nothing: a text that is inserted here has its words entered in inflections.\n"
        "SELECT CAST(NULL AS TEXT) AS text WHERE FALSE"
    )
    connection.exec_driver_sql(enter_words())
    for table, columns in _before().SEARCHED.items():
        _drop(connection, table)
        for statement in triggers(table, columns):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE temp.known USING fts5vocab (main, {table}_fts, row)"
        )
        connection.exec_driver_sql(
            "INSERT INTO inflections (word) SELECT term FROM ("
            "SELECT term, term AS value FROM temp.known"
            f") WHERE {INFLECTED} AND {unknown('term')}"
        )
        connection.exec_driver_sql("DROP TABLE temp.known")


def downgrade() -> None:
    connection = op.get_bind()
    before = _before()
    for table, columns in before.SEARCHED.items():
        for event in ("insert", "insert_forms", "delete", "update"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_search_{event}")
        [_, stems] = before.search_tables(table, columns)
        connection.exec_driver_sql(stems)
        for command, value in (("hashsize", 1 << 26), ("rebuild", None)):
            connection.exec_driver_sql(
                f"INSERT INTO {table}_stem ({table}_stem, rank) VALUES (?, ?)", (command, value)
            )
        for statement in before.triggers(table, columns):
            if "forms_kept" not in statement:
                connection.exec_driver_sql(statement)
    connection.exec_driver_sql("DROP VIEW new_texts")
    connection.exec_driver_sql("DROP TABLE inflections")


def unknown(word: str) -> str:
    """Return the condition that a word is not among the inflections."""
    return (
        "NOT EXISTS (SELECT 1 FROM inflections AS i"
        f" WHERE i.inflections MATCH '\"' || {word} || '\"' AND i.word = {word})"
    )


def enter_words() -> str:
    """Return the trigger that enters the words of a text; each is looked up, and none is twice."""
    signs = ", ".join(str(ord(sign)) for sign in PARTING)
    return f"""\
CREATE TRIGGER new_texts_insert INSTEAD OF INSERT ON new_texts BEGIN
    INSERT INTO inflections (word)
    SELECT DISTINCT value
    FROM (
        WITH RECURSIVE
            sign (all_of_them) AS (SELECT char({signs})),
            part (n, plain) AS (
                SELECT 1, lower(new.text)
                UNION ALL
                SELECT n + 1, replace(plain, substr(all_of_them, n, 1), ' ')
                FROM part CROSS JOIN sign WHERE n <= {len(PARTING)}
            )
        SELECT '["' || replace(plain, ' ', '","') || '"]' AS words
        FROM part WHERE n > {len(PARTING)}
    )
    CROSS JOIN json_each(CASE WHEN json_valid(words) THEN words ELSE '[]' END)
    WHERE {INFLECTED}
    AND {unknown("value")};
END"""


def triggers(table: str, columns: str) -> Sequence[str]:
    """Return what keeps forms, the index and the inflections true, whoever edits a row.

    A row that is written again as it was costs nothing.
    """
    before = _before()
    names = ("id", *columns.split(", "), "forms")
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("old", "new"))
    text = before.as_one("new", columns)
    needs = f"new.forms IS NOT NULL OR {before.needs_forms(text)}"
    changed = " OR ".join(f"new.{name} IS NOT old.{name}" for name in names[:-1])
    fields = f"rowid, {columns}, forms"
    leave = f"INSERT INTO {table}_fts ({table}_fts, {fields}) VALUES ('delete', {old})"
    form = f"UPDATE {table} SET forms = {before.forms_of(text)} WHERE id = new.id"
    enter = (
        f"INSERT INTO {table}_fts ({fields})"
        f" SELECT id, {columns}, forms FROM {table} WHERE id = new.id"
    )
    enter_new = f"INSERT INTO {table}_fts ({fields}) VALUES ({new})"
    words = f"INSERT INTO new_texts (text) VALUES ({text})"
    shown = f"{before.as_one(table, columns)} || ' ' || coalesce({table}.forms, '')"
    words_and_forms = f"INSERT INTO new_texts (text) SELECT {shown} FROM {table} WHERE id = new.id"
    insert, update = f"INSERT ON {table}", f"UPDATE OF id, {columns} ON {table}"
    return [
        _trigger(f"{table}_search_insert", insert, enter_new, words, when=f"NOT ({needs})"),
        _trigger(f"{table}_search_insert_forms", insert, form, enter, words_and_forms, when=needs),
        _trigger(f"{table}_search_delete", f"DELETE ON {table}", leave),
        _trigger(
            f"{table}_search_update", update, leave, form, enter, words_and_forms, when=changed
        ),
    ]


def _drop(connection: Connection, table: str) -> None:
    for event in ("insert", "insert_forms", "delete", "update"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_search_{event}")
    connection.exec_driver_sql(f"DROP TABLE {table}_stem")


def _trigger(name: str, after: str, *steps: str, when: str = "") -> str:
    condition = f"\nWHEN {when}" if when else ""
    body = "".join(f"    {step};\n" for step in steps)
    return f"CREATE TRIGGER {name} AFTER {after}{condition} BEGIN\n{body}END"


def _before() -> ModuleType:
    """Return revision 0002, which made what is changed here; it is never edited."""
    script = op.get_context().script
    assert script is not None
    return script.get_revision("0002").module
