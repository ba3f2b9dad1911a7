"""Corrections that say who made them, why and with what, and find their place again.

Those of one command share its number, so that one ``undo`` takes them back; a correction made
before has its own. ``before`` is what it replaced, row by row, and so what taking it back restores.

Revision ID: 0012
Revises: 0011
"""

from collections.abc import Sequence

from alembic import op

revision = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CORRECTIONS = """\
CREATE TABLE corrections (
    -- What a person decided against the machine, applied to the rows: those hold the corrected
    -- values. Keyed by uid and by the words themselves, not by id, so that a decision outlives
    -- every re-ingest; each batch applies those of its articles, in the order of made_at and id.
    id INTEGER NOT NULL PRIMARY KEY,
    command INTEGER NOT NULL,               -- those of one command share a number, for undo
    made_at TEXT NOT NULL,                  -- UTC
    made_by TEXT,
    reason TEXT,
    tool TEXT,                              -- the command, or the program, that it was made with
    article_uid TEXT NOT NULL,
    statement_uid TEXT,                     -- NULL for one about the article
    field TEXT NOT NULL,                    -- speaker, said_on, text, drop, turns, title …
    machine_value TEXT,                     -- JSON: what stood there
    value TEXT,                             -- JSON: what the person decided
    before TEXT,                            -- JSON: uid -> columns replaced; NULL: not in its place
    quote TEXT,                             -- the statement's words, to find it by when uid changed
    prefix TEXT,                            -- the 32 characters before them
    suffix TEXT,                            -- and after them
    start INTEGER,                          -- where they stood in the text
    undone_at TEXT                          -- UTC; NULL while it stands
) STRICT"""

INDEXES = (
    # the decisions that still stand, by article: asked by each batch
    "CREATE INDEX corrections_article ON corrections (article_uid) WHERE undone_at IS NULL",
    # those of one command: undo
    "CREATE INDEX corrections_command ON corrections (command)",
    # to be compared with the table's rows
    """\
CREATE INDEX corrections_whole ON corrections (
    article_uid, statement_uid, field, command, made_at, made_by, reason, tool, machine_value,
    value, before, quote, prefix, suffix, start, undone_at
)""",
)

# What was corrected until now were speakers; what they replaced is the machine's value.
FILL = """\
INSERT INTO corrections (
    id, command, made_at, article_uid, statement_uid, field, machine_value, value, before, quote,
    prefix, undone_at
)
SELECT id, id, made_at, article_uid, statement_uid, field, machine_value, value,
    iif(field = 'speaker', json_object(statement_uid, json_object('speakers', json((
        SELECT json_group_array(json_array(m.value, NULL, NULL)) FROM json_each(machine_value) AS m
    )))), NULL),
    quote, prefix, undone_at
FROM corrections_old"""

CORRECTIONS_BEFORE = """\
CREATE TABLE corrections (
    -- What a person decided against the machine. Keyed by uid and by the words themselves, not by
    -- id, so that a decision outlives every re-ingest; each batch applies those of its articles.
    id INTEGER NOT NULL PRIMARY KEY,
    made_at TEXT NOT NULL,
    article_uid TEXT NOT NULL,
    statement_uid TEXT,                     -- NULL for one about the article
    field TEXT NOT NULL,                    -- speaker
    machine_value TEXT,                     -- JSON: what stood there, for undo
    value TEXT,                             -- JSON: what the person decided
    quote TEXT,                             -- the statement's words, to find it by when uid changed
    prefix TEXT,                            -- the 32 characters before them
    undone_at TEXT
) STRICT"""

INDEXES_BEFORE = (
    "CREATE INDEX corrections_article ON corrections (article_uid) WHERE undone_at IS NULL",
    """\
CREATE INDEX corrections_whole ON corrections (
    article_uid, statement_uid, field, made_at, machine_value, value, quote, prefix, undone_at
)""",
)

FILL_BEFORE = """\
INSERT INTO corrections
SELECT id, made_at, article_uid, statement_uid, field, machine_value, value, quote, prefix,
    undone_at
FROM corrections_old"""


def upgrade() -> None:
    _rebuild(CORRECTIONS, FILL, INDEXES)


def downgrade() -> None:
    _rebuild(CORRECTIONS_BEFORE, FILL_BEFORE, INDEXES_BEFORE)


def _rebuild(table: str, fill: str, indexes: Sequence[str]) -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(
        "CREATE TEMP TABLE corrections_old AS SELECT * FROM main.corrections"
    )
    connection.exec_driver_sql("DROP TABLE main.corrections")
    for statement in (table, fill, *indexes):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("DROP TABLE temp.corrections_old")
