"""What a news database states of each document: its number, edition, section and words.

One number is one article, in however many downloads, so documents are looked for by it. Those of
before are found by the address that stood for it. These columns came when rows had checksums and
are no part of them.

Revision ID: 0013
Revises: 0012
"""

from collections.abc import Sequence

from alembic import op

revision = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = (
    "number TEXT /* by which a news database knows it: factiva:LANT000020111229e7ct00001 */",
    "edition TEXT /* as stated: Late Edition - Final */",
    "section TEXT /* of the newspaper, as stated */",
    "stated_words INTEGER /* how many words it has, as stated */",
)

# Nexis states an address that holds its number; the others had the number for an address.
FILL = """\
UPDATE documents SET number = CASE
    WHEN instr(url, 'urn:contentItem:') THEN
        'lexis:' || upper(substr(url, instr(url, 'urn:contentItem:') + 16,
            instr(substr(url, instr(url, 'urn:contentItem:')) || '&', '&') - 17))
    ELSE url
END
WHERE url LIKE 'factiva:%' OR url LIKE 'proquest:%' OR url LIKE 'europresse:%'
    OR url LIKE 'lexis:%' OR url LIKE '%urn:contentItem:%'"""

# one number is one article: asked for each document of a news database
INDEX = "CREATE INDEX documents_number ON documents (number) WHERE number IS NOT NULL"

PATH = "AS path,\n"
EDITION = """\
    (SELECT d.edition FROM documents AS d WHERE d.copy_id = c.id ORDER BY d.id LIMIT 1) AS edition,
"""


def upgrade() -> None:
    connection = op.get_bind()
    for column in COLUMNS:
        connection.exec_driver_sql(f"ALTER TABLE documents ADD COLUMN {column}")
    for statement in (FILL, INDEX):
        connection.exec_driver_sql(statement)
    _show(PATH, PATH + EDITION)


def downgrade() -> None:
    _show(PATH + EDITION, PATH)
    connection = op.get_bind()
    connection.exec_driver_sql("DROP INDEX documents_number")
    for column in reversed(COLUMNS):
        name = column.partition(" ")[0]
        connection.exec_driver_sql(f"ALTER TABLE documents DROP COLUMN {name}")


def _show(before: str, after: str) -> None:
    connection = op.get_bind()
    view = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = 'v_copies'"
    ).scalar_one()
    connection.exec_driver_sql("DROP VIEW v_copies")
    connection.exec_driver_sql(view.replace(before, after))
