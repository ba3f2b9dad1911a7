"""Where a topic of a statement comes from and how likely it is; terms of more kinds, scope notes.

A tag that earlier versions gave stands for what the statement itself says, which they looked at
alone: place "statement", score 1. ``archive topics retag`` weighs them anew.

Revision ID: 0008
Revises: 0007
"""

from collections.abc import Sequence

from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = {
    "topics": ("cap TEXT", "belongs TEXT", "excluded TEXT", "example TEXT"),
    "statement_topics": (
        (
            "place TEXT NOT NULL DEFAULT 'statement'"
            " CHECK (place IN ('statement', 'before', 'after', 'title'))"
        ),
        "score REAL NOT NULL DEFAULT 1.0",
    ),
}
"""Table -> what is added to it. ``cap`` is the code of the Comparative Agendas Project, the next
three are the scope note."""

KINDS = ("phrase", "weak", "hint", "exclusion")


def terms(kinds: Sequence[str]) -> str:
    """Return the table of terms that may be of these kinds."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return f"""\
CREATE TABLE topic_terms_new (
    -- The words that give a topic, those that do so in company (weak, hint), and the phrases in
    -- which they do not (exclusion).
    id INTEGER NOT NULL PRIMARY KEY,
    topic_id INTEGER NOT NULL,
    term TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'phrase' CHECK (kind IN ({listed})),
    UNIQUE (topic_id, term, kind),
    FOREIGN KEY (topic_id) REFERENCES topics (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT"""


VIEW = """\
CREATE VIEW v_topics AS
    -- One row a topic; statements counts those of the topics below it too, the dates its own.
SELECT
    t.slug,
    t.id,
    t.label,
    u.slug AS parent,
    t.definition,
    t.statements,
    (SELECT s.said_on FROM statements AS s WHERE s.id = (
        SELECT min(x.statement_id) FROM statement_topics AS x
        WHERE x.topic_id = t.id AND x.statement_id >= 274877906944)) AS first_said_on,
    (SELECT s.said_on FROM statements AS s WHERE s.id = (
        SELECT max(x.statement_id) FROM statement_topics AS x
        WHERE x.topic_id = t.id AND x.statement_id >= 274877906944)) AS last_said_on,
    t.cap,
    t.iptc,
    t.eurovoc,
    t.belongs,
    t.excluded,
    t.example
FROM topics AS t LEFT JOIN topics AS u ON u.id = t.parent_id"""


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("DROP VIEW v_topics")
    for table, columns in COLUMNS.items():
        for column in columns:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    _rebuild(KINDS)
    connection.exec_driver_sql(VIEW)


def downgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("DROP VIEW v_topics")
    _rebuild(("phrase", "exclusion"))
    for table, columns in COLUMNS.items():
        for column in columns:
            name = column.partition(" ")[0]
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {name}")
    script = op.get_context().script
    assert script is not None
    views = script.get_revision("0001").module.VIEWS
    connection.exec_driver_sql(next(view for view in views if "VIEW v_topics" in view))


def _rebuild(kinds: Sequence[str]) -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(terms(kinds))
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    connection.exec_driver_sql(
        "INSERT INTO topic_terms_new SELECT id, topic_id, term, kind FROM topic_terms"
        f" WHERE kind IN ({listed}) ORDER BY id"
    )
    connection.exec_driver_sql("DROP TABLE topic_terms")
    connection.exec_driver_sql("ALTER TABLE topic_terms_new RENAME TO topic_terms")
