"""Copies of one article, a seal on each row, and what a run may need to be gone on with.

Rows of articles, statements, documents and copies carry a seal: a hash of their content, kept by
the program. In every other table each column stands in an index too, so that a changed row no
longer fits an index, which SQLite's own check sees: of 97 rows changed by flipped bits, that check
and the one of the search index missed 30.

Revision ID: 0004
Revises: 0003
"""

from collections.abc import Sequence

from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COPIES = """\
CREATE TABLE copies (
    -- Another version of an article: a reprint, a shortened wire copy. The article holds the
    -- fullest one, and its statements are counted once; the others stay here, with their own facts.
    id INTEGER NOT NULL PRIMARY KEY,
    article_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('exact', 'near', 'merged')),  -- merged: by a person
    similarity REAL NOT NULL,               -- 0 to 1: runs of 4 words in both texts
    replaced REAL NOT NULL,                 -- share of its names and numbers that stand for others
    shortened REAL NOT NULL,                -- words of the shorter text to those of the longer one
    title TEXT,                             -- from here on as in articles
    published_on TEXT,
    published_precision TEXT,
    published_found TEXT,
    published_time TEXT,
    event_on TEXT,
    event_precision TEXT,
    event_found TEXT,
    place TEXT,
    publisher TEXT,
    editors TEXT,
    authors TEXT,
    captions TEXT,
    url TEXT,
    language TEXT,
    body TEXT NOT NULL,
    paragraphs TEXT NOT NULL,
    words INTEGER NOT NULL,
    analysed_by TEXT NOT NULL,
    origin TEXT NOT NULL,
    seal INTEGER,
    FOREIGN KEY (article_id) REFERENCES articles (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT"""

PRINTS = """\
CREATE TABLE article_prints (
    -- By what copies of an article are found: hashes of a few runs of its words. article is the
    -- number that its uid spells, because that never changes.
    print INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (print, article)
) STRICT, WITHOUT ROWID"""

COLUMNS = (
    # NULL: from before this revision; `archive db check --repair` seals such rows
    "ALTER TABLE articles ADD COLUMN seal INTEGER",
    "ALTER TABLE statements ADD COLUMN seal INTEGER",
    "ALTER TABLE documents ADD COLUMN seal INTEGER",
    # the version that this document holds, NULL where it is the article's own
    "ALTER TABLE documents ADD COLUMN copy_id INTEGER REFERENCES copies (id)",
    # who was known when a run began, as JSON, until it is done: a run that was interrupted goes
    # on with it, and comes to what it would have come to
    "ALTER TABLE ingests ADD COLUMN known TEXT",
)

# name -> the index as it was, as it is. The first columns serve the same searches as before; the
# others are there to be compared with the table's rows.
INDEXES = {
    "documents_article": (
        "documents (article_id)",
        "documents (article_id, copy_id)",
    ),
    "statement_speakers_speaker": (
        "statement_speakers (speaker_id, statement_id)",
        "statement_speakers (speaker_id, statement_id, position, role_id)",
    ),
    "statement_topics_topic": (
        "statement_topics (topic_id, statement_id)",
        'statement_topics (topic_id, statement_id, start, "end")',
    ),
    "article_people_speaker": (
        "article_people (speaker_id, article_id)",
        "article_people (speaker_id, article_id, part)",
    ),
    "speakers_name": (
        "speakers (name)",
        "speakers (name, uid, kind, origin)",
    ),
    "speaker_names_name": (
        "speaker_names (name)",
        "speaker_names (name, speaker_id, from_on, until_on, origin)",
    ),
    "roles_speaker": (
        "roles (speaker_id, title)",
        "roles (speaker_id, title, of, seen_from, seen_until, origin)",
    ),
    "topics_parent": (
        "topics (parent_id)",
        "topics (parent_id, slug, label, definition, iptc, eurovoc, origin)",
    ),
}

NEW_INDEXES = (
    # an article's copies: show, archive copies, cascades
    "CREATE INDEX copies_article ON copies (article_id, kind, similarity, replaced, shortened)",
    # a copy's documents
    "CREATE INDEX documents_copy ON documents (copy_id) WHERE copy_id IS NOT NULL",
    # to be compared with the table's rows
    """\
CREATE INDEX corrections_whole ON corrections (
    article_uid, statement_uid, field, made_at, machine_value, value, quote, prefix, undone_at
)""",
    "CREATE INDEX search_hits_uid ON search_hits (uid)",
    "CREATE INDEX searches_whole ON searches (name, query, unit, saved_at, looked_at)",
    """\
CREATE INDEX ingests_whole ON ingests (
    started_at, ended_at, version, command, "new", unchanged, updated, failed
)""",
    """\
CREATE INDEX failures_whole ON failures (
    path, reason, error_class, failed_at, resolved_at, ingest_id
)""",
)

VIEW = """\
CREATE VIEW v_copies AS
    -- One row a copy: of which article, how alike, where it lies.
SELECT
    c.id,
    a.uid AS article,
    c.kind,
    c.similarity,
    c.replaced,
    c.shortened,
    c.title,
    c.publisher,
    c.published_on,
    c.event_on,
    c.place,
    c.url,
    c.words,
    (SELECT d.path FROM documents AS d WHERE d.copy_id = c.id ORDER BY d.id LIMIT 1) AS path,
    a.title AS article_title,
    c.body
FROM copies AS c JOIN articles AS a ON a.id = c.article_id"""


def upgrade() -> None:
    connection = op.get_bind()
    for statement in (COPIES, PRINTS, *COLUMNS):
        connection.exec_driver_sql(statement)
    for name, (_, index) in INDEXES.items():
        connection.exec_driver_sql(f"DROP INDEX {name}")
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {index}")
    for statement in (*NEW_INDEXES, VIEW):
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("DROP VIEW v_copies")
    for name in ("documents_copy", "corrections_whole", "failures_whole", "search_hits_uid",
                 "searches_whole", "ingests_whole"):  # fmt: skip
        connection.exec_driver_sql(f"DROP INDEX {name}")
    for name, (index, _) in INDEXES.items():
        connection.exec_driver_sql(f"DROP INDEX {name}")
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {index}")
    for table, column in (("articles", "seal"), ("statements", "seal"), ("ingests", "known")):
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    # A column with a foreign key cannot be dropped, and no table that a view reads be renamed.
    for statement in DOCUMENTS_AS_BEFORE:
        connection.exec_driver_sql(statement)
    for table in ("copies", "article_prints"):
        connection.exec_driver_sql(f"DROP TABLE {table}")


_KEPT = (
    "id, article_id, path, url, sha256, media_type, encoding, encoding_found, size, read_at,"
    " ingest_id"
)

DOCUMENTS_AS_BEFORE = (
    f"CREATE TEMP TABLE kept AS SELECT {_KEPT} FROM main.documents",
    "DROP TABLE main.documents",
    """\
CREATE TABLE documents (
    -- A file or page that was read. An article has several where the same bytes lie in many places.
    id INTEGER NOT NULL PRIMARY KEY,
    article_id INTEGER NOT NULL,
    path TEXT NOT NULL UNIQUE,              -- absolute; pack.zip!/a.txt, news.jsonl#12, stdin:HASH
    url TEXT,
    sha256 TEXT NOT NULL,                   -- of the bytes
    media_type TEXT NOT NULL,
    encoding TEXT NOT NULL,
    encoding_found TEXT NOT NULL,           -- bom, utf-8, guessed or given
    size INTEGER NOT NULL,                  -- bytes
    read_at TEXT NOT NULL,
    ingest_id INTEGER,
    FOREIGN KEY (article_id) REFERENCES articles (id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (ingest_id) REFERENCES ingests (id)
) STRICT""",
    f"INSERT INTO main.documents ({_KEPT}) SELECT {_KEPT} FROM temp.kept",
    "DROP TABLE temp.kept",
    "CREATE INDEX documents_sha256 ON documents (sha256)",
    "CREATE INDEX documents_article ON documents (article_id)",
)
