"""One log of all that people decide, and a list of what a SQL client changed.

A correction may be about a speaker, so it need not have an article. What was edited in the tables
is noted by triggers, with what stood there: a row that the program writes gets another checksum, or
holds the same values; a row whose values change and whose checksum does not was edited by hand.
Such a one is marked by a checksum below zero, -1 - checksum, so that the program's next values,
which may be those of before, are none's edit.

Revision ID: 0014
Revises: 0013
"""

from collections.abc import Iterable, Sequence

from alembic import op

revision = "0014"
down_revision: str | None = "0013"
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
    article_uid TEXT,                       -- NULL for one about a speaker
    statement_uid TEXT,                     -- NULL for one about the article
    speaker_uid TEXT,                       -- the speaker that one about a name is about
    field TEXT NOT NULL,                    -- speaker, said_on, text, drop, turns, title, merge …
    machine_value TEXT,                     -- JSON: what stood there
    value TEXT,                             -- JSON: what the person decided
    before TEXT,                            -- JSON: uid -> columns replaced; NULL: not in its place
    quote TEXT,                             -- the statement's words, to find it by when uid changed
    prefix TEXT,                            -- the 32 characters before them
    suffix TEXT,                            -- and after them
    start INTEGER,                          -- where they stood in the text
    undone_at TEXT                          -- UTC; NULL while it stands
) STRICT"""

COLUMNS = """id, command, made_at, made_by, reason, tool, article_uid, statement_uid, field,
    machine_value, value, before, quote, prefix, suffix, start, undone_at"""

INDEXES = (
    # the decisions that still stand, by article: asked by each batch
    "CREATE INDEX corrections_article ON corrections (article_uid) WHERE undone_at IS NULL",
    # those of one command: undo
    "CREATE INDEX corrections_command ON corrections (command)",
)

WHOLE = """\
CREATE INDEX corrections_whole ON corrections (
    article_uid, statement_uid, speaker_uid, field, command, made_at, made_by, reason, tool,
    machine_value, value, before, quote, prefix, suffix, start, undone_at
)"""

EDITS = """\
CREATE TABLE edits (
    -- What a SQL client changed in the rows, noted by triggers: archive corrections adopt makes
    -- corrections of it. The program's own changes are not noted.
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,                      -- of the statement or article
    field TEXT NOT NULL,                    -- the column; speaker: one in the place of another
    before TEXT NOT NULL,                   -- JSON: what stood there; of a speaker the uid
    after TEXT NOT NULL,                    -- JSON: what stands there now
    edited_at TEXT NOT NULL                 -- UTC
) STRICT"""

EDITS_WHOLE = "CREATE INDEX edits_whole ON edits (uid, field, before, after, edited_at)"

STATEMENT_COLUMNS = (
    *("text", "start", "end", "spans", "speaker_text", "cue", "quotation", "said_on"),
    *("said_precision", "said_method", "speaker_method", "confidence", "speaker_confidence"),
)
ARTICLE_COLUMNS = (
    *("title", "published_on", "event_on", "place", "publisher", "editors", "authors", "captions"),
    *("url", "language", "body"),
)

CLOCK = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"


def edited(table: str, columns: Sequence[str]) -> str:
    """Return the trigger that notes what was changed in a row and is not in its checksum."""
    each = " UNION ALL\n        ".join(
        f"SELECT '{name}' AS field, json_quote(old.\"{name}\") AS before,"
        f' json_quote(new."{name}") AS after WHERE old."{name}" IS NOT new."{name}"'
        for name in columns
    )
    listed = ", ".join(f'"{name}"' for name in columns)
    return f"""\
CREATE TRIGGER {table}_edited AFTER UPDATE OF {listed} ON {table}
WHEN new.checksum IS old.checksum BEGIN
    INSERT INTO edits (uid, field, before, after, edited_at)
    SELECT old.uid, field, before, after, {CLOCK} FROM (
        {each}
    );
    UPDATE {table} SET checksum = -1 - checksum WHERE id = new.id AND checksum >= 0;
END"""


TRIGGERS = (
    edited("statements", STATEMENT_COLUMNS),
    edited("articles", ARTICLE_COLUMNS),
    # The program deletes and inserts; one speaker in another's place is a person's change.
    f"""\
CREATE TRIGGER statement_speakers_edited AFTER UPDATE OF speaker_id ON statement_speakers
WHEN new.speaker_id IS NOT old.speaker_id BEGIN
    INSERT INTO edits (uid, field, before, after, edited_at)
    SELECT s.uid, 'speaker',
        json_quote((SELECT p.uid FROM speakers AS p WHERE p.id = old.speaker_id)),
        json_quote((SELECT p.uid FROM speakers AS p WHERE p.id = new.speaker_id)), {CLOCK}
    FROM statements AS s WHERE s.id = new.statement_id;
END""",
    # The program gives speakers to statements that it has resolved alone.
    f"""\
CREATE TRIGGER statement_speakers_added AFTER INSERT ON statement_speakers
WHEN (SELECT s.speaker_method FROM statements AS s WHERE s.id = new.statement_id) = 'unresolved'
BEGIN
    INSERT INTO edits (uid, field, before, after, edited_at)
    SELECT s.uid, 'speaker', 'null',
        json_quote((SELECT p.uid FROM speakers AS p WHERE p.id = new.speaker_id)), {CLOCK}
    FROM statements AS s WHERE s.id = new.statement_id;
END""",
)

NAMES = ("statements_edited", "articles_edited", "statement_speakers_edited",
         "statement_speakers_added")  # fmt: skip


def upgrade() -> None:
    _rebuild(CORRECTIONS, COLUMNS, (*INDEXES, WHOLE))
    _run((EDITS, EDITS_WHOLE, *TRIGGERS))


def downgrade() -> None:
    _run(f"DROP TRIGGER {name}" for name in NAMES)
    _run(("DROP TABLE edits",))
    op.get_bind().exec_driver_sql("DELETE FROM corrections WHERE article_uid IS NULL")
    _rebuild(_before(CORRECTIONS), COLUMNS, (*INDEXES, WHOLE.replace(" speaker_uid,", "")))


def _before(table: str) -> str:
    """Return the table as 0012 made it."""
    lines = (line for line in table.splitlines() if "speaker_uid TEXT" not in line)
    return (
        "\n".join(lines)
        .replace(
            "article_uid TEXT,                       -- NULL for one about a speaker",
            "article_uid TEXT NOT NULL,",
        )
        .replace("turns, title, merge …", "turns, title …")
    )


def _rebuild(table: str, columns: str, indexes: Iterable[str]) -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(
        "CREATE TEMP TABLE corrections_old AS SELECT * FROM main.corrections"
    )
    connection.exec_driver_sql("DROP TABLE main.corrections")
    fill = f"INSERT INTO corrections ({columns}) SELECT {columns} FROM corrections_old"
    _run((table, fill, *indexes, "DROP TABLE temp.corrections_old"))


def _run(statements: Iterable[str]) -> None:
    connection = op.get_bind()
    for statement in statements:
        connection.exec_driver_sql(statement)
