"""Views for counting wording with SQL alone: denominators, subjects by speaker, meetings.

Revision ID: 0003
Revises: 0002
"""

from collections.abc import Sequence

from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# No view uses MATCH: with trusted_schema off, SQLite 3.40 refuses a virtual table in a view.
# Headlines are the editor's wording of what the text says again, so nothing here counts them.
VIEWS = (
    """\
CREATE VIEW v_speaker_years AS
    -- How much each speaker says in a year: what the shares of phrases and topics are shares of.
    -- A joint statement counts for each who made it; words are what spaces part.
SELECT
    p.uid AS speaker_uid,
    p.name AS speaker,
    s.year,
    count(s.id) AS statements,
    count(DISTINCT s.article_id) AS articles,
    sum(length(s.text) - length(replace(s.text, ' ', '')) + 1) AS words
FROM speakers AS p
JOIN statement_speakers AS x ON x.speaker_id = p.id
JOIN statements AS s ON s.id = x.statement_id
WHERE s.headline = 0
GROUP BY p.id, s.year""",
    """\
CREATE VIEW v_speaker_topics AS
    -- How many statements each speaker makes on a topic in a year, and the first and last of them.
SELECT
    p.uid AS speaker_uid,
    p.name AS speaker,
    t.slug AS topic,
    s.year,
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
GROUP BY p.id, t.id, s.year""",
    """\
CREATE VIEW v_same_meeting AS
    -- Pairs of articles about what happened on one day with two or more of the same people, which
    -- `archive events` joins to meetings where nothing else speaks against it.
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
-- The key begins with the day, so a day's articles are one range of keys.
JOIN articles AS b ON b.id > a.id AND b.id < ((a.id >> 20) + 1) << 20
JOIN article_people AS x ON x.article_id = a.id AND x.part = 'participant'
JOIN article_people AS y ON y.article_id = b.id AND y.speaker_id = x.speaker_id
    AND y.part = 'participant'
WHERE a.event_on = b.event_on AND a.event_precision = 'day' AND b.event_precision = 'day'
GROUP BY a.id, b.id
HAVING count(x.speaker_id) > 1""",
)


def upgrade() -> None:
    for view in VIEWS:
        op.get_bind().exec_driver_sql(view)


def downgrade() -> None:
    for name in ("v_same_meeting", "v_speaker_topics", "v_speaker_years"):
        op.get_bind().exec_driver_sql(f"DROP VIEW {name}")
