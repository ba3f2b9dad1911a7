"""Why a name is somebody's, and which names are not, in columns and a table of their own.

``speaker_names.origin`` held sentences, "joined: President 2021-02-01..": it is one of five words
now, and ``reason`` the rest. What people split from somebody stood in ``corrections`` as a JSON
pair under the field "no name": it has the table ``name_exclusions``.

Revision ID: 0007
Revises: 0006
"""

from collections.abc import Sequence

from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SPEAKER_NAMES = """\
CREATE TABLE speaker_names (
    -- Every name that means this speaker, the canonical one among them.
    speaker_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    from_on TEXT,                           -- when it began and ceased to mean this speaker
    until_on TEXT,
    -- text: as articles write it; import: of speakers.toml; correction: a person decided so;
    -- merged: found to be this speaker's; office: means this speaker in an office alone
    origin TEXT NOT NULL DEFAULT 'text'
        CHECK (origin IN ('text', 'import', 'correction', 'merged', 'office')),
    reason TEXT,                            -- what proved a merged one or one of an office
    PRIMARY KEY (speaker_id, name),
    CHECK ((reason IS NOT NULL) = (origin IN ('merged', 'office'))),
    FOREIGN KEY (speaker_id) REFERENCES speakers (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID"""

NAMES_INDEX = """\
CREATE INDEX speaker_names_name ON speaker_names (
    name, speaker_id, from_on, until_on, origin, reason
)"""

EXCLUSIONS = (
    """\
CREATE TABLE name_exclusions (
    -- A name that does not mean a speaker, because a person decided so: `archive speakers split`.
    -- By uid, without a key, so that the decision outlives every re-ingest.
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    speaker_uid TEXT NOT NULL CHECK (speaker_uid <> ''),
    made_at TEXT NOT NULL,                  -- UTC
    undone_at TEXT                          -- UTC; NULL while it stands
) STRICT""",
    # a decision stands once
    """\
CREATE UNIQUE INDEX name_exclusions_standing ON name_exclusions (name, speaker_uid)
WHERE undone_at IS NULL""",
    # to be compared with the table's rows
    """\
CREATE INDEX name_exclusions_whole ON name_exclusions (name, speaker_uid, made_at, undone_at)""",
)

# Both beginnings have eight characters.
ORIGIN = """\
CASE
    WHEN origin LIKE 'joined: %' THEN 'merged'
    WHEN origin LIKE 'office: %' THEN 'office'
    WHEN origin IN ('import', 'correction') THEN origin
    ELSE 'text'
END, CASE WHEN origin LIKE 'joined: %' OR origin LIKE 'office: %' THEN substr(origin, 9) END"""

ORIGIN_BEFORE = """\
CASE origin
    WHEN 'merged' THEN 'joined: ' || reason
    WHEN 'office' THEN 'office: ' || reason
    ELSE origin
END"""

KEPT = """\
CREATE TEMP TABLE kept AS
SELECT speaker_id, name, from_on, until_on, {origin} FROM main.speaker_names"""

EXCLUDED = """\
INSERT OR IGNORE INTO name_exclusions (name, speaker_uid, made_at, undone_at)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), made_at, undone_at
FROM corrections WHERE field = 'no name' ORDER BY id"""

EXCLUDED_BEFORE = """\
INSERT INTO corrections (made_at, article_uid, field, machine_value, value, undone_at)
SELECT made_at, '', 'no name', 'null', json_array(name, speaker_uid), undone_at
FROM name_exclusions ORDER BY id"""

SPEAKER_NAMES_BEFORE = """\
CREATE TABLE speaker_names (
    -- Every name that means this speaker, the canonical one among them.
    speaker_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    from_on TEXT,                           -- when it began and ceased to mean this speaker
    until_on TEXT,
    origin TEXT NOT NULL DEFAULT 'text',    -- text, import or correction
    PRIMARY KEY (speaker_id, name),
    FOREIGN KEY (speaker_id) REFERENCES speakers (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID"""


def upgrade() -> None:
    connection = op.get_bind()
    for statement in (
        KEPT.format(origin=ORIGIN),
        "DROP TABLE main.speaker_names",
        SPEAKER_NAMES,
        "INSERT INTO main.speaker_names SELECT * FROM temp.kept",
        "DROP TABLE temp.kept",
        NAMES_INDEX,
        *EXCLUSIONS,
        EXCLUDED,
        "DELETE FROM corrections WHERE field = 'no name'",
    ):
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    connection = op.get_bind()
    for statement in (
        EXCLUDED_BEFORE,
        "DROP TABLE name_exclusions",
        KEPT.format(origin=ORIGIN_BEFORE),
        "DROP TABLE main.speaker_names",
        SPEAKER_NAMES_BEFORE,
        "INSERT INTO main.speaker_names SELECT * FROM temp.kept",
        "DROP TABLE temp.kept",
        NAMES_INDEX.replace(", reason", ""),
    ):
        connection.exec_driver_sql(statement)
