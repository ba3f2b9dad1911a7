"""Two speakers become one: statements, mentions, meetings, offices, names and decisions move."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from archive.store.counts import recount
from archive.store.schema import corrections, name_exclusions, speaker_names, speakers


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
    for query in (_MOVE_STATEMENTS, _MOVE_MEETINGS, _MOVE_MENTIONS):
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
        f" WHERE (r.id IN (SELECT x.role_id FROM statement_speakers AS x WHERE {_MOVING})"
        f" OR r.id IN (SELECT x.role_id FROM statement_mentions AS x WHERE {_MOVING}))"
        " AND NOT EXISTS (SELECT 1 FROM roles AS o WHERE o.speaker_id = :target"
        " AND o.title = r.title AND o.of IS r.of)",
        between,
    )


def _retire(connection: Connection, source: int, target: int) -> None:
    """Delete a speaker whose work is now another's; decisions about the one mean the other."""
    uids = select(speakers.c.id, speakers.c.uid).where(speakers.c.id.in_((source, target)))
    of_key = {row.id: row.uid for row in connection.execute(uids)}
    redirect_corrections(connection, of_key[source], of_key[target])
    of_source = name_exclusions.c.speaker_uid == of_key[source]
    connection.execute(
        update(name_exclusions)
        .prefix_with("OR IGNORE")  # the same may have been decided of the target
        .where(of_source)
        .values(speaker_uid=of_key[target])
    )
    connection.execute(delete(name_exclusions).where(of_source))
    kept = [name for name in speaker_names.c if name.name != "speaker_id"]
    theirs = select(literal(target), *kept).where(speaker_names.c.speaker_id == source)
    names = ["speaker_id", *(name.name for name in kept)]
    connection.execute(insert(speaker_names).from_select(names, theirs).on_conflict_do_nothing())
    connection.execute(delete(speakers).where(speakers.c.id == source))


def redirect_corrections(
    connection: Connection, source: str, target: str, only: frozenset[int] | None = None
) -> None:
    """Let decisions of who said something name the target (uid) in the source's place.

    ``only`` are the ids of those that do, all where it is None; decisions on speakers keep theirs.
    """
    columns = (corrections.c.value, corrections.c.machine_value, corrections.c.before)
    named = or_(*(column.contains(json.dumps(source), autoescape=True) for column in columns))
    for number, *stored in connection.execute(
        select(corrections.c.id, *columns).where(named, corrections.c.speaker_uid.is_(None))
    ).all():
        if only is not None and number not in only:
            continue
        values = {
            column.name: _redirected(one, source, target)
            for column, one in zip(columns, stored, strict=True)
        }
        connection.execute(update(corrections).where(corrections.c.id == number).values(values))


def _redirected(stored: str | None, source: str, target: str) -> str | None:
    """Return stored JSON with one uid in another's place."""
    if stored is None:
        return None
    value = json.loads(stored)
    changed = _speakers(value, source, target) if isinstance(value, list) else value
    return json.dumps(_within(changed, source, target), ensure_ascii=False)


def _within(value: Any, source: str, target: str) -> Any:
    if not isinstance(value, dict):
        return value
    return {
        name: _speakers(one, source, target)
        if name == "speakers" and isinstance(one, list)
        else _within(one, source, target)
        for name, one in value.items()
    }


def _speakers(listed: list[Any], source: str, target: str) -> list[Any]:
    """Return speakers, by uid or as uid, title and of, with one in another's place, each once."""
    found: dict[str, Any] = {}
    for one in listed:
        uid, *office = one if isinstance(one, list) else [one]
        new = target if uid == source else uid
        found.setdefault(new, [new, *office] if isinstance(one, list) else new)
    return list(found.values())


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

_MOVE_MENTIONS = f"""
UPDATE statement_mentions AS x SET speaker_id = :target, role_id = (
    SELECT o.id FROM roles AS r JOIN roles AS o ON o.title = r.title AND o.of IS r.of
    WHERE r.id = x.role_id AND o.speaker_id = :target ORDER BY o.id LIMIT 1)
WHERE {_MOVING}"""

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
    OR EXISTS (SELECT 1 FROM statement_mentions WHERE speaker_id = :source)
    OR EXISTS (SELECT 1 FROM speakers WHERE id = :source AND origin <> 'text')"""
