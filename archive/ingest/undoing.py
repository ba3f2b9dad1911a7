"""Taking back what a command decided, whatever that was: of statements, speakers, copies, events.

Articles that were read after a decision on speakers were resolved with it, so they are analysed
again when it is taken back.
"""

from pathlib import Path

from archive.errors import UsageError
from archive.ingest.reanalyse import reanalyse
from archive.ingest.separate import split_within
from archive.store.curate import copies
from archive.store.curate.speaker_log import read_since, undo_speakers
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.people.decisions import Correction, corrections
from archive.store.people.fields import FIELDS
from archive.store.write import corrections as statements


def undo(database: Path, command: int) -> list[Correction]:
    """Take the decisions of a command back; what stood without them stands again. Return them.

    Raises UsageError for no such command, and where a later decision on the same speakers stands.
    """
    with open_for_writing(database) as connection, connection.begin():
        mine = list(corrections(reader(connection), command=command))
        of_speakers = undo_speakers(connection, command)
        again = read_since(connection, of_speakers)
        for one in mine:
            if one.field in ("copy", "no copy"):
                _undo_copy(connection, one)
        if not mine or any(one.field in FIELDS for one in mine):
            statements.undo(connection, command)
    if again:
        reanalyse(database, again)
    return mine


def _undo_copy(connection: Connection, one: Correction) -> None:
    """Split off what was merged by hand, or merge what was split; then nothing is decided."""
    raw = reader(connection)
    mark = raw.execute("SELECT max(id) FROM corrections").fetchone()[0]
    found = copies.places_of(raw, one.value)
    if one.field == "copy" and found.copy is not None:
        split_within(connection, found.copy)
    elif one.field == "no copy" and len(found.articles) == 2:
        copies.merge(connection, *found.articles)
    elif found.copy is None and not found.articles:
        raise UsageError(f"the two texts of correction {one.command} are not here any more")
    copies.forget(connection, one.id, after=int(mark))
