"""Columns and views by their standard names, and views that every client sees typed.

``published_found`` and the like become ``published_method``, ``seal`` becomes ``checksum``,
``article_prints`` becomes ``fingerprints``. Views compute year and month themselves: DuckDB reads
the tables by ``PRAGMA table_info``, which hides computed columns, and took every column of a view
that names one for text. They shift no bits either, which DuckDB parses in another order.

Revision ID: 0006
Revises: 0005
"""

from collections.abc import Mapping, Sequence

from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS: Mapping[str, Sequence[tuple[str, str]]] = {
    "articles": (
        ("published_found", "published_method"),
        ("event_found", "event_method"),
        ("seal", "checksum"),
    ),
    "copies": (
        ("published_found", "published_method"),
        ("event_found", "event_method"),
        ("seal", "checksum"),
    ),
    "statements": (
        ("speaker_found", "speaker_method"),
        ("said_found", "said_method"),
        ("seal", "checksum"),
    ),
    "documents": (("encoding_found", "encoding_method"), ("seal", "checksum")),
    "ingests": (("known", "resume_with"),),
}
"""Table -> the names of its columns before and after."""

FINGERPRINTS = """\
CREATE TABLE fingerprints (
    -- By what copies of an article are found: hashes of a few runs of its words. article is the
    -- number that its uid spells, because that never changes.
    fingerprint INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, article)
) STRICT, WITHOUT ROWID"""

ARTICLE_PRINTS = """\
CREATE TABLE article_prints (
    -- By what copies of an article are found: hashes of a few runs of its words. article is the
    -- number that its uid spells, because that never changes.
    print INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (print, article)
) STRICT, WITHOUT ROWID"""


def year(day: str) -> str:
    """Return SQL for the year of a date, as the tables compute it."""
    return f"CAST(substr({day}, 1, 4) AS INTEGER)"


def month(day: str) -> str:
    """Return SQL for the month of a date, NULL where it has none."""
    return f"CASE WHEN length({day}) > 4 THEN substr({day}, 1, 7) END"


ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def array(column: str) -> str:
    """Return SQL for a JSON array of texts.

    SQLite 3.40 takes its own JSON functions for unsafe in views, and refuses those with them where
    trusted_schema is off.
    """
    text = column
    for character, escaped in ESCAPED.items():
        text = f"replace({text}, '{character}', '{escaped}')"
    return f"""coalesce('["' || group_concat({text}, '","') || '"]', '[]')"""


SPEAKERS = (
    "(\n"
    "        SELECT p.name FROM statement_speakers AS x JOIN speakers AS p ON p.id = x.speaker_id\n"
    "        WHERE x.statement_id = s.id ORDER BY x.position)"
)
TOPICS = (
    "(\n"
    "        SELECT DISTINCT t.slug FROM statement_topics AS x\n"
    "        JOIN topics AS t ON t.id = x.topic_id\n"
    "        WHERE x.statement_id = s.id ORDER BY x.start, t.slug)"
)
EVENT_DAY = "coalesce(a.event_on, a.published_on)"

# DuckDB reads a view itself before SQLite does: no count(*), trim() or shifted bits, which it
# rewrites, and no computed columns. No view uses MATCH: with trusted_schema off, SQLite 3.40
# refuses a virtual table in a view.
VIEWS: Mapping[str, str] = {
    "v_statements": f"""\
CREATE VIEW v_statements AS
    -- One flat row a statement: the view to open first.
SELECT
    s.said_on,
    (SELECT group_concat(name, '; ') FROM {SPEAKERS}) AS speaker,
    (SELECT group_concat(role, '; ') FROM (
        SELECT r.title || coalesce(' of ' || r.of, '') AS role
        FROM statement_speakers AS x JOIN roles AS r ON r.id = x.role_id
        WHERE x.statement_id = s.id ORDER BY x.position)) AS role,
    s.text,
    (SELECT group_concat(slug, ', ') FROM {TOPICS}) AS topics,
    a.title,
    a.publisher,
    a.place,
    a.published_on,
    {year("s.said_on")} AS year,
    {month("s.said_on")} AS month,
    a.url,
    s.uid,
    a.uid AS article,
    -- for facets: a JSON array of the speakers' names, and one of the topics
    (SELECT {array("name")} FROM {SPEAKERS}) AS speakers_json,
    (SELECT {array("slug")} FROM {TOPICS}) AS topics_json,
    s.id,
    s.article_id,
    s.position,
    s.speaker_text,
    s.cue,
    s.cue_lemma,
    s.cue_class,
    s.quotation,
    s.implicit,
    s.headline,
    s.collective,
    s.start,
    s."end",
    s.said_precision,
    s.said_method,
    s.speaker_method,
    s.speaker_confidence,
    s.rule,
    s.confidence,
    s.origin,
    (SELECT d.path FROM documents AS d WHERE d.article_id = a.id ORDER BY d.id LIMIT 1) AS path
FROM statements AS s JOIN articles AS a ON a.id = s.article_id""",
    "v_articles": f"""\
CREATE VIEW v_articles AS
    -- One row an article, with who took part and how many statements it holds.
SELECT
    a.event_on,
    a.published_on,
    a.title,
    a.publisher,
    a.place,
    (SELECT group_concat(name, '; ') FROM (
        SELECT p.name FROM article_people AS x JOIN speakers AS p ON p.id = x.speaker_id
        WHERE x.article_id = a.id AND x.part = 'participant' ORDER BY p.name)) AS participants,
    (SELECT count(s.id) FROM statements AS s WHERE s.article_id = a.id) AS statements,
    (SELECT count(d.id) FROM documents AS d WHERE d.article_id = a.id) AS documents,
    a.words,
    a.language,
    {year(EVENT_DAY)} AS year,
    {month(EVENT_DAY)} AS month,
    a.url,
    a.uid,
    a.editors,
    a.authors,
    a.body,
    a.id,
    a.origin,
    (SELECT d.path FROM documents AS d WHERE d.article_id = a.id ORDER BY d.id LIMIT 1) AS path
FROM articles AS a""",
    "v_speaker_years": f"""\
CREATE VIEW v_speaker_years AS
    -- How much each speaker says in a year: what the shares of phrases and topics are shares of.
    -- A joint statement counts for each who made it; words are what spaces part.
SELECT
    p.uid AS speaker_uid,
    p.name AS speaker,
    {year("s.said_on")} AS year,
    count(s.id) AS statements,
    count(DISTINCT s.article_id) AS articles,
    sum(length(s.text) - length(replace(s.text, ' ', '')) + 1) AS words
FROM speakers AS p
JOIN statement_speakers AS x ON x.speaker_id = p.id
JOIN statements AS s ON s.id = x.statement_id
WHERE s.headline = 0
GROUP BY p.id, p.uid, p.name, {year("s.said_on")}""",
    "v_speaker_topics": f"""\
CREATE VIEW v_speaker_topics AS
    -- How many statements each speaker makes on a topic in a year, and the first and last of them.
SELECT
    p.uid AS speaker_uid,
    p.name AS speaker,
    t.slug AS topic,
    {year("s.said_on")} AS year,
    count(DISTINCT s.id) AS statements,
    count(DISTINCT s.article_id) AS articles,
    min(s.said_on) AS first_said_on,
    max(s.said_on) AS last_said_on
FROM statement_topics AS k
JOIN topics AS t ON t.id = k.topic_id
JOIN statements AS s ON s.id = k.statement_id
JOIN statement_speakers AS x ON x.statement_id = s.id
JOIN speakers AS p ON p.id = x.speaker_id
WHERE s.headline = 0
GROUP BY p.id, p.uid, p.name, t.id, t.slug, {year("s.said_on")}""",
    "v_same_event": """\
CREATE VIEW v_same_event AS
    -- Pairs of articles about what happened on one day with two or more of the same people, which
    -- `archive events` joins to events where nothing else speaks against it.
SELECT
    a.event_on AS day,
    a.uid AS a,
    b.uid AS b,
    a.publisher AS a_publisher,
    b.publisher AS b_publisher,
    a.place AS a_place,
    b.place AS b_place,
    count(x.speaker_id) AS people_in_both,
    (SELECT count(n.speaker_id) FROM article_people AS n
     WHERE n.article_id = a.id AND n.part = 'participant') AS people_in_a,
    (SELECT count(n.speaker_id) FROM article_people AS n
     WHERE n.article_id = b.id AND n.part = 'participant') AS people_in_b
FROM articles AS a
-- The key begins with the day, 1,048,576 numbers each, so a day's articles are one range of keys.
JOIN articles AS b ON b.id > a.id AND b.id < a.id + 1048576
JOIN article_people AS x ON x.article_id = a.id AND x.part = 'participant'
JOIN article_people AS y ON y.article_id = b.id AND y.speaker_id = x.speaker_id
    AND y.part = 'participant'
WHERE a.event_on = b.event_on AND a.event_precision = 'day' AND b.event_precision = 'day'
GROUP BY a.id, b.id, a.event_on, a.uid, b.uid, a.publisher, b.publisher, a.place, b.place
HAVING count(x.speaker_id) > 1""",
}

BEFORE = ("v_statements", "v_articles", "v_speaker_years", "v_speaker_topics", "v_same_meeting")
"""Views of revision 0005 that are made otherwise here."""


def upgrade() -> None:
    connection = op.get_bind()
    for name in BEFORE:
        connection.exec_driver_sql(f"DROP VIEW {name}")
    for table, columns in COLUMNS.items():
        for before, after in columns:
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")
    connection.exec_driver_sql(FINGERPRINTS)
    connection.exec_driver_sql("INSERT INTO fingerprints SELECT print, article FROM article_prints")
    connection.exec_driver_sql("DROP TABLE article_prints")
    for view in VIEWS.values():
        connection.exec_driver_sql(view)


def downgrade() -> None:
    connection = op.get_bind()
    for name in VIEWS:
        connection.exec_driver_sql(f"DROP VIEW {name}")
    connection.exec_driver_sql(ARTICLE_PRINTS)
    connection.exec_driver_sql(
        "INSERT INTO article_prints SELECT fingerprint, article FROM fingerprints"
    )
    connection.exec_driver_sql("DROP TABLE fingerprints")
    for table, columns in COLUMNS.items():
        for before, after in columns:
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME COLUMN {after} TO {before}")
    script = op.get_context().script
    assert script is not None
    foundation, wording = (script.get_revision(name).module for name in ("0001", "0003"))
    for view in (*foundation.VIEWS[:2], *wording.VIEWS):
        connection.exec_driver_sql(view)
