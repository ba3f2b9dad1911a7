"""The foundation: documents, articles, statements, speakers, topics, and full-text search.

Revision ID: 0001
Revises:
"""

from collections.abc import Sequence

from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# SQLite keeps the comments inside a CREATE statement, so whoever types `.schema` reads them.
# Nothing here needs a function, tokenizer or column type of ours: any SQLite from 3.40 on will do.

TABLES = (
    """\
CREATE TABLE ingests (
    -- One run of `archive ingest`: what it was told and what came of it.
    id INTEGER NOT NULL PRIMARY KEY,
    started_at TEXT NOT NULL,               -- UTC, 2024-08-23T09:30:00Z
    ended_at TEXT,                          -- NULL while it runs, or where it was killed
    version TEXT NOT NULL,                  -- of the program
    command TEXT NOT NULL,                  -- as typed
    "new" INTEGER NOT NULL DEFAULT 0,       -- documents; kept in each batch's transaction
    unchanged INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
) STRICT""",
    """\
CREATE TABLE articles (
    -- One news text without its header, captions and footer.
    -- id sorts by date: day << 20 | sequence, where day counts from 0001-01-01 = 1 and is that of
    -- event_on, else of published_on, else 0. It changes with the date; uid never does.
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,               -- a:k3v7…, the same in every archive
    title TEXT,
    published_on TEXT,                      -- 2022-09-15, 2022-09 or 2022
    published_precision TEXT CHECK (published_precision IN ('day', 'month', 'year')),
    published_found TEXT,                   -- what gave the date: dateline, stamp, front matter …
    published_time TEXT,                    -- 16:49, as given
    event_on TEXT,                          -- the day of the meeting or speech reported
    event_precision TEXT CHECK (event_precision IN ('day', 'month', 'year')),
    event_found TEXT,
    place TEXT,
    publisher TEXT,
    editors TEXT,                           -- JSON array of names, NULL where none
    authors TEXT,                           -- JSON array of names, NULL where none
    captions TEXT,                          -- JSON array of texts, NULL where none
    url TEXT,
    language TEXT,
    body TEXT NOT NULL,
    paragraphs TEXT NOT NULL,               -- JSON array of [start, end], code points into body
    words INTEGER NOT NULL,
    year INTEGER AS (CAST(substr(coalesce(event_on, published_on), 1, 4) AS INTEGER)),
    month TEXT AS (substr(nullif(coalesce(event_on, published_on), CAST(year AS TEXT)), 1, 7)),
    analysed_by TEXT NOT NULL,              -- version of the program
    origin TEXT NOT NULL DEFAULT 'machine'  -- machine: analysed by us; given: came with statements
) STRICT""",
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
    """\
CREATE TABLE failures (
    -- What could not be taken in. A path has one open row; it is resolved when it is read at last.
    id INTEGER NOT NULL PRIMARY KEY,
    ingest_id INTEGER,
    path TEXT NOT NULL,
    reason TEXT NOT NULL,
    error_class TEXT NOT NULL,
    failed_at TEXT NOT NULL,
    resolved_at TEXT,
    FOREIGN KEY (ingest_id) REFERENCES ingests (id)
) STRICT""",
    """\
CREATE TABLE speakers (
    -- Who speaks or is named as taking part. The counts are kept in each batch's transaction.
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,               -- xi-jinping; -2 for another person of the same name
    name TEXT NOT NULL,                     -- the canonical name
    kind TEXT NOT NULL
        CHECK (kind IN ('person', 'body', 'country', 'group', 'document', 'unnamed')),
    statements INTEGER NOT NULL DEFAULT 0,
    first_said_on TEXT,
    last_said_on TEXT,
    origin TEXT NOT NULL DEFAULT 'text'     -- text, import (speakers.toml) or correction
) STRICT""",
    """\
CREATE TABLE speaker_names (
    -- Every name that means this speaker, the canonical one among them.
    speaker_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    from_on TEXT,                           -- when it began and ceased to mean this speaker
    until_on TEXT,
    origin TEXT NOT NULL DEFAULT 'text',    -- text, import or correction
    PRIMARY KEY (speaker_id, name),
    FOREIGN KEY (speaker_id) REFERENCES speakers (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE roles (
    -- An office as written, "Premier" of "China", with the days on which it was seen, or was held
    -- according to speakers.toml.
    id INTEGER NOT NULL PRIMARY KEY,
    speaker_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    of TEXT,                                -- country or body
    seen_from TEXT,
    seen_until TEXT,
    origin TEXT NOT NULL DEFAULT 'text',    -- text, import or correction
    FOREIGN KEY (speaker_id) REFERENCES speakers (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT""",
    """\
CREATE TABLE statements (
    -- Content attributed to a source by a reporting cue, or carried on from one (implicit).
    -- Offsets are half-open, in code points: into the article's body, or into its title where
    -- headline = 1. id sorts by said_on (see articles.id), then by place in the article.
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,               -- s:m2q9…, kept as long as the text stays
    article_id INTEGER NOT NULL,
    position INTEGER NOT NULL,              -- 0, 1 … in the article
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    spans TEXT,                             -- JSON [[start, end], …] of a text in pieces, else NULL
    speaker_text TEXT,                      -- the words that name the speaker here: "he"
    speaker_start INTEGER,
    speaker_end INTEGER,
    cue TEXT,                               -- as written: "pointed out"; NULL without one
    cue_start INTEGER,
    cue_end INTEGER,
    cue_lemma TEXT,                         -- "point out"
    cue_class TEXT,
    quotation TEXT NOT NULL CHECK (quotation IN ('direct', 'indirect', 'mixed')),
    implicit INTEGER NOT NULL CHECK (implicit IN (0, 1)),      -- carried on without a cue
    headline INTEGER NOT NULL CHECK (headline IN (0, 1)),      -- stands in the title
    collective INTEGER NOT NULL CHECK (collective IN (0, 1)),  -- said by several together
    rule TEXT,                              -- that found it
    confidence REAL NOT NULL,               -- 0 to 1, that it is a statement with these edges
    speaker_found TEXT NOT NULL,            -- how: full name, surname, pronoun, unresolved …
    speaker_confidence REAL NOT NULL,
    said_on TEXT,                           -- 2022-09-15, 2022-09 or 2022
    said_precision TEXT CHECK (said_precision IN ('day', 'month', 'year')),
    said_found TEXT,
    year INTEGER AS (CAST(substr(said_on, 1, 4) AS INTEGER)),
    month TEXT AS (substr(nullif(said_on, CAST(year AS TEXT)), 1, 7)),  -- 2022-09
    paragraph INTEGER NOT NULL,             -- 0, 1 … in the article
    continues INTEGER,                      -- position of the one that an implicit one follows
    answers INTEGER,                        -- position of the question that it answers
    origin TEXT NOT NULL DEFAULT 'machine', -- machine, or given: tagged before it came here
    FOREIGN KEY (article_id) REFERENCES articles (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT""",
    """\
CREATE TABLE statement_speakers (
    -- Who made a statement; several for a joint one. What a person decided is applied here, and
    -- what the machine had said then stands in corrections.
    statement_id INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    role_id INTEGER,
    PRIMARY KEY (statement_id, speaker_id),
    FOREIGN KEY (statement_id) REFERENCES statements (id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (speaker_id) REFERENCES speakers (id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (role_id) REFERENCES roles (id) ON UPDATE CASCADE ON DELETE SET NULL
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE article_people (
    -- Who took part in the meeting that an article reports, and who only attended.
    article_id INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('participant', 'attendee')),
    PRIMARY KEY (article_id, speaker_id),
    FOREIGN KEY (article_id) REFERENCES articles (id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (speaker_id) REFERENCES speakers (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE topics (
    -- The vocabulary of subjects that the statements were tagged with.
    id INTEGER NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,              -- core-interests
    label TEXT NOT NULL,
    parent_id INTEGER,
    definition TEXT,
    iptc TEXT,                              -- key in IPTC Media Topics
    eurovoc TEXT,                           -- key in EuroVoc
    statements INTEGER NOT NULL DEFAULT 0,  -- with this topic or one below it; kept by each batch
    origin TEXT NOT NULL DEFAULT 'shipped', -- shipped with the program, or import: the user's own
    FOREIGN KEY (parent_id) REFERENCES topics (id) ON UPDATE CASCADE ON DELETE SET NULL
) STRICT""",
    """\
CREATE TABLE topic_terms (
    -- The words that give a topic, and the phrases in which they do not (exclusion).
    id INTEGER NOT NULL PRIMARY KEY,
    topic_id INTEGER NOT NULL,
    term TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'phrase' CHECK (kind IN ('phrase', 'exclusion')),
    UNIQUE (topic_id, term, kind),
    FOREIGN KEY (topic_id) REFERENCES topics (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT""",
    """\
CREATE TABLE statement_topics (
    -- A topic of a statement, with the term and the place that gave it.
    statement_id INTEGER NOT NULL,
    topic_id INTEGER NOT NULL,
    term TEXT NOT NULL,
    start INTEGER NOT NULL,                 -- as in statements
    "end" INTEGER NOT NULL,
    PRIMARY KEY (statement_id, topic_id, start),
    FOREIGN KEY (statement_id) REFERENCES statements (id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (topic_id) REFERENCES topics (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE corrections (
    -- What a person decided against the machine. Keyed by uid and by the words themselves, not by
    -- id, so that a decision outlives every re-ingest; each batch applies those of its articles.
    id INTEGER NOT NULL PRIMARY KEY,
    made_at TEXT NOT NULL,
    article_uid TEXT NOT NULL,
    statement_uid TEXT,                     -- NULL for one about the article
    field TEXT NOT NULL,                    -- speaker
    machine_value TEXT,                     -- JSON: what stood there, for undo
    value TEXT,                             -- JSON: what the person decided
    quote TEXT,                             -- the statement's words, to find it by when uid changed
    prefix TEXT,                            -- the 32 characters before them
    undone_at TEXT
) STRICT""",
)

# Each index with its reason; without one, a table would be read from end to end.
INDEXES = (
    # `same bytes under another path?`, asked of every document that is new
    "CREATE INDEX documents_sha256 ON documents (sha256)",
    # the documents of an article: show, v_articles, cascades
    "CREATE INDEX documents_article ON documents (article_id)",
    # a path has one open failure
    "CREATE UNIQUE INDEX failures_open ON failures (path) WHERE resolved_at IS NULL",
    # an article's statements in order: show, updates, cascades
    "CREATE INDEX statements_article ON statements (article_id, position)",
    # filters on publisher and place, newest first: the rowid is the last key and sorts by date
    "CREATE INDEX articles_publisher ON articles (publisher)",
    "CREATE INDEX articles_place ON articles (place)",
    # a speaker's statements, newest first, without a look into statements
    "CREATE INDEX statement_speakers_speaker ON statement_speakers (speaker_id, statement_id)",
    # a role's statements, so that removing a role need not read the table
    "CREATE INDEX statement_speakers_role ON statement_speakers (role_id) WHERE role_id > 0",
    # a topic's statements, newest first
    "CREATE INDEX statement_topics_topic ON statement_topics (topic_id, statement_id)",
    # the meetings somebody took part in
    "CREATE INDEX article_people_speaker ON article_people (speaker_id, article_id)",
    # a name to its speaker: each name of each batch
    "CREATE INDEX speakers_name ON speakers (name)",
    "CREATE INDEX speaker_names_name ON speaker_names (name)",
    # a speaker's offices
    "CREATE INDEX roles_speaker ON roles (speaker_id, title)",
    # a topic's children
    "CREATE INDEX topics_parent ON topics (parent_id)",
    # the decisions that still stand, by article: asked by each batch
    "CREATE INDEX corrections_article ON corrections (article_uid) WHERE undone_at IS NULL",
)

# The double quotes around the content table are needed: Datasette finds the index only so.
SEARCH = (
    """\
CREATE VIRTUAL TABLE articles_fts USING fts5 (
    title, body,
    content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
)""",
    """\
CREATE VIRTUAL TABLE statements_fts USING fts5 (
    text,
    content="statements", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
)""",
    # Larger segments before a flush: the default of 1 MB costs a bulk ingest a quarter more.
    "INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 67108864)",
    "INSERT INTO statements_fts (statements_fts, rank) VALUES ('hashsize', 67108864)",
)

# The triggers keep the search index true when anybody edits a row with any SQL client.
TRIGGERS = (
    """\
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END""",
    """\
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body)
    VALUES ('delete', old.id, old.title, old.body);
END""",
    """\
CREATE TRIGGER articles_fts_update AFTER UPDATE OF id, title, body ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body)
    VALUES ('delete', old.id, old.title, old.body);
    INSERT INTO articles_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
END""",
    """\
CREATE TRIGGER statements_fts_insert AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts (rowid, text) VALUES (new.id, new.text);
END""",
    """\
CREATE TRIGGER statements_fts_delete AFTER DELETE ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, text) VALUES ('delete', old.id, old.text);
END""",
    """\
CREATE TRIGGER statements_fts_update AFTER UPDATE OF id, text ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO statements_fts (rowid, text) VALUES (new.id, new.text);
END""",
)

# DuckDB reads a view itself before SQLite does: no count(*), trim() or 1 << 38, which it rewrites.
# No view uses MATCH: with trusted_schema off, SQLite 3.40 refuses a virtual table in a view.
VIEWS = (
    """\
CREATE VIEW v_statements AS
    -- One flat row a statement: the view to open first.
SELECT
    s.uid,
    s.id,
    s.said_on,
    a.published_on,
    (SELECT group_concat(name, '; ') FROM (
        SELECT p.name FROM statement_speakers AS x JOIN speakers AS p ON p.id = x.speaker_id
        WHERE x.statement_id = s.id ORDER BY x.position)) AS speaker,
    s.speaker_text,
    (SELECT group_concat(role, '; ') FROM (
        SELECT r.title || coalesce(' of ' || r.of, '') AS role
        FROM statement_speakers AS x JOIN roles AS r ON r.id = x.role_id
        WHERE x.statement_id = s.id ORDER BY x.position)) AS role,
    s.cue,
    s.cue_lemma,
    s.cue_class,
    s.quotation,
    s.implicit,
    s.headline,
    (SELECT group_concat(slug, ', ') FROM (
        SELECT DISTINCT t.slug FROM statement_topics AS x JOIN topics AS t ON t.id = x.topic_id
        WHERE x.statement_id = s.id ORDER BY x.start, t.slug)) AS topics,
    s.text,
    a.title,
    a.place,
    a.publisher,
    a.url,
    (SELECT d.path FROM documents AS d WHERE d.article_id = a.id ORDER BY d.id LIMIT 1) AS path,
    a.uid AS article,
    s.article_id,
    s.position,
    s.start,
    s."end",
    s.said_precision,
    s.said_found,
    s.year,
    s.month,
    s.collective,
    s.speaker_found,
    s.speaker_confidence,
    s.rule,
    s.confidence,
    s.origin
FROM statements AS s JOIN articles AS a ON a.id = s.article_id""",
    """\
CREATE VIEW v_articles AS
    -- One row an article, with who took part and how many statements it holds.
SELECT
    a.uid,
    a.id,
    a.title,
    a.event_on,
    a.published_on,
    a.place,
    a.publisher,
    (SELECT group_concat(name, '; ') FROM (
        SELECT p.name FROM article_people AS x JOIN speakers AS p ON p.id = x.speaker_id
        WHERE x.article_id = a.id AND x.part = 'participant' ORDER BY p.name)) AS participants,
    (SELECT count(s.id) FROM statements AS s WHERE s.article_id = a.id) AS statements,
    (SELECT count(d.id) FROM documents AS d WHERE d.article_id = a.id) AS documents,
    a.words,
    a.language,
    a.editors,
    a.authors,
    a.url,
    (SELECT d.path FROM documents AS d WHERE d.article_id = a.id ORDER BY d.id LIMIT 1) AS path,
    a.year,
    a.month,
    a.body,
    a.origin
FROM articles AS a""",
    """\
CREATE VIEW v_speakers AS
    -- One row a speaker, with other names, offices, and the span of what was said.
SELECT
    p.uid,
    p.id,
    p.name,
    p.kind,
    p.statements,
    p.first_said_on,
    p.last_said_on,
    (SELECT group_concat(role, '; ') FROM (
        SELECT DISTINCT r.title || coalesce(' of ' || r.of, '') AS role FROM roles AS r
        WHERE r.speaker_id = p.id ORDER BY r.seen_from, r.id)) AS roles,
    (SELECT group_concat(name, '; ') FROM (
        SELECT n.name FROM speaker_names AS n
        WHERE n.speaker_id = p.id AND n.name <> p.name ORDER BY n.name)) AS other_names
FROM speakers AS p""",
    """\
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
    t.iptc,
    t.eurovoc
FROM topics AS t LEFT JOIN topics AS u ON u.id = t.parent_id""",
)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in (*TABLES, *INDEXES, *SEARCH, *TRIGGERS, *VIEWS):
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    connection = op.get_bind()
    for kind, name in connection.exec_driver_sql(
        "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')"
    ).all():
        connection.exec_driver_sql(f"DROP {kind} {name}")
    for table in ("statements_fts", "articles_fts", *TABLE_NAMES):
        connection.exec_driver_sql(f"DROP TABLE {table}")


TABLE_NAMES = (
    "corrections",
    "statement_topics",
    "topic_terms",
    "topics",
    "article_people",
    "statement_speakers",
    "statements",
    "roles",
    "speaker_names",
    "speakers",
    "failures",
    "documents",
    "articles",
    "ingests",
)
