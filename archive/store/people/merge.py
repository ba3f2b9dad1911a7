"""Two speakers become one: statements, meetings, offices, names and decisions move over."""

from collections.abc import Mapping

from sqlalchemy import Connection

from archive.store.counts import recount


def merge(
    connection: Connection,
    source: int,
    target: int,
    since: str | None = None,
    until: str | None = None,
) -> int:
    """Give the target (key) what the source said, all of it or between two ISO days, inclusive.

    A source that texts alone knew, and that nothing refers to any more, is deleted. Returns how
    many statements moved; those that both made together count too. Call it within
    ``connection.begin()``.
    """
    between = {
        "source": source,
        "target": target,
        "since": since or "",
        "until": until or "9999-12-31",
    }
    _copy_roles(connection, between)
    for query in (_MOVE_STATEMENTS, _MOVE_MEETINGS):
        connection.exec_driver_sql(query, between)
    moved = connection.exec_driver_sql(_DROP_STATEMENTS, between).rowcount
    connection.exec_driver_sql(_DROP_MEETINGS, between)
    left = connection.exec_driver_sql(_STILL_USED, {"source": source}).scalar_one()
    if left:
        recount(connection, [source])
    else:
        _retire(connection, source, target)
    recount(connection, [target])
    return moved


def _copy_roles(connection: Connection, between: Mapping[str, object]) -> None:
    """Give the target the offices in which the source made the statements that will move."""
    connection.exec_driver_sql(
        "INSERT INTO roles (speaker_id, title, of, seen_from, seen_until, origin)"
        " SELECT :target, r.title, r.of, r.seen_from, r.seen_until, r.origin FROM roles AS r"
        f" WHERE r.id IN (SELECT x.role_id FROM statement_speakers AS x WHERE {_MOVING})"
        " AND NOT EXISTS (SELECT 1 FROM roles AS o WHERE o.speaker_id = :target"
        " AND o.title = r.title AND o.of IS r.of)",
        between,
    )


def _retire(connection: Connection, source: int, target: int) -> None:
    """Delete a speaker whose work is now another's; decisions about the one mean the other."""
    connection.exec_driver_sql(
        "UPDATE corrections SET value = replace(value, s.uid, t.uid),"
        " machine_value = replace(machine_value, s.uid, t.uid)"
        " FROM (SELECT json_quote(uid) AS uid FROM speakers WHERE id = :source) AS s,"
        " (SELECT json_quote(uid) AS uid FROM speakers WHERE id = :target) AS t"
        " WHERE field IN ('speaker', 'no name')",
        {"source": source, "target": target},
    )
    connection.exec_driver_sql(
        "INSERT INTO speaker_names (speaker_id, name, from_on, until_on, origin)"
        " SELECT :target, name, from_on, until_on, origin FROM speaker_names"
        " WHERE speaker_id = :source"
        " ON CONFLICT DO NOTHING",
        {"source": source, "target": target},
    )
    connection.exec_driver_sql("DELETE FROM speakers WHERE id = ?", (source,))


_MOVING = """x.speaker_id = :source AND EXISTS (
    SELECT 1 FROM statements AS s WHERE s.id = x.statement_id
    AND (:since = '' AND :until = '9999-12-31' OR s.said_on BETWEEN :since AND :until))"""

_MOVE_STATEMENTS = f"""
INSERT INTO statement_speakers (statement_id, speaker_id, position, role_id)
SELECT x.statement_id, :target, x.position, (
    SELECT o.id FROM roles AS r JOIN roles AS o ON o.title = r.title AND o.of IS r.of
    WHERE r.id = x.role_id AND o.speaker_id = :target)
FROM statement_speakers AS x WHERE {_MOVING} ON CONFLICT DO NOTHING"""

_DROP_STATEMENTS = f"DELETE FROM statement_speakers AS x WHERE {_MOVING}"

_MEETING = """x.speaker_id = :source AND EXISTS (
    SELECT 1 FROM articles AS a WHERE a.id = x.article_id
    AND (:since = '' AND :until = '9999-12-31'
         OR coalesce(a.event_on, a.published_on) BETWEEN :since AND :until))"""

_MOVE_MEETINGS = f"""
INSERT INTO article_people (article_id, speaker_id, part)
SELECT x.article_id, :target, x.part FROM article_people AS x
WHERE {_MEETING} ON CONFLICT DO NOTHING"""

_DROP_MEETINGS = f"DELETE FROM article_people AS x WHERE {_MEETING}"

_STILL_USED = """
SELECT EXISTS (SELECT 1 FROM statement_speakers WHERE speaker_id = :source)
    OR EXISTS (SELECT 1 FROM article_people WHERE speaker_id = :source)
    OR EXISTS (SELECT 1 FROM speakers WHERE id = :source AND origin <> 'text')"""
