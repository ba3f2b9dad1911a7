"""Speakers may have the id of their item in Wikidata, as lists of office holders give it.

Revision ID: 0009
Revises: 0008
"""

from collections.abc import Sequence

from alembic import op

revision = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.get_bind().exec_driver_sql("ALTER TABLE speakers ADD COLUMN wikidata TEXT")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("ALTER TABLE speakers DROP COLUMN wikidata")
