"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}

The rules, each learnt from a loss that was measured:

* Import nothing of the program: a migration must still run when the code has moved on.
* Write literal SQL with comments; SQLite 3.40 features only; no function or tokenizer of ours.
* The program runs it in one BEGIN IMMEDIATE with foreign keys off, checks the keys and the search
  index, then commits: so no COMMIT, no executescript() (it commits) and no PRAGMA foreign_keys here.
* A batch rebuild (batch_alter_table) silently drops the table's triggers and stumbles over views:
  save their SQL from sqlite_schema, drop them, rebuild, create them again. ADD COLUMN needs none
  of that.
* After a change to an indexed text, INSERT INTO x_fts (x_fts) VALUES ('rebuild').
* Raise REVISION in archive/store/connect.py, and keep a database of the old revision in
  tests/upgrades.
"""

from collections.abc import Sequence

from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision: str | None = ${repr(down_revision)}
branch_labels: str | Sequence[str] | None = ${repr(branch_labels)}
depends_on: str | Sequence[str] | None = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
