"""Two speakers become one: statements, mentions, meetings, offices, names and decisions move."""

import json
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from archive.store.counts import recount
from archive.store.schema import (
    article_people,
    articles,
    corrections,
    name_exclusions,
    roles,
    speaker_names,
    speakers,
    statement_mentions,
    statement_speakers,
    statements,
)

_LAST_DAY = "9999-12-31"


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
    link, person = statement_speakers.c, article_people.c
    moving = _was_made(statement_speakers, source, since, until)
    mentioned = _was_made(statement_mentions, source, since, until)
    met = _was_met(source, since, until)
    _copy_roles(connection, target, select(link.role_id).where(moving))
    _copy_roles(connection, target, select(statement_mentions.c.role_id).where(mentioned))
    own = _same_role(target, statement_speakers)
    links = select(link.statement_id, literal(target), link.position, own).where(moving)
    people = select(person.article_id, literal(target), person.part).where(met)
    for table, rows in ((statement_speakers, links), (article_people, people)):
        every = insert(table).from_select(table.c.keys(), rows)
        connection.execute(every.on_conflict_do_nothing())
    named = update(statement_mentions).where(mentioned)
    role = _same_role(target, statement_mentions)
    connection.execute(named.values(speaker_id=target, role_id=role))
    moved = connection.execute(delete(statement_speakers).where(moving)).rowcount
    connection.execute(delete(article_people).where(met))
    if _is_used(connection, source):
        recount(connection, [source])
    else:
        _retire(connection, source, target)
    recount(connection, [target])
    return moved


def _was_made(
    table: Table, speaker: int, since: str | None, until: str | None
) -> ColumnElement[bool]:
    """Return the condition on a link to a speaker that its statement was made on these days."""
    mine = statements.c.id == table.c.statement_id
    there = exists().where(mine, *_between(statements.c.said_on, since, until)).correlate(table)
    return and_(table.c.speaker_id == speaker, there)


def _was_met(speaker: int, since: str | None, until: str | None) -> ColumnElement[bool]:
    """Return the condition on who was at a meeting that it was the speaker, on these days."""
    mine = articles.c.id == article_people.c.article_id
    day = func.coalesce(articles.c.event_on, articles.c.published_on)
    there = exists().where(mine, *_between(day, since, until)).correlate(article_people)
    return and_(article_people.c.speaker_id == speaker, there)


def _between(
    day: ColumnElement[Any], since: str | None, until: str | None
) -> tuple[ColumnElement[bool], ...]:
    """Return conditions on a day; what has no day is only where none is asked for."""
    return (day.between(since or "", until or _LAST_DAY),) if since or until else ()


def _copy_roles(connection: Connection, target: int, held: Select[Any]) -> None:
    """Give the target offices (keys) of the source, unless it has such ones."""
    kept = ("title", "of", "seen_from", "seen_until", "origin")
    own = roles.alias()
    has = exists().where(own.c.speaker_id == target, _alike(own.c, roles.c)).correlate(roles)
    given = select(literal(target), *(roles.c[name] for name in kept))
    new = given.where(roles.c.id.in_(held), ~has)
    connection.execute(insert(roles).from_select(["speaker_id", *kept], new))


def _same_role(target: int, table: Table) -> ScalarSelect[Any]:
    """Return the target's office that is like the one of a link."""
    own = roles.alias()
    alike = select(own.c.id).select_from(roles.join(own, _alike(own.c, roles.c)))
    mine = alike.where(roles.c.id == table.c.role_id, own.c.speaker_id == target)
    return mine.order_by(own.c.id).limit(1).correlate(table).scalar_subquery()


def _alike(one: Any, other: Any) -> ColumnElement[bool]:
    """Return the condition that two offices (columns) have the same title and of."""
    return and_(one.title == other.title, one.of.is_not_distinct_from(other.of))


def _is_used(connection: Connection, speaker: int) -> bool:
    """Tell whether anything refers to a speaker, or somebody else than texts made it known."""
    known = and_(speakers.c.id == speaker, speakers.c.origin != "text")
    tables = (statement_speakers, article_people, statement_mentions)
    uses = (*(table.c.speaker_id == speaker for table in tables), known)
    return bool(connection.scalar(select(or_(*(exists().where(one) for one in uses)))))


def _retire(connection: Connection, source: int, target: int) -> None:
    """Delete a speaker whose work is now another's; decisions about the one mean the other."""
    uids = select(speakers.c.id, speakers.c.uid).where(speakers.c.id.in_((source, target)))
    of_key = {row.id: row.uid for row in connection.execute(uids)}
    _redirect_corrections(connection, of_key[source], of_key[target])
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


def _redirect_corrections(connection: Connection, source: str, target: str) -> None:
    """Let decisions of who said something name the target (uid) in the source's place.

    Decisions on speakers keep theirs, and what the others said, for the way back.
    """
    columns = (corrections.c.value, corrections.c.machine_value, corrections.c.before)
    named = or_(*(column.contains(json.dumps(source), autoescape=True) for column in columns))
    for number, *stored in connection.execute(
        select(corrections.c.id, *columns).where(named, corrections.c.speaker_uid.is_(None))
    ).all():
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
