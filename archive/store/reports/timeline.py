"""What is read for a timeline."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from archive.corpus.timeline import Moment, timeline
from archive.query import Node, both
from archive.store.reports.events import events_of
from archive.store.reports.said import read_said


def read_timeline(
    connection: Connection, speaker: Node, subject: Sequence[Node], today: date
) -> list[Moment]:
    """Return the meetings of a speaker with what was said there on a subject."""
    all_said = list(read_said(connection, speaker, today))
    on_subject = read_said(connection, both(speaker, *subject), today)
    return timeline(all_said, on_subject, events_of(connection, {s.article for s in all_said}))
