"""Inflections, other scripts and saved searches.

Words are found by their stems in a second index. Where a text holds what an index of words would
miss (scripts without spaces, full-width letters, soft hyphens …), a column ``forms`` says how it is
to be found as well. Triggers write it with SQLite's own functions, so whichever client edits a
text, both indexes stay true and no program has to come by and repair them.

Revision ID: 0002
Revises: 0001
"""

from collections.abc import Sequence

from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Soft hyphen, zero-width space and joiners, marks of direction, word joiner, byte order mark.
INVISIBLE = (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)
PLAIN = {
    "ß": "ss", "ẞ": "ss", "ё": "е", "Ё": "е",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
WIDE = "[０-９Ａ-Ｚａ-ｚ]"
WIDER_BY = 0xFEE0

# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, ideographs, Hangul.
UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u31ff"
    "\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)

# What a text is asked before any more is done; a GLOB would cost as much as indexing it. Most texts
# have no character beyond ASCII, or none but these; the rest are searched for the first bytes, in
# UTF-8, of the characters above.
COMMON = "‘’“”–—…\u00a0"
BYTES = (
    *("E3", "E4", "E5", "E6", "E7", "E8", "E9", "EA", "EB", "EC", "ED", "EF", "F0"),
    *("E0B8", "E0B9", "E0BA", "E0BB", "E180", "E181", "E182", "E19E", "E19F"),
    *("C2AD", "E2808B", "E2808C", "E2808D", "E2808E", "E2808F", "E281A0"),
    *("C39F", "E1BA9E", "D191", "D081"),
)

PIECE = 400
"""Characters taken from a text at once. substr() counts from the beginning each time, so taking
them from a whole body one by one would cost the square of its length."""


def needs_forms(text: str) -> str:
    """Return the SQL condition that a text may be found by more than its words as they stand."""
    rare = text
    for character in COMMON:
        rare = f"replace({rare}, char({ord(character)}), '')"
    found = "\n        OR ".join(f"instr(CAST({text} AS BLOB), x'{byte}')" for byte in BYTES)
    return (
        f"length(CAST({text} AS BLOB)) > length({text})\n"
        f"    AND length(CAST({rare} AS BLOB)) > length({rare})\n"
        f"    AND ({found})"
    )


def forms_of(text: str) -> str:
    """Return SQL for the forms of a text, NULL where there are none.

    Pairs of characters in scripts without spaces, each but the last of a run with the one after
    it; full-width letters, ligatures, ß and ё in plain letters; nothing that is invisible.
    """
    visible = text
    for character in INVISIBLE:
        visible = f"replace({visible}, char({character}), '')"
    plain = " ".join(f"WHEN '{written}' THEN '{read}'" for written, read in PLAIN.items())
    return f"""\
CASE WHEN {needs_forms(text)} THEN (
    WITH RECURSIVE
        piece (part, body, rest) AS (
            SELECT 0, substr(whole, 1, {PIECE + 1}), substr(whole, {PIECE + 1})
            FROM (SELECT {visible} AS whole)
            UNION ALL
            SELECT part + 1, substr(rest, 1, {PIECE + 1}), substr(rest, {PIECE + 1})
            FROM piece WHERE rest <> ''
        ),
        number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {PIECE}),
        single (part, n, c, pair) AS (
            SELECT part, n, substr(body, n, 1), substr(body, n, 2)
            FROM piece CROSS JOIN number WHERE n <= length(body) ORDER BY part, n
        )
    SELECT nullif(group_concat(
        CASE
            WHEN pair GLOB '{UNSPACED}{UNSPACED}' THEN ' ' || pair || ' '
            WHEN c GLOB '{UNSPACED}' THEN ' ' || c || ' '
            WHEN c GLOB '{WIDE}' THEN char(unicode(c) - {WIDER_BY})
            ELSE CASE c {plain} ELSE c END
        END, ''), {text}) FROM single) END"""


def search_tables(table: str, columns: str) -> Sequence[str]:
    """Return the two indexes of a table: words as they stand, and by their stems."""
    return [
        f"""\
CREATE VIRTUAL TABLE {table}_{name} USING fts5 (
    {columns}, forms,
    content="{table}", content_rowid="id",
    tokenize="{stemmer}unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
)"""
        for name, stemmer in (("fts", ""), ("stem", "porter "))
    ]


def triggers(table: str, columns: str) -> Sequence[str]:
    """Return what keeps forms and both indexes true, whoever edits a row."""
    names = ("id", *columns.split(", "), "forms")
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("old", "new"))
    text = as_one("new", columns)
    needs = f"new.forms IS NOT NULL OR {needs_forms(text)}"
    leave = _each_index(
        f"INSERT INTO {table}_INDEX ({table}_INDEX, rowid, {columns}, forms)"
        f" VALUES ('delete', {old})"
    )
    form = f"UPDATE {table} SET forms = {forms_of(text)} WHERE id = new.id"
    enter = _each_index(
        f"INSERT INTO {table}_INDEX (rowid, {columns}, forms)"
        f" SELECT id, {columns}, forms FROM {table} WHERE id = new.id"
    )
    enter_new = _each_index(f"INSERT INTO {table}_INDEX (rowid, {columns}, forms) VALUES ({new})")
    refuse = "SELECT RAISE(ABORT, 'forms follows the text by itself: change that')"
    other = f"new.forms IS NOT {forms_of(text)}"
    return [
        _trigger(f"{table}_search_insert", f"INSERT ON {table}", *enter_new, when=f"NOT ({needs})"),
        _trigger(f"{table}_search_insert_forms", f"INSERT ON {table}", form, *enter, when=needs),
        _trigger(f"{table}_search_delete", f"DELETE ON {table}", *leave),
        _trigger(
            f"{table}_search_update", f"UPDATE OF id, {columns} ON {table}", *leave, form, *enter
        ),
        # An index would not fit a value of another's making.
        _trigger(f"{table}_forms_kept", f"UPDATE OF forms ON {table}", refuse, when=other),
    ]


def as_one(row: str, columns: str) -> str:
    """Return SQL for all searched columns of a row as one text."""
    return " || ' ' || ".join(f"coalesce({row}.{name}, '')" for name in columns.split(", "))


def _each_index(statement: str) -> Sequence[str]:
    return [statement.replace("INDEX", index) for index in ("fts", "stem")]


def _trigger(name: str, after: str, *steps: str, when: str = "") -> str:
    condition = f"\nWHEN {when}" if when else ""
    body = "".join(f"    {step};\n" for step in steps)
    return f"CREATE TRIGGER {name} AFTER {after}{condition} BEGIN\n{body}END"


# FTS5 column -> what the forms are made of.
SEARCHED = {"articles": "title, body", "statements": "text"}

SEARCHES = (
    """\
CREATE TABLE searches (
    -- A search with a name: query:NAME stands for it in others, `archive new NAME` looks again.
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,                    -- as archive help queries says
    unit TEXT NOT NULL CHECK (unit IN ('statements', 'articles')),
    saved_at TEXT NOT NULL,                 -- UTC
    looked_at TEXT NOT NULL                 -- UTC
) STRICT""",
    """\
CREATE TABLE search_hits (
    -- What a saved search found at the last look, by uid: what it finds beyond that is new.
    search_id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    PRIMARY KEY (search_id, uid),
    FOREIGN KEY (search_id) REFERENCES searches (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID""",
)


def upgrade() -> None:
    connection = op.get_bind()
    for table, columns in SEARCHED.items():
        for event in ("insert", "delete", "update"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_fts_{event}")
        connection.exec_driver_sql(f"DROP TABLE {table}_fts")
        connection.exec_driver_sql(
            f"ALTER TABLE {table} ADD COLUMN forms"
            " /* how the text is found besides as it stands; NULL: no other way */ TEXT"
        )
        connection.exec_driver_sql(f"UPDATE {table} SET forms = {forms_of(as_one(table, columns))}")
        for statement in search_tables(table, columns):
            connection.exec_driver_sql(statement)
        for index in ("fts", "stem"):
            # Larger segments before a flush: the default of 1 MB costs bulk ingest a quarter more.
            for command, value in (("hashsize", 1 << 26), ("rebuild", None)):
                connection.exec_driver_sql(
                    f"INSERT INTO {table}_{index} ({table}_{index}, rank) VALUES (?, ?)",
                    (command, value),
                )
        for statement in triggers(table, columns):
            connection.exec_driver_sql(statement)
    for statement in SEARCHES:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    connection = op.get_bind()
    for name in ("search_hits", "searches"):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    for table, columns in SEARCHED.items():
        for event in ("search_insert", "search_insert_forms", "search_delete", "search_update",
                      "forms_kept"):  # fmt: skip
            connection.exec_driver_sql(f"DROP TRIGGER {table}_{event}")
        for index in ("fts", "stem"):
            connection.exec_driver_sql(f"DROP TABLE {table}_{index}")
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN forms")
        for statement in _search_of_0001(table, columns):
            connection.exec_driver_sql(statement)


def _search_of_0001(table: str, columns: str) -> Sequence[str]:
    names = ("id", *columns.split(", "))
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("old", "new"))
    leave = f"INSERT INTO {table}_fts ({table}_fts, rowid, {columns}) VALUES ('delete', {old})"
    enter = f"INSERT INTO {table}_fts (rowid, {columns}) VALUES ({new})"
    options = f'content="{table}", content_rowid="id", tokenize="unicode61 remove_diacritics 2"'
    return [
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5 ({columns}, {options})",
        f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('hashsize', {1 << 26})",
        f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')",
        _trigger(f"{table}_fts_insert", f"INSERT ON {table}", enter),
        _trigger(f"{table}_fts_delete", f"DELETE ON {table}", leave),
        _trigger(f"{table}_fts_update", f"UPDATE OF id, {columns} ON {table}", leave, enter),
    ]
