"""What is in an archive: counts, sizes, who speaks, which topics."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from archive.store.sql import scalar

COUNTED = (
    "documents",
    "articles",
    "statements",
    "topics",
    "corrections",
    "ingests",
)


@dataclass(frozen=True, slots=True)
class Info:
    """An archive in figures. ``sizes`` are bytes by file, the write-ahead log among them.

    ``removed`` are the lines that were left out of the articles' bodies, by the reason for it.
    """

    path: Path
    revision: str
    counts: dict[str, int]
    open_failures: int
    removed: dict[str, int]
    first_said_on: str | None
    last_said_on: str | None
    last_ingest: str | None
    sizes: dict[str, int]


class Totals(NamedTuple):
    """Statements, the speakers who made some, and the topics that they are on."""

    statements: int
    speakers: int
    topics: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with counts, which take in the topics below it; ``depth`` is 0 at the top."""

    slug: str
    label: str
    depth: int
    statements: int
    first_said_on: str | None
    last_said_on: str | None


def info(connection: Connection, path: Path) -> Info:
    """Count what an archive holds."""
    counts = {
        name: int(scalar(connection.execute(f"SELECT count(*) FROM {name}"))) for name in COUNTED
    }
    first, last = connection.execute(
        "SELECT min(first_said_on), max(last_said_on) FROM speakers"
    ).fetchone()
    return Info(
        path=path,
        revision=_scalar(connection, "SELECT version_num FROM alembic_version") or "",
        counts=counts,
        open_failures=int(
            scalar(connection.execute("SELECT count(*) FROM failures WHERE resolved_at IS NULL"))
        ),
        removed=dict(
            connection.execute(
                "SELECT reason, count(*) FROM removed_lines GROUP BY reason ORDER BY 2 DESC, 1"
            )
        ),
        first_said_on=first,
        last_said_on=last,
        last_ingest=_scalar(connection, "SELECT max(started_at) FROM ingests"),
        sizes=_sizes(path),
    )


def totals(connection: Connection) -> Totals:
    """Count; the numbers of speakers and topics come from maintained counts."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM statements),"
        " (SELECT count(*) FROM speakers WHERE statements > 0),"
        " (SELECT count(*) FROM topics WHERE statements > 0)"
    ).fetchone()
    return Totals(*row)


def topics(connection: Connection) -> Iterator[TopicRow]:
    """Yield the vocabulary as a tree: each topic before those below it, by label."""
    rows = connection.execute(_TOPICS)
    return (TopicRow(*row) for row in rows)


def _scalar(connection: Connection, query: str) -> str | None:
    found = scalar(connection.execute(query))
    return None if found is None else str(found)


def _sizes(path: Path) -> dict[str, int]:
    files = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))]
    return {file.name: file.stat().st_size for file in files if file.exists()}


# The dates are those of a topic and of all below it: `tree` walks down, `inside` pairs each topic
# with itself and with everything under it.
_TOPICS = """
WITH RECURSIVE tree (id, depth, path) AS (
    SELECT id, 0, label || char(1) FROM topics WHERE parent_id IS NULL
    UNION ALL
    SELECT t.id, tree.depth + 1, tree.path || t.label || char(1)
    FROM topics AS t JOIN tree ON t.parent_id = tree.id
),
inside (topic, below) AS (
    SELECT id, id FROM topics
    UNION
    SELECT inside.topic, t.id FROM inside JOIN topics AS t ON t.parent_id = inside.below
)
SELECT t.slug, t.label, tree.depth, t.statements,
    (SELECT min(v.first_said_on) FROM inside JOIN v_topics AS v ON v.id = inside.below
     WHERE inside.topic = t.id),
    (SELECT max(v.last_said_on) FROM inside JOIN v_topics AS v ON v.id = inside.below
     WHERE inside.topic = t.id)
FROM tree JOIN topics AS t ON t.id = tree.id
ORDER BY tree.path"""
