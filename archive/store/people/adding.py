"""Speakers whom no text of this archive has named: a person adds them, or another archive does."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from archive.store.people.candidates import DECIDED
from archive.store.people.known import free_uid
from archive.store.schema import speaker_names, speakers


def add_speaker(connection: Connection, name: str, kind: str, origin: str = DECIDED) -> str:
    """Add a speaker and return the uid."""
    uid = free_uid(connection, name)
    row = insert(speakers).values(uid=uid, name=name, kind=kind, origin=origin)
    key = connection.execute(row.returning(speakers.c.id)).scalar_one()
    connection.execute(insert(speaker_names).values(speaker_id=key, name=name, origin=origin))
    return uid


def speaker_called(connection: Connection, uid: str, name: str, kind: str) -> str:
    """Return the speaker of a name and kind: the one who has that uid elsewhere, too, if any.

    Who is not there is added.
    """
    named = (
        select(speakers.c.uid)
        .join(speaker_names, speaker_names.c.speaker_id == speakers.c.id)
        .where(speaker_names.c.name == name, speakers.c.kind == kind)
        .order_by((speakers.c.uid == uid).desc(), speakers.c.id)
    )
    found = connection.execute(named.limit(1)).scalar()
    return str(found) if found else add_speaker(connection, name, kind, "text")
