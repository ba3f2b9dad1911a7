"""What shares by speaker, year and topic are shares of: all but questions and courtesies.

As in the shares that the program counts itself; in transcripts every fourth turn is one of these.

Revision ID: 0017
Revises: 0016
"""

from collections.abc import Sequence

from alembic import op

revision = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

VIEWS = ("v_speaker_years", "v_speaker_topics")
COUNTED, SAID = "WHERE s.headline = 0", " AND s.kind NOT IN ('question', 'courtesy')"


def upgrade() -> None:
    for view in VIEWS:
        _show(view, COUNTED, COUNTED + SAID)


def downgrade() -> None:
    for view in VIEWS:
        _show(view, COUNTED + SAID, COUNTED)


def _show(view: str, before: str, after: str) -> None:
    connection = op.get_bind()
    made = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?", (view,)
    ).scalar_one()
    connection.exec_driver_sql(f"DROP VIEW {view}")
    connection.exec_driver_sql(made.replace(before, after, 1))
