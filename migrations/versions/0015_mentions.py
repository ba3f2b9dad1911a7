"""Who is named within statements, each at its place, and what kind of document an article is.

What was stored before has neither yet: `archive db reanalyse` finds both in the texts as they are
stored. ``articles.mentions`` tells which articles were looked through.

Revision ID: 0015
Revises: 0014
"""

from collections.abc import Sequence

from alembic import op

revision = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MENTIONS = """\
CREATE TABLE statement_mentions (
    -- Whom a statement names: people, bodies and countries, resolved as speakers are.
    statement_id INTEGER NOT NULL,
    start INTEGER NOT NULL,                 -- place of the name in the body (title, if a headline)
    "end" INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL,
    role_id INTEGER,                        -- the office that the article gives, if any
    PRIMARY KEY (statement_id, start),
    FOREIGN KEY (statement_id) REFERENCES statements (id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (speaker_id) REFERENCES speakers (id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (role_id) REFERENCES roles (id) ON UPDATE CASCADE ON DELETE SET NULL
) STRICT, WITHOUT ROWID"""

INDEXES = (
    # about:putin, newest first; also to be compared with the table's rows
    """\
CREATE INDEX statement_mentions_speaker ON statement_mentions (
    speaker_id, statement_id, start, "end", role_id
)""",
    # an office that is deleted
    "CREATE INDEX statement_mentions_role ON statement_mentions (role_id) WHERE role_id > 0",
)

# What follows from the text is no part of a checksum, so that old rows keep theirs.
COLUMNS = (
    "mentions INTEGER /* names within its statements; NULL: not looked for yet */",
    "genre TEXT /* readout, briefing, remarks, statement, fact-sheet, news … */",
)

VIEW = """\
CREATE VIEW v_mentions AS
    -- One row a name within a statement: who speaks of whom, when, and in which words.
SELECT
    s.uid AS statement,
    s.said_on,
    CAST(substr(s.said_on, 1, 4) AS INTEGER) AS year,
    (SELECT group_concat(name, '; ') FROM (
        SELECT q.name FROM statement_speakers AS y JOIN speakers AS q ON q.id = y.speaker_id
        WHERE y.statement_id = s.id ORDER BY y.position)) AS speaker,
    p.name AS mentioned,
    p.kind AS mentioned_kind,
    p.uid AS mentioned_uid,
    substr(CASE s.headline WHEN 1 THEN a.title ELSE a.body END,
        x.start + 1, x."end" - x.start) AS words,
    s.kind,
    s.headline,
    x.start,
    x."end",
    a.uid AS article,
    s.id AS statement_id,
    p.id AS speaker_id
FROM statement_mentions AS x
JOIN statements AS s ON s.id = x.statement_id
JOIN articles AS a ON a.id = s.article_id
JOIN speakers AS p ON p.id = x.speaker_id"""


BEHIND, GENRE = "    a.title,\n", "    a.genre,\n"
"""After which column of a view the genre stands."""


def upgrade() -> None:
    columns = (f"ALTER TABLE articles ADD COLUMN {column}" for column in COLUMNS)
    for statement in (MENTIONS, *INDEXES, *columns, VIEW):
        op.get_bind().exec_driver_sql(statement)
    for view in ("v_statements", "v_articles"):
        _show(view, BEHIND, BEHIND + GENRE)


def downgrade() -> None:
    for view in ("v_statements", "v_articles"):
        _show(view, BEHIND + GENRE, BEHIND)
    for statement in (
        "DROP VIEW v_mentions",
        "ALTER TABLE articles DROP COLUMN genre",
        "ALTER TABLE articles DROP COLUMN mentions",
        "DROP TABLE statement_mentions",
    ):
        op.get_bind().exec_driver_sql(statement)


def _show(view: str, before: str, after: str) -> None:
    connection = op.get_bind()
    made = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?", (view,)
    ).scalar_one()
    connection.exec_driver_sql(f"DROP VIEW {view}")
    connection.exec_driver_sql(made.replace(before, after, 1))
