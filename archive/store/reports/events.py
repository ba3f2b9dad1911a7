"""Meetings: the articles that may be about one, read for ``corpus.events`` to join.

Nothing of it is stored: what joins articles are their day, people and place, which stand in their
rows and may be corrected there.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from sqlite3 import Connection

from archive.corpus.events import Event, Report, events
from archive.corpus.timeline import Moment, timeline
from archive.errors import UsageError
from archive.query import Everything, Node, both
from archive.store.people.decisions import event_decisions
from archive.store.reports.ids import find
from archive.store.reports.said import read_said
from archive.store.search.filters import SEQUENCE_BITS
from archive.store.search.lookup import find_speakers
from archive.store.sql import json_list

# Only who is named as taking part: two who speak in one text need not have met.
_REPORTS = """\
SELECT a.uid, CASE a.event_precision WHEN 'day' THEN a.event_on END, a.place, a.publisher, a.title,
    (SELECT group_concat(p.uid, char(31)) FROM article_people AS x
     JOIN speakers AS p ON p.id = x.speaker_id
     WHERE x.article_id = a.id AND x.part = 'participant')
FROM articles AS a"""


def all_events(connection: Connection) -> list[Event]:
    """Return the meetings of the archive, in the order of time."""
    return events(_reports(connection.execute(_REPORTS)), event_decisions(connection))


def events_of(connection: Connection, articles: Iterable[str]) -> dict[str, Event]:
    """Return the meeting that each of these articles is about, by the article's uid."""
    wanted = set(articles)
    by_article = {uid: event for event in all_events(connection) for uid in event.articles}
    return {uid: by_article[uid] for uid in wanted}


def read_events(
    connection: Connection,
    tree: Node,
    today: date,
    least: int = 1,
    present: Sequence[str] = (),
) -> list[Event]:
    """Return the meetings with a statement that a query finds and at least so many reports.

    A meeting has a day and two people or more. Each name in ``present`` is of somebody who took
    part, whether or not he is quoted; raises UsageError for a name that the archive does not know.
    """
    found = [event for event in all_events(connection) if len(event.reports) >= least]
    met = [event for event in found if len(event.people) > 1 and event.day]
    for name in present:
        meant = _uids(connection, find_speakers(connection, name).ids)
        met = [event for event in met if event.people & meant]
    if isinstance(tree, Everything):
        return met
    wanted = {said.article for said in read_said(connection, tree, today)}
    return [event for event in met if wanted & {*event.articles}]


def _uids(connection: Connection, ids: Sequence[int]) -> frozenset[str]:
    rows = connection.execute(
        "SELECT p.uid FROM json_each(?) AS j JOIN speakers AS p ON p.id = j.value",
        (json_list(ids),),
    )
    return frozenset(uid for (uid,) in rows)


def read_timeline(
    connection: Connection, speaker: Node, subject: Sequence[Node], today: date
) -> list[Moment]:
    """Return the meetings of a speaker with what was said there on a subject."""
    all_said = list(read_said(connection, speaker, today))
    on_subject = read_said(connection, both(speaker, *subject), today)
    return timeline(all_said, on_subject, events_of(connection, {s.article for s in all_said}))


def names_of_people(connection: Connection, found: Iterable[Event]) -> dict[str, str]:
    """Return the names of those who met, by uid."""
    wanted = set[str]().union(*(event.people for event in found))
    rows = connection.execute("SELECT uid, name FROM speakers")
    return {uid: name for uid, name in rows if uid in wanted}


def find_event(connection: Connection, text: str) -> Event:
    """Return the event that "e:" with the beginning of an article's uid means.

    Raises UsageError where nothing or several fit.
    """
    mark, _, rest = text.strip().lower().partition(":")
    if mark != "e" or not rest.isalnum():
        raise UsageError(f"{text!r} is not the id of an event", hint="to list them: archive events")
    uid = find(connection, f"a:{rest}").uid
    (key,) = connection.execute("SELECT id FROM articles WHERE uid = ?", (uid,)).fetchone()
    first = key >> SEQUENCE_BITS << SEQUENCE_BITS
    same_day = connection.execute(
        f"{_REPORTS} WHERE a.id >= ? AND a.id < ?", (first, first + (1 << SEQUENCE_BITS))
    )
    decided = event_decisions(connection)
    if any(decided.values()):  # which may join other days
        return next(event for event in all_events(connection) if uid in event.articles)
    return next(event for event in events(_reports(same_day), decided) if uid in event.articles)


def _reports(rows: Iterable[tuple[object, ...]]) -> Iterator[Report]:
    for uid, day, place, publisher, title, people in rows:
        yield Report(
            str(uid),
            None if day is None else str(day),
            frozenset(str(people).split("\x1f") if people else ()),
            None if place is None else str(place),
            None if publisher is None else str(publisher),
            None if title is None else str(title),
        )
