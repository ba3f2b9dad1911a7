"""What kind of statement one is: a statement, a question, an answer or a courtesy.

What was stored before is a statement, until it is analysed anew: `archive db reanalyse`. The kind
follows from the text and is no part of a row's checksum, so that old rows keep theirs.

Revision ID: 0011
Revises: 0010
"""

from collections.abc import Sequence

from alembic import op

revision = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMN = """\
ALTER TABLE statements ADD COLUMN kind TEXT NOT NULL DEFAULT 'statement'
    CHECK (kind IN ('statement', 'question', 'answer', 'courtesy'))"""

BEHIND = "    s.collective,\n"
"""After which column of v_statements the kind stands."""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(COLUMN)
    _show(BEHIND, BEHIND + "    s.kind,\n")


def downgrade() -> None:
    _show(BEHIND + "    s.kind,\n", BEHIND)
    op.get_bind().exec_driver_sql("ALTER TABLE statements DROP COLUMN kind")


def _show(before: str, after: str) -> None:
    connection = op.get_bind()
    view = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = 'v_statements'"
    ).scalar_one()
    connection.exec_driver_sql("DROP VIEW v_statements")
    connection.exec_driver_sql(view.replace(before, after))
