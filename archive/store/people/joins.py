"""One person under several names: rows are joined as the machine found it.

A name that was merged into somebody stands in ``speaker_names`` with its origin: "merged" where it
means this person from the first to the last day on which it was seen, "office" where it does so
together with an office alone ("Biden", as President), each with the evidence as ``reason``, and
"correction" where a person decided it (``archive.store.curate.speakers``).
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Text,
    and_,
    case,
    delete,
    exists,
    func,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.dialects.sqlite import Insert, insert

from archive.records import Merge, Reassignment
from archive.store.columns import listed
from archive.store.counts import recount
from archive.store.people.candidates import DECIDED, MERGED, UNDECIDED, WITH_OFFICE
from archive.store.people.merge import merge
from archive.store.schema import (
    article_people,
    roles,
    speaker_names,
    speakers,
    statement_mentions,
    statement_speakers,
    statements,
)
from archive.store.uids import DAY_BITS


def merge_names(connection: Connection, one: Merge) -> None:
    """Make two names one person's; call it within ``connection.begin()``."""
    source, target = one.source.key, one.target.key
    merge_roles(connection, source, target)
    days = [day for role in one.source.roles for day in (role.since, role.until) if day]
    edges = select(speakers.c.first_said_on, speakers.c.last_said_on)
    days += [day for day in connection.execute(edges.where(speakers.c.id == source)).one() if day]
    since, until = (min(days), max(days)) if days else (None, None)
    name = speaker_names.c
    given = select(
        literal(target),
        name.name,
        literal(since, Text),
        literal(until, Text),
        literal(MERGED),
        literal(str(one.why)),
    ).where(name.speaker_id == source, name.origin.not_in(("import", DECIDED)))
    connection.execute(_longer(insert(speaker_names).from_select(NAME_COLUMNS, given)))
    merge(connection, source, target)


def reassign(connection: Connection, one: Reassignment) -> None:
    """Give somebody what a short name said on some days; call it within ``connection.begin()``."""
    source, target = one.source.key, one.target.key
    moving = _of_days(connection, one)
    move_statements(connection, source, target, moving, give_short_name(connection, one))


def give_short_name(connection: Connection, one: Reassignment) -> int | None:
    """Let a short name mean somebody on some days, and return the key of the office held then."""
    target = one.target.key
    since, until = (date.fromordinal(day).isoformat() for day in (one.days[0], one.days[-1]))
    role = None
    if one.role is not None:
        office = select(roles.c.title, roles.c.of).where(roles.c.id == one.role)
        title, of = connection.execute(office).one()
        role = role_key(connection, target, title, of, since, until)
    values = (target, one.source.name, since, until, WITH_OFFICE, str(one.why))
    row = dict(zip(NAME_COLUMNS, values, strict=True))
    connection.execute(_longer(insert(speaker_names).values(row)))
    return role


def _of_days(connection: Connection, one: Reassignment) -> Sequence[int]:
    """Return the statements (keys) that are to be given to another."""
    s, x = statements.alias("s"), statement_speakers.alias("x")  # UNDECIDED is about an ``s``
    in_turn = s.c.speaker_method == "turn"
    wanted = select(s.c.id).join(x, x.c.statement_id == s.c.id)
    return connection.scalars(
        wanted.where(
            x.c.speaker_id == one.source.key,
            x.c.role_id.is_not_distinct_from(one.role),
            in_turn if one.labelled else ~in_turn,
            s.c.article_id.bitwise_rshift(DAY_BITS).in_(listed(one.days)),
            text(UNDECIDED),
        )
    ).all()


def move_statements(
    connection: Connection, source: int, target: int, statements: Sequence[int], role: int | None
) -> None:
    """Give statements (keys) of one speaker to another, who made them in an office (key).

    Of a meeting, too, where the first said nothing else in its article. Who is left without
    anything, and whom texts alone knew, is deleted.
    """
    link, meeting = statement_speakers.c, article_people.c
    moving = and_(link.speaker_id == source, link.statement_id.in_(listed(statements)))
    given = select(link.statement_id, literal(target), link.position, literal(role, Integer))
    connection.execute(
        insert(statement_speakers)
        .from_select(["statement_id", "speaker_id", "position", "role_id"], given.where(moving))
        .on_conflict_do_nothing()
    )
    connection.execute(delete(statement_speakers).where(moving))
    left = and_(meeting.speaker_id == source, *_is_left(source, statements))
    people = select(meeting.article_id, literal(target), meeting.part).where(left)
    connection.execute(
        insert(article_people)
        .from_select(["article_id", "speaker_id", "part"], people)
        .on_conflict_do_nothing()
    )
    connection.execute(delete(article_people).where(left))
    recount(connection, [source, target])
    delete_unused(connection, source)


def _is_left(source: int, moved: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    """Return conditions on a meeting: statements moved, and the speaker made no other there."""
    s, x = statements.alias(), statement_speakers.alias()
    theirs = s.join(x, x.c.statement_id == s.c.id)
    still = (
        exists()
        .select_from(theirs)
        .where(s.c.article_id == article_people.c.article_id, x.c.speaker_id == source)
    )
    articles = select(statements.c.article_id).where(statements.c.id.in_(listed(moved)))
    return article_people.c.article_id.in_(articles), ~still.correlate(article_people)


def delete_unused(connection: Connection, speaker: int) -> None:
    """Delete a speaker whom texts alone knew and of whom nothing is left."""
    connection.execute(
        delete(speakers).where(
            speakers.c.id == speaker,
            speakers.c.origin == "text",
            *(
                ~exists().where(table.c.speaker_id == speaker)
                for table in (statement_speakers, statement_mentions, article_people)
            ),
        )
    )


def merge_roles(connection: Connection, source: int, target: int) -> None:
    """Let the target have been seen in the source's offices, too."""
    held = select(roles.c.title, roles.c.of, roles.c.seen_from, roles.c.seen_until)
    theirs = held.where(roles.c.speaker_id == source).order_by(roles.c.id)
    for title, of, since, until in connection.execute(theirs).all():
        role_key(connection, target, title, of, since, until)


def role_key(
    connection: Connection,
    speaker: int,
    title: str,
    of: str | None,
    since: str | None,
    until: str | None,
) -> int:
    """Return the key of a speaker's office, which was seen on these days."""
    office = (
        roles.c.speaker_id == speaker,
        roles.c.title == title,
        roles.c.of.is_not_distinct_from(of),
    )
    held = select(roles.c.id, roles.c.origin).where(*office).order_by(roles.c.id).limit(1)
    found = connection.execute(held).first()
    if found is None:
        row = {"speaker_id": speaker, "title": title, "of": of}
        new = insert(roles).values(**row, seen_from=since, seen_until=until)
        return int(connection.execute(new.returning(roles.c.id)).scalar_one())
    if found.origin == "text":
        connection.execute(
            update(roles)
            .where(roles.c.id == found.id)
            .values(
                seen_from=func.min(func.coalesce(roles.c.seen_from, since), since),
                seen_until=func.max(func.coalesce(roles.c.seen_until, until), until),
            )
        )
    return int(found.id)


NAME_COLUMNS = ("speaker_id", "name", "from_on", "until_on", "origin", "reason")


def _longer(new: Insert) -> Insert:
    """Return the INSERT of a joined name; one that is there is so for longer.

    A name that is always this person's stays so.
    """
    held, given = speaker_names.c, new.excluded
    with_office = held.origin == WITH_OFFICE
    return new.on_conflict_do_update(
        index_elements=["speaker_id", "name"],
        set_={
            "from_on": func.min(held.from_on, given.from_on),
            "until_on": func.max(held.until_on, given.until_on),
            "origin": case((with_office, given.origin), else_=held.origin),
            "reason": case((with_office, given.reason), else_=held.reason),
        },
    )
